"""A released ZenML server with the authentication scheme EXTERNAL. It calls the ledger at each login only."""

from uuid import uuid4

import pytest
import requests

from conftest import join, make_key, make_person, make_place
from zenml_server import ZenmlServer


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    return ZenmlServer(tmp_path_factory.mktemp("zenml-server"))


@pytest.fixture(scope="module")
def place(ledger, admin, server):
    """A workspace with the URL of the server. The server is configured with the id of the workspace."""
    place = make_place(admin, url=server.url)
    server.start(
        auth_scheme="EXTERNAL",
        external_login_url=ledger.url + "/login",
        external_user_info_url=ledger.url + "/users/authorize_server",
        external_server_id=place.workspace["id"],
    )
    yield place
    server.stop()


@pytest.fixture
def enter(server, place):
    """Exchanges a credential of the ledger for a token of the server. Returns the response."""

    def enter(bearer):
        return requests.post(
            server.url + "/api/v1/login",
            data={"grant_type": "zenml-external"},
            headers={"Authorization": f"Bearer {bearer}"},
            timeout=30,
        )

    return enter


def test_a_member_enters_by_an_api_key_and_runs_a_pipeline(server, member, enter, zenml):
    token = enter(make_key(member)["key"]).json()["access_token"]
    zenml.connected_by_environment(server.url, api_token=token)

    assert zenml.active_user()["name"] == member.account["username"]
    run = zenml.script("two_steps.py")
    assert "The run has completed with 21" in run.output, run.output


def test_a_member_enters_by_an_api_token(member, enter):
    assert enter(member.api.bearer).status_code == 200


def test_a_service_account_enters_as_one(server, service_account, enter, zenml):
    token = enter(make_key(service_account)["key"]).json()["access_token"]
    zenml.connected_by_environment(server.url, api_token=token)

    assert zenml.active_user()["is_service_account"] is True


def test_a_deactivated_key_is_refused_by_the_server_from_the_next_request_on(server, member, zenml):
    key = make_key(member)
    zenml.connected_by_environment(server.url, api_token=key["key"])
    assert zenml.active_user()["name"] == member.account["username"]

    member.api.patch(f"{member.keys}/{key['id']}", {"active": False})

    refused = zenml.script("active_user.py")
    assert refused.status != 0
    assert "Not authorized to access this server." in refused.output


def test_an_outsider_is_refused(admin, enter):
    outsider = make_person(admin)
    join(admin, make_place(admin), outsider)

    refused = enter(make_key(outsider)["key"])

    assert refused.status_code == 401
    assert "Not authorized to access this server." in refused.text


def test_a_server_of_an_unknown_id_is_answered_like_a_foreign_one(member):
    answer = member.api.ask("GET", "/users/authorize_server", params={"server_id": str(uuid4())})

    assert answer.status_code == 403


def test_a_server_id_that_is_no_id_is_not_recognized(member):
    answer = member.api.ask("GET", "/users/authorize_server", params={"server_id": "nonsense"})

    assert answer.status_code == 404
