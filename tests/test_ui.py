"""The chat page, driven in a real browser, and its API, called as programs call it."""

from __future__ import annotations

import asyncio
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from rag.config import SEEDS, Settings
from rag.models.files import folder
from tests.rag.models.hostile import hostile_server

pytestmark = [pytest.mark.browser, pytest.mark.model]

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = (
    "--no-sandbox --disable-gpu --disable-background-networking --disable-component-update "
    "--disable-sync --no-first-run"
).split()
ANSWERABLE = "How many Russian soldiers were reported killed or wounded?"
UNANSWERABLE = "Who won the World Cup in 2022?"
HOSTILE = "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">"


@dataclass(frozen=True, slots=True)
class Served:
    """A running page and the articles it answers from."""

    address: str
    corpus: Path


@contextmanager
def served(settings: Settings, corpus: Path) -> Iterator[Served]:
    """The page in a process of its own, on a free loopback port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "rag", "chat", "--port", str(port), "--home", settings.home]
    command += ["--corpus", str(corpus)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    address = f"http://127.0.0.1:{port}/"
    try:
        _wait_for(address, process)
        yield Served(address, corpus)
    finally:
        process.kill()
        process.communicate(timeout=30)


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 180
    while time.monotonic() < until:
        if process.poll() is not None:
            raise AssertionError(process.communicate()[0].decode())
        try:
            urllib.request.urlopen(address, timeout=5).close()
        except OSError:
            time.sleep(0.3)
        else:
            return
    raise AssertionError("the page did not come up")


@pytest.fixture(scope="module")
def site(settings: Settings) -> Iterator[Served]:
    with served(settings, SEEDS) as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    if CHROMIUM is None and not os.environ.get("RAG_TESTS_SKIP_NOTHING"):
        pytest.skip("no chromium on the PATH")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


def opened(browser: Any, site: Served, *, width: int = 1600, scheme: str = "light") -> Any:
    """A page of a new visitor, ready for a question."""
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme=scheme,
        permissions=["clipboard-read", "clipboard-write"],
    )
    context.set_default_timeout(60_000)
    page = context.new_page()
    page.goto(site.address)
    return listening(page)


def listening(page: Any) -> Any:
    """The page once it hears what is pressed: it is drawn before its behaviour has loaded."""
    page.wait_for_selector("#log .welcome")
    page.wait_for_selector("#reader[data-ready]", state="attached")
    return page


def ask(page: Any, question: str) -> Any:
    """Type, press Enter, wait for the answer; gives the turn."""
    before = page.locator('.turn[aria-busy="false"]').count()
    page.fill("#question textarea", question)
    page.keyboard.press("Enter")
    page.wait_for_function(
        "n => document.querySelectorAll('.turn[aria-busy=\"false\"]').length > n", arg=before
    )
    return page.locator(".turn").last


def marked(page: Any) -> str:
    page.wait_for_selector("#reader mark")
    return str(
        page.evaluate(
            "[...document.querySelectorAll('#reader mark')].map(m => m.textContent).join('')"
        )
    )


def test_a_citation_opens_its_article_with_the_sentence_marked(browser: Any, site: Served) -> None:
    page = opened(browser, site)
    turn = ask(page, ANSWERABLE)
    button = turn.locator(".prose .cite").first
    assert button.inner_text() == "[1]"
    place = {k: button.get_attribute(f"data-{k}") for k in ("source", "start", "end")}
    button.click()
    text = (site.corpus / place["source"]).read_bytes().decode("utf-8")
    assert marked(page) == text[int(place["start"]) : int(place["end"])]
    box = page.locator("#reader mark").first.bounding_box()
    assert 0 < box["y"] < 900
    assert box["x"] > turn.bounding_box()["x"] + turn.bounding_box()["width"] - 1
    assert place["source"] in turn.locator(".sources").inner_text()


def test_a_follow_up_says_what_was_searched_for(browser: Any, site: Served) -> None:
    page = opened(browser, site)
    ask(page, "What did Rutte say about Georgia?")
    turn = ask(page, "What did he say about experimental missiles?")
    assert "Rutte" in turn.locator(".searched").inner_text()


def test_what_is_not_in_the_articles_looks_like_it(browser: Any, site: Served) -> None:
    page = opened(browser, site)
    turn = ask(page, UNANSWERABLE)
    assert turn.locator(".unanswered").count() == 1
    assert turn.locator(".prose").count() == 0
    assert "do not answer" in turn.locator(".closest h3").inner_text()
    turn.locator(".closest .title").first.click()
    assert marked(page)


def test_an_error_is_a_sentence_and_the_question_is_not_lost(browser: Any, site: Served) -> None:
    page = opened(browser, site)
    question = "why " * 300
    turn = ask(page, question)
    assert "Shorten it" in turn.locator(".failed").inner_text()
    assert page.input_value("#question textarea").strip() == question.strip()


def test_an_empty_question_is_hinted_at(browser: Any, site: Served) -> None:
    page = opened(browser, site)
    page.focus("#question textarea")
    page.keyboard.press("Enter")
    assert "Type a question" in page.inner_text("#hint")
    assert page.locator(".turn").count() == 0


def test_examples_can_be_asked_and_a_new_conversation_begun(browser: Any, site: Served) -> None:
    page = opened(browser, site)
    page.locator(".examples button").first.click()
    page.wait_for_selector('.turn[aria-busy="false"]')
    page.locator("[data-new]").click()
    page.wait_for_selector("#log .welcome")
    assert page.locator(".turn").count() == 0


def test_copying_takes_the_citations_along(browser: Any, site: Served) -> None:
    page = opened(browser, site)
    turn = ask(page, ANSWERABLE)
    turn.locator("[data-copy]").click()
    page.wait_for_function("document.querySelector('[data-copy]').textContent === 'Copied'")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "[1]" in copied.split("Sources")[0]
    assert any(path.name in copied for path in SEEDS.glob("*.txt"))


def test_everything_works_from_the_keyboard(browser: Any, site: Served) -> None:
    page = opened(browser, site)
    ask(page, ANSWERABLE)
    page.locator(".prose .cite").first.focus()
    page.keyboard.press("Enter")
    assert marked(page)
    assert page.evaluate("document.activeElement.tagName") == "MARK"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.className") == "cite"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [400, 1600])
def test_it_fits_and_can_be_read(browser: Any, site: Served, width: int, scheme: str) -> None:
    page = opened(browser, site, width=width, scheme=scheme)
    ask(page, ANSWERABLE)
    ask(page, UNANSWERABLE)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for selector in (".prose", ".unanswered", ".origin", ".foot", ".closest blockquote"):
        assert page.evaluate(CONTRAST, selector) >= 4.5, selector


CONTRAST = """selector => {
  const light = colour => {
    const [r, g, b] = colour.match(/[\\d.]+/g).map(Number).map(v => v / 255)
      .map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const element = document.querySelector(selector);
  let behind = element;
  while (getComputedStyle(behind).backgroundColor.match(/, 0\\)$/)) behind = behind.parentElement;
  const [a, b] = [light(getComputedStyle(element).color),
                  light(getComputedStyle(behind).backgroundColor)].sort((x, y) => y - x);
  return (a + 0.05) / (b + 0.05);
}"""


def test_a_narrow_page_shows_the_article_over_the_conversation(browser: Any, site: Served) -> None:
    page = opened(browser, site, width=400)
    ask(page, ANSWERABLE)
    page.locator(".prose .cite").first.click()
    assert marked(page)
    page.locator("[data-close]").click()
    page.wait_for_selector("#reader", state="hidden")


def test_two_visitors_do_not_see_each_other(browser: Any, site: Served) -> None:
    one, two = opened(browser, site), opened(browser, site)
    ask(one, ANSWERABLE)
    ask(two, UNANSWERABLE)
    assert ANSWERABLE not in two.inner_text("#log")
    assert UNANSWERABLE not in one.inner_text("#log")


def test_nothing_is_fetched_from_elsewhere(browser: Any, site: Served) -> None:
    context = browser.new_context()
    page = context.new_page()
    asked: set[str] = set()
    page.on("request", lambda request: asked.add(request.url))
    page.goto(site.address)
    ask(listening(page), ANSWERABLE)
    outside = {u for u in asked if not u.startswith((site.address, "data:", "blob:"))}
    assert outside == set()


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Another corpus: an article that would like to be a program, and two that disagree."""
    corpus = tmp_path_factory.mktemp("elsewhere")
    body = f"Ann Lee opened the Elm bridge on Monday {HOSTILE} with a ribbon.\n"
    (corpus / "a.txt").write_text(f"Bridge opens {HOSTILE}\n\n{body}", encoding="utf-8")
    for name, count in (("b", 14), ("c", 21)):
        injured = f"The storm injured {count} people in Marvik on Friday.\n"
        text = f"Storm {name} hits the Marvik coast\n\n{injured}"
        (corpus / f"{name}.txt").write_text(text, encoding="utf-8")
    with served(Settings(home=tmp_path_factory.mktemp("elsewhere-home")), corpus) as running:
        yield running


