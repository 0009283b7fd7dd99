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
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from terrafirm.app.owners import owned
from terrafirm.app.pack import rules, selects
from terrafirm.app.scan import ScanOptions, chosen_rules, scan
from terrafirm.engine.judge import fingerprint
from terrafirm.model.errors import InputError, UsageError
from terrafirm.model.finding import Finding, Report, Suppression
from terrafirm.model.resource import Location, NotEvaluated
from terrafirm.model.rule import SEVERITIES, Rule, Selection
from terrafirm.model.verdict import FAIL
from terrafirm.sources.detect import Kind, detect
from terrafirm.sources.plan.binary import as_json

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
#: Settings by which checkov would call or feed its maker's platform.
_PLATFORM = ("BC_", "PRISMA_", "BRIDGECREW_")


@dataclass(slots=True)
class _Said:
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
    merge = _Merge(report, options)
    if directories:
        said = _run([f"--directory={Path(name).resolve()}" for name in directories], "terraform")
        merge.add(said, {str(Path(name).resolve()): os.path.normpath(name) for name in directories})
    if plans:
        said = _run(["--file", *(str(Path(name).resolve()) for name in plans)], "terraform_plan")
        merge.add(said, {str(Path(name).resolve()): name for name in plans})
    merge.close()
    if not options.all_verdicts:
        report.passed.clear()
        report.unknown.clear()


def gate_with_checkov(report: Report, target: str, options: ScanOptions, base: Path | None) -> None:
    """Add to a gate's report what checkov finds, with what the plan does to it.

    checkov judges both sides of the plan in one run: the planned values, and the prior state in the form of a plan.
    Raises as :func:`scan_with_checkov`, and :class:`UsageError` for a plan on standard input.
    """
    if target == "-":
        raise UsageError("--engine checkov: give the plan as a file, not through standard input")
    with tempfile.TemporaryDirectory(prefix="terrafirm-") as folder:
        planned, prior = Path(folder, "planned.json"), Path(folder, "prior.json")
        _write_sides(target, planned, prior)
        said = _run(["--file", str(planned), str(prior)], "terraform_plan")
    own = scan([target], own_options(options))
    before = {_key(item): item for item in said.failed if item["file_path"].endswith("prior.json")}
    after = {_key(item): item for item in said.failed if item["file_path"].endswith("planned.json")}
    known = set(before) if base is None else _base_keys(base)
    merge = _Merge(report, options, [*own.passed, *own.unknown, *own.findings])
    for key, item in after.items():
        merge.one(item, Location(target), "unchanged" if key in known else "introduced", said.categories)
    remaining = {address for _, address, path in said.passed if path.endswith("planned.json")}
    remaining.update(address for _, address in after)
    for key, item in before.items():
        if key in after:
            continue
        if key[1] not in remaining:
            merge.one(item, Location(target), "destroyed", said.categories)
        elif (*key, "/planned.json") in said.passed:
            merge.one(item, Location(target), "fixed", said.categories)
    merge.close()


def own_options(options: ScanOptions) -> ScanOptions:
    """The options of our own scan beside checkov's: with all verdicts, without patterns that mean checkov's checks."""
    ignore = tuple(pattern for pattern in options.ignore if not pattern.startswith("checkov-"))
    return replace(options, all_verdicts=True, ignore=ignore)


def _checks(pack: Iterable[Rule]) -> set[str]:
    return {check for rule in pack for check in rule.equivalents.get("checkov", ())}


