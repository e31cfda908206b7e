"""Master keys in a device (SoftHSM from Debian), in AWS KMS (moto's server), in a keyring."""

import os
import subprocess
import sys

import pytest
from tests.debian import unpacked

from posthouse.master.inputs import Inputs
from posthouse.master.opening import open_keyring, rewrap
from posthouse.master.oskeyring import SERVICE, found, made
from posthouse.model.errors import ConfigError, MasterKeyRefused
from posthouse.store.keyfile import open_folder
from posthouse.store.sealedfile import SEALED_FILE, read_sealed

PIN = "5678"
REGION = "eu-central-1"


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "data"
    open_folder(path)
    open_keyring(path, Inputs({}))
    return path


@pytest.fixture(scope="module")
def module(tmp_path_factory):
    """A token of SoftHSM with one AES-256 key that cannot be taken out; returns the library."""
    import pkcs11

    root = unpacked("softhsm2", "softhsm2-common", "libsofthsm2")
    folder = tmp_path_factory.mktemp("softhsm")
    (folder / "tokens").mkdir()
    config = folder / "softhsm2.conf"
    config.write_text(f"directories.tokendir = {folder}/tokens\nobjectstore.backend = file\n")
    os.environ["SOFTHSM2_CONF"] = str(config)
    library = next(root.rglob("libsofthsm2.so")).resolve()
    subprocess.run(
        [str(root / "usr/bin/softhsm2-util"), "--module", str(library), "--init-token", "--free",
         "--label", "station", "--so-pin", "1234", "--pin", PIN],
        check=True, capture_output=True, timeout=60,
    )  # fmt: skip
    token = pkcs11.lib(str(library)).get_token(token_label="station")
    kept = {pkcs11.Attribute.SENSITIVE: True, pkcs11.Attribute.EXTRACTABLE: False}
    with token.open(user_pin=PIN, rw=True) as session:
        for label in ("kek", "kek-2"):
            session.generate_key(pkcs11.KeyType.AES, 256, label=label, store=True, template=kept)
    return library


def reference(module, label="kek"):
    return f"pkcs11:token=station;object={label}?module-path={module}"


def test_a_device_keeps_the_secret_and_gives_it_back(folder, module):
    secret = open_keyring(folder, Inputs({})).hand_over()
    given = Inputs({"POSTHOUSE_PKCS11_PIN": PIN})
    assert rewrap(folder, reference(module), given) == ("file", "pkcs11")
    assert open_keyring(folder, given).hand_over() == secret
    assert open_keyring(folder, Inputs({}, lambda _: PIN)).hand_over() == secret
    assert PIN not in (folder / SEALED_FILE).read_text()
    assert rewrap(folder, reference(module, "kek-2"), given) == ("pkcs11", "pkcs11")
    assert read_sealed(folder).version == "kek-2"
    assert open_keyring(folder, given).hand_over() == secret


def test_a_device_refuses_another_pin_token_or_key_in_words(folder, module):
    given = Inputs({"POSTHOUSE_PKCS11_PIN": PIN})
    rewrap(folder, reference(module), given)
    with pytest.raises(MasterKeyRefused, match="PinIncorrect"):
        open_keyring(folder, Inputs({"POSTHOUSE_PKCS11_PIN": "9999"}))
    with pytest.raises(ConfigError, match="PIN"):
        open_keyring(folder, Inputs({}))
    with pytest.raises(MasterKeyRefused, match="NoSuchKey"):
        rewrap(folder, reference(module, "absent"), given)
    with pytest.raises(MasterKeyRefused):
        rewrap(folder, reference("/nowhere/module.so"), given)
    sealed = (folder / SEALED_FILE).read_text()
    (folder / SEALED_FILE).write_text(sealed.replace('"kek"', '"kek-2"'))
    with pytest.raises(MasterKeyRefused):
        open_keyring(folder, given)


