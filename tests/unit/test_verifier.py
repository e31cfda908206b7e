"""The stand-alone verifier agrees with the project's own code, and with what others published."""

import base64
import json
import os
import random
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posthouse import verifier
from posthouse.ledger.chain import chain_of, without_promise
from posthouse.ledger.commitment import Passage, commit
from posthouse.ledger.note import SignatureType
from posthouse.ledger.policy import parse_policy
from posthouse.ledger.promise import promise_of
from posthouse.verifier import Refused, Trust
from tests.evidence import LOG, SIGNER, WITNESSES, SmallLog, party, policy_text, small_log

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden" / "receipts"
VECTORS = ROOT / "tests" / "vectors"
KEY = SIGNER.public_key
SMALL = small_log()
POLICY = policy_text().encode()
TRUST = Trust(KEY, verifier.parse_policy(POLICY).logs, verifier.parse_policy(POLICY))
ALL = verifier.parse_policy(policy_text(3).encode())
STRICT = Trust(KEY, ALL.logs, ALL)
"""Who asks for every cosignature misses one that was dropped."""
BODIES = "--request receipt-2.request --answer receipt-2.answer"
BUNDLE = SMALL.bundle([1, 2, 4, 6], 11, old=5)


def silent(step: int, told: str) -> None:
    """Say nothing."""


def golden(name: str) -> bytes:
    return (GOLDEN / name).read_bytes()


def steps(call) -> list[int]:
    found = []
    call(lambda step, _: found.append(step))
    return found


def refusal(call) -> Refused:
    with pytest.raises(Refused) as caught:
        call()
    assert caught.value.todo
    return caught.value


# --- the file itself


def test_it_is_one_file_of_five_hundred_lines_that_needs_cryptography_alone():
    text = (ROOT / "src" / "posthouse" / "verifier.py").read_text()
    assert len(text.splitlines()) <= 500
    imported = {
        line.split()[1].split(".")[0] for line in text.splitlines() if line[:4] in ("impo", "from")
    }
    assert imported - set(sys.stdlib_module_names) == {"cryptography"}


def test_every_step_of_its_theory_is_one_that_it_takes():
    numbers = {
        int(line.split()[0])
        for line in verifier.__doc__.splitlines()
        if line[2:4].strip().isdigit()
    }
    assert numbers == set(verifier.TODO) == set(range(1, 11))


# --- receipts


def test_takes_a_receipt_and_the_bytes_that_it_commits_to():
    def check(say):
        receipt = verifier.verify_receipt(golden("receipt-2.json"), KEY, say)
        salt = bytes.fromhex(golden("receipt-2.salt").decode())
        verifier.verify_body(receipt, "came", salt, golden("receipt-2.request"), say)
        verifier.verify_answer(receipt, salt, golden("receipt-2.answer"), say)

    assert steps(check) == [1, 2, 3, 4, 5]


def test_takes_a_receipt_of_the_first_format():
    assert steps(lambda say: verifier.verify_receipt(golden("receipt-1.json"), KEY, say)) == [1, 2]


def changed(answer: bytes) -> dict[str, bytes]:
    return {
        "flipped": answer.replace(b"ping", b"pang"),
        "dropped": answer.replace(b": ping\r\n\r\n", b""),
        "inserted": answer.replace(b": ping", b"data: {}\n\n: ping"),
        "reordered": b": ping\r\n\r\n" + answer.replace(b": ping\r\n\r\n", b""),
        "cut short": answer[: answer.index(b"data: [DONE]")],
    }


@pytest.mark.parametrize("how", changed(b""[:0] or golden("receipt-2.answer")))
def test_finds_an_event_that_was(how):
    receipt = verifier.verify_receipt(golden("receipt-2.json"), KEY, silent)
    salt = bytes.fromhex(golden("receipt-2.salt").decode())
    answer = changed(golden("receipt-2.answer"))[how]
    assert refusal(lambda: verifier.verify_answer(receipt, salt, answer, silent)).step == 4


