"""`rag models`: which models can write, what is there, and what each still needs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass

from rag.cli.show import out
from rag.config import Settings, secret
from rag.models.files import PACKAGED, installed
from rag.models.names import Kind
from rag.models.opening import KEYS, lacks, resolve


@dataclass(frozen=True, slots=True)
class Choice:
    """A value for ``model``, what it is, and the next step; ``needs`` is empty if it is ready."""

    model: str
    about: str
    needs: str = ""


def choices(settings: Settings) -> list[Choice]:
    """Every way to name a model; no server is asked."""
    return [
        Choice("quotes", "the articles' own sentences, no model"),
        *_local(settings),
        *_hosted(),
    ]


def _local(settings: Settings) -> Iterator[Choice]:
    extra = _install(lacks("gguf"))
    there = installed(settings.home)
    for name, path in there.items():
        yield Choice(f"gguf:{name}", f"in this process, {path.stat().st_size / 1e6:.0f} MB", extra)
    for name, packaged in PACKAGED.items():
        if name not in there:
            step = " and ".join(s for s in (extra, f"rag pull {name}") if s)
            yield Choice(f"gguf:{name}", f"in this process, {packaged.about}", step)
    yield Choice("gguf:PATH", "in this process, any GGUF file", extra)


def _hosted() -> Iterator[Choice]:
    about: dict[Kind, tuple[str, str]] = {
        "ollama": ("ollama:MODEL", "an Ollama server, here or at OLLAMA_HOST"),
        "http": (
            "http://HOST:PORT/v1#MODEL",
            "vLLM, llama-server, LM Studio; a key as RAG_API_KEY",
        ),
        "openai": ("openai:MODEL", "OpenAI"),
        "anthropic": ("anthropic:MODEL", "Anthropic"),
    }
    for kind, (model, what) in about.items():
        key = KEYS.get(kind)
        unset = f"set {key}" if kind in ("openai", "anthropic") and key and not secret(key) else ""
        yield Choice(model, what, " and ".join(s for s in (_install(lacks(kind)), unset) if s))


def _install(extra: str | None) -> str:
    return f'pip install "news-rag[{extra}]"' if extra else ""


def print_choices(settings: Settings, *, as_json: bool) -> None:
    """A line for each, the next step below what is not ready."""
    found = choices(settings)
    chosen = str(resolve(settings)) if isinstance(settings.model, str) else "a llama-index LLM"
    if as_json:
        rows = {"chosen": chosen, "models": [asdict(c) for c in found]}
        out.print(json.dumps(rows, indent=2), markup=False, soft_wrap=True)
        return
    width = max(len(c.model) for c in found)
    for choice in found:
        out.print("[red]! [/red]  " if choice.needs else "[green]ok[/green]  ", end="")
        out.print(f"{choice.model:<{width}}  {choice.about}", markup=False, soft_wrap=True)
        if choice.needs:
            out.print(f"    {'':<{width}}  To use it: {choice.needs}", markup=False, soft_wrap=True)
    out.print(f"\nAnswers are written by {chosen}.", markup=False, soft_wrap=True)
