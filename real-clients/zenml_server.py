"""A released ZenML server on loopback with SQLite, in a separate process."""

import subprocess
import sys

from ledger import free_port, wait_for
from zenml_client import zenml_environment

START_SECONDS = 120
STOP_SECONDS = 30


class ZenmlServer:
    def __init__(self, directory):
        self.directory = directory
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"

    def start(self, **settings):
        """Starts the server with these ZENML_SERVER_ settings."""
        environment = {
            **zenml_environment(self.directory / "config"),
            "ZENML_SERVER": "true",
            "ZENML_STORE_TYPE": "sql",
            "ZENML_STORE_URL": f"sqlite:///{self.directory / 'zenml.db'}",
            "ZENML_SERVER_AUTO_ACTIVATE": "true",
            **{f"ZENML_SERVER_{name.upper()}": str(value) for name, value in settings.items()},
        }
        server = ["uvicorn", "zenml.zen_server.zen_server_api:app", "--host", "127.0.0.1", "--port", str(self.port)]
        log = self.directory / "server.log"
        with log.open("wb") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-m", *server, "--log-level", "warning"],
                env=environment,
                cwd=self.directory,
                stdout=out,
                stderr=subprocess.STDOUT,
            )
        wait_for(self.url + "/health", self.process, log, START_SECONDS)
        return self

    def stop(self):
        self.process.terminate()
        self.process.wait(STOP_SECONDS)
