"""Work on run tasks in the background: each once, a bounded number at a time, each to an answer."""

from __future__ import annotations

import asyncio
import logging
import tempfile
import time
from collections import OrderedDict
from pathlib import Path

import httpx

from terrafirm.model.record import dataclass
from terrafirm.report import neutral
from terrafirm.serve.hcp import Hcp, NoLongerWanted, NoPlan
from terrafirm.serve.judge import NotJudged, judge
from terrafirm.serve.outcome import BATCH, message, outcomes, result
from terrafirm.serve.request import RunTask

_LOG = logging.getLogger("terrafirm.serve")
#: Identifiers of past tasks that are remembered, to know a replay.
_REMEMBERED = 10_000


@dataclass(frozen=True, slots=True)
class Work:
    """How tasks are worked on. ``arguments`` are options of ``terrafirm gate``.

    HCP Terraform gives a task up after 10 minutes without a word of it (``progress_seconds`` stays well below), and
    after an hour in any case.
    """

    arguments: tuple[str, ...] = ()
    concurrency: int = 2
    waiting: int = 200
    judge_seconds: float = 900.0
    progress_seconds: float = 120.0
    grace_seconds: float = 20.0


class Tasks:
    """The tasks of one service."""

    def __init__(self, hcp: Hcp, work: Work) -> None:
        self._hcp, self._work = hcp, work
        self._slots = asyncio.Semaphore(work.concurrency)
        self._running: dict[str, asyncio.Task[None]] = {}
        self._known: OrderedDict[str, None] = OrderedDict()
        self.is_closing = False

    @property
    def unfinished(self) -> int:
        """Tasks that are worked on or wait."""
        return len(self._running)

    def accept(self, task: RunTask) -> bool:
        """Start work on a task unless it is known already; false when there is no room for it now."""
        if task.id in self._known:
            _LOG.info("%s: seen before, not judged again", _name(task))
            return True
        if self.is_closing or len(self._running) >= self._work.concurrency + self._work.waiting:
            return False
        self._known[task.id] = None
        while len(self._known) > _REMEMBERED:
            self._known.popitem(last=False)
        job = asyncio.create_task(self._finish(task))
        self._running[task.id] = job
        job.add_done_callback(lambda _: self._running.pop(task.id, None))
        return True

    async def close(self) -> None:
        """Let tasks end for ``grace_seconds``; tell HCP Terraform of those that cannot."""
        self.is_closing = True
        jobs = list(self._running.values())
        if jobs:
            _, late = await asyncio.wait(jobs, timeout=self._work.grace_seconds)
            for job in late:
                job.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def _finish(self, task: RunTask) -> None:
        """Work on a task to its answer, whatever happens."""
        started = time.monotonic()
        try:
            status, text = await self._until_unwanted(task)
        except NoLongerWanted as error:
            _LOG.info("%s: no longer wanted (%s)", _name(task), error)
            return
        except asyncio.CancelledError:
            status, text = "failed", "terrafirm was stopped before the plan was judged: run the task again"
        except (NoPlan, NotJudged) as error:
            status, text = "failed", f"Not judged: {error}"
        except Exception as error:  # noqa: BLE001 - the run must not wait for an answer that never comes
            _LOG.error("%s: internal fault (%s)", _name(task), type(error).__name__)
            status, text = "failed", "Not judged: internal fault of terrafirm"
        try:
            await self._hcp.send(task, result(status, text, task.run_url))
        except (NoLongerWanted, NoPlan, httpx.HTTPError) as error:
            _LOG.warning("%s: %s, but HCP Terraform did not take it (%s)", _name(task), status, type(error).__name__)
        else:
            _LOG.info("%s: %s after %.1f s", _name(task), status, time.monotonic() - started)

    async def _until_unwanted(self, task: RunTask) -> tuple[str, str]:
        """The answer, unless HCP Terraform stops taking word of the task before there is one."""
        await self._say_running(task)
        work = asyncio.create_task(self._answer(task))
        progress = asyncio.create_task(self._keep_alive(task))
        try:
            await asyncio.wait({work, progress}, return_when=asyncio.FIRST_COMPLETED)
            if progress.done() and not work.done():
                progress.result()
            return await work
        finally:
            for job in (work, progress):
                job.cancel()
            await asyncio.gather(work, progress, return_exceptions=True)

    async def _keep_alive(self, task: RunTask) -> None:
        while True:
            await asyncio.sleep(self._work.progress_seconds)
            await self._say_running(task)

    async def _say_running(self, task: RunTask) -> None:
        """Raises :class:`NoLongerWanted`; a callback that cannot be reached now may be reached later."""
        try:
            await self._hcp.send(task, result("running", "terrafirm is judging the plan", task.run_url))
        except httpx.HTTPError as error:
            _LOG.warning("%s: progress could not be sent (%s)", _name(task), type(error).__name__)

    async def _answer(self, task: RunTask) -> tuple[str, str]:
        if task.stage == "pre_plan" or not task.plan:
            return "passed", "There is no plan at this stage: nothing was judged"
        async with self._slots:
            with tempfile.TemporaryDirectory(prefix="terrafirm-") as folder:
                place = Path(folder, "plan.json")
                place.touch(mode=0o600)
                await self._hcp.fetch_plan(task, place)
                judged = await judge(place, self._work.arguments, self._work.judge_seconds)
        text = message(judged.report)
        if task.wants_outcomes:
            await self._send_outcomes(task, text, outcomes(judged.report))
        return "passed" if judged.passed else "failed", text

    async def _send_outcomes(self, task: RunTask, text: str, found: list[dict[str, object]]) -> None:
        """Send details in steps, with status ``running``: the documentation advises against it in the last answer."""
        for start in range(0, len(found), BATCH):
            try:
                await self._hcp.send(task, result("running", text, task.run_url, found[start : start + BATCH]))
            except (NoLongerWanted, httpx.HTTPError) as error:
                # the verdict counts more than its details; if the task is not wanted, the last answer says so
                _LOG.warning("%s: outcomes were not taken (%s)", _name(task), type(error).__name__)
                return


def _name(task: RunTask) -> str:
    return neutral.printable(neutral.clip(f"{task.id} {task.run_id} {task.stage}", 200))
