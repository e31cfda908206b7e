"""Is it the model you pay for? Statistics over short answers; pure, random by seed."""
