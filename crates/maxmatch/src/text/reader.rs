//! Reading a text into blocks: decoding, units, codes.

use maxmatch_dict::{Codes, characters};

use super::Block;
use super::class::{self, Class};
use super::{numeral, unit};
use crate::segmenter::Rules;
use crate::token::Kind;

/// A text and how far it is read. Reading pauses only between units.
#[derive(Debug, Clone)]
pub(crate) struct Reader<'t> {
    text: &'t [u8],
    /// How far it is read, in bytes.
    at: usize,
    /// UTF-8 from `at` on; behind it the text ends, or what comes must be looked at.
    valid: &'t str,
}

impl<'t> Reader<'t> {
    /// `valid` is the part at the beginning of `text` that is known to be UTF-8.
    pub(crate) fn new(text: &'t [u8], valid: &'t str) -> Reader<'t> {
        Reader { text, at: 0, valid }
    }

    /// Whether all is read.
    pub(crate) fn is_at_end(&self) -> bool {
        self.at == self.text.len()
    }

    /// Reads on until the block has at least `length` characters or the text ends.
    pub(crate) fn fill(&mut self, block: &mut Block, length: usize, codes: Codes<'_>, rules: &Rules) {
        while block.len() < length && !self.is_at_end() {
            if self.valid.is_empty() && !self.look_ahead(block) {
                continue;
            }
            let first = self.valid.chars().next().expect("there is more");
            if class::class(first).is_han() {
                self.read_han(block, length, codes, rules);
            } else {
                self.read_unit(block, codes, rules);
            }
        }
    }

    /// Finds out how far the text is UTF-8 from here. If that is nowhere, the ill-formed sequence is read as a unit.
    fn look_ahead(&mut self, block: &mut Block) -> bool {
        let rest = &self.text[self.at..];
        let chunk = match std::str::from_utf8(rest) {
            Ok(valid) => {
                self.valid = valid;
                return true;
            }
            // The chunk ends before the sequence that the error reports.
            Err(_) => rest.utf8_chunks().next().expect("the rest is not empty"),
        };
        self.valid = chunk.valid();
        if self.valid.is_empty() {
            self.at += chunk.invalid().len();
            block.begin_unit(0, Kind::Invalid, self.at);
        }
        !self.valid.is_empty()
    }

    /// Takes `bytes` more bytes as read.
    #[inline(always)]
    fn advance(&mut self, bytes: usize) {
        self.at += bytes;
        self.valid = &self.valid[bytes..];
    }

    /// Reads one unit outside Han text.
    fn read_unit(&mut self, block: &mut Block, codes: Codes<'_>, rules: &Rules) {
        let (length, kind) = if rules.units { unit::next(self.valid) } else { unit::cluster(self.valid) };
        let mut end = self.at;
        let mut chars = self.valid[..length].chars();
        let first = chars.next().expect("a unit has characters");
        end += first.len_utf8();
        block.begin_unit(codes.get(first), kind, end);
        for c in chars {
            end += c.len_utf8();
            if characters::is_skipped(c) {
                block.stretch(end);
            } else {
                block.extend_unit(codes.get(c), end);
            }
        }
        self.advance(length);
    }

    /// Reads Han clusters, until the block is long enough and no numeral is cut, or the Han text ends.
    fn read_han(&mut self, block: &mut Block, length: usize, codes: Codes<'_>, rules: &Rules) {
        let valid = self.valid;
        let start = self.at;
        let mut read = 0;
        let mut numeral = Numeral::default();
        for (i, c) in valid.char_indices() {
            let class = class::class(c);
            if class.is_han() {
                let next = || valid[i + c.len_utf8()..].chars().next();
                if rules.units {
                    numeral.meet(c, class, block, next);
                }
                if block.len() >= length && !numeral.is_open() {
                    break;
                }
                read = i + c.len_utf8();
                block.begin_unit(codes.get(c), Kind::Unknown, start + read);
            } else if characters::is_skipped(c) {
                read = i + c.len_utf8();
                block.stretch(start + read);
            } else {
                break;
            }
        }
        numeral.close(block);
        self.advance(read);
    }
}

/// The run of numeral characters that is being read.
#[derive(Default)]
struct Numeral {
    /// Where in the block it began; meaningful while there are characters.
    start: usize,
    run: Vec<char>,
}

/// A longer run of numeral characters is cut.
const LONGEST_NUMERAL: usize = 1 << 16;

impl Numeral {
    fn is_open(&self) -> bool {
        !self.run.is_empty()
    }

    /// Meets the next Han character, which is not in the block yet.
    #[inline(always)]
    fn meet(&mut self, c: char, class: Class, block: &mut Block, next: impl Fn() -> Option<char>) {
        let goes_on = class == Class::HanNumeral
            || (class == Class::Dian
                && self.is_open()
                && next().is_some_and(|next| class::class(next) == Class::HanNumeral));
        if self.is_open() && (!goes_on || self.run.len() == LONGEST_NUMERAL) {
            self.close(block);
        }
        if goes_on {
            if !self.is_open() {
                self.start = block.len();
            }
            self.run.push(c);
        }
    }

    /// Makes units of the run, which has ended.
    #[inline(always)]
    fn close(&mut self, block: &mut Block) {
        if self.run.len() > 1 {
            let mut start = self.start;
            numeral::units(&self.run, |length| {
                if length > 1 {
                    block.join(start..start + length, Kind::Number);
                }
                start += length;
            });
        }
        self.run.clear();
    }
}
