"""nginx with the files of `deploy`, in front of processes that hang, exit during a request, or do not run."""

import socket
import time
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest
import requests
from requests.adapters import HTTPAdapter

from conftest import eventually, make_key, unique
from ledger import free_port
from line import Line
from sides import shipped_nginx

READ_TIMEOUT = 10  # of nginx, in seconds
LARGE_FILE = "/swagger-ui/swagger-ui-bundle.js"


@pytest.fixture
def nginx(tmp_path, ledger):
    """Two proxies per side in front of one ledger. To nginx they are separate processes."""
    commands, queries = [Line(ledger.url) for _ in range(2)], [Line(ledger.url) for _ in range(2)]
    addresses = {
        "command-side": [line.address for line in commands],
        "query-side": [line.address for line in queries],
    }
    url = f"http://127.0.0.1:{free_port()}"
    # By default, the system buffers megabytes for a local caller, and less for a remote one.
    process = shipped_nginx(tmp_path, url, addresses, listening="sndbuf=16k")
    yield SimpleNamespace(url=url, commands=commands, queries=queries)
    process.terminate()
    process.wait(20)
    for line in commands + queries:
        line.close()


class FromAddress(HTTPAdapter):
    """A caller at one of the loopback addresses, because nginx identifies callers by address."""

    def __init__(self, address):
        self.address = address
        super().__init__()

    def init_poolmanager(self, *arguments, **options):
        super().init_poolmanager(*arguments, source_address=(self.address, 0), **options)


def caller(nginx, owner, number):
    session = requests.Session()
    session.mount("http://", FromAddress(f"127.0.0.{number}"))
    session.headers["Authorization"] = f"Bearer {owner.api.bearer}"

    def send(method, path, **request):
        return session.request(method, nginx.url + path, timeout=100, **request)

    return send


def line_of(lines, send, path):
    """The process that nginx chooses for this caller."""
    before = [len(line.requests) for line in lines]
    assert send("GET", path).status_code == 200
    [line] = [line for line, requests_before in zip(lines, before) if len(line.requests) > requests_before]
    return line


def timed(send, method, path, **request):
    begun = time.monotonic()
    answer = send(method, path, **request)
    return SimpleNamespace(status=answer.status_code, headers=answer.headers, seconds=time.monotonic() - begun)


@pytest.mark.parametrize(
    "method, action", [("PUT", "/rotate"), ("POST", "/rotate"), ("PATCH", ""), ("DELETE", "")]
)
def test_a_write_whose_answer_is_lost_is_not_repeated(nginx, person, method, action):
    key = make_key(person)
    path = f"{person.keys}/{key['id']}{action}"
    send = caller(nginx, person, 2)
    for line in nginx.commands:
        line.cut_answers()

    answer = send(method, path, json={"description": "changed"} if method == "PATCH" else {})

    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "1"
    assert "may have been carried out" in answer.json()["detail"][1]
    assert sum(line.count(method, path) for line in nginx.commands) == 1
    if action:
        assert person.api.get(f"{person.keys}/{key['id']}")["generation"] == 2


def test_a_read_whose_answer_is_lost_is_answered_by_another_process(nginx, person):
    send = caller(nginx, person, 2)
    line_of(nginx.commands, send, "/users/me").cut_answers()

    assert send("GET", "/users/me").status_code == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_a_write_that_no_process_received_goes_to_another(nginx, person, method):
    send = caller(nginx, person, 2)
    line_of(nginx.commands, send, "/users/me").close()
    path = f"{person.keys}/{make_key(person)['id']}" + ("" if method == "DELETE" else "/rotate")

    assert send(method, path, json={}).status_code == 200


