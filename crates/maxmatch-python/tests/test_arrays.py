"""Columns of pyarrow, polars and pandas, against segmenting each text by itself."""

import maxmatch
import maxmatch.polars
import pandas
import polars
import pyarrow
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

SEGMENTERS = {mode: maxmatch.Segmenter(mode=mode) for mode in ("bidir", "index")}
SEGMENTER = SEGMENTERS["bidir"]
TEXTS = ["研究生命，起源。", None, "", "🐼和尚未\r", "NaturalLanguageProcessing 研究"]
WORDS = [None if text is None else SEGMENTER.segment(text) for text in TEXTS]
LAYOUTS = [pyarrow.string(), pyarrow.large_string(), pyarrow.string_view()]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("threads", [0, 1, 2])
def test_pyarrow(layout, threads):
    texts = pyarrow.array(TEXTS, layout)
    words = SEGMENTER.segment_array(texts, threads=threads)
    words.validate(full=True)
    assert isinstance(words, pyarrow.Array) and words.type.value_type == layout
    assert words.to_pylist() == WORDS
    assert SEGMENTER.segment_array(texts.slice(2, 2)).to_pylist() == WORDS[2:4]

    chunks = pyarrow.chunked_array([texts.slice(0, 2), texts.slice(2)])
    words = SEGMENTER.segment_array(chunks, threads=threads)
    words.validate(full=True)
    assert isinstance(words, pyarrow.ChunkedArray) and words.num_chunks == 2
    assert words.to_pylist() == WORDS
    assert SEGMENTER.segment_array(pyarrow.chunked_array([], layout)).to_pylist() == []


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("unit", ["characters", "bytes"])
def test_places(layout, unit):
    rows = SEGMENTER.segment_array(pyarrow.array(TEXTS, layout), tokens=True, unit=unit).to_pylist()
    for text, row in zip(TEXTS, rows):
        if text is None:
            assert row is None
            continue
        if unit == "bytes":
            text = text.encode()
        tokens = SEGMENTER.tokens(text)
        assert row == [{"start": token.start, "end": token.end, "kind": token.kind} for token in tokens]


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.none() | st.text(st.sampled_from("研究生命起源和尚未\r\n #@a1，🐼\u0301")), max_size=20),
    st.sampled_from(LAYOUTS),
    st.sampled_from(["bidir", "index"]),
    st.sampled_from([(), ("whitespace", "punctuation")]),
)
def test_any_texts(texts, layout, mode, without):
    segmenter = SEGMENTERS[mode]
    expected = [
        None if text is None else [token.text for token in segmenter.tokens(text) if token.kind not in without]
        for text in texts
    ]
    words = segmenter.segment_array(pyarrow.array(texts, layout), without=without, threads=2)
    assert words.to_pylist() == expected


def test_texts_are_not_copied():
    texts = pyarrow.array(["研究生命", "起源"])
    words = SEGMENTER.segment_array(texts)
    assert words.values.buffers()[2].address == texts.buffers()[2].address


@pytest.mark.parametrize("threads", [1, 2])
def test_what_is_not_utf8(threads):
    """Arrow's interface does not look: there was a panic, or words that were no UTF-8 either."""
    for layout in (pyarrow.string(), pyarrow.large_string()):
        bytes_of = {pyarrow.string(): pyarrow.binary(), pyarrow.large_string(): pyarrow.large_binary()}[layout]
        for wrong in (b"caf\xe9 au lait", "研究".encode() + b"\xe7", b"\xe7\xa0"):
            texts = pyarrow.array(["研究".encode(), None, wrong], bytes_of).view(layout)
            with pytest.raises(maxmatch.Error, match="text 2 is not UTF-8, though its type says so: decode"):
                SEGMENTER.segment_array(texts, threads=threads)
            with pytest.raises(maxmatch.Error, match="chunk 1: .*text 2 is not UTF-8"):
                SEGMENTER.segment_array(pyarrow.chunked_array([texts[:2], texts]), tokens=True, threads=threads)
            assert SEGMENTER.segment_array(texts[:2], threads=threads).to_pylist() == [["研究"], None]


def test_threads_are_bounded():
    """A million were started one after the other, and nothing ended."""
    with pytest.raises(maxmatch.Error, match="1000000 threads are too many; there can be 1024"):
        SEGMENTER.segment_array(pyarrow.array(["研究"]), threads=10**6)


def test_what_is_no_text():
    for column in [pyarrow.array([1]), pandas.Series([1.5]), polars.Series([1])]:
        with pytest.raises(maxmatch.Error, match="must be strings: cast them to Utf8"):
            SEGMENTER.segment_array(column)
    with pytest.raises(TypeError, match="texts are list, and must be a column"):
        SEGMENTER.segment_array(["研究"])
    with pytest.raises(maxmatch.Error, match='unknown kind "verb"; there are word'):
        SEGMENTER.segment_array(pyarrow.array(["研究"]), without=["verb"])
    with pytest.raises(maxmatch.Error, match='unknown unit "bits"'):
        SEGMENTER.segment_array(pyarrow.array(["研究"]), tokens=True, unit="bits")


@pytest.mark.parametrize("dtype", ["object", "str", "string[pyarrow]", pandas.ArrowDtype(pyarrow.large_string())])
def test_pandas(dtype):
    series = pandas.Series(TEXTS, dtype=dtype, index=list("abcde"), name="text")
    words = SEGMENTER.segment_array(series)
    assert list(words.index) == list("abcde") and words.name == "text"
    assert [None if row is pandas.NA or row is None else list(row) for row in words] == WORDS
    assert list(SEGMENTER.segment_array(pandas.Series([None, None], dtype="object")).isna()) == [True, True]


def test_polars():
    frame = polars.DataFrame({"text": TEXTS, "row": range(5)})
    assert SEGMENTER.segment_array(frame["text"]).to_list() == WORDS
    named = frame.with_columns(frame["text"].maxmatch.segment(SEGMENTER))
    assert named.columns == ["text", "row"] and named["text"].to_list() == WORDS
    lazy = frame.lazy().with_columns(words=polars.col("text").maxmatch.segment(SEGMENTER, threads=2)).collect()
    assert lazy["words"].to_list() == WORDS and lazy["row"].to_list() == list(range(5))
    assert lazy.schema["words"] == polars.List(polars.String)

    tokens = frame.select(maxmatch.polars.segment("text", tokens=True)).to_series()
    assert tokens.dtype == frame.lazy().select(maxmatch.polars.segment("text", tokens=True)).collect_schema()["text"]
    assert tokens[0].to_list()[0] == {"start": 0, "end": 2, "kind": "word"}


def test_other_libraries_by_the_interface():
    class Column:
        def __init__(self, array):
            self.array = array

        def __arrow_c_array__(self, requested_schema=None):
            return self.array.__arrow_c_array__(requested_schema)

    assert pyarrow.array(SEGMENTER.segment_array(Column(pyarrow.array(TEXTS)))).to_pylist() == WORDS
