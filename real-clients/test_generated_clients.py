"""Clients that openapi-generator makes of the OpenAPI document, in Python, TypeScript and Go. Python's also runs."""

import importlib
import json
import os
import pkgutil
import re
import subprocess
import sys
from datetime import datetime, timedelta, timezone
from importlib import metadata
from pathlib import Path
from uuid import UUID

import pytest
from packaging.requirements import Requirement

from api import eventually
from conftest import unique


TOOLS = Path(__file__).parent / ".venv/openapi"
PACKAGE = "token_ledger_client"
LANGUAGES = {
    "python": {"generatorName": "python", "additionalProperties": {"packageName": PACKAGE}},
    "typescript": {"generatorName": "typescript-fetch"},
    "go": {"generatorName": "go", "additionalProperties": {"packageName": "tokenledger"}},
}
PARTS = {
    # All parts except webhooks. The generator would make operations of them that do not compile.
    **{name: "" for name in ("apis", "models", "supportingFiles")},
    **{name: "false" for name in ("apiTests", "modelTests", "apiDocs", "modelDocs")},
}
STRICT = {
    "strict": True,
    "noEmit": True,
    "target": "ES2022",
    "module": "ESNext",
    "moduleResolution": "bundler",
    "lib": ["ES2022", "DOM", "DOM.Iterable"],
    "types": [],
}
SECONDS = 240


def run(*command, folder, **environment):
    tool = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=SECONDS,
    )
    assert tool.returncode == 0, tool.stdout[-10_000:]
    return tool.stdout


@pytest.fixture(scope="module")
def document(admin):
    return admin.get("/v3/api-docs")


@pytest.fixture(scope="module")
def generated(document, tmp_path_factory):
    """The folder with one generated client for each language."""
    folder = tmp_path_factory.mktemp("generated")
    (folder / "openapi.json").write_text(json.dumps(document))
    for language, settings in LANGUAGES.items():
        configuration = {
            "inputSpec": str(folder / "openapi.json"),
            "outputDir": str(folder / language),
            "globalProperties": PARTS,
            **settings,
        }
        (folder / f"{language}.json").write_text(json.dumps(configuration))
    (generator,) = TOOLS.glob("openapi-generator-cli-*.jar")
    configurations = [f"{language}.json" for language in LANGUAGES]
    java = [os.environ["LEDGER_JAVA"], "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-jar", generator]
    run(*java, "batch", "--fail-fast", "--threads", "1", "--root-dir", folder, *configurations, folder=folder)
    return folder


@pytest.fixture(scope="module")
def client(generated, tmp_path_factory):
    """The Python client. `requirements.txt` has its dependencies, so that its installation needs no network."""
    packages = str(tmp_path_factory.mktemp("packages"))
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check"]
    install = ["install", "--no-index", "--no-build-isolation", "--no-deps", "--target", packages, "."]
    run(*pip, *install, folder=generated / "python")
    (installed,) = metadata.distributions(path=[packages])
    for dependency in map(Requirement, installed.requires):
        assert dependency.specifier.contains(metadata.version(dependency.name)), dependency
    sys.path.insert(0, packages)
    yield importlib.import_module(PACKAGE)
    sys.path.remove(packages)


@pytest.fixture
def connect(client, ledger):
    """Makes the Python client of a credential. It sends instants in a query with the offset +0000."""
    return lambda bearer: client.ApiClient(client.Configuration(host=ledger.url, access_token=bearer))


@pytest.fixture
def keys(client, connect, person):
    return client.APIKeysApi(connect(person.api.bearer))


@pytest.fixture
def trail(client, connect, admin):
    return client.KeysAndAuditApi(connect(admin.bearer))


def test_every_model_has_a_name_of_the_document(generated, document):
    models = {file.stem for file in (generated / "typescript/models").glob("*.ts")} - {"index"}

    assert len(models) > 50
    assert sorted(models - set(document["components"]["schemas"])) == []


def test_the_typescript_client_compiles(generated):
    (generated / "tsconfig.json").write_text(json.dumps({"compilerOptions": STRICT, "include": ["typescript"]}))

    run(TOOLS / "node_modules/.bin/tsc", "--project", "tsconfig.json", folder=generated)


def test_the_go_client_compiles(generated):
    for command in ("build", "vet"):
        run("go", command, "./...", folder=generated / "go", GOFLAGS="-mod=mod")


def test_the_python_client_compiles(client):
    (folder,) = client.__path__
    run(sys.executable, "-m", "compileall", "-q", folder, folder=folder)

    modules = [module.name for module in pkgutil.walk_packages([folder], PACKAGE + ".")]

    assert len(modules) > 50
    for module in modules:
        importlib.import_module(module)


def test_every_list_has_the_documented_type(client, connect, admin, place, document):
    """Calls each GET operation without required parameters. The client validates the response against the model."""
    apis = [getattr(client, name)(connect(admin.bearer)) for name in dir(client) if name.endswith("Api")]
    called, faults = [], {}
    for path, operations in document["paths"].items():
        operation = operations.get("get")
        if operation is None or any(one.get("required") for one in operation.get("parameters", [])):
            continue
        name = re.sub(r"(?<!^)(?=[A-Z])", "_", operation["operationId"]).lower()
        if name in ("export_audit_entries", "follow_revocations"):  # a stream, a long poll
            continue
        (call,) = (getattr(api, name) for api in apis if hasattr(api, name))
        called.append(path)
        try:
            call()
        except (client.ApiException, ValueError) as fault:
            faults[path] = str(fault)

    assert len(called) > 15
    assert faults == {}


