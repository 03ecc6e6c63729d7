"""What the tests share: a ledger of the default settings, and the people, machines and keys that they make in it."""

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
    """A test that does not run proves nothing: a skip is a failure."""
    report = yield
    if report.skipped:
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped: {report.longrepr}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector):
    """Nor does a file."""
    report = yield
    if report.skipped:
        report.outcome = "failed"
    return report


@pytest.fixture(scope="session")
def start_ledger(tmp_path_factory):
    """Starts a ledger of its own for who needs other settings; stops them all at the end."""
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
    """The file to which the trail is delivered as OCSF."""
    return tmp_path_factory.mktemp("siem") / "ledger.ocsf"


@pytest.fixture(scope="session")
def ledger(start_ledger, siem):
    return start_ledger(
        # All clients here share one address; what a stranger's refusals do to it is not what these tests are about.
        LEDGER_USE_REFUSALS_PER_MINUTE=1_000_000,
        LEDGER_FORWARD_AUTH_PROXY="nginx",
        LEDGER_FORWARD_HEADERS="native",
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
    """An organization with one workspace, which the ledger itself serves."""
    return make_place(admin)


@pytest.fixture
def person(admin):
    """A new user, who belongs to nobody."""
    return make_person(admin)


@pytest.fixture
def member(admin, place, person):
    """A new user, who may enter the workspace."""
    join(admin, place, person)
    # Lists follow the events; a client that asks for the workspace by name asks a list.
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
    """A released ZenML client, which has never been anywhere."""
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
    """An API key of a person or a service account, with its value in `key`."""
    return owner.api.post(owner.keys, {"name": unique("key"), **wishes})


def unique(kind):
    return f"{kind}-{next(_numbers)}"
