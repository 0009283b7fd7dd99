"""Stand-in Terraform providers: the packed schemas, served over plugin protocol 6 on loopback.

A stand-in keeps what the configuration says, leaves unset computed attributes unknown at plan, and gives
typed values at apply and for data sources. What only a real provider checks (value ranges, combinations,
force-new) is accepted. Ephemeral resources are not served: the protocol release used here does not know them.
"""

import json
import os
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from types import TracebackType
from typing import Any, Self

import grpc
from tfplugin_proto import tfplugin6_5_pb2 as pb

from terrafirm.model import provider_schema as schemas
from terrafirm.model.provider_schema import Attribute, Block
from tests.terraform import policy_document, values, wire

REGISTRIES = ("registry.terraform.io", "registry.opentofu.org")
BUILT_IN = "terraform"
"""The provider inside Terraform itself, which cannot be replaced."""

# What configurations may say in `provider_meta`; schema documents do not include it.
PROVIDER_META = Block(
    {
        "user_agent": Attribute(["list", "string"], optional=True),
        "module_name": Attribute("string", optional=True),
    },
    {},
)


class StandIn:
    """All packed providers, each on a loopback port inside `with`; `reattach` tells Terraform where.

    `outside` is what somebody changed without Terraform: attributes of all objects of a type, or none where
    they were deleted. A refresh reads it.
    """

    def __init__(self) -> None:
        self._providers = {name: _Provider(name) for name in schemas.provider_names() if name != BUILT_IN}
        self._servers: list[grpc.Server] = []
        self.reattach = ""
        self.outside: dict[str, Mapping[str, Any] | None] = {}
        for provider in self._providers.values():
            provider.outside = self.outside

    def __enter__(self) -> Self:
        addresses: dict[str, object] = {}
        for name, provider in self._providers.items():
            address = {"Network": "tcp", "String": f"127.0.0.1:{self._start(provider)}"}
            reattach = {
                "Protocol": "grpc",
                "ProtocolVersion": 6,
                "Pid": os.getpid(),
                "Test": True,
                "Addr": address,
            }
            path = str(schemas.provider_source(name)).partition("/")[2]
            addresses |= {f"{registry}/{path}": reattach for registry in REGISTRIES}
        self.reattach = json.dumps(addresses)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for server in self._servers:
            server.stop(grace=None)

    def serve(self, types: set[str]) -> None:
        """Offer only `types` from now on: Terraform spends most of its time decoding schemas."""
        for provider in self._providers.values():
            provider.narrow(types)

    def _start(self, provider: "_Provider") -> int:
        unlimited = [("grpc.max_send_message_length", -1), ("grpc.max_receive_message_length", -1)]
        server = grpc.server(ThreadPoolExecutor(4), options=unlimited)
        server.add_generic_rpc_handlers((provider.handler(),))
        port = server.add_insecure_port("127.0.0.1:0")
        server.start()
        self._servers.append(server)
        return port


