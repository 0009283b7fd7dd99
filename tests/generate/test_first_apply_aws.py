"""The commands of the first steps on AWS make what the code of the environments names."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from terrafirm.generate.answers import checked
from tests.generate.repositories import MADE, default_rendering, hcl_values, rendering

#: A directory with `aws` and `moto_server` (`pip install awscli 'moto[server]'`), where PATH has none.
TOOLS = os.pathsep.join(filter(None, (os.environ.get("TERRAFIRM_AWS_TOOLS"), os.environ["PATH"])))
#: Stands in for the AWS CLI in an account where nothing is made yet, and writes down what it was asked.
RECORDER = """#!{python}
import json, os, sys
words = sys.argv[1:]
given = sys.stdin.read() if "file:///dev/stdin" in words else ""
with open(os.environ["RECORD"], "a") as record:
    record.write(json.dumps([os.environ["AWS_REGION"], words, given]) + "\\n")
made = {{"get-caller-identity": os.environ["ACCOUNT"], "list-aliases": "0", "create-key": "new", "describe-key": "KEY"}}
print(made.get(words[1], ""))
sys.exit(1 if words[1] == "head-bucket" else 0)
"""
PRIVATE = {"BlockPublicAcls": True, "IgnorePublicAcls": True, "BlockPublicPolicy": True, "RestrictPublicBuckets": True}


def steps(files: dict[str, str], function: str = "make_state_store") -> tuple[str, dict[str, str]]:
    """The function of the shell, and its call for each account."""
    blocks = re.findall(r"^```sh\n(.*?)^```$", files["README.md"], re.MULTILINE | re.DOTALL)
    define, calls = (text for text in blocks if function in text)
    return define, {call.split()[1]: call for call in calls.splitlines()}


def wanted(files: dict[str, str], environment: str) -> dict[str, str]:
    """What the code of an environment names: the account, the region, the buckets and the alias of the key."""
    root = f"environments/{environment}"
    inside = re.search(r'backend "s3" \{\n(.*?)\n  \}', files[f"{root}/backend.tf"], re.DOTALL)
    assert inside is not None
    state, values = hcl_values(inside[1] + "\n"), hcl_values(files[f"{root}/terraform.tfvars"])
    key = re.fullmatch(r"arn:aws:kms:([a-z0-9-]+):([0-9]{12}):(alias/.+)", state["kms_key_id"])
    assert key is not None
    assert (values["region"], values["account_id"], state["region"]) == (key[1], key[2], key[1])
    return {
        "region": key[1],
        "account": key[2],
        "alias": key[3],
        "state": state["bucket"],
        "logs": values["access_log_bucket"],
    }


def recorded(
    files: dict[str, str], account: str, signed_in: str, place: Path, function: str = "make_state_store"
) -> tuple[int, list[Any]]:
    """The exit status of the steps in an empty account, and each call: region, words and standard input."""
    program = place / "aws"
    program.write_text(RECORDER.format(python=sys.executable), encoding="utf-8")
    program.chmod(0o755)
    record = place / "record"
    define, calls = steps(files, function)
    done = subprocess.run(
        ["bash", "-c", define + calls[account]],
        env={"PATH": f"{place}{os.pathsep}{os.environ['PATH']}", "RECORD": str(record), "ACCOUNT": signed_in},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, [json.loads(line) for line in record.read_text(encoding="utf-8").splitlines()]


def option(words: list[str], name: str) -> str:
    return words[words.index(name) + 1]


@pytest.mark.parametrize("environment", ["dev", "test", "prod"])
def test_the_steps_make_what_the_code_names(environment: str, tmp_path: Path) -> None:
    files = default_rendering("rag", "aws")
    want = wanted(files, environment)
    status, calls = recorded(files, want["account"], want["account"], tmp_path)
    assert status == 0
    assert {region for region, _, _ in calls} == {want["region"]}
    made = {option(words, "--bucket"): words for _, words, _ in calls if words[1] == "create-bucket"}
    assert list(made) == [want["logs"], want["state"]]  # the bucket that is logged to comes first
    for words in made.values():
        assert option(words, "--create-bucket-configuration") == f"LocationConstraint={want['region']}"
    (alias,) = (words for _, words, _ in calls if words[1] == "create-alias")
    assert (option(alias, "--alias-name"), option(alias, "--target-key-id")) == (want["alias"], "new")
    documents = {(words[1], option(words, "--bucket")): json.loads(text) for _, words, text in calls if text}
    encrypted = documents["put-bucket-encryption", want["state"]]["Rules"][0]
    assert encrypted["ApplyServerSideEncryptionByDefault"]["KMSMasterKeyID"] == "KEY"
    logged = documents["put-bucket-logging", want["state"]]["LoggingEnabled"]
    assert logged == {"TargetBucket": want["logs"], "TargetPrefix": f"{want['state']}/"}
    for bucket in (want["logs"], want["state"]):
        arns = {f"arn:aws:s3:::{bucket}", f"arn:aws:s3:::{bucket}/*"}
        for statement in documents["put-bucket-policy", bucket]["Statement"]:
            resources = statement["Resource"]
            assert set([resources] if isinstance(resources, str) else resources) <= arns


def test_the_state_takes_the_key_that_terraform_names(tmp_path: Path) -> None:
    """Terraform names the key by its alias; whichever of the two names S3 compares, the upload is not denied."""
    files = default_rendering("rag", "aws")
    want = wanted(files, "prod")
    _, calls = recorded(files, want["account"], want["account"], tmp_path)
    (policy,) = (
        json.loads(text)
        for _, words, text in calls
        if words[1] == "put-bucket-policy" and option(words, "--bucket") == want["state"]
    )
    (other,) = (statement for statement in policy["Statement"] if statement["Sid"] == "DenyOtherKeys")
    allowed = other["Condition"]["StringNotEquals"]["s3:x-amz-server-side-encryption-aws-kms-key-id"]
    assert allowed == ["KEY", f"arn:aws:kms:{want['region']}:{want['account']}:{want['alias']}"]


def test_nothing_is_made_in_another_account(tmp_path: Path) -> None:
    files = default_rendering("rag", "aws")
    status, calls = recorded(files, wanted(files, "prod")["account"], "999999999999", tmp_path)
    assert status == 1
    assert [words[:2] for _, words, _ in calls] == [["sts", "get-caller-identity"]]


def test_the_first_region_of_all_is_no_location_constraint(tmp_path: Path) -> None:
    """S3 refuses us-east-1 as a LocationConstraint."""
    files = rendering(checked("rag", "aws", {"location": "us-east-1", "second_location": "us-west-2"}))
    account = wanted(files, "prod")["account"]
    status, calls = recorded(files, account, account, tmp_path)
    assert status == 0
    assert not any("LocationConstraint" in word for _, words, _ in calls for word in words)


def test_the_backup_takes_copies_from_the_replication_roles_of_its_environment_alone(tmp_path: Path) -> None:
    files = default_rendering("rag", "aws")
    source = wanted(files, "prod")["account"]
    backup = hcl_values(files["environments/prod/terraform.tfvars"])["backup"]
    status, calls = recorded(files, source, backup["account_id"], tmp_path, "make_backup")
    assert status == 0
    assert {region for region, _, _ in calls} == {backup["kms_key_arn"].split(":")[3]}
    (made,) = (words for _, words, _ in calls if words[1] == "create-bucket")
    assert f"arn:aws:s3:::{option(made, '--bucket')}" == backup["bucket_arn"]
    assert "--object-lock-enabled-for-bucket" in made
    policies = [json.loads(text) for _, words, text in calls if words[1] in ("put-key-policy", "put-bucket-policy")]
    outside = [
        statement
        for policy in policies
        for statement in policy["Statement"]
        if statement["Principal"] == {"AWS": f"arn:aws:iam::{source}:root"}
    ]
    assert [statement["Sid"] for statement in outside] == ["EncryptCopies", "ReceiveCopies"]
    for statement in outside:
        roles = {"aws:PrincipalArn": f"arn:aws:iam::{source}:role/*-replication"}
        assert statement["Condition"] == {"ArnLike": roles}


@pytest.mark.parametrize("blueprint", [name for name, cloud in MADE if cloud == "aws"])
def test_every_blueprint_has_the_steps_for_its_environments(blueprint: str) -> None:
    files = rendering(checked(blueprint, "aws", {"environments": "dev,prod", "retention_days": "731"}))
    define, calls = steps(files)
    assert list(calls) == [wanted(files, name)["account"] for name in ("dev", "prod")]
    assert '"Expiration": {"Days": 731}' in define


@contextmanager
def aws_stand_in() -> Iterator[str]:
    """The address of an AWS of moto, until the end of the block."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    command = [str(shutil.which("moto_server", path=TOOLS)), "-H", "127.0.0.1", "-p", port]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            for _ in range(300):
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", int(port))) == 0:
                        break
                time.sleep(0.1)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


