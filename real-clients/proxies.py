"""nginx, Caddy and HAProxy with the files of `deploy/forward-auth`, a service behind them, and a simulated ledger."""

import base64
import hashlib
import os
import shutil
import socket
import subprocess
import sys
import time
from getpass import getuser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from types import SimpleNamespace

import requests
from requests.adapters import HTTPAdapter

from ledger import free_port

SAMPLES = Path(__file__).parent.parent / "deploy" / "forward-auth"
VERIFY = "/oauth2/verify"
START_SECONDS = 20
# A description of another request, which a client sends to falsify the record.
FORGED_DESCRIPTION = {
    "X-Original-Method": "GET",
    "X-Original-Host": "public.example",
    "X-Original-URI": "/public/readme",
    "X-Original-URL": "https://public.example/public/readme",
    "X-Forwarded-Method": "GET",
    "X-Forwarded-Host": "public.example",
    "X-Forwarded-Uri": "/public/readme",
    "X-Forwarded-For": "198.51.100.99",
    "X-Forwarded-Proto": "https",
}
WEBSOCKET_GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"  # of RFC 6455


class Proxy:
    """A proxy with its sample file, in which only addresses, folders and the requirement differ."""

    def __init__(self, kind, directory, ledger, service, requirement=""):
        self.kind = kind
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = directory / f"{kind}.log"
        command = {"nginx": nginx, "caddy": caddy, "haproxy": haproxy}[kind]
        addresses = SimpleNamespace(port=self.port, ledger=ledger, service=service)
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                command(directory, addresses, requirement),
                cwd=directory,
                env={**os.environ, "XDG_CONFIG_HOME": str(directory), "XDG_DATA_HOME": str(directory)},
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def wait_until_listening(self):
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", self.port), 5).close()
                return self
            except ConnectionRefusedError:
                time.sleep(0.02)
        self.process.kill()
        raise AssertionError(f"{self.kind} did not start. Its log:\n{self.log.read_text(errors='replace')[-5000:]}")

    def stop(self):
        self.process.terminate()
        self.process.wait(20)


def nginx(directory, addresses, requirement):
    text = replaced(sample("nginx.conf", addresses), "listen 8080;", f"listen 127.0.0.1:{addresses.port};")
    text = replaced(text, "/tmp/", f"{directory}/")
    text = replaced(text, "worker_processes auto;", "worker_processes 1;")
    text = replaced(text, VERIFY + ";", VERIFY + requirement + ";")
    (directory / "nginx.conf").write_text(text)
    # The workers need permission to write to the folder of the tests.
    options = f"daemon off; user {getuser()};"
    return [shutil.which("nginx"), "-p", str(directory), "-c", str(directory / "nginx.conf"), "-g", options]


def caddy(directory, addresses, requirement):
    text = replaced(sample("Caddyfile", addresses), ":8080 {", f":{addresses.port} {{\n\tbind 127.0.0.1")
    text = replaced(text, VERIFY + "?", VERIFY + (requirement or "?"))
    text = replaced(text, "# X-Auth-Request-", "X-Auth-Request-")
    (directory / "Caddyfile").write_text("{\n\tadmin off\n}\n" + text)
    return [shutil.which("caddy"), "run", "--adapter", "caddyfile", "--config", str(directory / "Caddyfile")]


def haproxy(directory, addresses, requirement):
    text = replaced(sample("haproxy.cfg", addresses), "bind :8080", f"bind 127.0.0.1:{addresses.port}")
    text = replaced(text, "127.0.0.1:8079", f"127.0.0.1:{free_port()}")
    text = replaced(text, "/etc/haproxy/", f"{SAMPLES}/")
    text = replaced(text, VERIFY + "\n", VERIFY + requirement + "\n")
    (directory / "haproxy.cfg").write_text(text)
    return [shutil.which("haproxy"), "-db", "-f", str(directory / "haproxy.cfg")]


def sample(name, addresses):
    text = (SAMPLES / name).read_text()
    text = replaced(text, "ledger.example.org:8080", addresses.ledger)
    return replaced(text, "service.example.org:8080", addresses.service)


def replaced(text, old, new):
    assert old in text, f"the sample has no {old!r}"
    return text.replace(old, new)


