//! What of a text is words, and what is unknown.

use std::collections::{HashMap, HashSet};
use std::io::Write;

use maxmatch::{Dictionary, Kind, Token};

use super::{most_frequent, row};
use crate::failure::Failure;

/// What is counted. White space is not.
#[derive(Default)]
pub(super) struct Coverage {
    /// Tokens and characters, by the number of the kind.
    kinds: [(u64, u64); Kind::ALL.len()],
    /// The different words, as they are spelt.
    words: HashSet<Box<[u8]>>,
    /// Strings of adjacent tokens that are in no dictionary.
    unknown: HashMap<Box<[u8]>, u64>,
    /// The beginning of such a string.
    begun: Vec<u8>,
}

impl Coverage {
    pub(super) fn add(&mut self, token: &Token<'_, [u8]>) {
        let (kind, text) = (token.kind(), token.text());
        if kind == Kind::Unknown {
            self.begun.extend_from_slice(text);
        } else {
            self.end_unknown();
        }
        if kind == Kind::Word && !self.words.contains(text) {
            self.words.insert(text.into());
        }
        let (tokens, characters) = &mut self.kinds[kind as usize];
        *tokens += 1;
        // Bytes that go on with a character begin none.
        *characters += text.iter().filter(|&byte| byte & 0xC0 != 0x80).count() as u64;
    }

    /// Counts the string of unknown tokens that ends here, if there is one.
    pub(super) fn end_unknown(&mut self) {
        if self.begun.is_empty() {
            return;
        }
        match self.unknown.get_mut(&*self.begun) {
            Some(count) => *count += 1,
            None => {
                self.unknown.insert(self.begun.as_slice().into(), 1);
            }
        }
        self.begun.clear();
    }

    /// Writes it.
    pub(super) fn write(self, dictionary: &Dictionary, top: usize, output: &mut impl Write) -> Result<(), Failure> {
        let seen = || {
            Kind::ALL.into_iter().filter(|&kind| kind != Kind::Whitespace).map(|kind| (kind, self.kinds[kind as usize]))
        };
        let tokens = seen().map(|(_, counts)| counts.0).sum();
        let characters = seen().map(|(_, counts)| counts.1).sum();
        writeln!(output, "\ntokens of the text {tokens}, white space aside")?;
        for (kind, counts) in seen() {
            row(kind.name(), counts.0, tokens, output)?;
        }
        writeln!(output, "\ncharacters of the text {characters}, white space aside")?;
        for (kind, counts) in seen() {
            row(kind.name(), counts.1, characters, output)?;
        }
        let (own, all) = (self.own(dictionary)?, dictionary.info().words);
        match self.words.len() - own {
            0 => writeln!(output, "\ndifferent words in the text {own}, of {all} in the dictionary")?,
            more => writeln!(
                output,
                "\ndifferent words in the text {}: {own} of {all} in the dictionary, {more} of user dictionaries alone",
                self.words.len()
            )?,
        }
        writeln!(output, "\nunknown strings, {} different ones", self.unknown.len())?;
        for (text, count) in most_frequent(self.unknown, top) {
            write!(output, "  {count:>12}  ")?;
            output.write_all(&text)?;
            writeln!(output)?;
        }
        Ok(())
    }

    /// How many of the different words are in the dictionary itself, in some spelling.
    fn own(&self, dictionary: &Dictionary) -> Result<usize, Failure> {
        let mut own = 0;
        for word in self.words.iter().filter_map(|word| str::from_utf8(word).ok()) {
            own += usize::from(dictionary.spellings(word)?.next().is_some());
        }
        Ok(own)
    }
}
