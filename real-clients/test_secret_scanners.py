"""Secret scanners with the rules of deploy/secret-scanning: gitleaks and detect-secrets find keys, and the ledger ends them."""

import base64
import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
import requests
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from api import Api
from conftest import make_key, make_person

RULES = Path(__file__).parent.parent / "deploy" / "secret-scanning"
PLUGIN = RULES / "detect_secrets_plugin.py"
PREFIX = "ZENPROKEY_"
OTHER_PREFIX = "ACME_"

# Each %s becomes another key.
FILES = {
    ".env": "# settings\nZENML_STORE_URL=https://ledger.example.org\nZENML_STORE_API_KEY=%s\n",
    "values.yaml": 'ledger:\n  url: https://ledger.example.org\n  apiKey: %s\n  env:\n    - name: API_KEY\n      value: "%s"\n',
    "client.py": 'import app\n\nclient = app.connect("https://ledger.example.org", "%s")\nKEY = \'%s\'\n',
    "deploy.sh": '#!/bin/sh\ncurl -fsS -H "Authorization: Bearer %s" \\\n  https://ledger.example.org/users/me\n',
    "keys.csv": "name,key\nold new,%s,%s\n",
    "backup.txt": "files:\nbackup_%s_1.tar\n",
    "analysis.ipynb": json.dumps(
        {
            "cells": [
                {"cell_type": "code", "source": ["import os\n", 'os.environ["KEY"] = "%s"\n'], "outputs": []},
                {"cell_type": "code", "source": ["!env"], "outputs": [{"name": "stdout", "text": "HOME=/root\n%s\n"}]},
            ],
            "metadata": {},
            "nbformat": 4,
            "nbformat_minor": 5,
        },
        indent=1,
    ),
}


@pytest.fixture
def folder(tmp_path, person):
    return Folder(tmp_path / "leaks", person)


class Folder:
    """A folder with a different key at each place, and a file with values that are similar to the unleaked key."""

    def __init__(self, path, person):
        self.path = path
        self.leaks = {}  # file and line by key
        path.mkdir()
        for name, template in FILES.items():
            keys = [make_key(person)["key"] for _ in range(template.count("%s"))]
            text = template % tuple(keys)
            (path / name).write_text(text)
            lines = list(enumerate(text.splitlines(), 1))
            self.leaks |= {key: (name, number) for key in keys for number, line in lines if key in line}
        self.unleaked = make_key(person)["key"]
        self.wrong_checksum = self.unleaked[:-1] + ("1" if self.unleaked.endswith("0") else "0")
        similar = [
            self.wrong_checksum,
            self.unleaked[:-1],
            PREFIX,
            "x" + self.unleaked,
            self.unleaked + "x",
            PREFIX + "0" * 71,
            PREFIX + "x" * 71,
        ]
        (path / "similar.txt").write_text("".join(f"key = {value}\n" for value in similar))


