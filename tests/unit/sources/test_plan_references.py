"""Unknown values in a plan name the resources they will come from, so that relations can be judged before apply."""

from collections.abc import Iterable

import pytest

from terrafirm.model.resource import Inventory, Resource
from terrafirm.model.value import Ref, TSet, Unknown, UnsetBlocks, Value
from terrafirm.sources.hcl.inputs import Inputs
from terrafirm.sources.hcl.source import read as read_configuration
from terrafirm.sources.plan.relocate import relocate
from terrafirm.sources.plan.source import read_plan
from tests.unit.sources.workspace import Workspace, at, encoded

STACK = """
resource "random_id" "suffix" { byte_length = 4 }
resource "aws_kms_key" "models" { enable_key_rotation = true }
resource "aws_s3_bucket" "models" { bucket = "models-${random_id.suffix.hex}" }
resource "aws_s3_bucket_versioning" "models" {
  bucket = aws_s3_bucket.models.bucket
  versioning_configuration { status = "Enabled" }
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
"""


def _refs(value: Value) -> set[Ref]:
    assert isinstance(value, Unknown), value
    return set(value.refs)


def _of(planned: Inventory, address: str, name: str) -> set[Ref]:
    return _refs(at(planned, address).get(name))


def _defaults(encryption: Resource) -> dict[str, Value]:
    (rule,) = encryption.get("rule")
    (defaults,) = rule["apply_server_side_encryption_by_default"]
    found: dict[str, Value] = defaults
    return found


def _names(addresses: Iterable[str]) -> list[str]:
    return sorted(addresses)


def test_a_reference_to_an_attribute_names_it_also_inside_blocks(workspace: Workspace) -> None:
    workspace.write(STACK)
    planned = workspace.plan().planned
    encryption = at(planned, "aws_s3_bucket_server_side_encryption_configuration.models")
    assert _refs(encryption.get("bucket")) == {Ref("aws_s3_bucket.models", ("id",))}
    key = _defaults(encryption)["kms_master_key_id"]
    assert _refs(key) == {Ref("aws_kms_key.models", ("arn",))}
    assert _names(encryption.references()) == ["aws_kms_key.models", "aws_s3_bucket.models"]


def test_an_argument_that_is_set_is_never_left_to_the_provider(workspace: Workspace) -> None:
    workspace.write(STACK)
    bucket = at(workspace.plan().planned, "aws_s3_bucket_versioning.models").get("bucket")
    assert isinstance(bucket, Unknown)
    assert (bucket.kind, bucket.is_set) == ("apply", True)


def test_a_value_behind_the_referred_one_is_named_too(workspace: Workspace) -> None:
    workspace.write(STACK)
    assert _of(workspace.plan().planned, "aws_s3_bucket_versioning.models", "bucket") == {
        Ref("aws_s3_bucket.models", ("bucket",)),
        Ref("random_id.suffix", ("hex",)),
    }


def test_a_known_part_of_a_value_is_not_what_makes_it_unknown(workspace: Workspace) -> None:
    workspace.write("""
resource "aws_s3_bucket" "named" { bucket = "models" }
resource "aws_kms_key" "models" {}
resource "aws_ssm_parameter" "pointer" {
  name  = "/pointer"
  type  = "String"
  value = "${aws_s3_bucket.named.bucket}/${aws_kms_key.models.key_id}"
}
""")
    pointer = at(workspace.plan().planned, "aws_ssm_parameter.pointer").get("value")
    assert _refs(pointer.value) == {Ref("aws_kms_key.models", ("key_id",))}


