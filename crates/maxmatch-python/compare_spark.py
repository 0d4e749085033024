"""compare_spark.py TEXT [--rounds N] [--part MB]: how fast maxmatch.spark is in a job, beside jieba, and what memory it takes.

The job counts words, on a standalone cluster of two workers on 127.0.0.1 that is started for it: Parquet, ``mapInArrow``, ``groupBy``.
Jieba's turn is the same job with jieba in place of the mapper, on the first megabytes of the text (--part); both have jieba's own
dictionary. All take turns within each round. The figures are medians over rounds, of megabytes of text per second of processor time of
the Python workers, which is per core, and per second of the whole job with both workers. What is counted is compared with one process.

Before that, each worker says what memory it has, with the dictionary as a file that both map, beside what jieba's has.

Install maxmatch, jieba and pyspark in one environment; ``setup-spark`` installs all but the first two.
"""

import argparse
import logging
import os
import statistics
import sys
import tempfile
import time
from collections import Counter
from importlib.util import find_spec
from pathlib import Path

import pyarrow.parquet

import maxmatch
import maxmatch.spark

sys.path.insert(0, str(Path(__file__).parent / "tests/spark"))
from cluster import Cluster, environment  # noqa: E402


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("text", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--part", type=float, default=4, help="megabytes of the text for jieba (default: %(default)s)")
    options = parser.parse_args()
    if find_spec("jieba") is None:
        sys.exit("compare_spark.py: jieba is absent; install jieba 0.42.1 beside pyspark and the wheel")
    with tempfile.TemporaryDirectory() as folder:
        compare(Path(folder), options)


def compare(folder, options):
    lines = options.text.read_text("utf-8").splitlines()
    whole = Corpus(folder / "whole", lines)
    part = Corpus(folder / "part", until(lines, options.part * 1e6))
    dictionary = str(folder / "jieba.dict")
    maxmatch.Dictionary.from_lexicon(Path(find_spec("jieba").submodule_search_locations[0]) / "dict.txt").write(dictionary)
    cluster = Cluster(folder, workers=2)
    try:
        # Each in new workers.
        spark = session(cluster, folder, reuse="false")
        memory(spark, part, folder, "maxmatch bidir", maxmatch.spark.Mapper("text", dictionary=dictionary))
        memory(spark, part, folder, "jieba", jieba_mapper(True))
        spark.stop()
        spark = session(cluster, folder, reuse="true")
        print(f"{whole.megabytes:.1f} MB in {len(lines)} rows; for jieba {part.megabytes:.1f} MB; jieba's dictionary")
        contenders = {
            "maxmatch bidir": (whole, maxmatch.spark.Mapper("text", dictionary=dictionary)),
            "maxmatch lattice": (whole, maxmatch.spark.Mapper("text", dictionary=dictionary, mode="lattice")),
            "maxmatch bidir, part": (part, maxmatch.spark.Mapper("text", dictionary=dictionary)),
            "jieba": (part, jieba_mapper(True)),
            "jieba, HMM=False": (part, jieba_mapper(False)),
        }
        figures = {name: [] for name in contenders}
        for name, (corpus, mapper) in contenders.items():
            run(spark, corpus, mapper)
        for _ in range(options.rounds):
            for name, (corpus, mapper) in contenders.items():
                rows, words, processor, seconds = run(spark, corpus, mapper)
                assert rows == corpus.rows, f"{name}: {rows} rows of {corpus.rows}"
                figures[name].append((corpus.megabytes / processor, corpus.megabytes / seconds, words))
        for name, rounds in figures.items():
            per_core, whole_job, words = (statistics.median(column) for column in zip(*rounds))
            print(f"  {name:22} {per_core:7.2f} MB/s of a core   {whole_job:6.2f} MB/s of the job   {words} words")
        for mode in ("bidir", "lattice"):
            segmenter = maxmatch.Segmenter(dictionary, mode=mode)
            words = sum(map(len, segmenter.segment_batch(lines)))
            print(f"  one process, {mode}: {words} words, {'as' if words == figures[f'maxmatch {mode}'][0][2] else 'NOT AS'} in Spark")
        spark.stop()
    finally:
        cluster.end()


class Corpus:
    """Parquet in four files, each of which is a partition."""

    def __init__(self, folder, lines):
        self.folder, self.rows = str(folder), len(lines)
        self.megabytes = sum(len(line.encode()) for line in lines) / 1e6
        folder.mkdir()
        for number in range(4):
            table = pyarrow.table({"text": lines[number::4]})
            pyarrow.parquet.write_table(table, folder / f"{number}.parquet")


def until(lines, limit):
    taken = 0
    for number, line in enumerate(lines):
        taken += len(line.encode())
        if taken >= limit:
            return lines[: number + 1]
    return lines


def session(cluster, folder, reuse):
    from pyspark.sql import SparkSession

    os.environ.update(environment(folder))
    settings = {
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.executor.memory": "768m",
        "spark.locality.wait": "0",
        "spark.python.worker.reuse": reuse,
        "spark.sql.files.openCostInBytes": "128m",
        "spark.sql.shuffle.partitions": "2",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
    }
    builder = SparkSession.builder.master(cluster.url).appName("compare_spark.py")
    for name, value in settings.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    return session


def jieba_mapper(hmm):
    def mapper(batches):
        import jieba

        jieba.setLogLevel(logging.ERROR)
        for batch in batches:
            words = [jieba.lcut(text, HMM=hmm) for text in batch.column("text").to_pylist()]
            yield batch.append_column("words", pyarrow.array(words, pyarrow.list_(pyarrow.string())))

    return mapper


def run(spark, corpus, mapper):
    """Rows, words, seconds of the processors in Python, and seconds of the job."""
    from pyspark.sql.functions import count, explode
    from pyspark.sql.functions import sum as total

    context = spark.sparkContext
    rows, processor = context.accumulator(0), context.accumulator(0.0)

    def timed(batches):
        start = time.process_time()
        for batch in mapper(batches):
            rows.add(batch.num_rows)
            yield batch
        processor.add(time.process_time() - start)

    start = time.perf_counter()
    frame = spark.read.parquet(corpus.folder)
    words = frame.mapInArrow(timed, maxmatch.spark.Mapper("text").schema(frame.schema)).select(explode("words").alias("word"))
    counts = words.groupBy("word").agg(count("word").alias("count"))
    words = counts.agg(total("count")).collect()[0][0]
    return rows.value, words, processor.value, time.perf_counter() - start


def memory(spark, corpus, folder, name, mapper):
    """What the kernel says of each worker, while all have the dictionary open."""
    gate = folder / f"gate of {name}"
    gate.mkdir()

    def look(batches):
        for _ in mapper(batches):
            pass
        (gate / str(os.getpid())).touch()
        end = time.monotonic() + 60
        while len(list(gate.iterdir())) < 2 and time.monotonic() < end:
            time.sleep(0.05)
        time.sleep(1)
        of_all, of_dictionary = Counter(), Counter()
        for line in Path("/proc/self/smaps_rollup").read_text().splitlines()[1:]:
            of_all[line.split(":")[0]] += int(line.split()[1])
        mapping = ""
        for line in Path("/proc/self/smaps").read_text().splitlines():
            field, _, rest = line.partition(":")
            if "-" in field:
                mapping = rest
            elif mapping.endswith("jieba.dict") and field in ("Rss", "Pss"):
                of_dictionary[field] += int(rest.split()[0])
        # The other may still look.
        time.sleep(2)
        sizes = [of_all["Rss"], of_all["Pss"], of_dictionary["Rss"], of_dictionary["Pss"]]
        yield pyarrow.record_batch({"worker": [os.getpid()], **{f"size{n}": [size] for n, size in enumerate(sizes)}})

    frame = spark.read.parquet(corpus.folder).limit(2000).repartition(2)
    schema = "worker long, size0 long, size1 long, size2 long, size3 long"
    print(f"{name}: kB resident in each Python worker, its share of what both have, and the same of the dictionary's file")
    for row in frame.mapInArrow(look, schema).collect():
        print(f"  Rss {row.size0}, Pss {row.size1}; dictionary Rss {row.size2}, Pss {row.size3}")


if __name__ == "__main__":
    main()