def gitleaks(path, report, rules=RULES / "gitleaks.toml"):
    """The findings of the rule: file and line by value."""
    command = [os.environ["LEDGER_GITLEAKS"], "dir", str(path), "--config", str(rules), "--no-banner"]
    command += ["--report-format", "json", "--report-path", str(report), "--exit-code", "42"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert done.returncode == 42, done.stderr  # the exit code for findings
    return {
        found["Secret"]: (Path(found["File"]).name, found["StartLine"])
        for found in json.loads(report.read_text())
        if found["RuleID"] == "token-ledger-api-key"
    }


def detect_secrets(path, *arguments):
    command = [str(Path(sys.executable).with_name("detect-secrets")), "scan", "--all-files", "--no-verify", *arguments]
    # Without this option, detect-secrets skips every line that assigns the result of a call.
    command += ["--disable-filter", "detect_secrets.filters.heuristic.is_indirect_reference", "."]
    done = subprocess.run(command, cwd=path, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout


def findings(report):
    """The findings of the plugin: file and line by SHA-1 of the value, because a report contains no value."""
    return {
        found["hashed_secret"]: (name, found["line_number"])
        for name, of_file in json.loads(report)["results"].items()
        for found in of_file
        if found["type"] == "Token Ledger API Key"
    }


def sha1(value):
    return hashlib.sha1(value.encode()).hexdigest()


def accepts(ledger, key):
    status = Api(ledger.url, key).ask("GET", "/users/me").status_code
    assert status in (200, 401)
    return status == 200


def test_gitleaks_finds_each_key_and_no_similar_value_except_one_with_a_wrong_checksum(folder, tmp_path):
    found = gitleaks(folder.path, tmp_path / "report.json")

    assert found == {**folder.leaks, folder.wrong_checksum: ("similar.txt", 1)}


def test_gitleaks_finds_the_keys_with_its_own_rules_too(folder, tmp_path):
    rules = (RULES / "gitleaks.toml").read_text()
    both = tmp_path / "gitleaks.toml"
    both.write_text(rules.replace("# [extend]\n# useDefault", "[extend]\nuseDefault"))
    assert both.read_text() != rules

    assert gitleaks(folder.path, tmp_path / "report.json", both).items() >= folder.leaks.items()


def test_detect_secrets_finds_each_key_and_no_similar_value(folder):
    found = findings(detect_secrets(folder.path, "--plugin", str(PLUGIN)))

    assert found == {sha1(key): place for key, place in folder.leaks.items()}


def test_reported_findings_end_the_keys(ledger, folder, tmp_path):
    assert all(accepts(ledger, key) for key in folder.leaks)
    found = list(gitleaks(folder.path, tmp_path / "report.json"))
    finder = Api(ledger.url, None)

    own, github = found[::2], found[1::2]
    assert finder.post("/ledger/leak_reports", {"credentials": own, "source": "nightly scan"}) == {"received": len(own)}
    assert finder.post("/ledger/leak_reports", github_report(github)) == {"received": len(github)}

    assert not any(accepts(ledger, key) for key in folder.leaks)
    assert accepts(ledger, folder.unleaked)


def github_report(keys):
    url = "https://github.com/octocat/Hello-World/blob/main/.env"
    return [{"token": key, "type": "token_ledger_api_key", "url": url, "source": "content"} for key in keys]


@pytest.fixture(scope="module")
def other(start_ledger, tmp_path_factory):
    """A ledger that requires GitHub's signature, and whose keys have another prefix."""
    signer = ec.generate_private_key(ec.SECP256R1())
    public = signer.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    keys = {"public_keys": [{"key_identifier": "first", "key": public.decode(), "is_current": True}]}
    published = tmp_path_factory.mktemp("github") / "keys.json"
    published.write_text(json.dumps(keys))
    ledger = start_ledger(LEDGER_LEAK_REPORTS_GITHUB_KEYS_FILE=published, LEDGER_API_KEY_PREFIX=OTHER_PREFIX)
    return SimpleNamespace(url=ledger.url, person=make_person(ledger.admin()), signer=signer)


def test_rules_with_another_prefix_find_its_keys(other, tmp_path):
    key = make_key(other.person)["key"]
    assert key.startswith(OTHER_PREFIX)
    leaks = tmp_path / "leaks"
    leaks.mkdir()
    (leaks / "notes.txt").write_text(f"key: {key}\n")

    rules = tmp_path / "gitleaks.toml"
    text = (RULES / "gitleaks.toml").read_text()
    rules.write_text(text.replace(PREFIX, OTHER_PREFIX).replace(PREFIX.lower(), OTHER_PREFIX.lower()))
    assert gitleaks(leaks, tmp_path / "report.json", rules) == {key: ("notes.txt", 1)}

    baseline = tmp_path / "baseline.json"
    plugin = {"name": "TokenLedgerApiKeyDetector", "path": PLUGIN.as_uri(), "prefix": OTHER_PREFIX}
    baseline.write_text(json.dumps({"version": "1.5.0", "plugins_used": [plugin], "filters_used": [], "results": {}}))
    detect_secrets(leaks, "--baseline", str(baseline))
    assert findings(baseline.read_text()) == {sha1(key): ("notes.txt", 1)}


def test_a_report_in_githubs_format_needs_its_signature(other):
    key = make_key(other.person)["key"]
    body = json.dumps(github_report([key])).encode()
    good = signature(other.signer, body)

    assert report(other, body).status_code == 403
    assert report(other, body, "unknown", good).status_code == 403
    assert report(other, body, "first", signature(ec.generate_private_key(ec.SECP256R1()), body)).status_code == 403
    assert report(other, body + b" ", "first", good).status_code == 403
    assert accepts(other, key)

    answer = report(other, body, "first", good)
    assert (answer.status_code, answer.json()) == (202, {"received": 1})
    assert not accepts(other, key)


def signature(signer, body):
    return base64.b64encode(signer.sign(body, ec.ECDSA(hashes.SHA256()))).decode()


def report(ledger, body, key=None, signed=None):
    headers = {"Github-Public-Key-Identifier": key, "Github-Public-Key-Signature": signed}
    headers = {"Content-Type": "application/json", **{name: value for name, value in headers.items() if value}}
    return requests.post(f"{ledger.url}/ledger/leak_reports", data=body, headers=headers, timeout=30)
