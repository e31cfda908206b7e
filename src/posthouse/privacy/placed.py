"""Words that only their place makes passwords: `POSTGRES_PASSWORD=kitten`, `password: "kitten"`.

Elsewhere such a word is a word. So it is asked for where nothing but a password can stand, and what
is found is masked there alone: it is carried over to no other place, and none is searched for it.
"""

from __future__ import annotations

import re

from ahocorasick_rs import AhoCorasick

from posthouse.model.finding import SECRETS, Label
from posthouse.privacy.mixture import random_letters
from posthouse.privacy.plausible import is_camel, is_filled_in
from posthouse.privacy.within import remembered
from posthouse.privacy.words import ordered, words

_FEW = 5
_JOINTS = re.compile("[-_.]")
MOST = 12
"""Characters of a word that may stand elsewhere by right: nobody need ask about what is longer."""
_LEAST, _LONGEST = 4, 32
_LEAST_SECRET = 6
_NEVER = words(
    # what an interface says of a password, and what is done with one
    "hidden visible confirmed confirm confirmation minimum maximum hashed encrypted protected "
    "changed updated weak strong medium short long field label input hint help error errors "
    "message description title sensitive optional mandatory forgot forgotten remember manual "
    "manually automatic generated generate random none blank same similar above below here "
    "there this that option options flag flags argument arguments parameter parameters "
    "setting settings variable variables are must should when will you can both instead only "
    "also then using used use uses because provide provided specify specified given set sets "
    "contains matches match mismatch allowed denied accepted rejected success failed failure "
    "skipped current previous old new first last next name names email phone number date time "
    "path folder directory document content header body query form json yaml toml text line "
    "lines console terminal bytes varchar char nvarchar uuid regex regexp blob bytea tinytext "
    "symbol double enum list dict tuple void never anyof oneof textfield charfield inputtext "
    "interactive keyboard signup register logout account accounts users group groups role "
    "roles "
    # the word itself
    "passwort kennwort contrasena contraseña clave senha wachtwoord haslo hasło heslo parola "
    "salasana jelszo jelszó adgangskode adgangskoden lozinka lösenord losenord passord "
    "motdepasse sifre şifre salaviestintä parole parool geslo slaptažodis passwörter"
)
_OWN = re.compile(r"pass|pwd|secret|token|key|credential|user|login", re.IGNORECASE)
_WORD = re.compile(r"[a-z]+(?:[-.!][a-z]+)?[0-9]?", re.IGNORECASE)
# What is put together to be remembered: maple-otter-canyon-drift, MapleOtter42.
_PHRASE = re.compile(r"[A-Za-z]{3,12}(?:-[A-Za-z]{3,12}){2,7}(?:-?[0-9]{1,4})?[!?.]?")
_SENTENCE = re.compile(r"[a-z]{2,12}(?: [a-z]{2,12}){2,11}")
_JOINED = re.compile(r"(?:[A-Z][a-z]{2,11}){2,4}[0-9]{1,4}[!?.]?")
_PART = re.compile("[A-Z]?[a-z]+|[A-Z]+")
# What names of components, settings and machines are put together of.
_TRADE = words(
    "the and for from with your our not see get has set add any all one two secret key token "
    "cert config file name ref manager test tests case policy type service svc database prod "
    "production dev develop staging stage server client api web site root system cloud azure "
    "aws gcp google github gitlab docker kubernetes kube cluster vault store provider "
    "grafana prometheus redis postgres postgresql mysql mongo mongodb elastic kafka rabbitmq "
    "minio jenkins nexus keycloak ldap smtp imap mail oauth session cookie encryption "
    "signing env app apps admin button icon screen modal dialog link tab show hide wrapper "
    "container item row col column card panel view model component controller handler "
    "factory builder reader writer parser helper util utils strength meter change update "
    "delete create insert select check validate validator rule rules schema entity request "
    "response exception event listener filter mapper mapping adapter proxy gateway job task "
    "worker queue cache data info status state code base common core main local global "
    "primary secondary master slave node host port region zone account project tenant org "
    "team backend frontend internal external public private shared hash salt bcrypt argon "
    "pbkdf sha algorithm encoder decoder secure safe large small big outline lock unlock eye "
    "open close expand toggle switch window windows linux mac ios android chrome firefox "
    "browser device"
)
_SHORT = re.compile(r"(?=[a-z]*[0-9])(?=[0-9]*[a-z])[a-z0-9]{4,5}", re.IGNORECASE)
_NAME_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
# A setting of this name is what is done with a password, or what is said of it.
_DONE = words(
    "reset change changed update forgot forget recover recovery confirm verify request validate "
    "check create require required send enter invalid incorrect wrong empty weak strong missing "
    "no has is with without error event action route path screen page type mode show hide toggle "
    "get fetch find ask allow use using via generate regenerate expired expire policy strength "
    "login signin ask askpass"
)
_OF_SECRETS = words("client app api jwt session cookie oauth consumer shared webhook auth hmac")
_SESSION = re.compile(r"session|cookie|jwt|resave|client_?id|oauth", re.IGNORECASE)
_PAIR = re.compile(
    r"\b(?:user(?:name)?|login|account)[\"'`]?[ ]?[:=][ ]?[\"'`]?[\w.@+-]{1,40}[\"'`]?[,;/|]?"
    r"[ ]{0,2}$",
    re.IGNORECASE,
)
_ENDS = ("password", "passwd", "passphrase", "passcode", "pass", "pwd", "passwort", "psk")
_UNSURE = words("pass pwd pw psw creds pswd")
_BESIDE = AhoCorasick(
    ordered(
        "user login host auth account mail smtp ftp ssh sql mongo redis database _db db_ db. db: "
        "port: port= port\" port' _port proxy"
    )
)
_AROUND = 120
_LINE = 400
_MARK = r"[ \t]*(?:\d{1,6}\t|[+|>-](?=[ \t]))?[ \t]*"
_SPACED = re.compile(_MARK + r"[\w.-]+ = [^\s\"'(){}\[\],;]+[ \t]*\r?")
_SETS = re.compile(_MARK + r"(?:[#;][ \t]?)?(?:export )?[\w.-]+=[^\s\"'(){}\[\],;]+[ \t]*\r?")
_MEMBER = re.compile(
    _MARK + r"(?:#[ \t]?)?(?:- )?[\"']?[\w.-]+[\"']?:[ \t]+[^\s\"'(){}\[\],;]+[ \t]*(?:#[^\n]*)?\r?"
)
_TYPE = re.compile(
    r":[ \t]*&?(?:str|string|int|i32|u64|bool|boolean|float|number|any)\b", re.IGNORECASE
)
_USER = re.compile(r"user|login|account|mail|name", re.IGNORECASE)
_AFTER = frozenset(("", *" \t\r\n\"'`;&|)\\\0"))
_TOLD = frozenset(("|", "：", "│"))  # in forms and tables
_ASSIGNS = frozenset((":", "=", "=>", "==", "===", ":=", "?=", "!=", "!=="))


