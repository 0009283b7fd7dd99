"""One stack as configuration, plan and state gets the same verdicts; configuration may be less definite."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from terrafirm.app.pack import roles, rules
from terrafirm.app.read import read_targets
from terrafirm.app.worlds import world_of
from terrafirm.engine.judge import Engine
from terrafirm.model.verdict import UNKNOWN, Verdict
from terrafirm.sources.hcl.inputs import Inputs
from tests.terraform.harness import Terraform

#: Rules on what the stand-in makes up at apply: registry addresses, ACLs, and policies that it leaves empty.
MADE_UP = re.compile(r"model-image-outside-ecr|policy|acl")
Verdicts = dict[tuple[str, str], Verdict]
STACK = Path(__file__).resolve().parents[2] / "fixtures" / "ai-stack"


def verdicts(target: Path) -> Verdicts:
    engine = Engine(rules(), roles())
    return {
        (judged.compiled.rule.id, judged.resource.address): judged.verdict
        for inventory in read_targets([str(target)], Inputs())
        for judged in engine.judge(world_of(inventory))
        if judged.resource.mode == "managed"
    }


@pytest.fixture
def sides(terraform: Terraform, tmp_path: Path) -> tuple[Verdicts, Verdicts, Verdicts]:
    """The verdicts on configuration, plan and state of the bundled stack."""
    directory = tmp_path / "stack"
    shutil.copytree(STACK, directory)
    configured = verdicts(directory)
    terraform.init(directory)
    plan = tmp_path / "plan.json"
    plan.write_text(json.dumps(terraform.plan(directory), default=float), encoding="utf-8")
    terraform.apply(directory)
    return configured, verdicts(plan), verdicts(directory / "terraform.tfstate")


def test_configuration_plan_and_state_agree(sides: tuple[Verdicts, Verdicts, Verdicts]) -> None:
    configured, planned, applied = sides
    assert len(configured) > 40
    for other in (planned, applied):
        differing = {
            key: (verdict, other[key])
            for key, verdict in configured.items()
            if verdict is not UNKNOWN
            and not MADE_UP.search(key[0])
            and key in other
            and other[key] not in (verdict, UNKNOWN)
        }
        assert not differing


def test_a_plan_is_less_definite_only_about_partly_known_text(sides: tuple[Verdicts, Verdicts, Verdicts]) -> None:
    """Plan JSON holds nothing of a string that is known in part, such as a policy that names a new bucket."""
    configured, planned, _ = sides
    vaguer = {key for key, verdict in configured.items() if verdict is not UNKNOWN and planned.get(key) is UNKNOWN}
    assert {address.rsplit(".", 2)[-2] for _, address in vaguer} <= PARTLY_KNOWN
    assert set(configured) == set(planned)


#: Types of the stack whose verdicts rest on policies or image names that mention new resources.
PARTLY_KNOWN = {"aws_sagemaker_model", "aws_sagemaker_notebook_instance", "aws_iam_role_policy", "aws_s3_bucket"}
