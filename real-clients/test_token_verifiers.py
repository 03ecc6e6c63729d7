"""Libraries and a proxy that verify API tokens locally. They know issuer and audience; the metadata has the rest."""

import base64
import json
import os
import re
import subprocess
import time
from types import SimpleNamespace

import jwt as pyjwt
import pytest
import requests
from authlib.oauth2.rfc8414 import AuthorizationServerMetadata
from joserfc import jwt as joserfc
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from api import eventually
from conftest import join, make_key, make_person, workspace_url
from ledger import free_port, wait_for

KEY_SECONDS = 10


class Rejected(Exception):
    """A verifier's reason for the rejection of a token."""


@pytest.fixture(scope="module")
def tokens(ledger, admin, place):
    """A good token, and three that a verifier must reject."""
    person = make_person(admin)
    join(admin, place, person)
    key = make_key(person)
    good = exchange(f"{ledger.url}/auth/login", key)
    another = exchange(f"{ledger.url}/auth/login", make_key(make_person(admin)))
    return SimpleNamespace(
        subject=person.account["id"],
        audience=claims(good)["aud"],
        good=good,
        # The claims of another account, under the signature of the good token.
        tampered=".".join([*another.split(".")[:2], good.split(".")[2]]),
        of_a_workspace=exchange(f"{workspace_url(ledger, place)}/api/v1/login", key),
        expired=expired_token(ledger, person),
    )


def exchange(url, key):
    answer = requests.post(url, data={"password": key["key"]}, timeout=30)
    assert answer.status_code == 200, answer.text
    return answer.json()["access_token"]


def expired_token(ledger, person):
    """A token of a key that lives for seconds. The token expires with the key."""

    def expiring():
        end = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + KEY_SECONDS))
        key = make_key(person, expires_at=end)
        answer = requests.post(f"{ledger.url}/auth/login", data={"password": key["key"]}, timeout=30)
        return answer.json()["access_token"] if answer.ok else None  # None: the machine was too slow

    token = eventually(expiring, 60)
    eventually(lambda: time.time() > claims(token)["exp"])
    return token


def claims(token):
    payload = token.split(".")[1]
    return json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))


def metadata(issuer):
    found = requests.get(issuer + "/.well-known/oauth-authorization-server", timeout=30).json()
    assert found["issuer"] == issuer
    return found


def by_pyjwt(issuer, audience, token):
    found = metadata(issuer)
    try:
        return pyjwt.decode(
            token,
            pyjwt.PyJWKClient(found["jwks_uri"]).get_signing_key_from_jwt(token),
            algorithms=found["id_token_signing_alg_values_supported"],
            issuer=issuer,
            audience=audience,
            options={"require": ["exp", "iat", "iss", "aud", "sub"]},
        )["sub"]
    except pyjwt.PyJWTError as error:
        raise Rejected(error) from error


def by_joserfc(issuer, audience, token):
    found = metadata(issuer)
    keys = KeySet.import_key_set(requests.get(found["jwks_uri"], timeout=30).json())
    essential = {"essential": True}
    rules = joserfc.JWTClaimsRegistry(
        iss={**essential, "value": issuer}, aud={**essential, "value": audience}, exp=essential, sub=essential
    )
    try:
        verified = joserfc.decode(token, keys, algorithms=found["id_token_signing_alg_values_supported"])
        rules.validate(verified.claims)
    except JoseError as error:
        raise Rejected(error) from error
    return verified.claims["sub"]


def by_golang_jwt(issuer, audience, token):
    program = [os.environ["LEDGER_GOLANG_JWT"], issuer, audience]
    process = subprocess.run(program, input=token, capture_output=True, text=True, timeout=60)
    if process.returncode:
        raise Rejected(process.stderr)
    return process.stdout.strip()