def test_finds_a_chain_that_is_of_other_events():
    receipt = verifier.verify_receipt(golden("receipt-2.json"), KEY, silent)
    salt = bytes.fromhex(golden("receipt-2.salt").decode())
    for name, value in (("chain", "00" * 32), ("chunks", receipt["chunks"] + 1)):
        told = {**receipt, name: value}
        call = lambda told=told: verifier.verify_answer(  # noqa: E731
            told, salt, golden("receipt-2.answer"), silent
        )
        assert refusal(call).step == 5


PIECES = st.sampled_from(
    [b"data: x", b"\n", b"\r\n", b"\r", b"\n\n", b": posthouse-promise {}", b": ping", b"{", b" "]
)


@settings(max_examples=300, deadline=None)
@given(pieces=st.lists(PIECES, max_size=14))
def test_events_and_the_promise_behind_them_are_read_as_the_station_reads_them(pieces):
    salt, ident, answer = bytes(32), "r1", b"".join(pieces)
    body, _ = without_promise(answer)
    chain = chain_of(salt, ident, body)
    receipt = {
        "format": verifier.PROMISED,
        "id": ident,
        "chain": chain.hexdigest(),
        "chunks": chain.count,
        "delivered": commit(salt, Passage.DELIVERED, body),
    }
    assert steps(lambda say: verifier.verify_answer(receipt, salt, answer, say)) == [4, 5]


def sealed_as(tree) -> bytes:
    return verifier.canonical(tree)


@pytest.mark.parametrize(
    ("change", "step"),
    [
        (lambda t: t["receipt"].update(cost=0), 2),
        (lambda t: t["receipt"].update(format="posthouse/receipt/9"), 1),
        (lambda t: t["receipt"].update(format="posthouse/receipt/1"), 2),
        (lambda t: t["promise"].update(include_by_us=1), 2),
        (lambda t: t["promise"].update(id="another"), 2),
        (lambda t: t["promise"].update(format="other"), 1),
        (lambda t: t["signature"].update(algorithm="none"), 2),
        (lambda t: t["signature"].update(key_id="0" * 16), 2),
        (lambda t: t["signature"].update(value="AAAA"), 2),
        (lambda t: t["signature"].update(value=5), 1),
        (lambda t: t["signature"].update(more=""), 2),
        (lambda t: t.update(more=""), 2),
        (lambda t: t.pop("promise"), 2),
        (lambda t: t.pop("receipt"), 1),
        (lambda t: t.update(receipt=[]), 1),
        (lambda t: t.update(promise="x"), 1),
    ],
)
def test_refuses_a_receipt_that_was_changed(change, step):
    tree = json.loads(golden("receipt-2.json"))
    change(tree)
    assert refusal(lambda: verifier.verify_receipt(sealed_as(tree), KEY, silent)).step == step


@pytest.mark.parametrize(
    "data",
    [
        b"", b"{}", b"[]", b"null", b"\xff", b"{" * 5000, b"[" * 100_000, b"1" * 5000,
        b'{"a":1.5}', b'{"a":NaN}', b'{"a":1,"a":1}', b'{"a":"\\ud800"}', b'{"a":9007199254740993}',
        golden("receipt-2.json") + b"\n", golden("receipt-2.json").replace(b",", b", ", 1),
    ],
)  # fmt: skip
def test_refuses_what_is_no_canonical_receipt(data):
    assert refusal(lambda: verifier.verify_receipt(data, KEY, silent)).step == 1


# --- the log


def test_an_entry_is_found_in_the_log_under_a_quorum():
    note = SMALL.checkpoint(11, WITNESSES[:2])
    for index, entry in enumerate(SMALL.entries):
        proof = SMALL.proof(index, 11, note)
        assert steps(lambda say, e=entry, p=proof: TRUST.logged(e, p, say)) == [6, 8, 7]


