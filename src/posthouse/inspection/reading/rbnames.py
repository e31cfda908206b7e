"""Names of Ruby's modules and functions, told as the names of Python's that do the same."""

from __future__ import annotations

import re

from posthouse.inspection.reading.jsnames import (
    ENVIRONMENT,
    EVALUATES,
    FETCHES,
    JOINS,
    READS,
    REMOVES,
    REQUIRES,
    RUNS,
    SENDS,
    WRITES,
)

SENT = "send"
POSTS = "requests.post"
_TABLE = (
    (RUNS, r"(?:Kernel|Process|self)?\.?(?:system|exec|spawn|syscall)|sh|IO\.popen|popen|Open3\.\w+|PTY\.(?:spawn|getpty)"),
    (EVALUATES, r"(?:Kernel\.|binding\.|TOPLEVEL_BINDING\.)?eval|.*\.(?:instance_eval|class_eval|module_eval)|instance_eval|class_eval|Marshal\.(?:load|restore)|YAML\.(?:unsafe_load|load)|RubyVM::InstructionSequence\.(?:compile|new)|ERB\.new"),
    (FETCHES, r"open|(?:URI|OpenURI|Kernel)\.(?:open|open_uri|read)|(?:Net::HTTP|HTTParty|RestClient|Faraday|Excon|Typhoeus|HTTP|HTTPClient|Mechanize)\.(?:get|get_response|start|new|get_content)|(?:TCPSocket|UNIXSocket|OpenSSL::SSL::SSLSocket|Socket|Net::FTP)\.(?:new|open|tcp)"),
    (POSTS, r"(?:Net::HTTP|HTTParty|RestClient|Faraday|Excon|Typhoeus|HTTP)\.(?:post|put|patch|post_form)"),
    (READS, r"(?:File|IO)\.(?:read|binread|readlines|foreach|open|new)|Pathname\.new"),
    (WRITES, r"(?:File|IO)\.(?:write|binwrite)"),
    (REMOVES, r"FileUtils\.(?:rm\w*|remove\w*)|(?:File|Dir)\.(?:delete|unlink|rmdir)"),
    (JOINS, r"File\.(?:join|expand_path|absolute_path)"),
    (SENDS, r".*\.(?:puts|print|write|syswrite|<<|send_data|request|post)"),
    (REQUIRES, r"(?:Object|Kernel|self)\.const_get|const_get"),
    (SENT, r"(?:.*\.)?(?:send|__send__|public_send|method)"),
)  # fmt: skip
_NAMES = tuple((name, re.compile(pattern)) for name, pattern in _TABLE)
ASKED = re.compile(r"params\b|request\.(?:params|headers|body|query_string|env|GET|POST)|cookies\b")
HOME = re.compile(r"Dir\.home|os\.environ\.HOME")
SINKS = re.compile(
    r"`|%x|eval|system|exec\b|spawn|popen|Open3|PTY|Marshal|ENV|Net::|URI|open|File|IO\.|Socket|send|const_get|unpack|pack\(|FileUtils|HTTP|RestClient|Faraday|\bsh\b"
)


def told(name: str) -> str:
    """Return the name under which a call is judged, or the same."""
    return next((known for known, pattern in _NAMES if pattern.fullmatch(name)), name)


def environment(name: str) -> str:
    """Return a dotted name with the environment under Python's name."""
    return re.sub(r"\AENV\b", ENVIRONMENT, name)