def test_a_key_from_creation_to_deletion(client, connect, keys, person):
    tomorrow = datetime.now(timezone.utc).replace(microsecond=0) + timedelta(days=1)
    created = keys.create_api_key(client.CreateApiKeyRequest(name=unique("key"), expires_at=tomorrow))
    assert (created.state, created.generation, created.expires_at) == ("active", 1, tomorrow)
    account = client.UsersApi(connect(created.key)).get_current_user()
    assert (str(account.id), account.username) == (person.account["id"], person.account["username"])

    rotated = keys.rotate_api_key(
        created.name, rotate_api_key_request=client.RotateApiKeyRequest(retain_period_minutes=0)
    )
    assert (rotated.id, rotated.generation) == (created.id, 2)
    with pytest.raises(client.exceptions.UnauthorizedException) as rejected:
        client.UsersApi(connect(created.key)).get_current_user()
    assert rejected.value.data.detail[0] == "CredentialsNotValid"
    assert client.UsersApi(connect(rotated.key)).get_current_user() == account

    changed = keys.update_api_key(str(created.id), client.ChangeApiKeyRequest(active=False))
    assert (changed.state, changed.key) == ("inactive", None)
    assert keys.delete_api_key(str(created.id)) is None
    with pytest.raises(client.exceptions.NotFoundException):
        keys.get_api_key(str(created.id))


def test_pages_by_number(keys, client):
    created = {keys.create_api_key(client.CreateApiKeyRequest(name=unique("key"))).name for _ in range(5)}

    first = keys.list_api_keys(page=1, size=2)
    pages = [first, *(keys.list_api_keys(page=number, size=2) for number in range(2, first.total_pages + 1))]

    assert (first.total, [len(page.items) for page in pages]) == (5, [2, 2, 1])
    assert {key.name for page in pages for key in page.items} == created


def test_filters_and_cursors(client, keys, trail, person):
    start = datetime.now(timezone.utc) - timedelta(minutes=5)
    owner = UUID(person.account["id"])
    created = [keys.create_api_key(client.CreateApiKeyRequest(name=unique("key"))) for _ in range(3)]
    keys.update_api_key(created[0].name, client.ChangeApiKeyRequest(active=False))

    def listed(**filters):
        return {key.id for key in items(trail.list_tokens, owner=owner, limit=1, **filters)}

    eventually(lambda: listed(state="inactive") == {created[0].id})
    assert listed(state="active", created_after=start) == {created[1].id, created[2].id}
    assert listed(created_before=start) == set()
    assert listed(never_used=True) == {key.id for key in created}

    def recorded():
        actions = ["token.created", "token.deactivated"]
        entries = items(trail.list_audit_entries, owner=owner, action=actions, order="asc", limit=1)
        return [(entry.action, entry.token_id) for entry in entries]

    expected = [("token.created", key.id) for key in created] + [("token.deactivated", created[0].id)]
    eventually(lambda: recorded() == expected)


def test_a_filter_with_a_bad_value(client, trail):
    with pytest.raises(client.exceptions.UnprocessableEntityException) as rejected:
        trail.list_audit_entries(ip="no address")

    problem = rejected.value.data
    assert problem.status == 422
    assert problem.code and problem.remedy


def test_an_export(client, keys, trail):
    created = keys.create_api_key(client.CreateApiKeyRequest(name=unique("key")))
    keys.rotate_api_key(created.name)
    eventually(lambda: len(items(trail.list_audit_entries, token=created.id, limit=10)) == 2)

    export = trail.export_audit_entries(format="ndjson", token=created.id)
    stream = trail.export_audit_entries_without_preload_content(format="ndjson", token=created.id)

    assert (stream.status, b"".join(stream.stream())) == (200, export)
    entries = [client.AuditEntry.from_json(line) for line in export.decode().splitlines()]
    assert [(entry.action, entry.token_name) for entry in entries] == [
        ("token.created", created.name),
        ("token.rotated", created.name),
    ]


def test_a_bulk_deactivation(client, connect, keys, trail, admin, person):
    created = [keys.create_api_key(client.CreateApiKeyRequest(name=unique("key"))) for _ in range(2)]
    owner = UUID(person.account["id"])
    eventually(lambda: len(items(trail.list_tokens, owner=owner, limit=10)) == 2)
    incidents = client.IncidentResponseApi(connect(admin.bearer))

    def deactivate(dry_run):
        filters = {"owner": str(owner)}
        return incidents.deactivate_tokens(
            client.DeactivationRequest(filter=filters, reason="leaked laptop", dry_run=dry_run)
        )

    preview = deactivate(dry_run=True)
    assert (preview.matched, preview.deactivated, preview.id) == (2, 0, None)
    assert {token.id for token in preview.tokens} == {key.id for key in created}
    for key in created:
        client.UsersApi(connect(key.key)).get_current_user()

    operation = deactivate(dry_run=False)
    assert (operation.matched, operation.deactivated, operation.failed) == (2, 2, [])
    for key in created:
        with pytest.raises(client.exceptions.UnauthorizedException):
            client.UsersApi(connect(key.key)).get_current_user()

    eventually(lambda: len(incidents.get_bulk_operation(operation.id).tokens) == 2)
    restored = incidents.restore_tokens(operation.id, stage_request=client.StageRequest(reason="it was found"))
    assert restored.restored == 2
    client.UsersApi(connect(created[0].key)).get_current_user()


def items(operation, **query):
    """All items of a list, by its cursors."""
    page = operation(**query)
    found = list(page.items)
    while page.next_cursor is not None:
        page = operation(cursor=page.next_cursor, **query)
        found += page.items
    return found
