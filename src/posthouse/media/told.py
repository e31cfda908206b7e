"""Why something was not read, in a sentence's half, and what would help."""

from __future__ import annotations

from collections.abc import Mapping

from posthouse.media.extra import INSTALL
from posthouse.media.outcome import Problem

FOUND: Mapping[Problem, tuple[str, str]] = {
    Problem.BROKEN: ("a file that is broken", "open it, save it again, and send that"),
    Problem.ENCRYPTED: ("an encrypted document", "save it without a password, and send that"),
    Problem.NO_TEXT: (
        "a document of pictures alone",
        "send the text, or let the operator set privacy.images = 'redact'",
    ),
    Problem.MACROS: ("a document with macros", "save it without macros (docx, xlsx, pptx)"),
    Problem.OLD_FORMAT: ("an Office file of before 2007", "save it as docx, xlsx or pptx"),
    Problem.FORMAT: (
        "a format that is not read",
        "documents: PDF, docx, xlsx, pptx, odt, ods, odp; images: PNG, JPEG, WebP, GIF, BMP, TIFF",
    ),
    Problem.ANIMATED: ("an image of several frames", "send one frame of it"),
    Problem.TOO_LARGE: (
        "a file that is larger, unpacked, than what is read",
        "send a part of it; the bounds stand in docs/privacy.md",
    ),
    Problem.TOO_SLOW: ("a file that took too long to read", "send a smaller or simpler one"),
    Problem.MISSING: (
        "an image on a station that reads none",
        f"the operator runs `{INSTALL}`, or says privacy.images = 'refuse' or 'pass'",
    ),
}
"""What was found where something readable was expected, and what to do."""

UNREAD: Mapping[Problem, tuple[str, str]] = {
    Problem.BROKEN: ("a file that is broken", "文件已损坏"),
    Problem.ENCRYPTED: ("an encrypted document", "文档已加密"),
    Problem.NO_TEXT: (
        "a document of pictures alone; they are read where privacy.images = 'redact'",
        "文档只有图片；设置 privacy.images = 'redact' 后才会读取图片",
    ),
    Problem.MACROS: ("a document with macros", "文档含有宏"),
    Problem.OLD_FORMAT: ("an Office file of before 2007", "2007 年以前的 Office 文件格式"),
    Problem.FORMAT: ("a format that is not read", "不支持读取的格式"),
    Problem.ANIMATED: ("an image of several frames", "含多帧的图片"),
    Problem.TOO_LARGE: (
        "a file that is larger, unpacked, than what is read",
        "文件解开后超过可读取的上限",
    ),
    Problem.TOO_SLOW: ("a file that took too long to read", "读取文件耗时过长"),
    Problem.MISSING: (
        f"nothing that reads images is installed: {INSTALL}",
        f"未安装读取图片所需的组件：{INSTALL}",
    ),
}
"""The same for whoever asks what would become of a file, in both languages."""
