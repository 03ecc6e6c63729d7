"""nginx, Caddy and HAProxy with the shipped samples: they forward a request only if the ledger accepts its credential."""

import itertools
from functools import partial
from types import SimpleNamespace

import pytest
import requests

from api import eventually
from conftest import make_key, make_person, unique
from ledger import free_port
from proxies import FORGED_DESCRIPTION, Proxy, Service, SimulatedLedger, WebSocket, send

KINDS = ["nginx", "caddy", "haproxy"]
# The names of the same headers in other products; each ledger of these tests uses one of the two.
HEADERS = {"nginx": "authelia", "caddy": "oauth2-proxy", "haproxy": "oauth2-proxy"}
LIMIT = 20  # wrong credentials per minute from one address; the default of the ledger
_addresses = (f"127.0.{third}.{fourth}" for third, fourth in itertools.product(range(1, 255), range(1, 255)))

FORGED = {
    "X-Auth-Account": "forged",
    "X-Auth-Username": "forged",
    "X-Auth-Email": "forged",
    "X-Auth-Kind": "forged",
    "X-Auth-Via": "forged",
    "X-Auth-Key-Id": "forged",
    "X-Auth-Organizations": "forged",
    "X-Auth-Roles": "forged",
    "X-Auth-Expires-At": "forged",
    "X-Auth-Key-Expires-At": "forged",
    "X-Auth-Request-User": "forged",
    "X-Auth-Request-Preferred-Username": "forged",
    "X-Auth-Request-Email": "forged",
    "X-Auth-Request-Groups": "forged",
    "X-Auth-Request-Access-Token": "forged",
    "Remote-User": "forged",
    "Remote-Name": "forged",
    "Remote-Email": "forged",
    "Remote-Groups": "forged",
    # Many services cannot tell these from the names above.
    "X_Auth_Username": "forged",
    "Remote_User": "forged",
}


@pytest.fixture(scope="module")
def ledgers(start_ledger):
    """One ledger per way in which a proxy describes a request, with the default limit of wrong credentials."""
    started = {}

    def of(kind):
        setting = "nginx" if kind == "nginx" else "caddy"
        if setting not in started:
            started[setting] = start_ledger(
                LEDGER_FORWARD_AUTH_PROXY=setting,
                LEDGER_FORWARD_AUTH_HEADERS=HEADERS[kind],
                LEDGER_FORWARD_HEADERS="native",
            )
        return started[setting]

    return of


@pytest.fixture(scope="module", params=KINDS)
def kind(request):
    return request.param


@pytest.fixture(scope="module")
def ledger(kind, ledgers):
    return ledgers(kind)


@pytest.fixture(scope="module")
def admin(ledger):
    return ledger.admin()


@pytest.fixture(scope="module")
def service():
    service = Service()
    yield service
    service.stop()


@pytest.fixture(scope="module")
def start_proxy(tmp_path_factory, kind, service):
    started = []

    def start(ledger, service_address=service.address, requirement=""):
        proxy = Proxy(kind, tmp_path_factory.mktemp(kind), ledger, service_address, requirement)
        started.append(proxy)
        return proxy.wait_until_listening()

    yield start
    for proxy in started:
        proxy.stop()


@pytest.fixture(scope="module")
def proxy(start_proxy, ledger):
    return start_proxy(ledger.url.removeprefix("http://"))


@pytest.fixture(scope="module")
def proxy_of_simulated_ledger(start_proxy):
    simulated = SimulatedLedger()
    yield start_proxy(simulated.address)
    simulated.stop()


@pytest.fixture
def address():
    """A client's address that no other test uses."""
    return next(_addresses)


@pytest.fixture
def visit_through(service, address):
    """Sends a request through a proxy. Returns the answer, and the requests that arrived at the service."""

    def visit(proxy, bearer, method="GET", path=None, query="", **request):
        path = path or "/" + unique("report")
        answer = send(proxy.url + path + query, method, bearer, address, **request)
        return SimpleNamespace(
            status=answer.status_code, headers=answer.headers, text=answer.text, arrived=service.arrived(path)
        )

    return visit


