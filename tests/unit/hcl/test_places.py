"""Findings point at the block and the element that they are about, whatever order a set has."""

from __future__ import annotations

import pytest

from terrafirm.model.resource import Resource
from terrafirm.sources.hcl.source import read_text

GROUP = """
resource "azurerm_network_security_group" "web" {
  security_rule {
    name                   = "ssh"
    destination_port_range = "22"
  }
  security_rule {
    name                   = "https"
    destination_port_range = "443"
  }
  dynamic "security_rule" {
    for_each = ["3389", "8888"]
    content {
      name                   = "more"
      destination_port_range = security_rule.value
    }
  }
}
"""
FIREWALL = """
resource "google_compute_firewall" "web" {
  source_ranges = [
    "203.0.113.0/24",
    "0.0.0.0/0",
    var.office,
  ]
}
variable "office" {
  default = "198.51.100.0/24"
}
"""


def managed(text: str) -> Resource:
    (resource,) = (item for item in read_text(text, "main.tf").resources if item.mode == "managed")
    return resource


@pytest.mark.parametrize(("port", "line"), [("22", 5), ("443", 9), ("3389", 15), ("8888", 15)])
def test_the_block_that_makes_an_element_of_a_set_is_found(port: str, line: int) -> None:
    group = managed(GROUP)
    ports = [rule["destination_port_range"] for rule in group.get("security_rule")]
    place = group.locate(("security_rule", ports.index(port), "destination_port_range"))  # type: ignore[attr-defined]
    assert place.line == line


@pytest.mark.parametrize(("network", "line"), [("203.0.113.0/24", 4), ("0.0.0.0/0", 5), ("198.51.100.0/24", 6)])
def test_the_element_of_a_set_is_found_where_it_is_written(network: str, line: int) -> None:
    firewall = managed(FIREWALL)
    place = firewall.locate(("source_ranges", list(firewall.get("source_ranges")).index(network)))  # type: ignore[attr-defined]
    assert place.line == line
