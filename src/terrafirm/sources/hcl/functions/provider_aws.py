"""Functions of the AWS provider."""

from __future__ import annotations

from terrafirm.model.types import Type
from terrafirm.model.value import Value
from terrafirm.sources.hcl.functions.contract import ArgumentError, Function
from terrafirm.sources.hcl.functions.declare import pure

_SECTIONS = ("partition", "service", "region", "account_id", "resource")
_ARN: Type = ("object", dict.fromkeys(_SECTIONS, "string"), {})


def _parts(arn: str) -> list[str]:
    parts = arn.split(":", 5)
    if len(parts) != 6 or parts[0] != "arn":
        raise ArgumentError("arn", f'"{arn}" is not an ARN: six sections separated by colons are required')
    return parts[1:]


def _arn_parse(arn: str) -> Value:
    return dict(zip(_SECTIONS, _parts(arn), strict=True))


def _arn_build(*sections: str) -> Value:
    return ":".join(("arn", *sections))


def _trim_iam_role_path(arn: str) -> Value:
    partition, service, region, account, resource = _parts(arn)
    if service != "iam" or region or not resource.startswith("role/"):
        raise ArgumentError("arn", f'"{arn}" is not the ARN of an IAM role')
    return _arn_build(partition, service, region, account, f"role/{resource.rpartition('/')[2]}")


def _user_agent(name: str, version: str, comment: str) -> Value:
    if not name:
        raise ArgumentError("product_name", "product_name must be set")
    return name + (f"/{version}" if version else "") + (f" ({comment})" if comment else "")


FUNCTIONS: dict[str, Function] = {
    "provider::aws::arn_build": pure(*((name, "string") for name in _SECTIONS))(_arn_build),
    "provider::aws::arn_parse": pure(("arn", "string"), result=_ARN)(_arn_parse),
    "provider::aws::trim_iam_role_path": pure(("arn", "string"))(_trim_iam_role_path),
    "provider::aws::user_agent": pure(("product_name", "string"), ("product_version", "string"), ("comment", "string"))(
        _user_agent
    ),
}
