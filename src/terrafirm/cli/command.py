"""The command tree, and the last line of defence: every failure is a message and an exit status."""

from __future__ import annotations

import importlib
import os
import sys

import click

import terrafirm
from terrafirm.model.errors import TerrafirmError

#: Commands by name, imported only when used.
_COMMANDS = {
    "scan": "terrafirm.cli.scan:scan_command",
    "gate": "terrafirm.cli.gate:gate_command",
    "show": "terrafirm.cli.show:show_command",
    "serve": "terrafirm.cli.serve:serve_group",
    "explain": "terrafirm.cli.explain:explain_command",
    "rules": "terrafirm.cli.rules:rules_group",
    "new": "terrafirm.cli.new:new_command",
    "update": "terrafirm.cli.update:update_command",
    "blueprints": "terrafirm.cli.blueprints:blueprints_group",
    "modules": "terrafirm.cli.modules:modules_group",
}


class LazyGroup(click.Group):
    """A group whose commands are imported only when they run."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All command names, in the order of the documentation."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command called ``cmd_name``."""
        place = _COMMANDS.get(cmd_name)
        if place is None:
            return None
        module, _, attribute = place.partition(":")
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return command


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(terrafirm.__version__, message="terrafirm %(version)s")
def cli() -> None:
    """terrafirm keeps AI infrastructure on firm ground.

    It reads Terraform (source, plan, state), judges every resource with one rule pack and says, with evidence,
    what is insecure, what is not, and what it could not know.

    \b
    Example:
      terrafirm scan .
    """


def run() -> int:
    """Run the command line and return its exit status."""
    try:
        result = cli.main(prog_name="terrafirm", standalone_mode=False)
    except click.exceptions.Abort:
        click.echo("terrafirm: interrupted", err=True)
        return 130
    except click.ClickException as error:
        error.show()
        return 2
    except TerrafirmError as error:
        click.echo(f"terrafirm: {_printable(str(error))}", err=True)
        return error.exit_status
    except BrokenPipeError:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - keeps the interpreter's exit quiet
        return 0
    except OSError as error:
        # the machine's: a full disk, a directory that may not be read
        place = f"{error.filename}: " if error.filename else ""
        click.echo(f"terrafirm: {_printable(f'{place}{error.strerror or error}')}", err=True)
        return 2
    except Exception as error:  # noqa: BLE001 - the one place where our own faults end
        return _own_fault(error)
    return result if isinstance(result, int) else 0


def _own_fault(error: Exception) -> int:
    """Report a fault of terrafirm's own without a traceback and without any scanned value."""
    import traceback

    frames = traceback.extract_tb(error.__traceback__)
    where = f"{os.path.basename(frames[-1].filename)}:{frames[-1].lineno}" if frames else "?"  # noqa: PTH119
    click.echo(
        f"terrafirm: internal fault ({type(error).__name__} at {where}). This is a bug in terrafirm, not in your code: "
        "please report it. Set TERRAFIRM_DEBUG=1 to see the traceback.",
        err=True,
    )
    if os.environ.get("TERRAFIRM_DEBUG"):
        traceback.print_exception(error)
    return 3


def _printable(text: str) -> str:
    return "".join(char if char.isprintable() or char == "\n" else "\N{REPLACEMENT CHARACTER}" for char in text)
