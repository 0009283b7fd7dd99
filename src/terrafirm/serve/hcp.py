"""Talk to HCP Terraform on behalf of one run task request: fetch its plan, send its results."""

from __future__ import annotations

import asyncio
import ipaddress
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx

from terrafirm.model.record import dataclass
from terrafirm.serve.request import RunTask

MAX_REDIRECTS = 5
_RETRIED = frozenset({408, 425, 429, 500, 502, 503, 504})


class NoPlan(Exception):
    """The plan cannot be had; the message is for people and holds neither address nor token."""


class NoLongerWanted(Exception):
    """HCP Terraform does not take results of this task any more: the run was cancelled, or the token has ended."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one task may use: bytes of a plan, seconds of waiting, tries of a request, seconds between them."""

    plan_bytes: int = 256 * 1024 * 1024
    connect_seconds: float = 10.0
    read_seconds: float = 60.0
    plan_seconds: float = 300.0
    tries: int = 5
    pause_seconds: float = 2.0
    allow_loopback: bool = False


class Hcp:
    """HCP Terraform's side of run tasks."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        timeout = httpx.Timeout(limits.read_seconds, connect=limits.connect_seconds)
        self._client = httpx.AsyncClient(timeout=timeout, follow_redirects=False)

    async def close(self) -> None:
        """Close all connections."""
        await self._client.aclose()

    async def fetch_plan(self, task: RunTask, place: Path) -> None:
        """Write the plan's JSON to ``place``. Raises :class:`NoPlan`."""
        try:
            async with asyncio.timeout(self.limits.plan_seconds):
                await self._fetch_with_retries(task, place)
        except TimeoutError as error:
            raise NoPlan(f"the plan did not arrive within {self.limits.plan_seconds:g} seconds") from error

    async def _fetch_with_retries(self, task: RunTask, place: Path) -> None:
        why = ""
        for attempt in range(self.limits.tries):
            if attempt:
                await asyncio.sleep(self.limits.pause_seconds * 2 ** (attempt - 1))
            try:
                async with self._get(task) as answer:
                    status = answer.status_code
                    if status == 200:
                        await self._save(answer, place)
                        return
            except httpx.HTTPError as error:
                # the message of the error may hold an address with a signature in it
                why = f"the plan's server could not be read ({type(error).__name__})"
                continue
            if status == 204:
                why = "the plan has no JSON form yet (status 204)"
            elif status in _RETRIED:
                why = f"the plan's server answered with status {status}"
            else:
                raise NoPlan(_refused(status))
        raise NoPlan(f"{why}, {self.limits.tries} times")

    @asynccontextmanager
    async def _get(self, task: RunTask) -> AsyncIterator[httpx.Response]:
        """The plan's answer. Redirects are followed; only the host that the request names ever gets the token."""
        url = self.checked(task.plan)
        origin = _origin(url)
        for _ in range(MAX_REDIRECTS + 1):
            headers = {"Authorization": f"Bearer {task.token}"} if _origin(url) == origin else {}
            async with self._client.stream("GET", url, headers=headers) as answer:
                if not answer.has_redirect_location:
                    yield answer
                    return
                url = self.checked(str(url.join(answer.headers["Location"])))
        raise NoPlan("the plan's server redirects too often")

    async def _save(self, answer: httpx.Response, place: Path) -> None:
        size = 0
        with place.open("wb") as file:
            async for chunk in answer.aiter_bytes():
                size += len(chunk)
                if size > self.limits.plan_bytes:
                    raise NoPlan(f"the plan is larger than {self.limits.plan_bytes / 1024 / 1024:g} MB")
                file.write(chunk)

    async def send(self, task: RunTask, document: Mapping[str, Any]) -> None:
        """Send a result. Raises :class:`NoLongerWanted`, or :class:`httpx.HTTPError` after the last try."""
        url = self.checked(task.callback)
        headers = {"Authorization": f"Bearer {task.token}", "Content-Type": "application/vnd.api+json"}
        for attempt in range(self.limits.tries):
            if attempt:
                await asyncio.sleep(self.limits.pause_seconds * 2 ** (attempt - 1))
            last = attempt == self.limits.tries - 1
            try:
                answer = await self._client.patch(url, json=document, headers=headers)
            except httpx.TransportError:
                if last:
                    raise
                continue
            if answer.is_success:
                return
            if answer.status_code not in _RETRIED:
                raise NoLongerWanted(f"status {answer.status_code}")
        raise httpx.HTTPError("the callback kept failing")

    def checked(self, text: str) -> httpx.URL:
        """As :meth:`check`, with the limits of this service."""
        return self.check(text, self.limits)

    @staticmethod
    def check(text: str, limits: Limits) -> httpx.URL:
        """An address that may be called: https, or loopback where that is allowed. Raises :class:`NoPlan`."""
        try:
            url = httpx.URL(text)
        except (httpx.InvalidURL, ValueError) as error:
            raise NoPlan("an address of the request cannot be read") from error
        if url.userinfo:
            raise NoPlan("an address of the request holds a password")
        if url.scheme == "https" and url.host:
            return url
        if url.scheme == "http" and limits.allow_loopback and _is_loopback(url.host):
            return url
        raise NoPlan("an address of the request is not https")


def _refused(status: int) -> str:
    if status == 404:
        return "there is no plan that the request's token can read (status 404)"
    if status in (401, 403):
        return f"the request's token may not read the plan (status {status})"
    return f"the plan's server answered with status {status}"


def _origin(url: httpx.URL) -> tuple[str, str, int]:
    return url.scheme, url.host, url.port or {"https": 443, "http": 80}[url.scheme]


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
