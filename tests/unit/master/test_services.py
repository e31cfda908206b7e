"""Master keys in key services: stand-ins on real sockets that check signatures and tokens."""

import json
import re

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from tests.keyservices import AlibabaKms, AzureKeyVault, GoogleKms, Served, Transit, castagnoli
from tests.unit.net.conftest import _Signer

from posthouse.master.alikms import Asked
from posthouse.master.gcpkms import crc32c
from posthouse.master.inputs import Inputs
from posthouse.master.opening import open_keyring, rewrap
from posthouse.model.errors import ConfigError, MasterKeyRefused, PosthouseError
from posthouse.model.secret import Secret
from posthouse.store.keyfile import KEY_FILE, open_folder
from posthouse.store.sealedfile import SEALED_FILE, read_sealed

TOKEN = "token-made-up-for-tests"


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "data"
    open_folder(path)
    open_keyring(path, Inputs({}))
    return path


def transit():
    service = Transit(TOKEN)
    with Served(service) as served:
        reference = f"transit:{served.url}/transit/posthouse"
        yield service, served, reference, {"BAO_TOKEN": TOKEN}


def google(tmp_path):
    service = GoogleKms()
    with Served(service) as served:
        service.url = served.url
        pem = service.private.private_bytes(
            Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
        ).decode()
        account = {"client_email": service.MAIL, "private_key": pem, "private_key_id": "1"}
        file = tmp_path / "account.json"
        file.write_text(json.dumps({**account, "token_uri": f"{served.url}/token"}))
        reference = f"gcpkms:{service.NAME}?endpoint={served.url}"
        yield service, served, reference, {"GOOGLE_APPLICATION_CREDENTIALS": str(file)}


def azure():
    service = AzureKeyVault()
    with Served(service) as served:
        service.url = served.url
        given = {
            "AZURE_TENANT_ID": service.TENANT,
            "AZURE_CLIENT_ID": service.CLIENT,
            "AZURE_CLIENT_SECRET": service.PASSWORD,
            "AZURE_AUTHORITY_HOST": served.url,
        }
        yield service, served, f"azurekv:{served.url}/keys/kek", given


def alibaba():
    service = AlibabaKms()
    with Served(service) as served:
        given = {
            "ALIBABA_CLOUD_ACCESS_KEY_ID": service.ID,
            "ALIBABA_CLOUD_ACCESS_KEY_SECRET": service.KEY,
        }
        yield service, served, f"alikms:cn-test/{service.KEY_ID}?endpoint={served.url}", given


@pytest.fixture(params=["transit", "google", "azure", "alibaba"])
def kept(request, tmp_path):
    made = {"transit": transit, "azure": azure, "alibaba": alibaba}
    yield from google(tmp_path) if request.param == "google" else made[request.param]()


def test_keeps_the_secret_and_gives_it_back(folder, kept):
    _, served, reference, given = kept
    secret = open_keyring(folder, Inputs({})).hand_over()
    rewrap(folder, reference, Inputs(given))
    assert not (folder / KEY_FILE).exists()
    assert open_keyring(folder, Inputs(given)).hand_over() == secret
    content = (folder / SEALED_FILE).read_text()
    for value in given.values():
        assert value not in content or value == served.url
    assert secret.hex() not in content


def test_no_secret_stands_in_an_address(folder, kept):
    _, served, reference, given = kept
    secret = open_keyring(folder, Inputs({})).hand_over()
    rewrap(folder, reference, Inputs(given))
    hidden = [v for k, v in given.items() if k.endswith(("TOKEN", "SECRET"))]
    for _, target, _, _ in served.seen:
        assert not [one for one in hidden if one in target]
        assert secret.hex() not in target
    assert served.seen


def test_other_credentials_are_refused_in_words_that_hold_none(folder, kept):
    _, _, reference, given = kept
    rewrap(folder, reference, Inputs(given))
    wrong = {k: "made-up-and-wrong" if k.endswith(("TOKEN", "SECRET")) else v
             for k, v in given.items()}  # fmt: skip
    if wrong == given:
        wrong = {"CLOUDSDK_AUTH_ACCESS_TOKEN": "made-up-and-wrong"}
    with pytest.raises(MasterKeyRefused) as refused:
        open_keyring(folder, Inputs(wrong))
    said = refused.value.message + refused.value.hint
    assert re.search(r"refused with 40\d", said)
    assert "made-up" not in said
    with pytest.raises(ConfigError, match="in the environment"):
        open_keyring(folder, Inputs({}))


def test_what_was_wrapped_for_another_station_does_not_open(folder, kept, tmp_path):
    _, _, reference, given = kept
    other = tmp_path / "other"
    open_folder(other)
    for one in (folder, other):
        rewrap(one, reference, Inputs(given))
    mine, theirs = (json.loads((one / SEALED_FILE).read_text()) for one in (folder, other))
    (folder / SEALED_FILE).write_text(json.dumps({**mine, "wrapped": theirs["wrapped"]}))
    with pytest.raises(MasterKeyRefused):
        open_keyring(folder, Inputs(given))


def test_a_service_that_does_not_answer_is_named_and_nothing_changes(folder, kept):
    _, served, reference, given = kept
    rewrap(folder, reference, Inputs(given))
    before = (folder / SEALED_FILE).read_bytes()
    served.__exit__()
    with pytest.raises(MasterKeyRefused, match="no answer"):
        open_keyring(folder, Inputs(given))
    with pytest.raises(MasterKeyRefused):
        rewrap(folder, "file", Inputs(given))
    assert (folder / SEALED_FILE).read_bytes() == before


