"""The ledger's HTTP API, called with one bearer credential."""

import time

import requests


class Api:
    def __init__(self, url, bearer):
        self.url = url
        self.bearer = bearer

    @classmethod
    def signed_in(cls, url, username, password):
        """A caller with an API token from a sign-in, which belongs to no key of the account."""
        form = {"grant_type": "password", "username": username, "password": password}
        answer = requests.post(url + "/auth/login", data=form, timeout=30)
        assert answer.status_code == 200, f"sign-in of {username} failed: {answer.status_code} {answer.text}"
        return cls(url, answer.json()["access_token"])

    def ask(self, method, path, **request):
        """The response, without a check of its status."""
        headers = {"Authorization": f"Bearer {self.bearer}"} if self.bearer else {}
        return requests.request(method, self.url + path, headers=headers, timeout=30, **request)

    def get(self, path, **parameters):
        return self._accepted("GET", path, params=parameters)

    def post(self, path, body):
        return self._accepted("POST", path, json=body)

    def put(self, path, body):
        return self._accepted("PUT", path, json=body)

    def patch(self, path, body):
        return self._accepted("PATCH", path, json=body)

    def delete(self, path):
        return self._accepted("DELETE", path)

    def _accepted(self, method, path, **request):
        answer = self.ask(method, path, **request)
        assert answer.ok, f"{method} {path}: {answer.status_code} {answer.text}"
        return answer.json()


def eventually(question, seconds=20):
    """Repeats a check until it succeeds, because read models lag behind the events."""
    deadline = time.monotonic() + seconds
    while not (answer := question()):
        assert time.monotonic() < deadline, f"the check did not succeed within {seconds} s"
        time.sleep(0.1)
    return answer
