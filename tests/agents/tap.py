"""A wire between client and station that keeps every byte the client received."""

import re
import socket
import threading


class Tap:
    """`with Tap(port) as tap:` leads to a port; `tap.received` is what came back from there."""

    def __init__(self, port: int) -> None:
        self._to = port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._lock = threading.Lock()
        self._answers: list[bytearray] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    @property
    def received(self) -> bytes:
        """All answers, without the marks that chunks are parted by."""
        with self._lock:
            whole = b"\n".join(bytes(one) for one in self._answers)
        return re.sub(rb"\r\n[0-9a-fA-F]+\r\n", b"", whole)

    def __enter__(self):
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_):
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            station = socket.create_connection(("127.0.0.1", self._to))
            answer = bytearray()
            with self._lock:
                self._answers.append(answer)
            for ends in ((client, station, None), (station, client, answer)):
                threading.Thread(target=self._pass, args=ends, daemon=True).start()

    def _pass(self, source: socket.socket, sink: socket.socket, kept: bytearray | None) -> None:
        try:
            while data := source.recv(65536):
                if kept is not None:
                    with self._lock:
                        kept += data
                sink.sendall(data)
            sink.shutdown(socket.SHUT_WR)
        except OSError:
            sink.close()
