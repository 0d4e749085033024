"""One text and many, against what the modes and the other classes say."""

import copy
import gc
import pickle
import threading

import maxmatch
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

# Any string that Python has, lone surrogates included, with what matters to a segmenter in between.
PIECES = ["研究生", "命", "起源", "和尚未", "結婚", "iPhone", "3.5", "二十", "#话题#", "\r", "\n", "\u0301", "\u200d", "👩", "\ud800", "\udfff"]
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(st.characters(exclude_categories=())), max_size=12).map("".join)
SEGMENTERS = {mode: maxmatch.Segmenter(mode=mode) for mode in maxmatch.MODES}
OVERLAPPING = {"full", "index"}


@pytest.mark.parametrize(
    "mode, words",
    [
        ("forward", ["研究生", "命", "起源"]),
        ("backward", ["研究", "生命", "起源"]),
        ("bidir", ["研究", "生命", "起源"]),
        ("lattice", ["研究", "生命", "起源"]),
    ],
)
def test_modes(mode, words):
    segmenter = maxmatch.Segmenter(mode=mode)
    assert segmenter.segment("研究生命起源") == words
    assert segmenter.mode == mode
    assert maxmatch.segment("研究生命起源", mode) == words


def test_every_mode_has_a_segmenter():
    assert len(maxmatch.MODES) == 9
    # What is indexed and what is asked for goes together.
    assert SEGMENTERS["index"].fingerprint == SEGMENTERS["query"].fingerprint
    assert len({segmenter.fingerprint for segmenter in SEGMENTERS.values()}) == 8
    assert SEGMENTERS["bidir"].with_mode("query").mode == "query"


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.sampled_from(maxmatch.MODES))
def test_words_are_the_text(text, mode):
    segmenter = SEGMENTERS[mode]
    words, tokens = segmenter.segment(text), segmenter.tokens(text)
    assert [token.text for token in tokens] == words
    for token in tokens:
        assert text[token.start : token.end] == token.text != ""
        assert token.kind in maxmatch.KINDS
        is_surrogate = any("\ud800" <= character <= "\udfff" for character in token.text)
        assert not is_surrogate or token.kind == "invalid"
    if mode not in OVERLAPPING:
        assert "".join(words) == text
    assert segmenter.segment_batch([text, "", text]) == [words, [], words]


@settings(max_examples=300, deadline=None)
@given(st.binary() | TEXTS.map(lambda text: text.encode("utf-8", "replace")), st.sampled_from(maxmatch.MODES))
def test_bytes_are_any_bytes(data, mode):
    segmenter = SEGMENTERS[mode]
    words, tokens = segmenter.segment(data), segmenter.tokens(data)
    assert [data[token.start : token.end] for token in tokens] == words
    if mode not in OVERLAPPING:
        assert b"".join(words) == data
    try:
        text = data.decode()
    except UnicodeDecodeError:
        assert any(token.kind == "invalid" for token in tokens)
    else:
        assert [word.decode() for word in words] == segmenter.segment(text)


def test_surrogates_are_given_back():
    segmenter = SEGMENTERS["bidir"]
    text = "研究\ud83d生命"
    assert segmenter.segment(text) == ["研究", "\ud83d", "生命"]
    assert [(token.start, token.kind) for token in segmenter.tokens(text)] == [(0, "word"), (2, "invalid"), (3, "word")]
    assert segmenter.segment_batch(["起源", text]) == [["起源"], ["研究", "\ud83d", "生命"]]
    assert str(segmenter.explain(text)).startswith("forward")


def test_offsets_are_code_points():
    tokens = SEGMENTERS["bidir"].tokens("我爱🐼大熊猫")
    assert [(token.text, token.start, token.end, token.kind) for token in tokens] == [
        ("我", 0, 1, "word"),
        ("爱", 1, 2, "word"),
        ("🐼", 2, 3, "symbol"),
        ("大熊猫", 3, 6, "word"),
    ]


def test_token():
    token = maxmatch.Token("研究", 0, 2, "word")
    assert token == SEGMENTERS["bidir"].tokens("研究")[0] != maxmatch.Token("研究", 1, 3, "word")
    assert hash(token) == hash(copy.copy(token)) and pickle.loads(pickle.dumps(token)) == token
    assert repr(token) == "Token('研究', 0, 2, 'word')"
    assert token != "研究"
    match token:
        case maxmatch.Token(text, start, end, kind):
            assert (text, start, end, kind) == ("研究", 0, 2, "word")


@settings(max_examples=50, deadline=None)
@given(st.lists(TEXTS, max_size=30), st.integers(0, 4))
def test_batches_of_any_texts(texts, threads):
    for mode in ("bidir", "index"):
        segmenter = SEGMENTERS[mode]
        assert segmenter.segment_batch(texts, threads=threads) == [segmenter.segment(text) for text in texts]


@pytest.mark.parametrize("threads", [0, 1, 2, 3])
def test_long_batches(threads):
    texts = ["他在研究生命的起源。" * (row % 500) + f"第{row}行\r" for row in range(600)]
    segmenter = SEGMENTERS["lattice"]
    expected = [segmenter.segment(text) for text in texts]
    assert segmenter.segment_batch(iter(texts), threads=threads) == expected


@pytest.mark.parametrize("threads", [1, 2])
@pytest.mark.parametrize("is_enabled", [False, True])
def test_batches_leave_the_collector_as_it_was(is_enabled, threads):
    try:
        (gc.enable if is_enabled else gc.disable)()
        SEGMENTERS["bidir"].segment_batch(["研究"] * 10, threads=threads)
        assert gc.isenabled() == is_enabled
    finally:
        gc.enable()