def test_an_article_is_text_whatever_it_holds(browser: Any, elsewhere: Served) -> None:
    page = opened(browser, elsewhere)
    turn = ask(page, "Who opened the Elm bridge on Monday?")
    turn.locator("button[data-source]").first.click()
    assert HOSTILE in marked(page)
    assert page.title() != "owned"
    assert page.locator("#log script, #log img, #reader script, #reader img").count() == 0


def test_examples_fit_the_articles(browser: Any, elsewhere: Served) -> None:
    page = opened(browser, elsewhere)
    welcome = page.inner_text(".welcome")
    assert "Rutte" not in welcome
    assert "Storm b hits the Marvik coast" in welcome


def test_sides_of_a_disagreement_are_named(browser: Any, elsewhere: Served) -> None:
    page = opened(browser, elsewhere)
    turn = ask(page, "How many people were injured by the storm in Marvik?")
    sides = turn.locator(".disagreement dl > div")
    assert sorted(v.split()[0] for v in turn.locator(".disagreement dt").all_inner_texts()) == [
        "14",
        "21",
    ]
    sides.first.locator(".cite").click()
    value = turn.locator(".disagreement dt").first.inner_text()
    assert value.split()[0] in marked(page)


@pytest.mark.parametrize("width", [400, 1600])
def test_every_article_is_listed_and_can_be_read(browser: Any, site: Served, width: int) -> None:
    page = opened(browser, site, width=width)
    if width < 1000:
        page.locator("[data-articles]").click()
    titles = page.locator("#reader .listing .title")
    assert titles.count() == len(list(SEEDS.glob("*.txt")))
    source = titles.last.get_attribute("data-source")
    titles.last.click()
    page.wait_for_selector("#reader .text")
    shown = page.evaluate("document.querySelector('#reader .text').textContent")
    assert shown == (SEEDS / source).read_bytes().decode("utf-8")


