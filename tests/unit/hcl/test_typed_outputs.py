"""An output that declares a type has its value in that type, or none at all."""

from __future__ import annotations

from pathlib import Path

from terrafirm.sources.hcl.inputs import Inputs
from terrafirm.sources.hcl.source import read

CALL = 'module "m" {\n  source = "./m"\n}\nresource "terraform_data" "x" {\n  input = module.m.sizes\n}\n'


def test_an_output_that_does_not_fit_its_type_is_unknown_and_reported_at_the_type(tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text(CALL, encoding="utf-8")
    (tmp_path / "m").mkdir()
    output = 'output "sizes" {\n  value = ["small"]\n  type  = list(number)\n}\n'
    (tmp_path / "m" / "outputs.tf").write_text(output, encoding="utf-8")
    (inventory,) = read(tmp_path, "root", Inputs())
    assert "does not fit its type" in inventory.resources[0].get("input").why
    (missed,) = inventory.not_evaluated
    assert (missed.path, missed.line) == ("root/m/outputs.tf", 3)


def test_a_directory_that_is_named_like_a_file_of_configuration_is_none(tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text('resource "terraform_data" "x" {}\n', encoding="utf-8")
    (tmp_path / "archive.tf").mkdir()
    (inventory,) = read(tmp_path, "root", Inputs())
    assert [resource.address for resource in inventory.resources] == ["terraform_data.x"]
    assert inventory.not_evaluated == []
