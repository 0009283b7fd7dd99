"""Questions as options, as keys of a file, and asked on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from terrafirm.generate.questions import QUESTIONS, Question
from terrafirm.model.errors import UsageError

if TYPE_CHECKING:
    from terrafirm.generate.answers import Answers


def question_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """An option for each question."""
    for question in reversed(QUESTIONS):
        only = f" ({', '.join(question.clouds)} only)" if question.clouds else ""
        flag = f"--{question.name.replace('_', '-')}"
        command = click.option(flag, metavar="TEXT", help=f"{question.text}.{only}")(command)
    return command


def given_answers(given: Mapping[str, Any], file: str | None) -> dict[str, str]:
    """The answers of a file, and over them those of the options."""
    from terrafirm.generate.answers import read_answers

    answers = read_answers(Path(file)) if file else {}
    return answers | {item.name: given[item.name] for item in QUESTIONS if given[item.name] is not None}


def may_ask() -> bool:
    """Whether there is a person to ask."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def ask_cloud(clouds: tuple[str, ...]) -> str:
    """The cloud, asked on a terminal."""
    answer: str = click.prompt("Cloud", type=click.Choice(clouds), default=clouds[0], err=True)
    return answer


def complete(blueprint: str, cloud: str, given: Mapping[str, str], *, defaults: bool) -> Answers:
    """Answers to all questions: given ones first; the others are the defaults, or asked with the default shown.

    Raises :class:`UsageError` for a refused answer, and where there is nobody to ask.
    """
    from terrafirm.generate.answers import checked, is_asked

    if defaults:
        return checked(blueprint, cloud, given)
    checked(blueprint, cloud, given)  # a refused answer is told before the first question, not after the last
    answers: dict[str, str] = {}
    for question in QUESTIONS:
        if not is_asked(question, cloud, answers):
            continue
        if question.name in given:
            answers[question.name] = given[question.name]
        elif may_ask():
            answers[question.name] = _ask(question, cloud, answers)
        else:
            flag = question.name.replace("_", "-")
            raise UsageError(f"there is no terminal to ask on: give --{flag} and the other answers, or --defaults")
    return checked(blueprint, cloud, answers)


def _ask(question: Question, cloud: str, earlier: Mapping[str, str]) -> str:
    """The answer of a person, asked again until it can be taken."""
    from terrafirm.generate.answers import require

    while True:
        answer: str = click.prompt(question.text, default=question.default_for(cloud), err=True)
        try:
            require(question, answer, cloud, earlier)
        except UsageError as refused:
            click.echo(str(refused), err=True)
        else:
            return answer
