"""The way out: egress rules, connections and the HTTP/1.1 client that reaches upstreams."""