class _Provider:
    """One provider's side of the protocol; other methods answer UNIMPLEMENTED, which Terraform accepts."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.all = (frozenset(schemas.resource_types(name)), frozenset(schemas.data_source_types(name)))
        self.resources, self.data_sources = self.all
        self.outside: Mapping[str, Mapping[str, Any] | None] = {}

    def narrow(self, types: set[str]) -> None:
        """Serve only `types`, or everything if one seems a misspelt type of ours: Terraform then suggests."""
        if any(t.startswith(f"{self.name}_") and schemas.provider_of(t) is None for t in types):
            self.resources, self.data_sources = self.all
        else:
            self.resources, self.data_sources = self.all[0] & types, self.all[1] & types

    def handler(self) -> grpc.GenericRpcHandler:
        """The gRPC service of the methods below."""
        methods: dict[str, Callable[[Any], Any]] = {
            "GetProviderSchema": self.get_provider_schema,
            "ValidateProviderConfig": lambda _: pb.ValidateProviderConfig.Response(),
            "ValidateResourceConfig": self.validate_resource,
            "ValidateDataResourceConfig": self.validate_data_source,
            "ConfigureProvider": lambda _: pb.ConfigureProvider.Response(),
            "GetFunctions": lambda _: pb.GetFunctions.Response(),
            "UpgradeResourceState": self.upgrade_resource_state,
            "ReadResource": self.read_resource,
            "PlanResourceChange": self.plan_resource_change,
            "ApplyResourceChange": self.apply_resource_change,
            "ImportResourceState": self.import_resource_state,
            "ReadDataSource": self.read_data_source,
            "StopProvider": lambda _: pb.StopProvider.Response(),
        }
        return grpc.method_handlers_generic_handler(
            "tfplugin6.Provider", {name: _unary(name, method) for name, method in methods.items()}
        )

    def get_provider_schema(self, _request: pb.GetProviderSchema.Request) -> pb.GetProviderSchema.Response:
        """The provider's own schema and those of the types served."""
        response = pb.GetProviderSchema.Response(provider_meta=wire.schema(PROVIDER_META))
        configuration = schemas.provider_block(self.name)
        response.provider.CopyFrom(wire.schema(configuration or Block({}, {})))
        for type_name in sorted(self.resources):
            response.resource_schemas[type_name].CopyFrom(_schema("resource", type_name, self.name))
        for type_name in sorted(self.data_sources):
            response.data_source_schemas[type_name].CopyFrom(_schema("data", type_name, self.name))
        return response

    def validate_resource(self, request: pb.ValidateResourceConfig.Request) -> pb.ValidateResourceConfig.Response:
        """Refuse values for attributes that only the provider sets."""
        block = self._resource(request.type_name)
        return pb.ValidateResourceConfig.Response(diagnostics=_diagnostics(block, request.config.msgpack))

    def validate_data_source(
        self, request: pb.ValidateDataResourceConfig.Request
    ) -> pb.ValidateDataResourceConfig.Response:
        """Refuse values for attributes that only the provider sets."""
        block = self._data_source(request.type_name)
        return pb.ValidateDataResourceConfig.Response(diagnostics=_diagnostics(block, request.config.msgpack))

    def upgrade_resource_state(self, request: pb.UpgradeResourceState.Request) -> pb.UpgradeResourceState.Response:
        """State is always of the current schema version."""
        return pb.UpgradeResourceState.Response(upgraded_state=pb.DynamicValue(json=request.raw_state.json))

    def read_resource(self, request: pb.ReadResource.Request) -> pb.ReadResource.Response:
        """Objects are as they were left, but for what was done to them from outside."""
        if request.type_name not in self.outside:
            return pb.ReadResource.Response(new_state=request.current_state)
        change = self.outside[request.type_name]
        state = None if change is None else values.decode(request.current_state.msgpack) | change
        return pb.ReadResource.Response(new_state=_dynamic(state))

    def plan_resource_change(self, request: pb.PlanResourceChange.Request) -> pb.PlanResourceChange.Response:
        """On create, unset computed attributes are unknown; on update they keep their prior values."""
        planned = values.decode(request.proposed_new_state.msgpack)
        if planned is None:
            return pb.PlanResourceChange.Response(planned_state=request.proposed_new_state)
        block = self._resource(request.type_name)
        if values.decode(request.prior_state.msgpack) is None:
            planned = values.fill(block, planned, values.unknown)
        planned = values.without_write_only(block, planned)
        return pb.PlanResourceChange.Response(planned_state=_dynamic(planned), legacy_type_system=True)

    def apply_resource_change(self, request: pb.ApplyResourceChange.Request) -> pb.ApplyResourceChange.Response:
        """What was unknown gets a stand-in value."""
        planned = values.decode(request.planned_state.msgpack)
        if planned is None:
            return pb.ApplyResourceChange.Response(new_state=request.planned_state)
        decide = values.stand_in(values.identity(request.type_name, planned))
        settled = values.settle(self._resource(request.type_name), planned, decide)
        return pb.ApplyResourceChange.Response(new_state=_dynamic(settled), legacy_type_system=True)

    def import_resource_state(self, request: pb.ImportResourceState.Request) -> pb.ImportResourceState.Response:
        """Anything can be imported: an object with the id asked for and stand-ins for what is computed."""
        block = self._resource(request.type_name)
        state = values.empty(block) | ({"id": request.id} if "id" in block.attributes else {})
        state = values.fill(block, state, values.stand_in(request.id))
        imported = pb.ImportResourceState.ImportedResource(type_name=request.type_name, state=_dynamic(state))
        return pb.ImportResourceState.Response(imported_resources=[imported])

    def read_data_source(self, request: pb.ReadDataSource.Request) -> pb.ReadDataSource.Response:
        """Stand-in values for everything that the configuration does not say."""
        config = values.decode(request.config.msgpack)
        complete = policy_document.COMPUTED.get(request.type_name)
        config = config if complete is None else complete(config)
        decide = values.stand_in(values.identity(request.type_name, config))
        read = values.fill(self._data_source(request.type_name), config, decide)
        return pb.ReadDataSource.Response(state=_dynamic(read))

    def _resource(self, type_name: str) -> Block:
        return schemas.resource_block(type_name, self.name) or Block({}, {})

    def _data_source(self, type_name: str) -> Block:
        return schemas.data_source_block(type_name, self.name) or Block({}, {})


@cache
def _schema(kind: str, type_name: str, provider: str) -> pb.Schema:
    find = schemas.resource_block if kind == "resource" else schemas.data_source_block
    return wire.schema(find(type_name, provider) or Block({}, {}))


def _unary(name: str, method: Callable[[Any], Any]) -> "grpc.RpcMethodHandler[Any, Any]":
    message = getattr(pb, name)
    return grpc.unary_unary_rpc_method_handler(
        lambda request, _context: method(request),
        request_deserializer=message.Request.FromString,
        response_serializer=message.Response.SerializeToString,
    )


def _dynamic(value: values.Value) -> pb.DynamicValue:
    return pb.DynamicValue(msgpack=values.encode(value))


def _diagnostics(block: Block, config: bytes) -> Iterable[pb.Diagnostic]:
    """The refusal in the words of the provider SDK."""
    return [
        pb.Diagnostic(
            severity=pb.Diagnostic.ERROR,
            summary="Value for unconfigurable attribute",
            detail=f'Can\'t configure a value for "{path[-1]}": its value will be decided automatically '
            "based on the result of applying this configuration.",
            attribute=wire.attribute_path(path),
        )
        for path in values.unconfigurable(block, values.decode(config))
    ]