@pytest.fixture
def visit(proxy, visit_through):
    return partial(visit_through, proxy)


def test_the_service_gets_every_header_of_the_ledger_and_not_the_credential(ledger, kind, person, visit):
    key = make_key(person)
    of_ledger = requests.get(
        ledger.url + "/oauth2/verify", headers={"Authorization": f"Bearer {key['key']}"}, timeout=30
    ).headers
    describing = {name: value for name, value in of_ledger.items() if name.lower().startswith(("x-auth-", "remote-"))}

    answer = visit(key["key"], query="?role=superuser&organization=none&workspace=&access_token=x")

    assert answer.status == 200
    [arrived] = answer.arrived
    assert {name: arrived.headers[name] or "" for name in describing} == describing
    assert arrived.headers["X-Auth-Username"] == person.account["username"]
    assert arrived.headers["X-Auth-Key-Id"] == key["id"]
    alias = {"authelia": "Remote-User", "oauth2-proxy": "X-Auth-Request-Preferred-Username"}[HEADERS[kind]]
    assert arrived.headers[alias] == person.account["username"]
    assert "Authorization" not in arrived.headers
    assert arrived.path.endswith("?role=superuser&organization=none&workspace=&access_token=x")


def test_a_client_cannot_forge_the_headers_of_the_ledger(person, visit):
    answer = visit(make_key(person)["key"], headers=FORGED)

    assert answer.status == 200
    [arrived] = answer.arrived
    assert [name for name, value in arrived.headers.items() if "forged" in value] == []
    assert arrived.headers.get_all("X-Auth-Username") == [person.account["username"]]


@pytest.mark.parametrize("body", [b"x" * 200_000, [b"one ", b"two ", b"three"]], ids=["sized", "chunked"])
def test_a_body_arrives_complete(person, visit, body):
    answer = visit(make_key(person)["key"], "POST", data=body if isinstance(body, bytes) else iter(body))

    assert (answer.status, answer.text) == (200, "The answer of the service.")
    [arrived] = answer.arrived
    assert arrived.body == (body if isinstance(body, bytes) else b"".join(body))


def test_head_is_answered_without_a_body(person, visit):
    key = make_key(person)["key"]

    answer = visit(key, "HEAD")
    assert (answer.status, answer.text, answer.arrived[0].method) == (200, "", "HEAD")
    refused = visit(None, "HEAD")
    assert (refused.status, refused.text, refused.arrived) == (401, "", [])


def test_a_websocket_is_opened_with_a_valid_key_only(person, proxy, service):
    key = make_key(person)["key"]
    path = "/" + unique("socket")

    with WebSocket(proxy, path, None) as refused:
        assert refused.status == 401
    assert service.arrived(path) == []
    with WebSocket(proxy, path, key) as accepted:
        assert accepted.status == 101
        assert accepted.headers["sec-websocket-accept"] == accepted.expected_accept
        for message in (b"hello", b"y" * 50_000):
            assert accepted.exchange(message) == message
    [arrived] = service.arrived(path)
    assert arrived.headers["X-Auth-Username"] == person.account["username"]


@pytest.mark.parametrize("bearer", [None, "ZENPROKEY_" + "0" * 71, "neither a key nor a token"])
def test_a_wrong_credential_is_refused_before_the_service_gets_the_request(visit, bearer):
    for method in ("GET", "POST"):
        answer = visit(bearer, method, data="x" if method == "POST" else None)

        assert answer.status == 401
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")
        assert answer.arrived == []


