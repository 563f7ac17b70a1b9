"""From the name of a model to an llama-index LLM. A library is imported when its model is opened."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Any

from index.errors import ConfigError, MissingExtra
from rag.config import Settings, address, secret
from rag.models.embedded import serve
from rag.models.files import installed, pulled
from rag.models.names import Kind, ModelName, parse
from rag.prompts import Form

EXTRAS: dict[Kind, tuple[str, tuple[str, ...]]] = {
    "gguf": ("gguf", ("xllamacpp", "llama_index.llms.openai_like")),
    "ollama": ("openai", ("llama_index.llms.openai_like",)),
    "openai": ("openai", ("llama_index.llms.openai_like",)),
    "http": ("openai", ("llama_index.llms.openai_like",)),
    "anthropic": ("anthropic", ("llama_index.llms.anthropic",)),
}
"""The extra of each kind of model and the modules it brings."""

KEYS: dict[Kind, str] = {
    "openai": "OPENAI_API_KEY",
    "anthropic": "ANTHROPIC_API_KEY",
    "http": "RAG_API_KEY",
}
"""Where each kind takes its key from; a server of one's own may need none."""

FORMS: dict[Kind, Form] = {
    "gguf": "grammar",
    "ollama": "schema",
    "openai": "schema",
    "http": "schema",
    "anthropic": "marks",
}
"""How each kind is asked for a draft. OpenAI's ``response_format`` with a JSON schema is understood
by vLLM, llama.cpp, LM Studio and Ollama too; one that does not is asked without. In this process the
grammar does the same with half the tokens. Anthropic's newest models alone take a schema, and
llama-index's client only outside its stream."""

RETRIES = 2
"""How often a hosted model is asked again after 429, 500 or a lost connection."""

LONGEST_ANSWER = 300
"""Tokens that a model may write: more than the few sentences that are asked for."""


def resolve(settings: Settings) -> ModelName:
    """Who writes: the named model, and for ``auto`` the first that was pulled, else ``quotes``.

    Hosted models are used only when they are named: a key in the environment is no consent to send
    the articles anywhere.

    Raises:
        ConfigError: no such model, or its key is not set.
        MissingExtra: the package that it needs is not installed.
    """
    if not isinstance(settings.model, str | ModelName):
        raise ConfigError("model must be a name or a llama-index LLM. Use quotes to go without.")
    name = parse(settings.model) if isinstance(settings.model, str) else settings.model
    if name.kind == "auto":
        local = installed(settings.home)
        if local and not lacks("gguf"):
            return ModelName("gguf", next(iter(local)))
        return ModelName("quotes")
    if name.writes:
        _check(name, settings)
    return name


def located(model: str, home: Path) -> str:
    """The model's name as it holds in any other home: one that was pulled into ``home`` by its path.

    Raises:
        ConfigError: no such model, or its key is not set.
        MissingExtra: the package that it needs is not installed.
    """
    name = resolve(Settings(model=model, home=home))
    return f"gguf:{pulled(name.name, home).resolve()}" if name.kind == "gguf" else str(name)


def lacks(kind: Kind) -> str | None:
    """The extra that a kind of model still needs."""
    extra, modules = EXTRAS[kind]
    return None if all(_is_there(m) for m in modules) else extra


def _is_there(module: str) -> bool:
    """Without importing it: ``llama_index`` and ``llama_index.llms`` are bare namespaces."""
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:
        return False


def _check(name: ModelName, settings: Settings) -> None:
    if extra := lacks(name.kind):
        raise MissingExtra(f"The model {name}", extra)
    if name.kind == "gguf":
        pulled(name.name, settings.home)
    key = KEYS.get(name.kind)
    if key and name.kind != "http" and not secret(key):
        raise ConfigError(f"{name} needs a key. Set it in the environment as {key}.")


def open_llm(name: ModelName, settings: Settings) -> Any:  # noqa: ANN401 - llama-index is untyped
    """The model as a llama-index LLM, loaded if it is embedded.

    Raises:
        RagError: it cannot be loaded; the message says what to do next.
    """
    if not name.writes:
        raise ConfigError(f"{name} is no language model. Name one, as in gguf:smollm2.")
    if name.kind == "gguf":
        loaded = serve(pulled(name.name, settings.home), _context(settings))
        return _openai_like(name, loaded.address, loaded.key, settings)
    if name.kind == "anthropic":
        return _anthropic(name, settings)
    if name.kind == "openai":
        base = address("OPENAI_BASE_URL", "https://api.openai.com/v1")
        return _openai(name, base, settings)
    if name.kind == "ollama":
        base = f"{address('OLLAMA_HOST', 'http://127.0.0.1:11434')}/v1"
        return _openai_like(name, base, "ollama", settings)
    key = None if name.keyless else secret("RAG_API_KEY")
    return _openai_like(name, name.address, key or "none", settings)


def _context(settings: Settings) -> int:
    return max(4096, 2 * settings.prompt_tokens + LONGEST_ANSWER)


def _shared(name: ModelName, settings: Settings) -> dict[str, Any]:
    return {
        "model": name.name,
        "temperature": 0.0,
        "max_tokens": LONGEST_ANSWER,
        "timeout": settings.model_seconds,
        "max_retries": RETRIES,
        "default_headers": {"Connection": "close"},  # it is opened for one reply
    }


def _openai_like(name: ModelName, base: str, key: str, settings: Settings) -> Any:  # noqa: ANN401
    from llama_index.llms.openai_like import OpenAILike

    return OpenAILike(
        **_shared(name, settings),
        api_base=base,
        api_key=key,
        is_chat_model=True,
        context_window=4096,
    )


def _openai(name: ModelName, base: str, settings: Settings) -> Any:  # noqa: ANN401
    """llama-index's own client where it knows the model, since some take other parameters."""
    from llama_index.llms.openai import OpenAI

    key = secret("OPENAI_API_KEY") or ""
    llm = OpenAI(**_shared(name, settings), api_base=base, api_key=key)
    try:
        _ = llm.metadata
    except ValueError:
        return _openai_like(name, base, key, settings)
    return llm


def _anthropic(name: ModelName, settings: Settings) -> Any:  # noqa: ANN401
    from llama_index.llms.anthropic import Anthropic

    llm = Anthropic(
        **_shared(name, settings),
        base_url=address("ANTHROPIC_BASE_URL", "https://api.anthropic.com"),
        api_key=secret("ANTHROPIC_API_KEY"),
    )
    try:
        _ = llm.metadata
    except ValueError as error:
        raise ConfigError(
            f"{name} is not known here. Check the name, or upgrade llama-index-llms-anthropic."
        ) from error
    return llm
