"""A TCP proxy in front of a process that simulates failures: a hang, a broken connection, or a closed port."""

import re
import socket
from threading import Event, Lock, Thread

HEAD = re.compile(rb"([A-Z]+) (\S+) HTTP/1\.1\r\n")


class Line:
    """Forwards bytes from its own port to the process at `target`."""

    def __init__(self, target):
        self.target = ("127.0.0.1", int(target.rsplit(":", 1)[1]))
        self.requests = []
        self.answered_bytes = 0
        self._lock = Lock()
        self._moving = Event()
        self._moving.set()
        self._cutting = False
        self._server = socket.create_server(("127.0.0.1", 0), backlog=200)
        self.address = "127.0.0.1:%d" % self._server.getsockname()[1]
        Thread(target=self._accept, daemon=True).start()

    def freeze(self):
        """Behaves like a process after SIGSTOP: connections are accepted, and no request is read or answered."""
        self._moving.clear()

    def thaw(self):
        self._moving.set()

    def cut_answers(self):
        """Breaks each connection as soon as the process answers, so that the request was executed."""
        self._cutting = True

    def close(self):
        """Closes the port."""
        try:
            self._server.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass  # it is closed already
        self._server.close()
        self.thaw()

    def count(self, method, path):
        return self.requests.count((method, path))

    def _accept(self):
        while True:
            try:
                near, _ = self._server.accept()
                near.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 16_384)  # small, so that slow readers block the sender early
                far = socket.create_connection(self.target)
            except OSError:
                return
            Thread(target=self._ask, args=(near, far), daemon=True).start()
            Thread(target=self._answer, args=(far, near), daemon=True).start()

    def _ask(self, near, far):
        def seen(data):
            if head := HEAD.match(data):
                with self._lock:
                    self.requests.append(tuple(part.decode() for part in head.groups()))
            return True

        self._copy(near, far, seen)

    def _answer(self, far, near):
        def seen(data):
            with self._lock:
                self.answered_bytes += len(data)
            return not self._cutting

        self._copy(far, near, seen)

    def _copy(self, source, sink, seen):
        try:
            while True:
                self._moving.wait()
                data = source.recv(4096)
                self._moving.wait()
                if not data or not seen(data):
                    break
                sink.sendall(data)
        except OSError:
            pass  # the other end is closed, so this end closes too
        for end in (source, sink):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
            end.close()
