"""Every example in a docstring and in the README runs."""

import doctest
import importlib
from pathlib import Path

import pytest

README = Path(__file__).parent.parent / "README.md"


@pytest.mark.parametrize("module", ["maxmatch", "maxmatch.arrays", "maxmatch.huggingface", "maxmatch.polars"])
def test_docstrings(module):
    outcome = doctest.testmod(importlib.import_module(module))
    assert outcome.attempted > 0 and outcome.failed == 0


def test_readme():
    outcome = doctest.testfile(str(README), module_relative=False)
    assert outcome.attempted > 5 and outcome.failed == 0
