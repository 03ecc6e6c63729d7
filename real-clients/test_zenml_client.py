"""The released zenml package with a workspace that the ledger serves itself."""

import pytest

from conftest import join, make_key, make_person, make_place, workspace_url
from zenml_client import ZenmlClient

# The message of the client for every refused API key.
REFUSED = "CredentialsNotValid"


def deactivate(owner, key):
    owner.api.patch(f"{owner.keys}/{key['id']}", {"active": False})


def delete(owner, key):
    owner.api.delete(f"{owner.keys}/{key['id']}")


def rotate(owner, key, retain_minutes=0):
    return owner.api.post(f"{owner.keys}/{key['id']}/rotate", {"retain_period_minutes": retain_minutes})


@pytest.fixture
def ci_job(tmp_path, ledger, place):
    """Creates a new client for each call, configured by environment variables only."""
    jobs = iter(range(100))

    def new(key):
        client = ZenmlClient(tmp_path / f"job{next(jobs)}", ledger.url)
        return client.connected_by_environment(workspace_url(ledger, place), api_key=key["key"])

    return new


@pytest.mark.parametrize("named_by", ["name", "id", "url"])
def test_a_person_logs_in_with_a_key_and_is_the_active_user(ledger, place, member, zenml, named_by):
    server = workspace_url(ledger, place) if named_by == "url" else place.workspace[named_by]

    login = zenml.login(server, make_key(member)["key"])

    assert login.status == 0, login.output
    assert f"Connected to ZenML Pro server: {place.workspace['name']}" in login.output
    assert zenml.active_user() == {
        "name": member.account["username"],
        "full_name": "A person",
        "is_service_account": False,
    }


def test_zenml_status_names_the_workspace_its_organization_and_the_user(place, member, zenml):
    zenml.login(place.workspace["name"], make_key(member)["key"])

    status = zenml.command("status")

    assert status.status == 0, status.output
    assert f"Connected to a ZenML Pro server: `{place.workspace['name']}`" in status.output
    assert f"ZenML Pro Organization: {place.organization['name']}" in status.output
    assert f"The active user is: '{member.account['username']}'" in status.output


def test_a_service_account_logs_in_to_a_workspace_it_is_assigned_to(place, service_account, zenml):
    login = zenml.login(place.workspace["name"], make_key(service_account)["key"])

    assert login.status == 0, login.output
    assert zenml.active_user() == {
        "name": service_account.account["username"],
        "full_name": "A robot",
        "is_service_account": True,
    }


def test_an_outsider_finds_no_such_workspace(admin, place, zenml):
    outsider = make_person(admin)
    join(admin, make_place(admin), outsider)

    login = zenml.login(place.workspace["name"], make_key(outsider)["key"])

    assert login.status != 0
    assert f"No ZenML Pro server with the name '{place.workspace['name']}' exists" in login.output


def test_environment_variables_connect_a_ci_job(member, ci_job):
    assert ci_job(make_key(member)).active_user()["name"] == member.account["username"]


def test_an_api_key_is_a_bearer_token_as_it_is(ledger, place, member, zenml):
    zenml.connected_by_environment(workspace_url(ledger, place), api_token=make_key(member)["key"])

    assert zenml.active_user()["name"] == member.account["username"]


@pytest.mark.parametrize("end", [deactivate, delete, rotate])
def test_a_dead_key_connects_nobody(place, member, zenml, ci_job, end):
    key = make_key(member)
    assert ci_job(key).active_user()["name"] == member.account["username"]

    end(member, key)

    job = ci_job(key).script("active_user.py")
    assert job.status != 0
    assert REFUSED in job.output
    login = zenml.login(place.workspace["name"], key["key"])
    assert login.status != 0
    assert REFUSED in login.output


def test_a_deactivated_key_works_again_once_activated(member, ci_job):
    key = make_key(member)
    deactivate(member, key)
    assert ci_job(key).script("active_user.py").status != 0

    member.api.patch(f"{member.keys}/{key['id']}", {"active": True})

    assert ci_job(key).active_user()["name"] == member.account["username"]


def test_a_rotated_key_connects_by_both_values_during_retention(member, ci_job):
    old = make_key(member)
    new = rotate(member, old, retain_minutes=60)

    assert ci_job(old).active_user()["name"] == member.account["username"]
    assert ci_job(new).active_user()["name"] == member.account["username"]


def test_all_keys_of_a_deactivated_account_are_dead(admin, member, ci_job):
    key = make_key(member)

    admin.patch(f"/users/{member.account['id']}", {"active": False})

    assert REFUSED in ci_job(key).script("active_user.py").output