def asked(env: dict[str, str], *words: str) -> Any:
    """What the AWS CLI answers."""
    command = [str(shutil.which("aws", path=TOOLS)), *words, "--output", "json"]
    return json.loads(subprocess.run(command, env=env, capture_output=True, text=True, check=True).stdout)


def signed_in(address: str, region: str, account: str) -> dict[str, str]:
    """The surroundings of an administrator of an account."""
    env = {
        "PATH": TOOLS,
        "AWS_ENDPOINT_URL": address,
        "AWS_REGION": region,
        "AWS_DEFAULT_REGION": region,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
    }
    role = f"arn:aws:iam::{account}:role/administrator"
    given = asked(env, "sts", "assume-role", "--role-arn", role, "--role-session-name", "first-apply")["Credentials"]
    return env | {
        "AWS_ACCESS_KEY_ID": given["AccessKeyId"],
        "AWS_SECRET_ACCESS_KEY": given["SecretAccessKey"],
        "AWS_SESSION_TOKEN": given["SessionToken"],
    }


SERVED = pytest.mark.skipif(
    not (shutil.which("aws", path=TOOLS) and shutil.which("moto_server", path=TOOLS)),
    reason="aws and moto_server are not installed, and TERRAFIRM_AWS_TOOLS names no directory that has them",
)


