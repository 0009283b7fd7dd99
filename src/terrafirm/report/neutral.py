"""Neutralise text from scanned input, one function per place where text can do harm.

Names, paths and values come from pull requests of strangers. Everything here keeps the text readable: what could act is
shown as a visible escape such as ``\\x1b``, never dropped.

Sources: "Trojan Source" (CVE-2021-42574) for bidirectional controls; ECMA-48 for C1 controls; XML 1.0 section 2.2 for
characters; OWASP "CSV Injection"; GitHub's "Workflow commands" and the older ``##[command]`` form, which GitHub's and
Azure's agents look for anywhere in a line.
"""

from __future__ import annotations

import re
from urllib.parse import quote

#: Controls (C0, DEL, C1), soft hyphen, invisible and bidirectional format characters, line separators, surrogates,
#: tags, and the characters that XML 1.0 or Unicode rule out.
UNPRINTABLE = (
    "\x00-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\u3164\ud800-\udfff\ufdd0-\ufdef\ufeff\uffa0\ufff9-\ufffb\ufffe\uffff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
    + "".join(chr(plane + last) for plane in range(0x10000, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF))
)
_UNPRINTABLE = re.compile(f"[{UNPRINTABLE}]")
_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}

#: Where a log line becomes a command of an older GitHub runner or of an Azure agent.
_LOG_COMMAND = re.compile(r"##(?=(?:vso)?\[)")
_LINE_COMMAND = re.compile(r"(?m)^((?:\x1b\[[0-9;]*m|[ \t])*):(?=:)")

# an underscore between letters or digits is no emphasis, and attribute names are full of them
_MARKDOWN_SPECIAL = re.compile(r"([\\`*\[\]|~]|(?<![^\W_])_|_(?![^\W_]))")
_MARKDOWN_REFERENCE = re.compile(r"@|[#!%$^&~](?=[\w\"'./\\-])|(?<=:)(?=//)")
_MARKDOWN_HTML = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"} | {
    character: f"{character}&#8203;" for character in "@#!%$~^"
}
_FORMULA = re.compile(r"^\s*[=+\-@|%\uff0b\uff0d\uff1d\uff20]")


def _escape(found: re.Match[str]) -> str:
    character = found.group()
    code = ord(character)
    short = _SHORT.get(character)
    if short is not None:
        return short
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def printable(text: str) -> str:
    """One line of visible characters: fit for a terminal, a log, XML, and as the base of every other function."""
    if text.isascii() and text.isprintable() and "##" not in text:
        return text
    return _LOG_COMMAND.sub(r"#\\x23", _UNPRINTABLE.sub(_escape, text))


def clip(text: str, limit: int) -> str:
    """At most ``limit`` characters; to be used before the text is escaped."""
    return text if len(text) <= limit else text[: limit - 1] + "…"


def printable_lines(text: str) -> str:
    """Like :func:`printable` for text of several lines; tabs become four spaces."""
    return "\n".join(printable(line.expandtabs(4)) for line in text.splitlines())


def log_lines(text: str) -> str:
    """Finished output of which no line starts as a workflow command, wherever wrapping has cut it.

    The first colon becomes the sign for a ratio, which is as wide, so that nothing moves.
    """
    return _LINE_COMMAND.sub("\\1\u2236", text) if "::" in text else text


def html(text: str) -> str:
    """Text and attribute values of HTML."""
    import html as _html  # half of the formats need none of it

    return _html.escape(printable(text), quote=True)


def _no_reference(found: re.Match[str]) -> str:
    return f"{found.group()}&#8203;"


#: What makes a block of a line that begins with it, after what inline markup has been escaped.
_MARKDOWN_BLOCK = re.compile(r"\A(\s*(?:\d{1,9}(?=[.)]))?)([#+=.)-])")


def markdown(text: str) -> str:
    """Inline text of GitHub's and GitLab's Markdown: no markup, HTML, link, mention or reference comes of it.

    It may begin a line or a list item: no heading, list or rule comes of it there.
    """
    safe = _MARKDOWN_SPECIAL.sub(r"\\\1", printable(text))
    safe = _MARKDOWN_BLOCK.sub(r"\1\\\2", safe)
    safe = _MARKDOWN_REFERENCE.sub(_no_reference, safe)
    # the entities that were just written keep their ampersand
    safe = re.sub(r"&(?!#8203;)", "&amp;", safe).replace("<", "&lt;").replace(">", "&gt;")
    return safe.replace("www.", "www&#46;").replace("mailto:", "mailto&#58;")


def markdown_html(text: str) -> str:
    """Text inside an HTML element of a Markdown document, where Markdown is off but mentions and links are not."""
    safe = printable(text)
    return "".join(_MARKDOWN_HTML.get(character, character) for character in safe).replace("://", ":&#8203;//")


def markdown_code(text: str) -> str:
    """A Markdown code span, whatever backticks the text holds."""
    safe = printable(text)
    if not safe.strip():
        return "` `"
    fence = "`" * (_longest_run(safe) + 1)
    pad = " " if safe[0] in "` " or safe[-1] in "` " else ""
    return f"{fence}{pad}{safe}{pad}{fence}"


def markdown_block(text: str, language: str = "") -> str:
    """A fenced Markdown code block, whatever backticks the text holds."""
    safe = printable_lines(text)
    fence = "`" * max(3, _longest_run(safe) + 1)
    return f"{fence}{language}\n{safe}\n{fence}"


def _longest_run(text: str) -> int:
    return max((len(run) for run in re.findall(r"`+", text)), default=0)


def csv_cell(text: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    safe = printable(text)
    return f"'{safe}" if _FORMULA.match(safe) else safe


def workflow_data(text: str) -> str:
    """The message of a GitHub workflow command."""
    return printable(text).replace("%", "%25")


def workflow_property(text: str) -> str:
    """A property of a GitHub workflow command."""
    return workflow_data(text).replace(":", "%3A").replace(",", "%2C")


def sarif_message(text: str) -> str:
    """A SARIF message: square brackets and parentheses do not make an embedded link (SARIF 2.1.0, 3.11.6)."""
    return printable(text).replace("](", "] (")


def uri(path: str) -> str:
    """A relative URI reference, or a ``file:`` URI for an absolute path; undecodable bytes of a name are kept."""
    plain = path.replace("\\", "/")
    while plain.startswith("./"):
        plain = plain[2:]
    try:
        raw = plain.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        raw = plain.encode("utf-8", "surrogatepass")
    encoded = quote(raw, safe="/-._~")
    if re.match(r"[A-Za-z]%3A/", encoded):
        return f"file:///{encoded[0]}:{encoded[4:]}"
    # two slashes at the start would name a host
    return f"file:///{encoded.lstrip('/')}" if encoded.startswith("/") else encoded or "."


def link(url: str) -> str:
    """A web address that is safe as a link target, or nothing."""
    if re.fullmatch(r"https?://[A-Za-z0-9\-._~:/?#\[\]@!$&*+,;=%]+", url):
        return url
    return ""


def json_text(text: str) -> str:
    """Serialised ASCII JSON in which no log command can be found; it parses to the same value."""
    return text.replace("##", "#\\u0023") if "##" in text else text
