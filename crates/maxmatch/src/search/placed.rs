//! Tokens with their positions and terms, block by block.

use maxmatch_dict::{Folding, characters};

use super::Posting;
use crate::span::Span;
use crate::text::Block;
use crate::token::Kind;
use crate::tokens::Found;

/// The tokens of a block with their positions and terms.
#[derive(Debug, Default, Clone)]
pub(crate) struct Placed {
    postings: Vec<Posting>,
    /// By posting: which characters of the folded text are its term.
    terms: Vec<Term>,
    folded: FoldedBlock,
    /// By character of the block, and for its end: how many units stand before it, white space left out.
    ordinals: Vec<u32>,
    /// By byte of the block at which a character begins, and for its end: which one.
    characters: Vec<u32>,
}

/// Characters of a block, of which something is the term.
#[derive(Debug, Clone, Copy)]
struct Term {
    from: u32,
    to: u32,
}

/// The text of a block, folded.
#[derive(Debug, Default, Clone)]
struct FoldedBlock {
    text: String,
    /// By character of the block, and for its end: where it begins in the text.
    starts: Vec<u32>,
}

impl FoldedBlock {
    #[inline(always)]
    fn get(&self, term: &Term) -> &str {
        &self.text[self.starts[term.from as usize] as usize..self.starts[term.to as usize] as usize]
    }

    /// Folds the block of a text.
    fn fold(&mut self, block: &Block, text: &[u8], folding: &Folding) {
        let FoldedBlock { text: folded, starts } = self;
        let bytes = &text[block.byte(0)..block.byte(block.len())];
        folded.clear();
        folded.reserve(bytes.len());
        starts.resize(block.len() + 1, 0);
        let (mut at, mut next) = (0, 0);
        let offsets = block.offsets();
        let mut push = |folded: &mut String, c: char, length: usize, folds: bool| {
            // Others belong to the character before.
            let is_first = offsets[next] == at;
            if is_first {
                starts[next] = folded.len() as u32;
                next += 1;
            }
            if is_first || !characters::is_ignored(c) {
                folded.push(if folds { folding.fold(c) } else { c });
            }
            at += length as u32;
        };
        if let Ok(valid) = simdutf8::basic::from_utf8(bytes) {
            valid.chars().for_each(|c| push(folded, c, c.len_utf8(), true));
        } else {
            for chunk in bytes.utf8_chunks() {
                chunk.valid().chars().for_each(|c| push(folded, c, c.len_utf8(), true));
                if !chunk.invalid().is_empty() {
                    push(folded, char::REPLACEMENT_CHARACTER, chunk.invalid().len(), false);
                }
            }
        }
        starts[block.len()] = folded.len() as u32;
    }
}

impl Placed {
    pub(crate) fn clear(&mut self) {
        self.postings.clear();
        self.terms.clear();
    }

    /// How many there are.
    #[inline(always)]
    pub(super) fn len(&self) -> usize {
        self.postings.len()
    }

    #[inline(always)]
    pub(super) fn get(&self, number: usize) -> Posting {
        self.postings[number]
    }

    /// The term of a token. Empty if there is no such token.
    #[inline(always)]
    pub(super) fn term(&self, number: usize) -> &str {
        self.terms.get(number).map_or("", |term| self.folded.get(term))
    }

    /// Places tokens that were found in a block of a text, the first of which begins at a byte of it and takes the position
    /// `position`; returns that of the character `settled`.
    pub(crate) fn place(
        &mut self,
        (block, text, folding): (&Block, &[u8], &Folding),
        found: &[Found],
        mut start: usize,
        position: usize,
        settled: usize,
    ) -> usize {
        let Placed { postings, terms, folded, ordinals, characters } = self;
        folded.fold(block, text, folding);
        ordinals.clear();
        let mut before = 0;
        ordinals.extend(block.units().iter().zip(block.kinds()).map(|(&unit, &kind)| {
            let ordinal = before;
            before += u32::from(unit == 1 && kind != Kind::Whitespace as u8);
            ordinal
        }));
        ordinals.push(before);
        // Looked up, since going from one token's end to the next one's means to guess how far that is.
        characters.resize(block.end() as usize + 1, 0);
        for (&offset, character) in block.offsets().iter().zip(0..) {
            characters[offset as usize] = character;
        }
        postings.clear();
        terms.clear();
        let base = block.byte(0);
        // Those before the first token were given out already.
        let given = ordinals[characters[start - base] as usize] as usize;
        for found in found {
            let end = start + found.length();
            let [from, to] = [start, end].map(|byte| characters[byte - base]);
            let [first, last] = [from, to].map(|character| ordinals[character as usize] as usize);
            let span = Span::new(start..end, found.kind());
            postings.push(Posting { span, position: position + first - given, length: last - first });
            terms.push(Term { from, to });
            start += found.step();
        }
        position + ordinals[settled] as usize - given
    }
}
