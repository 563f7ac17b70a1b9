"""The chat page: layout and handlers.

The conversation is HTML of our own in `gr.HTML`, which patches its nodes in place: a sentence that
arrives leaves focus, selection and scroll position of the rest alone.
"""

from __future__ import annotations

import functools
import importlib.util
import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gradio as gr

import rag
from index.store import NewsIndex
from index.types import Span
from page import html
from page.shelf import Shelf
from rag.compose import open_pipeline
from rag.config import Settings
from rag.errors import ConfigError, QuestionError, RagError
from rag.pipeline import Event, Finished, Found, Proven, Searched
from rag.types import Answer, Sentence

PAGE = Path(__file__).resolve().parent / "page"
AT_ONCE = 4
"""Questions answered at the same time; more wait in the queue."""

TROUBLE = "Something went wrong while answering. Ask again, or in other words."

_SANS = ("ui-sans-serif", "system-ui", "-apple-system", "Segoe UI", "Roboto", "sans-serif")
_ICON = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E"
    "%3Crect width='16' height='16' rx='3' fill='%231d1b16'/%3E"
    "%3Crect x='3' y='6' width='10' height='4' fill='%23ffd84d'/%3E%3C/svg%3E"
)

log = logging.getLogger("rag.ui")


@dataclass(frozen=True, slots=True)
class Turn:
    """A finished turn: what is shown, and what follow-ups may refer to (None after an error)."""

    shown: str
    said: tuple[str, str] | None


def build_page(settings: Settings) -> gr.Blocks:
    """The page over the articles of ``settings``; an index is built first if there is none.

    Raises:
        RagError: the articles or the index cannot be used; the message says what to do next.
    """
    index = open_pipeline(settings).index
    talk = _Conversation(settings, functools.partial(_shelf, index))
    with gr.Blocks(title="Ask the articles", analytics_enabled=False, fill_width=True) as page:
        turns = gr.State(())
        gr.HTML(talk.masthead, elem_id="masthead", apply_default_css=False)
        shown = gr.HTML(talk.empty, elem_id="log", apply_default_css=False)
        with gr.Column(elem_id="composer"):
            box = gr.Textbox(
                label="Your question",
                placeholder="Ask about the articles",
                submit_btn="Ask",
                lines=1,
                max_lines=6,
                autofocus=True,
                container=False,
                elem_id="question",
            )
            gr.HTML(_COMPOSER_FOOT, elem_id="foot", apply_default_css=False)
        reader = gr.HTML(
            html.reader(talk.shelf()),
            js_on_load=(PAGE / "behaviour.js").read_text(encoding="utf-8"),
            server_functions=[talk.read_article, talk.list_articles],
            elem_id="panel",
            apply_default_css=False,
        )
        asked = gr.on(
            [box.submit, reader.ask],
            talk.ask,
            [box, turns],
            [box, turns, shown],
            show_progress="hidden",
            trigger_mode="once",
            concurrency_limit=AT_ONCE,
            concurrency_id="answer",
            api_visibility="private",
        )
        reader.fresh(
            talk.fresh,
            None,
            [box, turns, shown],
            show_progress="hidden",
            cancels=[asked],
            queue=False,
            api_visibility="private",
        )
        gr.api(
            _answer_tool(settings),
            api_name="answer",
            concurrency_limit=AT_ONCE,
            concurrency_id="answer",
        )
    page.queue(max_size=100)
    return page


def launch(
    settings: Settings,
    host: str = "127.0.0.1",
    port: int = 7860,
    *,
    open_browser: bool = False,
    block: bool = True,
) -> str:
    """Serve the page, its API and its MCP tool until interrupted; with ``block=False``, return.

    Returns:
        The page's address.

    Raises:
        ConfigError: the port is taken.
        RagError: the articles or the index cannot be used.
    """
    page = build_page(settings)
    _warm(settings)
    mcp = importlib.util.find_spec("mcp") is not None
    try:
        _, address, _ = page.launch(
            server_name=host,
            server_port=port,
            inbrowser=open_browser,
            prevent_thread_lock=True,
            quiet=True,
            share=False,
            footer_links=[],
            ssr_mode=False,
            mcp_server=mcp,
            enable_monitoring=False,
            theme=_theme(),
            css=(PAGE / "style.css").read_text(encoding="utf-8"),
            head=f'<link rel="icon" href="{_ICON}">',
        )
    except OSError as error:
        raise ConfigError(
            f"The page cannot be served at {host}:{port} ({error}). Choose another port."
        ) from error
    print(f"Ask the articles at {address}", flush=True)
    tool = f"{address}gradio_api/mcp/"
    print(f"Agents: {tool}" if mcp else 'No MCP: pip install "gradio[mcp]"', flush=True)
    if block:
        page.block_thread()
    return str(address)


_COMPOSER_FOOT = (
    '<p class="foot"><span id="hint" role="status">Enter sends, Shift+Enter starts a new line.'
    '</span><button type="button" class="quiet" data-new>New conversation</button></p>'
)


class _Conversation:
    """The page's handlers. Holds nothing of any one conversation: that is in `gr.State`."""

    def __init__(self, settings: Settings, shelf: functools.partial[Shelf]) -> None:
        self._settings = settings
        self.shelf = shelf

    def masthead(self) -> str:
        return html.masthead(self.shelf())

    def empty(self) -> str:
        return html.log((), html.welcome(self.shelf().examples()))

    def fresh(self) -> tuple[str, tuple[Turn, ...], str]:
        """An empty conversation."""
        return "", (), self.empty()

    def ask(
        self, typed: str, turns: tuple[Turn, ...], event: gr.EventData
    ) -> Iterator[tuple[Any, Any, Any]]:
        """Show the answer as it is made. A button's question leaves what is being typed alone."""
        chosen = (event._data or {}).get("question") if isinstance(event._data, dict) else None
        question = str(chosen if chosen is not None else typed or "")
        kept: Any = gr.skip()
        if not question.strip():
            yield kept, kept, kept
            return
        earlier = tuple(t.shown for t in turns)
        box = "" if chosen is None else kept
        said = None
        try:
            for event_html, answer in self._stream(question, turns):
                yield box, kept, html.log((*earlier, event_html), "")
                box = kept
                if answer is not None:
                    said = (answer.question, answer.text)
            done = Turn(event_html, said)
            event_html += self._next(question)
        except QuestionError as error:
            done = Turn(html.turn(question, html.failed(str(error))), None)
            box, event_html = question, done.shown
        except RagError as error:
            done = Turn(html.turn(question, html.failed(str(error))), None)
            event_html = done.shown
        except Exception:
            log.exception("answering failed")
            done = Turn(html.turn(question, html.failed(TROUBLE)), None)
            event_html = done.shown
        yield box, (*turns, done), html.log((*earlier, event_html), "")
