"""Who holds a right on a resource is found in every place where the clouds give rights."""

from __future__ import annotations

import json

import pytest

from terrafirm.app.worlds import world_of
from terrafirm.model.verdict import FAIL, PASS, UNKNOWN, Verdict
from terrafirm.sources.hcl.source import read_text
from terrafirm.sources.state.source import read

BUCKET = 'resource "aws_s3_bucket" "data" {\n  bucket = "acme-training"\n}\n'
ROLE = 'resource "aws_iam_role" "app" {\n  name = "app"\n}\n'
INLINE = """
resource "aws_iam_role_policy" "app" {{
  role   = aws_iam_role.app.id
  policy = jsonencode({{ Statement = [{}] }})
}}
"""
INSTANCE = """
resource "aws_iam_instance_profile" "app" {
  name = "app"
  role = aws_iam_role.app.name
}
resource "aws_instance" "app" {
  iam_instance_profile = aws_iam_instance_profile.app.name
}
"""


def allowed(*statements: str, more: str = "", right: str = "read") -> Verdict:
    """Whether the instance may do it, under a role with these statements."""
    text = BUCKET + ROLE + INSTANCE + (INLINE.format(", ".join(statements)) if statements else "") + more
    return granted(text, "aws_s3_bucket.data", right, "aws_instance")


def granted(text: str, target: str, right: str, to: str) -> Verdict:
    world = world_of(read_text(text, "main.tf"))
    return world.granted(world.at(target)[0], right, (to,))[0]


def allow(action: str = '"s3:GetObject"', resource: str = '"*"', **more: str) -> str:
    rest = "".join(f", {key} = {value}" for key, value in more.items())
    return f'{{ Effect = "Allow", Action = {action}, Resource = {resource}{rest} }}'


@pytest.mark.parametrize(
    ("resource", "verdict"),
    [
        ('"*"', PASS),
        ('"${aws_s3_bucket.data.arn}/*"', PASS),
        ('"arn:aws:s3:::acme-training/*"', PASS),
        ('"arn:aws:s3:::acme-*"', PASS),
        ('"arn:aws:s3:::*/*"', PASS),
        ('"arn:aws:s3:::acme-site/*"', FAIL),
        ('"arn:aws:s3:::site-*"', FAIL),
        ("var.bucket", UNKNOWN),
    ],
)
def test_a_statement_names_a_bucket_by_reference_name_or_wildcard(resource: str, verdict: Verdict) -> None:
    assert allowed(allow(resource=resource)) is verdict


def test_another_action_gives_no_right() -> None:
    assert allowed(allow('"s3:ListBucket"')) is FAIL


def test_all_actions_but_some_are_a_right() -> None:
    assert allowed('{ Effect = "Allow", NotAction = "iam:*", Resource = "*" }') is PASS
    assert allowed('{ Effect = "Allow", NotAction = "s3:*", Resource = "*" }') is FAIL


def test_all_resources_but_some_are_a_right() -> None:
    everything_but = '{{ Effect = "Allow", Action = "s3:*", NotResource = "arn:aws:s3:::{}/*" }}'
    assert allowed(everything_but.format("acme-training")) is FAIL
    assert allowed(everything_but.format("acme-site")) is PASS


def test_a_condition_leaves_the_right_open() -> None:
    assert allowed(allow(Condition='{ StringEquals = { "aws:PrincipalTag/team" = "ml" } }')) is UNKNOWN


def test_a_deny_takes_the_right_away() -> None:
    assert allowed(allow(), '{ Effect = "Deny", Action = "s3:*", Resource = "*" }') is FAIL


def test_a_permission_boundary_takes_the_right_away() -> None:
    bounded = ROLE.replace("\n}", "\n  permissions_boundary = aws_iam_policy.bound.arn\n}")
    bound = 'resource "aws_iam_policy" "bound" {{\n  policy = jsonencode({{ Statement = [{}] }})\n}}\n'
    text = BUCKET + bounded + INSTANCE + INLINE.format(allow())
    target = ("aws_s3_bucket.data", "read", "aws_instance")
    assert granted(text + bound.format(allow('"logs:*"')), *target) is FAIL
    assert granted(text + bound.format(allow('"s3:*"')), *target) is PASS


def test_a_bucket_policy_that_denies_some_callers_leaves_the_right_open() -> None:
    policy = """
resource "aws_s3_bucket_policy" "data" {{
  bucket = aws_s3_bucket.data.id
  policy = jsonencode({{ Statement = [{{
    Effect = "Deny", Principal = "*", Action = "s3:*", Resource = "*", Condition = {{ {} }}
  }}] }})
}}
"""
    by_principal = 'StringNotEquals = { "aws:PrincipalArn" = "arn:aws:iam::111122223333:role/training" }'
    assert allowed(allow(), more=policy.format(by_principal)) is UNKNOWN
    by_transport = 'Bool = { "aws:SecureTransport" = "false" }'
    assert allowed(allow(), more=policy.format(by_transport)) is PASS


