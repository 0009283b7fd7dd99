"""Which azurerm type makes the same object as a request to Azure Resource Manager, and where the body has what.

Source: the template reference of Azure Resource Manager, https://learn.microsoft.com/azure/templates/. An argument
that is not listed is not read from bodies: rules that ask for it are unknown.
"""

from __future__ import annotations

from collections.abc import Mapping

from terrafirm.engine.arm_fields import (
    Field,
    after_underscore,
    at,
    block,
    days_while_enabled,
    negated,
    only_enabled,
    read,
    switched_on,
    texts,
)
from terrafirm.model.record import dataclass
from terrafirm.model.value import Value, bare


@dataclass(frozen=True, slots=True)
class Request:
    """An azurerm ``type`` with its arguments, where the value at ``tells`` is one of ``among`` (null counts as "")."""

    type: str
    fields: Mapping[str, Field]
    tells: Field | None = None
    among: tuple[str, ...] = ()

    def is_meant_by(self, body: Value) -> bool:
        """Whether a body makes an object of this type."""
        told = "" if self.tells is None else bare(self.tells.value(body))
        return self.tells is None or (told.lower() if isinstance(told, str) else told or "") in self.among


_ENABLED = "properties.publicNetworkAccess"
_PUBLIC = read(_ENABLED, switched_on)
_LOCAL_AUTHENTICATION = read("properties.disableLocalAuth", negated)
_IP_RULES = texts("ipRules", "value")
_COMPUTE_TYPE = at("properties.computeType")

_WORKSPACE: Mapping[str, Field] = {
    "encryption": block("properties.encryption.keyVaultProperties", key_id=at("keyIdentifier")),
    "managed_network": block("properties.managedNetwork", isolation_mode=at("isolationMode")),
}
_COMPUTE: Mapping[str, Field] = {
    "machine_learning_workspace_id": at("parent_id"),
    "local_auth_enabled": _LOCAL_AUTHENTICATION,
    "node_public_ip_enabled": at("properties.properties.enableNodePublicIp"),
    "subnet_resource_id": at("properties.properties.subnet.id"),
}

