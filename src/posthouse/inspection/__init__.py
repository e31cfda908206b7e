"""Looking at what an untrusted upstream sends back before it reaches the client."""
