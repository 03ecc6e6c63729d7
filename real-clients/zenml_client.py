"""The released zenml package in separate processes, each client with its own configuration."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pexpect

SECONDS = 120
SCRIPTS = Path(__file__).parent / "clients"
ZENML = Path(sys.executable).parent / "zenml"
TERMINAL_STYLE = re.compile(r"\x1b\[[0-9;]*m")


class ZenmlClient:
    def __init__(self, directory, pro_api_url):
        directory.mkdir()
        self.directory = directory
        self.environment = {
            **zenml_environment(directory / "config"),
            "ZENML_PRO_API_URL": pro_api_url,
            "ZENML_PRO_URL": pro_api_url,
        }

    def connected_by_environment(self, url, **credential):
        """The client of a CI job: ZENML_STORE_URL with ZENML_STORE_API_KEY or ZENML_STORE_API_TOKEN."""
        self.environment["ZENML_STORE_URL"] = url
        self.environment.update({f"ZENML_STORE_{name.upper()}": value for name, value in credential.items()})
        return self

    def login(self, server, key):
        """`zenml login SERVER --api-key`, with the key entered at its hidden prompt."""
        terminal = pexpect.spawn(
            str(ZENML),
            ["login", server, "--api-key"],
            env=self.environment,
            cwd=self.directory,
            encoding="utf-8",
            timeout=SECONDS,
            dimensions=(50, 500),
        )
        terminal.expect("Please enter the API key")
        terminal.waitnoecho()
        terminal.sendline(key)
        terminal.expect(pexpect.EOF)
        terminal.close()
        assert key not in terminal.before, "the prompt printed the key"
        return SimpleNamespace(status=terminal.exitstatus, output=TERMINAL_STYLE.sub("", terminal.before))

    def command(self, *arguments):
        return self._run(str(ZENML), *arguments)

    def script(self, name, *arguments):
        return self._run(sys.executable, str(SCRIPTS / name), *arguments)

    def active_user(self):
        """The result of `Client().active_user` in a new process."""
        answer = self.script("active_user.py")
        assert answer.status == 0, answer.output
        return json.loads(answer.output.splitlines()[-1])

    def start_script(self, name):
        """A script that writes and reads one line at a time."""
        return subprocess.Popen(
            [sys.executable, str(SCRIPTS / name)],
            env=self.environment,
            cwd=self.directory,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def _run(self, *command):
        done = subprocess.run(
            command,
            env=self.environment,
            cwd=self.directory,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=SECONDS,
        )
        return SimpleNamespace(status=done.returncode, output=done.stdout)


def zenml_environment(config):
    """The caller's environment without ZenML's variables, with plain output and without analytics."""
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith("ZENML_")},
        "ZENML_CONFIG_PATH": str(config),
        "ZENML_ANALYTICS_OPT_IN": "false",
        "ZENML_ENABLE_RICH_TRACEBACK": "false",
        "ZENML_LOGGING_COLORS_DISABLED": "true",
        "NO_COLOR": "1",
        "COLUMNS": "500",
    }
