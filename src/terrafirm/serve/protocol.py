"""HTTP connections that do not wait for ever for a request to arrive."""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

#: Seconds in which the head of a request has to arrive. Bodies have a deadline of their own.
HEAD_SECONDS = 10.0


class HurriedProtocol(H11Protocol):
    """uvicorn's HTTP/1.1, which by itself keeps a connection whose request never becomes complete."""

    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Start the clock: uvicorn's own runs only between two requests."""
        super().connection_made(transport)
        self._hurry()

    def data_received(self, data: bytes) -> None:
        """A further request on the connection has as long as the first."""
        if self._is_idle() and self._deadline is None:
            self._hurry()
        super().data_received(data)
        if not self._is_idle():
            self._rest()

    def connection_lost(self, exc: Exception | None) -> None:
        """The clock keeps no closed connection alive."""
        self._rest()
        super().connection_lost(exc)

    def _hurry(self) -> None:
        self._deadline = self.loop.call_later(HEAD_SECONDS, self._give_up)

    def _rest(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _give_up(self) -> None:
        self._deadline = None
        if self._is_idle() and not self.transport.is_closing():
            self.transport.close()

    def _is_idle(self) -> bool:
        """Whether no request is being answered."""
        cycle: Any = self.cycle
        return cycle is None or bool(cycle.response_complete)