def is_plain(text: str) -> bool:
    """Tell a word, or two joined, from a password that nothing else is spelled like.

    It is asked outside a detector's pass too, so nothing of it is remembered.
    """
    if not text.isascii():
        return False
    if len(text) <= _FEW and text.isalnum():
        return not text.isdigit()  # node2
    if len(text) > MOST or not _JOINTS.sub("", text).isalpha():
        return False
    return len(text) < 8 or not random_letters(text)


def only_here(text: str, label: Label) -> bool:
    """Tell a secret that is one by its place alone."""
    return label in SECRETS and is_plain(text)


@remembered
def is_chosen(text: str) -> bool:
    """Tell words that somebody joined to remember them from the name of a thing.

    maple-otter-canyon, MapleOtter42; no my-app-secret, no UserInput2.
    """
    if _PHRASE.fullmatch(text) is None and _JOINED.fullmatch(text) is None:
        return False
    parts = [part.lower() for part in _PART.findall(text)]
    own = _OWN.search(text) is not None or is_filled_in(text)
    return not own and _TRADE.isdisjoint(parts) and _NEVER.isdisjoint(parts)


@remembered
def is_phrase(text: str) -> bool:
    """Tell words with blanks between them that a passphrase may be, from a sentence about one."""
    if _SENTENCE.fullmatch(text) is None or _OWN.search(text) is not None:
        return False
    return _NEVER.isdisjoint(text.split(" "))


@remembered
def may_be_password(text: str) -> bool:
    """Tell whether a word may be a password where one has to stand."""
    return is_chosen(text) or _is_word(text)


def _is_word(text: str) -> bool:
    if not _LEAST <= len(text) <= _LONGEST or is_filled_in(text) or _OWN.search(text):
        return False
    if text.lower() in _NEVER:
        return False
    if _SHORT.fullmatch(text):
        return True
    if _WORD.fullmatch(text) is None:
        return text.isalpha() and text.islower() and not _is_far(text)
    if text.islower():
        return True
    return text.upper() != text and text.capitalize() != text and not is_camel(text)


def _is_far(text: str) -> bool:
    """Tell letters of other scripts, in which interfaces are written: 密码, пароль."""
    return any(ord(letter) > 0x24F for letter in text)


