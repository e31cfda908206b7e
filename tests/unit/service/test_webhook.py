import asyncio
import json
import logging

from posthouse.service.webhook import tell

LOG = logging.getLogger("posthouse.test")


def test_a_tree_is_sent_as_json():
    sent = []
    asyncio.run(tell(sent.append, {"event": "x", "n": 1}, LOG))
    assert [json.loads(body) for body in sent] == [{"event": "x", "n": 1}]


def test_what_cannot_be_sent_is_logged_by_kind_and_id_alone(caplog):
    def broken(_body):
        raise ConnectionRefusedError("at a secret address")

    asyncio.run(tell(broken, {"event": "x"}, LOG, key="k1"))
    (line,) = caplog.records
    assert (line.message, line.key, line.kind) == ("webhook failed", "k1", "ConnectionRefusedError")
    assert "secret" not in caplog.text
