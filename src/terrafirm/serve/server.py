"""Run the service until it is told to stop."""

from __future__ import annotations

import logging
import signal
import sys

import uvicorn

from terrafirm.serve.hcp import Limits
from terrafirm.serve.protocol import HurriedProtocol
from terrafirm.serve.service import service
from terrafirm.serve.tasks import Work


def run(host: str, port: int, key: bytes, limits: Limits, work: Work) -> None:
    """Serve run tasks; SIGTERM and SIGINT end it when the tasks at hand are answered."""
    logging.basicConfig(stream=sys.stderr, level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    for name in ("httpx", "httpcore"):
        # they log addresses, and those of stored plans hold signatures
        logging.getLogger(name).setLevel(logging.WARNING)
    configuration = uvicorn.Config(
        service(key, limits, work),
        http=HurriedProtocol,
        host=host,
        port=port,
        access_log=False,
        server_header=False,
        log_config=None,
        timeout_keep_alive=5,
        limit_concurrency=200,
        h11_max_incomplete_event_size=64 * 1024,
        timeout_graceful_shutdown=5,
    )
    for number in (signal.SIGTERM, signal.SIGINT):
        # uvicorn raises the signal once more when it has shut down in good order
        signal.signal(number, lambda *_: sys.exit(0))
    uvicorn.Server(configuration).run()
