"""Fixtures of all tests: a ledger with default settings, and users, service accounts and keys in it."""

import itertools
import os
from types import SimpleNamespace

import pytest

from api import Api, eventually
from ledger import Ledger
from sides import Sides
from zenml_client import ZenmlClient

_numbers = itertools.count(1)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Turns a skipped test into a failure, because it verifies nothing."""
    report = yield
    if report.skipped:
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped: {report.longrepr}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector):
    """Turns a skipped file into a failure."""
    report = yield
    if report.skipped:
        report.outcome = "failed"
    return report


CONSOLE_SECRET = "shared by all processes of the tests"


@pytest.fixture(scope="session")
def start_ledger(tmp_path_factory):
    """Starts separate ledgers for tests that need other settings, and stops them at the end."""
    started = []

    def start(**settings):
        directory = tmp_path_factory.mktemp("ledger")
        if "LEDGER_SIDES_POSTGRES" in os.environ:
            ledger = Sides(os.environ["LEDGER_JAVA"], directory, settings)
        else:
            ledger = Ledger(os.environ["LEDGER_JAVA"], os.environ["LEDGER_JAR"], directory, settings)
        started.append(ledger)
        return ledger.wait_until_healthy()

    yield start
    for ledger in started:
        ledger.stop()


@pytest.fixture(scope="session")
def siem(tmp_path_factory):
    """The file that receives the audit trail as OCSF."""
    return tmp_path_factory.mktemp("siem") / "ledger.ocsf"


@pytest.fixture(scope="session")
def ledger(start_ledger, siem):
    return start_ledger(
        # All clients share one address. The limit of refused uses per address is not tested here.
        LEDGER_USE_REFUSALS_PER_MINUTE=1_000_000,
        LEDGER_FORWARD_AUTH_PROXY="nginx",
        LEDGER_FORWARD_HEADERS="native",
        LEDGER_CONSOLE_SECRET=CONSOLE_SECRET,
        LEDGER_VOLUME_ACCOUNT="1GB",
        LEDGER_SINKS_0_NAME="siem",
        LEDGER_SINKS_0_TYPE="file",
        LEDGER_SINKS_0_TARGET=siem,
        LEDGER_SINKS_0_FORMAT="ocsf",
    )


@pytest.fixture(scope="session")
def admin(ledger):
    return ledger.admin()


@pytest.fixture(scope="session")
def place(admin):
    """An organization with one workspace, which the ledger serves itself."""
    return make_place(admin)


@pytest.fixture
def person(admin):
    """A new user without an organization."""
    return make_person(admin)


@pytest.fixture
def member(admin, place, person):
    """A new user with access to the workspace."""
    join(admin, place, person)
    # Listings lag behind the events, and a client looks the workspace up by name in a listing.
    eventually(lambda: person.api.get("/workspaces", workspace_name=place.workspace["name"], member_only=True))
    return person


@pytest.fixture
def service_account(admin, place):
    """A new service account, assigned to the workspace."""
    path = f"/organizations/{place.organization['id']}/service_accounts"
    account = admin.post(path, {"username": unique("robot"), "name": "A robot"})
    admin.put(f"/workspaces/{place.workspace['id']}/assignments/{account['id']}", {"role": "workspace_editor"})
    return SimpleNamespace(account=account, keys=f"{path}/{account['id']}/api_keys", api=admin)


@pytest.fixture
def zenml(tmp_path, ledger):
    """A released ZenML client with an empty configuration."""
    return ZenmlClient(tmp_path / "zenml", ledger.url)


def make_place(admin, **workspace):
    organization = admin.post("/organizations", {"name": unique("organization")})
    return SimpleNamespace(
        organization=organization,
        workspace=admin.post(
            "/workspaces", {"name": unique("workspace"), "organization_id": organization["id"], **workspace}
        ),
    )


def workspace_url(ledger, place):
    return f"{ledger.url}/w/{place.workspace['name']}"


def make_person(admin):
    name = unique("person")
    account = admin.post("/users", {"username": name, "name": "A person", "password": f"password of {name}"})
    api = Api.signed_in(admin.url, name, f"password of {name}")
    return SimpleNamespace(account=account, keys="/users/me/api_keys", api=api)


def join(admin, place, person):
    path = f"/organizations/{place.organization['id']}/members/{person.account['id']}"
    admin.put(path, {"role": "organization_member"})


def make_key(owner, **wishes):
    """An API key of a user or a service account, with its value in `key`."""
    return owner.api.post(owner.keys, {"name": unique("key"), **wishes})


def unique(kind):
    return f"{kind}-{next(_numbers)}"
