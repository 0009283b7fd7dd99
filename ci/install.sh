#!/usr/bin/env bash
# Install terrafirm from the checkout that this file belongs to, with its locked dependencies and checked hashes.
#
#   ci/install.sh DIRECTORY      makes DIRECTORY/bin/terrafirm
#
# Nothing of the current directory is imported or executed: in a pipeline that is a stranger's pull request.
set -euo pipefail

target="${1:?give the directory to install into}"
here="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
python="${TERRAFIRM_PYTHON:-python3}"

if ! "$python" -I -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
  echo "ci/install.sh: terrafirm needs Python 3.11 or later; $python is $("$python" -I --version)" >&2
  exit 2
fi
"$python" -I -m venv "$target/venv"
"$target/venv/bin/python" -I -m pip install --quiet --disable-pip-version-check --no-input \
  --require-hashes --requirement "$here/requirements/runtime.txt"
packages="$("$target/venv/bin/python" -I -c 'import sysconfig; print(sysconfig.get_path("purelib"))')"
printf '%s\n' "$here/src" > "$packages/terrafirm-checkout.pth"
mkdir -p "$target/bin"
printf '#!/bin/sh\nexec "%s" -I -m terrafirm "$@"\n' "$target/venv/bin/python" > "$target/bin/terrafirm"
chmod +x "$target/bin/terrafirm"
