"""Stateful assets that a plan destroys or makes anew."""

from __future__ import annotations

from collections.abc import Iterator

from terrafirm.engine.roles import Roles
from terrafirm.engine.world import World
from terrafirm.model.finding import Removal
from terrafirm.model.resource import Resource
from terrafirm.model.value import bare
from terrafirm.sources.plan.changes import Change
from terrafirm.sources.plan.source import Plan

#: Roles of resources that hold something a deletion loses.
STATEFUL_ROLES = frozenset(
    {"training-data", "model-artifact", "vector-store", "feature-store", "registry", "key", "workspace"}
)
#: Types that hold data whatever they are connected to.
STATEFUL_TYPES = frozenset(
    {
        "aws_s3_bucket", "aws_s3_directory_bucket", "aws_dynamodb_table", "aws_db_instance", "aws_rds_cluster",
        "aws_docdb_cluster", "aws_neptune_cluster", "aws_redshift_cluster", "aws_elasticsearch_domain",
        "aws_opensearch_domain", "aws_ecr_repository", "aws_kms_key", "aws_kms_external_key", "aws_ebs_volume",
        "aws_efs_file_system", "aws_fsx_lustre_file_system", "aws_fsx_openzfs_file_system",
        "aws_fsx_ontap_file_system", "aws_secretsmanager_secret", "aws_glue_catalog_database", "aws_backup_vault",
        "azurerm_storage_account", "azurerm_storage_container", "azurerm_storage_share", "azurerm_cosmosdb_account",
        "azurerm_key_vault", "azurerm_key_vault_key", "azurerm_key_vault_managed_hardware_security_module",
        "azurerm_container_registry", "azurerm_managed_disk", "azurerm_mssql_database",
        "azurerm_postgresql_flexible_server", "azurerm_mysql_flexible_server",
        "google_storage_bucket", "google_bigquery_dataset", "google_bigquery_table", "google_bigtable_instance",
        "google_sql_database_instance", "google_alloydb_cluster", "google_firestore_database",
        "google_artifact_registry_repository", "google_kms_crypto_key", "google_spanner_instance",
        "google_spanner_database", "google_filestore_instance", "google_compute_disk",
        "google_secret_manager_secret",
    }
)  # fmt: skip
#: Attributes that keep an object from being deleted by one call.
PROTECTIONS = (
    "deletion_protection",
    "deletion_protection_enabled",
    "purge_protection_enabled",
)
#: Attributes that let an object be deleted with everything in it.
FORCES = ("force_destroy", "force_delete", "delete_contents_on_destroy")


def removals(plan: Plan, roles: Roles, prior: World) -> Iterator[Removal]:
    """Every stateful asset that goes, with what it serves as today."""
    by_address = {resource.address: resource for resource in plan.prior.resources}
    for change in plan.changes:
        if change.mode != "managed" or "delete" not in change.actions or change.deposed:
            continue
        # Terraform writes the prior state of a moved resource under its new address already; OpenTofu may not
        resource = by_address.get(change.address) or by_address.get(change.previous_address)
        own = roles.of(resource, prior) if resource is not None else ()
        if change.type in STATEFUL_TYPES or set(own) & STATEFUL_ROLES:
            action = "replace" if change.replaces else "delete"
            yield Removal(change.address, change.type, action, own, _why(change, resource))


def _why(change: Change, resource: Resource | None) -> str:
    forced = ", ".join(".".join(map(str, path)) for path in change.replace_paths)
    why = f"{forced} forces a replacement" if forced else change.action_reason.replace("_", " ")
    return "; ".join(part for part in (why, _protection(resource)) if part)


def _protection(resource: Resource | None) -> str:
    """What is known of the settings that keep an object, or that let it go with everything in it."""
    if resource is None:
        return ""
    names = set(resource.attribute_names())
    said = [f"{name} is {'on' if bare(resource.get(name)) is True else 'off'}" for name in PROTECTIONS if name in names]
    said += [
        f"{name} is on, so what it holds goes too"
        for name in FORCES
        if name in names and bare(resource.get(name)) is True
    ]
    return "; ".join(said)
