"""Where API tokens live for seconds, the released zenml package must come back with its key again and again."""

import time

import pytest
import requests

from api import Api
from conftest import make_key, make_place, workspace_url

API_TOKEN_SECONDS = 5


@pytest.fixture(scope="module")
def ledger(start_ledger):
    return start_ledger(LEDGER_API_TOKEN_LIFETIME=f"{API_TOKEN_SECONDS}s")


@pytest.fixture
def admin(ledger):
    """Signed in anew for each test, since this token too is dead after seconds."""
    return ledger.admin()


@pytest.fixture
def place(admin):
    return make_place(admin)


def test_a_running_client_logs_in_again_until_its_key_is_deactivated(ledger, place, member, zenml):
    key, another = make_key(member), make_key(member)
    zenml.connected_by_environment(workspace_url(ledger, place), api_key=key["key"])
    with zenml.start_script("stay_connected.py") as process:
        said = (line for line in process.stdout if line.startswith("*"))
        # The first token, and the one after it has expired.
        assert [next(said), next(said)] == ["* new token\n", "* new token\n"]

        # By an API key, since the member's API token has expired as well.
        Api(ledger.url, another["key"]).patch(f"/users/me/api_keys/{key['id']}", {"active": False})
        deactivated = time.monotonic()

        last_words = [line for line in said if line != "* new token\n"]
    assert len(last_words) == 1 and last_words[0].startswith("* refused CredentialsNotValid"), last_words
    # At a workspace an API token may be good until it expires, whatever becomes of its key; not longer.
    assert time.monotonic() - deactivated < API_TOKEN_SECONDS + 10


def test_a_client_of_yesterday_logs_in_again(place, member, zenml):
    zenml.login(place.workspace["name"], make_key(member)["key"])
    for _ in range(2):
        # The client takes a token of so few seconds for expired at once, so each process exchanges its key anew.
        assert zenml.active_user()["name"] == member.account["username"]


def test_each_client_first_asks_without_a_credential_and_none_does_so_too_often(ledger, place):
    url = workspace_url(ledger, place) + "/api/v1/current-user"

    answers = [requests.get(url, params={"hydrate": True}, timeout=30) for _ in range(40)]

    # The list form of the error, on which the client logs in; 429 would make it wait for minutes.
    assert {(answer.status_code, answer.json()["detail"][0]) for answer in answers} == {(401, "CredentialsNotValid")}
