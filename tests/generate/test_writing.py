"""Writing replaces nothing unasked and never leaves the directory."""

from __future__ import annotations

from pathlib import Path

import pytest

from terrafirm.generate.writing import remove_files, tree, write_files
from terrafirm.model.errors import UsageError


def test_files_that_are_in_the_way_stop_everything_before_the_first_write(tmp_path: Path) -> None:
    (tmp_path / "b.tf").write_text("mine\n", encoding="utf-8")
    with pytest.raises(UsageError, match=r"b\.tf would be overwritten"):
        write_files(tmp_path, {"a.tf": "new\n", "b.tf": "new\n"}, force=False)
    assert not (tmp_path / "a.tf").exists()
    assert (tmp_path / "b.tf").read_text(encoding="utf-8") == "mine\n"


def test_force_replaces_the_same_paths_and_no_other_file(tmp_path: Path) -> None:
    (tmp_path / "b.tf").write_text("mine\n", encoding="utf-8")
    (tmp_path / "c.tf").write_text("mine\n", encoding="utf-8")
    write_files(tmp_path, {"a/a.tf": "new\n", "b.tf": "new\n"}, force=True)
    found = {path.name: path.read_text(encoding="utf-8") for path in tmp_path.rglob("*.tf")}
    assert found == {"a.tf": "new\n", "b.tf": "new\n", "c.tf": "mine\n"}
    assert [path.name for path in tmp_path.rglob(".terrafirm-*")] == []


def test_a_dangling_link_is_in_the_way_too(tmp_path: Path) -> None:
    (tmp_path / "a.tf").symlink_to(tmp_path / "nothing")
    with pytest.raises(UsageError, match="would be overwritten"):
        write_files(tmp_path, {"a.tf": "new\n"}, force=False)


def test_a_linked_folder_leads_nowhere(tmp_path: Path) -> None:
    outside, inside = tmp_path / "outside", tmp_path / "inside"
    outside.mkdir()
    inside.mkdir()
    (inside / "modules").symlink_to(outside)
    with pytest.raises(UsageError, match="leads out"):
        write_files(inside, {"modules/a.tf": "new\n"}, force=True)
    assert list(outside.iterdir()) == []


def test_a_link_is_replaced_and_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside.tf"
    outside.write_text("theirs\n", encoding="utf-8")
    inside = tmp_path / "inside"
    inside.mkdir()
    (inside / "a.tf").symlink_to(outside)
    write_files(inside, {"a.tf": "new\n"}, force=True)
    assert outside.read_text(encoding="utf-8") == "theirs\n"
    assert (inside / "a.tf").read_text(encoding="utf-8") == "new\n"


def test_a_directory_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("a file\n", encoding="utf-8")
    with pytest.raises(UsageError):
        write_files(tmp_path / "a", {"b.tf": "new\n"}, force=False)


def test_removal_leaves_no_empty_folder_and_no_full_one_touched(tmp_path: Path) -> None:
    write_files(tmp_path, {"a/b/c.tf": "x\n", "a/d.tf": "x\n"}, force=False)
    remove_files(tmp_path, ["a/b/c.tf"])
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["d.tf"]
    remove_files(tmp_path, ["a/d.tf"])
    assert list(tmp_path.iterdir()) == []


def test_the_tree_shows_folders_and_files() -> None:
    assert tree(["b/c.tf", "a.tf", "b/d/e.tf"]) == [
        "├── a.tf",
        "└── b/",
        "    ├── c.tf",
        "    └── d/",
        "        └── e.tf",
    ]
