"""The audit trail as OCSF, validated against the published schema in the package ocsf-json-schema."""

import json
from types import SimpleNamespace

import pytest
import requests
from jsonschema import Draft202012Validator
from ocsf_json_schema import OcsfJsonSchemaEmbedded, get_ocsf_schema

from api import Api, eventually
from conftest import join, make_key, make_person, make_place

VERSION = "1.8.0"
OTHER = 99

# Each numeric attribute and its attribute with the name of the value.
CAPTIONS = {
    "activity_id": "activity_name",
    "category_uid": "category_name",
    "class_uid": "class_name",
    "severity_id": "severity",
    "status_id": "status",
}


@pytest.fixture(scope="module")
def schema():
    """The violations of the schema of the event's class."""
    published = get_ocsf_schema(version=VERSION)
    embedded = OcsfJsonSchemaEmbedded(published)
    validators = {}

    def faults(event):
        name = embedded.lookup_class_name_from_uid(event["class_uid"])
        if name not in validators:
            # Attributes that are not in the schema are violations too.
            validators[name] = Draft202012Validator(embedded.get_class_schema(name))
        found = [f"{fault.json_path}: {fault.message}" for fault in validators[name].iter_errors(event)]
        for number, caption in CAPTIONS.items():
            said = published["classes"][name]["attributes"][number]["enum"][str(event[number])]["caption"]
            if event[number] != OTHER and event[caption] != said:
                found.append(f"{caption}: {event[caption]} for {said}")
        return found

    return SimpleNamespace(faults=faults)


@pytest.fixture(scope="module")
def history(admin):
    """Events of all kinds: sign-ins, the life of a key, uses and refusals, members, a policy, reads by auditors."""
    place, person = make_place(admin), make_person(admin)
    join(admin, place, person)
    organization, account = f"/organizations/{place.organization['id']}", person.account
    admin.put(f"{organization}/members/{account['id']}", {"role": "organization_admin"})
    admin.put(f"{organization}/token_policy", {"max_idle_days": 60})
    key = make_key(person, description="for the train; =1+1\n", expires_in_minutes=60)
    bearer = Api(admin.url, key["key"])
    assert bearer.get("/users/me")["id"] == account["id"]
    exchanged = requests.post(f"{admin.url}/auth/login", data={"password": key["key"]}, timeout=30)
    assert exchanged.status_code == 200
    assert Api(admin.url, exchanged.json()["access_token"]).ask("GET", "/users/me").status_code == 200
    person.api.patch(f"{person.keys}/{key['id']}", {"active": False})
    assert bearer.ask("GET", "/users/me").status_code == 401
    wrong = {"grant_type": "password", "username": account["username"], "password": "a wrong one"}
    assert requests.post(f"{admin.url}/auth/login", data=wrong, timeout=30).status_code == 401
    admin.get("/ledger/audit")
    return SimpleNamespace(account=account, key=key)


def events(admin):
    answer = admin.ask("GET", "/ledger/audit/export", params={"format": "ocsf"})
    assert answer.status_code == 200, answer.text
    return [json.loads(line) for line in answer.content.decode().split("\n") if line]


@pytest.fixture(scope="module")
def trail(admin, history):
    def found():
        exported = events(admin)
        refused = any(is_refusal_of(event, history.key) for event in exported)
        return exported if refused and any(is_failed_sign_in(event, history.account) for event in exported) else None

    return eventually(found)


@pytest.fixture(scope="module")
def finding(siem, trail, history):
    """The delivered signal that the use of the deactivated key raised."""

    def found():
        delivered = [json.loads(line) for line in siem.read_text().splitlines() if '"class_uid":2004' in line]
        return next((event for event in delivered if event["unmapped"].get("token_id") == history.key["id"]), None)

    return eventually(found)


def is_refusal_of(event, key):
    return event["metadata"]["event_code"] == "token.use_refused" and event["unmapped"].get("token_id") == key["id"]


def is_failed_sign_in(event, account):
    return event["metadata"]["event_code"] == "account.sign_in_refused" and event.get("user", {}).get("uid") == account["id"]


def test_every_line_is_an_event_of_the_published_schema(schema, trail):
    faulty = {event["metadata"]["event_code"]: faults for event in trail if (faults := schema.faults(event))}

    assert faulty == {}
    assert {event["metadata"]["version"] for event in trail} == {VERSION}
    assert {event["class_uid"] for event in trail} >= {3001, 3002, 3004, 3006, 6003}


def test_the_schema_would_find_a_fault(schema, trail):
    """The validator must detect violations; otherwise the other tests verify nothing."""
    event = trail[0]

    assert schema.faults(event | {"time": "yesterday"})
    assert schema.faults(event | {"nobody_knows": 1})
    assert schema.faults({name: value for name, value in event.items() if name != "metadata"})
    assert schema.faults(event | {"severity": "Fatal"})


def test_the_type_is_class_and_activity_and_each_event_has_its_own_id(trail):
    assert all(event["type_uid"] == event["class_uid"] * 100 + event["activity_id"] for event in trail)
    assert len({event["metadata"]["uid"] for event in trail}) == len(trail)
    positions = [event["unmapped"]["position"] for event in trail]
    assert len(set(positions)) == len(positions)


def test_an_analyst_finds_the_refused_use_of_the_key_and_where_it_came_from(trail, history):
    [refused] = [event for event in trail if is_refusal_of(event, history.key)]

    assert refused["class_name"] == "API Activity"
    assert (refused["status"], refused["status_detail"]) == ("Failure", "deactivated")
    assert refused["api"]["token"]["uid"] == history.key["id"]
    assert refused["src_endpoint"]["ip"] in ("127.0.0.1", "::1")
    assert refused["http_request"]["user_agent"].startswith("python-requests/")


def test_an_analyst_finds_who_logged_on_and_who_could_not(trail, history):
    mine = [event for event in trail if event.get("user", {}).get("uid") == history.account["id"]]
    logons = [event for event in mine if event["type_uid"] == 300201]

    assert {event["status"] for event in logons} == {"Success", "Failure"}
    exchange = [event for event in logons if event["metadata"]["event_code"] == "token.used"]
    assert [event["session"]["credential_uid"] for event in exchange] == [history.key["id"]]


def test_the_same_event_is_the_same_line_again(admin, trail):
    again = {event["metadata"]["uid"]: event for event in events(admin)}

    assert [again[event["metadata"]["uid"]] for event in trail] == trail


def test_a_signal_is_a_finding_of_the_published_schema(schema, trail, finding, history):
    [refused] = [event for event in trail if is_refusal_of(event, history.key)]

    assert schema.faults(finding) == []
    assert (finding["class_name"], finding["status"]) == ("Detection Finding", "New")
    assert finding["finding_info"]["desc"] == "a value that is deactivated was used"
    assert finding["finding_info"]["related_events"] == [{"uid": refused["metadata"]["uid"]}]
    assert [resource["uid"] for resource in finding["resources"]] == [history.key["id"]]
