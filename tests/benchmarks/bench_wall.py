"""How fast the wall answers: from an arrow key to the next screen of the deck, drawn. No server takes part in it.

python tests/benchmarks/bench_wall.py
"""

from __future__ import annotations

import shutil
import sys

import numpy as np
from playwright.sync_api import sync_playwright

from tests.benchmarks.bench_page import ARGUMENTS, BROWSERS, ROOT, App, running

SLOWEST = 150.0  # ms, median
SWITCHES = """async () => {
  const took = []
  for (const key of [...Array(8).fill('ArrowRight'), ...Array(8).fill('ArrowLeft')]) {
    const start = performance.now()
    window.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
    await new Promise(done => requestAnimationFrame(() => setTimeout(done)))
    took.push(performance.now() - start)
  }
  return took
}"""


def switches() -> list[float]:
    """Milliseconds that each change of screens of the sample deck takes, there and back."""
    app = App("page", ROOT / "app.py")
    with running(app), sync_playwright() as playwright:
        path = next(found for found in map(shutil.which, BROWSERS) if found)
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 1280, "height": 720})
        page.goto(f"{app.url}present")
        page.locator(".st-key-present_go button").click(timeout=120_000)
        page.locator(".wall h1").filter(has_text=" ").wait_for(timeout=120_000)
        page.wait_for_timeout(1500)
        took: list[float] = page.evaluate(SWITCHES)
        browser.close()
    return took


def main() -> None:
    took = switches()
    p50, p95 = np.percentile(took, [50, 95])
    print(f"{'change of screens, p50 / p95, ms':<60} {p50:.0f} / {p95:.0f}  (limit {SLOWEST:.0f})")
    sys.exit(int(p50 > SLOWEST))


if __name__ == "__main__":
    main()
