"""The internet's routes to a resource are found through all that lies between."""

from __future__ import annotations

import pytest

from terrafirm.app.worlds import world_of
from terrafirm.model.verdict import FAIL, PASS, UNKNOWN, Verdict
from terrafirm.sources.hcl.source import read_text

BALANCED = """
resource "aws_security_group" "open" {{
  ingress {{
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["{cidr}"]
  }}
}}

resource "aws_lb" "front" {{
  name            = "front"
  internal        = {internal}
  security_groups = [aws_security_group.open.id]
}}

resource "aws_lb_listener" "https" {{
  load_balancer_arn = aws_lb.front.arn
  default_action {{
    type             = "forward"
    target_group_arn = aws_lb_target_group.chat.arn
  }}
}}

resource "aws_lb_target_group" "chat" {{
  name = "chat"
}}

resource "aws_ecs_service" "chat" {{
  name            = "chat"
  task_definition = aws_ecs_task_definition.chat.arn
  load_balancer {{
    target_group_arn = aws_lb_target_group.chat.arn
    container_name   = "chat"
    container_port   = 8080
  }}
}}

resource "aws_ecs_task_definition" "chat" {{
  family                = "chat"
  container_definitions = jsonencode([{{
    name        = "chat"
    environment = [{{ name = "ENDPOINT", value = aws_sagemaker_endpoint.chat.name }}]
  }}])
}}

resource "aws_sagemaker_endpoint" "chat" {{
  name = "chat-endpoint"
}}
"""


def exposure(text: str, address: str) -> tuple[object, str]:
    world = world_of(read_text(text, "stack.tf"))
    return world.exposure(world.at(address)[0])


def test_an_open_balancer_exposes_the_model_behind_five_hops() -> None:
    text = BALANCED.format(cidr="0.0.0.0/0", internal="false")
    verdict, through = exposure(text, "aws_sagemaker_endpoint.chat")
    assert verdict is PASS
    assert through == (
        "the internet reaches it: aws_lb.front → aws_lb_listener.https → aws_lb_target_group.chat"
        " → aws_ecs_service.chat → aws_ecs_task_definition.chat → aws_sagemaker_endpoint.chat"
    )


def test_an_internal_balancer_exposes_nothing() -> None:
    assert exposure(BALANCED.format(cidr="0.0.0.0/0", internal="true"), "aws_sagemaker_endpoint.chat")[0] is FAIL


def test_a_security_group_for_the_office_alone_exposes_nothing() -> None:
    assert exposure(BALANCED.format(cidr="203.0.113.0/24", internal="false"), "aws_lb.front")[0] is FAIL


def test_a_balancer_that_may_be_internal_leaves_it_unknown() -> None:
    text = BALANCED.format(cidr="0.0.0.0/0", internal="var.internal")
    assert exposure(text, "aws_ecs_service.chat")[0] is UNKNOWN


MACHINE = """
resource "azurerm_public_ip" "lab" {{
  name              = "lab"
  allocation_method = "Static"
}}
resource "azurerm_subnet" "lab" {{
  name = "lab"
}}
resource "azurerm_network_interface" "lab" {{
  name = "lab"
  ip_configuration {{
    name                 = "main"
    subnet_id            = azurerm_subnet.lab.id
    public_ip_address_id = {address}
  }}
}}
resource "azurerm_linux_virtual_machine" "lab" {{
  name                  = "lab"
  network_interface_ids = [azurerm_network_interface.lab.id]
}}
resource "azurerm_network_security_group" "lab" {{
  name = "lab-nsg"
}}
resource "azurerm_subnet_network_security_group_association" "lab" {{
  subnet_id                 = azurerm_subnet.lab.id
  network_security_group_id = azurerm_network_security_group.lab.id
}}
resource "azurerm_network_security_rule" "ssh" {{
  network_security_group_name = azurerm_network_security_group.lab.name
  direction                   = "Inbound"
  access                      = "Allow"
  source_address_prefix       = "{source}"
}}
"""


@pytest.mark.parametrize(
    ("address", "source", "verdict"),
    [
        ("azurerm_public_ip.lab.id", "Internet", PASS),
        ("azurerm_public_ip.lab.id", "10.0.0.0/8", FAIL),
        ("null", "*", FAIL),
        ("var.address", "*", UNKNOWN),
    ],
)
def test_a_machine_is_reached_by_its_public_address_through_its_security_group(
    address: str, source: str, verdict: Verdict
) -> None:
    world = world_of(read_text(MACHINE.format(address=address, source=source), "main.tf"))
    assert world.exposure(world.at("azurerm_linux_virtual_machine.lab")[0])[0] is verdict


def test_the_internet_goes_through_front_door_to_the_app_behind() -> None:
    text = """
resource "azurerm_cdn_frontdoor_endpoint" "e" { name = "e" }
resource "azurerm_cdn_frontdoor_route" "r" {
  cdn_frontdoor_endpoint_id = azurerm_cdn_frontdoor_endpoint.e.id
  cdn_frontdoor_origin_ids  = [azurerm_cdn_frontdoor_origin.o.id]
}
resource "azurerm_cdn_frontdoor_origin" "o" { host_name = azurerm_linux_web_app.chat.default_hostname }
resource "azurerm_linux_web_app" "chat" {
  name                          = "chat"
  public_network_access_enabled = false
  app_settings                  = { ENDPOINT = azurerm_cognitive_account.llm.endpoint }
}
resource "azurerm_cognitive_account" "llm" { name = "acme-llm" }
"""
    world = world_of(read_text(text, "main.tf"))
    verdict, through = world.exposure(world.at("azurerm_cognitive_account.llm")[0])
    assert verdict is PASS
    assert through.endswith("azurerm_linux_web_app.chat → azurerm_cognitive_account.llm")
