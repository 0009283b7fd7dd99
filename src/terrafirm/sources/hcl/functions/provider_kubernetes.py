"""Functions of the Kubernetes provider: manifests in YAML."""

from __future__ import annotations

import re

from terrafirm.model.value import Unknown, Value, first_unknown
from terrafirm.sources.hcl.functions.contract import ArgumentError, CallContext, Function, FunctionError
from terrafirm.sources.hcl.functions.declare import expect, pure, unmark_deep, wrap
from terrafirm.sources.hcl.functions.yaml_read import decode

_SEPARATOR = re.compile(r"(?:\A|\n)---\s*")
_REQUIRED = ("apiVersion", "kind", "metadata")


def _checked(manifest: Value) -> Value:
    if not isinstance(manifest, dict):
        raise FunctionError("invalid Kubernetes manifest: a mapping is required")
    for name in _REQUIRED:
        if name not in manifest:
            raise FunctionError(f'invalid Kubernetes manifest: missing field "{name}"')
    return manifest


def _manifests(text: str) -> tuple[Value, ...]:
    documents = (decode(part, timestamps=False) for part in _SEPARATOR.split(text) if part.strip())
    return tuple(_checked(document) for document in documents if document not in (None, {}))


def _decode(text: str) -> Value:
    found = _manifests(text)
    if not found:
        raise FunctionError("invalid manifest: YAML document is empty")
    if len(found) > 1:
        raise FunctionError("YAML manifest contains multiple resources: use manifest_decode_multi")
    return found[0]


def _encode(args: list[Value], context: CallContext) -> Value:
    """Unknown text whose ``document`` is the manifest: the layout of the provider's YAML is not reproduced."""
    expect(args, 1)
    (value,), hidden = unmark_deep(args)
    if value is None:
        raise ArgumentError("manifest", "argument must not be null")
    unknown = first_unknown(value)
    if unknown is not None:
        result = unknown.derived(type="string", not_null=True)
    else:
        for manifest in (value,) if isinstance(value, dict) else value if isinstance(value, (list, tuple)) else (None,):
            _checked(manifest)
        why = "manifest_encode: the layout of the YAML is known to the kubernetes provider only"
        result = Unknown(why, "computed", type="string", not_null=True)
    result.document = value
    return wrap(result, hidden)


_MANIFEST = ("manifest", "string")

FUNCTIONS: dict[str, Function] = {
    "provider::kubernetes::manifest_decode": pure(_MANIFEST, result=None)(_decode),
    "provider::kubernetes::manifest_decode_multi": pure(_MANIFEST, result=None)(_manifests),
    "provider::kubernetes::manifest_encode": _encode,
}
