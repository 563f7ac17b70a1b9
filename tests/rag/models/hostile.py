"""A server that speaks the OpenAI API, or Anthropic's, and means harm.

It says and does what a test tells it to.
"""

from __future__ import annotations

import json
import select
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Hostile:
    """What the server will do next, and what it was asked."""

    def __init__(self, port: int) -> None:
        self.address = f"http://127.0.0.1:{port}/v1"
        self.name = f"{self.address}#evil"
        self.says: list[str] = []
        self.statuses: list[int] = []
        self.behaves = "well"
        self.no_schema = 0
        self.says_without_schema: list[str] | None = None
        self.complaint = "no"
        self.asked: list[dict[str, Any]] = []
        self.keys: list[str | None] = []
        self.hung_up = threading.Event()
        self.closing = threading.Event()

    @property
    def prompt(self) -> str:
        return "\n".join(m["content"] for m in self.asked[-1]["messages"])


class _Handler(BaseHTTPRequestHandler):
    told: Hostile

    def do_POST(self) -> None:
        told = self.told
        body = self.rfile.read(int(self.headers["Content-Length"]))
        told.asked.append(json.loads(body))
        told.keys.append(self.headers.get("Authorization") or self.headers.get("x-api-key"))
        status = told.statuses.pop(0) if told.statuses else 200
        if told.no_schema and "response_format" in told.asked[-1]:
            status = told.no_schema
        if told.behaves == "hang":
            self._hang()
            return
        self.send_response(status)
        self.send_header("retry-after-ms", "10")
        if status != 200 or told.behaves == "garbage":
            said = json.dumps({"error": {"message": told.complaint}}) if status != 200 else "\0<>{["
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said.encode())
            return
        self.send_header("Content-Type", "text/event-stream")
        if told.behaves == "cut off":
            self.send_header("Content-Length", "100000")
        self.end_headers()
        if self.path.endswith("/messages"):
            self._as_anthropic()
            return
        try:
            for piece in self._pieces():
                self._event({"index": 0, "delta": {"content": piece}, "finish_reason": None})
        except OSError:
            told.hung_up.set()
            return
        if told.behaves == "cut off":
            return
        self._event({"index": 0, "delta": {}, "finish_reason": "stop"})
        self.wfile.write(b"data: [DONE]\n\n")

    def _hang(self) -> None:
        """Say nothing until whoever asked hangs up."""
        while not self.told.closing.is_set():
            heard, _, _ = select.select([self.connection], [], [], 0.05)
            if heard and not self.connection.recv(1, socket.MSG_PEEK):
                self.told.hung_up.set()
                return

    def _as_anthropic(self) -> None:
        message = {
            "id": "x",
            "type": "message",
            "role": "assistant",
            "content": [],
            "model": "evil",
        }
        message |= {"stop_reason": None, "usage": {"input_tokens": 7, "output_tokens": 1}}
        deltas = [{"type": "text_delta", "text": piece} for piece in self.told.says]
        events: list[dict[str, Any]] = [
            {"type": "message_start", "message": message},
            {
                "type": "content_block_start",
                "index": 0,
                "content_block": {"type": "text", "text": ""},
            },
            *({"type": "content_block_delta", "index": 0, "delta": d} for d in deltas),
            {"type": "content_block_stop", "index": 0},
            {"type": "message_stop"},
        ]
        for event in events:
            self.wfile.write(f"event: {event['type']}\ndata: {json.dumps(event)}\n\n".encode())

    def _pieces(self) -> Iterator[str]:
        asked, plainly = self.told.asked[-1], self.told.says_without_schema
        yield from self.told.says if plainly is None or "response_format" in asked else plainly
        while self.told.behaves in ("endless", "slow") and not self.told.closing.is_set():
            time.sleep(0.2 if self.told.behaves == "slow" else 0.0005)
            yield "and " * 20

    def _event(self, choice: dict[str, Any]) -> None:
        said = {"id": "x", "object": "chat.completion.chunk", "created": 1, "model": "evil"}
        self.wfile.write(f"data: {json.dumps({**said, 'choices': [choice]})}\n\n".encode())
        self.wfile.flush()

    def log_message(self, *_: object) -> None: ...


@contextmanager
def hostile_server() -> Iterator[Hostile]:
    """The server on a free loopback port."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    told = Hostile(server.server_address[1])
    server.RequestHandlerClass = type("Handler", (_Handler,), {"told": told})
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield told
    finally:
        told.closing.set()
        server.shutdown()
        server.server_close()
