"""Run the installed checkov beside our own rules, and bring what only it finds into the report."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from terrafirm.app.owners import owner_of
from terrafirm.app.pack import is_checkov, rules, selects
from terrafirm.app.read import named
from terrafirm.app.scan import ScanOptions, chosen_rules
from terrafirm.engine.judge import fingerprint
from terrafirm.model.errors import InputError, UsageError
from terrafirm.model.finding import Finding, Report, Suppression
from terrafirm.model.record import dataclass, field
from terrafirm.model.resource import Location, NotEvaluated
from terrafirm.model.rule import SEVERITIES, Rule, Selection
from terrafirm.model.verdict import FAIL
from terrafirm.sources.detect import Kind, detect

#: Names the checkov to run, before the search on PATH and among this interpreter's modules.
ENVIRONMENT = "TERRAFIRM_CHECKOV"
#: Seconds after which a run of checkov is given up: it takes minutes for large repositories.
TIMEOUT = 3600
#: checkov's own categories (``CheckCategories`` of checkov 3): our category and the responsibility they evidence.
CATEGORIES: Mapping[str, tuple[str, str]] = {
    "LOGGING": ("logging", "2.5.3"),
    "ENCRYPTION": ("encryption", "1.5"),
    "GENERAL_SECURITY": ("cloud", "2.2.5"),
    "NETWORKING": ("network", "2.2.2"),
    "IAM": ("access", "2.1.1"),
    "BACKUP_AND_RECOVERY": ("retention", "2.6.4"),
    "CONVENTION": ("cloud", "2.2.5"),
    "SECRETS": ("access", "2.1.1"),
    "KUBERNETES": ("container", "2.2.4"),
    "APPLICATION_SECURITY": ("hardening", "2.2.5"),
    "SUPPLY_CHAIN": ("supply-chain", "2.3.1"),
    "API_SECURITY": ("access", "2.1.1"),
    "SAST": ("supply-chain", "2.4.1"),
    "AI_AND_ML": ("hardening", "2.2.5"),
}
_MISSING = (
    "--engine checkov: checkov is not installed: install it with `python -m pip install 'terrafirm[checkov]'`, "
    f"or name its executable in the environment variable {ENVIRONMENT}"
)
#: Runs in checkov's interpreter: checkov's JSON says nothing of categories, so they are read from its registries.
_DRIVER = """\
import atexit, json, os, sys
place = os.environ.pop("TERRAFIRM_CHECKOV_CATEGORIES")
def write():
    from checkov.common.checks.base_check_registry import BaseCheckRegistry
    from checkov.common.checks_infra.registry import get_graph_checks_registry
    found = {c.id: c.categories[0].name for c in BaseCheckRegistry.get_all_registered_checks() if c.categories}
    graph = get_graph_checks_registry("terraform")
    graph.load_checks()
    found.update({c.id: str(c.category) for c in graph.checks if c.category})
    with open(place, "w", encoding="utf-8") as file:
        json.dump(found, file)
