"""A run task request as HCP Terraform sends it (payload version 1 of its "Run tasks integration API")."""

from __future__ import annotations

import json
from typing import Any

from terrafirm.model.record import dataclass, field

STAGES = ("pre_plan", "post_plan", "pre_apply", "post_apply")
#: The access token of the request by which HCP Terraform asks whether the service is there.
PING_TOKEN = "test-token"


class BadRequest(Exception):
    """A body that is no run task request; the message says why and holds nothing of it."""


@dataclass(frozen=True, slots=True)
class RunTask:
    """One request. ``token`` never appears in ``repr``, so that it cannot reach a log."""

    id: str
    stage: str
    callback: str
    token: str = field(repr=False)
    plan: str = field(default="", repr=False)
    run_id: str = ""
    run_url: str = ""
    workspace: str = ""
    wants_outcomes: bool = False

    @property
    def is_ping(self) -> bool:
        """Whether HCP Terraform only asks whether the service is there."""
        return self.token == PING_TOKEN


def read_request(body: bytes) -> RunTask:
    """The request in a body. Raises :class:`BadRequest`."""
    try:
        data = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise BadRequest("the body is not JSON") from error
    if not isinstance(data, dict):
        raise BadRequest("the body is not a JSON object")
    if data.get("payload_version") != 1:
        raise BadRequest("payload_version is not 1")
    capabilities = data.get("capabilities")
    task = RunTask(
        id=_text(data, "task_result_id"),
        stage=_text(data, "stage"),
        callback=_text(data, "task_result_callback_url"),
        token=_text(data, "access_token"),
        plan=_text(data, "plan_json_api_url"),
        run_id=_text(data, "run_id"),
        run_url=_text(data, "run_app_url"),
        workspace=_text(data, "workspace_name"),
        wants_outcomes=isinstance(capabilities, dict) and capabilities.get("outcomes") is True,
    )
    if task.is_ping:
        return task
    if task.stage not in STAGES:
        raise BadRequest(f"stage is none of {', '.join(STAGES)}")
    for name, value in (
        ("task_result_id", task.id), ("task_result_callback_url", task.callback), ("access_token", task.token)
    ):  # fmt: skip
        if not value:
            raise BadRequest(f"{name} is missing")
    if any(ord(char) < 33 or ord(char) > 126 for char in task.token):
        raise BadRequest("access_token is no bearer token")
    return task


def _text(data: dict[str, Any], name: str) -> str:
    value = data.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise BadRequest(f"{name} is not a string")
    return value
