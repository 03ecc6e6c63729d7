"""A ledger with two command sides and two query sides behind a real nginx with the files of `deploy`."""

import os
import re
import shutil
import subprocess
from getpass import getuser
from pathlib import Path
from uuid import uuid4

from ledger import Ledger, free_port, wait_for

ROOT = Path(__file__).parent.parent


class Sides:
    """Uses the PostgreSQL of LEDGER_SIDES_POSTGRES. With LEDGER_AXONSERVER_JAR, Axon Server stores the events."""

    def __init__(self, java, directory, settings):
        self.url = f"http://127.0.0.1:{free_port()}"
        self.running = []
        shared = {
            "LEDGER_STORE": "postgres",
            "LEDGER_PUBLIC_URL": self.url,
            "LEDGER_FORWARD_HEADERS": "native",
            "LEDGER_SIGNING_KEYS_DIR": str(directory / "keys"),
            **new_database(os.environ["LEDGER_SIDES_POSTGRES"], f"ledger_{uuid4().hex}"),
            **settings,
        }
        if "LEDGER_AXONSERVER_JAR" in os.environ:
            shared |= {"LEDGER_STORE": "axonserver", "LEDGER_AXONSERVER_SERVERS": self.axon_server(directory)}
        processes = {side: [Ledger(java, jar(side), new(directory, f"{side}-{i}"), shared) for i in (1, 2)]
                     for side in ("command-side", "query-side")}
        self.running += [process for side in processes.values() for process in side]
        for side in processes.values():
            for process in side:
                process.wait_until_healthy()
        addresses = {side: [process.url.removeprefix("http://") for process in of_side] for side, of_side in processes.items()}
        # All callers share one address; without this, nginx would send all of them to one process.
        self.running.append(shipped_nginx(new(directory, "nginx"), self.url, addresses, "hash $remote_addr consistent;"))

    def axon_server(self, directory):
        grpc, http = free_port(), free_port()
        home = new(directory, "axonserver")
        log = home / "axonserver.log"
        settings = {
            "server.port": http,
            "axoniq.axonserver.port": grpc,
            "axoniq.axonserver.hostname": "localhost",
            "axoniq.axonserver.event.storage": home / "events",
            "axoniq.axonserver.snapshot.storage": home / "events",
            "axoniq.axonserver.controldb-path": home / "control",
            "axoniq.axonserver.pid-file-location": home,
        }
        with log.open("wb") as out:
            self.running.append(
                subprocess.Popen(
                    [os.environ["LEDGER_JAVA"], "-Xmx512m", "-jar", os.path.abspath(os.environ["LEDGER_AXONSERVER_JAR"])]
                    + [f"--{name}={value}" for name, value in settings.items()],
                    cwd=home,
                    stdout=out,
                    stderr=subprocess.STDOUT,
                )
            )
        wait_for(f"http://127.0.0.1:{http}/actuator/health", self.running[-1], log, 120)
        return f"localhost:{grpc}"

    def wait_until_healthy(self):
        return self

    def admin(self):
        return Ledger.admin(self)

    def stop(self):
        for process in reversed(self.running):
            if isinstance(process, Ledger):
                process.stop()
            else:
                process.terminate()
                process.wait(60)


def shipped_nginx(home, url, addresses, without="", listening="", console="127.0.0.1:9"):
    """An nginx as in docker-compose.yml with other addresses and folders; `addresses` lists two processes per side.

    Without the address of a console, nothing listens where nginx expects it.
    """
    shutil.copy(ROOT / "deploy/nginx/sides.conf", home)
    shutil.copy(ROOT / "deploy/nginx/forward-auth.conf", home)
    text = (ROOT / "deploy/nginx/processes.conf").read_text()
    text = text.replace(without, "") if without else text
    for side, of_side in addresses.items():
        for number, address in enumerate(of_side, 1):
            text = text.replace(f"{side}-{number}:8080", address)
    text = text.replace("web-console:8080", console)
    (home / "processes.conf").write_text(text)
    text = (ROOT / "deploy/nginx/nginx.conf").read_text()
    text = text.replace("listen 8080;", f"listen {url.removeprefix('http://')} {listening};")
    text = re.sub(r"/tmp/(\w)", rf"{home}/\1", text)
    (home / "nginx.conf").write_text(text)
    log = home / "nginx.log"
    with log.open("wb") as out:
        command = [shutil.which("nginx"), "-p", str(home), "-c", str(home / "nginx.conf"), "-g", f"daemon off; user {getuser()};"]
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT)
    wait_for(url + "/actuator/health", process, log, 20)
    return process


def jar(side):
    return max((ROOT / side / "target").glob(f"{side}-*-exec.jar"))


def new(directory, name):
    path = directory / name
    path.mkdir()
    return path


def new_database(url, name):
    """Creates a database on the server at postgresql://user:password@host:port/database."""
    subprocess.run(["psql", "-q", url, "-c", f"CREATE DATABASE {name}"], check=True)
    user, password, server = re.fullmatch(r"postgresql://([^:]+):([^@]*)@([^/]+)/.*", url).groups()
    return {
        "LEDGER_POSTGRES_URL": f"jdbc:postgresql://{server}/{name}",
        "LEDGER_POSTGRES_USERNAME": user,
        "LEDGER_POSTGRES_PASSWORD": password,
    }
