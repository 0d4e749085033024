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
        folded.clear();
        starts.clear();
        let mut at = block.byte(0);
        for chunk in text[at..block.byte(block.len())].utf8_chunks() {
            for c in chunk.valid().chars() {
                // Others belong to the character before.
                let is_first = at == block.byte(starts.len());
                if is_first {
                    starts.push(folded.len() as u32);
                }
                if is_first || !characters::is_ignored(c) {
                    folded.push(folding.fold(c));
                }
                at += c.len_utf8();
            }
            if !chunk.invalid().is_empty() {
                starts.push(folded.len() as u32);
                folded.push(char::REPLACEMENT_CHARACTER);
                at += chunk.invalid().len();
            }
        }
        starts.push(folded.len() as u32);
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

    /// Places tokens that were found in a block of a text, the first of which begins at a byte of it. `position` is where the
    /// block begins; returns where the character `settled` is.
    pub(crate) fn place(
        &mut self,
        (block, text, folding): (&Block, &[u8], &Folding),
        found: &[Found],
        mut start: usize,
        position: usize,
        settled: usize,
    ) -> usize {
        let Placed { postings, terms, folded, ordinals } = self;
        folded.fold(block, text, folding);
        ordinals.clear();
        let mut before = 0;
        ordinals.extend(block.units().iter().zip(block.kinds()).map(|(&unit, &kind)| {
            let ordinal = before;
            before += u32::from(unit == 1 && kind != Kind::Whitespace as u8);
            ordinal
        }));
        ordinals.push(before);
        postings.clear();
        terms.clear();
        let mut at = 0;
        for found in found {
            let end = start + found.length();
            while block.byte(at) < start {
                at += 1;
            }
            let mut to = at;
            while block.byte(to) < end {
                to += 1;
            }
            let (first, last) = (ordinals[at] as usize, ordinals[to] as usize);
            let span = Span::new(start..end, found.kind());
            postings.push(Posting { span, position: position + first, length: last - first });
            terms.push(Term { from: at as u32, to: to as u32 });
            start += found.step();
        }
        position + ordinals[settled] as usize
    }
}
