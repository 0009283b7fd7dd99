"""Rules that claim a check of checkov give the verdicts of the installed checkov on every rule case."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from terrafirm.app.checkov_engine import ENVIRONMENT
from terrafirm.app.pack import roles
from terrafirm.app.rule_cases import case_inventory
from terrafirm.app.worlds import world_of
from terrafirm.engine.judge import Engine
from terrafirm.model.resource import Inventory
from terrafirm.model.rule import Rule
from terrafirm.model.verdict import FAIL, UNKNOWN, Verdict
from terrafirm.rulepack.load import load_rules

COMMAND = os.environ.get(ENVIRONMENT) or shutil.which("checkov")
HAS_CHECKOV = COMMAND is not None or importlib.util.find_spec("checkov") is not None
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not HAS_CHECKOV, reason=f"checkov is not installed, and {ENVIRONMENT} names none"),
]

#: The part of definite verdicts on which both must agree, where no rule says why it differs.
ENOUGH = 0.99
#: The part of all definite verdicts, those included on which a rule differs on purpose.
ENOUGH_IN_ALL = 0.98
_CLAIMED = re.compile(r"CKV2?_(AWS|AZURE|GCP)_[0-9]+$")
_LABELLED = re.compile(r'(?m)^\s*(?:resource|data|module|variable|locals)\b\s*["{]')
_VARIABLE = re.compile(r"\bvar\.(\w+)")

#: What a verdict is about: the directory of the case, the check, the resource.
Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Ours:
    """Our verdict on a check and a resource, and the rules behind it."""

    verdict: Verdict
    rules: tuple[str, ...]
    on_purpose: bool


def claims(rule: Rule) -> list[str]:
    """The checks of checkov for AWS, Azure and Google that a rule says it equals."""
    return [check for check in rule.equivalents.get("checkov", ()) if _CLAIMED.match(check)]


def texts(rules: list[Rule]) -> Iterator[tuple[Rule, str]]:
    """Every case of every rule, for each type that the rule selects; the same text only once."""
    seen: set[str] = set()
    for rule in rules:
        keyword = "data" if rule.select.mode == "data" else "resource"
        for case in (case for named in rule.cases.values() for case in named.values()):
            bodies = [f'{keyword} "{name}" "this" {{\n{case}\n}}\n' for name in rule.select.types]
            for text in [case] if _LABELLED.search(case) else bodies:
                if text not in seen:
                    seen.add(text)
                    yield rule, text


def declared(text: str) -> str:
    """The text with declarations of the variables that it refers to, without values."""
    missing = {name for name in _VARIABLE.findall(text) if f'variable "{name}"' not in text}
    return text + "".join(f'variable "{name}" {{}}\n' for name in sorted(missing))


def judge(engine: Engine, place: str, inventory: Inventory) -> dict[Key, Ours]:
    """Our verdicts by check; where several rules claim a check, a failure of one is a failure."""
    found: dict[Key, list[tuple[Verdict, Rule]]] = {}
    for judged in engine.judge(world_of(inventory)):
        for check in claims(judged.compiled.rule):
            verdicts = found.setdefault((place, check, judged.resource.address), [])
            verdicts.append((judged.verdict, judged.compiled.rule))
    return {key: combined(verdicts) for key, verdicts in found.items()}


def combined(verdicts: list[tuple[Verdict, Rule]]) -> Ours:
    each = [verdict for verdict, _ in verdicts]
    verdict = FAIL if FAIL in each else UNKNOWN if UNKNOWN in each else each[0]
    behind = tuple(rule.id for _, rule in verdicts)
    return Ours(verdict, behind, any(rule.differs for _, rule in verdicts))


def checkov(directory: Path, checks: list[str]) -> dict[Key, str]:
    """checkov's definite verdicts on everything below a directory."""
    command = [COMMAND] if COMMAND else [sys.executable, "-m", "checkov.main"]
    options = ["--framework=terraform", "--output=json", "--compact", f"--check={','.join(checks)}"]
    environment = {**os.environ, "LOG_LEVEL": "CRITICAL", "PYTHONWARNINGS": "ignore"}
    environment.pop("PYTHONPATH", None)
    done = subprocess.run(
        [*command, f"--directory={directory}", *options], capture_output=True, env=environment, check=False
    )
    said: Any = json.loads(done.stdout)
    results = [part["results"] for part in (said if isinstance(said, list) else [said])]
    return {
        (Path(record["file_path"]).parts[1], record["check_id"], record["resource"]): verdict
        for part in results
        for verdict, records in (("pass", part["passed_checks"]), ("fail", part["failed_checks"]))
        for record in records
    }


def test_definite_verdicts_agree_with_the_installed_checkov(
    tmp_path: Path, record_testsuite_property: Callable[[str, object], None]
) -> None:
    rules = [rule for rule in load_rules(cache=False) if claims(rule)]
    engine = Engine(rules, roles())
    ours: dict[Key, Ours] = {}
    for number, (rule, text) in enumerate(texts(rules)):
        place = tmp_path / f"{rule.id}-{number}"
        place.mkdir()
        (place / "main.tf").write_text(declared(text), encoding="utf-8")
        ours.update(judge(engine, place.name, case_inventory(rule, text)))
    theirs = checkov(tmp_path, sorted({check for rule in rules for check in claims(rule)}))
    both = {key: (mine, theirs[key]) for key, mine in ours.items() if key in theirs and mine.verdict is not UNKNOWN}
    apart = {key: pair for key, pair in both.items() if pair[0].verdict.value != pair[1]}
    unsaid = {key: pair for key, pair in apart.items() if not pair[0].on_purpose}
    listed = "\n".join(
        f"{check} {', '.join(mine.rules)}: we say {mine.verdict.value}, checkov {verdict}: {address} in {place}"
        for (place, check, address), (mine, verdict) in sorted(unsaid.items(), key=lambda item: item[0])
    )
    figures = f"{len(both)} compared, {len(apart)} apart, {len(unsaid)} of them without differs"
    record_testsuite_property("checkov", figures)
    assert len(both) > 10_000
    assert len(unsaid) <= (1 - ENOUGH) * len(both), f"{figures}\n{listed}"
    assert len(apart) <= (1 - ENOUGH_IN_ALL) * len(both), figures
