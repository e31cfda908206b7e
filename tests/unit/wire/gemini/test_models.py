import json

from posthouse.wire.gemini.models import model, models


def test_the_list_names_models_as_resources():
    page = json.loads(models(["a", "b"]))
    assert [entry["name"] for entry in page["models"]] == ["models/a", "models/b"]
    assert "nextPageToken" not in page


def test_each_model_says_what_it_can_do():
    assert "streamGenerateContent" in json.loads(model("a"))["supportedGenerationMethods"]


def test_one_model_looks_as_in_the_list():
    assert json.loads(model("a")) == json.loads(models(["a"]))["models"][0]
