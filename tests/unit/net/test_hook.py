from posthouse.net.hook import DOMAIN, signed_bytes


def test_a_signature_binds_domain_time_and_body():
    assert signed_bytes("5", b"{}") == DOMAIN + b"\x005\x00{}"
