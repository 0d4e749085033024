"""Dictionaries: opened, built, looked up, pickled, and refused."""

import pickle
import re

import maxmatch
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st


@pytest.fixture
def path(tmp_path):
    maxmatch.Dictionary.build([("研究", 9, "v"), ("研究生", 5), "生命"], name="mine", licence="CC0-1.0").write(tmp_path / "my.dict")
    return tmp_path / "my.dict"


def test_look_ups(path):
    dictionary = maxmatch.Dictionary.open(path)
    assert len(dictionary) == 3 and list(dictionary) == ["生命", "研究", "研究生"]
    entry = dictionary.get("研究")
    assert (entry.frequency, entry.tag) == (9, "v") and entry.cost > 0
    assert dictionary.get("研") is None and "研" not in dictionary and "研究" in dictionary
    assert dictionary.get("生命").tag is None
    assert dictionary.prefixes("研究生命") == ["研究", "研究生"]
    assert dictionary.starting_with("研") == ["研究", "研究生"]
    assert dictionary.info["name"] == "mine" and dictionary.info["words"] == 3
    assert str(dictionary.path) == str(path)
    dictionary.verify()


def test_embedded():
    dictionary = maxmatch.Dictionary.embedded()
    assert len(dictionary) > 100_000 and dictionary.path is None
    assert dictionary.spellings("乾杯") == ["乾杯", "干杯"]
    assert pickle.loads(pickle.dumps(dictionary)).fingerprint == dictionary.fingerprint
    assert len(pickle.dumps(dictionary)) < 200


@pytest.mark.parametrize("mmap", [True, False])
def test_pickles_are_paths(path, mmap):
    dictionary = maxmatch.Dictionary.open(path, mmap=mmap)
    pickled = pickle.dumps(dictionary)
    assert len(pickled) < 300
    again = pickle.loads(pickled)
    assert (again.fingerprint, again.path) == (dictionary.fingerprint, dictionary.path)

    maxmatch.Dictionary.build(["起源"]).write(path)
    with pytest.raises(maxmatch.Error, match="the file was replaced; put the old one there, or pickle again"):
        pickle.loads(pickled)
    path.unlink()
    with pytest.raises(FileNotFoundError):
        pickle.loads(pickled)


def test_what_was_not_written_is_pickled_whole():
    dictionary = maxmatch.Dictionary.build(["研究"])
    assert pickle.loads(pickle.dumps(dictionary)).to_bytes() == dictionary.to_bytes()


def test_folding():
    assert maxmatch.Segmenter(maxmatch.Dictionary.build(["发展"])).segment("發展") == ["發展"]
    assert maxmatch.Segmenter(maxmatch.Dictionary.build(["发展"], fold=False)).segment("發展") == ["發", "展"]


def test_word_lists(tmp_path):
    path = tmp_path / "words.txt"
    path.write_text("云计算 5 n\n李小福 2 nr\n", encoding="utf-8")
    assert maxmatch.Dictionary.from_lexicon(path).get("李小福").tag == "nr"
    assert "云计算 5 n" in maxmatch.Dictionary.from_lexicon(path, format="plain")
    path.write_bytes("云计算\n".encode("gb18030"))
    with pytest.raises(maxmatch.Error, match="not UTF-8"):
        maxmatch.Dictionary.from_lexicon(path)
    with pytest.raises(maxmatch.Error, match='no lexicon format is called "csv"'):
        maxmatch.Dictionary.from_lexicon(path, format="csv")
    with pytest.raises(FileNotFoundError, match="absent.txt"):
        maxmatch.Dictionary.from_lexicon(tmp_path / "absent.txt")


def test_what_is_refused(tmp_path, path):
    with pytest.raises(FileNotFoundError, match="absent.dict"):
        maxmatch.Dictionary.open(tmp_path / "absent.dict")
    with pytest.raises(maxmatch.Error):
        maxmatch.Dictionary.from_bytes(b"no dictionary")
    for wrong in ["", "长" * 65]:
        with pytest.raises(maxmatch.Error):
            maxmatch.Dictionary.build([wrong])
    for wrong in [1, ("研究",), ("研究", -1), ("研究", 2**40), ("研究", "often"), ("研究", 5, 6), ("研究", 5, "n", 6), "\ud800"]:
        # What could not be taken is in the message.
        with pytest.raises(maxmatch.Error, match=re.escape(f"{wrong!r} is no word, (word, frequency) or")):
            maxmatch.Dictionary.build(["生命", wrong])
    with pytest.raises(maxmatch.Error, match="only a file can be replaced"):
        maxmatch.Dictionary.embedded().write(tmp_path)


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_damage_is_found(data):
    whole = maxmatch.Dictionary.build(["研究", "研究生", "生命"]).to_bytes()
    place = data.draw(st.integers(0, len(whole) - 1))
    damaged = bytearray(whole)
    damaged[place] ^= data.draw(st.integers(1, 255))
    for file in [bytes(damaged), whole[:place]]:
        with pytest.raises(maxmatch.Error):
            maxmatch.Dictionary.from_bytes(file)
