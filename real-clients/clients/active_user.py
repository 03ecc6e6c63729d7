"""Prints the user of the ZenML client as one line of JSON."""

import json

from zenml.client import Client

user = Client().active_user
print(json.dumps({"name": user.name, "full_name": user.full_name, "is_service_account": user.is_service_account}))
