"""Resources of a provider whose schema is not packed are read as they are written."""

from __future__ import annotations

from terrafirm.model.resource import Inventory, Resource
from terrafirm.model.value import Unknown
from terrafirm.sources.hcl.source import read_text

SECURITY_LIST = """
variable "protocols" {
  default = ["6", "17"]
}

variable "ports" {
  type = list(number)
}

resource "oci_core_security_list" "web" {
  count        = 1
  display_name = "web-${count.index}"

  egress_security_rules {
    protocol = "all"
  }

  dynamic "ingress_security_rules" {
    for_each = var.protocols

    content {
      protocol = ingress_security_rules.value

      tcp_options {
        max = 443
      }
    }
  }

  dynamic "port" {
    for_each = var.ports

    content {
      number = port.value
    }
  }

  lifecycle {
    ignore_changes = [defined_tags]

    postcondition {
      condition     = self.lifecycle_state == "AVAILABLE"
      error_message = "The list is not available."
    }
  }
}

output "shown" {
  value = try(oci_core_security_list.web[0].id, "")
}
"""


def web() -> tuple[Inventory, Resource]:
    inventory = read_text(SECURITY_LIST, "main.tf")
    (resource,) = inventory.resources
    return inventory, resource


def test_arguments_and_blocks_have_their_values() -> None:
    _, resource = web()
    assert resource.get("display_name") == "web-0"
    assert resource.get("egress_security_rules") == [{"protocol": "all"}]


def test_dynamic_blocks_are_expanded_with_all_that_they_hold() -> None:
    _, resource = web()
    assert resource.get("ingress_security_rules") == [
        {"protocol": "6", "tcp_options": [{"max": 443}]},
        {"protocol": "17", "tcp_options": [{"max": 443}]},
    ]


def test_blocks_of_an_unknown_number_are_unknown() -> None:
    _, resource = web()
    assert isinstance(resource.get("port"), Unknown)


def test_what_only_terraform_reads_is_no_value_and_no_fault() -> None:
    inventory, resource = web()
    assert set(resource.attribute_names()) == {
        "display_name", "egress_security_rules", "ingress_security_rules", "port"
    }  # fmt: skip
    assert [resource.get(name) for name in resource.attribute_names()]
    assert isinstance(resource.get("id"), Unknown)
    assert inventory.not_evaluated == []


def test_a_block_may_hold_what_only_the_provider_writes() -> None:
    text = """
    resource "databricks_storage_credential" "this" {
      name = "lake"

      databricks_gcp_service_account {
        key_id = "1"
      }
    }

    resource "google_storage_bucket_iam_member" "reader" {
      bucket = databricks_storage_credential.this.databricks_gcp_service_account[0].key_id
      role   = "roles/storage.objectViewer"
      member = "serviceAccount:${databricks_storage_credential.this.databricks_gcp_service_account[0].email}"
    }
    """
    inventory = read_text(text, "main.tf")
    member = next(found for found in inventory.resources if found.name == "reader")
    assert member.get("bucket") == "1"
    assert member.get("member").prefix == "serviceAccount:"
    assert inventory.not_evaluated == []
