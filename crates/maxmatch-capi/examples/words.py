"""Segments its arguments by way of ctypes: a word to a line, with its kind.

The library is where the system finds it, or where the environment variable MAXMATCH_LIBRARY says.
"""

import os
import sys
from ctypes import CDLL, POINTER, Structure, byref, c_char_p, c_int, c_size_t, c_void_p

library = CDLL(os.environ.get("MAXMATCH_LIBRARY", "libmaxmatch.so.0"))


class Token(Structure):
    _fields_ = [("start", c_size_t), ("end", c_size_t), ("kind", c_int)]


def declare(name, result, *arguments):
    function = getattr(library, "maxmatch_" + name)
    function.restype, function.argtypes = result, arguments
    return function


HANDLE, PLACE = c_void_p, POINTER(c_void_p)
kind_name = declare("kind_name", c_char_p, c_int)
error_message = declare("error_message", c_char_p, HANDLE)
error_free = declare("error_free", None, HANDLE)
dictionary_default = declare("dictionary_default", c_int, PLACE, PLACE)
dictionary_free = declare("dictionary_free", None, HANDLE)
segmenter_new = declare("segmenter_new", c_int, HANDLE, PLACE, PLACE)
segmenter_free = declare("segmenter_free", None, HANDLE)
cursor_new = declare("cursor_new", HANDLE)
cursor_start = declare("cursor_start", c_int, HANDLE, HANDLE, c_char_p, c_size_t, PLACE)
cursor_tokens = declare("cursor_tokens", c_int, HANDLE, POINTER(Token), c_size_t, POINTER(c_size_t), PLACE)
cursor_free = declare("cursor_free", None, HANDLE)


def call(function, *arguments):
    """Calls a function with a place for its error, and raises that."""
    error = c_void_p()
    if function(*arguments, byref(error)) != 0:
        message = error_message(error).decode()
        error_free(error)
        raise RuntimeError(message)


class Segmenter:
    """The default dictionary with the standard settings, for one thread."""

    def __init__(self):
        self.segmenter, self.cursor = c_void_p(), c_void_p(cursor_new())
        dictionary = c_void_p()
        call(dictionary_default, byref(dictionary))
        call(segmenter_new, dictionary, byref(self.segmenter))
        dictionary_free(dictionary)

    def segment(self, text):
        """The tokens of bytes: text and kind."""
        tokens, count = (Token * 256)(), c_size_t()
        call(cursor_start, self.cursor, self.segmenter, text, len(text))
        while True:
            call(cursor_tokens, self.cursor, tokens, len(tokens), byref(count))
            if count.value == 0:
                return
            for token in tokens[: count.value]:
                yield text[token.start : token.end], kind_name(token.kind).decode()

    def close(self):
        cursor_free(self.cursor)
        segmenter_free(self.segmenter)


if __name__ == "__main__":
    segmenter = Segmenter()
    for argument in sys.argv[1:]:
        for text, kind in segmenter.segment(os.fsencode(argument)):
            sys.stdout.buffer.write(text + b"\t" + kind.encode() + b"\n")
    segmenter.close()