class FromAddress(HTTPAdapter):
    """A client at another loopback address, because the ledger limits wrong credentials per address."""

    def __init__(self, address):
        self.address = address
        super().__init__()

    def init_poolmanager(self, *arguments, **options):
        super().init_poolmanager(*arguments, source_address=(self.address, 0), **options)


def send(url, method, bearer, address="127.0.0.1", headers=None, **request):
    with requests.Session() as session:
        session.mount("http://", FromAddress(address))
        credential = {"Authorization": f"Bearer {bearer}"} if bearer else {}
        return session.request(
            method, url, headers={**credential, **(headers or {})}, timeout=30, allow_redirects=False, **request
        )


class Service:
    """The protected service. It stores the requests that arrive, and answers 500 below `/fails`."""

    def __init__(self):
        self.requests = []
        service = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def answer(self):
                body = self.chunks() if "Transfer-Encoding" in self.headers else self.sized()
                service.requests.append(
                    SimpleNamespace(method=self.command, path=self.path, headers=self.headers, body=body)
                )
                if self.headers["Upgrade"] == "websocket":
                    self.echo()
                    return
                text = b"The answer of the service."
                self.send_response(500 if self.path.startswith("/fails") else 200)
                self.send_header("Content-Length", str(len(text)))
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(text)

            do_GET = do_HEAD = do_POST = answer

            def sized(self):
                return self.rfile.read(int(self.headers["Content-Length"] or 0))

            def chunks(self):
                body = b""
                while size := int(self.rfile.readline(), 16):
                    body += self.rfile.read(size)
                    self.rfile.readline()
                self.rfile.readline()
                return body

            def echo(self):
                """Accepts the WebSocket, then returns each byte. The proxies do not read frames."""
                self.send_response(101)
                self.send_header("Upgrade", "websocket")
                self.send_header("Connection", "Upgrade")
                self.send_header("Sec-WebSocket-Accept", websocket_accept(self.headers["Sec-WebSocket-Key"]))
                self.end_headers()
                self.close_connection = True
                while data := self.connection.recv(4096):
                    self.connection.sendall(data)

            def log_message(self, *ignored):
                pass

        self.server = serve(Handler)
        self.address = f"127.0.0.1:{self.server.server_port}"

    def arrived(self, path):
        return [request for request in self.requests if request.path.split("?")[0] == path]

    def stop(self):
        self.server.shutdown()
        self.server.server_close()


class SimulatedLedger:
    """Answers with the status that the credential names."""

    def __init__(self):
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                credential = (self.headers["Authorization"] or "").removeprefix("Bearer ")
                self.send_response(int(credential) if credential.isdigit() else 200)
                self.send_header("Retry-After", "17")
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *ignored):
                pass

        self.server = serve(Handler)
        self.address = f"127.0.0.1:{self.server.server_port}"

    def stop(self):
        self.server.shutdown()
        self.server.server_close()


class Server(ThreadingHTTPServer):
    def handle_error(self, request, client_address):
        """Ignores connections that a proxy resets. It does so with idle connections when it stops."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


def serve(handler):
    server = Server(("127.0.0.1", 0), handler)
    Thread(target=server.serve_forever, daemon=True).start()
    return server


class WebSocket:
    """A client that asks for a WebSocket. After the answer, it sends and receives bytes."""

    def __init__(self, proxy, path, bearer):
        key = base64.b64encode(os.urandom(16)).decode()
        self.expected_accept = websocket_accept(key)
        self.connection = socket.create_connection(("127.0.0.1", proxy.port), 10)
        credential = f"Authorization: Bearer {bearer}\r\n" if bearer else ""
        self.connection.sendall(
            f"GET {path} HTTP/1.1\r\nHost: app.example\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            f"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n{credential}\r\n".encode()
        )
        self.reader = self.connection.makefile("rb")
        self.status = int(self.reader.readline().split()[1])
        self.headers = {}
        while line := self.reader.readline().decode().strip():
            name, value = line.split(":", 1)
            self.headers[name.lower()] = value.strip()

    def exchange(self, data):
        self.connection.sendall(data)
        return self.reader.read(len(data))

    def __enter__(self):
        return self

    def __exit__(self, *ignored):
        self.reader.close()
        self.connection.close()


def websocket_accept(key):
    return base64.b64encode(hashlib.sha1((key + WEBSOCKET_GUID).encode()).digest()).decode()