def test_every_size_and_index_agrees_with_the_projects_own_proofs():
    log = small_log(19)
    for size in range(1, 20):
        note = log.checkpoint(size, WITNESSES)
        for index in range(size):
            TRUST.logged(log.entries[index], log.proof(index, size, note), silent)
        for old in range(size + 1):
            heads = [
                verifier.verify_checkpoint(log.checkpoint(n), TRUST.logs, silent)
                for n in (old, size)
            ]
            verifier.verify_growth(*heads, list(log.growth(old, size)), silent)


@pytest.mark.parametrize("witnesses", [[], WITNESSES[:1]])
def test_refuses_a_checkpoint_without_quorum(witnesses):
    note = SMALL.checkpoint(11, witnesses)
    assert refusal(lambda: TRUST.head(note, silent)).step == 8


def test_a_cosignature_that_does_not_fit_spoils_the_checkpoint():
    other = SMALL.checkpoint(10, WITNESSES).splitlines(keepends=True)[-1]
    note = SMALL.checkpoint(11, WITNESSES[:2]) + other
    assert refusal(lambda: TRUST.head(note, silent)).step == 8


def test_signatures_of_unknown_keys_are_passed_over():
    stranger = party("witness.example/0", 99, SignatureType.COSIGNATURE)
    assert TRUST.head(SMALL.checkpoint(11, [*WITNESSES, stranger]), silent).size == 11


def test_refuses_the_checkpoint_of_another_log_or_key():
    for other in (
        party("other.example", 40, SignatureType.ED25519),
        party(LOG.key.name, 41, SignatureType.ED25519),
    ):
        note = SmallLog(SMALL.entries, other).checkpoint(11, WITNESSES)
        assert refusal(lambda n=note: TRUST.head(n, silent)).step == 6


def test_refuses_a_log_that_changed_its_past():
    changed = SmallLog([b"x", *SMALL.entries[1:]])
    old = verifier.verify_checkpoint(changed.checkpoint(7), TRUST.logs, silent)
    new = verifier.verify_checkpoint(SMALL.checkpoint(11), TRUST.logs, silent)
    for proof in (SMALL.growth(7, 11), changed.growth(7, 11), ()):
        assert refusal(lambda p=proof: verifier.verify_growth(old, new, list(p), silent)).step == 9


@pytest.mark.parametrize("path", sorted((VECTORS / "merkle").rglob("*.json")), ids=str)
def test_merkle_vectors(path):
    case = json.loads(path.read_text())
    proof = [base64.b64decode(one) for one in case["proof"] or ()]
    try:
        if "leafIdx" in case:
            leaf, root = (base64.b64decode(case[name]) for name in ("leafHash", "root"))
            holds = verifier.root_of(leaf, case["leafIdx"], case["treeSize"], proof) == root
        else:
            old, new = (base64.b64decode(case[name]) for name in ("root1", "root2"))
            holds = verifier.roots_of(old, case["size1"], case["size2"], proof) == (old, new)
    except ValueError:
        holds = False
    assert holds is not case["wantErr"]


def test_the_checkpoints_of_tessera_hold_and_grow_from_each_other():
    folder = VECTORS / "tessera"
    log = verifier.parse_key((folder / "vkey.txt").read_text().strip())
    notes = [(folder / "log" / f"checkpoint.{n}").read_bytes() for n in range(16)]
    heads = [verifier.verify_checkpoint(note, [log], silent) for note in notes]
    assert [head.size for head in heads] == list(range(16))
    tile = (folder / "log" / "tile" / "0" / "000.p" / "15").read_bytes()
    leaves = SmallLog([])
    leaves.leaves = [tile[at : at + 32] for at in range(0, len(tile), 32)]
    for new in range(1, 16):
        for old in range(new):
            verifier.verify_growth(heads[old], heads[new], list(leaves.growth(old, new)), silent)


