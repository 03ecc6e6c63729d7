"""nginx with the shipped sample for auth_request: it forwards a request only if the ledger accepts its credential."""

from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from types import SimpleNamespace

import pytest
import requests

from api import eventually
from conftest import make_key, unique
from proxies import FORGED_DESCRIPTION, Proxy


@pytest.fixture(scope="module")
def service():
    """The protected service. It stores the headers that nginx sent."""
    visits = []

    class Service(BaseHTTPRequestHandler):
        def do_GET(self):
            visits.append(SimpleNamespace(path=self.path, headers=self.headers))
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def do_POST(self):
            self.rfile.read(int(self.headers["Content-Length"]))
            self.do_GET()

        def log_message(self, *ignored):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Service)
    Thread(target=server.serve_forever, daemon=True).start()
    yield SimpleNamespace(address=f"127.0.0.1:{server.server_port}", visits=visits)
    server.shutdown()


@pytest.fixture(scope="module")
def nginx(tmp_path_factory, ledger, service):
    proxy = Proxy("nginx", tmp_path_factory.mktemp("nginx"), ledger.url.removeprefix("http://"), service.address)
    yield proxy.wait_until_listening().url
    proxy.stop()


@pytest.fixture
def visit(nginx, service):
    """Sends a request with a bearer credential through nginx. Returns the status, and what the service received."""

    def send(bearer, method="GET", **request):
        path = "/" + unique("report")
        headers = {"Authorization": f"Bearer {bearer}"} if bearer else {}
        headers.update(request.pop("headers", {}))
        answer = requests.request(method, nginx + path, headers=headers, timeout=30, **request)
        return SimpleNamespace(
            status=answer.status_code, arrived=[visit for visit in service.visits if visit.path == path]
        )

    return send


def test_a_good_key_passes_and_the_service_learns_whose_it_is(person, visit):
    key = make_key(person)

    answer = visit(key["key"])

    assert answer.status == 200
    [arrived] = answer.arrived
    assert arrived.headers["X-Auth-Account"] == person.account["id"]
    assert arrived.headers["X-Auth-Username"] == person.account["username"]
    assert arrived.headers["X-Auth-Key-Id"] == key["id"]
    assert arrived.headers["X-Auth-Kind"] == "user"
    assert arrived.headers["X-Auth-Via"] == "api_key"


def test_an_api_token_passes_too(person, visit):
    [arrived] = visit(person.api.bearer).arrived

    assert arrived.headers["X-Auth-Account"] == person.account["id"]
    assert arrived.headers["X-Auth-Via"] == "api_token"


def test_a_service_account_passes_as_one(service_account, visit):
    [arrived] = visit(make_key(service_account)["key"]).arrived

    assert arrived.headers["X-Auth-Account"] == service_account.account["id"]
    assert arrived.headers["X-Auth-Kind"] == "service_account"


def test_a_body_is_forwarded_though_the_ledger_never_sees_it(person, visit):
    assert visit(make_key(person)["key"], "POST", data="x" * 100_000).status == 200


def test_nobody_can_say_himself_who_he_is(person, visit):
    [arrived] = visit(make_key(person)["key"], headers={"X-Auth-Account": "somebody else"}).arrived

    assert arrived.headers.get_all("X-Auth-Account") == [person.account["id"]]


def test_the_ledger_records_what_nginx_was_asked_for_whatever_the_client_says(person, visit):
    key = make_key(person)

    answer = visit(
        key["key"],
        "POST",
        data="x",
        headers={"Host": "app.example", **FORGED_DESCRIPTION},
    )

    assert answer.status == 200
    [arrived] = answer.arrived
    [use] = eventually(lambda: uses(person, key))
    assert use["data"]["target"] == "POST app.example" + arrived.path
    assert use["ip"] == "127.0.0.1"


def uses(person, key):
    rows = person.api.get(f"/ledger/tokens/{key['id']}/timeline")["items"]
    return [row for row in rows if row["action"] == "token.used"]


@pytest.mark.parametrize("bearer", [None, "ZENPROKEY_" + "0" * 71, "neither a key nor a token"])
def test_a_bad_key_is_refused_before_the_service_sees_it(visit, bearer):
    answer = visit(bearer)

    assert answer.status == 401
    assert answer.arrived == []


def test_a_deactivated_key_is_refused_from_the_next_request_on(person, visit):
    key = make_key(person)
    assert visit(key["key"]).status == 200

    person.api.patch(f"{person.keys}/{key['id']}", {"active": False})

    answer = visit(key["key"])
    assert answer.status == 401
    assert answer.arrived == []


def test_the_key_of_a_deactivated_account_is_refused(admin, person, visit):
    key = make_key(person)
    assert visit(key["key"]).status == 200

    admin.patch(f"/users/{person.account['id']}", {"active": False})

    assert visit(key["key"]).status == 401


def test_requests_at_the_same_time_keep_their_own_names(person, service_account, visit):
    accounts = {make_key(owner)["key"]: owner.account["id"] for owner in (person, service_account)}
    keys = list(accounts) * 20

    with ThreadPoolExecutor(8) as callers:
        answers = list(callers.map(visit, keys))

    assert [answer.arrived[0].headers["X-Auth-Account"] for answer in answers] == [accounts[key] for key in keys]
