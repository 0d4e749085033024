"""A cluster of two workers and a session on it, for all tests, and a corpus."""

import importlib.util
import os
import random
import shutil
from types import SimpleNamespace

import pytest

if importlib.util.find_spec("pyspark") is None or shutil.which("java") is None:
    # The script check-spark says what is absent.
    collect_ignore_glob = ["test_*.py"]


@pytest.fixture(scope="session")
def cluster(tmp_path_factory):
    from cluster import Cluster

    cluster = Cluster(tmp_path_factory.mktemp("cluster"), workers=2)
    yield cluster
    cluster.end()


@pytest.fixture(scope="session")
def spark(cluster, tmp_path_factory):
    from cluster import environment
    from pyspark.sql import SparkSession

    folder = tmp_path_factory.mktemp("driver")
    told = environment(folder)
    for name in os.environ.keys() - told.keys():
        del os.environ[name]
    os.environ.update(told)
    session = (
        SparkSession.builder.master(cluster.url)
        .appName("maxmatch tests")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.executor.memory", "512m")
        .config("spark.locality.wait", "0")
        .config("spark.sql.files.openCostInBytes", "128m")  # A file is a partition.
        .config("spark.sql.shuffle.partitions", "4")
        .config("spark.sql.warehouse.dir", str(folder))
        .config("spark.ui.port", "0")
        .config("spark.ui.showConsoleProgress", "false")
        .getOrCreate()
    )
    yield session
    session.stop()


@pytest.fixture(scope="session")
def corpus(tmp_path_factory):
    """Texts of the dictionary's own words, some null, some empty: as a list, and as Parquet with their numbers, in some files."""
    import maxmatch
    import pyarrow.parquet

    chance, words = random.Random(2005), list(maxmatch.Dictionary.embedded())
    marks = ["，", "。", "、", " ", "！", "2005年", "Spark", "\n"]

    def text():
        if chance.random() < 0.02:
            return chance.choice([None, ""])
        return "".join(chance.choice(words) + chance.choice(["", "", chance.choice(marks)]) for _ in range(chance.randrange(40)))

    files, size = 12, 500
    texts = [text() for _ in range(files * size)]
    folder = tmp_path_factory.mktemp("corpus")
    for file in range(files):
        rows = range(file * size, (file + 1) * size)
        table = pyarrow.table({"id": rows, "text": pyarrow.array((texts[row] for row in rows), pyarrow.string())})
        pyarrow.parquet.write_table(table, folder / f"{file:02}.parquet")
    return SimpleNamespace(texts=texts, path=str(folder), rows_of_a_file=size)
