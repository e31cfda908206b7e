"""Stand-ins for key services, on real sockets; each checks for itself who asks and what is signed.

They are written from the services' public documents, not from our adapters: signatures are verified
by other means (joserfc, a plain recomputation), wrong ones are refused as the services refuse them.
"""

import base64
import hashlib
import hmac
import json
import os
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, parse_qsl, urlsplit

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256


class Served:
    """`with Served(answer) as one:` serves `answer(method, path, headers, body) -> (status, tree)`.

    `seen` is what came: method, target, headers, body.
    """

    def __init__(self, answer, tls=None):
        self.seen = []
        served = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def _any(self):
                body = self.rfile.read(int(self.headers.get("content-length") or 0))
                headers = {k.lower(): v for k, v in self.headers.items()}
                served.seen.append((self.command, self.path, headers, body))
                status, tree = answer(self.command, self.path, headers, body)
                told = tree if isinstance(tree, bytes) else json.dumps(tree).encode()
                self.send_response(status)
                if status in (301, 302, 307):
                    self.send_header("location", tree["location"])
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(told)))
                self.end_headers()
                self.wfile.write(told)

            do_GET = do_POST = do_DELETE = do_PATCH = _any  # noqa: N815

            def log_message(self, *_):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        if tls is not None:
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True)
        self.port = self._server.server_address[1]
        self.url = f"{'https' if tls else 'http'}://127.0.0.1:{self.port}"

    def __enter__(self):
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._server.server_close()


def b64(content: bytes) -> str:
    return base64.b64encode(content).decode()


@dataclass
class Transit:
    """The transit engine of Vault and OpenBao: encrypt and decrypt of aes256-gcm96 keys."""

    token: str
    namespace: str = ""
    keys: dict = field(default_factory=lambda: {"posthouse": [os.urandom(32)]})

    def rotate(self, name):
        self.keys[name].append(os.urandom(32))

    def __call__(self, method, path, headers, body):
        if headers.get("x-vault-token") != self.token:
            return 403, {"errors": ["permission denied"]}
        if headers.get("x-vault-namespace", "") != self.namespace:
            return 404, {"errors": []}
        parts = path.strip("/").split("/")
        if method != "POST" or parts[:2] != ["v1", "transit"] or parts[3] not in self.keys:
            return 404, {"errors": []}
        versions, asked = self.keys[parts[3]], json.loads(body)
        aad = base64.b64decode(asked.get("associated_data", ""))
        if parts[2] == "encrypt":
            nonce, plain = os.urandom(12), base64.b64decode(asked["plaintext"])
            sealed = nonce + AESGCM(versions[-1]).encrypt(nonce, plain, aad)
            version = len(versions)
            told = {"ciphertext": f"vault:v{version}:{b64(sealed)}", "key_version": version}
            return 200, {"data": told}
        _, version, text = asked["ciphertext"].split(":")
        sealed = base64.b64decode(text)
        try:
            key = versions[int(version[1:]) - 1]
            plain = AESGCM(key).decrypt(sealed[:12], sealed[12:], aad)
        except (InvalidTag, IndexError):
            return 400, {"errors": ["cipher: message authentication failed"]}
        return 200, {"data": {"plaintext": b64(plain)}}


def castagnoli(content: bytes) -> int:
    """CRC-32C by polynomial division, most significant bit first, then reflected."""
    reverse = lambda number, bits: int(f"{number:0{bits}b}"[::-1], 2)  # noqa: E731
    stream = b"".join(bytes([reverse(byte, 8)]) for byte in content)
    value = (int.from_bytes(stream, "big") << 32) ^ (0xFFFFFFFF << 8 * len(content))
    for bit in range(8 * len(content) - 1, -1, -1):
        if value >> (bit + 32) & 1:
            value ^= 0x11EDC6F41 << bit
    return reverse(value & 0xFFFFFFFF, 32) ^ 0xFFFFFFFF


