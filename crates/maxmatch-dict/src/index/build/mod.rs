//! Deriving the index from the dictionary's words.
//!
//! Words become sequences of codes, in one array; sorted, they are the trie, whose nodes are ranges of them. So nothing
//! is allocated for a node, and each level of the trie is one pass over the words.

mod alphabet;
mod packing;
mod trie;
mod words;

use super::{BMP, Code, IsWord, MAX_ROWS, MIN_ROWS, Pair, Tables, code_of, pair_key, pair_row, verify::LONGEST};
use crate::characters::{self, Numbers};
use crate::cost::{Cost, Scale};
use crate::error::Error;
use crate::fold::FoldTable;
use trie::Trie;
use words::Words;

pub(crate) use alphabet::Alphabet;

/// Builds the index section for words in any order, each with its frequency.
///
/// Words that fold together become one, with the sum of their frequencies; its cost is on the dictionary's own scale.
pub(crate) fn build(
    words: impl Iterator<Item = (impl AsRef<str>, u32)>,
    fold: &FoldTable,
    scale: Scale,
    fst_crc: u32,
) -> Result<Vec<u8>, Error> {
    let (mut words, characters) = fold_words(words, fold)?;
    words.sort();
    words.merge(|kept, next| *kept += next);
    let (alphabet, codes) = Alphabet::new(&words, &characters, fold)?;
    let mut words = words.recode(&codes, scale.costs());
    words.sort();
    Ok(Trie::new(&words, alphabet.size).to_bytes(&alphabet, words.longest(), fst_crc))
}

/// Builds the index section for folded words, each of them once, all of whose characters have codes.
pub(crate) fn build_coded<'w>(
    folded: impl Iterator<Item = (&'w str, Cost)>,
    alphabet: &Alphabet,
    fst_crc: u32,
) -> Result<Vec<u8>, Error> {
    let mut words = Words::default();
    for (word, cost) in folded {
        words.push(word, word.chars().map(|c| alphabet.code(c)), cost)?;
    }
    words.sort();
    Ok(Trie::new(&words, alphabet.size).to_bytes(alphabet, words.longest(), fst_crc))
}

/// The words as they are matched, with their frequencies, and their characters. The codes are preliminary: one more than
/// the place among the characters.
fn fold_words(
    spelled: impl Iterator<Item = (impl AsRef<str>, u32)>,
    fold: &FoldTable,
) -> Result<(Words<u64>, Vec<char>), Error> {
    let (mut characters, mut folded) = (Numbers::new(), Numbers::new());
    // By the number of a character as it is spelled: the code of what it folds to.
    let mut codes: Vec<Code> = Vec::new();
    let mut words = Words::default();
    for (word, frequency) in spelled {
        let word = word.as_ref();
        let code = |c| {
            let number = characters.number(c);
            if number == codes.len() {
                codes.push((folded.number(fold.fold(c)) + 1) as Code);
            }
            codes[number]
        };
        words.push(word, characters::of(word).map(code), u64::from(frequency))?;
    }
    alphabet::refuse_too_many(folded.characters().len())?;
    Ok((words, folded.characters().to_vec()))
}
