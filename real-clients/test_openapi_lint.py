"""Redocly and Spectral, with the rules that they recommend, on the OpenAPI document that the ledger serves."""

import json
import os
import subprocess
import warnings
from pathlib import Path

import pytest


TOOLS = Path(__file__).parent / ".venv/openapi/node_modules/.bin"
CONFIGURATIONS = Path(__file__).parent / "openapi"
SECONDS = 120
ENVIRONMENT = {**os.environ, "REDOCLY_TELEMETRY": "off", "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true"}


def redocly(document):
    """Severity, rule, location and message of each finding."""
    findings = lint(
        document,
        *("redocly", "lint", document, "--config", CONFIGURATIONS / "redocly.yaml"),
        *("--format", "json", "--max-problems", "1000"),
    )["problems"]
    return [(one["severity"], one["ruleId"], one["location"][0]["pointer"], one["message"]) for one in findings]


def spectral(document):
    findings = lint(
        document,
        *("spectral", "lint", document, "--ruleset", CONFIGURATIONS / "spectral.yaml"),
        *("--format", "json", "--quiet"),
    )
    severities = ["error", "warn", "information", "hint"]
    return [
        (severities[one["severity"]], one["code"], "/".join(map(str, one["path"])), one["message"]) for one in findings
    ]


def lint(document, program, *arguments):
    tool = subprocess.run(
        [TOOLS / program, *arguments],
        cwd=document.parent,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        timeout=SECONDS,
    )
    assert tool.returncode in (0, 1), tool.stderr  # 1 reports findings
    return json.loads(tool.stdout)


LINTERS = pytest.mark.parametrize("linter", [redocly, spectral])
RULES = {
    redocly: {"operation-operationId-unique", "path-parameters-defined", "no-unresolved-refs"},
    spectral: {"operation-operationId-unique", "path-params", "invalid-ref"},
}


@pytest.fixture
def document(admin, tmp_path):
    """The file with the served document."""
    file = tmp_path / "openapi.json"
    file.write_text(json.dumps(admin.get("/v3/api-docs")))
    return file


@LINTERS
def test_the_document_has_no_errors(linter, document):
    findings = linter(document)

    errors = [" ".join(finding) for finding in findings if finding[0] == "error"]
    for finding in findings:
        if finding[0] != "error":
            warnings.warn(f"{linter.__name__}: {' '.join(finding)}")  # pytest lists them at the end
    assert not errors, "\n".join(errors)


@LINTERS
def test_the_linters_find_errors(linter, document):
    broken = json.loads(document.read_text())
    users = broken["paths"]["/users"]["get"]
    users["operationId"] = broken["paths"]["/users"]["post"]["operationId"]
    users["responses"]["418"] = {"$ref": "#/components/responses/Nothing"}
    broken["paths"]["/users/{id}"]["get"]["parameters"] = []
    document.write_text(json.dumps(broken))

    assert RULES[linter] <= {rule for severity, rule, *_ in linter(document) if severity == "error"}
