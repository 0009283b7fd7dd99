"""The HTTP side of the run task service: take requests, verify them, answer at once."""

from __future__ import annotations

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


class _TooLarge(Exception):
    """A body above the bound."""


def service(key: bytes, limits: Limits, work: Work) -> Starlette:
    """The application: ``POST /`` takes run tasks signed with ``key``, ``GET /healthz`` says that it is up."""
    started: list[Tasks] = []

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        hcp = Hcp(limits)
        tasks = Tasks(hcp, work)
        started.append(tasks)
        try:
            yield
        finally:
            await tasks.close()
            await hcp.close()

    async def take(request: Request) -> Response:
        try:
            body = await _body(request)
        except _TooLarge:
            return PlainTextResponse("the body is too large\n", 413)
        except ClientDisconnect:
            return Response(status_code=400)
        if not is_signed(body, request.headers.get(HEADER, ""), key):
            return PlainTextResponse(f"{HEADER} is missing or wrong\n", 401)
        return _answer(body, started[0])

    def _answer(body: bytes, tasks: Tasks) -> Response:
        try:
            task = read_request(body)
            if task.is_ping:
                return Response(status_code=200)
            for address in (task.callback, task.plan):
                if address:
                    Hcp.check(address, limits)
        except (BadRequest, NoPlan) as error:
            return PlainTextResponse(f"{error}\n", 422)
        if tasks.accept(task):
            return Response(status_code=200)
        return PlainTextResponse("too much to do: try again later\n", 503, {"Retry-After": "30"})

    async def health(_: Request) -> Response:
        tasks = started[0]
        status = "stopping" if tasks.is_closing else "ok"
        return JSONResponse({"status": status, "unfinished": tasks.unfinished}, 503 if tasks.is_closing else 200)

    routes = [Route("/", take, methods=["POST"]), Route("/healthz", health, methods=["GET"])]
    return Starlette(routes=routes, lifespan=lifespan)


async def _body(request: Request) -> bytes:
    """The whole body. Raises :class:`_TooLarge` as soon as it is above :data:`MAX_BODY`."""
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > MAX_BODY:
            raise _TooLarge
        parts.append(part)
    return b"".join(parts)