#: Resource types in lower case.
REQUESTS: Mapping[str, tuple[Request, ...]] = {
    "microsoft.cognitiveservices/accounts": (
        Request(
            "azurerm_cognitive_account",
            {
                "kind": at("kind"),
                "sku_name": at("sku.name"),
                "custom_subdomain_name": at("properties.customSubDomainName"),
                "customer_managed_key": block(
                    "properties.encryption.keyVaultProperties", key_vault_key_id=at("keyName")
                ),
                "fqdns": at("properties.allowedFqdnList"),
                "local_auth_enabled": _LOCAL_AUTHENTICATION,
                "network_acls": block("properties.networkAcls", default_action=at("defaultAction"), ip_rules=_IP_RULES),
                "outbound_network_access_restricted": at("properties.restrictOutboundNetworkAccess"),
                "public_network_access_enabled": _PUBLIC,
            },
        ),
    ),
    "microsoft.cognitiveservices/accounts/deployments": (
        Request(
            "azurerm_cognitive_deployment",
            {
                "cognitive_account_id": at("parent_id"),
                "model": block("properties.model", format=at("format"), name=at("name"), version=at("version")),
                "rai_policy_name": at("properties.raiPolicyName"),
                "sku": block("sku", name=at("name"), capacity=at("capacity")),
                "version_upgrade_option": at("properties.versionUpgradeOption"),
            },
        ),
    ),
    "microsoft.cognitiveservices/accounts/raipolicies": (
        Request(
            "azurerm_cognitive_account_rai_policy",
            {
                "cognitive_account_id": at("parent_id"),
                "base_policy_name": at("properties.basePolicyName"),
                "content_filter": block(
                    "properties.contentFilters",
                    block_enabled=at("blocking"),
                    filter_enabled=at("enabled"),
                    name=at("name"),
                    severity_threshold=at("severityThreshold"),
                    source=at("source"),
                ),
                "mode": at("properties.mode"),
            },
        ),
    ),
    "microsoft.search/searchservices": (
        Request(
            "azurerm_search_service",
            {
                "sku": at("sku.name"),
                "allowed_ips": texts("properties.networkRuleSet.ipRules", "value"),
                "customer_managed_key_enforcement_enabled": read(
                    "properties.encryptionWithCmk.enforcement", switched_on
                ),
                "local_authentication_enabled": _LOCAL_AUTHENTICATION,
                "partition_count": at("properties.partitionCount"),
                "public_network_access_enabled": _PUBLIC,
                "replica_count": at("properties.replicaCount"),
            },
        ),
    ),
    "microsoft.machinelearningservices/workspaces": (
        Request(
            "azurerm_machine_learning_workspace",
            {
                **_WORKSPACE,
                "high_business_impact": at("properties.hbiWorkspace"),
                "public_network_access_enabled": _PUBLIC,
                "serverless_compute": block(
                    "properties.serverlessComputeSettings",
                    public_ip_enabled=read("serverlessComputeNoPublicIP", negated),
                ),
                "storage_account_access_type": at("properties.systemDatastoresAuthMode"),
                "storage_account_id": at("properties.storageAccount"),
                "key_vault_id": at("properties.keyVault"),
                "v1_legacy_mode_enabled": at("properties.v1LegacyMode"),
            },
            at("kind"),
            ("", "default", "featurestore"),
        ),
        Request(
            "azurerm_ai_foundry",
            {
                **_WORKSPACE,
                "high_business_impact_enabled": at("properties.hbiWorkspace"),
                "public_network_access": at(_ENABLED),
                "storage_account_id": at("properties.storageAccount"),
                "key_vault_id": at("properties.keyVault"),
            },
            at("kind"),
            ("hub",),
        ),
        Request(
            "azurerm_ai_foundry_project",
            {
                "ai_services_hub_id": at("properties.hubResourceId"),
                "high_business_impact_enabled": at("properties.hbiWorkspace"),
            },
            at("kind"),
            ("project",),
        ),
    ),
    "microsoft.machinelearningservices/workspaces/computes": (
        Request(
            "azurerm_machine_learning_compute_cluster",
            {
                **_COMPUTE,
                "scale_settings": block(
                    "properties.properties.scaleSettings",
                    min_node_count=at("minNodeCount"),
                    max_node_count=at("maxNodeCount"),
                ),
                "ssh": block("properties.properties.userAccountCredentials", admin_password=at("adminUserPassword")),
                "ssh_public_access_enabled": read("properties.properties.remoteLoginPortPublicAccess", switched_on),
            },
            _COMPUTE_TYPE,
            ("amlcompute",),
        ),
        Request(
            "azurerm_machine_learning_compute_instance",
            {**_COMPUTE, "ssh": block("properties.properties.sshSettings", public_key=at("adminPublicKey"))},
            _COMPUTE_TYPE,
            ("computeinstance",),
        ),
    ),
    "microsoft.storage/storageaccounts": (
        Request(
            "azurerm_storage_account",
            {
                "account_kind": at("kind"),
                "account_replication_type": read("sku.name", after_underscore),
                "allow_nested_items_to_be_public": at("properties.allowBlobPublicAccess"),
                "allowed_copy_scope": at("properties.allowedCopyScope"),
                "cross_tenant_replication_enabled": at("properties.allowCrossTenantReplication"),
                "customer_managed_key": block(
                    "properties.encryption.keyvaultproperties", key_vault_key_id=at("keyname")
                ),
                "https_traffic_only_enabled": at("properties.supportsHttpsTrafficOnly"),
                "infrastructure_encryption_enabled": at("properties.encryption.requireInfrastructureEncryption"),
                "is_hns_enabled": at("properties.isHnsEnabled"),
                "local_user_enabled": at("properties.isLocalUserEnabled"),
                "min_tls_version": at("properties.minimumTlsVersion"),
                "network_rules": block(
                    "properties.networkAcls", default_action=at("defaultAction"), ip_rules=_IP_RULES
                ),
                "public_network_access": at(_ENABLED),
                "public_network_access_enabled": _PUBLIC,
                "sas_policy": block("properties.sasPolicy", expiration_period=at("sasExpirationPeriod")),
                "sftp_enabled": at("properties.isSftpEnabled"),
                "shared_access_key_enabled": at("properties.allowSharedKeyAccess"),
            },
        ),
    ),
    "microsoft.keyvault/vaults": (
        Request(
            "azurerm_key_vault",
            {
                "network_acls": block(
                    "properties.networkAcls",
                    default_action=at("defaultAction"),
                    ip_rules=_IP_RULES,
                    virtual_network_subnet_ids=texts("virtualNetworkRules", "id"),
                ),
                "public_network_access_enabled": _PUBLIC,
                "purge_protection_enabled": at("properties.enablePurgeProtection"),
                "rbac_authorization_enabled": at("properties.enableRbacAuthorization"),
                "soft_delete_retention_days": at("properties.softDeleteRetentionInDays"),
            },
        ),
    ),
    "microsoft.documentdb/databaseaccounts": (
        Request(
            "azurerm_cosmosdb_account",
            {
                "kind": at("kind"),
                "access_key_metadata_writes_enabled": read("properties.disableKeyBasedMetadataWriteAccess", negated),
                "backup": block("properties.backupPolicy", type=at("type")),
                "ip_range_filter": texts("properties.ipRules", "ipAddressOrRange"),
                "is_virtual_network_filter_enabled": at("properties.isVirtualNetworkFilterEnabled"),
                "key_vault_key_id": at("properties.keyVaultKeyUri"),
                "local_authentication_enabled": _LOCAL_AUTHENTICATION,
                "public_network_access_enabled": _PUBLIC,
                "virtual_network_rule": block("properties.virtualNetworkRules", id=at("id")),
            },
        ),
    ),
    "microsoft.containerregistry/registries": (
        Request(
            "azurerm_container_registry",
            {
                "sku": at("sku.name"),
                "admin_enabled": at("properties.adminUserEnabled"),
                "anonymous_pull_enabled": at("properties.anonymousPullEnabled"),
                "data_endpoint_enabled": at("properties.dataEndpointEnabled"),
                "encryption": block("properties.encryption.keyVaultProperties", key_vault_key_id=at("keyIdentifier")),
                "export_policy_enabled": read("properties.policies.exportPolicy.status", switched_on),
                "public_network_access_enabled": _PUBLIC,
                "quarantine_policy_enabled": read("properties.policies.quarantinePolicy.status", switched_on),
                "retention_policy_in_days": read("properties.policies.retentionPolicy", days_while_enabled),
                "zone_redundancy_enabled": read("properties.zoneRedundancy", switched_on),
            },
        ),
    ),
    "microsoft.insights/diagnosticsettings": (
        Request(
            "azurerm_monitor_diagnostic_setting",
            {
                "target_resource_id": at("parent_id"),
                "enabled_log": only_enabled(
                    block("properties.logs", category=at("category"), category_group=at("categoryGroup"))
                ),
                "log_analytics_workspace_id": at("properties.workspaceId"),
                "storage_account_id": at("properties.storageAccountId"),
                "eventhub_authorization_rule_id": at("properties.eventHubAuthorizationRuleId"),
            },
        ),
    ),
}
