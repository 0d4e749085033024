//! Words as sequences of codes.

use std::cmp::Ordering;

use super::{Code, LONGEST};
use crate::error::{Error, ErrorKind};
use crate::lexicon::Quoted;

/// How many codes are kept beside a word's place.
const IN_KEY: usize = 4;

/// Words as sequences of codes, none of which is 0, each with a value.
pub(super) struct Words<V> {
    codes: Vec<Code>,
    words: Vec<Word<V>>,
}

/// Where a word lies, and what it is worth.
#[derive(Clone, Copy)]
pub(super) struct Word<V> {
    /// The first four codes, from the highest bits down, and zeros behind the last: keys are in the order of the words, and
    /// few words need a look at more.
    key: u64,
    start: u32,
    length: u8,
    pub(super) value: V,
}

impl<V> Word<V> {
    pub(super) fn length(&self) -> usize {
        self.length.into()
    }
}

impl<V> Default for Words<V> {
    fn default() -> Words<V> {
        Words { codes: Vec::new(), words: Vec::new() }
    }
}

impl<V: Copy> Words<V> {
    /// Adds a word by its codes. Errors quote it as it is spelled.
    pub(super) fn push(&mut self, word: &str, codes: impl Iterator<Item = Code>, value: V) -> Result<(), Error> {
        let refuse = |what| Err(Error::new(ErrorKind::Entry, what));
        let Ok(start) = u32::try_from(self.codes.len()) else {
            return refuse("more than 4 billion characters of words; split the list into several dictionaries".into());
        };
        self.codes.extend(codes);
        let length = self.codes.len() - start as usize;
        if length > LONGEST {
            return refuse(format!("the word {} has more than {LONGEST} characters; shorten it", Quoted(word)));
        }
        let key = key(&self.codes[start as usize..]);
        self.words.push(Word { key, start, length: length as u8, value });
        Ok(())
    }

    pub(super) fn as_slice(&self) -> &[Word<V>] {
        &self.words
    }

    /// The length of the longest word, in characters.
    pub(super) fn longest(&self) -> usize {
        self.words.iter().map(Word::length).max().unwrap_or(0)
    }

    pub(super) fn codes(&self, word: &Word<V>) -> &[Code] {
        &self.codes[word.start as usize..][..word.length()]
    }

    /// The code at `depth`, below the word's length.
    pub(super) fn code(&self, word: &Word<V>, depth: usize) -> Code {
        match depth < IN_KEY {
            true => (word.key >> (Code::BITS as usize * (IN_KEY - 1 - depth))) as Code,
            false => self.codes[word.start as usize + depth],
        }
    }

    /// Sorts the words by their codes.
    pub(super) fn sort(&mut self) {
        let codes = &self.codes;
        self.words.sort_unstable_by(|a, b| order(codes, a, b));
    }

    /// Of equal words, which stand together, keeps the first, into whose value the others go.
    pub(super) fn merge(&mut self, merge: impl Fn(&mut V, V)) {
        let codes = &self.codes;
        self.words.dedup_by(|next, kept| {
            let same = order(codes, next, kept).is_eq();
            if same {
                merge(&mut kept.value, next.value);
            }
            same
        });
    }

    /// The same words by other codes: `new` has them by the present ones. Their order is no longer that of the codes.
    pub(super) fn recode<W>(mut self, new: &[Code], value: impl Fn(V) -> W) -> Words<W> {
        self.codes.iter_mut().for_each(|code| *code = new[usize::from(*code)]);
        let codes = |word: &Word<V>| &self.codes[word.start as usize..][..word.length()];
        let recoded = |word: &Word<V>| Word {
            key: key(codes(word)),
            start: word.start,
            length: word.length,
            value: value(word.value),
        };
        let words = self.words.iter().map(recoded).collect();
        Words { codes: self.codes, words }
    }
}

fn key(codes: &[Code]) -> u64 {
    (0..IN_KEY).fold(0, |key, i| key << Code::BITS | codes.get(i).map_or(0, |&code| u64::from(code)))
}

fn order<V>(codes: &[Code], a: &Word<V>, b: &Word<V>) -> Ordering {
    let rest = |word: &Word<V>| &codes[word.start as usize..][IN_KEY.min(word.length())..word.length()];
    a.key.cmp(&b.key).then_with(|| rest(a).cmp(rest(b)))
}
