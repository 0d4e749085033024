"""Jobs on a cluster of two workers."""

import json
import os
import subprocess
import sys
import threading
import time
import urllib.request
from collections import Counter
from pathlib import Path

import maxmatch
import maxmatch.spark
import pyarrow.parquet
import pytest
from cluster import environment, wait_for
from pyspark.errors import PythonException
from pyspark.sql.functions import col, explode

EXAMPLE = Path(__file__).parents[2] / "examples/spark_words.py"


def one_process(texts, **options):
    segmenter = maxmatch.Segmenter(**options)
    return [None if text is None else segmenter.segment(text) for text in texts]


def count(lists):
    return Counter(word for words in lists if words is not None for word in words)


def counted(frame):
    return {row.word: row["count"] for row in frame.select(explode("words").alias("word")).groupBy("word").count().collect()}


def executors(spark):
    """What the application says of its executors, but the driver."""
    context = spark.sparkContext
    with urllib.request.urlopen(f"{context.uiWebUrl}/api/v1/applications/{context.applicationId}/allexecutors") as answer:
        return [executor for executor in json.load(answer) if executor["id"] != "driver"]


def test_rows_words_and_counts(spark, corpus):
    counts = maxmatch.spark.Counts(spark.sparkContext)
    # A batch of Arrow has less rows than a partition.
    spark.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", 99)
    frame = spark.read.parquet(corpus.path).withColumn("twice", col("id") * 2)
    result = maxmatch.spark.segment(frame, "text", counts=counts)
    assert result.columns == ["id", "text", "twice", "words"]
    rows = result.collect()
    expected = one_process(corpus.texts)
    # Files come in any order, but the rows of a file in theirs.
    files = [[row.id for row in rows[at : at + corpus.rows_of_a_file]] for at in range(0, len(rows), corpus.rows_of_a_file)]
    assert all(ids == list(range(ids[0], ids[0] + corpus.rows_of_a_file)) for ids in files)
    rows.sort(key=lambda row: row.id)
    assert [(row.id, row.text, row.twice, row.words) for row in rows] == [
        (number, text, number * 2, words) for number, (text, words) in enumerate(zip(corpus.texts, expected))
    ]
    assert (counts.rows.value, counts.nulls.value, counts.mended.value) == (len(rows), corpus.texts.count(None), 0)


def test_both_workers_count_words(spark, corpus):
    wait_for(lambda: sum(executor["isActive"] for executor in executors(spark)) == 2, "two executors")
    before = {executor["id"]: executor["completedTasks"] for executor in executors(spark)}
    result = maxmatch.spark.segment(spark.read.parquet(corpus.path), "text", mode="lattice")
    assert counted(result) == count(one_process(corpus.texts, mode="lattice"))
    active = [executor for executor in executors(spark) if executor["isActive"]]
    assert len(active) == 2 and all(executor["completedTasks"] > before[executor["id"]] for executor in active)


@pytest.mark.parametrize("large", ["false", "true"])
def test_tokens(spark, corpus, large):
    spark.conf.set("spark.sql.execution.arrow.useLargeVarTypes", large)
    try:
        frame = spark.read.parquet(corpus.path).where("id < 500")
        rows = maxmatch.spark.segment(frame, "text", tokens=True, without=["whitespace"]).orderBy("id").collect()
    finally:
        spark.conf.unset("spark.sql.execution.arrow.useLargeVarTypes")
    segmenter = maxmatch.Segmenter()
    for row, text in zip(rows, corpus.texts[:500], strict=True):
        if text is None:
            assert row.words is None
            continue
        tokens = [(token.start, token.end, token.kind) for token in segmenter.tokens(text) if token.kind != "whitespace"]
        assert [tuple(token) for token in row.words] == tokens


def test_dictionary_by_add_file_and_by_path(spark, corpus, tmp_path):
    embedded = maxmatch.Dictionary.embedded()
    dictionary = maxmatch.Dictionary.build([word for word in embedded if len(word) < 3]).write(tmp_path / "short.dict")
    spark.sparkContext.addFile(str(dictionary.path))
    frame = spark.read.parquet(corpus.path)
    expected = count(one_process(corpus.texts, dictionary=dictionary))
    assert expected != count(one_process(corpus.texts))
    assert counted(maxmatch.spark.segment(frame, "text", dictionary="short.dict")) == expected
    assert counted(maxmatch.spark.segment(frame, "text", dictionary=dictionary.path)) == expected


