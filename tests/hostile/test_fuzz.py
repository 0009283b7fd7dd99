"""Whatever text comes in, parsing and evaluating end in values, unknowns and messages, never in an exception."""

from __future__ import annotations

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from terrafirm.app.show import plain_value
from terrafirm.sources.hcl.json_syntax import parse_json_file
from terrafirm.sources.hcl.parse import parse_file
from terrafirm.sources.hcl.run import allow_deep_recursion
from terrafirm.sources.hcl.source import read_text
from terrafirm.sources.hcl.syntax import SourceFile

allow_deep_recursion()

ROOT = Path(__file__).resolve().parents[2]
SEEDS = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "fixtures" / "ai-stack").rglob("*.tf"))]
SEEDS += [path.read_text(encoding="utf-8") for path in sorted((ROOT / "tests/terraform/configurations").rglob("*.tf"))]
TOKENS = [
    "${", "}", "%{", "%{if ", "%{endif}", "~}", '"', "<<EOT\n", "EOT\n", "[*]", ".*", "...", "=>", "for x in ", " if ",
    "? ", ": ", "null", "each.value", "count.index", "self", "var.x", "local.y", "(", ")", "[", "]", "{", "\\",
    "\0",
    "\N{RIGHT-TO-LEFT OVERRIDE}",
    "\ud7ff", "1e999", "-", "!", "/*", "//", "#", "\r\n", "dynamic", "jsonencode(", "try(",
    "templatefile(", "range(0, 5000)", "setproduct(",
]  # fmt: skip

mutations = st.lists(
    st.tuples(st.integers(0, 4000), st.integers(0, 12), st.sampled_from([*TOKENS, ""])), min_size=1, max_size=6
)


def mutated(seed: str, changes: list[tuple[int, int, str]]) -> str:
    for at, length, token in changes:
        position = at % (len(seed) + 1)
        seed = seed[:position] + token + seed[position + length :]
    return seed


def evaluate(text: str) -> None:
    inventory = read_text(text, "fuzz.tf")
    for resource in inventory.resources:
        for name in resource.attribute_names():
            plain_value(resource.get(name))
            resource.origin((name,))
        list(resource.references())
    assert all(item.why and item.line >= 0 for item in inventory.not_evaluated)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(SEEDS), mutations)
def test_mutated_configuration_never_raises(seed: str, changes: list[tuple[int, int, str]]) -> None:
    evaluate(mutated(seed, changes))


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=200) | st.lists(st.sampled_from(TOKENS), max_size=40).map("".join))
def test_arbitrary_text_never_raises(text: str) -> None:
    body, faults = parse_file(SourceFile("fuzz.tf", text))
    assert body is not None
    assert all(fault.why and fault.line >= 1 for fault in faults)
    evaluate(f"locals {{\n  a = {text}\n}}\n" + 'resource "aws_sqs_queue" "q" {\n  name = local.a\n}\n')


JSON_TOKENS = [*'{}[]":,', "null", "1", '"resource"', '"a"']


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200) | st.lists(st.sampled_from(JSON_TOKENS), max_size=60).map("".join))
def test_arbitrary_json_never_raises(text: str) -> None:
    body, faults = parse_json_file(SourceFile("fuzz.tf.json", text))
    assert body is not None
    assert all(fault.why for fault in faults)
