"""Expressions are evaluated by real Terraform in bulk, errors apart from values."""

from decimal import Decimal

import pytest

from tests.terraform.evaluate import Evaluated, evaluate
from tests.terraform.harness import Terraform, TerraformError


def test_values_come_with_their_types(terraform: Terraform) -> None:
    results = evaluate(terraform, ["1 + 1", 'toset(["b", "a"])', '{ a = 0.5, "b" = [true] }', "null"])
    assert results == [
        Evaluated(2, "number"),
        Evaluated(["a", "b"], ["set", "string"]),
        Evaluated({"a": Decimal("0.5"), "b": [True]}, ["object", {"a": "number", "b": ["tuple", ["bool"]]}]),
        Evaluated(None, "dynamic"),
    ]


def test_errors_of_every_stage_leave_the_other_results_alone(terraform: Terraform) -> None:
    results = evaluate(
        terraform,
        [
            "upper(",
            'upper("a")',
            "nothing.here",
            'jsondecode("{")',
            "nonesuch(1)",
            "<<EOT\ntext\nEOT",
            '"${path.module}"',
        ],
    )
    assert [r.value for r in results if r.error is None] == ["A", "text\n", "."]
    assert [bool(r.error) for r in results] == [True, False, True, True, True, False, False]
    assert results[3].error == 'Error in function call: Call to function "jsondecode" failed: EOF.'


def test_unknown_and_sensitive_results_say_so(terraform: Terraform) -> None:
    unknown, partly, secret = evaluate(terraform, ["timestamp()", "[uuid(), 1]", 'upper(sensitive("a"))'])
    assert unknown == Evaluated(unknown=True)
    assert partly == Evaluated([None, 1], unknown=[True, False])
    assert secret == Evaluated("A", "string", sensitive=True)


def test_expressions_see_definitions_and_files(terraform: Terraform) -> None:
    results = evaluate(
        terraform,
        [
            "local.size * 2",
            'file("${path.module}/policies/p.json")',
            "aws_s3_bucket.b.bucket",
            "aws_s3_bucket.b.arn",
        ],
        definitions='locals {\n  size = 21\n}\nresource "aws_s3_bucket" "b" {\n  bucket = "weights"\n}\n',
        files={"policies/p.json": "{}"},
    )
    assert [r.value for r in results] == [42, "{}", "weights", None]
    assert results[3].unknown is True


def test_faulty_definitions_are_the_callers_error(terraform: Terraform) -> None:
    with pytest.raises(TerraformError, match="Reference to undeclared local value"):
        evaluate(terraform, ["1"], definitions="locals {\n  a = local.b\n}\n")


def test_hundreds_of_expressions_share_one_plan(terraform: Terraform) -> None:
    results = evaluate(terraform, [f"pow({n}, 2)" for n in range(300)])
    assert [r.value for r in results] == [n * n for n in range(300)]