def test_one_article_cited_twice_marks_each_its_own(browser: Any, site: Served) -> None:
    page = opened(browser, site)
    ask(page, ANSWERABLE)
    ask(page, UNANSWERABLE)
    seen = set()
    for button in page.locator("#log .prose .cite, #log .closest .title").all():
        place = [button.get_attribute(f"data-{k}") for k in ("source", "start", "end")]
        button.click()
        text = (SEEDS / place[0]).read_bytes().decode("utf-8")
        quote = text[int(place[1]) : int(place[2])]
        page.wait_for_function(
            "quote => [...document.querySelectorAll('#reader mark')]"
            ".map(m => m.textContent).join('') === quote",
            arg=quote,
        )
        seen.add(quote)
    assert len(seen) > 1


def handled(settings: Settings, question: str) -> list[Any]:
    """What the page's handler shows for a first question, moment by moment."""
    import gradio as gr

    import ui
    from rag.compose import open_pipeline

    talk = ui._Conversation(settings, open_pipeline(settings).index)
    return [shown for _, _, shown in talk.ask(question, (), "quotes", gr.EventData(None, None))]


def test_sentences_appear_as_they_are_made(settings: Settings) -> None:
    moments = handled(settings, ANSWERABLE)
    sentences = [m.count('class="sentence"') for m in moments]
    busy = ['aria-busy="true"' in m for m in moments]
    assert sentences == sorted(sentences)
    assert busy == [True] * (len(moments) - 1) + [False]
    assert sentences[-2] == sentences[-1] >= 1


