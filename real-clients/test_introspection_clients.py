"""Clients of introspection with a client id and a client secret: Apache with mod_auth_openidc, and Authlib.

The client secret is the API key of an introspector. PyJWT and joserfc verify signed responses (RFC 9701).
"""

import shutil
import subprocess
from datetime import datetime, timedelta, timezone
from ipaddress import ip_address
from pathlib import Path
from types import SimpleNamespace

import jwt as pyjwt
import pytest
import requests
from authlib.integrations.requests_client import OAuth2Session
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from joserfc import jwt as joserfc
from joserfc.errors import BadSignatureError
from joserfc.jwk import KeySet

from api import Api
from conftest import make_key, make_person, unique
from ledger import free_port, wait_for
from test_nginx import service  # noqa: F401 (a fixture)

MODULES = Path("/usr/lib/apache2/modules")
UNKNOWN_KEY = "ZENPROKEY_" + "0" * 71
SIGNED = "application/token-introspection+jwt"

SERVER = """
ServerName 127.0.0.1
ServerRoot {directory}
PidFile {directory}/apache.pid
ErrorLog {log}
Mutex pthread
{load}
{listen}
OIDCCABundlePath {certificate}

# The module calls an introspection endpoint only by TLS. Nothing else needs this front.
<VirtualHost 127.0.0.1:{tls}>
    SSLEngine on
    SSLCertificateFile {certificate}
    SSLCertificateKeyFile {private_key}
    ProxyPass / {ledger}/
</VirtualHost>
"""

SITE = """
<VirtualHost 127.0.0.1:{port}>
    OIDCOAuthClientID apache
    OIDCOAuthClientSecret {secret}
    {settings}
    ProxyPass / http://{service}/
    <Location "/">
        AuthType oauth20
        Require valid-user
    </Location>
    <Location "/apache-is-up">
        AuthType None
        Require all granted
    </Location>
</VirtualHost>
"""

# The settings of each protected site, besides id and secret.
SITES = {
    "by default": "OIDCOAuthIntrospectionEndpoint https://127.0.0.1:{tls}/oauth2/introspect",
    "client_secret_post": """
        OIDCOAuthIntrospectionEndpoint https://127.0.0.1:{tls}/oauth2/introspect
        OIDCOAuthIntrospectionEndpointAuth client_secret_post
    """,
    "from the metadata": "OIDCOAuthServerMetadataURL https://127.0.0.1:{tls}/.well-known/oauth-authorization-server",
    "at each request": """
        OIDCOAuthIntrospectionEndpoint https://127.0.0.1:{tls}/oauth2/introspect
        OIDCOAuthTokenIntrospectionInterval -1
    """,
    # The module does not use this setting for responses of RFC 7662: it accepts keys without an expiry here too.
    "with a mandatory expiry": """
        OIDCOAuthIntrospectionEndpoint https://127.0.0.1:{tls}/oauth2/introspect
        OIDCOAuthTokenExpiryClaim exp absolute mandatory
    """,
}


@pytest.fixture(scope="module")
def introspector(admin):
    """An account with the role introspector. Its API key is the secret of all clients."""
    name = unique("gateway")
    account = admin.post("/users", {"username": name, "password": f"password of {name}", "roles": ["introspector"]})
    api = Api.signed_in(admin.url, name, f"password of {name}")
    owner = SimpleNamespace(account=account, keys="/users/me/api_keys", api=api)
    return SimpleNamespace(account=account, secret=make_key(owner)["key"])


