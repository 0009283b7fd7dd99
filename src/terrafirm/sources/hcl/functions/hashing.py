"""Digests of text and files, name-based UUIDs; random ones are unknown."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Callable

from terrafirm.model.value import Unknown, Value
from terrafirm.sources.hcl.functions.contract import ArgumentError, CallContext, Function, FunctionError
from terrafirm.sources.hcl.functions.declare import expect, pure, whole, wrap
from terrafirm.sources.hcl.functions.files import path_argument, read_bytes

_STR = ("str", "string")
_UUID = re.compile(r"[0-9a-fA-F]{32}|[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_NAMESPACES = {
    "dns": "6ba7b8109dad11d180b400c04fd430c8",
    "url": "6ba7b8119dad11d180b400c04fd430c8",
    "oid": "6ba7b8129dad11d180b400c04fd430c8",
    "x500": "6ba7b8149dad11d180b400c04fd430c8",
}


def _hex(algorithm: str) -> Callable[[bytes], str]:
    return lambda data: hashlib.new(algorithm, data, usedforsecurity=False).hexdigest()


def _base64(algorithm: str) -> Callable[[bytes], str]:
    return lambda data: base64.b64encode(hashlib.new(algorithm, data, usedforsecurity=False).digest()).decode("ascii")


_DIGESTS = {
    "md5": _hex("md5"),
    "sha1": _hex("sha1"),
    "sha256": _hex("sha256"),
    "sha512": _hex("sha512"),
    "base64sha256": _base64("sha256"),
    "base64sha512": _base64("sha512"),
}


def _of_text(digest: Callable[[bytes], str]) -> Function:
    return pure(_STR)(lambda text: digest(text.encode("utf-8", "replace")))


def _of_file(digest: Callable[[bytes], str]) -> Function:
    def function(args: list[Value], context: CallContext) -> Value:
        expect(args, 1)
        path, hidden = path_argument(args[0], context)
        if type(path) is Unknown:
            return wrap(path.derived(type="string", not_null=True), hidden)
        return wrap(digest(read_bytes(path, context)), hidden)

    return function


def _uuidv5(namespace: str, name: str) -> Value:
    import uuid

    text = _NAMESPACES.get(namespace, namespace)
    # github.com/google/uuid reads the plain, braced, urn and undashed spellings
    if text[:9].lower() == "urn:uuid:":
        text = text[9:]
    elif len(text) == 38:
        text = text[1:-1]
    if _UUID.fullmatch(text) is None:
        raise FunctionError(f"uuidv5() doesn't support namespace {namespace} (invalid UUID)")
    parent = uuid.UUID(text)
    digest = hashlib.sha1(parent.bytes + name.encode("utf-8", "replace"), usedforsecurity=False).digest()
    return str(uuid.UUID(bytes=digest[:16], version=5))


def _random(name: str) -> Unknown:
    return Unknown(f"{name}() gives another value at every call", "impure", type="string", not_null=True)


def _uuid(args: list[Value], context: CallContext) -> Value:
    expect(args, 0)
    return _random("uuid")


def _bcrypt(text: str, *costs: Value) -> Value:
    if len(costs) > 1:
        raise FunctionError("bcrypt() takes no more than two arguments")
    cost = whole(costs[0], "cost") if costs else 10
    if cost > 31:
        raise FunctionError(f"error occurred generating password: cost {cost} is outside allowed range (4,31)")
    if len(text.encode("utf-8", "replace")) > 72:
        raise FunctionError("error occurred generating password: password length exceeds 72 bytes")
    return _random("bcrypt")


def _rsadecrypt(ciphertext: str, key: str) -> Value:
    from terrafirm.sources.hcl.functions.encoding import standard_bytes

    try:
        standard_bytes(ciphertext)
    except binascii.Error as error:
        raise ArgumentError("ciphertext", "failed to decode input: cipher text must be base64-encoded") from error
    if "PRIVATE KEY" not in key:
        raise ArgumentError("privatekey", "invalid private key: no key found")
    return Unknown("rsadecrypt: secrets are not decrypted during a scan", "limit", type="string", not_null=True)


FUNCTIONS: dict[str, Function] = {
    **{name: _of_text(digest) for name, digest in _DIGESTS.items()},
    **{f"file{name}": _of_file(digest) for name, digest in _DIGESTS.items()},
    "bcrypt": pure(_STR, more=("cost", "number"))(_bcrypt),
    "rsadecrypt": pure(("ciphertext", "string"), ("privatekey", "string"))(_rsadecrypt),
    "uuid": _uuid,
    "uuidv5": pure(("namespace", "string"), ("name", "string"))(_uuidv5),
}
