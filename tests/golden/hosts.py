"""hosts.py HOST DICT MODE < LINES: the words of each line, parted by U+001F, as each of Python's ways gives them."""

import sys

SEPARATOR = "\x1f"

# What jieba's names mean in maxmatch.jieba. `cut_all` leaves out what mode full has of single characters.
JIEBA = {"lattice": {}, "unigram": {"HMM": False}}


def python(segmenter, lines):
    return [segmenter.segment(line) for line in lines]


def batch(segmenter, lines):
    return segmenter.segment_batch(lines, threads=2)


def arrow(segmenter, lines):
    import pyarrow

    return segmenter.segment_array(pyarrow.array(lines), threads=2).to_pylist()


def polars(segmenter, lines):
    import polars

    import maxmatch.polars  # noqa: F401

    frame = polars.DataFrame({"text": lines})
    return frame.select(polars.col("text").maxmatch.segment(segmenter)).to_series().to_list()


def jieba(segmenter, lines):
    import maxmatch.jieba

    tokenizer = maxmatch.jieba.Tokenizer(str(segmenter.dictionary.path))
    return [tokenizer.lcut(line, **JIEBA[segmenter.mode]) for line in lines]


def spark(segmenter, lines):
    import os

    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    from pyspark.sql import SparkSession

    import maxmatch.spark

    session = (
        SparkSession.builder.master("local[2]")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.ui.enabled", "false")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    try:
        frame = session.createDataFrame(list(enumerate(lines)), "row int, text string").repartition(4)
        frame = maxmatch.spark.segment(frame, "text", dictionary=str(segmenter.dictionary.path), mode=segmenter.mode)
        return [row["words"] for row in sorted(frame.collect(), key=lambda row: row["row"])]
    finally:
        session.stop()


def main():
    _, host, dictionary, mode = sys.argv
    import maxmatch

    segmenter = maxmatch.Segmenter(dictionary, mode=mode)
    lines = sys.stdin.buffer.read().decode().split("\n")[:-1]
    words = globals()[host](segmenter, lines)
    sys.stdout.buffer.write("".join(SEPARATOR.join(line) + "\n" for line in words).encode())


if __name__ == "__main__":
    main()
