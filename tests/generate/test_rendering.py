"""What is written reads as if a person had written it, and says only what is so."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from terrafirm.app.new import rendered
from terrafirm.app.settings import settings_for
from terrafirm.generate.answers import checked
from terrafirm.generate.catalogue import blueprints, cloud, templates
from terrafirm.generate.manifest import MANIFEST_FILE
from terrafirm.generate.vendor import module_names, resources
from terrafirm.model.errors import UsageError
from terrafirm.rulepack.controls import catalogue
from terrafirm.rulepack.strict_yaml import read_yaml_file
from tests.generate.repositories import CLOUDS, MADE, default_rendering, hcl, hcl_values, put, rendering

#: What a variable of a catalogue may say.
VARIABLE_KEYS = {"about", "type", "value", "environments", "replace", "sensitive"}
each = pytest.mark.parametrize(("blueprint", "cloud_name"), MADE, ids=[f"{name}-{on}" for name, on in MADE])


def hcl_files(files: dict[str, str]) -> Iterator[tuple[str, str]]:
    """The root modules' files."""
    return ((path, text) for path, text in files.items() if path.startswith("environments/") and path.endswith(".tf"))


def declared(text: str, kind: str) -> list[str]:
    return [block.labels[0] for block in hcl(text).blocks if block.type == kind]


@each
def test_a_second_rendering_is_the_same(blueprint: str, cloud_name: str) -> None:
    assert rendered(checked(blueprint, cloud_name, {})) == default_rendering(blueprint, cloud_name)


@each
def test_no_file_has_blank_lines_left_over(blueprint: str, cloud_name: str) -> None:
    for path, text in default_rendering(blueprint, cloud_name).items():
        assert text.endswith("\n"), path
        assert not text.endswith("\n\n"), path
        assert not text.startswith("\n"), path
        assert "\n\n\n" not in text, path
        assert not re.search(r"[ \t]$", text, re.MULTILINE), path
        assert "{\n\n" not in text, path
        assert not re.search(r"\n\n\s*}\n", text), path


@each
def test_no_mark_of_a_template_is_left_over(blueprint: str, cloud_name: str) -> None:
    """Workflows have expressions and HCL has directives; nothing else looks like the mark of a template."""
    for path, text in default_rendering(blueprint, cloud_name).items():
        if path.startswith(".github/workflows/"):
            text = re.sub(r"\$\{\{ [^{}]*(?:\{0\}[^{}]*)? \}\}", "", text)
        elif path.startswith("modules/"):
            continue  # copied as it ships, never rendered
        assert not re.search(r"\{[{%#]|[%#]\}|(?<![} ])\}\}", text), path


@each
def test_every_variable_is_used_and_has_a_value(blueprint: str, cloud_name: str) -> None:
    files = default_rendering(blueprint, cloud_name)
    for environment in ("dev", "test", "prod"):
        root = f"environments/{environment}"
        names = declared(files[f"{root}/variables.tf"], "variable")
        used = set(re.findall(r"\bvar\.(\w+)", "".join(files[f"{root}/{file}.tf"] for file in ("main", "versions"))))
        assert set(names) == used
        assert len(names) == len(set(names))
        given = set(hcl(files[f"{root}/terraform.tfvars"]).attributes)
        secret = {variable.name for variable in cloud(cloud_name).variables.values() if variable.sensitive}
        assert given == set(names) - secret


@each
def test_every_local_is_used(blueprint: str, cloud_name: str) -> None:
    files = default_rendering(blueprint, cloud_name)
    text = "".join(text for path, text in hcl_files(files) if "/dev/" in path)
    (block,) = (block for block in hcl(files["environments/dev/main.tf"]).blocks if block.type == "locals")
    assert {name for name in block.body.attributes if f"local.{name}" not in text} == set()


@each
def test_every_module_that_is_called_is_there_and_no_other(blueprint: str, cloud_name: str) -> None:
    files = default_rendering(blueprint, cloud_name)
    there = {path.split("/")[1] for path in files if path.startswith("modules/")}
    called = set(
        re.findall(
            r'source\s*=\s*"(?:\.\./)+(?:modules/)?([a-z0-9-]+)"',
            "".join(t for p, t in files.items() if p.endswith(".tf")),
        )
    )
    assert there == called
    assert there <= set(module_names(cloud_name))


@each
def test_the_environments_differ_in_values_only(blueprint: str, cloud_name: str) -> None:
    files = default_rendering(blueprint, cloud_name)
    for path, text in files.items():
        if path.startswith("environments/dev/") and not path.endswith(("terraform.tfvars", "backend.tf")):
            assert files[path.replace("/dev/", "/prod/")] == text, path


