"""The packed provider schemas say what the providers' own schemas say."""

import json
from pathlib import Path
from typing import Any

import pytest

from terrafirm.model import provider_schema as schemas
from terrafirm.model.provider_schema import Attribute, Block, Nested
from tests.terraform.harness import Terraform
from tools.pack_schemas import pack

Json = dict[str, Any]
SENSITIVE: dict[str, list[str]] = json.loads((schemas.PACKS / "sensitive.json").read_text("utf-8"))["sensitive"]
SERVED = [
    "aws_sagemaker_endpoint_configuration",
    "azurerm_kubernetes_cluster",
    "google_container_cluster",
    "helm_release",
]


def attribute_json(attribute: Attribute, *, sensitive: bool) -> Json:
    flags = ["required", "optional", "computed", "write_only", *(["sensitive"] if sensitive else [])]
    document: Json = {flag: True for flag in flags if getattr(attribute, flag)}
    if attribute.nested is None:
        return document | {"type": attribute.type}
    inner = {n: attribute_json(a, sensitive=sensitive) for n, a in attribute.nested.attributes.items()}
    return document | {"nested_type": {"attributes": inner, "nesting_mode": attribute.nested.nesting}}


def block_json(block: Block, *, sensitive: bool = False) -> Json:
    """The block in the form of `terraform providers schema -json`."""
    document: Json = {}
    if block.attributes:
        document["attributes"] = {n: attribute_json(a, sensitive=sensitive) for n, a in block.attributes.items()}
    for name, nested in block.blocks.items():
        limits = {k: v for k, v in (("min_items", nested.min_items), ("max_items", nested.max_items)) if v}
        inner = block_json(nested.block, sensitive=sensitive)
        described = {"nesting_mode": nested.nesting, "block": inner, **limits}
        document.setdefault("block_types", {})[name] = described
    return document


def without_prose(block: Json) -> Json:
    """A block as Terraform prints it, less what packs do not keep (descriptions, deprecations)."""

    def attribute(a: Json) -> Json:
        kept: Json = {
            k: a[k] for k in ("type", "required", "optional", "computed", "sensitive", "write_only") if k in a
        }
        if "nested_type" in a:
            inner = {n: attribute(x) for n, x in a["nested_type"]["attributes"].items()}
            kept["nested_type"] = {"attributes": inner, "nesting_mode": a["nested_type"]["nesting_mode"]}
        return kept

    document: Json = {}
    if "attributes" in block:
        document["attributes"] = {name: attribute(a) for name, a in block["attributes"].items()}
    for name, nested in block.get("block_types", {}).items():
        kept = {k: nested[k] for k in ("nesting_mode", "min_items", "max_items") if k in nested}
        document.setdefault("block_types", {})[name] = kept | {"block": without_prose(nested["block"])}
    return document


def find(block: Block, path: str) -> Attribute | None:
    """The attribute at a dotted path through nested blocks and nested attributes."""
    name, _, rest = path.partition(".")
    attribute = block.attributes.get(name)
    if attribute is not None and rest:
        return find(Block(attribute.nested.attributes, {}), rest) if isinstance(attribute.nested, Nested) else None
    if attribute is not None or name not in block.blocks:
        return attribute
    return find(block.blocks[name].block, rest)


