"""Measure the budgets: start-up, scans against checkov and bare tree-sitter, growth with size, the second scan, memory.

    python -m benchmarks.budgets [--repository DIR ...] [--checkov PROGRAM] [--runs N] [--write]

Without --repository it measures trees made of copies of the bundled stack. --write puts the table into RESULTS.md.
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STACK = ROOT / "fixtures" / "ai-stack"


@dataclass(frozen=True, slots=True)
class Row:
    """One measured budget; figures are medians."""

    what: str
    figure: str
    budget: str
    holds: bool


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds and peak resident megabytes of a process."""

    seconds: float
    megabytes: float


def measure(command: Sequence[str], runs: int, cache: Path) -> Measured:
    """Median wall time and peak memory of a command over several runs."""
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}", "XDG_CACHE_HOME": str(cache)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # users have bytecode; a build that forbids it would not
    seconds, peak = [], 0.0
    for _ in range(runs):
        begun = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
        _, _, usage = os.wait4(process.pid, 0)
        process.returncode = 0
        seconds.append(time.perf_counter() - begun)
        peak = max(peak, usage.ru_maxrss / 1024)
    return Measured(statistics.median(seconds), peak)


def scan_command(directory: Path, *options: str) -> list[str]:
    """A scan in one process."""
    return [sys.executable, "-m", "terrafirm", "scan", str(directory), "--format", "json", *options]


def parse_command(directory: Path) -> list[str]:
    """Bare tree-sitter parsing of the same files: only the parsing is timed."""
    return [sys.executable, "-m", "benchmarks.bare_parse", str(directory)]


def bare_parse(directory: Path) -> float:
    """Seconds that tree-sitter takes to parse every configuration file below a directory."""
    done = subprocess.run(parse_command(directory), cwd=ROOT, capture_output=True, text=True, check=True)
    return float(done.stdout)