class GoogleKms:
    """Google's token service (RFC 7523) and Cloud KMS's :encrypt and :decrypt."""

    NAME = "projects/p/locations/l/keyRings/r/cryptoKeys/k"
    MAIL = "station@p.iam.gserviceaccount.test"

    def __init__(self):
        self.private = rsa.generate_private_key(65537, 2048)
        self.key, self.tokens, self.url = os.urandom(32), set(), ""

    def __call__(self, method, path, headers, body):  # noqa: PLR0911
        if path == "/token":
            return self._token(parse_qs(body.decode()))
        if headers.get("authorization", "").removeprefix("Bearer ") not in self.tokens:
            return 401, {"error": {"status": "UNAUTHENTICATED"}}
        name, _, verb = path.removeprefix("/v1/").partition(":")
        if name != self.NAME:
            return 404, {"error": {"status": "NOT_FOUND"}}
        asked = json.loads(body)
        aad = base64.b64decode(asked.get("additionalAuthenticatedData", ""))
        if verb == "encrypt":
            plain = base64.b64decode(asked["plaintext"])
            whole = int(asked["plaintextCrc32c"]) == castagnoli(plain)
            whole &= int(asked["additionalAuthenticatedDataCrc32c"]) == castagnoli(aad)
            if not whole:
                return 400, {"error": {"status": "INVALID_ARGUMENT"}}
            nonce = os.urandom(12)
            sealed = nonce + AESGCM(self.key).encrypt(nonce, plain, aad)
            told = {"name": f"{name}/cryptoKeyVersions/7", "ciphertext": b64(sealed)}
            return 200, {**told, "verifiedPlaintextCrc32c": True}
        sealed = base64.b64decode(asked["ciphertext"])
        try:
            plain = AESGCM(self.key).decrypt(sealed[:12], sealed[12:], aad)
        except InvalidTag:
            return 400, {"error": {"status": "INVALID_ARGUMENT"}}
        return 200, {"plaintext": b64(plain), "plaintextCrc32c": str(castagnoli(plain))}

    def _token(self, form):
        from joserfc import jwt
        from joserfc.errors import JoseError
        from joserfc.jwk import RSAKey

        assert form["grant_type"] == ["urn:ietf:params:oauth:grant-type:jwt-bearer"]
        try:
            token = jwt.decode(form["assertion"][0], RSAKey.import_key(self.private.public_key()))
            jwt.JWTClaimsRegistry(
                iss={"essential": True, "value": self.MAIL},
                aud={"essential": True, "value": f"{self.url}/token"},
                exp={"essential": True},
            ).validate(token.claims)
        except JoseError:
            return 400, {"error": "invalid_grant"}
        assert "cloudkms" in token.claims["scope"]
        self.tokens.add(made := os.urandom(16).hex())
        return 200, {"access_token": made, "token_type": "Bearer", "expires_in": 3599}


class AzureKeyVault:
    """Microsoft's token service (client credentials) and Key Vault's key operations."""

    TENANT, CLIENT = "0e2a7b1c-1111-4222-8333-944455556666", "client-made-up"
    PASSWORD = "client-password-made-up"

    def __init__(self):
        self.versions = {"v1a": rsa.generate_private_key(65537, 2048)}
        self.newest, self.tokens, self.url = "v1a", set(), ""

    def rotate(self, version):
        self.versions[version], self.newest = rsa.generate_private_key(65537, 2048), version

    def __call__(self, method, path, headers, body):  # noqa: PLR0911
        target, query = urlsplit(path).path, parse_qs(urlsplit(path).query)
        if target == f"/{self.TENANT}/oauth2/v2.0/token":
            form = {k: v[0] for k, v in parse_qs(body.decode()).items()}
            wanted = {
                "grant_type": "client_credentials",
                "client_id": self.CLIENT,
                "client_secret": self.PASSWORD,
                "scope": "https://vault.azure.net/.default",
            }
            if form != wanted:
                return 401, {"error": "invalid_client"}
            self.tokens.add(made := os.urandom(16).hex())
            return 200, {"access_token": made}
        if headers.get("authorization", "").removeprefix("Bearer ") not in self.tokens:
            return 401, {"error": {"code": "Unauthorized"}}
        if query.get("api-version") != ["7.4"]:
            return 400, {"error": {"code": "BadParameter"}}
        parts = target.strip("/").split("/")
        if parts == ["keys", "kek"] and method == "GET":
            return 200, {"key": {"kid": f"{self.url}/keys/kek/{self.newest}", "kty": "RSA"}}
        if len(parts) != 4 or parts[:2] != ["keys", "kek"] or parts[2] not in self.versions:
            return 404, {"error": {"code": "KeyNotFound"}}
        return self._wrapped(parts[2], parts[3], json.loads(body))

    def _wrapped(self, version, verb, asked):
        oaep = padding.OAEP(padding.MGF1(SHA256()), SHA256(), None)
        assert asked["alg"] == "RSA-OAEP-256"
        key = self.versions[version]
        value = base64.urlsafe_b64decode(asked["value"] + "==")
        try:
            done = (
                key.public_key().encrypt(value, oaep)
                if verb == "wrapkey"
                else key.decrypt(value, oaep)
            )
        except ValueError:
            return 400, {"error": {"code": "BadParameter"}}
        text = base64.urlsafe_b64encode(done).decode().rstrip("=")
        return 200, {"kid": f"{self.url}/keys/kek/{version}", "value": text}


