"""Where something may be posted to: https, or http to this machine alone; "" is nowhere."""

WEBHOOK = r"^(https://[^\s]+|http://(127\.0\.0\.1|localhost|\[::1\])[:/][^\s]*)?$"
