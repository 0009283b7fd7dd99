"""Settings from ``terrafirm.toml`` or ``[tool.terrafirm]`` in ``pyproject.toml``, under the command line's options."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from terrafirm.app.measure import measures
from terrafirm.app.scan import ScanOptions
from terrafirm.model.errors import UsageError
from terrafirm.model.record import dataclass, field
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
    """The settings file named, else the nearest one at or above the target or the current directory.

    Raises :class:`UsageError` for one that is no regular file, that cannot be read, or that says what is no setting.
    """
    if explicit is not None and not Path(explicit).exists():
        raise UsageError(f"--config {explicit}: there is no such file")
    places = list(settings_places(target, explicit))
    for path in places:
        if not os.path.lexists(path):
            continue
        if explicit is not None or path.name == "terrafirm.toml":
            found: Any = _table(path)
        else:
            tools = _table(path).get("tool")
            found = tools.get("terrafirm") if isinstance(tools, dict) else None
        if found is not None:
            if explicit is None:
                _refuse_elsewhere(path, places[-1].parent)
            return _settings(found, path)
    return Settings()


def _refuse_elsewhere(path: Path, top: Path) -> None:
    """Settings that a repository takes from outside of it are not its own; ``top`` is where the search ended."""
    inside = top if (top / ".git").exists() else path.parent
    if path.is_symlink() and not path.resolve().is_relative_to(inside.resolve()):
        raise UsageError(f"{path}: is a link that leads out of {inside}: to use the file, name it with --config")


def settings_places(target: str, explicit: str | None) -> Iterator[Path]:
    """Where settings are looked for, nearest first, up to the top of the repository."""
    if explicit is not None:
        yield Path(explicit)
        return
    start = Path.cwd() if target == "-" else Path(target).absolute()
    for directory in [start, *start.parents]:
        yield directory / "terrafirm.toml"
        yield directory / "pyproject.toml"
        if os.path.lexists(directory / ".git"):  # which a directory that may not be entered answers, too
            return


def _table(path: Path) -> dict[str, Any]:
    import tomllib  # most trees have no settings

    try:
        return tomllib.loads(read_bounded(path, _MAX_BYTES).decode("utf-8"))
    except RecursionError:
        raise UsageError(f"{path}: nested too deeply") from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"{path}: {getattr(error, 'strerror', None) or error}") from error


def _settings(raw: Any, path: Path) -> Settings:
    if not isinstance(raw, dict):
        raise UsageError(f"{path}: tool.terrafirm must be a table")
    values: dict[str, Any] = {}
    for key, value in raw.items():
        name = key.replace("-", "_")
        if name not in Settings.__slots__:
            known = ", ".join(sorted(item.replace("_", "-") for item in Settings.__slots__))
            raise UsageError(f'{path}: "{key}" is not a setting; the settings are {known}')
        if name in values:
            raise UsageError(f'{path}: "{key}" is set twice')
        values[name] = _checked(name, value, path)
    return Settings(**values)


def _checked(name: str, value: Any, path: Path) -> Any:
    if name in _LISTS:
        return _strings(name, value, path)
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


def _strings(name: str, value: Any, path: Path) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise UsageError(f"{path}: {name} must be a list of strings")
    if any("\0" in item for item in value):
        raise UsageError(f"{path}: {name} must not contain NUL characters")
    return tuple(str(path.parent / item) for item in value) if name == "rules" else tuple(value)


def _is_share(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value <= 100
