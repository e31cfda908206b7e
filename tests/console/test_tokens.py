from posthouse.console.login.tokens import Digests, code, plain, session_token

DIGESTS = Digests(b"k" * 32)


def test_codes_are_read_however_they_are_typed():
    made = code()
    assert len(made) == 19
    assert DIGESTS.recovery(made) == DIGESTS.recovery(" " + made.lower().replace("-", " "))
    assert plain(made) == made.replace("-", "")


def test_one_purpose_says_nothing_of_another():
    token = session_token()
    assert len(token) == 43
    made = {
        DIGESTS.session(token),
        DIGESTS.enrolment(token),
        DIGESTS.recovery(token),
        DIGESTS.forgery(token).encode(),
    }
    assert len(made) == 4
    assert Digests(b"o" * 32).session(token) not in made


def test_digests_have_no_readable_form():
    assert repr(DIGESTS) == object.__repr__(DIGESTS)