def test_references_pass_through_module_arguments_and_outputs_with_instance_keys(workspace: Workspace) -> None:
    workspace.write(
        """
variable "key_arn" {}
resource "aws_s3_bucket" "this" {}
resource "aws_s3_bucket_server_side_encryption_configuration" "this" {
  bucket = aws_s3_bucket.this.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = var.key_arn
    }
  }
}
output "bucket" { value = aws_s3_bucket.this.id }
""",
        "bucket/main.tf",
    )
    workspace.write("""
resource "aws_kms_key" "models" {}
module "store" {
  source   = "./bucket"
  for_each = toset(["train", "serve"])
  key_arn  = aws_kms_key.models.arn
}
resource "aws_s3_bucket_versioning" "train" {
  bucket = module.store["train"].bucket
  versioning_configuration { status = "Enabled" }
}
resource "aws_s3_bucket_versioning" "each" {
  for_each = module.store
  bucket   = each.value.bucket
  versioning_configuration { status = "Enabled" }
}
""")
    planned = workspace.plan().planned
    serve = 'module.store["serve"].aws_s3_bucket.this'
    encryption = at(planned, 'module.store["serve"].aws_s3_bucket_server_side_encryption_configuration.this')
    assert encryption.module == 'module.store["serve"]'
    assert _refs(encryption.get("bucket")) == {Ref(serve, ("id",))}
    key = _defaults(encryption)["kms_master_key_id"]
    assert _refs(key) == {Ref("aws_kms_key.models", ("arn",))}
    assert _names(encryption.references()) == ["aws_kms_key.models", serve]
    train = 'module.store["train"].aws_s3_bucket.this'
    assert _of(planned, "aws_s3_bucket_versioning.train", "bucket") == {Ref(train, ("id",))}
    assert _of(planned, 'aws_s3_bucket_versioning.each["serve"]', "bucket") == {Ref(serve, ("id",))}


def test_count_and_for_each_pair_instances_by_key(workspace: Workspace) -> None:
    workspace.write("""
resource "aws_s3_bucket" "counted" { count = 2 }
resource "aws_s3_bucket" "named" { for_each = toset(["a", "b"]) }
resource "aws_s3_bucket_versioning" "counted" {
  count  = 2
  bucket = aws_s3_bucket.counted[count.index].id
  versioning_configuration { status = "Enabled" }
}
resource "aws_s3_bucket_versioning" "chained" {
  for_each = aws_s3_bucket.named
  bucket   = each.value.id
  versioning_configuration { status = "Enabled" }
}
resource "aws_s3_bucket_versioning" "keyed" {
  for_each = toset(["a", "b"])
  bucket   = aws_s3_bucket.named[each.key].id
  versioning_configuration { status = "Enabled" }
}
resource "aws_s3_bucket_versioning" "second" {
  bucket = aws_s3_bucket.counted[1].id
  versioning_configuration { status = "Enabled" }
}
""")
    planned = workspace.plan().planned
    # an index that is an expression loses the attribute behind it in the plan
    assert _of(planned, "aws_s3_bucket_versioning.counted[1]", "bucket") == {Ref("aws_s3_bucket.counted[1]")}
    chained = _of(planned, 'aws_s3_bucket_versioning.chained["b"]', "bucket")
    assert chained == {Ref('aws_s3_bucket.named["b"]', ("id",))}
    assert _of(planned, 'aws_s3_bucket_versioning.keyed["a"]', "bucket") == {Ref('aws_s3_bucket.named["a"]')}
    assert _of(planned, "aws_s3_bucket_versioning.second", "bucket") == {Ref("aws_s3_bucket.counted[1]", ("id",))}


def test_a_splat_means_every_instance(workspace: Workspace) -> None:
    workspace.write("""
resource "aws_security_group" "node" {
  count = 2
  name  = "node-${count.index}"
}
resource "aws_instance" "trainer" { vpc_security_group_ids = aws_security_group.node[*].id }
""")
    groups = at(workspace.plan().planned, "aws_instance.trainer").get("vpc_security_group_ids")
    assert isinstance(groups, TSet)
    assert [_refs(group) for group in groups] == [{Ref("aws_security_group.node")}] * 2


@pytest.mark.parametrize(
    "key",
    ["local.key", "coalesce(local.key, aws_kms_key.models.arn)"],
    ids=["a local value alone", "a local value among others"],
)
def test_a_reference_that_the_plan_does_not_hold_claims_nothing(workspace: Workspace, key: str) -> None:
    workspace.write(f"""
locals {{ key = aws_kms_key.models.arn }}
resource "aws_kms_key" "models" {{}}
resource "aws_db_instance" "features" {{
  instance_class = "db.t3.micro"
  kms_key_id     = {key}
}}
""")
    value = at(workspace.plan().planned, "aws_db_instance.features").get("kms_key_id")
    assert isinstance(value, Unknown)
    assert (value.refs, value.is_set) == ((), True)


def test_the_clock_is_a_reason_of_its_own(workspace: Workspace) -> None:
    workspace.write("""
resource "aws_ssm_parameter" "stamp" {
  name        = "/stamp"
  type        = "String"
  description = timestamp()
}
""")
    description = at(workspace.plan().planned, "aws_ssm_parameter.stamp").get("description")
    assert (description.kind, description.is_set) == ("impure", False)


