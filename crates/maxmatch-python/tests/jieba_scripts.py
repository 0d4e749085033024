"""Runs jieba's own test scripts with ``import jieba`` meaning ``maxmatch.jieba``, and with jieba, and shows what comes out otherwise.

::

    pip download jieba==0.42.1 --no-binary :all: --no-deps && tar xf jieba-0.42.1.tar.gz
    python jieba_scripts.py jieba-0.42.1

Each script is run twice, by itself, in a copy of its folder, with the data that the source package lacks. The exit code is 1 if one
of them fails under ours. Those for Whoosh need it installed. With ``--dictionary jieba-0.42.1/jieba/dict.txt`` ours has jieba's words.
"""

import argparse
import difflib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from itertools import zip_longest
from pathlib import Path

# First on the path, this is what `import jieba` finds.
SHIM = """
import importlib, sys
for name in ("", ".posseg", ".analyse", ".analyse.analyzer"):
    try:
        sys.modules["jieba" + name] = importlib.import_module("maxmatch.jieba" + name)
    except ImportError:
        if "analyse" not in name:
            raise
"""

TEXT = """小美在水果店买了少量的水果，说中文的店员又送了一个。
他把交换机拿来交换，this is the first 交换。
你看，乔峰到了少林。
"""

# What the source package lacks, in our own words, by where it is looked for from the folder of the scripts.
DATA = {
    "userdict.txt": "云计算 5\n李小福 2 nr\neasy_install 3 eng\n好用 300\n韩玉赏鉴 3 nz\n八一双鹿 3 nz\n台中\n自定义词 4\n",
    "foobar.txt": "黑夜 24 n\n北京 88 ns\n天安门 9 ns\n喜欢 70 v\n回归 30 v\n我 900 r\n爱 300 v\n的 2000 uj\n",
    "../extra_dict/dict.txt.small": "研究 200 vn\n生命 90 n\n起源 20 n\n的 2000 uj\n",
    "text.txt": TEXT,
}

# Scripts that take a file, with its encoding.
ARGUMENTS = {"test_file.py": "utf-8", "test_pos_file.py": "utf-8", "test_whoosh_file.py": "gbk"}

# Here threads write lines in any order and into each other, so that nothing can be compared.
UNORDERED = {"test_lock.py", "test_multithread.py"}

# Times are never the same.
VOLATILE = re.compile(r"(?<=^cost )[\d.e-]+|(?<=^speed )\s*[\d.e-]+")

SECONDS = 120


def run(script, folder, path):
    """The lines that a script writes, and what went wrong, if anything did."""
    encoding = ARGUMENTS.get(script)
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(map(str, path)),
        "PYTHONIOENCODING": "utf-8",
        "PYTHONWARNINGS": "ignore",
        # jieba caches its dictionary there, and installs paddle by itself.
        "TMPDIR": str(folder.parent),
        "PIP_NO_INDEX": "1",
    }
    if encoding:
        (folder / "text.txt").write_text(TEXT, encoding)
    command = [sys.executable, script, *(["text.txt"] if encoding else [])]
    try:
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", timeout=SECONDS)
    except subprocess.TimeoutExpired:
        return [], f"not done after {SECONDS} s"
    failure = done.stderr.strip().splitlines()[-1:] if done.returncode else []
    return [VOLATILE.sub("…", line).rstrip() for line in done.stdout.splitlines()], "".join(failure)


def differing(ours, theirs):
    """The lines that are not the same, one beside the other."""
    for tag, a, b, c, d in difflib.SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if tag != "equal":
            yield from zip_longest(ours[a:b], theirs[c:d], fillvalue="")


def prepare(folder, scripts):
    """A copy of the scripts with their data, and its path."""
    copy = folder / "test"
    shutil.copytree(scripts, copy)
    for name, text in DATA.items():
        (copy / name).parent.mkdir(exist_ok=True)
        (copy / name).write_text(text, "utf-8")
    return copy


def main():
    parser = argparse.ArgumentParser(description="Runs jieba's test scripts under maxmatch.jieba and under jieba.")
    parser.add_argument("source", type=Path, help="the folder of jieba's unpacked source package")
    parser.add_argument("--dictionary", type=Path, help="a dictionary for ours")
    arguments = parser.parse_args()
    source = arguments.source.resolve()
    scripts = sorted(path.name for path in (source / "test").glob("*.py"))
    if not scripts:
        parser.error(f"{source / 'test'} has no scripts; unpack jieba's source package")

    with tempfile.TemporaryDirectory() as folder:
        shim, ours, theirs = (Path(folder) / name for name in ("shim", "ours", "theirs"))
        for each in (shim, ours, theirs):
            each.mkdir()
        change = f"sys.modules['jieba'].set_dictionary({str(arguments.dictionary.resolve())!r})" if arguments.dictionary else ""
        (shim / "jieba.py").write_text(SHIM + change, "utf-8")
        ours, theirs = prepare(ours, source / "test"), prepare(theirs, source / "test")

        failed, table = 0, []
        print(f"{'script':26} {'ours':8} {'jieba':8} lines  differ")
        for script in scripts:
            found, failure = run(script, ours, [shim, *filter(None, [os.environ.get("PYTHONPATH")])])
            expected, their_failure = run(script, theirs, [source])
            is_compared = not (failure or their_failure or script in UNORDERED)
            differ = list(differing(found, expected)) if is_compared else []
            failed += bool(failure)
            results = ["failed" if reason else "ok" for reason in (failure, their_failure)]
            print(f"{script:26} {results[0]:8} {results[1]:8} {len(found):5} {len(differ) if is_compared else '-':>7}")
            table += [f"{script}: ours failed: {failure}"] * bool(failure)
            table += [f"{script}: jieba failed: {their_failure}"] * bool(their_failure)
            table += [f"{script}\n  ours   {a}\n  jieba  {b}" for a, b in differ]
    print("", *table, sep="\n")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