@pytest.fixture(scope="module")
def oauth2_proxy(ledger, tokens, tmp_path_factory):
    """Starts an oauth2-proxy with these further options. Returns a verifier that sends a request through it."""
    started = []

    def start(*options):
        directory = tmp_path_factory.mktemp("oauth2-proxy")
        url = f"http://127.0.0.1:{free_port()}"
        log = directory / "oauth2-proxy.log"
        command = [
            os.environ["LEDGER_OAUTH2_PROXY"],
            f"--http-address={url.removeprefix('http://')}",
            "--upstream=static://202",
            "--skip-jwt-bearer-tokens",
            "--email-domain=*",
            "--set-xauthrequest",
            "--client-secret=unused",
            f"--cookie-secret={'0' * 32}",
            *options,
        ]
        environment = {name: value for name, value in os.environ.items() if not name.startswith("OAUTH2_PROXY_")}
        with log.open("wb") as out:
            process = subprocess.Popen(command, env=environment, cwd=directory, stdout=out, stderr=subprocess.STDOUT)
        started.append(process)
        wait_for(url + "/ping", process, log, 20)

        def verify(issuer, audience, token):
            written = log.stat().st_size
            answer = requests.get(url, headers={"Authorization": f"Bearer {token}"}, timeout=30)
            if answer.status_code != 202:
                assert answer.status_code == 403, answer.text
                raise Rejected(log.read_bytes()[written:].decode())
            return answer.headers["X-Auth-Request-User"]

        return verify

    yield start
    for process in started:
        process.terminate()
        process.wait(20)


@pytest.fixture(scope="module")
def by_oauth2_proxy_with_an_extra_issuer(ledger, tokens, oauth2_proxy):
    # GitHub as the provider needs no discovery, so the proxy contacts only the ledger.
    return oauth2_proxy(
        "--provider=github", "--client-id=unused", f"--extra-jwt-issuers={ledger.url}={tokens.audience}"
    )


@pytest.fixture(scope="module")
def by_oauth2_proxy_with_the_ledger_as_provider(ledger, tokens, oauth2_proxy):
    return oauth2_proxy("--provider=oidc", f"--oidc-issuer-url={ledger.url}", f"--client-id={tokens.audience}")


@pytest.fixture(
    scope="module",
    params=[
        by_pyjwt,
        by_joserfc,
        by_golang_jwt,
        "by_oauth2_proxy_with_an_extra_issuer",
        "by_oauth2_proxy_with_the_ledger_as_provider",
    ],
    ids=lambda verifier: verifier if isinstance(verifier, str) else verifier.__name__,
)
def verify(request, ledger, tokens):
    """Verifies a token for the ledger's issuer and audience. Returns the subject, or raises `Rejected`."""
    verifier = request.getfixturevalue(request.param) if isinstance(request.param, str) else request.param
    return lambda token: verifier(ledger.url, tokens.audience, token)


def test_a_good_token_is_accepted(verify, tokens):
    assert verify(tokens.good) == tokens.subject


@pytest.mark.parametrize(
    ("which", "reason"), [("tampered", "signature"), ("of_a_workspace", r"\baud"), ("expired", "expired")]
)
def test_another_token_is_rejected_for_the_right_reason(verify, tokens, which, reason):
    with pytest.raises(Rejected) as rejected:
        verify(getattr(tokens, which))

    assert re.search(reason, str(rejected.value), re.IGNORECASE), rejected.value


def test_a_token_without_a_signature_is_rejected(verify, tokens):
    header = base64.urlsafe_b64encode(b'{"alg":"none"}').decode().rstrip("=")

    with pytest.raises(Rejected):
        verify(f"{header}.{tokens.good.split('.')[1]}.")


def test_an_api_key_is_rejected(verify, person):
    with pytest.raises(Rejected):
        verify(make_key(person)["key"])


def test_the_metadata_is_valid(ledger, monkeypatch):
    monkeypatch.setenv("AUTHLIB_INSECURE_TRANSPORT", "1")  # the tests have no TLS
    found = AuthorizationServerMetadata(metadata(ledger.url))

    problems = {}
    for member in found.REGISTRY_KEYS:
        try:
            getattr(found, f"validate_{member}")()
        except ValueError as error:
            problems[member] = str(error)

    # RFC 8414 requires this member, but the ledger has no authorization endpoint and therefore no response types.
    problems.pop("response_types_supported", None)
    assert problems == {}