class _Merge:
    """Sorts checkov's records into a report: dropped where one of our rules spoke, else a finding of its own."""

    def __init__(self, report: Report, options: ScanOptions, own: Iterable[Finding] | None = None) -> None:
        self.report, self.options = report, options
        judged = [*report.findings, *report.passed, *report.unknown] if own is None else [*own, *report.findings]
        judged += [item.finding for item in (*report.suppressed, *report.expired)]
        self.spoken = {
            (check, address)
            for item in judged
            for check in item.rule.equivalents.get("checkov", ())
            for address in (item.address, _plain(item.address))
        }
        # what the user has not chosen of ours must not come back under checkov's name
        chosen = _checks(chosen_rules(own_options(options)))
        self.unchosen = _checks(rules(options.rule_directories)) - chosen
        self.dropped = 0

    def add(self, said: _Said, shown: Mapping[str, str]) -> None:
        """Everything checkov said of targets; ``shown`` gives each absolute path as the user wrote it."""
        for item in said.failed:
            self.one(item, _location(item, shown), "", said.categories)
        for item in said.skipped:
            finding = self._finding(item, _location(item, shown), "", said.categories)
            if finding is not None:
                reason = str(item["check_result"].get("suppress_comment") or "")
                self.report.suppressed.append(Suppression(finding, reason, "", "checkov", finding.location))
        why = "checkov could not parse this file, so none of its checks looked at it"
        for path in said.unread:
            self.report.not_evaluated.append(NotEvaluated(_shown(path, shown), 0, why))

    def one(self, item: Mapping[str, Any], place: Location, change: str, categories: Mapping[str, str]) -> None:
        """One failed check."""
        finding = self._finding(item, place, change, categories)
        if finding is not None:
            self.report.findings.append(finding)

    def close(self) -> None:
        """Say how many of checkov's results ours stand for."""
        if self.dropped:
            results = "result" if self.dropped == 1 else "results"
            self.report.notes.append(f"{self.dropped} {results} of checkov left out: rules of terrafirm judge the same")

    def _finding(
        self, item: Mapping[str, Any], place: Location, change: str, categories: Mapping[str, str]
    ) -> Finding | None:
        check, address = _key(item)
        if (check, address) in self.spoken:
            self.dropped += 1
            return None
        rule = _rule(item, categories, self.options)
        chosen = not self.options.select or any(selects(pattern, rule) for pattern in self.options.select)
        unwanted = check in self.unchosen or any(selects(pattern, rule) for pattern in self.options.ignore)
        low = SEVERITIES.index(rule.severity) < SEVERITIES.index(self.options.severity_threshold)
        if not chosen or unwanted or low:
            return None
        finding = Finding(
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
        )
        return owned(finding, self.options.owners)


def _rule(item: Mapping[str, Any], categories: Mapping[str, str], options: ScanOptions) -> Rule:
    """A rule that stands for one of checkov's checks."""
    check, title = str(item["check_id"]), str(item.get("check_name") or item["check_id"])
    category, responsibility = CATEGORIES.get(categories.get(check, ""), CATEGORIES["GENERAL_SECURITY"])
    name = f"checkov-{check.lower()}"
    severity = str(item.get("severity") or "medium").lower()
    guideline = str(item.get("guideline") or "")
    address = _key(item)[1]
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


def _run(target: list[str], framework: str) -> _Said:
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
        said = _Said(categories=json.loads(written.read_bytes()) if written.is_file() else {})
    for part in _documents(done.stdout.decode("utf-8", "replace"), done.stderr, done.returncode):
        results = part.get("results")
        if results is None:
            continue  # nothing to check: only counts are said
        said.failed += results.get("failed_checks", ())
        said.skipped += results.get("skipped_checks", ())
        said.unread += results.get("parsing_errors", ())
        said.passed.update((*_key(item), str(item["file_path"])) for item in results.get("passed_checks", ()))
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


def _write_sides(target: str, planned: Path, prior: Path) -> None:
    """The plan as it is, and its prior state in the form of a plan that changes nothing. Raises :class:`InputError`."""
    path = Path(target)
    text = as_json(path, target) if detect(path, target) is Kind.BINARY_PLAN else path.read_bytes()
    planned.write_bytes(text)
    document = json.loads(text)
    values = (document.get("prior_state") or {}).get("values") or {"root_module": {}}
    kept = {name: document.get(name) for name in ("format_version", "terraform_version", "configuration")}
    prior.write_text(json.dumps({**kept, "planned_values": values, "resource_changes": []}), encoding="utf-8")


def _base_keys(path: Path) -> set[tuple[str, str]]:
    """The checks and addresses of checkov's findings in an earlier JSON report."""
    data = json.loads(path.read_bytes())
    found = ((item["rule"], item["address"]) for item in data["findings"] if item["rule"].startswith("checkov-"))
    return {(rule.removeprefix("checkov-").upper(), address) for rule, address in found}


def _is_plan(target: str) -> bool:
    return target != "-" and detect(Path(target), target) is Kind.PLAN


def _key(item: Mapping[str, Any]) -> tuple[str, str]:
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
