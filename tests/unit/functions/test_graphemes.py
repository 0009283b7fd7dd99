"""Grapheme clusters after Unicode 15 annex 29, as Terraform's text segmentation cuts them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terrafirm.sources.hcl.functions.graphemes import clusters, count_clusters


@pytest.mark.parametrize(
    "cut",
    [
        ["a", "b"],
        ["\r\n", "\n", "\r"],
        ["e\u0301", "a"],
        ["\U0001f1e9\U0001f1ea", "\U0001f1eb"],
        ["\U0001f468\u200d\U0001f469\u200d\U0001f467", "x"],
        ["\U0001f44b\U0001f3fd", "!"],
        ["\uac01", "\u1100\u1161\u11a8"],
        ["\u0e01\u0e47", "\u0e02"],
        ["\u0600\u0627", "\u0628"],
        ["\u0007", "\u0308"],
    ],
)
def test_text_is_cut_where_readers_see_characters_end(cut: list[str]) -> None:
    assert clusters("".join(cut)) == cut


@given(st.text())
def test_clusters_joined_are_the_text_again(text: str) -> None:
    assert "".join(clusters(text)) == text
    assert count_clusters(text) == len(clusters(text))
