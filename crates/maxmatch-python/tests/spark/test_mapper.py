"""What one worker does, without Spark around it."""

import pickle
import struct

import maxmatch
import maxmatch.spark
import pyarrow
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyspark.sql.types import IntegerType, StringType, StructField, StructType


def run(mapper, texts, kind=None):
    batch = pyarrow.record_batch({"text": pyarrow.array(texts, kind or pyarrow.string())})
    [result] = mapper([batch])
    return result.column(mapper.into)


def of_bytes(values):
    """Strings of any bytes, as Spark passes them on."""
    ends = [0]
    for value in values:
        ends.append(ends[-1] + len(value))
    offsets = struct.pack(f"<{len(ends)}i", *ends)
    return pyarrow.Array.from_buffers(
        pyarrow.string(), len(values), [None, pyarrow.py_buffer(offsets), pyarrow.py_buffer(b"".join(values))]
    )


@pytest.mark.parametrize("kind", [pyarrow.string(), pyarrow.large_string()])
@pytest.mark.parametrize("tokens", [False, True])
def test_type_is_what_spark_takes(kind, tokens):
    mapper = maxmatch.spark.Mapper("text", tokens=tokens)
    element = run(mapper, ["研究", None], kind).type
    assert pyarrow.types.is_list(element)
    if not tokens:
        assert element.value_type == pyarrow.string()
    else:
        assert [(field.name, str(field.type)) for field in element.value_type] == [
            ("start", "int32"),
            ("end", "int32"),
            ("kind", "string"),
        ]


@given(st.lists(st.none() | st.text()))
def test_words_are_those_of_the_segmenter(texts):
    words = run(maxmatch.spark.Mapper("text", mode="lattice"), texts).to_pylist()
    segmenter = maxmatch.Segmenter(mode="lattice")
    assert words == [None if text is None else segmenter.segment(text) for text in texts]


@given(st.text())
def test_places_count_characters(text):
    [tokens] = run(maxmatch.spark.Mapper("text", tokens=True), [text]).to_pylist()
    assert [(text[token["start"] : token["end"]], token["kind"]) for token in tokens] == [
        (token.text, token.kind) for token in maxmatch.Segmenter().tokens(text)
    ]


@given(st.lists(st.binary() | st.text().map(str.encode), min_size=1))
def test_any_bytes(values):
    words = run_bytes(values)
    assert ["".join(words_of_text) for words_of_text in words] == [value.decode(errors="replace") for value in values]


def run_bytes(values):
    batch = pyarrow.record_batch({"text": of_bytes(values)})
    [result] = maxmatch.spark.Mapper("text")([batch])
    assert result.column("text").equals(batch.column("text"))
    return result.column("words").to_pylist()


def test_slices_and_batches_without_rows():
    batch = pyarrow.record_batch({"text": ["研究", "生命", None, "起源"]})
    mapper = maxmatch.spark.Mapper("text", into="w")
    results = [result.column("w").to_pylist() for result in mapper([batch.slice(1, 2), batch.slice(0, 0), batch.slice(3)])]
    assert results == [[["生命"], None], [], [["起源"]]]


def test_equal_mappers_share_a_segmenter_in_a_worker():
    user = maxmatch.UserDictionary("云原生\n")
    mappers = [maxmatch.spark.Mapper("text", user=user, mode="lattice") for _ in range(2)]
    first, second = [pickle.loads(pickle.dumps(mapper)) for mapper in mappers]
    assert maxmatch.spark._segmenter(first._recipe) is maxmatch.spark._segmenter(second._recipe)
    assert run(first, ["云原生应用"]).to_pylist() == [["云原生", "应用"]]


def test_all_options_reach_the_worker():
    options = {
        "mode": "bidir",
        "user": [maxmatch.UserDictionary("云原生\n"), maxmatch.UserDictionary("!研究生\n", name="mine")],
        "rules": "+dates",
        "principles": "oov,words",
        "weights": "singles=1",
    }
    mapper = pickle.loads(pickle.dumps(maxmatch.spark.Mapper("text", **options)))
    segmenter = maxmatch.spark._segmenter(mapper._recipe)
    assert segmenter.fingerprint == maxmatch.Segmenter(**options).fingerprint
    assert [user.name for user in segmenter.user] == ["user dictionary", "mine"]


def test_file_that_was_replaced(tmp_path):
    path = tmp_path / "my.dict"
    maxmatch.Dictionary.build(["研究", "生命"]).write(path)
    mapper = maxmatch.spark.Mapper("text", dictionary=path)
    assert run(mapper, ["研究生命"]).to_pylist() == [["研究", "生命"]]
    maxmatch.Dictionary.build(["研究生", "命"]).write(path)
    # What this process has mapped is still right.
    assert run(mapper, ["研究生命"]).to_pylist() == [["研究", "生命"]]
    maxmatch.spark._segmenter.cache_clear()
    with pytest.raises(maxmatch.Error, match=f"{path}: with this worker's, .*: put the file"):
        run(mapper, ["研究生命"])
    # Who begins now has the new one.
    assert run(maxmatch.spark.Mapper("text", dictionary=path), ["研究生命"]).to_pylist() == [["研究生", "命"]]


@pytest.mark.parametrize("place", [None, "my.dict"])
def test_worker_with_another_release(place, tmp_path):
    path = place and tmp_path / place
    if path:
        maxmatch.Dictionary.build(["研究"]).write(path)
    mapper = maxmatch.spark.Mapper("text", dictionary=path)
    mapper._recipe = mapper._recipe._replace(fingerprint=32 * "0", version="0.0.1")
    with pytest.raises(maxmatch.Error, match=f"the driver's {32 * '0'}: install the driver's maxmatch 0.0.1 on all hosts"):
        run(mapper, ["研究"])


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"mode": "x"}, 'unknown mode "x"'),
        ({"without": ["x"]}, 'unknown kind "x"'),
        ({"unit": "x"}, 'unknown unit "x"'),
        ({"dictionary": "not-added.dict"}, "no file 'not-added.dict' was given to SparkContext.addFile"),
    ],
)
def test_options_are_refused_by_the_driver(options, message):
    with pytest.raises(maxmatch.Error, match=message):
        maxmatch.spark.Mapper("text", **options)


@pytest.mark.parametrize(
    ("column", "into", "message"),
    [
        ("id", "words", "column 'id' is of type int, and must be of strings"),
        ("body", "words", r"0 columns named 'body', and must have one; it has id \(int\), text \(string\)"),
        ("twice", "words", "2 columns named 'twice'"),
        ("text", "id", "has a column 'id' already"),
        # Nobody could ask for it then.
        ("text", "ID", "has a column 'ID' already"),
    ],
)
def test_schemas_that_do_not_do(column, into, message):
    names = [("id", IntegerType()), ("text", StringType()), ("twice", StringType()), ("twice", StringType())]
    schema = StructType([StructField(name, data_type) for name, data_type in names])
    with pytest.raises(maxmatch.Error, match=message):
        maxmatch.spark.Mapper(column, into=into).schema(schema)
