"""Counts the words of a Parquet corpus, on as many machines as Spark has.

    spark-submit spark_words.py corpus.parquet words.parquet --column text --mode lattice

What it writes is a table of ``word`` and ``count``, the most frequent first. White space and punctuation are left out unless
``--without`` says otherwise. Run with plain ``python`` it uses the processors of this machine. ``--help`` lists the options.
"""

import argparse
import os
import sys

from pyspark.sql import SparkSession
from pyspark.sql.functions import col, count, explode

import maxmatch
import maxmatch.spark


def arguments():
    parser = argparse.ArgumentParser(description="Counts the words of a Parquet corpus with Spark.")
    parser.add_argument("corpus", help="Parquet to read: a file, a folder, or any place that Spark can read from")
    parser.add_argument("words", help="Parquet folder to write; one that is there is replaced")
    parser.add_argument("--column", default="text", help="the column of texts (default: %(default)s)")
    parser.add_argument(
        "--dict", metavar="FILE", help="dictionary file of this machine, sent to all others; default: the embedded one"
    )
    parser.add_argument("--user", metavar="FILE", action="append", help="user dictionary of this machine; can be repeated")
    parser.add_argument("--mode", default="bidir", choices=maxmatch.MODES, help="default: %(default)s")
    parser.add_argument(
        "--without",
        metavar="KIND",
        nargs="*",
        default=["whitespace", "punctuation"],
        choices=maxmatch.KINDS,
        help="kinds of tokens that are not counted (default: whitespace punctuation)",
    )
    parser.add_argument("--least", type=int, default=1, help="the lowest count that is written (default: %(default)s)")
    return parser.parse_args()


def main():
    options = arguments()
    spark = SparkSession.builder.appName("spark_words").getOrCreate()
    dictionary = None
    if options.dict is not None:
        spark.sparkContext.addFile(options.dict)
        dictionary = os.path.basename(options.dict)
    counts = maxmatch.spark.Counts(spark.sparkContext)
    # All columns pass through Python, so there is only this one.
    texts = spark.read.parquet(options.corpus).select(options.column)
    words = maxmatch.spark.segment(
        texts,
        options.column,
        into="_words",
        dictionary=dictionary,
        mode=options.mode,
        user=options.user,
        without=options.without,
        counts=counts,
    )
    table = (
        words.select(explode("_words").alias("word"))
        .groupBy("word")
        .agg(count("word").alias("count"))
        .where(col("count") >= options.least)
        .orderBy(col("count").desc(), "word")
    )
    table.write.mode("overwrite").parquet(options.words)
    done = f"rows {counts.rows.value}, null {counts.nulls.value}, not UTF-8 {counts.mended.value}"
    print(f"{done}: at least, and exactly if no task ran twice", file=sys.stderr)
    spark.stop()


if __name__ == "__main__":
    main()
