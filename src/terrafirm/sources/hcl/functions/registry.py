"""Find a function by name and call it; each family of functions is imported when first used."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module

from terrafirm.model.value import Unknown, Value
from terrafirm.sources.hcl.functions.contract import ArgumentError, CallContext, Function, FunctionError

_PACKAGE = __name__.rpartition(".")[0]

#: The names each module of this package provides in its ``FUNCTIONS``.
_FAMILIES = {
    "mappings": "keys lookup merge transpose values zipmap",
    "sequences": "chunklist compact concat distinct element flatten range reverse slice sort",
    "folding": "alltrue anytrue coalesce coalescelist length one sum",
    "search": "contains index matchkeys",
    "sets": "setintersection setproduct setsubtract setunion",
    "conversion": "convert ephemeralasnull issensitive list map nonsensitive sensitive tobool tolist tomap tonumber "
    "toset tostring",
    "text": "chomp endswith indent join lower split startswith strcontains strrev substr title trim trimprefix "
    "trimspace trimsuffix upper",
    "formats": "format formatlist",
    "patterns": "regex regexall replace",
    "numeric": "abs ceil floor log max min parseint pow signum",
    "encoding": "base64decode base64encode base64gzip textdecodebase64 textencodebase64 urlencode",
    "json_text": "jsondecode jsonencode",
    "yaml_read": "yamldecode",
    "yaml_write": "yamlencode",
    "tabular": "csvdecode",
    "hashing": "base64sha256 base64sha512 bcrypt filebase64sha256 filebase64sha512 filemd5 filesha1 filesha256 "
    "filesha512 md5 rsadecrypt sha1 sha256 sha512 uuid uuidv5",
    "dates": "formatdate plantimestamp timeadd timecmp timestamp",
    "network": "cidrhost cidrnetmask cidrsubnet cidrsubnets",
    "files": "abspath basename dirname file filebase64 fileexists fileset pathexpand templatefile templatestring",
    "opentofu": "base64gunzip cidrcontains urldecode",
    "provider_aws": "provider::aws::arn_build provider::aws::arn_parse provider::aws::trim_iam_role_path "
    "provider::aws::user_agent",
    "provider_google": "provider::google::location_from_id provider::google::name_from_id "
    "provider::google::project_from_id provider::google::region_from_id provider::google::region_from_zone "
    "provider::google::zone_from_id",
    "provider_azurerm": "provider::azurerm::normalise_resource_id provider::azurerm::parse_resource_id",
    "provider_kubernetes": "provider::kubernetes::manifest_decode provider::kubernetes::manifest_decode_multi "
    "provider::kubernetes::manifest_encode",
    "provider_terraform": "provider::terraform::decode_tfvars provider::terraform::encode_expr "
    "provider::terraform::encode_tfvars",
    "provider_time": "provider::time::duration_parse provider::time::rfc3339_parse "
    "provider::time::unix_timestamp_parse",
}

_MODULE_OF = {name: module for module, names in _FAMILIES.items() for name in names.split()}
_MODULE_OF.update(
    {name.replace("::google::", "::google-beta::"): "provider_google" for name in _FAMILIES["provider_google"].split()}
)


_PROVIDERS = frozenset(name.split("::")[1] for name in _MODULE_OF if name.startswith("provider::"))


def _is_of_another_provider(name: str) -> bool:
    """Whether a name is that of a provider's function, and the provider is none of those whose functions are here."""
    steps = name.split("::")
    return len(steps) == 3 and steps[0] == "provider" and steps[1] not in _PROVIDERS


class _Loaded(dict[str, Function]):
    """Functions by the names they were asked for under."""

    __slots__ = ()

    def __missing__(self, name: str) -> Function:
        plain = name.removeprefix("core::") if "::" in name else name
        module = _MODULE_OF.get(plain)
        if module is None or (plain is not name and "::" in plain):
            raise KeyError(name)
        offered: dict[str, Function] = import_module(f"{_PACKAGE}.{module}").FUNCTIONS
        found = offered[plain.replace("::google-beta::", "::google::")]
        self[name] = found
        return found


_LOADED = _Loaded()


class _Catalogue(Mapping[str, Function]):
    """Every function under every name, the ``core::`` ones included."""

    def __getitem__(self, name: str) -> Function:
        return _LOADED[name]

    def __iter__(self) -> Iterator[str]:
        for name in _MODULE_OF:
            yield name
            if "::" not in name:
                yield f"core::{name}"

    def __len__(self) -> int:
        return sum(1 for _ in self)


#: Every built-in function but ``try`` and ``can``, whose arguments the evaluator must not evaluate beforehand.
FUNCTIONS: Mapping[str, Function] = _Catalogue()


def call(name: str, args: list[Value], context: CallContext) -> Value:
    """The result of the function ``name``; raises :class:`FunctionError` where Terraform would refuse the call."""
    try:
        function = _LOADED[name]
    except KeyError:
        if _is_of_another_provider(name):
            return Unknown(f"{name} is a function of a provider whose functions are not evaluated", "limit")
        raise FunctionError(f'Call to unknown function: there is no function named "{name}"') from None
    try:
        return function(args, context)
    except ArgumentError as error:
        raise FunctionError(f'Invalid function argument in the call to "{name}": {error}') from error
    except FunctionError as error:
        raise FunctionError(f'Call to function "{name}" failed: {error}') from error
    except RecursionError:
        raise FunctionError(f'Call to function "{name}" failed: the value is nested too deeply') from None
