"""A small OpenID Connect provider over a real socket: discovery, authorization, tokens, keys.

It checks what a provider has to (redirect address, PKCE, client secret, one use of a code); a test
turns one thing wrong at a time through `wrong`.
"""

import base64
import hashlib
import json
import secrets
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from joserfc import jwt
from joserfc.jwk import ECKey, OctKey, RSAKey

CLIENT = "posthouse-test"


class Provider:
    """`with Provider(back) as provider:` answers at provider.issuer."""

    def __init__(self, back, secret="", clock=time.time):
        self.back = back
        self.secret = secret
        self.clock = clock
        self.subject = "ann-1"
        self.claims = {}
        self.wrong = {}
        self.key = RSAKey.generate_key(2048, {"kid": "one", "use": "sig"})
        self.codes = {}
        self.tokens_asked = []

    def __enter__(self):
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                self._answer(provider.get(self.path))

            def do_POST(self):
                length = int(self.headers["content-length"])
                form = parse_qs(self.rfile.read(length).decode())
                self._answer(provider.token({n: v[0] for n, v in form.items()}))

            def _answer(self, found):
                status, body = found
                self.send_response(status)
                if status == 302:
                    self.send_header("location", body)
                    body = ""
                data = body.encode() if isinstance(body, str) else json.dumps(body).encode()
                self.send_header("content-length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.issuer = f"http://127.0.0.1:{self.server.server_port}/tenant"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()

    def get(self, path):
        parts = urlsplit(path)
        if parts.path == "/tenant/.well-known/openid-configuration":
            if self.wrong.get("moved"):
                return 302, self.issuer + "/elsewhere"
            return 200, {
                "issuer": self.wrong.get("issuer", self.issuer),
                "authorization_endpoint": self.issuer + "/authorize",
                "token_endpoint": self.issuer + "/token",
                "jwks_uri": self.issuer + "/keys",
                "response_types_supported": ["code"],
            }
        if parts.path == "/tenant/keys":
            return 200, {"keys": [self.key.as_dict(private=False)]}
        return 404, {}

    def authorize(self, address):
        """Return where the provider sends the browser after somebody logged in there."""
        asked = {n: v[0] for n, v in parse_qs(urlsplit(address).query).items()}
        assert asked["response_type"] == "code"
        assert asked["client_id"] == CLIENT
        assert asked["redirect_uri"] == self.back
        assert asked["code_challenge_method"] == "S256"
        assert "openid" in asked["scope"].split()
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked
        return f"{self.back}?code={code}&state={self.wrong.get('state', asked['state'])}"

    def token(self, form):
        self.tokens_asked.append(form)
        asked = self.codes.pop(form.get("code"), None)
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        fits = asked is not None and (
            form["grant_type"] == "authorization_code"
            and form["redirect_uri"] == asked["redirect_uri"]
            and challenge == asked["code_challenge"]
            and form.get("client_secret", "") == self.secret
        )
        if not fits:
            return 400, {"error": "invalid_grant"}
        return 200, {"access_token": "unused", "token_type": "Bearer", "id_token": self._id(asked)}

    def _id(self, asked):
        now = int(self.clock())
        claims = {
            "iss": self.issuer, "aud": CLIENT, "sub": self.subject, "iat": now, "exp": now + 300,
            "nonce": asked["nonce"], **self.claims, **self.wrong.get("claims", {}),
        }  # fmt: skip
        claims = {name: value for name, value in claims.items() if value is not None}
        signing = self.wrong.get("signed_by", "provider")
        if signing == "stranger":
            other = RSAKey.generate_key(2048, {"kid": "one"})
            return jwt.encode({"alg": "RS256", "kid": "one"}, claims, other)
        if signing == "secret":
            public = self.key.as_pem(private=False)
            forged = OctKey.import_key(base64.b64encode(public))
            return jwt.encode({"alg": "HS256", "kid": "one"}, claims, forged)
        if signing == "nobody":
            parts = [json.dumps({"alg": "none"}), json.dumps(claims)]
            coded = [base64.urlsafe_b64encode(p.encode()).decode().rstrip("=") for p in parts]
            return ".".join([*coded, ""])
        alg = "ES256" if isinstance(self.key, ECKey) else "RS256"
        return jwt.encode({"alg": alg, "kid": self.key.kid}, claims, self.key)
