"""A released ZenML server deployed for ZenML Pro. The client logs in by the server's name and runs a pipeline."""

import pytest

from api import eventually
from conftest import make_key, make_place, unique
from pro_front import ProFront
from zenml_client import ZenmlClient
from zenml_server import ZenmlServer


@pytest.fixture(scope="module")
def front(ledger):
    front = ProFront(ledger.url)
    yield front
    front.stop()


@pytest.fixture(scope="module")
def place(tmp_path_factory, admin, front):
    server = ZenmlServer(tmp_path_factory.mktemp("zenml-pro-server"))
    place = make_place(admin, url=server.url)
    server.start(
        deployment_type="cloud",
        pro_api_url=front.url,
        pro_dashboard_url=front.url,
        pro_oauth2_client_secret="the front asks for none",
        pro_oauth2_audience=front.url,
        pro_organization_id=place.organization["id"],
        pro_organization_name=place.organization["name"],
        pro_workspace_id=place.workspace["id"],
        pro_workspace_name=place.workspace["name"],
    )
    yield place
    server.stop()


@pytest.fixture
def zenml(tmp_path, front):
    return ZenmlClient(tmp_path / "zenml", front.url)


def test_a_member_logs_in_by_name_and_runs_a_pipeline_which_the_ledger_remembers(admin, place, member, zenml):
    key = make_key(member)

    login = zenml.login(place.workspace["name"], key["key"])

    assert login.status == 0, login.output
    assert zenml.active_user()["name"] == member.account["username"]
    project = zenml.command("project", "register", unique("project"), "--set")
    assert project.status == 0, project.output
    run = zenml.script("two_steps.py")
    assert "The run has completed with 21" in run.output, run.output
    eventually(lambda: admin.get(f"/ledger/tokens/{key['id']}")["last_used_at"])


def test_a_service_account_logs_in_by_name(place, service_account, zenml):
    login = zenml.login(place.workspace["name"], make_key(service_account)["key"])

    assert login.status == 0, login.output
    assert zenml.active_user()["is_service_account"] is True


def test_a_deactivated_key_logs_nobody_in(place, member, zenml):
    key = make_key(member)
    member.api.patch(f"{member.keys}/{key['id']}", {"active": False})

    login = zenml.login(place.workspace["name"], key["key"])

    assert login.status != 0
    assert "CredentialsNotValid" in login.output
