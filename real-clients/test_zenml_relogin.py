"""With API tokens that expire within seconds, the released zenml package must log in with its key repeatedly."""

import time

import pytest
import requests

from api import Api
from conftest import make_key, make_place, workspace_url

API_TOKEN_SECONDS = 10


@pytest.fixture(scope="module")
def ledger(start_ledger):
    return start_ledger(LEDGER_API_TOKEN_LIFETIME=f"{API_TOKEN_SECONDS}s")


@pytest.fixture
def admin(ledger):
    """Signed in again for each test, because this token expires within seconds too."""
    return ledger.admin()


@pytest.fixture
def place(admin):
    return make_place(admin)


def test_a_running_client_logs_in_again_until_its_key_is_deactivated(ledger, place, member, zenml):
    key, another = make_key(member), make_key(member)
    zenml.connected_by_environment(workspace_url(ledger, place), api_key=key["key"])
    with zenml.start_script("stay_connected.py") as process:
        said = (line for line in process.stdout if line.startswith("*"))
        # The first token, and its successor after it expired.
        assert [next(said), next(said)] == ["* new token\n", "* new token\n"]

        # With an API key, because the member's API token has expired as well.
        Api(ledger.url, another["key"]).patch(f"/users/me/api_keys/{key['id']}", {"active": False})
        deactivated = time.monotonic()

        last_words = [line for line in said if line != "* new token\n"]
    assert len(last_words) == 1 and last_words[0].startswith("* refused CredentialsNotValid"), last_words
    # A workspace may accept an API token until it expires, even if its key has ended; no longer.
    assert time.monotonic() - deactivated < API_TOKEN_SECONDS + 40


def test_a_client_of_yesterday_logs_in_again(place, member, zenml):
    zenml.login(place.workspace["name"], make_key(member)["key"])
    for _ in range(2):
        # The client treats such a short-lived token as expired, so each process exchanges its key again.
        assert zenml.active_user()["name"] == member.account["username"]


def test_each_client_first_asks_without_a_credential_and_none_does_so_too_often(ledger, place):
    url = workspace_url(ledger, place) + "/api/v1/current-user"

    answers = [requests.get(url, params={"hydrate": True}, timeout=30) for _ in range(40)]

    # The client logs in again only after the list form of the error. After 429 it would wait for minutes.
    assert {(answer.status_code, answer.json()["detail"][0]) for answer in answers} == {(401, "CredentialsNotValid")}