def test_dictionary_replaced_after_it_was_added(spark, corpus, tmp_path):
    path = tmp_path / "replaced.dict"
    maxmatch.Dictionary.build(["研究", "生命"]).write(path)
    # Executors fetch files when their next task begins, so that from here on there must be none.
    frame = spark.read.parquet(corpus.path)
    spark.sparkContext.addFile(str(path))
    result = maxmatch.spark.segment(frame, "text", dictionary="replaced.dict")
    maxmatch.Dictionary.build(["研究生", "命"]).write(path)
    with pytest.raises(PythonException, match="replaced.dict: with this worker's, .* add the new one under another name"):
        result.collect()


def test_bytes_that_are_not_utf8(spark):
    """As many U+FFFD as Spark's own function makes, and the column as it was."""
    bad = ["FF", "E7A0", "E7A0FF", "F09F98", "EDA080", "C0AF", "F4908080", "80808080", "E7A094E7", "61F09F9880FF62"]
    good = ["E7A094E7A9B6", ""]
    counts = maxmatch.spark.Counts(spark.sparkContext)
    frame = spark.createDataFrame([(number, text) for number, text in enumerate(bad + good)], "id int, bytes string")
    frame = frame.selectExpr("id", "bytes", "cast(unhex(bytes) as string) text")
    result = maxmatch.spark.segment(frame, "text", counts=counts)
    rows = result.selectExpr("bytes", "hex(text) after", "make_valid_utf8(text) valid", "array_join(words, '') joined").collect()
    assert len(rows) == len(bad + good)
    for row in rows:
        assert row.after == row.bytes
        assert row.joined == row.valid
    assert counts.mended.value == len(bad)


def test_worker_lost_in_the_middle(spark, cluster, corpus, tmp_path):
    gate, marks = tmp_path / "gate", tmp_path / "marks"
    marks.mkdir()

    def wait_at_gate(batches):
        """The first partition of each executor goes through, the next one waits. So the job is half done for as long as we want."""
        executor = os.getppid()  # or rather the daemon that starts its Python workers
        if (marks / f"{executor} has finished one").exists():
            (marks / f"{executor} waits").touch()
            end = time.monotonic() + 180
            while not gate.exists() and time.monotonic() < end:
                time.sleep(0.02)
        yield from batches
        (marks / f"{executor} has finished one").touch()

    wait_for(lambda: sum(executor["isActive"] for executor in executors(spark)) == 2, "two executors")
    counts = maxmatch.spark.Counts(spark.sparkContext)
    frame = spark.read.parquet(corpus.path)
    result = maxmatch.spark.segment(frame.mapInArrow(wait_at_gate, frame.schema), "text", counts=counts)
    found = []
    job = threading.Thread(target=lambda: found.append(counted(result)), daemon=True)
    job.start()
    try:
        wait_for(lambda: len(list(marks.glob("* waits"))) == 2, "both executors to finish a task and to begin another")
        cluster.lose(cluster.workers[0])
        wait_for(lambda: sum(executor["isActive"] for executor in executors(spark)) == 1, "the loss to be noticed")
        assert job.is_alive()
    finally:
        gate.touch()
    job.join(120)
    assert not job.is_alive()
    assert found == [count(one_process(corpus.texts))]
    # What the lost executor had finished ran again, so its rows are counted twice.
    assert counts.rows.value > len(corpus.texts)
    assert counts.nulls.value >= corpus.texts.count(None)
    # Those who come after have two again.
    cluster.start_worker()


def test_example(corpus, tmp_path):
    words = tmp_path / "words.parquet"
    command = [sys.executable, EXAMPLE, corpus.path, words, "--without", "whitespace", "--least", "2", "--mode", "forward"]
    run = subprocess.run(
        command,
        env={**environment(tmp_path), "PYSPARK_SUBMIT_ARGS": "--master local[1] --driver-memory 512m pyspark-shell"},
        capture_output=True,
        text=True,
        timeout=180,
    )
    assert run.returncode == 0, run.stderr
    assert f"rows {len(corpus.texts)}, null {corpus.texts.count(None)}, not UTF-8 0" in run.stderr
    table = pyarrow.parquet.read_table(words).to_pylist()
    expected = count(one_process(corpus.texts, mode="forward"))
    expected = [(word, number) for word, number in expected.items() if number > 1 and not word.isspace()]
    expected.sort(key=lambda item: (-item[1], item[0].encode()))
    assert [(row["word"], row["count"]) for row in table] == expected
