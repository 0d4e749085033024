//! The engine: block after block of a text, segmented and given out token by token.

use maxmatch_dict::Matches;

use crate::bidirectional::{self, Decided, Scorer};
use crate::boundaries::Boundaries;
use crate::passes;
use crate::segmenter::{Mode, Segmenter};
use crate::text::{Block, End, ReadBuffers, Reader, Text};
use crate::token::Token;

/// How many characters are worked on at a time: few enough for all arrays to stay in the first-level cache.
const BLOCK: usize = 4096;

/// A run that no boundary of both passes interrupts for longer than this many characters is cut.
const RUN: usize = 1 << 16;

/// Buffers for segmenting, to be reused from text to text. Warm, they spare all allocation.
///
/// They hold nothing of any dictionary: one `Scratch` serves any number of segmenters, one at a time.
#[derive(Debug, Default, Clone)]
pub struct Scratch {
    pub(crate) block: Block,
    reading: ReadBuffers,
    pub(crate) matches: Matches,
    pub(crate) path: Boundaries,
    pub(crate) backward: Boundaries,
    /// Where the tokens of the block end, in characters.
    ends: Vec<u32>,
    /// How many characters of the block are segmented.
    pub(crate) settled: usize,
}

/// The tokens of a text, in order. Joined, they are the text.
#[derive(Debug)]
pub struct Tokens<'s, 't, T: ?Sized = str> {
    segmenter: &'s Segmenter,
    text: &'t T,
    reader: Reader<'t>,
    scratch: Held<'s>,
    /// The number of the next token in the scratch's `ends`.
    next: usize,
    /// Where it begins, in characters.
    start: usize,
}

#[derive(Debug)]
enum Held<'s> {
    Own(Box<Scratch>),
    Lent(&'s mut Scratch),
}

impl Held<'_> {
    #[inline(always)]
    fn get(&mut self) -> &mut Scratch {
        match self {
            Held::Own(scratch) => scratch,
            Held::Lent(scratch) => scratch,
        }
    }
}

impl<'s, 't, T: Text + ?Sized> Tokens<'s, 't, T> {
    pub(crate) fn new(
        segmenter: &'s Segmenter,
        scratch: Option<&'s mut Scratch>,
        text: &'t T,
        end: End,
    ) -> Tokens<'s, 't, T> {
        let mut scratch = scratch.map_or_else(|| Held::Own(Box::default()), Held::Lent);
        scratch.get().restart();
        let reader = Reader::new(text.bytes(), text.known(), end);
        Tokens { segmenter, text, reader, scratch, next: 0, start: 0 }
    }
}

impl<'t, T: Text + ?Sized> Iterator for Tokens<'_, 't, T> {
    type Item = Token<'t, T>;

    #[inline]
    fn next(&mut self) -> Option<Token<'t, T>> {
        let scratch = self.scratch.get();
        if self.next == scratch.ends.len() {
            if !scratch.next_block(self.segmenter, &mut self.reader, |_, _| {}) {
                return None;
            }
            (self.next, self.start) = (0, 0);
        }
        let end = scratch.ends[self.next] as usize;
        let token = self.start..end;
        (self.next, self.start) = (self.next + 1, end);
        let scorer =
            Scorer { dictionary: self.segmenter.dictionary(), block: &scratch.block, matches: &scratch.matches };
        let kind = scorer.kind(&token);
        let bytes = scratch.block.byte(token.start)..scratch.block.byte(token.end);
        Some(Token::new(self.text.piece(bytes.clone()), bytes, kind))
    }
}

impl Scratch {
    /// Ready for another text.
    pub(crate) fn restart(&mut self) {
        self.block.restart(0);
        self.ends.clear();
        self.settled = 0;
    }

