from __future__ import annotations

import os
import sys
from collections.abc import Iterator

import pytest
import scipy.linalg  # noqa: F401  (loads the libraries whose threads are limited below)
from hypothesis import settings

from simulator.threads import one_thread

EXAMPLES = 30  # of each property: the whole suite is to end within twenty minutes on two cores
settings.register_profile("local", deadline=None, max_examples=EXAMPLES)
# Where a change is judged, the same examples are drawn every time.
settings.register_profile("ci", deadline=None, max_examples=EXAMPLES, derandomize=True, database=None, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "local")

one_thread()


@pytest.fixture(autouse=True)
def same_main() -> Iterator[None]:
    """A page under test stays behind as the main module, from which no process of a later test could start."""
    main = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = main
