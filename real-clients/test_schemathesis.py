"""Schemathesis sends requests that match the OpenAPI document, and requests that do not, to every route."""

import re
import subprocess
import sys
from pathlib import Path

import pytest


SCHEMATHESIS = Path(sys.executable).parent / "schemathesis"
SECONDS = 900
CHECKS = ["not_a_server_error", "status_code_conformance", "content_type_conformance", "response_schema_conformance"]
LEFT_OUT = [
    # It may deactivate the caller. Every later response would be 401 and verify nothing.
    "PATCH /users/{id}",
    # They end the caller's own session.
    "DELETE /auth/session",
    "DELETE /users/me/sessions",
    "DELETE /users/me/sessions/{jti}",
    # It is a long poll: each response waits for new entries.
    "GET /oauth2/revocations",
]


@pytest.fixture(scope="module")
def ledger(start_ledger):
    """A separate ledger, so that objects of the fuzzer do not affect other tests."""
    return start_ledger(
        LEDGER_USE_REFUSALS_PER_MINUTE=1_000_000,
        LEDGER_CREDENTIALS_MAX_PER_ACCOUNT=1_000,
        LEDGER_VOLUME_ACCOUNT="1GB",
    )


@pytest.fixture(scope="module")
def admin(ledger):
    """A superuser with an API token from a sign-in, which no change of a key can end."""
    return ledger.admin()


@pytest.mark.timeout(SECONDS + 60)
def test_every_answer_is_documented_and_none_is_a_failure(admin, tmp_path):
    routes = {
        f"{method.upper()} {path}" for path, methods in admin.get("/v3/api-docs")["paths"].items() for method in methods
    }
    assert set(LEFT_OUT) <= routes, "a route in LEFT_OUT does not exist any more"
    left_out = [option for name in LEFT_OUT for option in ("--exclude-name", name)]
    fuzz = subprocess.run(
        [
            str(SCHEMATHESIS),
            "run",
            admin.url + "/v3/api-docs",
            *("--header", f"Authorization: Bearer {admin.bearer}"),
            *("--checks", ",".join(CHECKS)),
            *left_out,
            *("--max-examples", "25"),
            *("--seed", "20261124"),
            *("--generation-database", "none"),
            *("--request-timeout", "30"),
            "--continue-on-failure",
            "--no-color",
        ],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=SECONDS,
    )

    assert admin.ask("GET", "/users/me").status_code == 200, "the fuzzer ended its own credential"
    tested = re.search(r"Tested: (\d+)", fuzz.stdout)
    assert tested and int(tested[1]) >= 20, fuzz.stdout
    assert fuzz.returncode == 0, fuzz.stdout


def test_the_document_writes_every_member_as_the_ledger_does(admin):
    document = admin.get("/v3/api-docs")

    members = {name for schema in document["components"]["schemas"].values() for name in schema.get("properties", {})}

    assert sorted(name for name in members if not re.fullmatch(r"[a-z0-9_]+", name)) == []


@pytest.mark.parametrize("path", ["/auth/login", "/oauth2/introspect", "/oauth2/revoke"])
def test_the_document_describes_the_forms(admin, path):
    operation = admin.get("/v3/api-docs")["paths"][path]["post"]

    assert list(operation["requestBody"]["content"]) == ["application/x-www-form-urlencoded"]
