"""Jinja2, set so that a missing name is an error and every target language has its escape."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from terrafirm.generate.catalogue import templates
from terrafirm.generate.escape import hcl_string, markdown_text, shell_word, toml_string, workflow_string, yaml_string

if TYPE_CHECKING:
    from jinja2 import Environment


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(  # no HTML is written: each language has a filter of its own
        loader=FileSystemLoader(templates()),
        undefined=StrictUndefined,
        autoescape=False,
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "hcl": hcl_string,
        "yaml": yaml_string,
        "toml": toml_string,
        "workflow": workflow_string,
        "shell": shell_word,
        "md": markdown_text,
        "slug": _slug,
    }
    return made


def _slug(role: str) -> str:
    """A role's name as a team is called: ``AI/ML Testing Team`` is ``ai-ml-testing-team``."""
    return "-".join("".join(char if char.isalnum() else " " for char in role.lower()).split())


def fill(text: str, context: Mapping[str, Any]) -> str:
    """A short text with its answers; the text is the catalogue's, never an answer."""
    return _environment().from_string(text).render(context) if "{" in text else text


def render(template: str, context: Mapping[str, Any]) -> str:
    """A template of ``templates/`` by its path there."""
    return _environment().get_template(template).render(context)
