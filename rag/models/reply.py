"""A model's reply as it comes, in bounded time, and what went wrong in one sentence.

The model is read in a thread of its own: whatever it does, whoever waits is answered in time. When
nobody waits any more the stream is closed, which stops the model.
"""

from __future__ import annotations

import contextvars
import gc
import queue
import threading
import time
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from typing import Any

from index.errors import ModelError
from rag.clock import Usage
from rag.prompts import Message, tokens

LONGEST_REPLY = 6000
"""Characters. A model that goes on beyond this is stopped."""


@dataclass(frozen=True, slots=True)
class _Ended:
    """The end of a reply, with its tokens by the server's count where it gives one."""

    prompt: int
    reply: int
    error: Exception | None = None


def stream(
    llm: Any,  # noqa: ANN401 - llama-index is untyped
    messages: Sequence[Message],
    seconds: float,
    usage: Usage,
    stage: str,
    **extra: Any,  # noqa: ANN401
) -> Generator[str, None, None]:
    """The pieces of text that the model writes. Closing this iterator stops the model.

    Args:
        llm: a llama-index LLM.
        messages: the whole prompt.
        seconds: how long it may take.
        usage: where its tokens are counted, under ``stage``.
        extra: what else its server understands.

    Raises:
        ModelError: it failed, or was not done after ``seconds``.
    """
    pieces: queue.Queue[Any] = queue.Queue()
    stop = threading.Event()
    call = contextvars.copy_context()  # so that a tracer sees it as a part of what goes on here
    work = (_read, llm, messages, extra, pieces, stop)
    threading.Thread(target=call.run, args=work, daemon=True).start()
    until, length, ended = time.monotonic() + seconds, 0, None
    try:
        while ended is None:
            piece = _next(pieces, until, seconds)
            if isinstance(piece, _Ended):
                ended = piece
                continue
            length += len(piece)
            if length > LONGEST_REPLY:
                raise ModelError(f"it did not stop writing after {LONGEST_REPLY} characters")
            yield piece
    finally:
        stop.set()
        sent = sum(tokens(m.text) for m in messages)
        usage.add(stage, ended.prompt if ended else sent, ended.reply if ended else length // 4)
    if ended.error:
        raise ModelError(told(ended.error)) from ended.error


def _next(pieces: queue.Queue[Any], until: float, seconds: float) -> Any:  # noqa: ANN401
    try:
        return pieces.get(timeout=max(0.0, until - time.monotonic()))
    except queue.Empty:
        raise ModelError(f"it was not done after {seconds:g} seconds") from None


def _read(
    llm: Any,  # noqa: ANN401
    messages: Sequence[Message],
    extra: dict[str, Any],
    pieces: queue.Queue[Any],
    stop: threading.Event,
) -> None:
    """Ask the model and pass on what it writes, inside a span of llama-index's instrumentation."""
    from llama_index.core.instrumentation import get_dispatcher
    from llama_index.core.llms import ChatMessage

    text: list[str] = []
    counted: dict[str, Any] = {}

    def write_from_evidence() -> None:
        said = [ChatMessage(role=m.role, content=m.text) for m in messages]
        replies = llm.stream_chat(said, **extra)
        for reply in replies:
            if stop.is_set():
                break
            counted.update(getattr(reply, "additional_kwargs", None) or {})
            if reply.delta:
                text.append(str(reply.delta))
                pieces.put(text[-1])
        getattr(replies, "close", lambda: None)()

    error: Exception | None = None
    try:
        get_dispatcher("rag").span(write_from_evidence)()
    except Exception as raised:  # a client library may raise anything
        error = raised
    if stop.is_set():
        gc.collect()  # OpenAI's stream refers to itself: only this closes its connection at once
    prompt = counted.get("prompt_tokens") or sum(tokens(m.text) for m in messages)
    reply = counted.get("completion_tokens") or tokens("".join(text))
    pieces.put(_Ended(int(prompt), int(reply), error))


_BY_STATUS = {
    400: "it refused the request",
    401: "it refused the key; set the right one in the environment",
    403: "it refused the key; set the right one in the environment",
    404: "its server does not have this model; check the name, or pull it there",
    413: "the prompt is too long for it; set prompt_tokens lower",
    429: "its limit is used up for now; ask again in a while",
}


def told(error: Exception) -> str:
    """What went wrong, for people. The library's own words stay out: they may hold a key."""
    if isinstance(error, ModelError):
        return str(error)
    status = getattr(error, "status_code", None)
    inside = str(error).lower()
    if isinstance(status, int):
        if status in (400, 413, 500) and "context" in inside:
            return _BY_STATUS[413]
        if status >= 500:
            return f"its server has an error of its own ({status}); ask again in a while"
        return _BY_STATUS.get(status, f"its server gave error {status}")
    kind = type(error).__name__
    if "timeout" in kind.lower():
        return "it did not reply in time"
    if "connect" in kind.lower():
        return "its server cannot be reached (is it running?)"
    if kind in ("RemoteProtocolError", "ReadError", "IncompleteRead"):
        return "its reply was cut off"
    return f"it failed ({kind})"
