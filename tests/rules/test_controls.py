"""Claims about the catalogue of controls that rules may cite (`rules/controls/`)."""

import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

CATALOGUE = Path(__file__).parents[2] / "rules" / "controls"

ID_PATTERNS = {
    "cis-controls-v8": r"\d{1,2}(\.\d{1,2})?",
    "csa-ai": r"[123](\.\d){1,2}",
    "csa-ccm-v4": r"(A&A|[A-Z]{3})-\d\d",
    "gdpr": r"Art\. \d{1,2}(\(\d\)(\([a-f]\))?)?",
    "iso-27001-2022": r"A\.[5-8]\.\d{1,2}",
    "iso-42001-2023": r"A\.([2-5]|[7-9]|10|6\.[12])\.\d",
    "mitre-atlas": r"AML\.(TA\d{4}|T\d{4}(\.\d{3})?|M\d{4})",
    "nist-800-190": r"[34]\.[1-5]\.[1-5]|4\.6",
    "nist-800-207": r"2\.1-[1-7]",
    "nist-800-53r5": r"[A-Z]{2}-\d{1,2}(\(\d{1,2}\))?",
    "nist-ai-rmf-1.0": r"(GOVERN|MAP|MEASURE|MANAGE) \d\.\d{1,2}",
    "nist-ssdf-1.1": r"(PO|PS|PW|RV)\.\d(\.\d)?",
    "owasp-k8s-2022": r"K(0\d|10)",
    "owasp-llm-2025": r"LLM(0\d|10):2025",
}
"""What an id of each framework looks like; the keys are the frameworks that ship."""

SHARED_TITLES = {
    "nist-800-190": None,  # a risk of chapter 3 and its countermeasure in chapter 4 have one title
    "nist-800-53r5": {"Policy and Procedures"},  # the first control of every family but PM
}
"""Titles a framework itself uses more than once; None where that is its whole design."""

KINDS = {
    "1.1": "RGA", "1.2": "RG", "1.3": "RG", "1.4": "RGL", "1.5": "RGL",
    "2.1.1": "RGL", "2.1.2": "RG", "2.1.3": "RGL",
    "2.2.1": "RGL", "2.2.2": "RGL", "2.2.3": "RGL", "2.2.4": "RGL", "2.2.5": "RGL",
    "2.3.1": "RG", "2.3.2": "RL", "2.3.3": "RG", "2.3.4": "RLP",
    "2.4.1": "RA", "2.4.2": "RA", "2.4.3": "RG", "2.4.4": "RG",
    "2.5.1": "RPA", "2.5.2": "RGP", "2.5.3": "RGL", "2.5.4": "RA",
    "2.6.1": "RG", "2.6.2": "RG", "2.6.4": "RG", "2.6.5": "RGP",
    "3.1": "PL", "3.2": "RLP", "3.3": "P", "3.4": "P", "3.5": "P", "3.6": "P",
}  # fmt: skip
"""Every responsibility of the paper (which has no 2.6.3) with how the product answers it."""

DIMENSIONS = {"evaluation", "raci", "implementation", "monitoring", "access", "guardrails"}

UNSHIPPED_GUARDRAILS = {
    "CIS Benchmarks",
    "CNCF Security Whitepaper",
    "Cloud-native application protection platform (CNAPP)",
    "DISA STIG",
    "ISO/IEC 27701",
    "NIST AI 100-2 E2023",
    "NIST SP 800-63",
    "NIST guidance (unspecified)",
    "OWASP LLM04 Model Denial of Service (2023 edition)",
    "OWASP Top 10 A07:2021 Identification and Authentication Failures",
    "Privacy law",
    "Tokenization guidance for cloud services",
}
"""References the paper names for which no list of controls ships."""

Document = dict[str, Any]


@cache
def catalogue(framework: str) -> Document:
    """One framework, read with YAML 1.2 rules; a duplicate key raises."""
    return read(framework, version=(1, 2))


def read(framework: str, *, version: tuple[int, int]) -> Document:
    """One framework, read as the given YAML version resolves scalars."""
    reader = YAML(typ="safe", pure=True)
    reader.version = version
    loaded: Document = reader.load(CATALOGUE / f"{framework}.yaml")
    return loaded


def controls(framework: str) -> Document:
    found: Document = catalogue(framework)["controls"]
    return found


def titles(framework: str) -> dict[str, str]:
    return {key: entry["title"] if isinstance(entry, dict) else entry for key, entry in controls(framework).items()}


def numbered(prefix: str, first: int, last: int, *, width: int = 1) -> list[str]:
    return [f"{prefix}{number:0{width}d}" for number in range(first, last + 1)]


every_framework = pytest.mark.parametrize("framework", sorted(ID_PATTERNS))
every_responsibility = pytest.mark.parametrize("responsibility", KINDS)


def test_the_catalogue_holds_exactly_the_known_frameworks() -> None:
    assert sorted(path.name for path in CATALOGUE.iterdir()) == sorted(f"{name}.yaml" for name in ID_PATTERNS)


