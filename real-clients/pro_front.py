"""Answers the requests of a ZenML Pro server that are not about tokens, and forwards all others to the ledger.

A server of deployment type `cloud` also keeps its permissions, its billing and its own status in ZenML Pro. The ledger
does not provide these. This front end grants such requests, and forwards all others unchanged.
"""

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit

import requests

HOP_BY_HOP = {"connection", "content-length", "host", "keep-alive", "transfer-encoding"}
SERVER_TOKEN = {"access_token": "the server itself", "token_type": "bearer", "expires_in": 3600}


class ProFront:
    def __init__(self, ledger_url):
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(ledger_url))
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()


def _answer_for_the_server(path, body):
    """The response as JSON; None if the request is forwarded to the ledger."""
    if path == "/auth/login" and parse_qs(body).get("grant_type") == ["client_credentials"]:
        return json.dumps(SERVER_TOKEN)
    if path == "/rbac/allowed_resource_ids":
        return json.dumps({"full_access": True, "ids": []})
    if path == "/rbac/check_permissions":
        return json.dumps({resource: True for resource in json.loads(body)})
    if path.startswith("/rbac/") or "/entitlement/" in path or path in ("/usage-event", "/workspace_status"):
        return "null"
    return None


def _handler(ledger_url):
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def answer(self):
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            own = _answer_for_the_server(urlsplit(self.path).path, body.decode())
            if own is not None:
                self.send(200, {"Content-Type": "application/json"}, own.encode())
                return
            forwarded = requests.request(
                self.command, ledger_url + self.path, headers=_end_to_end(self.headers), data=body, timeout=30
            )
            self.send(forwarded.status_code, _end_to_end(forwarded.headers), forwarded.content)

        do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = answer

        def send(self, status, headers, body):
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *ignored):
            pass

    return Handler


def _end_to_end(headers):
    return {name: value for name, value in headers.items() if name.lower() not in HOP_BY_HOP}
