"""Baselines: findings that are known and accepted for now, one line each, so that merges stay easy."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from terrafirm.model.errors import InputError, UsageError
from terrafirm.model.finding import Finding, Report, Suppression
from terrafirm.model.rule import SEVERITIES
from terrafirm.sources.hcl.bounded import read_bounded

SCHEMA = "terrafirm.baseline/1"
#: Bytes a baseline may have: some 250,000 findings.
_MAX_BYTES = 64 * 1024 * 1024


def write_baseline(path: Path, report: Report) -> None:
    """Write all findings of a complete report. Raises :class:`UsageError` for a partial one."""
    if any(item.fatal for item in report.not_evaluated):
        raise UsageError("--write-baseline: something was not evaluated, so the baseline would hide what is behind it")
    entries = sorted(
        {
            _entry(item)
            for item in [*report.findings, *(held.finding for held in report.suppressed if held.comment == "baseline")]
        }
    )
    lines = ",\n    ".join(entries)
    text = f'{{\n  "schema": "{SCHEMA}",\n  "findings": [\n    {lines}\n  ]\n}}\n' if entries else _EMPTY
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"--write-baseline {path}: cannot be written: {error.strerror}") from error


_EMPTY = f'{{\n  "schema": "{SCHEMA}",\n  "findings": []\n}}\n'


def _entry(finding: Finding) -> str:
    """One finding on one line: what it is first, so that a diff reads well."""
    data = {
        "rule": finding.rule.id,
        "address": finding.address,
        "severity": finding.severity,
        "path": finding.location.path,
    }
    return json.dumps({**data, "fingerprint": finding.fingerprint})


def apply_baseline(path: Path, report: Report, judged: Callable[[str], bool] = lambda _: True) -> None:
    """Hold back the findings that the baseline knows, unless their severity rose; name its stale entries.

    What a change fixes or destroys is not held back: its entry goes stale with the change. ``judged`` tells which rules
    ran, by id; entries of others are left alone. Raises :class:`InputError` when the file is no baseline.
    """
    known = _read(path)
    kept: list[Finding] = []
    used: set[str] = set()
    for finding in report.findings:
        entry = known.get(finding.fingerprint)
        if entry is None:
            kept.append(finding)
            continue
        used.add(finding.fingerprint)
        if finding.change in ("fixed", "destroyed"):
            kept.append(finding)
            report.notes.append(
                f"{path.name}: {finding.rule.id} on {finding.address} is {finding.change} by this change: "
                "remove the entry with it"
            )
        elif SEVERITIES.index(finding.severity) > SEVERITIES.index(entry["severity"]):
            report.notes.append(
                f"{finding.rule.id} on {finding.address}: severity rose from {entry['severity']}, so it counts"
            )
            kept.append(finding)
        else:
            report.suppressed.append(Suppression(finding, f"in {path.name}", "", "baseline", finding.location))
    report.findings[:] = kept
    for fingerprint, entry in known.items():
        if fingerprint not in used and judged(entry["rule"]):
            report.notes.append(
                f"{path.name}: {entry['rule']} on {entry['address']} is found no longer: remove the entry"
            )


def _read(path: Path) -> dict[str, dict[str, str]]:
    try:
        data = json.loads(read_bounded(path, _MAX_BYTES))
        if data["schema"] != SCHEMA:
            raise InputError(f"{path}: is not a baseline of this version ({SCHEMA})")
        entries = {item["fingerprint"]: item for item in data["findings"]}
        if not all(item["severity"] in SEVERITIES and item["rule"] and item["address"] for item in entries.values()):
            raise InputError(f"{path}: an entry lacks its rule, address or severity")
    except FileNotFoundError:
        raise InputError(f"{path}: there is no such file: write one with --write-baseline") from None
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror or error}") from error
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise InputError(f"{path}: is no baseline: write one with --write-baseline ({error})") from error
    return entries