@pytest.mark.parametrize(
    "answer",
    [(200, {}), (200, []), (200, b"<html>"), (302, {"location": "http://127.0.0.1:1/"}), (500, {})],
)
def test_odd_answers_take_nothing_s_place(folder, answer):
    with Served(lambda *_: answer) as served:
        given = {"BAO_TOKEN": TOKEN, "CLOUDSDK_AUTH_ACCESS_TOKEN": TOKEN}
        given |= {"ALIBABA_CLOUD_ACCESS_KEY_ID": "i", "ALIBABA_CLOUD_ACCESS_KEY_SECRET": "s"}
        given |= {"AZURE_TENANT_ID": "t", "AZURE_CLIENT_ID": "c", "AZURE_CLIENT_SECRET": "s"}
        given |= {"AZURE_AUTHORITY_HOST": served.url}
        for reference in (
            f"transit:{served.url}/transit/k",
            f"gcpkms:{GoogleKms.NAME}?endpoint={served.url}",
            f"azurekv:{served.url}/keys/kek",
            f"alikms:cn-test/k?endpoint={served.url}",
        ):
            with pytest.raises(PosthouseError):
                rewrap(folder, reference, Inputs(given))
    assert [path.name for path in folder.iterdir()] == [KEY_FILE]


@pytest.mark.parametrize(
    "reference",
    [
        "transit:http://bao.example.com/transit/k",
        "transit:https://user:pass@bao.example.com/transit/k",
        "transit:https://bao.example.com/k",
        "transit:https://bao.example.com/../k",
        "gcpkms:projects/p",
        f"gcpkms:{GoogleKms.NAME}?endpoint=http://kms.example.com",
        "azurekv:http://vault.example.com/keys/k",
        "azurekv:https://vault.example.com/secrets/k",
        "alikms:cn-test",
        "alikms:cn-test/k?endpoint=http://kms.example.com",
        "pkcs11:token=x",
        "awskms:alias/x",
    ],
)
def test_addresses_that_are_none_or_not_safe_are_refused(folder, reference):
    given = {"BAO_TOKEN": TOKEN, "ALIBABA_CLOUD_ACCESS_KEY_ID": "i"}
    with pytest.raises(ConfigError):
        rewrap(folder, reference, Inputs({**given, "ALIBABA_CLOUD_ACCESS_KEY_SECRET": "s"}))


def test_versions_of_the_key_move_on_and_the_old_ones_still_open(folder):
    for make, field in ((transit, "version"), (azure, "version")):
        for service, _, reference, given in make():
            rewrap(folder, reference, Inputs(given))
            before = read_sealed(folder)
            service.rotate("posthouse" if make is transit else "v2b")
            secret = open_keyring(folder, Inputs(given)).hand_over()
            rewrap(folder, reference, Inputs(given))
            after = read_sealed(folder)
            assert getattr(before, field) != getattr(after, field)
            assert open_keyring(folder, Inputs(given)).hand_over() == secret
            rewrap(folder, "file", Inputs(given))


def test_a_namespace_is_named_to_the_engine(folder):
    service = Transit(TOKEN, namespace="team")
    with Served(service) as served:
        reference = f"transit:{served.url}/transit/posthouse"
        with pytest.raises(MasterKeyRefused, match="404"):
            rewrap(folder, reference, Inputs({"VAULT_TOKEN": TOKEN}))
        given = {"VAULT_TOKEN": TOKEN, "VAULT_NAMESPACE": "team"}
        assert rewrap(folder, reference, Inputs(given)) == ("file", "transit")


def test_https_needs_an_authority_that_is_trusted(folder, tmp_path):
    ours = _Signer("ours")
    authority = tmp_path / "ca.pem"
    authority.write_bytes(ours.certificate.public_bytes(Encoding.PEM))
    with Served(Transit(TOKEN), ours.server(tmp_path, "good", ["localhost"])[0]) as served:
        reference = f"transit:{served.url}/transit/posthouse"
        with pytest.raises(MasterKeyRefused, match="SSLCertVerificationError"):
            rewrap(folder, reference, Inputs({"BAO_TOKEN": TOKEN}))
        assert served.seen == []
        given = {"BAO_TOKEN": TOKEN, "BAO_CACERT": str(authority)}
        rewrap(folder, reference, Inputs(given))
        assert open_keyring(folder, Inputs(given))


def test_the_checksum_is_castagnoli_s():
    """RFC 3720, appendix B.4, and the usual check value."""
    known = {b"123456789": 0xE3069283, bytes(32): 0x8A9136AA, b"\xff" * 32: 0x62A8AB43}
    for content, value in known.items():
        assert crc32c(content) == castagnoli(content) == value


def test_the_signature_is_that_of_alibaba_s_own_example():
    """The document of signature version 3 gives these values and this result."""
    asked = Asked(
        "ecs.cn-shanghai.aliyuncs.com",
        "RunInstances",
        "2014-05-26",
        {"ImageId": "win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd",
         "RegionId": "cn-shanghai"},
        "2023-10-26T10:22:32Z",
        "3156853299f313e23d1673dc12e1703d",
    )  # fmt: skip
    told = asked.authorization("YourAccessKeyId", Secret("YourAccessKeySecret"))
    assert told.endswith(
        "Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0"
    )
