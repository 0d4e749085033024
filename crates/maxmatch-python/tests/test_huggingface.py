"""Words as pre-tokens of tokenizers."""

import random
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import maxmatch

pytest.importorskip("tokenizers")

from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, trainers

import maxmatch.huggingface
from maxmatch.huggingface import pre_tokenizer

WORDS = pre_tokenizer()
# What tokenizers takes: Rust's strings have no lone surrogates.
TEXTS = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("研究生命的起源 他在，ABC12\u0301\ufe0f"))
EXAMPLE = Path(__file__).parents[1] / "examples/train_tokenizer.py"


def generated(lines=300, every=2000):
    """Texts of few words, so that pairs of words are frequent too."""
    chance, words = random.Random(1), list(maxmatch.Dictionary.embedded())[::every]
    return ["".join(chance.choices(words, k=12)) for _ in range(lines)]


def trained(*parts, lines=None, model="BPE", size=600):
    tokenizer = Tokenizer(models.BPE() if model == "BPE" else models.Unigram())
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([*parts])
    trainer = (trainers.BpeTrainer if model == "BPE" else trainers.UnigramTrainer)(vocab_size=size, show_progress=False)
    tokenizer.train_from_iterator(lines or generated(), trainer)
    return tokenizer


@given(TEXTS)
def test_pieces_are_the_words(text):
    pieces = WORDS.pre_tokenize_str(text)
    assert [piece for piece, _ in pieces] == maxmatch.segment(text)
    assert all(text[start:end] == piece for piece, (start, end) in pieces)


@pytest.mark.parametrize("words", [0, 1, 14, 15, 16, 17, 31, 32, 33, 1000])
def test_any_number_of_pieces(words):
    text = "研究🐼" * (words // 2) + "研究" * (words % 2)
    pieces = WORDS.pre_tokenize_str(text)
    assert len(pieces) == words
    assert all(text[start:end] == piece for piece, (start, end) in pieces)


def test_the_segmenter_that_is_passed():
    forward = pre_tokenizer(maxmatch.Segmenter(mode="forward"))
    assert [piece for piece, _ in forward.pre_tokenize_str("研究生命起源")] == ["研究生", "命", "起源"]


@pytest.mark.parametrize("mode", ["full", "index"])
def test_modes_whose_words_overlap(mode):
    with pytest.raises(maxmatch.Error, match=f"mode '{mode}' overlap"):
        pre_tokenizer(maxmatch.Segmenter(mode=mode))


def test_every_other_mode_gives_the_text():
    for mode in set(maxmatch.MODES) - {"full", "index"}:
        pieces = pre_tokenizer(maxmatch.Segmenter(mode=mode)).pre_tokenize_str("他在研究生命的起源。24万")
        assert "".join(piece for piece, _ in pieces) == "他在研究生命的起源。24万"


def test_offsets_are_those_before_normalization():
    tokenizer = Tokenizer(models.WordLevel({"研究": 0, "(株)": 1, "fi": 2, "生命": 3, "(": 4, "株": 5, ")": 6}, unk_token="研究"))
    tokenizer.normalizer = normalizers.NFKC()
    tokenizer.pre_tokenizer = WORDS
    encoding = tokenizer.encode("㈱研究ﬁ生命")
    assert list(zip(encoding.tokens, encoding.offsets)) == [
        ("(", (0, 1)),
        ("株", (0, 1)),
        (")", (0, 1)),
        ("研究", (1, 3)),
        ("fi", (3, 4)),
        ("生命", (4, 6)),
    ]


@given(TEXTS)
def test_pieces_that_others_made_are_cut_further(text):
    pieces = pre_tokenizers.Sequence([pre_tokenizers.WhitespaceSplit(), WORDS]).pre_tokenize_str(text)
    assert all(text[start:end] == piece for piece, (start, end) in pieces)
    parts = [piece for piece, _ in pre_tokenizers.WhitespaceSplit().pre_tokenize_str(text)]
    assert [piece for piece, _ in pieces] == [word for part in parts for word in maxmatch.segment(part)]


@pytest.mark.parametrize("model", ["BPE", "Unigram"])
def test_no_entry_spans_words(model):
    # Unigram takes candidates only from what several words have in common.
    lines = generated(every=200)
    words = {word for line in lines for word in maxmatch.segment(line)}
    with_words, without = [set(trained(*parts, lines=lines, model=model, size=2000).get_vocab()) for parts in ([WORDS], [])]
    assert any(len(entry) > 1 for entry in with_words)
    assert all(any(entry in word for word in words) for entry in with_words)
    assert not all(any(entry in word for word in words) for entry in without)


def test_batches_are_encoded_by_threads():
    tokenizer, lines = trained(WORDS), generated()
    assert [encoding.tokens for encoding in tokenizer.encode_batch(lines)] == [tokenizer.encode(line).tokens for line in lines]


BYTES = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)