def tree_of(size: int, place: Path) -> Path:
    """A tree of ``size`` files: copies of the bundled stack, each a root module of its own."""
    each = sum(1 for _ in STACK.rglob("*.tf"))
    for number in range(max(1, size // each)):
        shutil.copytree(STACK, place / f"stack{number:04}")
    return place


def load_pack(cache: Path) -> float:
    """Seconds that a new process takes to load the rules and to sort them by type; they compile as they are used."""
    program = (
        "import gc, time; gc.set_threshold(200_000, 50, 100);"  # as the commands do
        "from terrafirm.app.pack import roles, rules; from terrafirm.engine.judge import Engine;"
        "begun = time.perf_counter(); Engine(rules(), roles()); print(time.perf_counter() - begun)"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "XDG_CACHE_HOME": str(cache)}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True)
    return float(done.stdout)


def start_up(runs: int, cache: Path, work: Path) -> list[Row]:
    """How long the shortest commands take."""
    version = measure([sys.executable, "-m", "terrafirm", "--version"], runs, cache)
    one = work / "one"
    one.mkdir()
    shutil.copy(STACK / "serving.tf", one / "main.tf")
    measure(scan_command(one), 1, cache)  # compiles the pack, as the first use after an installation does
    file = measure(scan_command(one, "--no-cache"), runs, cache)
    pack = statistics.median(load_pack(cache) for _ in range(runs))
    return [
        Row("the pack loads, ready to judge", f"{1000 * pack:.0f} ms", "50 ms", pack <= 0.05),
        Row("terrafirm --version", f"{version.seconds:.3f} s", "0.15 s", version.seconds <= 0.15),
        Row("scan of one file", f"{file.seconds:.3f} s", "0.35 s", file.seconds <= 0.35),
    ]


def growth(runs: int, cache: Path, work: Path) -> Iterator[Row]:
    """The cost against size, doubling from 50 to 2,000 files."""
    former = 0.0
    for size in (63, 126, 252, 504, 1008, 2016):
        tree = tree_of(size, work / f"tree{size}")
        measured = measure(scan_command(tree, "--no-cache"), runs, cache)
        if former:
            ratio = measured.seconds / former
            figure = f"{measured.seconds:.2f} s, {ratio:.2f} times {size // 2} files"
            yield Row(f"{size} files", figure, "2.1 times", ratio <= 2.1)
        former = measured.seconds


def repository(directory: Path, checkov: str | None, runs: int, cache: Path) -> list[Row]:
    """One tree: against checkov, against bare parsing, the second scan, memory."""
    name, files = directory.name, sum(1 for _ in directory.rglob("*.tf"))
    first = measure(scan_command(directory, "--no-cache"), runs, cache)
    measure(scan_command(directory), 1, cache)
    second = measure(scan_command(directory), runs, cache)
    bare = measure(parse_command(directory), runs, cache).seconds
    parsing = statistics.median(bare_parse(directory) for _ in range(runs))
    rows = [
        Row(
            f"{name} ({files} files): scan",
            f"{first.seconds:.2f} s, {first.megabytes:.0f} MB",
            "120 MB",
            first.megabytes <= 120,
        ),
        Row(
            f"{name}: scan against a program that only parses with tree-sitter ({bare:.2f} s)",
            f"{first.seconds / bare:.1f} times; {first.seconds / parsing:.1f} times its parsing ({parsing:.3f} s)",
            "8 times",
            first.seconds <= 8 * bare,
        ),
        Row(
            f"{name}: second scan",
            f"{second.seconds / first.seconds:.2f} of the first",
            "0.25",
            second.seconds <= first.seconds / 4,
        ),
    ]
    if checkov:
        command = [checkov, "-d", str(directory), "--framework", "terraform", "--quiet", "--compact", "-o", "json"]
        theirs = measure(command, 1, cache)
        ratio = theirs.seconds / first.seconds
        wanted = 100 if files > 80 else 25
        rows.append(
            Row(
                f"{name}: checkov {theirs.seconds:.0f} s",
                f"{ratio:.0f} times faster",
                f"{wanted} times",
                ratio >= wanted,
            )
        )
    return rows


def plan(runs: int, cache: Path, work: Path) -> list[Row]:
    """A plan of 100 MB."""
    place = work / "plan.json"
    subprocess.run(
        [sys.executable, "-m", "benchmarks.make_plan", "24000", str(place)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"},
        check=True,
        capture_output=True,
    )
    size = place.stat().st_size / 1e6
    measured = measure([sys.executable, "-m", "terrafirm", "scan", str(place), "--format", "json"], runs, cache)
    holds = measured.seconds <= 10 and measured.megabytes <= 700
    return [
        Row(f"plan of {size:.0f} MB", f"{measured.seconds:.1f} s, {measured.megabytes:.0f} MB", "10 s, 700 MB", holds)
    ]


def measurements(given: argparse.Namespace, cache: Path, work: Path) -> Iterator[Row]:
    """Every budget, one after the other."""
    yield from start_up(given.runs, cache, work)
    for directory in [tree_of(54, work / "fifty"), *given.repository]:
        yield from repository(directory, given.checkov, given.runs, cache)
    yield from growth(given.runs, cache, work)
    yield from plan(min(given.runs, 3), cache, work)


def main(arguments: list[str]) -> int:
    """Measure and print the table; 1 when a budget does not hold."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repository", action="append", default=[], type=Path)
    parser.add_argument("--checkov", default=shutil.which("checkov"))
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="terrafirm-bench-") as name:
        work = Path(name)
        cache = work / "cache"
        rows = []
        for row in measurements(given, cache, work):
            rows.append(row)
            print(in_table(row), flush=True)
    text = table(rows)
    if given.write:
        (ROOT / "benchmarks" / "RESULTS.md").write_text(text, encoding="utf-8")
    return 0 if all(row.holds for row in rows) else 1


def table(rows: list[Row]) -> str:
    """The results as Markdown."""
    cores, memory = os.cpu_count(), os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    machine = f"{platform.machine()}, {cores} cores, {memory:.0f} GiB, Python {platform.python_version()}"
    lines = ["# Budgets, measured", "", f"`python -m benchmarks.budgets`, medians, on {machine}.", ""]
    lines += ["| what | measured | budget | holds |", "|---|---|---|---|"]
    lines += map(in_table, rows)
    return "\n".join(lines) + "\n"


def in_table(row: Row) -> str:
    """One line of the table."""
    return f"| {row.what} | {row.figure} | {row.budget} | {'yes' if row.holds else '**no**'} |"


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.exit(main(sys.argv[1:]))
