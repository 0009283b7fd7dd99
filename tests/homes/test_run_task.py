"""`terrafirm serve run-task`, as a process of its own, against a server that behaves like HCP Terraform's side."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.cli.conftest import TOY_RULE
from tests.homes.hcp import KEY, TOKEN, Side, hcp, send, signed

SECRET = "a-value-of-the-plan-that-must-not-leak"


def plan(name: str = "bad", before: str | None = None) -> bytes:
    """A plan that creates (or, with ``before``, updates) one queue."""
    values = {"name": name, "policy": SECRET}
    former = None if before is None else {**values, "name": before}
    root = {"resources": [_shown(values)]}
    change = {
        "address": "aws_sqs_queue.q",
        "mode": "managed",
        "type": "aws_sqs_queue",
        "name": "q",
        "change": {
            "actions": ["create"] if former is None else ["update"],
            "before": former,
            "after": values,
            "after_unknown": {},
            "before_sensitive": {},
            "after_sensitive": {"policy": True},
        },
    }
    document: dict[str, Any] = {
        "format_version": "1.2",
        "terraform_version": "1.11.4",
        "planned_values": {"root_module": root},
        "resource_changes": [change],
        "configuration": {"root_module": {"resources": [{**_shown({}), "expressions": {}, "schema_version": 0}]}},
    }
    if former is not None:
        prior = {"format_version": "1.0", "values": {"root_module": {"resources": [_shown(former)]}}}
        document["prior_state"] = prior
    return json.dumps(document).encode()


def _shown(values: dict[str, Any]) -> dict[str, Any]:
    return {"address": "aws_sqs_queue.q", "mode": "managed", "type": "aws_sqs_queue", "name": "q", "values": values}


class Service:
    """A running service."""

    def __init__(self, url: str, process: subprocess.Popen[bytes], log: Path) -> None:
        self.url, self.process, self.log = url, process, log

    def stop(self) -> None:
        """Ask it to end, as an orchestrator does; it has to end by itself."""
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=60)


@contextmanager
def serving(directory: Path, *options: str) -> Iterator[Service]:
    pack = directory / "pack" / "toy" / "queue"
    pack.mkdir(parents=True, exist_ok=True)
    (pack / "name.yaml").write_text(TOY_RULE.format(severity="high"), encoding="utf-8")
    (directory / "key").write_text(KEY + "\n", encoding="utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable, "-m", "terrafirm", "serve", "run-task", "--port", str(port), "--allow-insecure-loopback",
        "--hmac-key-file", str(directory / "key"), "--rules", str(directory / "pack"), "--select", "toy-*", *options,
    ]  # fmt: skip
    log = directory / "log.txt"
    with log.open("wb") as file:
        process = subprocess.Popen(command, stderr=file, stdout=file, env={**os.environ, "PYTHONWARNINGS": "ignore"})
        service = Service(f"http://127.0.0.1:{port}/", process, log)
        try:
            _wait_until_up(service)
            yield service
        finally:
            if process.poll() is None:
                service.stop()


def _wait_until_up(service: Service) -> None:
    for _ in range(300):
        try:
            if httpx.get(f"{service.url}healthz").json() == {"status": "ok", "unfinished": 0}:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    raise AssertionError(service.log.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with serving(tmp_path_factory.mktemp("service"), "--plan-timeout", "8") as running:
        yield running


@pytest.fixture
def side() -> Iterator[Side]:
    with hcp() as running:
        yield running


_number = iter(range(1, 1000))


def ask(service: Service, side: Side, **changed: Any) -> int:
    """Send a request of a new task; the status of the answer."""
    return send(service.url, side.request(next(_number), **changed)).status_code


def test_a_plan_that_introduces_a_finding_fails_with_its_reasons(service: Service, side: Side) -> None:
    side.plan = plan("bad")
    assert ask(service, side) == 200
    final = side.final()
    assert final["attributes"]["status"] == "failed"
    assert final["attributes"]["message"] == "1 introduced, 0 worsened, 0 unchanged, 0 fixed (worst: high)"
    assert final["attributes"]["url"].startswith("https://app.terraform.io/")
    assert side.results[0]["attributes"]["status"] == "running"
    (outcome,) = side.outcomes()
    assert outcome["description"] == "toy-queue-name: aws_sqs_queue.q"
    assert outcome["tags"]["Severity"] == [{"label": "High", "level": "error"}]
    assert outcome["tags"]["Status"] == [{"label": "Introduced", "level": "error"}]
    assert 'Set name to "good"' in outcome["body"].replace("\\", "").replace("&quot;", '"')
    assert not side.refused


@pytest.mark.parametrize("stage", ["post_plan", "pre_apply", "post_apply"])
def test_every_stage_that_has_a_plan_is_judged(service: Service, side: Side, stage: str) -> None:
    side.plan = plan("bad")
    assert ask(service, side, stage=stage) == 200
    assert side.final()["attributes"]["status"] == "failed"


def test_a_stage_without_a_plan_passes_and_says_so(service: Service, side: Side) -> None:
    request = side.request(next(_number), stage="pre_plan")
    del request["plan_json_api_url"]
    assert send(service.url, request).status_code == 200
    attributes = side.final()["attributes"]
    assert (attributes["status"], "nothing was judged" in attributes["message"]) == ("passed", True)
    assert not side.tokens


def test_what_was_there_before_does_not_fail_the_task(service: Service, side: Side) -> None:
    side.plan = plan("bad", before="worse")
    assert ask(service, side) == 200
    attributes = side.final()["attributes"]
    assert attributes == {**attributes, "status": "passed", "message": "0 introduced, 0 worsened, 1 unchanged, 0 fixed"}


def test_outcomes_are_sent_only_to_those_who_take_them(service: Service, side: Side) -> None:
    side.plan = plan("bad")
    assert ask(service, side, capabilities={"outcomes": False}) == 200
    assert side.final()["attributes"]["status"] == "failed"
    assert side.outcomes() == []


def test_the_verification_request_is_answered_and_starts_nothing(service: Service, side: Side) -> None:
    request = side.request(1, access_token="test-token", stage="test", task_result_id=None, plan_json_api_url=None)
    assert send(service.url, request).status_code == 200
    assert httpx.get(f"{service.url}healthz").json()["unfinished"] == 0
    assert not side.tokens
    assert not side.results


def test_a_replayed_request_is_judged_once(service: Service, side: Side) -> None:
    side.plan = plan("bad")
    request = side.request(next(_number))
    assert [send(service.url, request).status_code for _ in range(3)] == [200, 200, 200]
    side.final()
    assert send(service.url, request).status_code == 200
    assert len(side.tokens) == 1
    assert not side.refused


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        (b"{", None, 422),
        (b"[" * 100_000, None, 422),
        (b"[]", None, 422),
        (b'{"payload_version": 2}', None, 422),
        (b'{"payload_version": 1, "stage": 5}', None, 422),
        (b'{"payload_version": 1, "stage": "post_plan", "access_token": "t", "task_result_id": "i"}', None, 422),
        (b"\xff\xfe", None, 422),
        (b"x" * 300_000, None, 413),
        (b"{}", {}, 401),
        (b"{}", {"X-TFC-Task-Signature": ""}, 401),
        (b"{}", {"X-TFC-Task-Signature": "0" * 128}, 401),
        (b"{}", {"X-TFC-Task-Signature": "é"}, 401),
    ],
)
def test_bad_requests_are_refused_and_harm_nothing(
    service: Service, body: bytes, headers: dict[str, str] | None, status: int
) -> None:
    given = [(name.encode(), value.encode()) for name, value in (signed(body) if headers is None else headers).items()]
    assert httpx.post(service.url, content=body, headers=given).status_code == status
    assert httpx.get(f"{service.url}healthz").json()["status"] == "ok"


def test_another_key_does_not_open_the_service(service: Service, side: Side) -> None:
    assert send(service.url, side.request(next(_number)), key="another").status_code == 401
    assert not side.results


@pytest.mark.parametrize(
    "address",
    ["http://example.com/plan", "ftp://127.0.0.1/plan", "https://user:pass@example.com/", "file:///etc/passwd", "::"],
)
def test_only_https_is_called(service: Service, side: Side, address: str) -> None:
    assert ask(service, side, plan_json_api_url=address) == 422
    assert ask(service, side, task_result_callback_url=address) == 422


@pytest.mark.parametrize(
    ("answers", "status", "said"),
    [
        ([204, 503], "failed", "1 introduced"),
        ([404], "failed", "no plan that the request's token can read (status 404)"),
        ([403], "failed", "may not read the plan (status 403)"),
    ],
)
def test_a_plan_that_is_late_is_waited_for_and_one_that_is_missing_fails(
    service: Service, side: Side, answers: list[int], status: str, said: str
) -> None:
    side.plan, side.plan_answers = plan("bad"), answers
    assert ask(service, side) == 200
    attributes = side.final()["attributes"]
    assert attributes["status"] == status
    assert said in attributes["message"]


def test_a_slow_plan_server_is_given_up(service: Service, side: Side) -> None:
    side.plan, side.slow_seconds = plan("bad"), 15
    assert ask(service, side) == 200
    assert side.final()["attributes"]["message"] == "Not judged: the plan did not arrive within 8 seconds"


@pytest.mark.parametrize("text", [b"", b"{", b'{"format_version": "9.0", "resource_changes": []}', b"<html>"])
def test_a_plan_that_cannot_be_read_fails_the_task(service: Service, side: Side, text: bytes) -> None:
    side.plan = text
    assert ask(service, side) == 200
    attributes = side.final()["attributes"]
    assert attributes["status"] == "failed"
    assert "Not judged" in attributes["message"]
    assert "/tmp" not in attributes["message"]


def test_the_token_stays_with_the_host_it_is_for(service: Service, side: Side) -> None:
    with hcp() as archive:
        archive.plan = plan("bad")
        side.stored_elsewhere = f"{archive.url}/archive/plan?signature=abc"
        assert ask(service, side) == 200
        assert side.final()["attributes"]["status"] == "failed"
        assert archive.tokens == [("/archive/plan?signature=abc", "")]
        assert side.tokens[0][1] == f"Bearer {TOKEN}"


def test_a_redirect_to_plain_http_elsewhere_is_not_followed(service: Service, side: Side) -> None:
    side.stored_elsewhere = "http://example.com/plan"
    assert ask(service, side) == 200
    assert side.final()["attributes"]["message"] == "Not judged: an address of the request is not https"


def test_a_cancelled_run_ends_the_work(service: Service, side: Side) -> None:
    side.plan, side.cancelled = plan("bad"), True
    assert ask(service, side) == 200
    for _ in range(300):
        if httpx.get(f"{service.url}healthz").json()["unfinished"] == 0:
            break
        time.sleep(0.1)
    assert httpx.get(f"{service.url}healthz").json()["unfinished"] == 0
    assert not side.results
    assert not side.tokens, "the plan of a cancelled run was fetched"


def test_a_huge_plan_is_refused(tmp_path: Path, side: Side) -> None:
    side.plan = plan("bad") + b" " * 3_000_000
    with serving(tmp_path, "--max-plan", "1") as service:
        assert ask(service, side) == 200
        assert side.final()["attributes"]["message"] == "Not judged: the plan is larger than 1 MB"


def test_connections_whose_request_never_comes_do_not_keep_others_out(tmp_path: Path) -> None:
    with serving(tmp_path) as service:
        port = int(service.url.rsplit(":", 1)[1].strip("/"))
        half = [socket.create_connection(("127.0.0.1", port), timeout=60) for _ in range(220)]
        for connection in half:
            connection.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nX-Slow: ")
        for connection in half:
            while connection.recv(1024):
                pass  # until the service closes it
            connection.close()
        assert httpx.get(f"{service.url}healthz").json()["status"] == "ok"


def test_many_requests_at_once_are_all_answered(service: Service) -> None:
    sides: list[Side] = []
    with hcp() as first, hcp() as second, hcp() as third:
        for side in (first, second, third):
            side.plan = plan("good" if side is second else "bad")
            assert ask(service, side) == 200
            sides.append(side)
        assert [side.final()["attributes"]["status"] for side in sides] == ["failed", "passed", "failed"]


def test_a_service_that_is_stopped_answers_for_what_it_began(tmp_path: Path, side: Side) -> None:
    side.plan, side.slow_seconds = plan("bad"), 1
    with serving(tmp_path) as service:
        assert ask(service, side) == 200
        service.stop()
        assert side.final()["attributes"]["status"] == "failed"
        assert service.process.returncode == 0


def test_neither_tokens_nor_values_of_plans_reach_the_log_or_the_outcomes(service: Service, side: Side) -> None:
    side.plan = plan(SECRET)
    assert ask(service, side, run_id="run-1\n::error::forged") == 200
    side.final()
    log = service.log.read_text(encoding="utf-8")
    assert re.search(r"taskrs-\d+ run-1\\n::error::forged post_plan: failed after", log)
    told = log + json.dumps(side.results)
    for secret in (TOKEN, KEY, SECRET, "signature="):
        assert secret not in told


@pytest.mark.parametrize("arguments", [[], ["--hmac-key-file", "/nowhere"], ["--hmac-key-file", os.devnull]])
def test_it_does_not_start_without_a_key(arguments: list[str]) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "TERRAFIRM_HMAC_KEY"}
    command = [sys.executable, "-m", "terrafirm", "serve", "run-task", *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2
    assert "key" in done.stderr
