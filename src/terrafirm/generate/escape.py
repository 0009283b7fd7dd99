"""Write any text as a string of HCL, YAML, TOML, shell, Markdown or a workflow expression, so that it stays text."""

from __future__ import annotations

import re
import shlex

_SHORT = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_TEMPLATE = re.compile(r"([$%])\1*\{")
#: What GitHub makes a link of without any mark, and a number that would begin a list.
_LINKED = re.compile(r"://|\bwww\.|^[0-9]{1,9}\.", re.IGNORECASE)
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+!|~$@-])")


def _quoted(text: str) -> str:
    """A double-quoted string with the escapes that HCL, YAML and TOML share."""
    return f'"{"".join(_character(char) for char in text)}"'


def _character(char: str) -> str:
    if char in _SHORT:
        return _SHORT[char]
    if char.isprintable():
        return char
    return f"\\u{ord(char):04x}" if ord(char) < 0x10000 else f"\\U{ord(char):08x}"


def hcl_string(text: str) -> str:
    """A quoted HCL string in which neither an interpolation nor a directive is left alive."""
    return _TEMPLATE.sub(_literal_marker, _quoted(text))


def _literal_marker(found: re.Match[str]) -> str:
    """``${`` is doubled; further markers before it are written as escapes, since three in a row are ambiguous."""
    marker = found[1]
    return f"\\u{ord(marker):04x}" * (len(found[0]) - 2) + marker * 2 + "{"


def yaml_string(text: str) -> str:
    """A double-quoted YAML scalar."""
    return _quoted(text)


def toml_string(text: str) -> str:
    """A TOML basic string."""
    return _quoted(text)


def workflow_string(text: str) -> str:
    """A double-quoted YAML scalar of a GitHub workflow, in which ``${{`` is text and not an expression."""
    return _quoted(text.replace("${{", "${{ '${{' }}"))


def shell_word(text: str) -> str:
    """One word of a POSIX shell command."""
    return shlex.quote(text)


def markdown_text(text: str) -> str:
    """Text of one line in which Markdown, HTML and Mermaid find nothing to act on."""
    line = " ".join(text.split())
    line = line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    line = _MARKDOWN.sub(r"\\\1", line)
    return _LINKED.sub(lambda found: found[0].replace(".", "\\.").replace("/", "\\/"), line)