class AlibabaKms:
    """Alibaba Cloud KMS 2016-01-20 behind a gateway that checks signature version 3."""

    ID, KEY = "LTAImadeup", "access-key-secret-made-up"
    KEY_ID = "key-made-up"

    def __init__(self):
        self.key, self.nonces = os.urandom(32), set()

    def __call__(self, method, path, headers, body):
        if not self._signed(method, path, headers, body):
            return 400, {"Code": "SignatureDoesNotMatch"}
        if headers["x-acs-signature-nonce"] in self.nonces:
            return 400, {"Code": "SignatureNonceUsed"}
        self.nonces.add(headers["x-acs-signature-nonce"])
        asked = dict(parse_qsl(urlsplit(path).query))
        assert headers["x-acs-version"] == "2016-01-20"
        aad = asked["EncryptionContext"].encode()
        if headers["x-acs-action"] == "GenerateDataKey":
            if asked["KeyId"] != self.KEY_ID:
                return 404, {"Code": "Forbidden.KeyNotFound"}
            nonce, plain = os.urandom(12), os.urandom(32)
            sealed = nonce + AESGCM(self.key).encrypt(nonce, plain, aad)
            told = {"KeyVersionId": "version-1", "CiphertextBlob": b64(sealed)}
            return 200, {**told, "Plaintext": b64(plain)}
        assert headers["x-acs-action"] == "Decrypt"
        sealed = base64.b64decode(asked["CiphertextBlob"])
        try:
            plain = AESGCM(self.key).decrypt(sealed[:12], sealed[12:], aad)
        except InvalidTag:
            return 400, {"Code": "InvalidCiphertextBlob"}
        return 200, {"KeyVersionId": "version-1", "Plaintext": b64(plain)}

    def _signed(self, method, path, headers, body):
        """Recompute the signature from what came over the wire, as the gateway's document says."""
        algorithm, _, rest = headers.get("authorization", "").partition(" ")
        told = dict(part.split("=", 1) for part in rest.split(","))
        if algorithm != "ACS3-HMAC-SHA256" or told.get("Credential") != self.ID:
            return False
        names = told["SignedHeaders"].split(";")
        needed = {"host", "x-acs-action", "x-acs-content-sha256", "x-acs-date", "x-acs-version"}
        if names != sorted(names) or not needed <= set(names):
            return False
        digest = hashlib.sha256(body).hexdigest()
        if headers["x-acs-content-sha256"] != digest:
            return False
        url = urlsplit(path)
        lines = [method, url.path, "&".join(sorted(url.query.split("&")))]
        lines += [f"{name}:{headers[name].strip()}" for name in names]
        lines += ["", ";".join(names), digest]
        hashed = hashlib.sha256("\n".join(lines).encode()).hexdigest()
        signed = hmac.new(self.KEY.encode(), f"{algorithm}\n{hashed}".encode(), "sha256")
        return hmac.compare_digest(signed.hexdigest(), told["Signature"])