def test_a_process_that_hangs_holds_each_caller_up_once_and_gets_no_more_requests(nginx, person):
    path = f"{person.keys}/{make_key(person)['id']}/rotate"
    send = caller(nginx, person, 2)
    hanging = line_of(nginx.commands, send, "/users/me")
    hanging_too = line_of(nginx.queries, send, "/users/me/api_keys")
    hanging.freeze()
    hanging_too.freeze()

    with ThreadPoolExecutor(3) as callers:
        read = callers.submit(timed, send, "GET", "/users/me")
        listing = callers.submit(timed, send, "GET", "/users/me/api_keys")
        write = callers.submit(timed, caller(nginx, person, 2), "PUT", path, json={})

    assert (read.result().status, listing.result().status, write.result().status) == (200, 200, 503)
    assert max(answer.result().seconds for answer in (read, listing, write)) < 2 * READ_TIMEOUT - 1
    assert write.result().headers["Retry-After"] == "1"
    assert sum(line.count("PUT", path) for line in nginx.commands) == 0
    for method, asked in [("GET", "/users/me"), ("GET", "/users/me/api_keys"), ("PUT", path)]:
        again = timed(send, method, asked, **({"json": {}} if method == "PUT" else {}))
        assert (again.status, again.seconds < READ_TIMEOUT) == (200, True), asked


def test_a_credential_is_checked_by_another_process_where_one_does_not_answer(nginx, person):
    send = caller(nginx, person, 2)
    line_of(nginx.commands, send, "/oauth2/verify").cut_answers()

    assert send("POST", "/oauth2/verify").status_code != 503  # a POST that changes nothing is sent to another process


def test_without_any_process_the_answer_says_when_to_try_again(nginx, person):
    for line in nginx.commands + nginx.queries:
        line.close()
    send = caller(nginx, person, 2)

    for method, path in [("GET", "/users/me"), ("POST", "/users"), ("GET", "/ledger/audit"), ("GET", "/oauth2/verify")]:
        answer = send(method, path)
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "1"), path
        assert answer.headers["X-Request-Id"]
        assert answer.json()["detail"][0] == "ServiceUnavailable"


def test_callers_who_read_slowly_hold_nginx_and_not_the_ledger(nginx, ledger):
    size = len(requests.get(ledger.url + LARGE_FILE, timeout=30).content)
    readers = []
    try:
        for number in range(70):  # more than the ledger has threads
            reader = socket.socket()
            reader.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
            reader.bind((f"127.0.0.{10 + number}", 0))
            reader.connect(("127.0.0.1", int(nginx.url.rsplit(":", 1)[1])))
            reader.sendall(f"GET {LARGE_FILE} HTTP/1.1\r\nHost: ledger\r\n\r\n".encode())
            readers.append(reader)

        eventually(lambda: sum(line.answered_bytes for line in nginx.commands) >= 70 * size, seconds=9)
        assert requests.get(nginx.url + "/actuator/health/liveness", timeout=30).ok
    finally:
        for reader in readers:
            reader.close()


def test_one_address_has_a_hundred_requests_under_way_at_most(nginx, person):
    held = []
    try:
        for _ in range(100):
            connection = socket.create_connection(
                ("127.0.0.1", int(nginx.url.rsplit(":", 1)[1])), source_address=("127.0.0.3", 0)
            )
            connection.sendall(b"POST /auth/login HTTP/1.1\r\nHost: ledger\r\nContent-Length: 10\r\n\r\nu")
            held.append(connection)

        send = caller(nginx, person, 3)
        eventually(lambda: send("GET", "/users/me").status_code == 429)
        refused = send("GET", "/users/me")
        assert refused.headers["Retry-After"] == "1"
        assert refused.json()["detail"][0] == "TooManyRequests"
        assert caller(nginx, person, 4)("GET", "/users/me").status_code == 200
    finally:
        for connection in held:
            connection.close()


def test_a_body_that_no_route_takes_ends_at_nginx(nginx, person):
    send = caller(nginx, person, 2)

    answer = send("POST", person.keys, json={"name": unique("key"), "description": "x" * 200_000})

    assert answer.status_code == 413
    assert answer.json()["detail"][0] == "RequestEntityTooLarge"
    assert sum(line.count("POST", person.keys) for line in nginx.commands) == 0
