"""The questions of the scaffold: what each asks, its default, and which answers it takes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping

from terrafirm.model.record import dataclass, field

CLOUDS = ("aws", "azure", "google")
ENVIRONMENTS = ("dev", "test", "prod")
#: Periods that CloudWatch Logs knows, between the year that investigations need and the ten that minimization allows.
RETENTION_DAYS = ("365", "400", "545", "731", "1096", "1827", "2557", "3653")

_LONGEST = 254  # characters of any answer; an e-mail address may have that many (RFC 5321)

_EMAIL = r"[A-Za-z0-9._%+-]{1,64}@([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,24}"
_DOMAIN = r"([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}"
_GUID = r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_SLUG = r"[a-z][a-z0-9]*(-[a-z0-9]+)*"
# ARNs of other partitions (aws-us-gov, aws-cn, aws-iso) begin otherwise than the generated ones
_LOCATION = {
    "aws": r"(?!us-gov|us-iso|eu-isoe|cn-)[a-z]{2}(-[a-z]+)+-[1-9]",
    "azure": r"[a-z]+[a-z0-9]*",
    "google": r"[a-z]+-[a-z]+[0-9]{1,2}",
}
_BRANCH = r"[A-Za-z0-9_](?!.*([.][.]|//))[A-Za-z0-9_./-]{0,60}[A-Za-z0-9_]"

#: Names that a cloud, an operating system or Terraform keeps for itself.
_RESERVED = frozenset(
    {
        "aux", "azure", "con", "default", "google", "kube", "login", "microsoft", "module", "nul", "null", "office",
        "prn", "provider", "resource", "self", "terraform", "windows", "xbox",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Question:
    """One question. ``default`` and ``pattern`` may depend on the cloud; ``clouds`` is empty where all are asked.

    An answer for one ``environment`` is asked where there is that environment, and means the same in each of them: the
    templates of prod see the answer ``prod_account_id`` as ``account_id``.
    """

    name: str
    text: str
    default: str | Mapping[str, str]
    pattern: str | Mapping[str, str]
    expects: str
    clouds: tuple[str, ...] = ()
    environment: str = ""
    several: bool = False
    forbids: Callable[[str], str | None] = field(default=lambda _: None)

    def default_for(self, cloud: str) -> str:
        """The default answer on a cloud."""
        return self.default if isinstance(self.default, str) else self.default[cloud]

    def asked_on(self, cloud: str) -> bool:
        """Whether the question means anything on a cloud."""
        return not self.clouds or cloud in self.clouds

    def refusal(self, answer: str, cloud: str) -> str | None:
        """Why an answer is refused, or None where it is taken."""
        if len(answer) > _LONGEST:
            return f"it is longer than {_LONGEST} characters"
        pattern = self.pattern if isinstance(self.pattern, str) else self.pattern[cloud]
        parts = [part.strip() for part in answer.split(",")] if self.several else [answer]
        for part in parts:
            if not re.fullmatch(pattern, part):
                return f"it must be {self.expects}"
        if len(set(parts)) != len(parts):
            return "it names something twice"
        return self.forbids(answer)


def _reserved(name: str) -> str | None:
    words = sorted(_RESERVED & set(name.split("-")))
    return f'"{words[0]}" is reserved by a cloud, an operating system or Terraform' if words else None


def _one_of(*names: str) -> str:
    return "|".join(re.escape(name) for name in names)


#: A line of free text; :func:`_invisible` judges it further.
_LINE = r"[^\W_][^\n]{0,199}"


def _invisible(line: str) -> str | None:
    """Why a line does not read as what it is: control and format characters, direction marks among them."""
    for char in line:
        if unicodedata.category(char) in ("Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"):
            return f"U+{ord(char):04X} is a control or format character"
    return None


QUESTIONS: tuple[Question, ...] = (
    Question(
        "project", "Short name of the project; it begins every resource name", "ai-core",
        rf"(?=.{{3,11}}$){_SLUG}", "3 to 11 lower-case letters, digits and single hyphens, beginning with a letter",
        forbids=_reserved,
    ),
    Question(
        "description", "What it is for, in one sentence", "A hardened environment for AI workloads.",
        _LINE, "one line of at most 200 characters that begins with a letter or digit, without control characters",
        forbids=_invisible,
    ),
    Question(
        "location", "Region or location", {"aws": "eu-west-1", "azure": "northeurope", "google": "europe-west4"},
        _LOCATION,
        "the cloud's own name of a region, such as eu-west-1 (not GovCloud or China), northeurope or europe-west4",
    ),
    Question(
        "second_location", "Second region, for copies that survive the first",
        {"aws": "eu-central-1", "azure": "westeurope", "google": "europe-west1"},
        _LOCATION, "the cloud's own name of a region",
    ),
    Question(
        "environments", "Environments, separated by commas", "dev,test,prod",
        _one_of(*ENVIRONMENTS), "one or more of dev, test and prod, separated by commas", several=True,
    ),
    Question(
        "organization", "Short name of the organization", "acme",
        rf"(?=.{{2,20}}$){_SLUG}", "2 to 20 lower-case letters, digits and single hyphens, beginning with a letter",
        forbids=_reserved,
    ),
    Question(
        "owner", "Team that owns the resources (a tag)", "ml-platform",
        rf"(?=.{{2,40}}$){_SLUG}", "2 to 40 lower-case letters, digits and single hyphens, beginning with a letter",
    ),
    Question(
        "risk_tier", "Risk tier of the models (low, medium, high)", "high", _one_of("low", "medium", "high"),
        "low, medium or high",
    ),
    Question(
        "data_classification", "Classification of the data (internal, confidential, restricted)", "confidential",
        _one_of("internal", "confidential", "restricted"), "internal, confidential or restricted",
    ),
    Question(
        "retention_days", "Days that logs are kept", "400", _one_of(*RETENTION_DAYS),
        f"one of {', '.join(RETENTION_DAYS)}",
    ),
    Question("contact_email", "E-mail address for alerts", "security@example.com", _EMAIL, "an e-mail address"),
    Question(
        "contact_phone", "Telephone number for alerts", "+15550100200", r"\+[0-9]{7,15}",
        "a number with its country code and no spaces, such as +15550100200", clouds=("azure",),
    ),
    Question(
        "domain", "Domain that public names are made in", "example.com", rf"(?=.{{4,120}}$){_DOMAIN}",
        "a domain name in lower case",
    ),
    Question(
        "repository", "Repository of this code (organization/name)", "acme/ai-infrastructure",
        r"[A-Za-z0-9][A-Za-z0-9-]{0,38}/(?![.]+$)[A-Za-z0-9_.-]{1,100}",
        "organization/name as GitHub or GitLab spells it, letters, digits, hyphens, dots and underscores",
    ),
    Question(
        "default_branch", "Branch that is deployed", "main", _BRANCH,
        "a branch name of letters, digits, dots, hyphens, underscores and single slashes",
    ),
    Question("ci", "Pipeline (github, gitlab, both)", "both", _one_of("github", "gitlab", "both"),
             "github, gitlab or both"),
    Question("dev_account_id", "AWS account of dev", "111122223333", r"[0-9]{12}", "12 digits", clouds=("aws",),
             environment="dev"),
    Question("test_account_id", "AWS account of test", "222233334444", r"[0-9]{12}", "12 digits", clouds=("aws",),
             environment="test"),
    Question("prod_account_id", "AWS account of prod", "333344445555", r"[0-9]{12}", "12 digits", clouds=("aws",),
             environment="prod"),
    Question("backup_account_id", "AWS account that copies are kept in", "999988887777", r"[0-9]{12}",
             "12 digits", clouds=("aws",)),
    Question("dev_subscription_id", "Azure subscription of dev", "6b1f2c3d-0a4e-4d55-9c1b-2f7f0e6a9d10", _GUID,
             "a GUID in lower case", clouds=("azure",), environment="dev"),
    Question("test_subscription_id", "Azure subscription of test", "7c2f3d4e-1b5f-4e66-8d2c-3a8a1f7b0e21", _GUID,
             "a GUID in lower case", clouds=("azure",), environment="test"),
    Question("prod_subscription_id", "Azure subscription of prod", "8d3a4e5f-2c6a-4f77-9e3d-4b9b2a8c1f32", _GUID,
             "a GUID in lower case", clouds=("azure",), environment="prod"),
    Question("tenant_id", "Entra tenant", "3f0c9a52-7d6b-4b0e-8a55-0b8c4f1e2d33", _GUID, "a GUID in lower case",
             clouds=("azure",)),
    Question("project_prefix", "Google project ids without their environment", "acme-ai-core",
             rf"(?=.{{4,24}}$){_SLUG}", "4 to 24 lower-case letters, digits and single hyphens", clouds=("google",),
             forbids=_reserved),
    Question("organization_id", "Google organization number", "123456789012", r"[0-9]{6,20}", "digits",
             clouds=("google",)),
)  # fmt: skip

BY_NAME = {question.name: question for question in QUESTIONS}