@pytest.mark.parametrize(
    "parts",
    [[WORDS], [WORDS, BYTES], [pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Sequence([WORDS, BYTES])]],
    ids=["alone", "in a sequence", "deeper"],
)
def test_save_and_load(parts, tmp_path):
    tokenizer, path = trained(*parts), tmp_path / "tokenizer.json"
    maxmatch.huggingface.save(tokenizer, path)
    loaded = maxmatch.huggingface.load(path)
    for line in generated(20):
        before, after = tokenizer.encode(line), loaded.encode(line)
        assert (before.tokens, before.offsets) == (after.tokens, after.offsets)
    again = tmp_path / "again.json"
    maxmatch.huggingface.save(loaded, again)
    assert again.read_bytes() == path.read_bytes()


def test_pre_tokenizer_that_is_no_sequence(tmp_path):
    tokenizer, path = trained(WORDS), tmp_path / "tokenizer.json"
    tokenizer.pre_tokenizer = WORDS
    maxmatch.huggingface.save(tokenizer, path)
    assert maxmatch.huggingface.load(path).encode("研究生命").tokens == tokenizer.encode("研究生命").tokens


def test_another_segmenter_is_refused(tmp_path):
    lattice, path = maxmatch.Segmenter(mode="lattice"), tmp_path / "tokenizer.json"
    maxmatch.huggingface.save(trained(pre_tokenizer(lattice)), path, lattice)
    with pytest.raises(maxmatch.Error, match=f"saved with the segmenter {lattice.fingerprint}, and this is "):
        maxmatch.huggingface.load(path)
    [line, *_] = generated()
    ends = [token.end for token in lattice.tokens(line)]
    encoding = maxmatch.huggingface.load(path, lattice).encode(line)
    assert set(ends) <= {end for _, end in encoding.offsets}


def test_file_without_maxmatch_does_not_cut(tmp_path):
    path = tmp_path / "tokenizer.json"
    maxmatch.huggingface.save(trained(WORDS), path)
    plain = Tokenizer.from_file(str(path))
    assert plain.pre_tokenizer.pre_tokenize_str("研究生命") == [("研究生命", (0, 4))]
    maxmatch.huggingface.attach(plain)
    assert plain.pre_tokenizer.pre_tokenize_str("研究生命") == [("研究", (0, 2)), ("生命", (2, 4))]


@pytest.mark.parametrize("parts", [[], [BYTES], [WORDS, WORDS]])
def test_exactly_one_can_be_saved(parts, tmp_path):
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(parts)
    with pytest.raises(maxmatch.Error, match="pre-tokenizers made in Python, and must have one"):
        maxmatch.huggingface.save(tokenizer, tmp_path / "tokenizer.json")


@pytest.mark.parametrize("part", [None, BYTES, pre_tokenizers.Split(Regex("a."), "removed"), pre_tokenizers.Split("a", "removed")])
def test_nothing_to_attach_to(part):
    tokenizer = Tokenizer(models.BPE())
    if part:
        tokenizer.pre_tokenizer = part
    with pytest.raises(maxmatch.Error, match="has 0 pre-tokenizers that maxmatch.huggingface.save wrote"):
        maxmatch.huggingface.attach(tokenizer)


def test_a_file_that_cannot_be_written_leaves_the_tokenizer_whole(tmp_path):
    tokenizer = trained(WORDS)
    before = tokenizer.encode("研究生命").tokens
    with pytest.raises(Exception, match="No such file"):
        maxmatch.huggingface.save(tokenizer, tmp_path / "no such folder" / "tokenizer.json")
    assert tokenizer.encode("研究生命").tokens == before
    assert tokenizer.pre_tokenizer.pre_tokenize_str("研究生命") == [("研究", (0, 2)), ("生命", (2, 4))]


def test_example(tmp_path):
    text = tmp_path / "text.txt"
    text.write_text("\n".join(generated(200)), encoding="utf-8")
    run = subprocess.run(
        [sys.executable, EXAMPLE, text, "--vocabulary", "600"], capture_output=True, encoding="utf-8", timeout=120, check=True
    )
    header, *rows = [line.split() for line in run.stdout.splitlines()]
    table = {(row[0], row[1]): dict(zip(header, row)) for row in rows}
    assert set(table) == {(model, words) for model in ("BPE", "Unigram") for words in ("no", "yes")}
    for (_, words), row in table.items():
        assert (row["crossing"] == "0.0%") == (words == "yes")
        assert 0 < float(row["tokens/char"]) <= 1