@each
def test_the_evidence_names_responsibilities_and_resources_that_exist(blueprint: str, cloud_name: str) -> None:
    files = default_rendering(blueprint, cloud_name)
    known = catalogue("csa-ai")["controls"]
    rows = [line.split(" | ") for line in files["evidence.md"].splitlines() if re.match(r"\| \d", line)]
    assert rows
    open_ones = re.findall(r"^- (\d[0-9.]*) ", files["evidence.md"], re.MULTILINE)
    named = [row[0].removeprefix("| ").split()[0] for row in rows]
    assert sorted(named + open_ones) == sorted(known)
    there = {path.split("/")[1] for path in files if path.startswith("modules/")}
    declared = {kind for name in there for kind, _ in resources(cloud_name, name)}
    for row in rows:
        assert set(re.findall(r"\[([a-z0-9-]+)\]\(modules/\1\): ", row[3])) <= there
        kinds = set(re.findall(r"`([a-z0-9_]+)` \([1-9]\d*\)", row[3]))
        assert kinds
        assert kinds <= declared
    # the code depends on the answers alone
    code = {path: text for path, text in files.items() if path not in ("evidence.md", MANIFEST_FILE)}
    assert code.items() <= rendering(checked(blueprint, cloud_name, {})).items()


def test_the_evidence_leaves_out_what_the_environments_do_not_hold() -> None:
    evidence = default_rendering("rag", "aws")["evidence.md"]
    assert "`aws_kms_key` (" in evidence
    assert "cloudhsm" not in evidence  # the module makes it only where it is asked for


@each
def test_the_files_of_the_pipelines_can_be_read(blueprint: str, cloud_name: str) -> None:
    files = default_rendering(blueprint, cloud_name)
    gated = yaml.safe_load(files[".github/workflows/terraform.yml"])
    steps = [step.get("run", "") for job in gated["jobs"].values() for step in job["steps"]]
    assert sum("terrafirm gate" in step for step in steps) == 1
    assert gated["jobs"]["apply"]["needs"] == "plan"
    assert set(gated["jobs"]["plan"]["outputs"]) == {"dev", "test", "prod"}
    assert all(
        re.search(r"@[0-9a-f]{40}$", step["uses"])
        for job in gated["jobs"].values()
        for step in job["steps"]
        if "uses" in step
    )
    nightly = yaml.safe_load(files[".github/workflows/drift.yml"])
    assert nightly[True]["schedule"] == [{"cron": "17 3 * * *"}]
    assert any("plan -refresh-only" in step.get("run", "") for step in nightly["jobs"]["drift"]["steps"])
    gitlab = yaml.safe_load(files[".gitlab-ci.yml"])
    assert [name for name in gitlab if name.startswith("apply-")] == ["apply-dev", "apply-test", "apply-prod"]
    assert any("terrafirm gate" in line for line in gitlab["plan"]["script"])
    assert gitlab["apply-prod"]["needs"] == ["plan", "apply-test"]


def change(address: str, actions: list[str], after: object) -> dict[str, object]:
    return {"address": address, "change": {"actions": actions, "before": None, "after": after, "after_unknown": {}}}


def test_only_a_plan_that_does_the_same_has_the_digest_of_the_approved_one(tmp_path: Path) -> None:
    script = put(tmp_path, {"plan-digest.py": default_rendering("training", CLOUDS[0])["scripts/plan-digest.py"]})

    def digest(*changes: dict[str, object]) -> str:
        plan = json.dumps({"timestamp": str(len(changes)), "resource_changes": changes, "output_changes": {}})
        command = [sys.executable, str(script / "plan-digest.py")]
        return subprocess.run(command, input=plan, capture_output=True, text=True, check=True).stdout

    approved = digest(change("aws_s3_bucket.a", ["create"], {"bucket": "a"}))
    seen = change("aws_s3_bucket.b", ["no-op"], {"tags": {"seen": "today"}})
    assert digest(change("aws_s3_bucket.a", ["create"], {"bucket": "a"}), seen) == approved
    assert digest(change("aws_s3_bucket.a", ["create"], {"bucket": "b"})) != approved
    assert digest(change("aws_s3_bucket.a", ["delete"], None)) != approved
    assert digest() != approved


