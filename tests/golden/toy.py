"""A report made by hand from a toy pack of three rules, which no change of the real pack can touch."""

from __future__ import annotations

from dataclasses import replace

from terrafirm.model.finding import Because, DriftItem, Finding, Removal, Report, Suppression
from terrafirm.model.resource import Location, NotEvaluated
from terrafirm.model.rule import Rule, Selection
from terrafirm.model.verdict import FAIL, PASS, UNKNOWN

ROOT_ACCESS = Rule(
    id="toy-notebook-root",
    title="Notebook lets its users become root",
    severity="high",
    category="hardening",
    controls={"nist-800-53r5": ("AC-6", "AC-6(10)"), "csa-ai": ("2.2.3",)},
    why="Root can switch off agents and rewrite start-up scripts, so one stolen session becomes lasting control.",
    fix='Set root_access to "Disabled"; install packages from a lifecycle configuration.',
    refs=("https://docs.aws.amazon.com/sagemaker/latest/dg/nbi-root-access.html",),
    select=Selection(("aws_sagemaker_notebook_instance",)),
    require={"root_access": {"equals": "Disabled", "absent": "fail"}},
    cases={
        "pass": {"switched off": 'root_access = "Disabled"'},
        "fail": {"switched on": 'root_access = "Enabled"', "left out": ""},
        "unknown": {"variable without a value": "root_access = var.root"},
    },
    path="toy/notebook/root.yaml",
    equivalents={"prowler": ("sagemaker_notebook_root",), "checkov": ("CKV_AWS_307",)},
    since="0.1",
)
PUBLIC_BUCKET = Rule(
    id="toy-bucket-public",
    title="Bucket policy lets everybody read model artifacts",
    severity="critical",
    category="access",
    controls={"csa-ai": ("1.1.1",)},
    why="Whoever can list the bucket can take the model with them.",
    fix="Name the principals that may read, or tie the statement to your organization.",
    refs=("https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html",),
    select=Selection(("aws_s3_bucket_policy",), roles=("model_artifact",)),
    require={"policy": {"grants": {"principal": "public"}, "absent": "pass"}},
    cases={
        "pass": {"no policy": ""},
        "fail": {
            "everybody": 'resource "aws_s3_bucket_policy" "this" {\n  bucket = "models"\n  policy = data.x.json\n}'
        },
    },
    path="toy/bucket/public.yaml",
    differs="Other tools read only\nliteral policies.",
    status="preview",
)
SHORT_RETENTION = Rule(
    id="toy-log-retention",
    title="Logs are kept for less than a year",
    severity="low",
    category="retention",
    controls={},
    why="Misuse of a model is often found months later.",
    fix="Set retention_in_days to 365 or more.",
    refs=("https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/", "See the operations handbook"),
    select=Selection(("aws_cloudwatch_log_group",)),
    require={"retention_in_days": {"at_least": 365, "absent": "pass"}},
    cases={"pass": {"a year": "retention_in_days = 365"}, "fail": {"a week": "retention_in_days = 7"}},
    path="toy/log/retention.yaml",
    aliases=("toy-logs-short",),
)

_ROOT_LINE = Location("modules/lab/main.tf", 12, 17, 12, 25, "  root_access = var.root # set by the team")
NOTEBOOK = Finding(
    rule=ROOT_ACCESS,
    verdict=FAIL,
    address='module.lab.aws_sagemaker_notebook_instance.this["a"]',
    type="aws_sagemaker_notebook_instance",
    location=_ROOT_LINE,
    message='Notebook lets its users become root (root_access = "Enabled")',
    because=(
        Because(
            "root_access",
            "Enabled",
            Location("main.tf", 4, 13, 4, 22, '  default = "Enabled"'),
            ("var.root", "module.lab.root"),
        ),
    ),
    severity="high",
    roles=("notebook",),
    owner="ml-platform",
    priority=70,
    fingerprint="1f0d1c7be3a44b8fa3d2f0a0e5f1c001",
)
BUCKET = Finding(
    rule=PUBLIC_BUCKET,
    verdict=FAIL,
    address="aws_s3_bucket_policy.models",
    type="aws_s3_bucket_policy",
    location=Location("main.tf", 21, 11, 24, 5, "\tpolicy = jsonencode({"),
    message="Bucket policy lets everybody read model artifacts (policy)",
    because=(
        Because(
            "policy",
            {"Statement": [{"Effect": "Allow", "Principal": "*", "Action": ["s3:GetObject"]}]},
            Location("main.tf", 21, 11, 24, 5, "\tpolicy = jsonencode({"),
        ),
        Because("", None, Location("main.tf", 9, 1, 9, 40), (), "no aws_s3_bucket_public_access_block belongs to it"),
    ),
    severity="critical",
    roles=("model_artifact", "training_data"),
    fingerprint="1f0d1c7be3a44b8fa3d2f0a0e5f1c002",
)
_LOG_LINE = Location("modules/endpoint/protokoll größe.tf", 3, 23, 3, 24, "  retention_in_days = 7")
LOGS = Finding(
    rule=SHORT_RETENTION,
    verdict=FAIL,
    address="aws_cloudwatch_log_group.endpoint",
    type="aws_cloudwatch_log_group",
    location=_LOG_LINE,
    message="Logs are kept for less than a year (retention_in_days = 7)",
    because=(
        Because(
            "retention_in_days",
            7,
            Location("modules/endpoint/protokoll größe.tf", 3, 23, 3, 24, "  retention_in_days = 7"),
        ),
    ),
    severity="low",
    fingerprint="1f0d1c7be3a44b8fa3d2f0a0e5f1c003",
)
SECRET = replace(
    NOTEBOOK,
    address="aws_sagemaker_notebook_instance.secret",
    location=Location("main.tf", 30, 11, 30, 28, '  token = "hunter2-hunter2"'),
    message="Notebook lets its users become root (token = (sensitive))",
    because=(Because("token", "(sensitive)", Location("main.tf", 30, 11, 30, 28, '  token = "hunter2-hunter2"')),),
    fingerprint="1f0d1c7be3a44b8fa3d2f0a0e5f1c004",
)