atexit.register(write)
from checkov.main import Checkov
sys.exit(Checkov().run())
"""
#: The interpreter of a script: in its first line, or in the second where the first would be too long.
_INTERPRETER = re.compile(rb"""^(?:#!|'{3}exec' "?)(/[^"\n]*?python[0-9.]*)(?=["\s])""", re.MULTILINE)
#: An id as checkov gives them.
_CHECK = re.compile(r"CKV\d*_[A-Z0-9]+_\d+")
#: Settings by which checkov would call or feed its maker's platform.
_PLATFORM = ("BC_", "PRISMA_", "BRIDGECREW_")


@dataclass(slots=True)
class Said:
    """What checkov said. ``failed`` and ``skipped`` hold its own records."""

    failed: list[dict[str, Any]] = field(default_factory=list)
    skipped: list[dict[str, Any]] = field(default_factory=list)
    passed: set[tuple[str, str, str]] = field(default_factory=set)
    unread: list[str] = field(default_factory=list)
    categories: Mapping[str, str] = field(default_factory=dict)


def scan_with_checkov(report: Report, targets: list[str], options: ScanOptions) -> None:
    """Add to a scan's report (made with ``all_verdicts``) what checkov finds; our own verdicts go first.

    Raises :class:`UsageError` where checkov is not installed, :class:`InputError` where it does not run to its end.
    """
    directories = [target for target in targets if target != "-" and Path(target).is_dir()]
    plans = [target for target in targets if target not in directories and _is_plan(target)]
    for target in targets:
        if target not in directories and target not in plans:
            report.notes.append(f"checkov was not asked about {target}: it reads directories and plans in JSON only")
    merge, categories = Merge(report, options), dict[str, str]()
    if directories:
        said = run_checkov([f"--directory={Path(name).resolve()}" for name in directories], "terraform")
        merge.add(said, {str(Path(name).resolve()): named(name) for name in directories})
        categories.update(said.categories)
    if plans:
        said = run_checkov(["--file", *(str(Path(name).resolve()) for name in plans)], "terraform_plan")
        merge.add(said, {str(Path(name).resolve()): name for name in plans})
        categories.update(said.categories)
    merge.close(categories)
    if not options.all_verdicts:
        report.passed.clear()
        report.unknown.clear()


def own_options(options: ScanOptions) -> ScanOptions:
    """The options of our own scan beside checkov's: with all verdicts, without patterns that mean checkov's checks.

    Where only checks of checkov are selected, none of our rules is.
    """
    select = tuple(pattern for pattern in options.select if not _means_checkov(pattern, options))
    ignore = tuple(pattern for pattern in options.ignore if not _means_checkov(pattern, options))
    if options.select and not select:
        ignore = ("*",)
    return replace(options, all_verdicts=True, select=select, ignore=ignore)


def _means_checkov(pattern: str, options: ScanOptions) -> bool:
    """Whether a pattern can only mean checks of checkov: by our name for them, or by an id no rule stands for."""
    if is_checkov(pattern):
        return True
    return _CHECK.fullmatch(pattern) is not None and pattern not in _checks(rules(options.rule_directories))


def _selects(pattern: str, rule: Rule) -> bool:
    return selects(pattern.lower() if is_checkov(pattern) else pattern, rule)


def _checks(pack: Iterable[Rule]) -> set[str]:
    return {check for rule in pack for check in rule.equivalents.get("checkov", ())}


class Merge:
    """Sorts checkov's records into a report: dropped where one of our rules spoke, else a finding of its own."""

    def __init__(self, report: Report, options: ScanOptions) -> None:
        self.report, self.options = report, options
        judged = [*report.findings, *report.passed, *report.unknown]
        judged += [item.finding for item in (*report.suppressed, *report.expired)]
        self.spoken = {
            (check, address)
            for item in judged
            for check in item.rule.equivalents.get("checkov", ())
            for address in (item.address, _plain(item.address))
        }
        # what the user has not chosen of ours must not come back under checkov's name
        pack = rules(options.rule_directories)
        self.unchosen = _checks(pack) - _checks(chosen_rules(own_options(options)))
        self._explain_selected(pack)
        self.dropped = 0

    def add(self, said: Said, shown: Mapping[str, str]) -> None:
        """Everything checkov said of targets; ``shown`` gives the name in reports of each absolute path."""
        for item in said.failed:
            found = self.one(item, _location(item, shown), "", said.categories)
            if found is not None:
                self.report.findings.append(found)
        for item in said.skipped:
            finding = self.one(item, _location(item, shown), "", said.categories)
            if finding is not None:
                reason = str(item["check_result"].get("suppress_comment") or "")
                self.report.suppressed.append(Suppression(finding, reason, "", "checkov", finding.location))
        why = "checkov could not parse this file, so none of its checks looked at it"
        for path in said.unread:
            self.report.not_evaluated.append(NotEvaluated(_shown(path, shown), 0, why))

    def _explain_selected(self, pack: Iterable[Rule]) -> None:
        """Say which selected checks one of our rules stands for: they are judged under its name."""
        for pattern in filter(is_checkov, self.options.select):
            check = pattern.lower().removeprefix("checkov-").upper()
            names = [rule.id for rule in pack if check in rule.equivalents.get("checkov", ())]
            if names:
                self.report.notes.append(f"{check} is judged by {', '.join(names)}: select that rule instead")

    def close(self, categories: Mapping[str, str]) -> None:
        """Say how many of checkov's results ours stand for.

        Raises :class:`UsageError` for a selected check that is not among those of ``categories``.
        """
        for pattern in self.options.select:
            name = pattern.lower().removeprefix("checkov-")
            known = not categories or any(fnmatchcase(check.lower(), name) for check in categories)
            if not known and _means_checkov(pattern, self.options):
                raise UsageError(f'"{pattern}" selects no check of the installed checkov')
        if self.dropped:
            results = "result" if self.dropped == 1 else "results"
            self.report.notes.append(f"{self.dropped} {results} of checkov left out: rules of terrafirm judge the same")

    def one(
        self, item: Mapping[str, Any], place: Location, change: str, categories: Mapping[str, str]
    ) -> Finding | None:
        """One failed check as a finding of its own; none where one of our rules spoke, or where it was not chosen."""
        check, address = record_key(item)
        if (check, address) in self.spoken:
            self.dropped += 1
            return None
        rule = _rule(item, categories, self.options)
        chosen = not self.options.select or any(_selects(pattern, rule) for pattern in self.options.select)
        unwanted = check in self.unchosen or any(_selects(pattern, rule) for pattern in self.options.ignore)
        low = SEVERITIES.index(rule.severity) < SEVERITIES.index(self.options.severity_threshold)
        if not chosen or unwanted or low:
            return None
        return Finding(
            rule=rule,
            verdict=FAIL,
            address=address,
            type=rule.select.types[0],
            location=place,
            message=rule.title,
            severity=rule.severity,
            fingerprint=fingerprint(rule.id, address, ()),
            source="checkov",
            change=change,
            owner=owner_of(rule, self.options.owners),
        )


def _rule(item: Mapping[str, Any], categories: Mapping[str, str], options: ScanOptions) -> Rule:
    """A rule that stands for one of checkov's checks."""
    check, title = str(item["check_id"]), str(item.get("check_name") or item["check_id"])
    category, responsibility = CATEGORIES.get(categories.get(check, ""), CATEGORIES["GENERAL_SECURITY"])
    name = f"checkov-{check.lower()}"
    severity = str(item.get("severity") or "medium").lower()
    guideline = str(item.get("guideline") or "")
    address = record_key(item)[1]
    return Rule(
        id=name,
        title=title,
        severity=options.severities.get(name, severity if severity in SEVERITIES else "medium"),
        category=category,
        controls={"csa-ai": (responsibility,)},
        why=f"checkov's check {check} failed; no rule of terrafirm judges this resource in its place.",
        fix=f"Make checkov's check {check} pass.",
        refs=(guideline,) if guideline.startswith("https://") else (),
        select=Selection((_plain(address).rsplit(".", 2)[-2] if "." in address else address,)),
        require={},
        cases={},
        path="",
        equivalents={"checkov": (check,)},
    )


def run_checkov(target: list[str], framework: str) -> Said:
    """Run checkov once. Nothing below a scanned directory configures or extends it, and it calls no one."""
    command = _command()
    options = [*target, "--framework", framework, "--output", "json", "--compact", "--skip-download"]
    with tempfile.TemporaryDirectory(prefix="terrafirm-") as folder:
        # checkov reads .checkov.yaml from its working directory, which could name Python files to load; for the same
        # reason directories are given in the form --directory=NAME, in which checkov does not look for that file
        written = Path(folder, "categories.json")
        environment = {name: value for name, value in os.environ.items() if not name.startswith(_PLATFORM)}
        environment |= {"TERRAFIRM_CHECKOV_CATEGORIES": str(written), "LOG_LEVEL": "ERROR", "PYTHONWARNINGS": "ignore"}
        work = Path(folder, "empty")
        work.mkdir()
        try:
            done = subprocess.run(
                [*command, *options], cwd=work, env=environment, capture_output=True, timeout=TIMEOUT, check=False
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise InputError(
                f"--engine checkov: {command[0]} did not run to its end ({type(error).__name__})"
            ) from error
        said = Said(categories=json.loads(written.read_bytes()) if written.is_file() else {})
    for part in _documents(done.stdout.decode("utf-8", "replace"), done.stderr, done.returncode):
        results = part.get("results")
        if results is None:
            continue  # nothing to check: only counts are said
        said.failed += results.get("failed_checks", ())
        said.skipped += results.get("skipped_checks", ())
        said.unread += results.get("parsing_errors", ())
        said.passed.update((*record_key(item), str(item["file_path"])) for item in results.get("passed_checks", ()))
    return said


def _documents(text: str, errors: bytes, status: int) -> Iterator[dict[str, Any]]:
    """checkov's reports: one JSON document for each directory, each an object or a list of them."""
    decoder, position, found = json.JSONDecoder(), 0, False
    while position < len(text):
        if text[position] not in "{[":
            position += 1
            continue
        try:
            document, position = decoder.raw_decode(text, position)
        except ValueError:
            break
        found = True
        yield from document if isinstance(document, list) else [document]
    if not found or status not in (0, 1):
        last = errors.decode("utf-8", "replace").strip().splitlines()[-1:] or ["it said nothing"]
        raise InputError(f"--engine checkov: checkov ended with status {status}: {last[0][:300]}")


def _command() -> list[str]:
    """How checkov is started: in its own interpreter where that can be told, else by its executable."""
    named = os.environ.get(ENVIRONMENT)
    place = shutil.which(named) if named else shutil.which("checkov")
    if named and place is None:
        raise UsageError(f"{ENVIRONMENT}={named}: there is no such executable")
    if not named and importlib.util.find_spec("checkov") is not None:
        return [sys.executable, "-c", _DRIVER]
    if place is None:
        raise UsageError(_MISSING)
    with Path(place).open("rb") as file:
        found = _INTERPRETER.search(file.read(1024))
    interpreter = found[1].decode() if found else ""
    return [interpreter, "-c", _DRIVER] if interpreter and Path(interpreter).exists() else [place]


def _is_plan(target: str) -> bool:
    return target != "-" and detect(Path(target), target) is Kind.PLAN


def record_key(item: Mapping[str, Any]) -> tuple[str, str]:
    """What one of checkov's records is about: the check's id and the resource's address."""
    return str(item["check_id"]), str(item.get("resource_address") or item["resource"])


def _plain(address: str) -> str:
    """An address without instance keys, which checkov leaves out where it cannot evaluate them."""
    return re.sub(r'\[(?:"(?:[^"\\]|\\.)*"|[^\]]*)\]', "", address)


def _location(item: Mapping[str, Any], shown: Mapping[str, str]) -> Location:
    first, last = (item.get("file_line_range") or [0, 0])[:2]
    path = _shown(str(item.get("file_abs_path") or item["file_path"]), shown)
    return Location(path, max(first, 0), 1 if first else 0, max(last, 0), 1 if last else 0)


def _shown(path: str, shown: Mapping[str, str]) -> str:
    for absolute, written in shown.items():
        if path == absolute:
            return written
        if Path(path).is_relative_to(absolute):
            return os.path.normpath(os.path.join(written, os.path.relpath(path, absolute)))  # noqa: PTH118
    return path
