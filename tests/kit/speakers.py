"""The vendors' clients, each wrapped in one line, saying one thing plainly or as a stream."""

import asyncio

import anthropic
import openai
from google import genai
from google.genai import types

from posthouse.client import verified

ASKED = [{"role": "user", "content": "hello"}]
MODEL = "m"


class OpenAi:
    name = "openai"

    def client(self, url, key, **more):
        return verified(openai.OpenAI(base_url=f"{url}/v1", api_key=key, max_retries=2), **more)

    def plain(self, client):
        answer = client.chat.completions.create(model=MODEL, messages=ASKED)
        return answer.choices[0].message.content

    def streamed(self, client):
        stream = client.chat.completions.create(model=MODEL, messages=ASKED, stream=True)
        return "".join(c.choices[0].delta.content or "" for c in stream if c.choices)


class AsyncOpenAi:
    name = "openai-async"

    def client(self, url, key, **more):
        made = openai.AsyncOpenAI(base_url=f"{url}/v1", api_key=key, max_retries=2)
        return verified(made, **more)

    def plain(self, client):
        async def said():
            answer = await client.chat.completions.create(model=MODEL, messages=ASKED)
            return answer.choices[0].message.content

        return asyncio.run(said())

    def streamed(self, client):
        async def said():
            stream = await client.chat.completions.create(model=MODEL, messages=ASKED, stream=True)
            return "".join([c.choices[0].delta.content or "" async for c in stream if c.choices])

        return asyncio.run(said())


class Anthropic:
    name = "anthropic"

    def client(self, url, key, **more):
        return verified(anthropic.Anthropic(base_url=url, api_key=key, max_retries=2), **more)

    def plain(self, client):
        answer = client.messages.create(model=MODEL, max_tokens=100, messages=ASKED)
        return answer.content[0].text

    def streamed(self, client):
        with client.messages.stream(model=MODEL, max_tokens=100, messages=ASKED) as stream:
            return "".join(stream.text_stream)


class AsyncAnthropic:
    name = "anthropic-async"

    def client(self, url, key, **more):
        return verified(anthropic.AsyncAnthropic(base_url=url, api_key=key, max_retries=2), **more)

    def plain(self, client):
        async def said():
            answer = await client.messages.create(model=MODEL, max_tokens=100, messages=ASKED)
            return answer.content[0].text

        return asyncio.run(said())

    def streamed(self, client):
        async def said():
            asked = {"model": MODEL, "max_tokens": 100, "messages": ASKED}
            async with client.messages.stream(**asked) as stream:
                return "".join([text async for text in stream.text_stream])

        return asyncio.run(said())


class Google:
    name = "google"

    def client(self, url, key, **more):
        made = genai.Client(api_key=key, http_options=types.HttpOptions(base_url=url))
        return verified(made, **more)

    def plain(self, client):
        return client.models.generate_content(model=MODEL, contents="hello").text

    def streamed(self, client):
        stream = client.models.generate_content_stream(model=MODEL, contents="hello")
        return "".join(one.text or "" for one in stream)


class AsyncGoogle(Google):
    name = "google-async"

    def plain(self, client):
        async def said():
            return (await client.aio.models.generate_content(model=MODEL, contents="hello")).text

        return asyncio.run(said())

    def streamed(self, client):
        async def said():
            stream = await client.aio.models.generate_content_stream(model=MODEL, contents="hello")
            return "".join([one.text or "" async for one in stream])

        return asyncio.run(said())


SPEAKERS = (OpenAi(), AsyncOpenAi(), Anthropic(), AsyncAnthropic(), Google(), AsyncGoogle())
