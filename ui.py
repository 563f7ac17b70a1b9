"""The chat page: layout and handlers.

The conversation is HTML of our own in `gr.HTML`, which patches its nodes in place: a sentence that
arrives leaves focus, selection and scroll position of the rest alone.
"""

from __future__ import annotations

import functools
import importlib.util
import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import gradio as gr
from gradio.events import api

import rag
from index.store import NewsIndex
from index.types import Span
from rag.compose import open_pipeline
from rag.config import Settings
from rag.errors import ConfigError, QuestionError, RagError
from rag.models.files import installed
from rag.models.names import parse
from rag.models.opening import resolve
from rag.page import html
from rag.page.port import check_port, unserved
from rag.page.shelf import Shelf
from rag.pipeline import Finished, Found, Proven, Searched
from rag.text.words import plural
from rag.types import Sentence
from rag.writers import Waiting

PAGE = Path(__file__).resolve().parent / "rag" / "page"
AT_ONCE = 4
"""Questions answered at the same time; more wait in the queue."""

CONFIGURED = "the configured model"
"""How an LLM object that was passed in is called in the list of models."""

TROUBLE = "Something went wrong while answering. Ask again, or in other words."

_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_SANS = ("ui-sans-serif", "system-ui", "-apple-system", "Segoe UI", "Roboto", "sans-serif")
_ICON = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E"
    "%3Crect width='16' height='16' rx='3' fill='%231d1b16'/%3E"
    "%3Crect x='3' y='6' width='10' height='4' fill='%23ffd84d'/%3E%3C/svg%3E"
)

log = logging.getLogger("rag.ui")


@dataclass(frozen=True, slots=True)
class Turn:
    """A finished turn: what is shown, what follow-ups may refer to, and whether it was no question."""

    shown: str
    pair: tuple[str, str] | None = None
    refused: bool = False


def build_page(settings: Settings, *, any_model: bool = False) -> gr.Blocks:
    """The page over the articles of ``settings``; an index is built first if there is none.

    With ``any_model`` its readers may name a model of their own, a file or a server's address; only
    for a page that nobody else can open.

    Raises:
        RagError: the articles or the index cannot be used; the message says what to do next.
    """
    index = open_pipeline(settings).index
    talk = _Conversation(settings, index, any_model=any_model)
    models = talk.models()
    page = gr.Blocks(title="Ask the articles", analytics_enabled=False, fill_width=True)
    with page:
        turns = gr.State(())
        head = gr.HTML(talk.masthead(), elem_id="masthead", apply_default_css=False)
        shown = gr.HTML(talk.empty(), elem_id="log", apply_default_css=False)
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
            with gr.Row(elem_id="below"):
                gr.HTML(_COMPOSER_FOOT, elem_id="foot", apply_default_css=False)
                model = gr.Dropdown(
                    models,
                    value=models[0],
                    label="Written by",
                    allow_custom_value=any_model,
                    visible=any_model or len(models) > 1,
                    elem_id="model",
                )
        reader = gr.HTML(
            html.reader(talk.shelf()),
            js_on_load=(PAGE / "behaviour.js").read_text(encoding="utf-8"),
            server_functions=_server_functions(talk),
            elem_id="panel",
            apply_default_css=False,
        )
        # A callable as value would become a public endpoint, and so a tool for agents.
        page.load(
            lambda: (talk.masthead(), talk.empty(), talk.choices()),
            outputs=[head, shown, model],
            show_progress="hidden",
            api_visibility="private",
        )
        model.focus(
            talk.choices,
            outputs=model,
            show_progress="hidden",
            queue=False,
            api_visibility="private",
        )
        asked = gr.on(
            [box.submit, reader.submit],
            talk.ask,
            [box, turns, model],
            [box, turns, shown],
            show_progress="hidden",
            trigger_mode="once",
            concurrency_limit=AT_ONCE,
            concurrency_id="answer",
            api_visibility="private",
        )
        reader.clear(
            talk.fresh,
            None,
            [box, turns, shown],
            show_progress="hidden",
            cancels=[asked],
            queue=False,
            api_visibility="private",
        )
        api(
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
    check_port(host, port)
    page = build_page(settings, any_model=host in _LOOPBACK)
    open_pipeline(settings).warm()
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
            head=_head(),
        )
    except OSError as error:
        raise unserved(host, port, error) from error
    _say(f"Ask the articles at {address}")
    if not mcp:  # with it, gradio has already printed the tool's address
        _say('Without MCP, which needs: pip install "gradio[mcp]"')
    if block:
        page.block_thread()
    return str(address)


