"""Sign-in through an OpenID Connect provider: asked for by a file, and kept shut when the file is faulty."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from simulator.evidence import load_evidence
from simulator.scenario import Store
from tests.browser.explore_page import Explore
from tests.server.apps import copied_project, served
from tests.server.provider import Provider, running, secrets_toml

# A name as a provider may send it: decomposed letters, a line break, what would be markdown, a direction mark.
SENT = "Nguyê\u0303n Thị *Ắng*\n\u202e"
KEPT = "Nguyễn Thị *Ắng*"


@pytest.fixture
def provider() -> Iterator[Provider]:
    with running({"name": SENT, "email": "ang@sonla.example"}) as found:
        yield found


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return copied_project(tmp_path / "project")


def secret_file(project: Path, content: str) -> None:
    (project / ".streamlit" / "secrets.toml").write_text(content, encoding="utf-8")


def test_a_planner_signs_in_saves_and_signs_out(
    new_page: Callable[..., Page], project: Path, provider: Provider
) -> None:
    secret_file(project, secrets_toml(provider))
    with served(project) as app:
        page = new_page()
        page.goto(app.url)
        expect(page.get_by_text("Hãy đăng nhập")).to_be_visible(timeout=30_000)
        expect(page.locator(".readout")).to_have_count(0)
        page.get_by_role("button", name="English").click()
        page.get_by_role("button", name="Sign in").click()
        page.get_by_role("link", name="agree").click()
        explore = Explore(page).settled()
        sign_out = page.get_by_role("button", name="Đăng xuất")
        sign_out.hover()
        expect(page.get_by_text(f"Đang dùng với tên {KEPT}")).to_be_visible()
        page.mouse.move(640, 400)
        explore.answered(lambda: explore.typed("250"))
        page.get_by_role("button", name="Lưu kịch bản").click()
        page.get_by_label("Tên kịch bản").fill("Của tôi")
        page.get_by_label("Tên kịch bản").press("Enter")
        page.get_by_role("button", name="Lưu vào thư mục kịch bản").click()
        expect(explore.picker("Kịch bản")).to_have_value("Của tôi", timeout=10_000)
        store = Store(load_evidence(), project / "scenarios")
        assert store.open(store.find("son-la", "cua-toi")).content.saved_by == KEPT
        sign_out.click()
        expect(page.get_by_text("Hãy đăng nhập")).to_be_visible(timeout=30_000)
        assert "/logout" in provider.asked
        page.goto(f"{app.url}/?lang=en")
        expect(page.get_by_role("button", name="Sign in")).to_be_visible(timeout=30_000)


@pytest.mark.parametrize("fault", ["no toml", "short secret", "empty part", "no client"])
def test_a_faulty_file_keeps_the_server_shut(
    new_page: Callable[..., Page], project: Path, provider: Provider, fault: str
) -> None:
    good = secrets_toml(provider)
    content = {
        "no toml": good.replace("[auth]", "[auth"),
        "short secret": secrets_toml(provider, cookie_secret="changeme"),
        "empty part": "[auth]\n",
        "no client": good.replace("client_id", "client"),
    }[fault]
    secret_file(project, content)
    with served(project) as app:
        page = new_page()
        page.goto(app.url)
        if fault == "no client":
            page.get_by_role("button", name="Đăng nhập").click()
        expect(page.get_by_text("hãy báo người quản trị máy chủ")).to_be_visible(timeout=30_000)
        expect(page.locator(".readout")).to_have_count(0)


def test_nothing_of_it_shows_without_the_file(page: Page) -> None:
    Explore(page).settled()
    expect(page.get_by_role("button", name="Đăng nhập")).to_have_count(0)
    expect(page.get_by_role("button", name="Đăng xuất")).to_have_count(0)
