"""Heavy work beside the page: queued, in a process of its own, with progress, ended at a word."""

from simulator.jobs.queue import JobError, Limits, Queue, Report, State
from simulator.jobs.work import Progress, Work

__all__ = ["JobError", "Limits", "Progress", "Queue", "Report", "State", "Work"]
