"""Names of Python's modules and functions by what they do, and places that must not be removed."""

from __future__ import annotations

import re

FETCHES = re.compile(
    r"(?:urllib\.request\.)?(?:urlopen|Request)|urllib2?\.urlopen|(?:requests|httpx|s|session|client)\.(?:get|request)"
    r"|http\.client\.\w+|aiohttp\.\w+|urllib3\.\w+|.*\.recv\w*|.*\.makefile|pycurl\.\w+|ftplib\.\w+"
)
SEND = re.compile(
    r"(?:requests|httpx|session|client|s|aiohttp\.\w+|urllib3\.\w+)\.(?:post|put|patch|get|request)|urllib\.request\.(?:urlopen|Request)"
    r"|.*\.(?:putfo|put|upload\w*|fput\w*|send|sendall|sendto|sendmail|send_message|storbinary)|socket\.gethostbyname|socket\.getaddrinfo"
)
SAVES = re.compile(r"urllib\.(?:request\.)?urlretrieve|wget\.download")
RUNS = re.compile(
    r"os\.(?:system|popen|exec[lv]p?e?|spawn\w+|startfile)|subprocess\.(?:run|call|Popen|check_call|check_output|getoutput|getstatusoutput)"
    r"|commands\.getoutput|pty\.spawn|asyncio\.create_subprocess_\w+|sh\.\w+|pexpect\.(?:spawn|run)"
    r"|.*\.exec_command|get_ipython\(\)\.system|sys\.modules\.os\.system"
)
EVALUATES = re.compile(
    r"(?:builtins\.)?(?:exec|eval|compile|execfile)|(?:c?[pP]ickle|marshal|dill|cloudpickle|joblib|shelve|yaml|torch)\.(?:loads?|unsafe_load)"
    r"|types\.(?:FunctionType|CodeType)|runpy\.run_\w+|code\.interact|importlib\.util\.\w+"
)
ASKED = re.compile(
    r"(?:flask\.|self\.|bottle\.)?req(?:uest)?\.(?:args|form|values|json|get_json|headers|data|GET|POST|query|query_params|body|params|cookies|files|META)\b"
)
REMOVES = re.compile(r"shutil\.rmtree|os\.(?:remove|unlink|rmdir|removedirs)")
SECRET_NAME = re.compile(r"KEY|TOKEN|SECRET|PASS|CRED|DATABASE_URL", re.IGNORECASE)
PRECIOUS = re.compile(
    r"(?:~|/|\$HOME|/(?:etc|usr|bin|sbin|lib|boot|var|root|home|opt)(?:/[^/]+)?|C:\\?|C:\\(?:Windows|Users).*|~/(?:\.\w+|Documents|Desktop)|/(?:etc|usr|boot|bin|sbin|root)/.*)/?\Z"
)
BY_DATA = ("data", "json", "files", "params", "content", "body", "msg")
MACHINE = re.compile(r"ctypes\.(?:CFUNCTYPE|windll\.kernel32\.\w+|CDLL.*mprotect)|VirtualAlloc")
ROUTE = re.compile(r"\.?(?:route|get|post|put|api_route|websocket|command)\Z")
MAGIC = re.compile(r"^[ \t]*[!%]+(?:sx|system|bash|sh)?[ \t]*(?P<line>[^\n]+)$", re.MULTILINE)
LOADS = re.compile(r"ctypes\.(?:CDLL|cdll\.LoadLibrary|PyDLL|WinDLL)|importlib\.machinery\.\w+")
