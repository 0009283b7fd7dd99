"""``terrafirm serve``."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import click

from terrafirm.cli.options import rule_options
from terrafirm.model.errors import UsageError

KEY_VARIABLE = "TERRAFIRM_HMAC_KEY"
#: Options of the gate that name files, and go to a process with another working directory.
_FILES = ("baseline", "config")


@click.group("serve")
def serve_group() -> None:
    """Services.

    \b
    Example:
      terrafirm serve run-task --hmac-key-file /run/secrets/hmac --fail-on high
    """


@serve_group.command("run-task")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=8080, show_default=True, help="The port; 0 is any free.")
@click.option(
    "--hmac-key-file", metavar="FILE", help=f"Holds the run task's HMAC key.  [default: the variable {KEY_VARIABLE}]"
)
@click.option("--concurrency", type=click.IntRange(1, 64), default=2, show_default=True, help="Plans judged at a time.")
@click.option("--max-plan", type=click.IntRange(1, 4096), default=256, show_default=True, help="Largest plan, in MB.")
@click.option("--plan-timeout", type=click.FloatRange(1), default=300, show_default=True, help="Seconds for a plan.")
@click.option("--judge-timeout", type=click.FloatRange(1), default=900, show_default=True, help="Seconds to judge it.")
@click.option("--allow-insecure-loopback", is_flag=True, help="Also call http addresses of this machine: for tests.")
@rule_options
def run_task_command(**given: Any) -> int:
    """Judge the plans of HCP Terraform as a run task.

    HCP Terraform calls the service in each run; it fetches the plan, judges it as `terrafirm gate` does with the same
    options, and answers with the verdict and its reasons. Put a proxy that speaks TLS in front of it.

    \b
    Examples:
      terrafirm serve run-task --hmac-key-file /run/secrets/hmac --fail-on high
      TERRAFIRM_HMAC_KEY=... terrafirm serve run-task --host 0.0.0.0 --port 8080
    """
    key = _key(given["hmac_key_file"])
    arguments = _gate_arguments(given)
    try:
        from terrafirm.serve.server import run
    except ModuleNotFoundError as error:
        raise UsageError(
            f"serve: {error.name} is not installed: install it with `python -m pip install 'terrafirm[serve]'`"
        ) from error
    from terrafirm.serve.hcp import Limits
    from terrafirm.serve.tasks import Work

    limits = Limits(
        plan_bytes=given["max_plan"] * 1024 * 1024,
        plan_seconds=given["plan_timeout"],
        allow_loopback=given["allow_insecure_loopback"],
    )
    work = Work(arguments, concurrency=given["concurrency"], judge_seconds=given["judge_timeout"])
    run(given["host"], given["port"], key, limits, work)
    return 0


def _key(file: str | None) -> bytes:
    """The HMAC key. Raises :class:`UsageError` where there is none."""
    if file is None:
        text = os.environ.get(KEY_VARIABLE, "").encode()
    else:
        try:
            text = Path(file).read_bytes()
        except OSError as error:
            raise UsageError(f"--hmac-key-file {file}: cannot be read: {error.strerror}") from error
    key = text.rstrip(b"\r\n")
    if not key:
        raise UsageError(f"serve: an HMAC key is needed: give --hmac-key-file FILE, or set {KEY_VARIABLE}")
    return key


def _gate_arguments(given: dict[str, Any]) -> tuple[str, ...]:
    """The options of ``terrafirm gate`` that judge each plan; files and directories become absolute."""
    arguments: list[str] = []
    for name in ("select", "ignore"):
        arguments += [f"--{name}={pattern}" for pattern in given[name]]
    arguments += [f"--rules={Path(name).absolute()}" for name in given["directories"]]
    for name in _FILES:
        if given[name]:
            if not Path(given[name]).is_file():
                raise UsageError(f"--{name} {given[name]}: there is no such file")
            arguments.append(f"--{name}={Path(given[name]).absolute()}")
    if given["severity_threshold"]:
        arguments.append(f"--severity-threshold={given['severity_threshold']}")
    if given["fail_on"]:
        arguments.append(f"--fail-on={given['fail_on']}")
    if given["allow_not_evaluated"]:
        arguments.append("--allow-not-evaluated")
    return tuple(arguments)
