"""AWS resources written for the Cloud Control provider (awscc), seen as the resources of the aws provider they equal.

The provider is made from CloudFormation's schemas, the aws provider from the same services' APIs: most names are the
same. Sources: the resource schemas of CloudFormation, https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from terrafirm.engine.paths import Path
from terrafirm.engine.renamed import Also, renamed, written_steps
from terrafirm.engine.restated import Restated
from terrafirm.model.provider_schema import resource_block
from terrafirm.model.record import dataclass
from terrafirm.model.resource import Resource
from terrafirm.model.value import Unknown, Value

_NONE: Mapping[str, tuple[str, ...]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Equal:
    """The aws ``type``; ``also`` holds names that differ, ``elsewhere`` what other arguments may set in its stead."""

    type: str
    also: Also = _NONE
    elsewhere: Mapping[str, tuple[str, ...]] = _NONE


EQUALS: Mapping[str, Equal] = {
    "awscc_bedrock_agent": Equal("aws_bedrockagent_agent"),
    "awscc_bedrock_data_source": Equal("aws_bedrockagent_data_source"),
    "awscc_bedrock_flow": Equal(
        "aws_bedrockagent_flow", elsewhere={"definition": ("definition_string", "definition_s3_location")}
    ),
    "awscc_bedrock_guardrail": Equal("aws_bedrock_guardrail"),
    "awscc_bedrock_guardrail_version": Equal(
        "aws_bedrock_guardrail_version", {"guardrail_arn": ("guardrailidentifier",)}
    ),
    "awscc_bedrock_knowledge_base": Equal("aws_bedrockagent_knowledge_base"),
    "awscc_bedrock_prompt": Equal("aws_bedrockagent_prompt"),
    "awscc_bedrockagentcore_browser_custom": Equal("aws_bedrockagentcore_browser", {"recording": ("recordingconfig",)}),
    "awscc_bedrockagentcore_code_interpreter_custom": Equal("aws_bedrockagentcore_code_interpreter"),
    "awscc_bedrockagentcore_gateway": Equal("aws_bedrockagentcore_gateway"),
    "awscc_bedrockagentcore_memory": Equal("aws_bedrockagentcore_memory"),
    "awscc_bedrockagentcore_runtime": Equal("aws_bedrockagentcore_agent_runtime"),
    "awscc_ecr_repository": Equal("aws_ecr_repository", {"name": ("repositoryname",)}),
    "awscc_iam_role": Equal(
        "aws_iam_role",
        {
            "assume_role_policy": ("assumerolepolicydocument",),
            "inline_policy": ("policies",),
            "policy": ("policydocument",),
            "name": ("rolename", "policyname"),
        },
    ),
    "awscc_iam_role_policy": Equal(
        "aws_iam_role_policy", {"policy": ("policydocument",), "name": ("policyname",), "role": ("rolename",)}
    ),
    "awscc_kendra_index": Equal("aws_kendra_index"),
    "awscc_kms_key": Equal(
        "aws_kms_key",
        {
            "policy": ("keypolicy",),
            "customer_master_key_spec": ("keyspec",),
            "is_enabled": ("enabled",),
            "deletion_window_in_days": ("pendingwindowindays",),
        },
    ),
    "awscc_logs_log_group": Equal("aws_cloudwatch_log_group", {"name": ("loggroupname",)}),
    "awscc_opensearchserverless_access_policy": Equal("aws_opensearchserverless_access_policy"),
    "awscc_opensearchserverless_collection": Equal("aws_opensearchserverless_collection"),
    "awscc_opensearchserverless_security_policy": Equal("aws_opensearchserverless_security_policy"),
    "awscc_s3vectors_index": Equal("aws_s3vectors_index"),
    "awscc_s3vectors_vector_bucket": Equal("aws_s3vectors_vector_bucket"),
    "awscc_sagemaker_data_quality_job_definition": Equal("aws_sagemaker_data_quality_job_definition"),
    "awscc_sagemaker_domain": Equal("aws_sagemaker_domain"),
    "awscc_sagemaker_endpoint": Equal("aws_sagemaker_endpoint"),
    "awscc_sagemaker_feature_group": Equal("aws_sagemaker_feature_group"),
    "awscc_sagemaker_model": Equal("aws_sagemaker_model"),
    "awscc_sagemaker_user_profile": Equal("aws_sagemaker_user_profile"),
}


def equals_in(resources: Iterable[Resource]) -> Iterator[CloudControlResource]:
    """The aws resources that those of the Cloud Control provider among ``resources`` equal, as far as it is known."""
    for resource in resources:
        if resource.type in EQUALS and resource.mode == "managed":
            yield CloudControlResource(resource, EQUALS[resource.type])


class CloudControlResource(Restated):
    """A resource of the Cloud Control provider under the names of the aws provider."""

    def __init__(self, written: Resource, equal: Equal) -> None:
        super().__init__(written, equal.type, "", is_structured=True)
        self._equal = equal

    def values(self) -> dict[str, Value]:
        """What the resource sets."""
        block = resource_block(self.type)
        return {} if block is None else renamed(self._arguments(), block, self._equal.also)

    def get(self, name: str) -> Value:
        """A top-level value under the aws provider's name."""
        for other in self._equal.elsewhere.get(name, ()):
            if self._arguments().get(other) is not None:
                return Unknown(f"{name} is set by {other}, which is not read", "limit")
        return self.written.get("id") if name == "id" else super().get(name)

    def steps(self, path: Path) -> Iterable[str | int]:
        """The arguments' own names."""
        return written_steps(self._arguments(), path, self._equal.also, camel=False)

    def written_path(self, path: Path) -> Path:
        """The path in the written resource for a path of typed names."""
        return tuple(self.steps(path))

    def _arguments(self) -> dict[str, Value]:
        is_set = getattr(self.written, "is_set", None)
        names = self.written.attribute_names()
        return {name: self.written.get(name) for name in names if is_set is None or is_set(name)}
