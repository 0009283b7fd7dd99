"""A `gh api` that keeps comments and uploads in a JSON file, evaluates `--jq`, and refuses what it does not know."""

from __future__ import annotations

import base64
import gzip
import json
import os
import sys
from pathlib import Path
from typing import Any

import jq  # type: ignore[import-not-found, import-untyped, unused-ignore]

STORE = Path(os.environ["FAKE_GH"])


def main() -> int:
    """Carry out one call."""
    arguments = sys.argv[2:]
    method, expression, endpoint = "GET", "", ""
    fields: dict[str, str] = {}
    while arguments:
        word = arguments.pop(0)
        if word == "--method":
            method = arguments.pop(0)
        elif word == "--jq":
            expression = arguments.pop(0)
        elif word in ("-f", "-F"):
            name, _, value = arguments.pop(0).partition("=")
            read = word == "-F" and value.startswith("@")
            fields[name] = Path(value[1:]).read_text(encoding="utf-8") if read else value
        elif not word.startswith("-"):
            endpoint = word
    store = json.loads(STORE.read_text(encoding="utf-8"))
    if store["readonly"] and method != "GET":
        return 1
    answer = _call(store, method, endpoint.partition("?")[0], fields)
    STORE.write_text(json.dumps(store), encoding="utf-8")
    if answer is None:
        return 1
    if expression:
        sys.stdout.write("".join(f"{item}\n" for item in jq.compile(expression).input_value(answer).all()))
    return 0


def _call(store: dict[str, Any], method: str, endpoint: str, fields: dict[str, str]) -> Any:
    comments = store["comments"]
    match method, endpoint.split("/"):
        case "GET", ["user"]:
            return None  # the token of a workflow may not ask who it is
        case "GET", ["repos", "example", "ai", "issues", "7", "comments"]:
            return comments
        case "POST", ["repos", "example", "ai", "issues", "7", "comments"]:
            comments.append({"id": 100 + len(comments), "user": {"login": "github-actions[bot]"}, **fields})
            return comments[-1]
        case "PATCH", ["repos", "example", "ai", "issues", "comments", number]:
            comment = next(item for item in comments if str(item["id"]) == number)
            comment.update(fields)
            return comment
        case "POST", ["repos", "example", "ai", "code-scanning", "sarifs"]:
            text = gzip.decompress(base64.b64decode(fields.pop("sarif"), validate=True))
            store["sarif"] = {**fields, "document": json.loads(text)}
            return {}
    return None


if __name__ == "__main__":
    sys.exit(main())