@pytest.mark.parametrize(
    "note",
    [
        b"", b"\n\n", b"a\n1\n\n\xe2\x80\x94 a AAAA\n", SMALL.checkpoint(11)[:-1],
        SMALL.checkpoint(11).replace(b"\n11\n", b"\n011\n"), b"\xff" + SMALL.checkpoint(11),
        SMALL.checkpoint(11) + b"\n", SMALL.checkpoint(11).replace(b"\n11\n", b"\r\n11\n"),
        SMALL.checkpoint(0).replace(b"47DEQpj8", b"57DEQpj8"), SMALL.checkpoint(11) * 120,
    ],
)  # fmt: skip
def test_refuses_what_is_no_checkpoint(note):
    assert refusal(lambda: verifier.verify_checkpoint(note, TRUST.logs, silent)).step == 6


# transparency-dev/formats proof/tlog_proof_test.go @0b850f1 (Apache-2.0)
@pytest.mark.parametrize(
    "head",
    [
        "wrong-header\nindex 0\n",
        "c2sp.org/tlog-proof@v1\nextra !!notbase64!!\nindex 0\n",
        "c2sp.org/tlog-proof@v1\n",
        "c2sp.org/tlog-proof@v1\nindex notanumber\n",
        "c2sp.org/tlog-proof@v1\nindex -5\n",
        "c2sp.org/tlog-proof@v1\nindex 0\n!!notbase64!!\n",
        "c2sp.org/tlog-proof@v1\nindex 0\n" + base64.b64encode(bytes(64)).decode() + "\n",
        "c2sp.org/tlog-proof@v1\nindex 0\n" + "a" * 65 * 1024 + "\n",
        "c2sp.org/tlog-proof@v1\nindex 0 \n",
        "c2sp.org/tlog-proof@v1\nindex 00\n",
    ],
)
def test_refuses_published_proofs_that_are_none(head):
    note = SMALL.checkpoint(1)
    call = lambda: Trust(KEY, TRUST.logs, None).logged(  # noqa: E731
        SMALL.entries[0], f"{head}\n".encode() + note, silent
    )
    assert refusal(call).step == 7


def test_takes_extra_data_for_what_it_is():
    note = SMALL.checkpoint(1)
    extra = b"c2sp.org/tlog-proof@v1\nextra aGVsbG8=\nindex 0\n\n"
    Trust(KEY, TRUST.logs, None).logged(SMALL.entries[0], extra + note, silent)


# --- bundles


def test_takes_a_bundle_of_receipts_and_events():
    told = steps(lambda say: verifier.verify_bundle(BUNDLE, TRUST, say))
    assert told[:4] == [10, 6, 8, 6]
    assert set(told) == {1, 2, 6, 7, 8, 9, 10}


def test_a_bundle_holds_no_other_thing_than_the_ones_that_are_told():
    tree = json.loads(BUNDLE)
    assert sorted(tree) == [*verifier.MEMBERS, "sha256"]


def resealed(tree) -> bytes:
    """Return a bundle that someone changed with care: its digest is right again."""
    tree = {name: value for name, value in tree.items() if name != "sha256"}
    tree["sha256"] = verifier.sha256(verifier.canonical(tree)).hex()
    return verifier.canonical(tree) + b"\n"


def mutated(data: bytes, how: str, draw) -> bytes:
    """Return the data with one byte flipped or put in, a piece dropped, or two pieces swapped."""
    at, to = sorted((draw(len(data)), draw(len(data))))
    if how == "flip":
        return data[:at] + bytes([data[at] ^ (1 << draw(8))]) + data[at + 1 :]
    if how == "insert":
        return data[:at] + bytes([draw(256)]) + data[at:]
    if how == "drop":
        return data[:at] + data[to + 1 :]
    middle = (at + to) // 2
    return data[:at] + data[middle:to] + data[at:middle] + data[to:]


