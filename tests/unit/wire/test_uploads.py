from posthouse.wire.uploads import bad_upload


def test_a_refusal_names_the_place_and_what_was_expected():
    refused = bad_upload("bytes", "a number")
    assert refused.message == "bytes: expected a number, found another"
    assert refused.code == "bad_shape"
