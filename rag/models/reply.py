"""A model's reply as it comes, in bounded time, and what went wrong in one sentence.

The model is read in a thread of its own: whatever it does, whoever waits is answered in time. When
nobody waits any more its connection is closed, which stops the model, also before its first word.
"""

from __future__ import annotations

import asyncio
import contextvars
import gc
import queue
import threading
import time
from collections.abc import Callable, Generator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from index.errors import FormRefused, ModelError
from rag.clock import Usage
from rag.prompts import Message, tokens

LONGEST_REPLY = 6000
"""Characters. A model that goes on beyond this is stopped."""

BEAT = 0.5
"""Seconds. About so often comes an empty piece, whatever the model does: whoever reads may stop."""

_LOOK = 0.1  # seconds: so often the thread looks whether anybody still waits


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
    *,
    own: bool = True,
    **extra: Any,  # noqa: ANN401
) -> Generator[str, None, None]:
    """The pieces of text that the model writes, and an empty one every ``BEAT``.

    Closing this iterator stops the model: one that was opened for this reply (``own``) at once, as
    its connection is this reply's alone. Another is left, and stops when it next has written a
    piece: of an LLM object that was passed in, nothing but its plain interface can be relied on.

    Args:
        llm: a llama-index LLM.
        messages: the whole prompt.
        seconds: how long it may take.
        usage: where its tokens are counted, under ``stage``.
        own: nobody else uses this LLM object.
        extra: what else its server understands.

    Raises:
        FormRefused: it failed in a way that ``extra`` may be the cause of.
        ModelError: it failed, or was not done after ``seconds``.
    """
    pieces: queue.Queue[Any] = queue.Queue()
    stop = threading.Event()
    call = contextvars.copy_context()  # so that a tracer sees it as a part of what goes on here
    work = (_read, llm, messages, extra, pieces, stop, own)
    threading.Thread(target=call.run, args=work, daemon=True).start()
    beat = time.monotonic()
    until, length, ended = beat + seconds, 0, None
    try:
        while ended is None:
            piece = _next(pieces, until, seconds)
            if isinstance(piece, _Ended):
                ended = piece
                continue
            length += len(piece)
            if length > LONGEST_REPLY:
                raise ModelError(f"it did not stop writing after {LONGEST_REPLY} characters")
            if piece:
                yield piece
            if time.monotonic() - beat >= BEAT:
                yield ""
                beat = time.monotonic()
    finally:
        stop.set()
        sent = sum(tokens(m.text) for m in messages)
        usage.add(stage, ended.prompt if ended else sent, ended.reply if ended else length // 4)
    if ended.error:
        status = getattr(ended.error, "status_code", None)
        kind = FormRefused if extra and status in _MAY_MEAN_THE_FORM else ModelError
        raise kind(told(ended.error)) from ended.error


def _next(pieces: queue.Queue[Any], until: float, seconds: float) -> Any:  # noqa: ANN401
    left = until - time.monotonic()
    try:
        return pieces.get(timeout=max(0.0, min(left, BEAT)))
    except queue.Empty:
        if left > BEAT:
            return ""
        raise ModelError(f"it was not done after {seconds:.3g} seconds") from None


def _read(
    llm: Any,  # noqa: ANN401
    messages: Sequence[Message],
    extra: dict[str, Any],
    pieces: queue.Queue[Any],
    stop: threading.Event,
    own: bool,
) -> None:
    """Ask the model and pass on what it writes, inside a span of llama-index's instrumentation."""
    from llama_index.core.instrumentation import get_dispatcher
    from llama_index.core.llms import ChatMessage

    said = [ChatMessage(role=m.role, content=m.text) for m in messages]
    text: list[str] = []
    counted: dict[str, Any] = {}

    def take(reply: Any) -> None:  # noqa: ANN401
        counted.update(getattr(reply, "additional_kwargs", None) or {})
        if reply.delta:
            text.append(str(reply.delta))
            pieces.put(text[-1])

    def write_from_evidence() -> None:  # takes nothing: tracers write down what a span is given
        ask = _at_any_time if own else _between_pieces
        ask(llm, said, extra, take, stop)

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


def _at_any_time(
    llm: Any,  # noqa: ANN401
    said: Sequence[Any],
    extra: dict[str, Any],
    take: Callable[[Any], None],
    stop: threading.Event,
) -> None:
    """Ask a model that can be stopped whatever it is doing."""

    async def ask() -> None:
        async for reply in await llm.astream_chat(said, **extra):
            take(reply)

    async def unless_stopped() -> None:
        asking = asyncio.ensure_future(ask())
        while not asking.done() and not stop.is_set():
            await asyncio.wait([asking], timeout=_LOOK)
        asking.cancel()
        with suppress(asyncio.CancelledError):
            await asking

    asyncio.run(unless_stopped())


def _between_pieces(
    llm: Any,  # noqa: ANN401
    said: Sequence[Any],
    extra: dict[str, Any],
    take: Callable[[Any], None],
    stop: threading.Event,
) -> None:
    """Ask a model that can be stopped only when it has written something."""
    replies = llm.stream_chat(said, **extra)
    for reply in replies:
        if stop.is_set():
            break
        take(reply)
    getattr(replies, "close", lambda: None)()


_MAY_MEAN_THE_FORM = (400, 422, 500, 501)
"""What servers say to a schema that they do not know; llama-cpp-python gives 500."""

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