WAYS = ("flip", "insert", "drop", "reorder")


def parts(tree) -> list[tuple[list, object]]:
    """Return every string and number of the signed parts, with the way to it."""
    found = []

    def walk(below, way):
        if isinstance(below, dict | list):
            pairs = below.items() if isinstance(below, dict) else enumerate(below)
            for name, value in pairs:
                walk(value, [*way, name])
        elif below is not None:
            found.append((way, below))

    walk({name: tree[name] for name in ("checkpoint", "consistency", "entries")}, [])
    return found


def put(tree, way, value) -> None:
    for name in way[:-1]:
        tree = tree[name]
    tree[way[-1]] = value


def another(value, how, draw):
    if isinstance(value, str):
        data = mutated(value.encode(), how, draw) if value else b"x"
        return data.decode("utf-8", "replace")
    return (not value) if isinstance(value, bool) else value + 1 + draw(3)


def check_mutations(count: int, seed: int) -> None:
    """Every change of the file is found; of a signed part, also when the digest is made anew."""
    source = random.Random(seed)
    whole = json.loads(BUNDLE)
    every = parts(whole)
    for number in range(count):
        how = WAYS[number % len(WAYS)]
        if number % 2:
            data = mutated(BUNDLE, how, source.randrange)
        else:
            tree = json.loads(BUNDLE)
            way, value = every[source.randrange(len(every))]
            put(tree, way, another(value, how, source.randrange))
            data = resealed(tree)
        if sorted(data.splitlines()) == sorted(BUNDLE.splitlines()):
            continue
        refusal(lambda d=data: verifier.verify_bundle(d, STRICT, silent))


@settings(max_examples=int(os.environ.get("BUNDLE_MUTATIONS", "600")) // 100, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_every_mutation_of_a_bundle_is_refused(seed):
    check_mutations(100, seed)


@settings(max_examples=150, deadline=None)
@given(data=st.binary(max_size=300))
def test_no_bytes_make_it_fail_otherwise_than_with_words(data):
    for call in (
        lambda: verifier.verify_receipt(data, KEY, silent),
        lambda: verifier.verify_checkpoint(data, TRUST.logs, silent),
        lambda: TRUST.logged(data, data, silent),
        lambda: verifier.verify_bundle(data, TRUST, silent),
    ):
        refusal(call)
    with suppress(ValueError):
        verifier.parse_policy(data)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=8,
)


@settings(max_examples=150, deadline=None)
@given(name=st.sampled_from([*verifier.MEMBERS]), value=JSON, below=st.booleans())
def test_no_tree_makes_it_fail_otherwise_than_with_words(name, value, below):
    tree = json.loads(BUNDLE)
    if below:
        tree["entries"][0]["entry"] = value
    else:
        tree[name] = value
    try:
        verifier.verify_bundle(resealed(tree), TRUST, silent)
    except Refused:
        return
    assert name in ("key", "log", "policy", "consistency", "entries")
    assert not below


# --- policies: the same as the project's own reader


@settings(max_examples=200, deadline=None)
@given(lines=st.lists(st.sampled_from([
    *policy_text().splitlines(), "# comment", "", "group g any w0", "group h 2 g w1", "quorum h",
    "group g 9 w0", "quorum none", "witness all x", "nonsense", "group a 1 a", "quorum w1 w2",
    "\tquorum  all-of-us  # two of three", "quorum \x01", "group all any w2",
]), max_size=8))  # fmt: skip
def test_both_readers_of_policies_agree(lines):
    text = "\n".join([*policy_text().splitlines()[: len(lines)], *lines]).encode()
    try:
        ours = parse_policy(text)
    except Exception:  # noqa: BLE001
        with pytest.raises(ValueError, match="policy"):
            verifier.parse_policy(text)
        return
    theirs = verifier.parse_policy(text)
    for chosen in range(8):
        names = {f"w{n}" for n in range(3) if chosen >> n & 1} & set(ours.witnesses)
        assert ours.met(names) == theirs.met(names)