@every_framework
def test_a_file_states_framework_title_version_source_and_controls(framework: str) -> None:
    document = catalogue(framework)
    assert list(document) == ["framework", "title", "version", "source", "controls"]
    assert document["framework"] == framework
    assert all(isinstance(document[key], str) and document[key] for key in ("title", "version"))
    assert re.fullmatch(r"https://[a-z0-9.-]+/\S*", document["source"])
    assert document["controls"]


@every_framework
def test_yaml_1_1_and_1_2_readers_see_the_same_document(framework: str) -> None:
    assert read(framework, version=(1, 1)) == catalogue(framework)


@every_framework
def test_ids_are_strings_in_the_notation_of_the_framework(framework: str) -> None:
    pattern = re.compile(ID_PATTERNS[framework])
    assert [key for key in controls(framework) if not (isinstance(key, str) and pattern.fullmatch(key))] == []


@every_framework
def test_titles_are_single_trimmed_lines_without_a_full_stop(framework: str) -> None:
    well_formed = re.compile(r"[A-Z](?!.*\s\s).*[^\s.]")
    assert {key: title for key, title in titles(framework).items() if not well_formed.fullmatch(title)} == {}


@every_framework
def test_titles_repeat_only_where_the_framework_repeats_them(framework: str) -> None:
    allowed = SHARED_TITLES.get(framework, set())
    repeated = {title for title, count in Counter(titles(framework).values()).items() if count > 1}
    assert allowed is None or repeated == allowed


def test_ccm_has_197_controls_numbered_without_gaps_in_17_domains() -> None:
    found = list(controls("csa-ccm-v4"))
    sizes = Counter(key.rpartition("-")[0] for key in found)
    assert (len(found), len(sizes)) == (197, 17)
    assert found == [key for domain, size in sizes.items() for key in numbered(f"{domain}-", 1, size, width=2)]


def test_iso_27001_annex_a_is_complete() -> None:
    themes = {"A.5.": 37, "A.6.": 8, "A.7.": 14, "A.8.": 34}
    assert list(controls("iso-27001-2022")) == [
        key for theme, size in themes.items() for key in numbered(theme, 1, size)
    ]


def test_iso_42001_annex_a_is_complete() -> None:
    last = {"2": 4, "3": 3, "4": 6, "5": 5, "6.1": 3, "6.2": 8, "7": 6, "8": 5, "9": 4, "10": 4}
    expected = [key for clause, end in last.items() for key in numbered(f"A.{clause}.", 2, end)]
    assert list(controls("iso-42001-2023")) == expected


def test_cis_has_18_controls_each_followed_by_its_safeguards() -> None:
    safeguards = (5, 7, 14, 12, 6, 8, 7, 12, 7, 7, 5, 8, 11, 9, 7, 14, 9, 5)
    expected = [
        key
        for control, size in enumerate(safeguards, start=1)
        for key in (str(control), *numbered(f"{control}.", 1, size))
    ]
    assert list(controls("cis-controls-v8")) == expected
    assert sum(safeguards) == 153


def test_ai_rmf_has_every_subcategory_of_its_four_functions() -> None:
    functions = Counter(key.split()[0] for key in controls("nist-ai-rmf-1.0"))
    assert functions == {"GOVERN": 19, "MAP": 18, "MEASURE": 22, "MANAGE": 13}


def test_ssdf_has_42_tasks_and_the_practice_of_each() -> None:
    found = controls("nist-ssdf-1.1")
    tasks = [key for key in found if key.count(".") == 2]
    assert len(tasks) == 42
    assert {key.rpartition(".")[0] for key in tasks} == found.keys() - set(tasks)


def test_container_guide_names_a_countermeasure_for_each_risk() -> None:
    sections = {"1": 5, "2": 3, "3": 5, "4": 5, "5": 5}
    leaves = [f"{section}.{number}" for section, size in sections.items() for number in range(1, size + 1)]
    expected = [f"3.{leaf}" for leaf in leaves] + [f"4.{leaf}" for leaf in leaves] + ["4.6"]
    assert list(controls("nist-800-190")) == expected


@pytest.mark.parametrize(
    ("framework", "expected"),
    [
        ("nist-800-207", numbered("2.1-", 1, 7)),
        ("owasp-k8s-2022", numbered("K", 1, 10, width=2)),
        ("owasp-llm-2025", [f"{key}:2025" for key in numbered("LLM", 1, 10, width=2)]),
    ],
)
def test_short_lists_are_complete_and_in_order(framework: str, expected: list[str]) -> None:
    assert list(controls(framework)) == expected


def test_800_53_has_every_base_control_of_its_20_families() -> None:
    bases = [key for key in controls("nist-800-53r5") if "(" not in key]
    assert (len(bases), len({key[:2] for key in bases})) == (298, 20)


@pytest.mark.parametrize("withdrawn", ["AC-13", "SA-12", "AC-3(1)", "SC-7(1)"])
def test_800_53_leaves_out_withdrawn_controls(withdrawn: str) -> None:
    assert withdrawn not in controls("nist-800-53r5")