def test_an_unforeseen_error_shows_no_traceback(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    import rag

    def broken(*_: object, **__: object) -> Iterator[Any]:
        raise ZeroDivisionError("inner workings")

    monkeypatch.setattr(rag, "stream_answer", broken)
    last = handled(settings, ANSWERABLE)[-1]
    assert "Something went wrong" in last
    assert "inner workings" not in last


def test_programs_get_the_answer_as_json(site: Served) -> None:
    from gradio_client import Client

    client = Client(site.address, verbose=False)
    answer = client.predict(ANSWERABLE, [], api_name="/answer")
    assert answer["status"] == "answered"
    for citation in answer["citations"]:
        text = (SEEDS / citation["source"]).read_bytes().decode("utf-8")
        assert text[citation["start"] : citation["end"]] == citation["quote"]


def test_programs_see_one_endpoint_and_errors_as_sentences(site: Served) -> None:
    from gradio_client import Client
    from gradio_client.exceptions import AppError

    client = Client(site.address, verbose=False)
    endpoints = client.view_api(return_format="dict", print_info=False)["named_endpoints"]
    assert set(endpoints) == {"/answer"}
    with pytest.raises(AppError, match="question is empty"):
        client.predict("  ", [], api_name="/answer")
    pairs = [["What did Rutte say about Georgia?", "Rutte condemned the violence. [1]"]]
    answer = client.predict("What did he say about missiles?", pairs, api_name="/answer")
    assert "Rutte" in answer["searched"]


def test_agents_find_and_call_the_tool(site: Served) -> None:
    from mcp import ClientSession
    from mcp.client.streamable_http import streamablehttp_client

    async def call() -> tuple[list[str], str]:
        url = f"{site.address}gradio_api/mcp/"
        async with (
            streamablehttp_client(url) as (read, write, _),
            ClientSession(read, write) as session,
        ):
            await session.initialize()
            tools = [tool.name for tool in (await session.list_tools()).tools]
            result = await session.call_tool(tools[0], {"question": ANSWERABLE, "history": []})
            return tools, str(result.content[0].text)

    with ThreadPoolExecutor(1) as other:  # playwright keeps a loop running in this thread
        tools, text = other.submit(asyncio.run, call()).result(timeout=60)
    assert [tool.endswith("answer") for tool in tools] == [True]
    assert "700,000" in text


TRUE = (
    "Mark Rutte highlighted that the Russian military has suffered significant losses, with 700,000 "
    "soldiers reported killed or wounded since the war began."
)


@pytest.mark.parametrize("width", [1600, 1000, 700, 400])
def test_what_stands_below_the_question_stands_apart(
    width: int, browser: Any, site: Served
) -> None:
    page = opened(browser, site, width=width)
    page.locator("#model").get_by_text("Written by").wait_for(state="visible")
    texts = ("Enter sends", "New conversation", "Written by")
    boxes = [page.get_by_text(text, exact=True).first.bounding_box() for text in texts]
    for one, other in pairwise(boxes):
        beside = one["x"] + one["width"] <= other["x"]
        assert beside or one["y"] + one["height"] <= other["y"]
    assert boxes[0]["height"] < 30  # one line


def choose(page: Any, model: str) -> None:
    page.fill("#model input", model)
    page.keyboard.press("Enter")


def test_the_list_of_models_has_a_label_and_is_of_now(
    browser: Any, site: Served, settings: Settings
) -> None:
    page = opened(browser, site)
    page.locator("#model").get_by_text("Written by").wait_for(state="visible")
    page.focus("#model input")
    page.wait_for_function("document.querySelectorAll('#model [role=option]').length === 1")
    page.keyboard.press("Escape")
    page.focus("#question textarea")
    late = folder(settings.home) / "late.gguf"
    late.parent.mkdir(exist_ok=True)
    late.write_bytes(b"GGUF")
    try:
        page.focus("#model input")
        page.wait_for_function("document.querySelectorAll('#model [role=option]').length === 2")
        ticked = page.locator("#model [role=option][aria-selected=true]")
        assert ticked.get_attribute("aria-label") == "quotes"
        page.locator("#model").get_by_role("option", name="gguf:late").click()
        assert page.input_value("#model input") == "gguf:late"
        page.focus("#question textarea")
        page.focus("#model input")
        page.wait_for_timeout(500)
        assert page.input_value("#model input") == "gguf:late"
        assert "could not be loaded" in ask(page, ANSWERABLE).locator(".note").inner_text()
    finally:
        late.unlink()


def test_a_model_that_has_said_nothing_is_stopped_too(browser: Any, site: Served) -> None:
    page = opened(browser, site)
    with hostile_server() as model:
        model.behaves = "hang"
        choose(page, model.name)
        page.fill("#question textarea", ANSWERABLE)
        page.keyboard.press("Enter")
        page.get_by_text("The model is writing…").wait_for()
        while not model.asked:
            page.wait_for_timeout(100)
        page.locator("[data-new]").click()
        assert model.hung_up.wait(5)
        page.wait_for_selector("#log .welcome")


def test_the_model_is_changed_while_the_page_runs(browser: Any, site: Served) -> None:
    page = opened(browser, site)
    with hostile_server() as model:
        model.says = [f"{TRUE} [1] ", "The pope paid for all of it in gold. [2]"]
        choose(page, model.name)
        turn = ask(page, ANSWERABLE)
    assert TRUE in turn.locator(".prose").inner_text()
    assert "gold" not in turn.inner_text()
    assert "1 left out" in turn.locator(".note").inner_text()
    assert f"Written by {model.name}" in turn.locator(".actions").inner_text()


def test_the_key_goes_only_to_the_configured_server(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    import gradio as gr

    import ui
    from rag.compose import open_pipeline

    monkeypatch.setenv("RAG_API_KEY", "sk-1")
    with hostile_server() as own, hostile_server() as other:
        chosen = replace(settings, model=own.name)
        talk = ui._Conversation(chosen, open_pipeline(chosen).index, any_model=True)
        for name in (own.name, f"{own.address}#another", other.name):
            list(talk.ask(ANSWERABLE, (), name, gr.EventData(None, None)))
    assert (set(own.keys), set(other.keys)) == ({"Bearer sk-1"}, {"Bearer none"})


def test_a_new_conversation_stops_the_model(browser: Any, site: Served) -> None:
    page = opened(browser, site)
    with hostile_server() as model:
        model.behaves, model.says = "slow", [f"{TRUE} [1] And then "]
        choose(page, model.name)
        page.fill("#question textarea", ANSWERABLE)
        page.keyboard.press("Enter")
        page.wait_for_selector(".prose .sentence")
        page.locator("[data-new]").click()
        page.wait_for_selector("#log .welcome")
        assert model.hung_up.wait(20)


def test_a_model_that_is_none_is_said_so(browser: Any, site: Served) -> None:
    page = opened(browser, site)
    choose(page, "gpt")
    assert "There is no model" in ask(page, ANSWERABLE).locator(".failed").inner_text()
