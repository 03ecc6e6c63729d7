"""A ledger as it is shipped: its jar in a separate process with an empty data directory."""

import errno
import os
import random
import socket
import subprocess
import time

import requests

from api import Api

START_SECONDS = 120
STOP_SECONDS = 60
USERNAME = "admin"
PASSWORD = "the bootstrap password of the tests"
PORTS = range(11_000, 32_000)

_given_ports = set()


class Ledger:
    def __init__(self, java, jar, directory, settings):
        self.url = f"http://127.0.0.1:{free_port()}"
        self.log = directory / "ledger.log"
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("LEDGER_", "SPRING_"))},
            "SERVER_PORT": self.url.rsplit(":", 1)[1],
            "LEDGER_PUBLIC_URL": self.url,
            "LEDGER_DATA_DIR": str(directory / "data"),
            "LEDGER_BOOTSTRAP_USERNAME": USERNAME,
            "LEDGER_BOOTSTRAP_PASSWORD": PASSWORD,
            # A busy machine may need longer than the 2 s of the defaults.
            "LEDGER_USE_MAX_WAIT": "5s",
            "LEDGER_READ_LONGEST_WAIT": "5s",
            **{name: str(value) for name, value in settings.items()},
        }
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [java, "--enable-native-access=ALL-UNNAMED", "-jar", os.path.abspath(jar)],
                env=environment,
                cwd=directory,
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def wait_until_healthy(self):
        wait_for(self.url + "/actuator/health", self.process, self.log, START_SECONDS)
        return self

    def admin(self):
        return Api.signed_in(self.url, USERNAME, PASSWORD)

    def stop(self):
        """Stops the ledger with SIGTERM, as a service manager does. It then stops its PostgreSQL."""
        self.process.terminate()
        self.process.wait(STOP_SECONDS)


def free_port():
    """A port for a server that starts later: below the ports of outgoing connections, which could take it first."""
    while True:
        port = random.choice(PORTS)
        if port in _given_ports:
            continue
        with socket.socket() as probe:
            try:
                probe.bind(("0.0.0.0", port))
            except OSError as problem:
                if problem.errno != errno.EADDRINUSE:
                    raise
                continue
        _given_ports.add(port)
        return port


def wait_for(url, process, log, seconds):
    """Returns once a server answers at the URL; otherwise fails with the end of its log."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if requests.get(url, timeout=5).ok:
                return
        except (requests.ConnectionError, requests.Timeout):
            pass  # the port is closed until the start is complete, and a busy machine answers late
        time.sleep(0.1)
    process.kill()
    raise AssertionError(f"No server answered at {url}. End of its log:\n{log.read_text(errors='replace')[-5000:]}")
