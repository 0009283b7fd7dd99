"""Read the TypeScript of prebuilt CDKTF provider bindings out of a Python wheel."""

import base64
import json
import tarfile
import zipfile
from collections import defaultdict
from pathlib import Path

SOURCE_MAP = b"//# sourceMappingURL=data:application/json;base64,"


def modules(wheel: Path) -> dict[str, str]:
    """The TypeScript of each resource, by folder; a huge resource spreads over several files of one folder.

    A wheel holds the bindings as a jsii package; its compiled scripts carry their TypeScript in source maps.
    """
    files: dict[str, list[str]] = defaultdict(list)
    with zipfile.ZipFile(wheel) as outer:
        (package,) = (name for name in outer.namelist() if name.endswith(".jsii.tgz"))
        with outer.open(package) as stream, tarfile.open(fileobj=stream, mode="r|gz") as inner:
            for member in inner:
                folder = member.name.partition("/lib/")[2].partition("/")
                if not folder[1] or not member.name.endswith(".js"):
                    continue
                script = inner.extractfile(member)
                if script is not None:
                    files[folder[0]].append(_typescript(script.read()))
    return {folder: "\n".join(texts) for folder, texts in sorted(files.items())}


def _typescript(script: bytes) -> str:
    _, _, encoded = script.rpartition(SOURCE_MAP)
    source: str = json.loads(base64.b64decode(encoded))["sourcesContent"][0]
    return source