def test_blocks_of_a_dynamic_block_have_unknown_sources(workspace: Workspace) -> None:
    workspace.write("""
resource "aws_kms_key" "models" {}
resource "aws_s3_bucket_server_side_encryption_configuration" "models" {
  bucket = "models"
  dynamic "rule" {
    for_each = [aws_kms_key.models.arn]
    content {
      apply_server_side_encryption_by_default {
        sse_algorithm     = "aws:kms"
        kms_master_key_id = rule.value
      }
    }
  }
}
""")
    resource = at(workspace.plan().planned, "aws_s3_bucket_server_side_encryption_configuration.models")
    defaults = _defaults(resource)
    assert defaults["sse_algorithm"] == "aws:kms"
    assert _refs(defaults["kms_master_key_id"]) == set()


def test_a_policy_document_is_known_as_far_as_its_statements_are(workspace: Workspace) -> None:
    workspace.write("""
resource "aws_s3_bucket" "models" {}
data "aws_iam_policy_document" "open" {
  statement {
    actions   = ["s3:*"]
    resources = [aws_s3_bucket.models.arn]
    principals {
      type        = "*"
      identifiers = ["*"]
    }
  }
}
resource "aws_s3_bucket_policy" "models" {
  bucket = aws_s3_bucket.models.id
  policy = data.aws_iam_policy_document.open.json
}
""")
    policy = at(workspace.plan().planned, "aws_s3_bucket_policy.models").get("policy")
    (statement,) = policy.document["Statement"]
    assert (statement["Action"], statement["Principal"]) == ("s3:*", "*")
    assert _refs(statement["Resource"]) == {Ref("aws_s3_bucket.models", ("arn",))}
    assert Ref("aws_s3_bucket.models", ("arn",)) in policy.refs


def test_a_data_source_read_while_planning_is_known(workspace: Workspace) -> None:
    workspace.write("""
data "aws_caller_identity" "me" {}
resource "aws_s3_bucket" "models" { bucket = "models-${data.aws_caller_identity.me.account_id}" }
""")
    planned = workspace.plan().planned
    assert at(planned, "data.aws_caller_identity.me").get("account_id") == "123456789012"
    assert at(planned, "data.aws_caller_identity.me").mode == "data"
    assert at(planned, "aws_s3_bucket.models").get("bucket") == "models-123456789012"
    assert _names(at(planned, "aws_s3_bucket.models").references()) == ["data.aws_caller_identity.me"]


def test_what_stands_in_the_code_is_told_from_what_is_computed(workspace: Workspace) -> None:
    workspace.write("""
variable "purpose" { default = "models" }
resource "aws_lambda_function" "score" {
  function_name = "score"
  role          = "arn:aws:iam::123456789012:role/score"
  description   = "for ${var.purpose}"
  environment {
    variables = { TOKEN = "hunter2", STAGE = "prod" }
  }
  ephemeral_storage { size = 1024 }
}
""")
    function = workspace.plan().planned.resources[0]
    literal = getattr(function, "is_literal")  # noqa: B009 - not part of the protocol
    assert literal(("function_name",)) is True
    assert literal(("environment", 0, "variables", "TOKEN")) is True
    assert literal(("ephemeral_storage", 0, "size")) is True
    assert literal(("description",)) is True
    assert literal(("memory_size",)) is None
    assert literal(("environment", 0, "no_such")) is None


def test_what_a_block_of_another_resource_will_hold_refers_to_that_resource(workspace: Workspace) -> None:
    workspace.write("""
resource "azurerm_linux_web_app" "app" {
  name                = "app"
  resource_group_name = "rg"
  location            = "westeurope"
  service_plan_id     = "plan"
  identity { type = "SystemAssigned" }
  site_config {}
}
resource "azurerm_role_assignment" "app" {
  scope                = "/subscriptions/0"
  role_definition_name = "Reader"
  principal_id         = azurerm_linux_web_app.app.identity[0].principal_id
}
resource "azurerm_role_assignment" "splat" {
  scope                = "/subscriptions/0"
  role_definition_name = "Reader"
  principal_id         = one(azurerm_linux_web_app.app.identity[*].principal_id)
}
""")
    planned = workspace.plan().planned
    for name in ("app", "splat"):
        principal = at(planned, f"azurerm_role_assignment.{name}").get("principal_id")
        assert {ref.address for ref in _refs(principal)} == {"azurerm_linux_web_app.app"}


