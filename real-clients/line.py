"""A line to a process, on which things go wrong as they do with processes: it hangs, dies in the middle, or is not there."""

import re
import socket
from threading import Event, Lock, Thread

HEAD = re.compile(rb"([A-Z]+) (\S+) HTTP/1\.1\r\n")


class Line:
    """Passes bytes on to the process at `target`, from a port of its own."""

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
        """As SIGSTOP does to a process: connections are accepted by its machine, and nothing is read or answered."""
        self._moving.clear()

    def thaw(self):
        self._moving.set()

    def cut_answers(self):
        """From now on the connection breaks as soon as the process answers: it has done what it was asked to do."""
        self._cutting = True

    def close(self):
        """Nothing listens here any more."""
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
                near.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 16_384)  # what is read is seen, not what is on its way
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
            pass  # the other end is gone, and so is this one
        for end in (source, sink):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
            end.close()
