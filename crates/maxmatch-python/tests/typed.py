"""What type checkers must make of the package: mypy reads this, and nothing runs it."""

from typing import assert_type

import maxmatch

segmenter = maxmatch.Segmenter("my.dict", mode="lattice", user=["a.txt", maxmatch.UserDictionary("研究\n")])
assert_type(segmenter.segment("研究"), list[str])
assert_type(segmenter.segment(b"\xff"), list[bytes])
assert_type([token.text for token in segmenter.tokens("研究")], list[str])
assert_type(segmenter.segment_batch(iter(["研究"]), threads=2), list[list[str]])
assert_type(segmenter.dictionary.get("研究"), maxmatch.Entry | None)
assert_type(maxmatch.segment("研究"), list[str])