def test_text_is_followed_through_variables_modules_and_outputs_but_not_where_the_plan_is_silent(
    workspace: Workspace,
) -> None:
    passwords = {
        "default": ("var.default", True),
        "part_of_one": ("var.object.password", True),
        "given": ("var.given", False),
        "made": ("random_password.made.result", False),
        "partly_made": ('"${var.default}-${random_password.made.result}"', False),
        "output": ("module.inner.out", True),
        "local": ("local.text", None),
    }
    databases = "".join(
        f'resource "aws_db_instance" "{name}" {{\n  instance_class = "db.t3.micro"\n  password = {text}\n}}\n'
        for name, (text, _) in passwords.items()
    )
    inner = "".join(
        f'variable "{name}" {{ {default} }}\nresource "aws_db_instance" "{name}" {{\n'
        f'  instance_class = "db.t3.micro"\n  password = var.{name}\n}}\n'
        for name, default in {"passed": "", "handed_on": "", "own": 'default = "text"', "made": ""}.items()
    )
    workspace.write(inner + 'output "out" { value = "text" }\n', "inner/main.tf")
    workspace.write('given = "from a file"\n', "terraform.tfvars")
    workspace.write(
        """
variable "default" { default = "text" }
variable "object" { default = { password = "text" } }
variable "given" { default = "text" }
locals { text = "text" }
resource "random_password" "made" { length = 16 }
module "inner" {
  source    = "./inner"
  passed    = "text"
  handed_on = var.default
  made      = random_password.made.result
}
"""
        + databases
    )
    planned = workspace.plan().planned
    wanted: dict[str, bool | None] = {f"aws_db_instance.{name}": found for name, (_, found) in passwords.items()}
    for name, found in {"passed": True, "handed_on": True, "own": True, "made": False}.items():
        wanted[f"module.inner.aws_db_instance.{name}"] = found
    literal = {address: at(planned, address).is_literal(("password",)) for address in wanted}  # type: ignore[attr-defined]
    assert literal == wanted


def test_a_plan_without_configuration_still_names_the_resource_itself(workspace: Workspace) -> None:
    workspace.write(STACK)
    document = workspace.plan_json()
    del document["configuration"]
    bucket = at(read_plan(encoded(document), "plan.json").planned, "aws_s3_bucket.models")
    assert _refs(bucket.get("arn")) == {Ref("aws_s3_bucket.models", ("arn",))}
    assert list(bucket.references()) == []


def test_with_the_code_at_hand_findings_point_to_it_and_local_values_are_followed(workspace: Workspace) -> None:
    workspace.write("""
locals { key = aws_kms_key.models.arn }
resource "aws_kms_key" "models" {}
resource "aws_db_instance" "features" {
  count          = 2
  instance_class = "db.t3.micro"
  kms_key_id     = local.key
}
""")
    planned = workspace.plan().planned
    (code,) = read_configuration(workspace.directory, ".", Inputs())
    assert relocate(planned, code) == 3
    database = at(planned, "aws_db_instance.features[1]")
    assert (database.location.path, database.location.line) == ("main.tf", 4)
    assert database.origin(("instance_class",)).location.line == 6
    assert _refs(database.get("kms_key_id")) == {Ref("aws_kms_key.models", ("arn",))}


def _unknown_block(type: str, block: str) -> Value:
    identity = {"address": f"{type}.this", "mode": "managed", "type": type, "name": "this"}
    change = {"actions": ["create"], "before": None, "after": {}, "after_unknown": {block: True}}
    document = {
        "format_version": "1.2",
        "resource_changes": [{**identity, "change": change}],
        "configuration": {"root_module": {"resources": [{**identity, "expressions": {}}]}},
    }
    return at(read_plan(encoded(document), "plan.json").planned, f"{type}.this").get(block)


def test_blocks_that_only_a_provider_adds_count_as_left_out() -> None:
    assert isinstance(_unknown_block("aws_instance", "root_block_device"), UnsetBlocks)


def test_blocks_that_only_the_code_makes_are_unknown() -> None:
    value = _unknown_block("google_compute_firewall", "allow")
    assert isinstance(value, Unknown)
    assert value.refs == ()
