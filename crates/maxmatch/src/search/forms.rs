//! Units by the rules that do not make units for search: numbers with separators, numerals, addresses.

use std::ops::Range;

use maxmatch_dict::{Codes, LONGEST_WORD};

use crate::rules::Rules;
use crate::text::{Block, NEAR, ReadBuffers, begins_form, read_here};
use crate::token::Kind;

/// The forms of a block: units by other rules than those for search, which are more than one unit for search. They are found from
/// left to right, none inside another, and are no longer than a word can be.
#[derive(Debug, Default, Clone)]
pub(crate) struct Forms {
    found: Vec<Form>,
    /// What is read from one place.
    block: Block,
    reading: ReadBuffers,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Form {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) kind: Kind,
}

impl Forms {
    /// Those of the block, in order.
    pub(super) fn found(&self) -> &[Form] {
        &self.found
    }

    /// How far reading looks for them, in characters: a run of numerals, which is cut as a whole, has three bytes for each or more.
    pub(crate) const REACH: usize = NEAR / 3 + 1;

    /// Finds those that begin among the first `length` characters of a block, and notes in `reaches` how far reading went for
    /// them. Without rules there are none.
    ///
    /// What does not end as soon as that is passed over for as long as a word can be, or each of its units would be looked at; but not
    /// beyond the end of a line, or what is found in the next would depend on it.
    pub(crate) fn find(
        &mut self,
        block: &Block,
        length: usize,
        text: &[u8],
        codes: Codes<'_>,
        rules: Option<Rules>,
        reaches: &mut [u8],
    ) {
        const { assert!(Forms::REACH >= LONGEST_WORD && Forms::REACH <= u8::MAX as usize) };
        self.found.clear();
        let Some(rules) = rules else { return };
        let mut next = 0;
        while next < length {
            let start = next;
            next = block.unit_end(start);
            if block.byte(next) - block.byte(start) > NEAR || !may_begin(block, start..next, text) {
                continue;
            }
            let is_whole = read_here(text, block.byte(start), &mut self.block, codes, rules, &mut self.reading);
            let before = self.found.len();
            next = match is_whole.then(|| self.take(block, start)).flatten() {
                Some(end) => end.max(next),
                None => {
                    self.found.truncate(before);
                    pass_over(block, next, length.min(start + LONGEST_WORD), text)
                }
            };
            reaches[start] = u8::try_from(next - start).unwrap_or(0);
        }
    }

    /// Takes what was read from a place of the block, and returns where it ends. None if that is too long for the block, or one of
    /// its units for a word. What ends inside of a unit is nothing, and what is a single one no form.
    fn take(&mut self, block: &Block, start: usize) -> Option<usize> {
        let read = &self.block;
        let mut at = start;
        for unit in read.unit_ranges(read.len()) {
            let end = block.position(at, read.byte(unit.end) - read.byte(unit.start))?;
            if block.units()[end] == 0 {
                break;
            }
            if end - at > LONGEST_WORD {
                return None;
            }
            if end > block.unit_end(at) {
                self.found.push(Form { start: at, end, kind: read.kind(unit.start) });
            }
            at = end;
        }
        Some(at)
    }
}

/// The last beginning of a unit up to a position, or of the line's end if that comes before.
fn pass_over(block: &Block, from: usize, position: usize, text: &[u8]) -> usize {
    let mut at = from;
    while at < position && !matches!(text[block.byte(at)], b'\n' | b'\r') {
        match block.unit_end(at) {
            end if end > position => break,
            end => at = end,
        }
    }
    at
}

/// Whether a unit can begin one that is several.
fn may_begin(block: &Block, unit: Range<usize>, text: &[u8]) -> bool {
    let end = block.byte(unit.end);
    match block.kind(unit.start) {
        // Behind a letter every form goes on with a sign.
        Kind::Latin if text[end - 1].is_ascii_alphabetic() => text.get(end).is_some_and(u8::is_ascii_punctuation),
        Kind::Latin | Kind::Letter | Kind::Number => unit.end < block.len(),
        Kind::Whitespace | Kind::Invalid => false,
        _ => unit.len() > 1 || begins_form(&text[block.byte(unit.start)..end]),
    }
}
