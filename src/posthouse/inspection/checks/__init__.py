"""One kind of attack a file; a check sees text or a whole tool call and says what it found."""