@pytest.fixture(scope="module")
def sites(tmp_path_factory, ledger, introspector, service):  # noqa: F811
    """The URLs of the sites that one Apache protects, by the names in SITES."""
    directory = tmp_path_factory.mktemp("apache")
    certificate, private_key = self_signed(directory)
    tls, log = free_port(), directory / "error.log"
    ports = {name: free_port() for name in SITES}
    modules = [
        *["mpm_event", "authn_core", "authz_core", "authz_user"],
        *["auth_openidc", "ssl", "proxy", "proxy_http"],
    ]
    text = SERVER.format(
        directory=directory,
        log=log,
        load="\n".join(f"LoadModule {name}_module {MODULES}/mod_{name}.so" for name in modules),
        listen="\n".join(f"Listen 127.0.0.1:{port}" for port in [tls, *ports.values()]),
        certificate=certificate,
        private_key=private_key,
        tls=tls,
        ledger=ledger.url,
    )
    for name, port in ports.items():
        settings = SITES[name].format(tls=tls)
        text += SITE.format(port=port, secret=introspector.secret, settings=settings, service=service.address)
    (directory / "apache.conf").write_text(text)
    command = [shutil.which("apache2"), "-f", str(directory / "apache.conf"), "-D", "FOREGROUND"]
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=directory, stdout=output, stderr=subprocess.STDOUT)
    urls = {name: f"http://127.0.0.1:{port}" for name, port in ports.items()}
    wait_for(urls["by default"] + "/apache-is-up", process, log, 20)
    yield urls
    process.terminate()
    process.wait(20)


def self_signed(directory):
    """Creates the certificate of 127.0.0.1 with its key. Returns the paths of both."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(timezone.utc)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, SHA256())
    )
    paths = directory / "certificate.pem", directory / "key.pem"
    paths[0].write_bytes(certificate.public_bytes(Encoding.PEM))
    paths[1].write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return paths


@pytest.fixture
def visit(sites, service):  # noqa: F811
    """Sends a request with a bearer credential through Apache. Returns the status, and what the service received."""

    def send(site, bearer):
        path = "/" + unique("report")
        headers = {"Authorization": f"Bearer {bearer}"} if bearer else {}
        answer = requests.get(sites[site] + path, headers=headers, timeout=30)
        return SimpleNamespace(
            status=answer.status_code, arrived=[visit for visit in service.visits if visit.path == path]
        )

    return send


def api_token(ledger, key):
    return requests.post(f"{ledger.url}/auth/login", data={"password": key["key"]}, timeout=30).json()["access_token"]


@pytest.mark.parametrize("site", SITES)
def test_apache_accepts_keys_and_api_tokens_and_the_service_learns_whose_they_are(ledger, person, visit, site):
    key = make_key(person, expires_in_minutes=60)

    for credential, kind in [
        (key["key"], "api_key"),
        (make_key(person)["key"], "api_key"),  # without an expiry
        (api_token(ledger, key), "api_token"),
    ]:
        answer = visit(site, credential)

        assert answer.status == 200
        [arrived] = answer.arrived
        assert arrived.headers["OIDC_CLAIM_sub"] == person.account["id"]
        assert arrived.headers["OIDC_CLAIM_username"] == person.account["username"]
        assert arrived.headers["OIDC_CLAIM_token_type"] == kind


@pytest.mark.parametrize("site", SITES)
def test_apache_rejects_other_credentials_before_the_service_sees_them(ledger, person, visit, site):
    ended = make_key(person, expires_in_minutes=60)
    person.api.delete(f"{person.keys}/{ended['id']}")
    good, another = api_token(ledger, make_key(person)), person.api.bearer
    tampered = ".".join([*another.split(".")[:2], good.split(".")[2]])

    for credential in [None, UNKNOWN_KEY, ended["key"], tampered, "neither a key nor a token"]:
        answer = visit(site, credential)

        assert answer.status == 401, credential
        assert answer.arrived == []


def test_apache_caches_a_credential_until_its_expiry_unless_it_asks_at_each_request(person, visit):
    """The cache is Apache's default. A key without an expiry is never cached."""
    expiring, unlimited = make_key(person, expires_in_minutes=60), make_key(person)
    for site in ("by default", "at each request"):
        assert [visit(site, key["key"]).status for key in (expiring, unlimited)] == [200, 200]

    for key in (expiring, unlimited):
        person.api.patch(f"{person.keys}/{key['id']}", {"active": False})

    assert [visit("by default", key["key"]).status for key in (expiring, unlimited)] == [200, 401]
    assert [visit("at each request", key["key"]).status for key in (expiring, unlimited)] == [401, 401]


@pytest.fixture(params=["client_secret_basic", "client_secret_post"])
def introspect(request, ledger):
    """Introspects a token with Authlib, which authenticates in each way that the metadata names."""
    metadata = requests.get(f"{ledger.url}/.well-known/oauth-authorization-server", timeout=30).json()
    assert request.param in metadata["introspection_endpoint_auth_methods_supported"]

    def ask(secret, token):
        # Authlib has no setting of its own for introspection.
        client = OAuth2Session("reports", secret, revocation_endpoint_auth_method=request.param)
        return client.introspect_token(metadata["introspection_endpoint"], token=token)

    return ask


def test_authlib_introspects_with_a_client_secret(ledger, person, introspector, introspect):
    key = make_key(person)

    for credential, kind in [(key["key"], "api_key"), (api_token(ledger, key), "api_token")]:
        token = introspect(introspector.secret, credential).json()

        assert token["active"] is True
        assert token["sub"] == person.account["id"]
        assert token["token_type"] == kind
    assert introspect(introspector.secret, UNKNOWN_KEY).json() == {"active": False}


def test_a_client_secret_without_the_role_is_rejected(admin, person, introspect):
    for secret in (make_key(person)["key"], UNKNOWN_KEY):
        answer = introspect(secret, make_key(make_person(admin))["key"])

        assert answer.status_code == 401
        assert answer.json()["error"] == "invalid_client"
        assert answer.headers["WWW-Authenticate"].startswith("Basic ")


@pytest.fixture
def signed(ledger, introspector):
    """Introspects a token. Returns the signed response."""

    def ask(token):
        answer = requests.post(
            f"{ledger.url}/oauth2/introspect",
            data={"token": token},
            auth=("reports", introspector.secret),
            headers={"Accept": SIGNED},
            timeout=30,
        )
        assert (answer.status_code, answer.headers["Content-Type"]) == (200, SIGNED)
        return answer.text

    return ask


def test_pyjwt_verifies_a_signed_response(ledger, person, introspector, signed):
    metadata = requests.get(f"{ledger.url}/.well-known/oauth-authorization-server", timeout=30).json()
    key = make_key(person)
    response = signed(key["key"])

    verified = pyjwt.decode_complete(
        response,
        pyjwt.PyJWKClient(metadata["jwks_uri"]).get_signing_key_from_jwt(response),
        algorithms=metadata["introspection_signing_alg_values_supported"],
        issuer=metadata["issuer"],
        audience=introspector.account["id"],
        options={"require": ["iss", "aud", "iat"]},
    )

    assert verified["header"]["typ"] == "token-introspection+jwt"
    token = verified["payload"]["token_introspection"]
    assert token["active"] is True
    assert token["sub"] == person.account["id"]
    assert token["api_key_id"] == key["id"]


def test_joserfc_verifies_a_signed_response_and_rejects_a_tampered_one(ledger, person, signed):
    keys = KeySet.import_key_set(requests.get(f"{ledger.url}/.well-known/jwks.json", timeout=30).json())
    inactive, active = signed(UNKNOWN_KEY), signed(make_key(person)["key"])

    assert joserfc.decode(inactive, keys, algorithms=["ES256"]).claims["token_introspection"] == {"active": False}
    with pytest.raises(BadSignatureError):
        joserfc.decode(".".join([*active.split(".")[:2], inactive.split(".")[2]]), keys, algorithms=["ES256"])


def test_a_signed_response_is_no_credential(ledger, person, signed):
    response = signed(make_key(person)["key"])

    assert Api(ledger.url, response).ask("GET", "/users/me").status_code == 401
