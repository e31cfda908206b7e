"""A console over a data folder of its own, and browsers that keep cookies, without sockets."""

import asyncio
import json
import re
from base64 import b64encode
from urllib.parse import unquote, urlencode

import pyotp
from msgspec.structs import replace

from posthouse.config.console import Console as ConsoleSettings
from posthouse.config.schema import Project, Server, Settings, Store
from posthouse.console.accounts import enrolment
from posthouse.console.app import Console
from posthouse.console.given import Given
from posthouse.console.login.password import Passwords
from posthouse.console.mount import served
from posthouse.console.pages.every import ROUTES
from posthouse.console.parts import gathered
from posthouse.console.render import Renderer
from posthouse.model.http import RequestHead
from posthouse.model.operator import Grant, Operator, OperatorState, Role
from posthouse.store.credentials import SqlCredentials
from posthouse.store.database import open_database
from posthouse.store.datakeys import DataKeys
from posthouse.store.disk import Disk
from posthouse.store.opening import log_of
from posthouse.store.operators import Act
from posthouse.vault.keyring import Keyring

ORIGIN = "http://localhost:8701"
PASSWORD = "four quiet cranes over water"
STARTED = 1_700_000_000.0


class House:
    """The console's parts with a clock that stands still until it is moved."""

    def __init__(self, folder, *, fetch=None, **settings):
        self.now = STARTED
        made = Settings(
            server=Server(admin="127.0.0.1:8701"),
            store=Store(folder=str(folder)),
            project=(Project("red"), Project("blue")),
            console=ConsoleSettings(breakglass_minutes=60),
        )
        self.engine = open_database(folder)
        keyring = Keyring(bytes(32))
        given = Given(
            self.engine, keyring, log_of(folder, ("", ""), keyring, "of-the-test", Disk()),
            SqlCredentials(self.engine, DataKeys(keyring), bytes(32)), fetch or _nobody,
        )  # fmt: skip
        self.parts = gathered(replace(made, **settings), given, lambda: self.now)
        object.__setattr__(self.parts, "passwords", Passwords(memory_kib=64, passes=1))
        self.application = Console(self.parts, ROUTES, Renderer(self.parts)).application()
        self._seeds = {}

    def close(self):
        self.engine.dispose()

    def invite(self, name, *grants, ident=""):
        """Return a new account's enrolment code."""
        made = Operator(ident or f"id-{name}", name, OperatorState.INVITED, grants, int(self.now))
        code, kept = enrolment(self.parts.digests, self.now)
        self.parts.accounts.add(made, kept, Act("cli:test", self.now))
        return code

    def stranger(self):
        return Browser(self)

    def enrolled(self, name, *grants, ident=""):
        """Return a browser of somebody who enrolled and set up one-time codes."""
        browser = self.stranger()
        browser.post("/api/enrol", code=self.invite(name, *grants, ident=ident), password=PASSWORD)
        seed = browser.post("/api/account/totp").json
        self._seeds[name] = seed["seed"]
        proved = {"ceremony": seed["ceremony"], "code": self.code(name)}
        assert browser.post("/api/account/totp/prove", **proved).status == 200
        return browser

    def code(self, name):
        """Return the one-time code that somebody's authenticator shows now."""
        return pyotp.TOTP(self._seeds[name]).at(int(self.now))


def _nobody(url, body, headers):
    raise OSError("nobody is there")


class Answer:
    def __init__(self, status, headers, body):
        self.status = status
        self.headers = headers
        self.body = body
        self.text = body.decode()

    @property
    def json(self):
        return json.loads(self.body)

    def header(self, name):
        return next((value for known, value in self.headers if known == name), None)


class Browser:
    """Keeps cookies and the token against forgery, as a page of the console would."""

    def __init__(self, house):
        self.house = house
        self.cookies = {}
        self.forgery = ""
        self.language = "en"

    def get(self, path, **headers):
        return self.send("GET", path, b"", headers)

    def post(self, path, /, **asked):
        """Send JSON to the API, bytes in base64, else a form."""
        if path.startswith("/api"):
            headers = {"content-type": "application/json", "x-posthouse-forgery": self.forgery}
            body = json.dumps(asked, default=lambda held: b64encode(held).decode())
            return self.send("POST", path, body.encode(), headers)
        form = urlencode({**asked, "forgery": self.forgery}).encode()
        headers = {"content-type": "application/x-www-form-urlencoded"}
        return self.send("POST", path, form, headers)

    def send(self, method, path, body=b"", headers=None):
        sent = {
            "host": "localhost:8701",
            "accept-language": self.language,
            "cookie": "; ".join(f"{n}={v}" for n, v in self.cookies.items()),
            "content-length": str(len(body)),
            **({"origin": ORIGIN, "sec-fetch-site": "same-origin"} if method == "POST" else {}),
            **{name.replace("_", "-"): value for name, value in (headers or {}).items()},
        }
        plain, _, query = path.partition("?")
        plain = unquote(plain)
        head = RequestHead(method, plain, query, tuple((n, v) for n, v in sent.items() if v))
        client = _Client(head, body)
        asyncio.run(served(self.house.application, client, body))
        answer = Answer(*client.answer)
        self._keep(answer)
        return answer

    def _keep(self, answer):
        for name, value in answer.headers:
            if name == "set-cookie":
                found = re.match(r"([^=]+)=([^;]*)", value)
                kept = found[2].strip('"')
                self.cookies.pop(found[1], None)
                if kept:
                    self.cookies[found[1]] = kept
        token = self.cookies.get("posthouse-session", "")
        self.forgery = self.house.parts.digests.forgery(token) if token else ""


class _Client:
    def __init__(self, head, body):
        self.head = head
        self._body = body
        self.answer = None

    async def body(self, limit):
        return self._body

    async def whole(self, status, headers, body):
        self.answer = (status, headers, body)


OWNER = Grant("*", Role.OWNER)