_COMPOSER_FOOT = (
    '<p class="foot"><span id="hint" role="status">Enter sends</span>'
    '<button type="button" class="quiet" data-new>New conversation</button></p>'
)


class _Conversation:
    """The page's handlers. Holds nothing of any one conversation: that is in `gr.State`."""

    def __init__(self, settings: Settings, index: NewsIndex, *, any_model: bool = False) -> None:
        self._settings = settings
        self._index = index
        self._any_model = any_model
        self._listed: list[str] = []

    def models(self) -> list[str]:
        """What can be chosen to write: the configured first, then `quotes` and what was pulled.

        What was pulled while the page runs comes last: gradio ticks what is chosen by its place.
        """
        name = self._settings.model
        configured = str(resolve(self._settings)) if isinstance(name, str) else CONFIGURED
        local = (f"gguf:{stem}" for stem in installed(self._settings.home))
        there = dict.fromkeys([configured, "quotes", *local])
        self._listed = list(dict.fromkeys([*(m for m in self._listed if m in there), *there]))
        return self._listed

    def choices(self) -> dict[str, Any]:
        """The list of models as it is by now."""
        models = self.models()
        visible = self._any_model or len(models) > 1
        update: dict[str, Any] = gr.update(choices=models, visible=visible)
        return update

    def _with(self, model: object) -> Settings:
        """The settings with the model that was chosen on the page, if it may be.

        The key is for the configured server, not for whatever address a reader names.
        """
        chosen, own = str(model or "").strip(), self._settings.model
        if chosen in ("", own, CONFIGURED):
            return self._settings
        if not self._any_model and chosen not in self.models():
            raise ConfigError("This model cannot be chosen here. Choose one from the list.")
        name = parse(chosen)
        configured = isinstance(own, str) and parse(own).address == name.address
        return replace(self._settings, model=replace(name, keyless=not configured))

    def shelf(self) -> Shelf:
        """The articles as of the last indexing."""
        return _shelf(self._index, self._index.manifest.meta().get("generation", ""))

    def masthead(self) -> str:
        return html.masthead(self.shelf())

    def empty(self) -> str:
        return html.log((), html.welcome(self.shelf().examples()))

    def fresh(self) -> tuple[str, tuple[Turn, ...], str]:
        """An empty conversation."""
        return "", (), self.empty()

    def ask(
        self, typed: str, turns: tuple[Turn, ...], model: str, event: gr.EventData
    ) -> Iterator[tuple[Any, Any, Any]]:
        """Show the answer as it is made. A button's question leaves what is being typed alone."""
        chosen = event._data.get("question") if isinstance(event._data, dict) else None
        question = str(chosen or typed or "")
        box: Any = gr.skip() if chosen else ""
        if not question.strip():
            yield gr.skip(), gr.skip(), gr.skip()
            return
        earlier = [t.shown for t in turns]
        replies = self._replies(question, [t.pair for t in turns if t.pair], model)
        for shown, done in replies:
            if done and done.refused and not chosen:
                box = question  # to be mended, not typed again
            state = (*turns, done) if done else gr.skip()
            yield box, state, html.log([*earlier, shown])
            box = gr.skip()

    def _replies(
        self, question: str, history: Sequence[tuple[str, str]], model: str
    ) -> Iterator[tuple[str, Turn | None]]:
        """What to show for the question from moment to moment; the last comes with the turn."""
        try:
            yield from self._progress(question, history, self._with(model))
        except Exception as error:
            if not isinstance(error, RagError):
                log.exception("answering failed")
            message = str(error) if isinstance(error, RagError) else TROUBLE
            shown = html.turn(question, html.failed(message))
            yield shown, Turn(shown, refused=isinstance(error, QuestionError))

    def _progress(
        self, question: str, history: Sequence[tuple[str, str]], settings: Settings
    ) -> Iterator[tuple[str, Turn | None]]:
        sentences: list[Sentence] = []
        searched, doing = "", "Searching the articles…"
        for event in rag.stream_answer(question, history=history, settings=settings):
            match event:
                case Searched(searched):
                    searched = html.differs(question, searched)
                case Waiting():
                    doing = "The model is writing…"
                case Found(hits):
                    doing = f"Reading {plural(len({h.article.id for h in hits}), 'article')}…"
                case Proven(sentence):
                    sentences.append(sentence)
                case Finished(answer):
                    shown = html.turn(question, *html.answered(answer), searched)
                    after = html.follow_up(question, self.shelf().examples())
                    yield shown + after, Turn(shown, (answer.question, answer.text))
                    return
            said = html.prose(sentences, doing)
            yield html.turn(question, said, searched=searched, busy=True), None


