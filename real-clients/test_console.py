"""The web console as a process of its own, behind the nginx of `deploy`, in front of a ledger."""

import os
import subprocess

import pytest
import requests

from conftest import CONSOLE_SECRET, eventually, unique
from ledger import PASSWORD, USERNAME, free_port, wait_for
from sides import jar, new, shipped_nginx

BROWSER = "127.0.0.77"  # nginx sees callers on this machine by their loopback address


@pytest.fixture(scope="module")
def console(tmp_path_factory, ledger):
    """The address of nginx, which sends pages to the console and all else to the ledger."""
    home = tmp_path_factory.mktemp("console")
    url, port = f"http://127.0.0.1:{free_port()}", free_port()
    log = home / "console.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [os.environ["LEDGER_JAVA"], "-Xmx256m", "-jar", str(jar("web-console"))],
            env={
                **{name: value for name, value in os.environ.items() if not name.startswith(("LEDGER_", "SPRING_"))},
                "SERVER_PORT": str(port),
                "LEDGER_PUBLIC_URL": url,
                "LEDGER_CONSOLE_API_URL": url,
                "LEDGER_CONSOLE_SECRET": CONSOLE_SECRET,
                "LEDGER_FORWARD_HEADERS": "native",
            },
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    wait_for(f"http://127.0.0.1:{port}/actuator/health/readiness", process, log, 60)
    address = ledger.url.removeprefix("http://")
    addresses = {side: [address, address] for side in ("command-side", "query-side")}
    nginx = shipped_nginx(new(home, "nginx"), url, addresses, console=f"127.0.0.1:{port}")
    yield url
    for running in (nginx, process):
        running.terminate()
        running.wait(20)


class FromAddress(requests.adapters.HTTPAdapter):
    def init_poolmanager(self, *arguments, **options):
        super().init_poolmanager(*arguments, source_address=(BROWSER, 0), **options)


@pytest.fixture
def browser(console):
    session = requests.Session()
    session.mount("http://", FromAddress())
    answer = session.post(
        console + "/console/sign-in",
        data={"username": USERNAME, "password": PASSWORD},
        headers={"Sec-Fetch-Site": "same-origin"},
    )
    assert answer.url == console + "/console/tokens", answer.text
    return session


def test_a_token_that_was_created_in_the_console_works_and_the_trail_names_the_browser(console, browser, admin):
    name = unique("laptop")
    csrf = next(cookie.value for cookie in browser.cookies if cookie.name.endswith("ledger_csrf"))
    page = browser.post(
        console + "/console/tokens",
        data={"name": name, "description": "", "expiry": "30"},
        headers={"X-CSRF-Token": csrf},
    )
    assert page.status_code == 200, page.text
    value = page.text.split("ZENPROKEY_")[1].split("<")[0]

    mine = requests.get(console + "/users/me", headers={"Authorization": f"Bearer ZENPROKEY_{value}"})
    assert mine.status_code == 200
    entries = eventually(lambda: admin.get("/ledger/audit", action="token.created", q=name)["items"])
    assert entries[0]["ip"] == BROWSER


def test_pages_and_assets_come_from_the_console_and_all_else_from_the_ledger(console, browser):
    assert "Access tokens" in browser.get(console + "/console/tokens").text
    assert browser.get(console + "/webjars/htmx.org/dist/htmx.min.js").status_code == 200
    assert requests.get(console + "/", allow_redirects=False).headers["Location"] == "/console/tokens"
    assert requests.get(console + "/.well-known/jwks.json").json()["keys"]
