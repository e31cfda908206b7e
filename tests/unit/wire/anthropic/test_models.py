import json

from anthropic.types import ModelInfo

from posthouse.wire.anthropic.models import model, models


def test_the_list_is_one_page():
    page = json.loads(models(["a", "b"]))
    assert (page["first_id"], page["last_id"], page["has_more"]) == ("a", "b", False)
    assert [ModelInfo.model_validate(entry).id for entry in page["data"]] == ["a", "b"]


def test_an_empty_list_has_no_ids():
    page = json.loads(models([]))
    assert page == {"data": [], "has_more": False, "first_id": None, "last_id": None}


def test_one_model_looks_as_in_the_list():
    assert json.loads(model("a")) == json.loads(models(["a"]))["data"][0]
