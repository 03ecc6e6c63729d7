"""A general OAuth client, Authlib: introspection (RFC 7662), revocation (RFC 7009), signatures by JWKS (RFC 7517)."""

import pytest
import requests
from authlib.integrations.requests_client import OAuth2Session
from joserfc import jwt
from joserfc.jwk import KeySet

from api import Api, eventually
from conftest import make_key, unique


@pytest.fixture
def introspect(ledger):
    """Introspects a token. The caller authenticates with a bearer credential, as the ledger requires."""

    def ask(bearer, token):
        client = OAuth2Session(token={"access_token": bearer, "token_type": "bearer"})
        return client.introspect_token(f"{ledger.url}/oauth2/introspect", token=token, auth=client.token_auth)

    return ask


@pytest.fixture
def revoke(ledger):
    """Revokes a token. The token itself is the only credential."""

    def ask(token, hint=None):
        client = OAuth2Session(client_id="anybody", revocation_endpoint_auth_method="none")
        return client.revoke_token(f"{ledger.url}/oauth2/revoke", token=token, token_type_hint=hint)

    return ask


def api_token(ledger, key):
    return requests.post(f"{ledger.url}/auth/login", data={"password": key["key"]}, timeout=30).json()["access_token"]


def test_an_api_key_is_introspected(admin, person, introspect):
    key = make_key(person, expires_in_minutes=60)

    answer = introspect(admin.bearer, key["key"])

    assert answer.status_code == 200
    token = answer.json()
    assert token["active"] is True
    assert token["token_type"] == "api_key"
    assert token["sub"] == person.account["id"]
    assert token["username"] == person.account["username"]
    assert token["account_kind"] == "user"
    assert token["api_key_id"] == key["id"]
    assert isinstance(token["exp"], int)


def test_an_api_token_is_introspected_and_says_what_its_claims_say(ledger, admin, person, introspect):
    key = make_key(person)
    encoded = api_token(ledger, key)
    keys = KeySet.import_key_set(requests.get(f"{ledger.url}/.well-known/jwks.json", timeout=30).json())
    claims = jwt.decode(encoded, keys, algorithms=sorted({known["alg"] for known in keys.as_dict()["keys"]})).claims

    token = introspect(admin.bearer, encoded).json()

    assert token["active"] is True
    assert token["token_type"] == "api_token"
    said = {name: token[name] for name in ("sub", "iss", "aud", "exp", "iat", "jti", "api_key_id", "key_gen")}
    assert said == {name: claims[name] for name in said}
    assert claims["sub"] == person.account["id"]
    assert claims["api_key_id"] == key["id"]


def test_a_token_may_ask_about_itself(person, introspect):
    key = make_key(person)

    assert introspect(key["key"], key["key"]).json()["active"] is True


def test_an_introspector_may_ask_about_others_and_do_nothing_else(ledger, admin, person, introspect):
    name = unique("gateway")
    admin.post("/users", {"username": name, "password": f"password of {name}", "roles": ["introspector"]})
    gateway = Api.signed_in(ledger.url, name, f"password of {name}")

    assert introspect(gateway.bearer, make_key(person)["key"]).json()["active"] is True
    assert gateway.ask("GET", "/users").status_code == 403


def test_a_person_may_not_ask_about_others(admin, person, introspect):
    answer = introspect(make_key(person)["key"], admin.bearer)

    assert answer.status_code == 401
    assert answer.json()["error"] == "invalid_client"


def test_nobody_may_ask_with_a_bad_credential(person, introspect):
    answer = introspect("ZENPROKEY_" + "0" * 71, make_key(person)["key"])

    assert answer.status_code == 401
    assert answer.json()["error"] == "invalid_client"


@pytest.mark.parametrize("token", ["ZENPROKEY_" + "0" * 71, "unknown"])
def test_an_unknown_token_is_inactive_and_nothing_more_is_said(admin, introspect, token):
    answer = introspect(admin.bearer, token)

    assert answer.status_code == 200
    assert answer.json() == {"active": False}


def test_a_revoked_key_is_dead_at_once_and_its_api_tokens_with_it(ledger, admin, person, introspect, revoke):
    key = make_key(person)
    encoded = api_token(ledger, key)
    assert introspect(admin.bearer, encoded).json()["active"] is True

    assert revoke(key["key"]).status_code == 200

    assert introspect(admin.bearer, key["key"]).json() == {"active": False}
    assert introspect(admin.bearer, encoded).json() == {"active": False}
    assert Api(ledger.url, key["key"]).ask("GET", "/users/me").status_code == 401
    eventually(lambda: person.api.get(f"{person.keys}/{key['id']}")["state"] == "inactive")


@pytest.mark.parametrize("hint", [None, "access_token", "refresh_token", "a hint that nobody knows"])
def test_a_hint_changes_nothing(ledger, person, revoke, hint):
    key = make_key(person)

    assert revoke(key["key"], hint).status_code == 200

    assert Api(ledger.url, key["key"]).ask("GET", "/users/me").status_code == 401


def test_revoking_twice_or_what_nobody_knows_is_no_error(person, revoke):
    key = make_key(person)

    assert [revoke(token).status_code for token in (key["key"], key["key"], "unknown")] == [200, 200, 200]


def test_an_api_token_is_revoked_alone(ledger, admin, person, revoke, introspect):
    key = make_key(person)
    encoded = api_token(ledger, key)

    assert revoke(encoded).status_code == 200

    assert introspect(admin.bearer, encoded).json() == {"active": False}
    assert introspect(admin.bearer, key["key"]).json()["active"] is True
