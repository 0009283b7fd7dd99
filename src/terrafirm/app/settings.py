"""Settings from ``terrafirm.toml`` or ``[tool.terrafirm]`` in ``pyproject.toml``, under the command line's options."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from terrafirm.app.measure import measures
from terrafirm.app.scan import ScanOptions
from terrafirm.model.errors import UsageError
from terrafirm.model.rule import SEVERITIES
from terrafirm.sources.hcl.bounded import read_bounded
from terrafirm.sources.hcl.inputs import Inputs

#: Bytes a settings file may have.
_MAX_BYTES = 1024 * 1024
_LISTS = ("select", "ignore", "rules")
_FAIL_ON = (*SEVERITIES, "unknown", "none")
_FORMATS = ("table", "json", "sarif", "junit", "markdown", "html", "gitlab", "gitlab-sast", "github", "csv")


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run is set to. ``severities`` overrides rules' severities, ``owners`` responsibilities' owners.

    ``thresholds`` are percentages by the name of a measure.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    severity_threshold: str = "low"
    fail_on: str = "low"
    format: str = "table"
    all_verdicts: bool = False
    allow_not_evaluated: bool = False
    severities: Mapping[str, str] = field(default_factory=dict)
    owners: Mapping[str, str] = field(default_factory=dict)
    thresholds: Mapping[str, float] = field(default_factory=dict)

    def merged(self, given: Mapping[str, Any]) -> Settings:
        """These settings with the command line's options over them."""
        return replace(
            self,
            select=tuple(given["select"]) or self.select,
            ignore=(*self.ignore, *given["ignore"]),
            rules=(*self.rules, *given["directories"]),
            severity_threshold=given["severity_threshold"] or self.severity_threshold,
            fail_on=given["fail_on"] or self.fail_on,
            all_verdicts=given["all_verdicts"] or self.all_verdicts,
            allow_not_evaluated=given["allow_not_evaluated"] or self.allow_not_evaluated,
        )

    def scan_options(self, inputs: Inputs) -> ScanOptions:
        """The scan's part of the settings."""
        return ScanOptions(
            select=self.select,
            ignore=self.ignore,
            rule_directories=tuple(Path(name) for name in self.rules),
            inputs=inputs,
            all_verdicts=self.all_verdicts,
            severity_threshold=self.severity_threshold,
            severities=dict(self.severities),
            owners=dict(self.owners),
            thresholds=dict(self.thresholds),
        )


def settings_for(target: str, explicit: str | None) -> Settings:
    """The settings file named, else the nearest one at or above the target or the current directory."""
    if explicit is not None and not Path(explicit).is_file():
        raise UsageError(f"--config {explicit}: there is no such file")
    for path in settings_places(target, explicit):
        if not path.is_file():
            continue
        if explicit is not None or path.name == "terrafirm.toml":
            return _read(path)
        found = _table(path).get("tool", {}).get("terrafirm")
        if found is not None:
            return _settings(found, path)
    return Settings()


def settings_places(target: str, explicit: str | None) -> Iterator[Path]:
    """Where settings are looked for, nearest first, up to the top of the repository."""
    if explicit is not None:
        yield Path(explicit)
        return
    start = Path.cwd() if target == "-" else Path(target).absolute()
    for directory in [start, *start.parents]:
        yield directory / "terrafirm.toml"
        yield directory / "pyproject.toml"
        if (directory / ".git").exists():
            return


def _table(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(read_bounded(path, _MAX_BYTES).decode("utf-8"))
    except RecursionError:
        raise UsageError(f"{path}: nested too deeply") from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"{path}: {error}") from error


def _read(path: Path) -> Settings:
    return _settings(_table(path), path)


def _settings(raw: Mapping[str, Any], path: Path) -> Settings:
    values: dict[str, Any] = {}
    for key, value in raw.items():
        name = key.replace("-", "_")
        if name not in Settings.__slots__:
            known = ", ".join(sorted(item.replace("_", "-") for item in Settings.__slots__))
            raise UsageError(f'{path}: "{key}" is not a setting; the settings are {known}')
        values[name] = _checked(name, value, path)
    return Settings(**values)


def _checked(name: str, value: Any, path: Path) -> Any:
    if name in _LISTS:
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise UsageError(f"{path}: {name} must be a list of strings")
        base = path.parent
        return tuple(str(base / item) for item in value) if name == "rules" else tuple(value)
    if name in ("all_verdicts", "allow_not_evaluated"):
        if not isinstance(value, bool):
            raise UsageError(f"{path}: {name} must be true or false")
        return value
    if name == "thresholds":
        if not isinstance(value, dict) or not all(_is_share(item) for item in value.values()):
            raise UsageError(f"{path}: thresholds must be a table of percentages from 0 to 100")
        unknown = set(value) - {measure.name for measure in measures()}
        if unknown:
            raise UsageError(f"{path}: thresholds: there is no measure {', '.join(sorted(unknown))}")
        return value
    if name in ("severities", "owners"):
        if not isinstance(value, dict) or not all(isinstance(item, str) for item in value.values()):
            raise UsageError(f"{path}: {name} must be a table of strings")
        if name == "severities" and not set(value.values()) <= set(SEVERITIES):
            raise UsageError(f"{path}: {name} must be {', '.join(SEVERITIES)}")
        return value
    choices = {"severity_threshold": SEVERITIES, "fail_on": _FAIL_ON, "format": _FORMATS}[name]
    if value not in choices:
        raise UsageError(f"{path}: {name.replace('_', '-')} must be one of {', '.join(choices)}")
    return value


def _is_share(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value <= 100
