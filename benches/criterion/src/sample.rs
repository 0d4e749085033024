//! What is segmented, and with which words.

use std::fs;

use maxmatch_dict::Dictionary;
use maxmatch_dict::lexicon::Lexicon;

/// Prose on a dozen subjects, over and over, some 300 KB. No corpus, and small enough for the caches: figures from it
/// compare one state of the code with another, and say little of other texts.
pub(crate) fn text() -> String {
    include_str!("../data/prose.txt").repeat(66)
}

/// The word list as text.
pub(crate) fn list() -> Vec<u8> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../dicts/zh/words.tsv");
    fs::read(path).unwrap_or_else(|e| panic!("{path}: {e}"))
}

/// The dictionary file that the word list makes.
pub(crate) fn compiled(list: &[u8]) -> Vec<u8> {
    let list = Lexicon::read("dicts/zh/words.tsv", list, None).expect("the list is UTF-8");
    let mut builder = Dictionary::builder();
    builder.add_lexicon(&list).expect("every line is a word");
    builder.to_bytes().expect("the words make a dictionary")
}

pub(crate) fn dictionary() -> Dictionary {
    Dictionary::from_bytes(compiled(&list())).expect("a file just built opens")
}