def test_800_53_enhancements_carry_the_title_of_their_control() -> None:
    found = titles("nist-800-53r5")
    enhancements = {key: key.partition("(")[0] for key in found if "(" in key}
    assert enhancements
    assert [key for key, base in enhancements.items() if not found[key].startswith(f"{found[base]} | ")] == []


@pytest.mark.parametrize(
    ("control", "title"),
    [
        ("AC-6(10)", "Least Privilege | Prohibit Non-privileged Users from Executing Privileged Functions"),
        ("AU-9(2)", "Protection of Audit Information | Store on Separate Physical Systems or Components"),
        ("CM-7(5)", "Least Functionality | Authorized Software — Allow-by-exception"),
        ("CP-9(8)", "System Backup | Cryptographic Protection"),
        ("SC-7(5)", "Boundary Protection | Deny by Default — Allow by Exception"),
        ("SC-8(1)", "Transmission Confidentiality and Integrity | Cryptographic Protection"),
        ("SC-12(1)", "Cryptographic Key Establishment and Management | Availability"),
        ("SC-28(1)", "Protection of Information at Rest | Cryptographic Protection"),
        ("SI-7(15)", "Software, Firmware, and Information Integrity | Code Authentication"),
    ],
)
def test_800_53_has_the_enhancements_infrastructure_rules_cite(control: str, title: str) -> None:
    assert titles("nist-800-53r5")[control] == title


def test_atlas_subtechniques_carry_the_title_of_their_technique() -> None:
    found = titles("mitre-atlas")
    children = {key: key.rpartition(".")[0] for key in found if key.count(".") == 2}
    assert children
    assert [key for key, parent in children.items() if not found[key].startswith(f"{found[parent]}: ")] == []


def test_csa_ai_holds_every_responsibility_of_the_paper_and_its_kind() -> None:
    assert {key: "".join(entry["kind"]) for key, entry in controls("csa-ai").items()} == KINDS


@every_responsibility
def test_a_responsibility_has_all_six_dimensions(responsibility: str) -> None:
    entry = controls("csa-ai")[responsibility]
    assert set(entry) == {"title", "kind", "measure", "owner", "evidence"} | DIMENSIONS
    prose = [entry[key] for key in ("evaluation", "implementation", "monitoring", "access", "evidence")]
    assert [text for text in prose if not re.fullmatch(r"[A-Z].{30,}\.", text)] == []


@every_responsibility
def test_a_responsibility_names_all_four_raci_parties_once(responsibility: str) -> None:
    raci = controls("csa-ai")[responsibility]["raci"]
    assert list(raci) == ["responsible", "accountable", "consulted", "informed"]
    assert all(raci.values())
    parties = [role for roles in raci.values() for role in roles]
    assert len(parties) == len(set(parties))


@every_responsibility
def test_the_owner_is_the_first_responsible_role(responsibility: str) -> None:
    entry = controls("csa-ai")[responsibility]
    assert entry["owner"] == entry["raci"]["responsible"][0]


@every_responsibility
def test_a_measure_has_a_metric_a_unit_a_direction_and_at_most_one_target(responsibility: str) -> None:
    measure = dict(controls("csa-ai")[responsibility]["measure"])
    target = measure.pop("target", None)
    assert set(measure) == {"metric", "unit", "better"}
    assert measure["better"] in {"higher", "lower"}
    if isinstance(target, dict):
        assert list(target) == [{"higher": "at_least", "lower": "less_than"}[measure["better"]]]
        assert all(0 < bound <= 100 for bound in target.values())
    else:
        assert target in {None, "organization"}


def test_numeric_targets_are_those_of_the_paper() -> None:
    entries = controls("csa-ai").items()
    targets = {key: entry["measure"].get("target") for key, entry in entries}
    numeric = {key: next(iter(target.values())) for key, target in targets.items() if isinstance(target, dict)}
    whole = dict.fromkeys(("1.1", "1.5", "2.1.1", "2.1.3", "2.2.2", "2.2.3", "2.2.5"), 100)
    assert numeric == whole | {"1.2": 99, "1.4": 0.5}


@every_responsibility
def test_what_infrastructure_cannot_show_is_said_to_need_an_attestation(responsibility: str) -> None:
    entry = controls("csa-ai")[responsibility]
    assert ("A" in entry["kind"]) == ("needs an attestation" in entry["evidence"])


@every_responsibility
def test_a_guardrail_is_a_shipped_framework_or_a_known_reference(responsibility: str) -> None:
    shipped = {catalogue(framework)["title"] for framework in ID_PATTERNS}
    named = controls("csa-ai")[responsibility]["guardrails"]
    assert named
    assert set(named) <= shipped | UNSHIPPED_GUARDRAILS


def test_no_role_is_spelled_in_two_ways() -> None:
    parties = [named for entry in controls("csa-ai").values() for named in entry["raci"].values()]
    roles = {role for named in parties for role in named}
    spellings = Counter(re.sub(r"s\b", "", role.casefold()).replace(" department", " team") for role in roles)
    assert [spelling for spelling, count in spellings.items() if count > 1] == []
