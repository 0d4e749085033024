"""The command of jieba: ``python -m maxmatch.jieba``."""

from __future__ import annotations

import argparse
import sys

from .. import __version__
from . import cut, initialize, load_userdict

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m maxmatch.jieba", description="Segments the lines of a text.")
    parser.add_argument("-d", "--delimiter", metavar="DELIM", default=" / ", nargs="?", const=" ", help="what parts words")
    parser.add_argument("-p", "--pos", metavar="DELIM", nargs="?", const="_", help="write tags, behind DELIM or _")
    parser.add_argument("-D", "--dict", metavar="DICT", help="the dictionary")
    parser.add_argument("-u", "--user-dict", metavar="USER_DICT", help="words to be added to it")
    parser.add_argument("-a", "--cut-all", action="store_true", help="all words; not with tags")
    parser.add_argument("-n", "--no-hmm", action="store_true", help="no unknown words")
    parser.add_argument("-q", "--quiet", action="store_true", help="nothing else is written anyway")
    parser.add_argument("-V", "--version", action="version", version=f"maxmatch.jieba {__version__}")
    parser.add_argument("filename", nargs="?", help="the text; standard input by default")
    arguments = parser.parse_args()

    initialize(arguments.dict)
    if arguments.user_dict:
        load_userdict(arguments.user_dict)
    file = open(arguments.filename, encoding="utf-8") if arguments.filename else sys.stdin
    with file:
        for line in file:
            print(arguments.delimiter.join(_words(line.rstrip("\r\n"), arguments)))


def _words(line: str, arguments: argparse.Namespace) -> Iterator[str]:
    if not arguments.pos:
        return cut(line, arguments.cut_all, not arguments.no_hmm)
    from . import posseg

    return (f"{word}{arguments.pos}{flag}" for word, flag in posseg.cut(line, not arguments.no_hmm))


if __name__ == "__main__":
    main()
