"""The example in ctypes gives tokens for any bytes."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "examples"))
sys.dont_write_bytecode = True
from words import Segmenter, byref, c_void_p, call, declare, PLACE, c_char_p, c_int  # noqa: E402

segmenter = Segmenter()
text = "研究生命，RTX4090".encode() + b"\0\xff"
found = list(segmenter.segment(text))
assert b"".join(token for token, _ in found) == text
assert [(token.decode(errors="replace"), kind) for token, kind in found] == [
    ("研究", "word"),
    ("生命", "word"),
    ("，", "punctuation"),
    ("RTX4090", "latin"),
    ("\0", "whitespace"),
    ("\ufffd", "invalid"),
], found
assert list(segmenter.segment(b"")) == []
long = "工信处女干事".encode() * 5000
assert b"".join(token for token, _ in segmenter.segment(long)) == long
segmenter.close()

dictionary_open = declare("dictionary_open", c_int, c_char_p, PLACE, PLACE)
try:
    call(dictionary_open, b"/no/such/file", byref(c_void_p()))
except RuntimeError as error:
    assert str(error).startswith("/no/such/file: can't read the dictionary: "), error
else:
    raise AssertionError("a file that is not there was opened")
print(f"words.py: {len(found)} tokens")
