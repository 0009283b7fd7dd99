"""Remember a scan's report, and give it again while nothing that it read has changed."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import terrafirm
from terrafirm.app.report_data import from_data, to_data
from terrafirm.app.scan import Progress, ScanOptions, chosen_rules
from terrafirm.app.scan import scan as scan_here
from terrafirm.model.finding import Report
from terrafirm.rulepack.load import pack_digest
from terrafirm.rulepack.locate import shipped
from terrafirm.rulepack.remembered import forget, remembered
from terrafirm.sources.hcl.files import digest
from terrafirm.sources.hcl.source import SKIPPED

_CONFIG = (".tf", ".tf.json", ".tofu", ".tofu.json", ".tfvars", ".tfvars.json")


def cached_scan(
    targets: list[str], options: ScanOptions, progress: Progress, *, use_cache: bool, jobs: int = 1
) -> Report:
    """The report of a scan: the remembered one where all that it read is unchanged, else a new one."""
    scan: Callable[[list[str], ScanOptions, Progress], Report]
    directories = all(Path(target).is_dir() for target in targets)
    scan = partial(_in_processes, jobs=jobs) if jobs > 1 and directories else scan_here
    if not use_cache or not directories:
        return scan(targets, options, progress)
    fresh: list[Report] = []

    def read() -> dict[str, Any]:
        fresh.append(scan(targets, options, progress))
        return to_data(fresh[0])

    key = _key(targets, options)
    data = remembered("scan", key, read)
    if not fresh and not all(_unchanged(path, known) for path, known in data["reads"].items()):
        forget("scan", key)
        data = remembered("scan", key, read)
    return fresh[0] if fresh else from_data(data, {rule.id: rule for rule in chosen_rules(options)})


def _in_processes(targets: list[str], options: ScanOptions, progress: Progress, *, jobs: int) -> Report:
    from terrafirm.app.processes import scan_in_processes

    return scan_in_processes(targets, options, progress, jobs=jobs)


def _key(targets: list[str], options: ScanOptions) -> str:
    """Names a scan by everything that decides its outcome except the files that references lead to."""
    hasher = hashlib.sha256()
    packs = [pack_digest(directory) for directory in (shipped("rules"), *options.rule_directories)]
    inputs = options.inputs
    variables = {name: value for name, value in inputs.environment.items() if name.startswith("TF_VAR_")}
    files = [digest(path.read_bytes()) for path in inputs.var_files]
    settings = [options.select, options.ignore, options.all_verdicts, options.severity_threshold]
    tables = [dict(options.severities), dict(options.owners)]
    about = [
        terrafirm.__version__,
        _code(),
        packs,
        str(Path.cwd()),
        targets,
        settings,
        tables,
        inputs.variables,
        variables,
        files,
    ]
    hasher.update(json.dumps([*about, inputs.workspace, _today()], sort_keys=True).encode())
    for target in targets:
        for path in _configuration(Path(target)):
            hasher.update(str(path).encode("utf-8", "surrogateescape"))
            hasher.update(path.read_bytes() if path.is_file() else b"")
    return hasher.hexdigest()[:40]


def _code() -> int:
    """When terrafirm's own code last changed: in a checkout, results of older code must not be given again."""
    package = Path(terrafirm.__file__).parent
    return max(path.stat().st_mtime_ns for path in package.rglob("*.py"))


def _today() -> str:
    """Exceptions expire by the day, so a report is good for one day."""
    import datetime

    return datetime.datetime.now(tz=datetime.UTC).date().isoformat()


def _configuration(start: Path) -> Iterator[Path]:
    for folder, folders, names in os.walk(start):
        folders[:] = sorted(name for name in folders if name not in SKIPPED)
        for name in sorted(names):
            if name.endswith(_CONFIG):
                yield Path(folder) / name


def _unchanged(path: str, known: str) -> bool:
    place = Path(path)
    if known == "*":
        return False  # a listed directory: what matters may be in any file below it
    if not place.is_file():
        return known == ""
    if known == "?":
        return True
    try:
        return digest(place.read_bytes()) == known
    except OSError:
        return False