@each
def test_the_settings_are_ones_that_terrafirm_takes(
    blueprint: str, cloud_name: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    files = default_rendering(blueprint, cloud_name)
    place = put(tmp_path_factory.mktemp("repository"), {"terrafirm.toml": files["terrafirm.toml"]})
    settings = settings_for(str(place), None)
    assert settings.fail_on == "medium"
    assert settings.owners
    assert set(tomllib.loads(files["terrafirm.toml"])["owners"]) <= set(catalogue("csa-ai")["controls"])


@each
def test_links_lead_to_files(blueprint: str, cloud_name: str) -> None:
    files = default_rendering(blueprint, cloud_name)
    folders = {path.rsplit("/", 1)[0] for path in files}
    for path in ("README.md", "evidence.md"):
        for target in re.findall(r"\]\(([^)]+)\)", files[path]):
            assert target in files or target in folders, f"{path}: {target}"


@pytest.mark.parametrize(
    ("ci", "there", "not_there"),
    [
        ("github", {".github/CODEOWNERS", ".github/workflows/terraform.yml"}, {".gitlab-ci.yml", "CODEOWNERS"}),
        ("gitlab", {"CODEOWNERS", ".gitlab-ci.yml"}, {".github/CODEOWNERS", ".github/workflows/terraform.yml"}),
        ("both", {"CODEOWNERS", ".gitlab-ci.yml", ".github/workflows/drift.yml"}, {".github/CODEOWNERS"}),
    ],
)
def test_only_the_pipeline_that_was_asked_for_is_written(ci: str, there: set[str], not_there: set[str]) -> None:
    files = rendering(checked("training", CLOUDS[0], {"ci": ci}))
    assert there <= files.keys()
    assert not not_there & files.keys()
    owners = files["CODEOWNERS" if "CODEOWNERS" in files else ".github/CODEOWNERS"]
    assert ("/.gitlab-ci.yml " in owners) == (".gitlab-ci.yml" in files)


def test_only_the_environments_that_were_asked_for_are_written() -> None:
    files = rendering(checked("training", CLOUDS[0], {"environments": "prod"}))
    assert {path.split("/")[1] for path in files if path.startswith("environments/")} == {"prod"}
    assert "[prod]" in files[".github/workflows/terraform.yml"]


def test_the_manifest_lists_all_but_itself() -> None:
    files = default_rendering("training", CLOUDS[0])
    assert [line.split("  ")[1] for line in files[MANIFEST_FILE].splitlines()] == sorted(set(files) - {MANIFEST_FILE})


def test_what_replaces_a_sample_names_the_environment() -> None:
    files = rendering(checked("rag", "azure", {"environments": "dev,prod"}))
    for environment in ("dev", "prod"):
        values = files[f"environments/{environment}/terraform.tfvars"]
        assert f"# Sample. Replace with the network that the runners of {environment} stand in.\n" in values
        assert f"   - `runner_network` ({environment}): the network that the runners" in files["README.md"]


def test_a_catalogue_has_no_key_that_nobody_reads() -> None:
    for on in CLOUDS:
        raw = read_yaml_file(templates() / "_clouds" / on / "cloud.yaml", on)
        assert set(raw) == {"keys", "foundation", "locals", "common", "modules", "variables"}
        assert {key for item in raw["modules"].values() for key in item} <= {"about", "tier", "inputs", "outputs"}
        assert {key for item in raw["variables"].values() for key in item} <= VARIABLE_KEYS


def test_every_blueprint_is_made_of_modules_that_ship() -> None:
    for blueprint, on in MADE:
        parts = cloud(on).modules
        assert set(blueprints()[blueprint].modules[on]) <= set(parts)
    for on in CLOUDS:
        assert set(cloud(on).modules) <= set(module_names(on))
        used = {name for blueprint in blueprints().values() if on in blueprint.clouds for name in blueprint.modules[on]}
        assert used | set(cloud(on).foundation) == set(cloud(on).modules)


def test_a_blueprint_is_refused_on_a_cloud_that_it_is_not_made_for() -> None:
    with pytest.raises(UsageError, match="cloud: "):
        checked("training", "oracle", {})


@pytest.mark.parametrize("blueprint", ["rag", "gpu-kubernetes"])
def test_the_role_that_applies_on_aws_may_make_keys_and_what_they_encrypt(blueprint: str) -> None:
    """KMS refuses a key that its maker could not manage, and services want grants from who makes what is encrypted."""
    files = default_rendering(blueprint, "aws")
    main = files["environments/prod/main.tf"]
    assert re.search(r"provisioner_role_arns += \[var\.apply_role_arn\]", main)
    values = hcl_values(files["environments/prod/terraform.tfvars"])
    assert values["apply_role_arn"] not in values["key_admin_role_arns"]


@pytest.mark.parametrize(
    ("blueprint", "role", "service"),
    [
        ("rag", "AWSServiceRoleForAmazonMacie", "macie"),
        ("gpu-kubernetes", "AWSServiceRoleForAutoScaling", "autoscaling"),
    ],
)
def test_service_linked_roles_that_keys_name_are_made_first(blueprint: str, role: str, service: str) -> None:
    files = default_rendering(blueprint, "aws")
    assert role in files["environments/prod/main.tf"]
    assert f"create-service-linked-role --aws-service-name {service}.amazonaws.com" in files["README.md"]
    assert "create-service-linked-role" not in default_rendering("inference-endpoint", "aws")["README.md"]


def test_pipelines_install_nothing_without_its_hash() -> None:
    files = default_rendering("rag", "aws")
    installs = [
        line
        for name, text in files.items()
        if name.startswith(".github/")
        for line in text.splitlines()
        if "pip" in line
    ]
    assert installs
    assert all("--require-hashes" in line and ".github/requirements.txt" in line for line in installs)
    assert "--generate-hashes --output-file .github/requirements.txt" in files["README.md"]