@pytest.mark.slow
@SERVED
def test_the_steps_hold_in_an_account_and_may_be_repeated() -> None:
    files = default_rendering("rag", "aws")
    define, calls = steps(files)
    want = wanted(files, "prod")
    with aws_stand_in() as address:
        env = signed_in(address, want["region"], want["account"])
        for _ in range(2):
            done = subprocess.run(
                ["bash", "-c", define + calls[want["account"]]], env=env, capture_output=True, text=True, check=False
            )
            assert (done.returncode, done.stderr) == (0, "")
        (key,) = asked(env, "kms", "list-keys")["Keys"]
        assert asked(env, "kms", "describe-key", "--key-id", want["alias"])["KeyMetadata"]["Arn"] == key["KeyArn"]
        assert asked(env, "kms", "get-key-rotation-status", "--key-id", key["KeyId"])["KeyRotationEnabled"] is True
        expected = {
            want["logs"]: {"SSEAlgorithm": "AES256"},
            want["state"]: {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": key["KeyArn"]},
        }
        for bucket, encryption in expected.items():
            judge_bucket(env, bucket, encryption)
        logging = asked(env, "s3api", "get-bucket-logging", "--bucket", want["state"])["LoggingEnabled"]
        assert logging["TargetBucket"] == want["logs"]


@pytest.mark.slow
@SERVED
def test_the_steps_of_the_backup_hold_in_an_account_and_may_be_repeated() -> None:
    files = default_rendering("rag", "aws")
    define, calls = steps(files, "make_backup")
    backup = hcl_values(files["environments/prod/terraform.tfvars"])["backup"]
    bucket, region = backup["bucket_arn"].rpartition(":")[2], backup["kms_key_arn"].split(":")[3]
    with aws_stand_in() as address:
        env = signed_in(address, region, backup["account_id"])
        for _ in range(2):
            command = ["bash", "-c", define + calls[wanted(files, "prod")["account"]]]
            done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
            assert (done.returncode, done.stderr) == (0, "")
        (key,) = asked(env, "kms", "list-keys")["Keys"]
        assert done.stdout == f"kms_key_arn of {bucket}: {key['KeyArn']}\n"
        judge_bucket(env, bucket, {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": key["KeyArn"]})
        lock = asked(env, "s3api", "get-object-lock-configuration", "--bucket", bucket)["ObjectLockConfiguration"]
        assert lock["ObjectLockEnabled"] == "Enabled"


def judge_bucket(env: dict[str, str], bucket: str, encryption: dict[str, str]) -> None:
    """A bucket is private, versioned, encrypted as it should be, owned by its account, and answers TLS alone."""

    def have(what: str) -> Any:
        return asked(env, "s3api", f"get-{what}", "--bucket", bucket)

    assert have("public-access-block")["PublicAccessBlockConfiguration"] == PRIVATE
    assert have("bucket-versioning")["Status"] == "Enabled"
    owner = have("bucket-ownership-controls")["OwnershipControls"]["Rules"]
    assert owner == [{"ObjectOwnership": "BucketOwnerEnforced"}]
    (rule,) = have("bucket-encryption")["ServerSideEncryptionConfiguration"]["Rules"]
    assert rule["ApplyServerSideEncryptionByDefault"] == encryption
    denied = [item for item in json.loads(have("bucket-policy")["Policy"])["Statement"] if item["Effect"] == "Deny"]
    assert {"Bool": {"aws:SecureTransport": "false"}} in [item["Condition"] for item in denied]
