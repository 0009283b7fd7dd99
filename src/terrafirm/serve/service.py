"""The HTTP side of the run task service: take requests, verify them, answer at once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from terrafirm.serve.hcp import Hcp, Limits, NoPlan
from terrafirm.serve.request import BadRequest, read_request
from terrafirm.serve.signature import HEADER, is_signed
from terrafirm.serve.tasks import Tasks, Work

#: Bytes of a request; HCP Terraform's are about 2 kB.
MAX_BODY = 256 * 1024
#: Seconds in which a request has to arrive.
_BODY_SECONDS = 30.0


class _TooLarge(Exception):
    """A body above the bound."""


def service(key: bytes, limits: Limits, work: Work) -> Starlette:
    """The application: ``POST /`` takes run tasks signed with ``key``, ``GET /healthz`` says that it is up."""
    side = _Service(key, limits, work)
    routes = [Route("/", side.take, methods=["POST"]), Route("/healthz", side.health, methods=["GET"])]
    return Starlette(routes=routes, lifespan=side.lifespan)


class _Service:
    """The handlers, and the tasks they start."""

    def __init__(self, key: bytes, limits: Limits, work: Work) -> None:
        self._key, self._limits, self._work = key, limits, work
        self._tasks: Tasks

    @asynccontextmanager
    async def lifespan(self, _: Starlette) -> AsyncIterator[None]:
        """What lives as long as the service."""
        hcp = Hcp(self._limits)
        self._tasks = Tasks(hcp, self._work)
        try:
            yield
        finally:
            await self._tasks.close()
            await hcp.close()

    async def take(self, request: Request) -> Response:
        """Answer a run task request; what it asks for is done in the background."""
        try:
            async with asyncio.timeout(_BODY_SECONDS):
                body = await _body(request)
        except _TooLarge:
            return PlainTextResponse("the body is too large\n", 413)
        except TimeoutError:
            return PlainTextResponse("the body did not arrive in time\n", 408)
        except ClientDisconnect:
            return Response(status_code=400)
        if not is_signed(body, request.headers.get(HEADER, ""), self._key):
            return PlainTextResponse(f"{HEADER} is missing or wrong\n", 401)
        try:
            task = read_request(body)
            if task.is_ping:
                return Response(status_code=200)
            for address in filter(None, (task.callback, task.plan)):
                Hcp.check(address, self._limits)
        except (BadRequest, NoPlan) as error:
            return PlainTextResponse(f"{error}\n", 422)
        if self._tasks.accept(task):
            return Response(status_code=200)
        return PlainTextResponse("too much to do: try again later\n", 503, {"Retry-After": "30"})

    async def health(self, _: Request) -> Response:
        """Whether requests are taken, and how many tasks are unfinished."""
        closing = self._tasks.is_closing
        content = {"status": "stopping" if closing else "ok", "unfinished": self._tasks.unfinished}
        return JSONResponse(content, 503 if closing else 200)


async def _body(request: Request) -> bytes:
    """The whole body. Raises :class:`_TooLarge` as soon as it is above :data:`MAX_BODY`."""
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > MAX_BODY:
            raise _TooLarge
        parts.append(part)
    return b"".join(parts)
