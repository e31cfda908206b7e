"""The vendors' own clients, pointed at a station; none asks twice by itself."""

import openai
from google import genai
from google.genai import types


def openai_of(station, key: str = "") -> openai.OpenAI:
    return openai.OpenAI(base_url=station.url + "/v1", api_key=key or station.key, max_retries=0)


def google_of(station, key: str = "") -> genai.Client:
    options = types.HttpOptions(base_url=station.url)
    return genai.Client(api_key=key or station.key, http_options=options)
