"""Functions of the Kubernetes provider: manifests in YAML."""

from __future__ import annotations

from terrafirm.model.value import Value, first_unknown
from terrafirm.sources.hcl.functions.contract import ArgumentError, CallContext, Function, FunctionError, capped_text
from terrafirm.sources.hcl.functions.declare import expect, pure, unmark_deep, wrap
from terrafirm.sources.hcl.functions.yaml_read import decode_documents
from terrafirm.sources.hcl.functions.yaml_write import encode_plain

_REQUIRED = ("apiVersion", "kind", "metadata")


def _checked(document: Value, parameter: str) -> Value:
    if not isinstance(document, dict):
        raise ArgumentError(parameter, "a Kubernetes manifest is a mapping")
    for name in _REQUIRED:
        if document.get(name) is None:
            raise ArgumentError(parameter, f'invalid Kubernetes manifest: missing "{name}"')
    return document


def _decode(manifest: str) -> Value:
    documents = [document for document in decode_documents(manifest) if document is not None]
    if len(documents) != 1:
        raise ArgumentError("manifest", "a single YAML document is required; use manifest_decode_multi for several")
    return _checked(documents[0], "manifest")


def _decode_multi(manifest: str) -> Value:
    return tuple(_checked(document, "manifest") for document in decode_documents(manifest) if document is not None)


def _encode(args: list[Value], context: CallContext) -> Value:
    expect(args, 1)
    (value,), hidden = unmark_deep(args)
    unknown = first_unknown(value)
    if unknown is not None:
        return wrap(unknown.derived(type="string", not_null=True), hidden)
    if isinstance(value, dict):
        return wrap(capped_text(encode_plain(_checked(value, "manifest"))), hidden)
    if not isinstance(value, (list, tuple)):
        raise FunctionError("a manifest or a list of manifests is required")
    texts = [encode_plain(_checked(item, "manifest")) for item in value]
    return wrap(capped_text("---\n".join(texts)), hidden)


_MANIFEST = ("manifest", "string")

FUNCTIONS: dict[str, Function] = {
    "provider::kubernetes::manifest_decode": pure(_MANIFEST, result=None)(_decode),
    "provider::kubernetes::manifest_decode_multi": pure(_MANIFEST, result=None)(_decode_multi),
    "provider::kubernetes::manifest_encode": _encode,
}