def test_deep_groups_do_not_exhaust_it():
    lines = [*policy_text().splitlines()[:-2], "group g0 1 w0"]
    lines += [f"group g{n} 1 g{n - 1}" for n in range(1, 1500)] + ["quorum g1499"]
    policy = verifier.parse_policy("\n".join(lines).encode())
    assert policy.met({"w0"})
    assert not policy.met({"w1"})


# --- as it is run


@pytest.fixture(scope="module")
def alone(tmp_path_factory):
    folder = tmp_path_factory.mktemp("customer")
    shutil.copy(ROOT / "src" / "posthouse" / "verifier.py", folder)
    for name in ("receipt-2.json", "receipt-2.request", "receipt-2.answer"):
        shutil.copy(GOLDEN / name, folder)
    (folder / "policy").write_bytes(POLICY)
    (folder / "bundle").write_bytes(BUNDLE)
    note = SMALL.checkpoint(11, WITNESSES)
    (folder / "entry").write_bytes(SMALL.entries[3])
    (folder / "entry.tlog-proof").write_bytes(SMALL.proof(3, 11, note))
    (folder / "old").write_bytes(SMALL.checkpoint(5, WITNESSES))
    (folder / "new").write_bytes(note)
    lines = [base64.b64encode(one).decode() for one in SMALL.growth(5, 11)]
    (folder / "hashes").write_text("\n".join(lines))
    return folder


def run(folder: Path, words: str) -> subprocess.CompletedProcess:
    words = words.replace("KEY", KEY.hex()).replace(
        "SALT", golden("receipt-2.salt").decode().strip()
    )
    return subprocess.run(
        [sys.executable, "-I", "verifier.py", *words.split()],
        cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ("receipt receipt-2.json --key KEY", 0, " 2 holds"),
        (f"receipt receipt-2.json --key KEY --salt SALT {BODIES}", 0, " 5 holds"),
        ("receipt receipt-2.json --key KEY --salt 00 --request receipt-2.request", 1, "3 DOES NOT"),
        (f"receipt receipt-2.json --key {'00' * 32}", 1, "2 DOES NOT HOLD"),
        ("receipt bundle --key KEY", 1, "1 DOES NOT HOLD"),
        ("proof entry.tlog-proof entry --policy policy", 0, " 7 holds"),
        ("proof entry.tlog-proof policy --policy policy", 1, "7 DOES NOT HOLD"),
        (f"proof entry.tlog-proof entry --log {LOG.key}", 0, " 7 holds"),
        ("consistency old new hashes --policy policy", 0, " 9 holds"),
        ("consistency new old hashes --policy policy", 1, "9 DOES NOT HOLD"),
        ("bundle bundle --key KEY --policy policy", 0, "all that was asked holds"),
        ("bundle bundle --key KEY", 1, "6 DOES NOT HOLD"),
        ("bundle policy --key KEY --policy policy", 1, "10 DOES NOT HOLD"),
        ("bundle nowhere --key KEY --policy policy", 2, "No such file"),
        ("bundle bundle --key KEY --policy bundle", 2, "policy, line 1"),
        ("bundle bundle --key nonsense --policy policy", 2, "hexadecimal"),
        ("bundle bundle bundle --key KEY", 2, "another number of files"),
        ("frobnicate bundle", 2, "invalid choice"),
        ("", 2, "usage"),
    ],
)
def test_as_a_command(alone, words, code, said):
    ran = run(alone, words)
    assert (ran.returncode, "Traceback" in ran.stderr) == (code, False), ran.stderr
    assert said in ran.stdout + ran.stderr


def test_a_promise_alone_is_no_receipt():
    refusal(lambda: verifier.verify_receipt(promise_of(golden("receipt-2.json")), KEY, silent))