@pytest.mark.parametrize("type_name", SERVED)
def test_terraform_receives_the_packed_schema_unchanged(type_name: str, terraform: Terraform, tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text(f'resource "{type_name}" "this" {{}}\n', "utf-8")
    terraform.init(tmp_path)
    provider = schemas.provider_of(type_name)
    assert provider is not None
    document = terraform.providers_schema(tmp_path)["provider_schemas"]
    (received,) = [
        schema["resource_schemas"][type_name]["block"]
        for source, schema in document.items()
        if source.endswith(f"/hashicorp/{provider}")
    ]
    packed = schemas.resource_block(type_name)
    assert packed is not None
    expected = json.loads(json.dumps(block_json(packed, sensitive=True)).replace('"write_only": true, ', ""))
    assert without_prose(received) == expected


@pytest.mark.parametrize("provider", ["aws", "kubernetes", "azapi", "azuread", "helm", "tls", "terraform"])
def test_packing_what_was_unpacked_gives_the_same_bytes(provider: str) -> None:
    unmarked = schemas._pack(provider)  # before the curated flags are laid over it
    assert unmarked is not None
    sections = {
        "resource": "resource_schemas",
        "data": "data_source_schemas",
        "ephemeral": "ephemeral_resource_schemas",
    }
    document: Json = {"provider": {"block": block_json(unmarked.block("provider", "") or Block({}, {}))}}
    for kind, section in sections.items():
        blocks = {name: unmarked.block(kind, name) for name in unmarked.types[kind]}  # type: ignore[arg-type, index]
        document[section] = {name: {"block": block_json(block)} for name, block in blocks.items() if block is not None}
    assert pack(unmarked.source, unmarked.version, document) == (schemas.PACKS / f"{provider}.pack").read_bytes()


def test_a_resource_type_has_its_arguments_blocks_and_limits() -> None:
    bucket = schemas.resource_block("google_storage_bucket")
    assert bucket is not None
    assert bucket.attributes["location"] == Attribute("string", required=True)
    assert bucket.attributes["labels"].type == ["map", "string"]
    assert bucket.attributes["self_link"].computed
    assert (bucket.blocks["versioning"].nesting, bucket.blocks["versioning"].max_items) == ("list", 1)
    assert bucket.blocks["versioning"].block.attributes["enabled"].required


def test_nested_attributes_keep_their_own_flags_and_an_equivalent_type() -> None:
    release = schemas.resource_block("helm_release")
    assert release is not None
    nested = release.attributes["set"].nested
    assert nested is not None
    assert nested.nesting == "list"
    assert nested.attributes["name"].required
    assert release.attributes["set"].type == [
        "list",
        ["object", {n: a.type for n, a in nested.attributes.items()}],
    ]


def test_google_comes_before_google_beta() -> None:
    assert schemas.provider_of("google_storage_bucket") == "google"
    only_beta = sorted(set(schemas.resource_types("google-beta")) - set(schemas.resource_types("google")))
    assert only_beta
    assert schemas.provider_of(only_beta[0]) == "google-beta"
    assert schemas.resource_block(only_beta[0]) is not None
    assert schemas.resource_block(only_beta[0], provider="google") is None
    assert schemas.resource_block("google_storage_bucket", provider="google-beta") is not None


def test_data_sources_are_apart_from_resources() -> None:
    assert schemas.data_source_block("aws_caller_identity") is not None
    assert schemas.resource_block("aws_caller_identity") is None
    assert schemas.provider_of("aws_caller_identity") == "aws"


def test_the_built_in_provider_is_packed() -> None:
    data = schemas.resource_block("terraform_data")
    assert data is not None
    assert data.attributes["input"].type == "dynamic"
    assert schemas.data_source_block("terraform_remote_state") is not None


@pytest.mark.parametrize(
    "name", ["", "nosuch_type", "../../etc_passwd", "aws", "aws_", "aws_no_such_type", "/abs_x", "a\0_b"]
)
def test_an_unknown_type_has_no_schema(name: str) -> None:
    assert schemas.resource_block(name) is None
    assert schemas.data_source_block(name) is None
    assert schemas.provider_of(name) is None


def test_every_curated_sensitive_path_exists_and_is_marked() -> None:
    wrong = []
    for key, paths in SENSITIVE.items():
        kind, _, rest = key.rpartition(".")
        match kind:
            case "provider":
                block = schemas.provider_block(rest)
            case "data":
                block = schemas.data_source_block(rest)
            case _:
                block = schemas.resource_block(key)
        marked = [find(block, path) if block is not None else None for path in paths]
        wrong += [f"{key} {p}" for p, a in zip(paths, marked, strict=True) if a is None or not a.sensitive]
    assert wrong == []


def test_well_known_secrets_are_sensitive_and_their_neighbours_are_not() -> None:
    instance = schemas.resource_block("aws_db_instance")
    cluster = schemas.resource_block("azurerm_kubernetes_cluster")
    key = schemas.resource_block("tls_private_key")
    assert instance is not None and cluster is not None and key is not None
    assert instance.attributes["password"].sensitive
    assert not instance.attributes["username"].sensitive
    assert cluster.attributes["kube_config"].sensitive
    assert key.attributes["private_key_pem"].sensitive
    assert not key.attributes["public_key_pem"].sensitive


def test_google_beta_shares_the_curated_paths_of_google() -> None:
    user = schemas.resource_block("google_sql_user", provider="google-beta")
    assert user is not None
    assert user.attributes["password"].sensitive


def test_every_provider_states_its_source_and_version() -> None:
    for name in schemas.provider_names():
        assert (schemas.provider_source(name) or "").endswith(f"/{name}")
        assert schemas.provider_version(name)
    assert schemas.provider_version("nosuch") is None