def test_the_collector_does_not_pause_for_other_threads():
    """In the meantime they might fork, or want it off themselves."""
    done, seen, texts = threading.Event(), set(), ["研究生命起源"] * 20_000

    def look():
        while not done.is_set():
            seen.add(gc.isenabled())

    thread = threading.Thread(target=look)
    thread.start()
    try:
        while not seen:
            pass
        SEGMENTERS["bidir"].segment_batch(texts)
    finally:
        done.set()
        thread.join()
    assert seen == {True}


def test_threads_are_bounded():
    """A million were started one after the other, and nothing ended."""
    segmenter = SEGMENTERS["bidir"]
    for threads in (1025, 10**6, 2**63):
        with pytest.raises(maxmatch.Error, match=f"{threads} threads are too many; there can be 1024"):
            segmenter.segment_batch(["研究"], threads=threads)
    assert segmenter.segment_batch(["研究"] * 3, threads=1024) == [["研究"]] * 3


def test_what_is_no_text():
    segmenter = SEGMENTERS["bidir"]
    for wrong in [None, 1, ["研究"]]:
        with pytest.raises(TypeError, match="a text is str or bytes, not"):
            segmenter.segment(wrong)
        with pytest.raises(TypeError, match="a text is str or bytes, not"):
            segmenter.tokens(wrong)
    with pytest.raises(TypeError, match="text 1 is no str but <class 'NoneType'>"):
        segmenter.segment_batch(["研究", None])
    with pytest.raises(TypeError, match="many texts, not one"):
        segmenter.segment_batch("研究")
    with pytest.raises(OverflowError):
        segmenter.segment_batch(["研究"], threads=-1)


@pytest.mark.parametrize(
    "options, message",
    [
        ({"mode": "best"}, 'unknown mode "best"; there are forward'),
        ({"rules": "+dance"}, 'unknown rule "dance"'),
        ({"principles": "luck"}, "luck"),
        ({"weights": "words=many"}, "words=many"),
    ],
)
def test_unknown_options(options, message):
    with pytest.raises(maxmatch.Error) as raised:
        maxmatch.Segmenter(**options)
    assert message in str(raised.value)
    assert isinstance(raised.value, ValueError)


def test_options_are_those_of_the_command():
    assert maxmatch.Segmenter(rules="+dates").segment("1949年10月1日") == ["1949年10月1日"]
    first = maxmatch.Segmenter(principles="words,oov,singles")
    assert first.principles != maxmatch.Segmenter(principles="singles,oov,words").principles
    assert maxmatch.Segmenter(mode="lattice", weights="singles=1").weights == "singles=1"
    assert first.rules == maxmatch.Segmenter(rules="standard").rules


def test_user_dictionaries(tmp_path):
    path = tmp_path / "my.txt"
    path.write_text("云原生 5 n\n!研究生\n", encoding="utf-8")
    upper = maxmatch.UserDictionary("测|试\n", name="upper")
    for user in [str(path), path, maxmatch.UserDictionary.open(path), [path]]:
        assert maxmatch.Segmenter(mode="forward", user=user).segment("研究生云原生") == ["研究", "生", "云原生"]
    both = maxmatch.Segmenter(user=[path, upper])
    assert both.segment("测试云原生") == ["测", "试", "云原生"]
    assert [user.name for user in both.user] == [str(path), "upper"]
    with pytest.raises(FileNotFoundError, match="absent.txt"):
        maxmatch.Segmenter(user=tmp_path / "absent.txt")
    with pytest.raises(maxmatch.Error, match="words:2: "):
        maxmatch.UserDictionary("研究\n生命\toften\n", name="words")
    assert "quote that" in maxmatch.UserDictionary("new york\n").warnings[0]


def test_pickles(tmp_path):
    segmenter = maxmatch.Segmenter(
        maxmatch.Dictionary.build(["研究", "生命"]).write(tmp_path / "my.dict"),
        mode="lattice",
        user=maxmatch.UserDictionary("云原生\n", name="mine"),
        rules="+dates",
        weights="singles=1",
    )
    for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
        again = pickle.loads(pickle.dumps(segmenter, protocol))
        assert again.fingerprint == segmenter.fingerprint
        assert again.segment("研究云原生2024年5月1日") == segmenter.segment("研究云原生2024年5月1日")
    assert len(pickle.dumps(segmenter)) < 1000


def test_explanations():
    explanation = SEGMENTERS["bidir"].explain("🐼和尚未结婚")
    assert "decided by" in str(explanation) and "\x1b" not in str(explanation)
    import json

    data = json.loads(explanation.json)
    assert [(token["text"], token["start"], token["end"]) for token in data["tokens"]] == [
        ("🐼", 0, 1),
        ("和", 1, 2),
        ("尚未", 2, 4),
        ("结婚", 4, 6),
    ]
    assert explanation.html.startswith("<!DOCTYPE html>")
    assert explanation._repr_html_() == explanation.svg and explanation.svg.startswith("<svg")


def test_threads_share_a_segmenter():
    segmenter, texts = SEGMENTERS["bidir"], ["研究生命起源" * n for n in (1, 10, 20_000)]
    expected, wrong = [segmenter.segment(text) for text in texts], []

    def work():
        for _ in range(20):
            if [segmenter.segment(text) for text in texts[:2]] != expected[:2]:
                wrong.append("short")
        if segmenter.segment(texts[2]) != expected[2]:
            wrong.append("long")

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong
