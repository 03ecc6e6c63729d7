"""A long-lived process: prints `new token` for each login, and `refused` with the reason when it fails.

What it says begins with an asterisk; ZenML writes its own log to the same place.
"""

import sys
import time

from zenml.client import Client
from zenml.exceptions import AuthorizationException, CredentialsNotValid
from zenml.login.credentials_store import get_credentials_store

SECONDS = 60
store = Client().zen_store
known = None
deadline = time.monotonic() + SECONDS
while time.monotonic() < deadline:
    try:
        store.get_user()
    except (AuthorizationException, CredentialsNotValid) as refused:
        print(f"* refused {type(refused).__name__}: {refused}".replace("\n", " "), flush=True)
        sys.exit()
    token = get_credentials_store().get_token(store.url, allow_expired=True).access_token
    if token != known:
        known = token
        print("* new token", flush=True)
    time.sleep(0.2)