def scan_report() -> Report:
    """What ``scan --all-verdicts`` says."""
    passed = replace(
        NOTEBOOK, verdict=PASS, address="aws_sagemaker_notebook_instance.safe", because=(), message="passes"
    )
    unknown = replace(
        NOTEBOOK,
        verdict=UNKNOWN,
        address="aws_sagemaker_notebook_instance.open",
        message="Not known whether: Notebook lets its users become root",
        because=(Because("root_access", "(unknown)", Location("main.tf", 40, 17), (), "variable root has no value"),),
    )
    held = replace(LOGS, address="aws_cloudwatch_log_group.debug", fingerprint="1f0d1c7be3a44b8fa3d2f0a0e5f1c005")
    ended = replace(BUCKET, address="aws_s3_bucket_policy.models")
    comment = Location("main.tf", 20, 1, 20, 1, "# terrafirm:ignore=toy-bucket-public")
    return Report(
        version="1.2.3",
        resources=7,
        files=3,
        rules=3,
        findings=[LOGS, NOTEBOOK, SECRET, BUCKET],
        passed=[passed],
        unknown=[unknown],
        suppressed=[
            Suppression(held, "kept elsewhere", "2027-01-31", "terrafirm", Location("modules/endpoint/main.tf", 2, 1)),
            Suppression(
                replace(held, address="aws_cloudwatch_log_group.build"), "", "", "checkov", Location("ci.tf", 8, 1)
            ),
        ],
        expired=[Suppression(ended, "until the migration", "2024-06-30", "terrafirm", comment)],
        not_evaluated=[
            NotEvaluated("data.tf", 3, "the file is read at apply", 9, fatal=False),
            NotEvaluated("broken.tf", 14, 'expected "}" to close the block', 2),
            NotEvaluated("", 0, "the plan was cut off"),
        ],
        passes=1,
        unknowns=1,
    )


def gate_report() -> Report:
    """What ``gate`` says: every finding carries how the change touches it."""
    changes = ("introduced", "worsened", "unchanged", "fixed", "destroyed")
    findings = [
        replace(
            NOTEBOOK,
            address=f"aws_sagemaker_notebook_instance.{change}",
            change=change,
            fingerprint=f"2f0d1c7be3a44b8fa3d2f0a0e5f1c00{number}",
        )
        for number, change in enumerate(changes)
    ]
    held = Suppression(replace(NOTEBOOK, address="a.old"), "in baseline.json", "", "baseline", NOTEBOOK.location)
    return Report(
        "1.2.3",
        resources=5,
        files=1,
        rules=3,
        findings=[*findings, replace(LOGS, change="introduced")],
        suppressed=[held],
        passes=9,
        drift=[
            DriftItem("changed", "aws_s3_bucket.models", "acl", "private", "public-read", ("toy-bucket-public",)),
            DriftItem("missing", "aws_kms_key.models"),
        ],
        removals=[
            Removal("aws_s3_bucket.data", "aws_s3_bucket", "replace", ("training_data",), "bucket forces a replacement")
        ],
        notes=["baseline.json: toy-log-retention on a.gone is found no longer: remove the entry"],
    )


def empty_report() -> Report:
    """A clean scan."""
    return Report("1.2.3", resources=2, files=1, rules=3, passes=6)