@pytest.fixture(scope="module")
def aws():
    """Moto's KMS behind a socket, and a key of it; returns its ARN."""
    from botocore.session import get_session
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    given = {
        "AWS_ACCESS_KEY_ID": "AKIAMADEUP",
        "AWS_SECRET_ACCESS_KEY": "made-up",
        "AWS_ENDPOINT_URL_KMS": f"http://{host}:{port}",
        "AWS_EC2_METADATA_DISABLED": "true",
    }
    patch = pytest.MonkeyPatch()
    for name, value in given.items():
        patch.setenv(name, value)
    client = get_session().create_client("kms", region_name=REGION)
    yield [client.create_key()["KeyMetadata"]["Arn"] for _ in range(2)]
    patch.undo()
    server.stop()


def test_aws_kms_keeps_the_secret_and_gives_it_back(folder, aws):
    secret = open_keyring(folder, Inputs({})).hand_over()
    given = Inputs(os.environ)
    assert rewrap(folder, f"awskms:{aws[0]}", given) == ("file", "awskms")
    assert open_keyring(folder, given).hand_over() == secret
    assert rewrap(folder, f"awskms:{aws[1]}", given) == ("awskms", "awskms")
    assert read_sealed(folder).version == aws[1]
    assert open_keyring(folder, given).hand_over() == secret


def test_aws_kms_refuses_what_it_does_not_know(folder, aws, monkeypatch):
    given = Inputs(os.environ)
    absent = aws[0].rpartition("/")[0] + "/11111111-2222-3333-4444-555555555555"
    with pytest.raises(MasterKeyRefused, match="NotFoundException"):
        rewrap(folder, f"awskms:{absent}", given)
    rewrap(folder, f"awskms:{aws[0]}", given)
    text = (folder / SEALED_FILE).read_text()
    station = read_sealed(folder).station
    (folder / SEALED_FILE).write_text(text.replace(station, "0" * 16))
    with pytest.raises(MasterKeyRefused):
        open_keyring(folder, given)
    (folder / SEALED_FILE).write_text(text)
    with pytest.raises(ConfigError, match="https"):
        open_keyring(folder, Inputs({"AWS_ENDPOINT_URL": "http://kms.example.com"}))


class Kept:
    """A keyring in memory, with what is asked of one."""

    def __init__(self):
        self.all = {}

    def get_password(self, service, username):
        return self.all.get((service, username))

    def set_password(self, service, username, password):
        self.all[service, username] = password


def test_a_keyring_keeps_a_key_of_its_own_a_station():
    backend = Kept()
    one, two = made("", backend), made("", backend)
    wrapped, version = one.wrap(b"s" * 32, b"bound")
    assert found(one.place, backend).unwrap(wrapped, version, b"bound") == b"s" * 32
    with pytest.raises(MasterKeyRefused):
        two.unwrap(wrapped, version, b"bound")
    with pytest.raises(ConfigError, match="taken"):
        made(one.place["name"], backend)
    with pytest.raises(MasterKeyRefused, match="found none"):
        found({"service": SERVICE, "name": "absent"}, backend)


BACKEND = """
from keyring.backend import KeyringBackend
from pathlib import Path
class Files(KeyringBackend):
    priority = 1
    def get_password(self, service, username):
        path = Path("kept-" + username)
        return path.read_text() if path.exists() else None
    def set_password(self, service, username, password):
        Path("kept-" + username).write_text(password)
"""


@pytest.mark.parametrize(
    ("backend", "said"),
    [("mine.Files", ""), ("keyring.backends.fail.Keyring", "found none that works")],
)
def test_the_system_s_keyring_is_the_one_that_the_library_finds(folder, tmp_path, backend, said):
    (tmp_path / "mine.py").write_text(BACKEND)
    (tmp_path / "posthouse.toml").write_text('[store]\nfolder = "data"\n')
    environ = {**os.environ, "PYTHON_KEYRING_BACKEND": backend, "PYTHONPATH": str(tmp_path)}

    def command(*words):
        return subprocess.run(
            [sys.executable, "-m", "posthouse", "master", *words, "--config", "posthouse.toml"],
            env=environ, cwd=tmp_path, capture_output=True, text=True, check=False,
        )  # fmt: skip

    moved = command("rewrap", "--to", "keyring:station")
    assert said in moved.stderr
    assert moved.returncode == (1 if said else 0), moved.stderr
    if not said:
        assert "keyring" in command("status", "--open").stdout
        assert (tmp_path / "kept-station").exists()
