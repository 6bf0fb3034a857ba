from __future__ import annotations

import os

from hypothesis import settings

settings.register_profile("local", deadline=None)
# Where a change is judged, the same examples are drawn every time.
settings.register_profile("ci", deadline=None, derandomize=True, database=None, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "local")
