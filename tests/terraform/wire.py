"""Provider schemas in the messages of Terraform's plugin protocol, version 6."""

import json
from collections.abc import Iterable

from tfplugin_proto import tfplugin6_5_pb2 as pb

from terrafirm.model.provider_schema import Attribute, Block, NestedBlock


def schema(block: Block) -> pb.Schema:
    """The schema message of a resource type, data source type or provider."""
    return pb.Schema(version=0, block=_block(block))


def attribute_path(steps: Iterable[str | int]) -> pb.AttributePath:
    """Where in a configuration a diagnostic points to."""
    return pb.AttributePath(
        steps=[
            pb.AttributePath.Step(attribute_name=step)
            if isinstance(step, str)
            else pb.AttributePath.Step(element_key_int=step)
            for step in steps
        ]
    )


def _block(block: Block) -> pb.Schema.Block:
    return pb.Schema.Block(
        version=0,
        attributes=[_attribute(name, attribute) for name, attribute in block.attributes.items()],
        block_types=[_nested_block(name, nested) for name, nested in block.blocks.items()],
    )


def _nested_block(name: str, nested: NestedBlock) -> pb.Schema.NestedBlock:
    # Recovered schemas cut recursive blocks with type `dynamic`, which Terraform forbids inside a set.
    nesting = "list" if nested.nesting == "set" and _holds_dynamic(nested.block) else nested.nesting
    limited = nesting in ("list", "set")
    return pb.Schema.NestedBlock(
        type_name=name,
        block=_block(nested.block),
        nesting=nesting.upper(),
        min_items=nested.min_items if limited else 0,
        max_items=nested.max_items if limited else 0,
    )


def _attribute(name: str, attribute: Attribute) -> pb.Schema.Attribute:
    message = pb.Schema.Attribute(
        name=name,
        required=attribute.required,
        optional=attribute.optional,
        computed=attribute.computed,
        sensitive=attribute.sensitive,
    )
    if attribute.nested is None:
        message.type = json.dumps(attribute.type).encode()
    else:
        inner = [_attribute(key, value) for key, value in attribute.nested.attributes.items()]
        nesting = attribute.nested.nesting.upper()
        message.nested_type.CopyFrom(pb.Schema.Object(nesting=nesting, attributes=inner))
    return message


def _holds_dynamic(block: Block) -> bool:
    return any("dynamic" in json.dumps(a.type) for a in block.attributes.values()) or any(
        _holds_dynamic(nested.block) for nested in block.blocks.values()
    )