def test_an_ended_key_is_refused_from_the_next_request_on(admin, person, visit):
    deactivated, deleted, rotated = [make_key(person) for _ in range(3)]
    other = make_person(admin)
    of_deactivated_account = make_key(other)
    keys = [deactivated, deleted, rotated, of_deactivated_account]
    assert [visit(key["key"]).status for key in keys] == [200] * 4

    person.api.patch(f"{person.keys}/{deactivated['id']}", {"active": False})
    person.api.delete(f"{person.keys}/{deleted['id']}")
    person.api.put(f"{person.keys}/{rotated['id']}/rotate", {})
    admin.patch(f"/users/{other.account['id']}", {"active": False})

    answers = [visit(key["key"]) for key in keys]
    assert [answer.status for answer in answers] == [401] * 4
    assert [answer.arrived for answer in answers] == [[]] * 4


def test_many_wrong_credentials_are_limited_and_keys_of_the_ledger_are_not(person, visit):
    key, deactivated = make_key(person), make_key(person)
    person.api.patch(f"{person.keys}/{deactivated['id']}", {"active": False})

    answers = [visit(f"wrong credential {number}") for number in range(LIMIT + 5)]

    assert {answer.status for answer in answers} == {401, 429}
    assert answers[0].status == 401
    limited = [answer for answer in answers if answer.status == 429]
    assert all(int(answer.headers["Retry-After"]) > 0 for answer in limited)
    assert [answer for answer in answers if answer.arrived] == []
    assert visit(key["key"]).status == 200
    assert visit(deactivated["key"]).status == 401


def test_a_required_role_refuses_other_accounts(admin, ledger, start_proxy, person, visit_through):
    restricted = start_proxy(ledger.url.removeprefix("http://"), requirement="?role=superuser")

    refused = visit_through(restricted, make_key(person)["key"], query="?role=organization_member")

    assert refused.status == 403
    assert refused.arrived == []
    assert visit_through(restricted, admin.bearer).status == 200


def test_a_client_cannot_change_what_the_ledger_records(person, visit, address):
    key = make_key(person)

    answer = visit(
        key["key"],
        "POST",
        data="x",
        query="?secret=1",
        headers={"Host": "app.example", **FORGED_DESCRIPTION},
    )

    assert answer.status == 200
    [arrived] = answer.arrived
    [use] = eventually(lambda: uses(person, key))
    assert use["data"]["target"] == "POST app.example" + arrived.path.split("?")[0]
    assert use["ip"] == address
    forwarded = {name: arrived.headers[name] for name in ("X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto")}
    assert forwarded == {"X-Forwarded-For": address, "X-Forwarded-Host": "app.example", "X-Forwarded-Proto": "http"}
    assert [value for name, value in arrived.headers.items() if "public" in value] == []


def uses(person, key):
    rows = person.api.get(f"/ledger/tokens/{key['id']}/timeline")["items"]
    return [row for row in rows if row["action"] == "token.used"]


@pytest.mark.parametrize("status", [400, 404, 500, 503])
def test_if_the_ledger_cannot_decide_the_client_gets_503(proxy_of_simulated_ledger, visit_through, status):
    answer = visit_through(proxy_of_simulated_ledger, str(status), "POST", data="x")

    assert answer.status == 503
    assert int(answer.headers["Retry-After"]) > 0
    assert answer.arrived == []


@pytest.mark.parametrize("status", [401, 403, 429])
def test_a_refusal_keeps_its_status(proxy_of_simulated_ledger, visit_through, status):
    answer = visit_through(proxy_of_simulated_ledger, str(status), "POST", data="x")

    assert answer.status == status
    assert answer.headers.get("Retry-After") == "17" or status != 429
    assert answer.arrived == []


def test_if_the_ledger_is_down_the_client_gets_503(start_proxy, visit_through):
    down = start_proxy(f"127.0.0.1:{free_port()}")

    for bearer in (None, "any"):
        answer = visit_through(down, bearer, "POST", data="x")
        assert answer.status == 503
        assert int(answer.headers["Retry-After"]) > 0
        assert answer.arrived == []


def test_an_error_of_the_service_stays_as_it_is(proxy_of_simulated_ledger, visit_through):
    answer = visit_through(proxy_of_simulated_ledger, "200", path="/fails/" + unique("report"))

    assert (answer.status, answer.text) == (500, "The answer of the service.")