@functools.lru_cache(maxsize=4)
def _shelf(index: NewsIndex, generation: str) -> Shelf:
    """Read once for each state of the index; ``generation`` names the state."""
    return Shelf(index)


def _server_functions(talk: _Conversation) -> list[Callable[..., str]]:
    """What `behaviour.js` may ask for. They read the index, never the disk."""

    def read_article(wanted: dict[str, Any]) -> str:
        item = talk.shelf().article(str(wanted.get("source")))
        if item is None:
            return html.failed("This article is no longer indexed. Choose another from the list.")
        return html.article(item, Span(int(wanted.get("start") or 0), int(wanted.get("end") or 0)))

    def list_articles(wanted: dict[str, Any]) -> str:
        words = wanted.get("words")
        return html.catalogue(talk.shelf()) if words is None else html.listing(talk.shelf(), words)

    return [read_article, list_articles]


def _answer_tool(settings: Settings) -> Callable[..., dict[str, Any]]:
    def answer(question: str, history: list[list[str]] | None = None) -> dict[str, Any]:
        """Answer a question from the indexed news articles, with a citation for every sentence.

        The result has `status` (answered, partial or not_in_articles), `text` (prose with [n]
        marks), `sentences`, `citations` (each with number, source file, title, outlet, date, start,
        end and the exact quote), `disagreements` between sources, `missing` (what the articles do
        not say) and `closest` (passages near the question that do not answer it).

        Args:
            question: One or two questions in plain words, at most 1000 characters.
            history: Earlier [question, answer text] pairs, oldest first, so that follow-ups work.
        """
        try:
            pairs = [(str(q), str(a)) for q, a in history or ()]
            return rag.answer(question, history=pairs, settings=settings).to_dict()
        except RagError as error:
            raise gr.Error(str(error), print_exception=False) from error
        except (TypeError, ValueError) as error:
            message = "history must be a list of [question, answer] pairs."
            raise gr.Error(message, print_exception=False) from error

    return answer


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201 - the address is for whoever started the server


def _head() -> str:
    """Icon and style. As `css`, gradio would rewrite the selectors and lose those inside @media."""
    style = (PAGE / "style.css").read_text(encoding="utf-8")
    return f'<link rel="icon" href="{_ICON}"><style>{style}</style>'


def _theme() -> gr.themes.Base:
    """Gradio's plain theme on system fonts: nothing is fetched from another host."""
    return gr.themes.Base(font=_SANS, font_mono=("ui-monospace", "monospace"))