@pytest.mark.parametrize(
    ("arn", "verdict"),
    [
        ('"arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"', PASS),
        ('"arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"', FAIL),
        ('"arn:aws:iam::111122223333:policy/reader"', UNKNOWN),
        ("aws_iam_policy.reader.arn", PASS),
    ],
)
def test_an_attached_policy_counts(arn: str, verdict: Verdict) -> None:
    attachment = f"""
resource "aws_iam_role_policy_attachment" "app" {{
  role       = aws_iam_role.app.name
  policy_arn = {arn}
}}
resource "aws_iam_policy" "reader" {{
  policy = jsonencode({{ Statement = [{allow()}] }})
}}
"""
    assert allowed(more=attachment) is verdict


def test_reading_is_not_writing() -> None:
    assert allowed(allow(), right="write") is FAIL


def test_a_google_role_on_the_project_is_one_on_the_bucket() -> None:
    text = """
resource "google_storage_bucket" "data" { name = "acme-training" }
resource "google_service_account" "app" { account_id = "app" }
resource "google_compute_instance" "app" {
  service_account { email = google_service_account.app.email }
}
resource "google_project_iam_binding" "app" {
  role    = "roles/storage.admin"
  members = ["user:ada@example.com", "serviceAccount:${google_service_account.app.email}"]
}
"""
    assert granted(text, "google_storage_bucket.data", "write", "google_compute_instance") is PASS
    viewer = text.replace("storage.admin", "monitoring.viewer")
    assert granted(viewer, "google_storage_bucket.data", "write", "google_compute_instance") is FAIL


def test_an_identity_of_its_own_holds_a_role_on_the_resource_group() -> None:
    text = """
resource "azurerm_resource_group" "ml" { name = "rg-ml" }
resource "azurerm_cognitive_account" "llm" {
  name                = "acme-llm"
  resource_group_name = azurerm_resource_group.ml.name
}
resource "azurerm_linux_web_app" "app" {
  name = "app"
  identity { type = "SystemAssigned" }
}
resource "azurerm_role_assignment" "app" {
  scope                = azurerm_resource_group.ml.id
  role_definition_name = "Cognitive Services OpenAI User"
  principal_id         = azurerm_linux_web_app.app.identity[0].principal_id
}
"""
    assert granted(text, "azurerm_cognitive_account.llm", "invoke", "azurerm_linux_web_app") is PASS


@pytest.mark.parametrize(("principal", "verdict"), [("5b1c7a3e-0001", PASS), ("5b1c7a3e-0002", FAIL)])
def test_a_state_names_the_holder_of_an_azure_role_by_its_principal(principal: str, verdict: Verdict) -> None:
    account = "/subscriptions/0/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/acmeml"
    assignment = {"scope": account, "role_definition_name": "Storage Blob Data Owner", "principal_id": principal}
    objects = {
        "azurerm_storage_account": {"id": account, "name": "acmeml"},
        "azurerm_linux_web_app": {"id": "/x/sites/app", "identity": [{"principal_id": "5b1c7a3e-0001"}]},
        "azurerm_role_assignment": {"id": f"{account}/roleAssignments/1", **assignment},
    }
    resources = [
        {
            "mode": "managed",
            "type": kind,
            "name": "this",
            "provider": 'provider["registry.terraform.io/hashicorp/azurerm"]',
            "instances": [{"schema_version": 0, "attributes": attributes}],
        }
        for kind, attributes in objects.items()
    ]
    world = world_of(read(json.dumps({"version": 4, "resources": resources}).encode(), "terraform.tfstate"))
    (target,) = world.at("azurerm_storage_account.this")
    assert world.granted(target, "write", ("azurerm_linux_web_app",))[0] is verdict


def test_every_right_is_told_in_words() -> None:
    world = world_of(read_text(BUCKET + ROLE + INSTANCE + INLINE.format(allow()), "main.tf"))
    assert list(world.rights_on(world.at("aws_s3_bucket.data")[0])) == [
        "aws_iam_role.app may read it, by aws_iam_role_policy.app",
        "aws_iam_instance_profile.app may read it as aws_iam_role.app, by aws_iam_role_policy.app",
        "aws_instance.app may read it as aws_iam_role.app, by aws_iam_role_policy.app",
    ]
