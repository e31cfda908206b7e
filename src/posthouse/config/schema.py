"""The one TOML file as types; docs/settings.md is generated from the sentences beside the fields.

Secrets are references only (`key_env`, `key_file`, `key_sealed`): no field could hold a key.
Relative paths are relative to the file's own folder; `load` makes them absolute.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from msgspec import Meta, Struct

from posthouse.config.anomalies import Anomalies, Answer
from posthouse.config.audits import Audits
from posthouse.config.console import Console, SignOn
from posthouse.config.inspection import InspectionMode, InspectionSettings
from posthouse.config.keys import Keys
from posthouse.config.ledger import LedgerSettings
from posthouse.config.record import Record
from posthouse.config.retention import Retention
from posthouse.config.secondwitness import SecondWitness
from posthouse.config.standing import Nonces, StandingSettings
from posthouse.config.vault import Vault
from posthouse.model.dialect import Dialect
from posthouse.model.finding import Label, Restore, Treatment

NAME = r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"

MIB = 1024 * 1024

Images = Literal["pass", "refuse", "redact"] | None
Documents = Literal["pass", "refuse", "text"] | None
Linked = Literal["pass", "refuse"] | None


class Server(Struct, frozen=True, forbid_unknown_fields=True):
    """Where the station listens and what it accepts from clients."""

    address: Annotated[
        str,
        Meta(description="Host and port for clients; beyond loopback only together with TLS."),
    ] = "127.0.0.1:8700"
    admin: Annotated[
        str,
        Meta(description="Host and port for health, metrics and console; always on loopback."),
    ] = "127.0.0.1:8701"
    tls_cert: Annotated[
        str, Meta(description="PEM file with the certificate chain; empty means plain HTTP.")
    ] = ""
    tls_key: Annotated[
        str, Meta(description="PEM file with the private key, readable by the owner alone.")
    ] = ""
    max_body_bytes: Annotated[
        int,
        Meta(ge=1024, description="Largest request body in bytes, packed and unpacked alike."),
    ] = 20 * MIB
    body_timeout_s: Annotated[
        float, Meta(gt=0, description="Seconds within which a request body must have arrived.")
    ] = 60.0
    head_timeout_s: Annotated[
        float, Meta(gt=0, description="Seconds within which a request head must have arrived.")
    ] = 10.0
    drain_timeout_s: Annotated[
        float,
        Meta(ge=0, description="Seconds that running answers get to finish after SIGTERM."),
    ] = 30.0
    max_in_flight: Annotated[
        int,
        Meta(ge=1, description="Requests served at once; one more is told to come back later."),
    ] = 1024
    trusted_proxies: Annotated[
        tuple[str, ...],
        Meta(
            description="Addresses or ranges of reverse proxies whose X-Forwarded-For tells the "
            "client's address; from all others it is not believed."
        ),
    ] = ()
    workers: Annotated[
        int,
        Meta(
            ge=1,
            le=64,
            description="Processes that relay, on one port and one record; a restart applies it.",
        ),
    ] = 1


class Store(Struct, frozen=True, forbid_unknown_fields=True):
    """Where keys, records and receipts are kept."""

    folder: Annotated[
        str, Meta(min_length=1, description="The data folder, open to its owner alone (mode 0700).")
    ] = "data"


class Limits(Struct, frozen=True, forbid_unknown_fields=True):
    """What every key may do unless the key itself says otherwise."""

    requests_per_minute: Annotated[int, Meta(ge=1, description="Requests a minute of one key.")] = (
        600
    )
    concurrency: Annotated[int, Meta(ge=1, description="Requests of one key at the same time.")] = (
        64
    )
    slowed_requests_per_minute: Annotated[
        int, Meta(ge=1, description="Requests a minute of a key that a switch slows.")
    ] = 6
    batch_unasked_s: Annotated[
        int,
        Meta(
            ge=0,
            description="Seconds after which the station itself asks upstreams what became of a "
            "batch that nobody asked about, to settle its money; 0 means never.",
        ),
    ] = 3600


class Privacy(Struct, frozen=True, forbid_unknown_fields=True):
    """What counts as sensitive besides the built-in detectors, and how it is masked."""

    dictionary: Annotated[
        tuple[str, ...],
        Meta(
            description="Own terms to be masked, such as code names and customers; below a term "
            "that is a domain every host name is masked."
        ),
    ] = ()
    dictionary_files: Annotated[
        tuple[str, ...],
        Meta(description="UTF-8 files of own terms, one a line; # begins a comment line."),
    ] = ()
    unreadable_media: Annotated[
        Literal["pass", "refuse"],
        Meta(
            description="What happens to images, audio and files that cannot be examined; passed "
            "ones are counted in the receipt."
        ),
    ] = "refuse"
    images: Annotated[
        Images,
        Meta(
            description="What happens to images; redact reads them and covers what is found "
            "(posthouse[ocr]); absent means as unreadable_media says."
        ),
    ] = None
    documents: Annotated[
        Documents,
        Meta(
            description="What happens to PDF and Office documents; text sends their text in their "
            "place, masked like any other; absent means as unreadable_media says."
        ),
    ] = None
    linked_media: Annotated[
        Linked,
        Meta(
            description="What happens to addresses from which an upstream fetches images or "
            "files; absent means refuse where images or documents are to be read, else pass."
        ),
    ] = None
    restore: Annotated[
        Restore,
        Meta(
            description="Where in answers credentials and private keys are restored; "
            "same_destination: not on the way to a host with which they did not stand in the "
            "request; tools: so too, and in arguments of local file and shell tools alone."
        ),
    ] = Restore.SAME_DESTINATION
    unknown_ids: Annotated[
        Literal["pass", "refuse"],
        Meta(
            description="What happens to ids of files, batches, responses and conversations that "
            "the station did not get for the project; passing them lets projects reach each "
            "other's."
        ),
    ] = "refuse"
    examples: Annotated[
        Literal["pass", "mask"],
        Meta(
            description="What happens to examples of documentation, such as example.com and keys "
            "that say EXAMPLE; mask finds them by their shape alone, as tests need it."
        ),
    ] = "pass"
    answers: Annotated[
        Literal["pass", "mask"],
        Meta(
            description="What happens to values in the text of answers that the caller did not "
            "send; mask puts their label in their place, and text comes line by line."
        ),
    ] = "pass"
    mask_epoch: Annotated[
        str,
        Meta(
            pattern=NAME,
            description="Part of the masking key: another value gives every value another token.",
        ),
    ] = "1"
    names: Annotated[
        Literal["auto", "on", "off"],
        Meta(
            description="Whether names of people, organisations and places are looked for in "
            "prose, comments and strings: auto where the models are there, on refuses to start "
            "without them."
        ),
    ] = "auto"
    search_s: Annotated[
        float,
        Meta(
            gt=0,
            description="Seconds of the processor that one request's long texts may be searched "
            "for values; one that takes longer is refused.",
        ),
    ] = 30.0
    memo_entries: Annotated[
        int,
        Meta(ge=0, description="Texts whose findings are remembered under a keyed digest."),
    ] = 20_000


class KeyTreatments(Struct, frozen=True, forbid_unknown_fields=True):
    """What holds for one key of a project, over what the project says."""

    treatments: dict[Label, Treatment] = {}
    restore: Restore | None = None
    inspection: InspectionMode | None = None
    second_witness: bool | None = None
    images: Images = None
    documents: Documents = None
    linked_media: Linked = None


class Project(Struct, frozen=True, forbid_unknown_fields=True):
    """A group of keys with treatments of its own; the project `default` always exists."""

    name: Annotated[str, Meta(pattern=NAME, description="Name by which keys refer to it.")]
    treatments: Annotated[
        dict[Label, Treatment],
        Meta(
            description="Per label mask (a token; `token` is the same), surrogate, partial, drop, "
            "refuse or pass; what is not named is masked, and partial and drop leave no way back."
        ),
    ] = {}
    keys: Annotated[
        dict[str, KeyTreatments],
        Meta(
            description="Per key id `treatments`, `restore`, `inspection`, `second_witness`, "
            "`images`, `documents` and `linked_media` of its own, over the project's."
        ),
    ] = {}
    restore: Annotated[
        Restore | None,
        Meta(description="Where credentials are restored; absent means as [privacy] says."),
    ] = None
    inspection: Annotated[
        InspectionMode | None,
        Meta(description="How its answers are inspected; absent means as [inspection] says."),
    ] = None
    second_witness: Annotated[
        bool | None,
        Meta(description="Whether its risky calls are confirmed; absent: as [second_witness]."),
    ] = None
    images: Annotated[
        Images, Meta(description="What happens to images; absent means as [privacy] says.")
    ] = None
    documents: Annotated[
        Documents, Meta(description="What happens to documents; absent means as [privacy] says.")
    ] = None
    linked_media: Annotated[
        Linked,
        Meta(description="What happens to addresses of media; absent means as [privacy] says."),
    ] = None
    anomalies: Annotated[
        Answer | None,
        Meta(description="What an anomaly of its keys leads to; absent means as [anomalies] says."),
    ] = None


class ChannelSettings(Struct, frozen=True, forbid_unknown_fields=True):
    """One upstream behind one credential; the same name is never used twice."""

    name: Annotated[str, Meta(pattern=NAME, description="Name in receipts, logs and metrics.")]
    url: Annotated[
        str,
        Meta(
            description="Address of the upstream; https, or http to loopback; a /v1 or /v1beta at "
            "its end is the dialect's own and left out."
        ),
    ]
    dialects: Annotated[
        tuple[Dialect, ...],
        Meta(min_length=1, description="The protocols that this upstream really answers."),
    ]
    key_env: Annotated[
        str | None,
        Meta(description="Environment variable that holds the upstream's key."),
    ] = None
    key_file: Annotated[
        str | None,
        Meta(description="File that holds the upstream's key, readable by the owner alone."),
    ] = None
    key_sealed: Annotated[
        str | None,
        Meta(description="Name of a sealed key; `posthouse credentials` keeps them."),
    ] = None
    models: Annotated[
        tuple[str, ...] | dict[str, str],
        Meta(
            description="Models it serves: a list, or a table from the name asked to the name "
            "sent; empty means every model."
        ),
    ] = ()
    priority: Annotated[
        int, Meta(ge=0, description="Lower is tried first; equals in the order of the file.")
    ] = 0
    private_network: Annotated[
        bool, Meta(description="Whether it may lie in a private address range.")
    ] = False
    connect_timeout_s: Annotated[
        float, Meta(gt=0, description="Seconds until the connection, TLS included, must stand.")
    ] = 10.0
    first_byte_timeout_s: Annotated[
        float, Meta(gt=0, description="Seconds until an answer must have begun.")
    ] = 300.0
    idle_timeout_s: Annotated[
        float, Meta(gt=0, description="Seconds that an answer may pause before it counts as lost.")
    ] = 120.0
    basis: Annotated[
        str,
        Meta(description="On what basis you may use it: contract, account terms, own machine."),
    ] = ""
    jurisdiction: Annotated[
        str, Meta(description="Where it processes data, as a country code; empty means unknown.")
    ] = ""


class PriceSettings(Struct, frozen=True, forbid_unknown_fields=True):
    """What a model costs in US dollars for a million tokens; text or number, kept exactly."""

    model: Annotated[str, Meta(min_length=1, description="The model's name as clients ask for it.")]
    input: Annotated[Decimal, Meta(description="A million prompt tokens.")]
    output: Annotated[Decimal, Meta(description="A million answer tokens.")]
    cache_read: Annotated[
        Decimal | None,
        Meta(description="A million prompt tokens read from a cache; absent means as input."),
    ] = None
    cache_write: Annotated[
        Decimal | None,
        Meta(description="A million prompt tokens written to a cache; absent means as input."),
    ] = None
    batch: Annotated[
        Decimal,
        Meta(description="What of these a batch is charged, such as 0.5 for half; 1 is all."),
    ] = Decimal(1)


class LocalModelSettings(Struct, frozen=True, forbid_unknown_fields=True):
    """The small model that runs on this machine, so that a first request needs no account."""

    enabled: Annotated[
        bool, Meta(description="Whether the station starts it and stops it again.")
    ] = False
    name: Annotated[
        str, Meta(pattern=NAME, description="Name under which its server knows the model.")
    ] = "smollm2"
    port: Annotated[
        int,
        Meta(
            ge=1,
            le=65534,
            description="Loopback port of its server; the next one answers Gemini's calls.",
        ),
    ] = 8702


class Settings(Struct, frozen=True, forbid_unknown_fields=True):
    """The whole of posthouse.toml, paths made absolute; `source` is the file it came from."""

    server: Server = Server()
    store: Store = Store()
    record: Record = Record()
    ledger: LedgerSettings = LedgerSettings()
    vault: Vault = Vault()
    retention: Retention = Retention()
    limits: Limits = Limits()
    keys: Keys = Keys()
    privacy: Privacy = Privacy()
    project: tuple[Project, ...] = ()
    channel: tuple[ChannelSettings, ...] = ()
    price: tuple[PriceSettings, ...] = ()
    local_model: LocalModelSettings = LocalModelSettings()
    console: Console = Console()
    sign_on: SignOn = SignOn()
    anomalies: Anomalies = Anomalies()
    inspection: InspectionSettings = InspectionSettings()
    second_witness: SecondWitness = SecondWitness()
    audits: Audits = Audits()
    standing: StandingSettings = StandingSettings()
    nonces: Nonces = Nonces()
    source: str = ""
