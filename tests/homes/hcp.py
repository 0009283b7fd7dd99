"""HCP Terraform's side of run tasks on loopback: stores plans, takes results, refuses wrong ones."""

from __future__ import annotations

import hashlib
import hmac
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx

TOKEN = "4QEuyyxug1f2rw.atlasv1.a-token-that-must-not-leak"
KEY = "the-key-of-the-run-task"


@dataclass(slots=True)
class Side:
    """What HCP Terraform serves and has been told.

    ``plan_answers`` are statuses given before the plan itself; ``stored_elsewhere`` redirects to another host, as HCP
    Terraform does to its archive; ``callback_status`` is given to every result once ``cancelled``.
    """

    plan: bytes = b"{}"
    plan_answers: list[int] = field(default_factory=list)
    stored_elsewhere: str = ""
    slow_seconds: float = 0.0
    cancelled: bool = False
    url: str = ""
    results: list[dict[str, Any]] = field(default_factory=list)
    tokens: list[tuple[str, str]] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    def final(self) -> dict[str, Any]:
        """The first final result, waited for up to a minute."""
        for _ in range(600):
            found = [item for item in self.results if item["attributes"]["status"] != "running"]
            if found:
                return found[0]
            time.sleep(0.1)
        raise AssertionError(f"no final result came; {len(self.results)} results, refused: {self.refused}")

    def outcomes(self) -> list[dict[str, Any]]:
        """The attributes of all outcomes, in the order in which they came."""
        return [
            item["attributes"]
            for result in self.results
            for item in result.get("relationships", {}).get("outcomes", {}).get("data", [])
        ]

    def request(self, number: int = 1, **changed: Any) -> dict[str, Any]:
        """The payload of a run task request, as the documentation shows it."""
        payload = {
            "payload_version": 1,
            "stage": "post_plan",
            "access_token": TOKEN,
            "capabilities": {"outcomes": True},
            "configuration_version_download_url": f"{self.url}/cv/download",
            "configuration_version_id": "cv-ntv3HbhJqvFzamy7",
            "is_speculative": False,
            "organization_name": "example",
            "plan_json_api_url": f"{self.url}/api/v2/plans/plan-1/json-output",
            "run_app_url": "https://app.terraform.io/app/example/ai/runs/run-i3Df5to9ELvibKpQ",
            "run_created_at": "2026-09-02T14:47:13.036Z",
            "run_created_by": "username",
            "run_id": "run-i3Df5to9ELvibKpQ",
            "run_message": "Triggered via UI",
            "task_result_callback_url": f"{self.url}/api/v2/task-results/{number}/callback",
            "task_result_enforcement_level": "mandatory",
            "task_result_id": f"taskrs-{number}",
            "vcs_branch": "main",
            "vcs_commit_url": None,
            "vcs_pull_request_url": None,
            "vcs_repo_url": None,
            "workspace_app_url": "https://app.terraform.io/app/example/ai",
            "workspace_id": "ws-ck4G5bb1Yei5szRh",
            "workspace_name": "ai",
            "workspace_working_directory": "/terraform",
        }
        return {**payload, **changed}


def signed(body: bytes, key: str = KEY) -> dict[str, str]:
    """The headers of a request."""
    mark = hmac.new(key.encode(), body, hashlib.sha512).hexdigest()
    return {"Content-Type": "application/json", "User-Agent": "TFC/1.0", "X-TFC-Task-Signature": mark}


def send(service: str, payload: dict[str, Any], key: str = KEY) -> httpx.Response:
    """Send a request to the service."""
    body = json.dumps(payload).encode()
    return httpx.post(service, content=body, headers=signed(body, key), timeout=20)


@contextmanager
def hcp() -> Iterator[Side]:
    """HCP Terraform, listening on loopback."""
    side = Side()

    class Handler(_Handler):
        state = side

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    side.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield side
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    state: Side

    def do_GET(self) -> None:
        """The plan, after what stands before it."""
        side = self.state
        side.tokens.append((self.path, self.headers.get("Authorization", "")))
        if self.path.startswith("/archive/"):
            self._answer(200, side.plan)
        elif self.headers.get("Authorization") != f"Bearer {TOKEN}":
            self._answer(401)
        elif side.plan_answers:
            self._answer(side.plan_answers.pop(0))
        elif side.stored_elsewhere:
            self.send_response(307)
            self.send_header("Location", side.stored_elsewhere)
            self.send_header("Content-Length", "0")
            self.end_headers()
        else:
            time.sleep(side.slow_seconds)
            self._answer(200, side.plan)

    def do_PATCH(self) -> None:
        """A result: 401, 404 and 422 as documented."""
        side = self.state
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.headers.get("Authorization") != f"Bearer {TOKEN}":
            side.refused.append("token")
            self._answer(401)
            return
        if side.cancelled:
            self._answer(404)
            return
        why = self._wrong(json.loads(body))
        if why:
            side.refused.append(why)
            self._answer(422)
            return
        side.results.append(json.loads(body)["data"])
        self._answer(200)

    def _wrong(self, document: dict[str, Any]) -> str:
        data = document["data"]
        if self.headers.get("Content-Type") != "application/vnd.api+json" or data["type"] != "task-results":
            return "type"
        if data["attributes"]["status"] not in ("running", "passed", "failed"):
            return "status"
        if any(item["attributes"]["status"] != "running" for item in self.state.results):
            return "already final"
        for outcome in data.get("relationships", {}).get("outcomes", {}).get("data", []):
            attributes = outcome["attributes"]
            if outcome["type"] != "task-result-outcomes" or not {"outcome-id", "description"} <= attributes.keys():
                return "outcome"
            tags = [tag for found in attributes["tags"].values() for tag in found]
            if any(tag.get("level", "none") not in ("none", "info", "warning", "error") for tag in tags):
                return "level"
        return ""

    def _answer(self, status: int, body: bytes = b"") -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with suppress(ConnectionError):  # the service does not wait for a slow plan, nor read a huge one to its end
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""
