"""compare.py TEXT [--seg SEG] [--rounds N] [--part MB]: how fast the wheel is, beside jieba, rjieba and the command.

All take turns within each round, and what is printed are medians over rounds, of megabytes of text a second and of ratios within a
round. jieba and rjieba are compared on the first megabytes of the text (--part), line by line, one thread, with jieba's own dictionary on
all sides, and with the same lines as a batch; batches, columns and the command on the whole text with the embedded dictionary. Install
jieba and rjieba beside the wheel.
"""

import argparse
import gc
import hashlib
import statistics
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path

import maxmatch


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("text", type=Path)
    parser.add_argument("--seg", type=Path, help="the command, to compare with")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--part", type=float, default=3, help="megabytes of the text for jieba")
    options = parser.parse_args()
    text = options.text.read_bytes()
    compare_by_line(text[: text.rfind(b"\n", 0, int(options.part * 1e6)) + 1], options.rounds)
    compare_many(text, options)
    compare_start(options.rounds * 4 + 1)


def compare_by_line(text, rounds):
    import jieba
    import rjieba

    jieba.setLogLevel(60)
    jieba.initialize()
    lines = text.decode().splitlines()
    words = Path(find_spec("jieba").submodule_search_locations[0]) / "dict.txt"
    dictionary = maxmatch.Dictionary.from_lexicon(words)
    segmenters = {mode: maxmatch.Segmenter(dictionary, mode=mode) for mode in ("bidir", "unigram", "lattice")}
    print(f"line by line, {len(text) / 1e6:.1f} MB, {len(lines)} lines, jieba's dictionary")
    run(
        {
            "jieba": lambda: [jieba.lcut(line) for line in lines],
            "jieba, HMM=False": lambda: [jieba.lcut(line, HMM=False) for line in lines],
            "rjieba": lambda: [rjieba.cut(line) for line in lines],
            "rjieba, HMM=False": lambda: [rjieba.cut(line, False) for line in lines],
            **{
                f"maxmatch {mode}": lambda segmenter=segmenter: [segmenter.segment(line) for line in lines]
                for mode, segmenter in segmenters.items()
            },
            **{
                f"maxmatch {mode}, batch": lambda segmenter=segmenter: segmenter.segment_batch(lines)
                for mode, segmenter in segmenters.items()
            },
        },
        len(text),
        rounds,
        ["jieba", "jieba, HMM=False", "rjieba", "rjieba, HMM=False"],
    )


def compare_many(text, options):
    import pyarrow

    lines = text.decode().splitlines()
    column = pyarrow.array(lines)
    print(f"many at a time, {len(text) / 1e6:.1f} MB, {len(lines)} lines, the embedded dictionary")
    for mode in ("bidir", "lattice"):
        segmenter = maxmatch.Segmenter(mode=mode)
        contenders = {}
        for threads in (1, 2):
            if options.seg:
                command = [options.seg, "--mode", mode, "--threads", str(threads), options.text]
                contenders[f"seg {mode}, {threads}"] = lambda command=command: subprocess.run(
                    command, check=True, stdout=subprocess.DEVNULL
                )
            contenders[f"segment_array {mode}, {threads}"] = lambda threads=threads: segmenter.segment_array(column, threads=threads)
            contenders[f"segment_array tokens {mode}, {threads}"] = lambda threads=threads: segmenter.segment_array(
                column, tokens=True, threads=threads
            )
            contenders[f"segment_batch {mode}, {threads}"] = lambda threads=threads: segmenter.segment_batch(lines, threads=threads)
        contenders[f"segment {mode}, line by line"] = lambda: [segmenter.segment(line) for line in lines]
        same = {
            digest(segmenter.segment_array(column, threads=2).to_pylist()),
            digest(segmenter.segment_batch(lines, threads=2)),
            digest([segmenter.segment(line) for line in lines]),
        }
        print(f"{mode}: {'equal words' if len(same) == 1 else 'THE WORDS DIFFER'}, SHA-256 {', '.join(same)}")
        against = [f"segment_array {mode}, 1", f"segment_batch {mode}, 1"]
        run(contenders, len(text), options.rounds, ([f"seg {mode}, 1"] if options.seg else []) + against)


def digest(rows):
    return hashlib.sha256("\n".join("\x1f".join(row) for row in rows).encode()).hexdigest()[:16]


def run(contenders, length, rounds, against):
    times = {name: [] for name in contenders}
    for contender in contenders.values():
        contender()
    for _ in range(rounds):
        for name, contender in contenders.items():
            gc.collect()
            start = time.perf_counter()
            result = contender()
            times[name].append(time.perf_counter() - start)
            del result
    for name, taken in times.items():
        ratios = "  ".join(
            f"{statistics.median(other / own for other, own in zip(times[rival], taken)):6.2f}x {rival}" for rival in against
        )
        print(f"  {name:32} {length / 1e6 / statistics.median(taken):8.1f} MB/s  {ratios}", flush=True)


def compare_start(rounds):
    programs = {
        "nothing": "pass",
        "maxmatch": "import maxmatch; maxmatch.segment('研究生命')",
        "maxmatch.jieba": "import maxmatch.jieba as jieba; jieba.lcut('研究生命')",
        "jieba": "import jieba; jieba.setLogLevel(60); jieba.lcut('研究生命')",
    }
    times = {name: [] for name in programs}
    for _ in range(rounds):
        for name, program in programs.items():
            start = time.perf_counter()
            subprocess.run([sys.executable, "-c", program], check=True)
            times[name].append(time.perf_counter() - start)
    print(f"from the interpreter's start to its end, medians of {rounds}; and what that is beyond nothing")
    for name, taken in times.items():
        beyond = statistics.median(own - nothing for own, nothing in zip(taken, times["nothing"]))
        print(f"  {name:16} {statistics.median(taken) * 1e3:7.1f} ms  {beyond * 1e3:7.1f} ms", flush=True)


if __name__ == "__main__":
    main()