def names_secret(name: str, around: str) -> bool:
    """Tell the name of a secret that somebody chose: client_secret; `secret` beside a session."""
    parts = [part.lower() for part in _NAME_WORD.findall(name)]
    if parts[-1:] != ["secret"] or not _DONE.isdisjoint(parts):
        return False
    if len(parts) > 1:
        return parts[-2] in _OF_SECRETS
    return _SESSION.search(around) is not None


@remembered
def names_password(name: str) -> bool:
    """Tell the name of a password itself from that of what is done with one."""
    parts = [part.lower() for part in _NAME_WORD.findall(name)]
    while parts and parts[-1].isdigit():
        parts.pop()
    if not parts or not _DONE.isdisjoint(parts):
        return False
    shared = parts[-2:] == ["shared", "key"]  # of a network
    return shared or parts[-1] in _UNSURE or parts[-1].endswith(_ENDS)


def is_sure(name: str, text: str, start: int, end: int) -> bool:
    """Tell whether a name can mean nothing else here: `pass` and `pwd` do beside a user or host."""
    if name.lower().strip("\"'-") not in _UNSURE:
        return True
    around = text[max(start - _AROUND, 0) : start] + text[end : end + _AROUND]
    return bool(_BESIDE.find_matches_as_indexes(around.lower()))


def stands_as_password(
    text: str, sign: tuple[int, int], value: tuple[int, int, bool], name: str
) -> bool:
    """Tell whether a word is given to the name of a password in a way that only values are given.

    `sign` is where the separator stands, blanks behind it included; `value` where the word does,
    and whether in quotes.
    """
    start, end, quoted = value
    word = text[start:end]
    if not may_be_password(word):
        return False
    if not names_password(name):
        around = text[max(start - _AROUND, 0) : end + _AROUND]
        made = is_chosen(word) and "secret" in name.lower()
        told = made or (len(word) >= _LEAST_SECRET and names_secret(name, around))
        return quoted and told
    given = text[slice(*sign)].strip()
    assigns = given in _ASSIGNS or (given in _TOLD and is_chosen(word))
    if not assigns or not (is_chosen(word) or is_sure(name, text, start, end)):
        return False
    lead = sign[0] - len(name)
    if quoted or (_SHORT.fullmatch(word) and _PAIR.search(text, max(lead - 64, 0), lead)):
        return True
    return text[end : end + 1] in _AFTER and _is_line(text, sign, (start, end), name)


def _is_line(text: str, sign: tuple[int, int], value: tuple[int, int], name: str) -> bool:
    """Tell a line of settings, or of YAML, or a variable of the environment."""
    start, end = value
    given = text[slice(*sign)]
    if given.strip() == "=" and is_chosen(text[start:end]):
        before, line, after = _lines(text, start, end)
        spaced = _SPACED.fullmatch(line) and any(map(_SPACED.fullmatch, (before, after)))
        return given == "=" or bool(spaced)
    if given == "=":
        return (name.isupper() and not text[sign[0] - 1].isspace()) or _is_set(text, start, end)
    if is_chosen(text[start:end]):
        return True
    return given[0] == ":" and given != ":" and _is_member(text, name, start, end)


def _lines(text: str, start: int, end: int) -> tuple[str, str, str]:
    """Return the line of a value, the one before and the one behind."""
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    last = len(text) if last < 0 else last
    if first and last - first < _LINE:
        before = text[text.rfind("\n", max(first - _LINE, 0), first - 1) + 1 : first - 1]
    else:
        before = ""
    return (
        before,
        text[first : min(last, first + _LINE)],
        text[last + 1 : last + _LINE].partition("\n")[0],
    )


def _is_set(text: str, start: int, end: int) -> bool:
    """Tell a line of properties from an argument of a call: a.password=kitten."""
    before, line, after = _lines(text, start, end)
    if _SETS.fullmatch(line) is None:
        return False
    return "." in line.partition("=")[0] or any(map(_SETS.fullmatch, (before, after)))


def _is_member(text: str, name: str, start: int, end: int) -> bool:
    """Tell a line of YAML from one of a program, in which a word is a variable or a type."""
    before, line, after = _lines(text, start, end)
    if _MEMBER.fullmatch(line) is None or after.lstrip()[:1] in ("}", ")", "]"):
        return False
    if before.rstrip()[-1:] in ("{", ",", "(", ";", "[") or _TYPE.search(before + "\n" + after):
        return False
    if name[:1].isupper() and not name.isupper():
        return any(_MEMBER.fullmatch(one) and _USER.search(one) for one in (before, after))
    return True
