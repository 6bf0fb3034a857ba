"""How many threads the process calculates with."""

from __future__ import annotations

from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]


def one_thread() -> None:
    """Let linear algebra use one thread from now on, in the whole process.

    The model's matrix products are many and small. A second thread of the linear algebra library is woken for each
    of them and then waits at full speed: twice the processor time, and nothing sooner. Call it after the modules
    that calculate are imported: a library that is loaded later is not limited.
    """
    threadpool_limits(limits=1, user_api="blas")