    /// Segments the next block. False at the end of the text. In bidirectional mode, `observe` sees the block's scratch
    /// once both passes are made, and every region that was decided.
    pub(crate) fn next_block(
        &mut self,
        segmenter: &Segmenter,
        reader: &mut Reader<'_>,
        mut observe: impl FnMut(&Scorer<'_>, Observed<'_>),
    ) -> bool {
        self.block.drop_front(std::mem::take(&mut self.settled));
        self.ends.clear();
        self.settled = self.find_words(segmenter, reader);
        if self.settled == 0 {
            return false;
        }
        let Scratch { block, matches, path, backward, ends, settled, .. } = self;
        let units = block.units();
        match segmenter.mode() {
            Mode::Forward => passes::forward(matches.starting(), units, *settled, path),
            Mode::Backward => passes::backward(matches.ending(), units, *settled, path),
            Mode::Bidirectional => {
                passes::forward(matches.starting(), units, *settled, path);
                passes::backward(matches.ending(), units, *settled, backward);
                let scorer = Scorer { dictionary: segmenter.dictionary(), block, matches };
                observe(&scorer, Observed::Passes { forward: path, backward, length: *settled });
                bidirectional::merge(scorer, segmenter.principles(), path, backward, |decided| {
                    observe(&scorer, Observed::Region(decided));
                });
            }
        }
        ends.extend(path.iter().map(|end| end as u32));
        true
    }

    /// Reads on and finds the words, until a part of the block is settled: whatever comes after it, no word spans its
    /// end. Returns the length of that part in characters; 0 at the end of the text.
    ///
    /// Where no word spans, both passes have a boundary, so that segmenting the part by itself gives what segmenting
    /// the whole text at once would. Each block begins at such a place. A run without one for more than [`RUN`]
    /// characters is cut there, or at the last unit before: a place that depends on the run alone.
    fn find_words(&mut self, segmenter: &Segmenter, reader: &mut Reader<'_>) -> usize {
        let dictionary = segmenter.dictionary();
        let longest = dictionary.longest_word();
        let mut target = BLOCK;
        loop {
            let (codes, rules) = (dictionary.codes(), segmenter.rules());
            reader.fill(&mut self.block, target + longest, codes, rules, &mut self.reading);
            let length = self.block.len();
            if length == 0 {
                return 0;
            }
            let matches = &mut self.matches;
            self.block.with_prefix(length, |codes, units| dictionary.scan(codes, units, matches));
            let (block, is_final) = (&self.block, reader.end() == End::Final);
            let sure = if is_final && reader.is_at_end() { length } else { length.saturating_sub(longest) };
            // A text that may go on is read anew from where its last block ends.
            let can_end = |i: &usize| is_final || reader.can_begin_at(block.byte(*i));
            let settled = last_unspanned(matches.starting(), block.units(), longest, sure.min(RUN), can_end);
            if let Some(settled) = settled {
                return settled;
            }
            if sure >= RUN {
                let cut = self.cut_run(reader);
                if !is_final && !reader.can_begin_at(self.block.byte(cut)) {
                    return 0;
                }
                let matches = &mut self.matches;
                self.block.with_prefix(cut, |codes, units| dictionary.scan(codes, units, matches));
                return cut;
            }
            if reader.is_at_end() {
                return 0;
            }
            target = (target * 4).min(RUN);
        }
    }

    /// Where a run is cut that is too long: at its [`RUN`]th character, at the last unit before, or if that one is
    /// longer than the run may be, behind it. Numerals stay together if they can.
    fn cut_run(&self, reader: &Reader<'_>) -> usize {
        let units = self.block.units();
        let last = |can_end: &dyn Fn(usize) -> bool| (1..=RUN).rev().find(|&i| units[i] == 1 && can_end(i));
        last(&|i| reader.can_begin_at(self.block.byte(i)))
            .or_else(|| last(&|_| true))
            .or_else(|| (RUN..self.block.len()).find(|&i| units[i] == 1))
            .unwrap_or(self.block.len())
    }
}

/// What happens while a block is segmented in bidirectional mode.
pub(crate) enum Observed<'a> {
    Passes { forward: &'a Boundaries, backward: &'a Boundaries, length: usize },
    Region(Decided),
}

/// The last position up to `limit`, between units, that no word spans and at which a block can end.
fn last_unspanned(
    starting: &[u8],
    units: &[u8],
    longest: usize,
    limit: usize,
    can_end: impl Fn(&usize) -> bool,
) -> Option<usize> {
    let mut window = 64 + 2 * longest;
    loop {
        let low = limit.saturating_sub(window);
        let (mut reach, mut last) = (0, None);
        for i in low.saturating_sub(longest)..limit {
            reach = reach.max(i + usize::from(starting[i]));
            if i >= low && reach <= i + 1 && units[i + 1] == 1 {
                last = Some(i + 1).filter(&can_end).or(last);
            }
        }
        if last.is_some() || low == 0 {
            return last;
        }
        window *= 8;
    }
}
