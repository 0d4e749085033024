//! The engine: block after block of a text, segmented and given out token by token.

mod settle;

use maxmatch_dict::{Edges, Matches, WordCosts};

use crate::bidirectional::{self, Decided, Differences, Scorer};
use crate::boundaries::Boundaries;
use crate::lattice::{Graph, Lattice, Link, Prices, Sums};
use crate::passes::{self, Jumps};
use crate::search::{Forms, Placed, Postings};
use crate::segmenter::{Mode, Segmenter};
use crate::span::Spans;
use crate::text::{Block, End, Marks, ReadBuffers, Reader, Text};
use crate::token::{Kind, Token};
use crate::{full, mmseg, search, unigram};

/// Buffers for segmenting, to be reused from text to text. Warm, they spare all allocation.
///
/// They hold nothing of any dictionary: one `Scratch` serves any number of segmenters, one at a time. See
/// [`segment_with`](Segmenter::segment_with).
#[derive(Debug, Default, Clone)]
pub struct Scratch {
    block: Block,
    reading: ReadBuffers,
    matches: Matches,
    /// All words, or what they cost, where these are wanted.
    edges: Edges,
    costs: WordCosts,
    marks: Marks,
    /// By character: how far the longest word, marked text or candidate for an unknown word reaches that begins there, if
    /// need be over others. Empty if that is only a matter of words.
    reaches: Vec<u8>,
    path: Boundaries,
    backward: Boundaries,
    jumps: Jumps,
    differences: Differences,
    best: Vec<unigram::Best>,
    ahead: Vec<mmseg::Ahead>,
    lattice: Lattice,
    graph: Graph,
    sums: Sums,
    forms: Forms,
    /// The tokens of the block.
    found: Vec<Found>,
    placed: Placed,
    /// How many characters of the block are segmented.
    settled: usize,
}

/// What is to be found of the words of a block, beside the longest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Longest,
    /// All of them.
    Edges,
    /// What all of them cost.
    Costs,
}

impl Wanted {
    /// By a segmenter in its mode.
    fn by(segmenter: &Segmenter) -> Wanted {
        match segmenter.mode() {
            Mode::Forward | Mode::Backward | Mode::Bidirectional => Wanted::Longest,
            Mode::Lattice if !segmenter.looks_back() => Wanted::Costs,
            Mode::Mmseg | Mode::Unigram | Mode::Lattice | Mode::Full | Mode::Index | Mode::Query => Wanted::Edges,
        }
    }
}

/// A token of a block.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Found {
    /// Its length in bytes.
    length: u32,
    /// How far behind its beginning the next one begins, in bytes: at its end, unless tokens overlap.
    step: u32,
    /// The number of its [`Kind`].
    kind: u8,
}

/// The tokens of a text, in order. Joined, they are the text, save in [`Mode::Full`] and [`Mode::Index`].
#[derive(Debug)]
pub struct Tokens<'s, 't, T: ?Sized = str> {
    segmenter: &'s Segmenter,
    /// What is not given out yet.
    rest: &'t T,
    /// Where that begins, in bytes of the text.
    start: usize,
    reader: Reader<'t>,
    scratch: Held<'s>,
    /// The number of the next token among those found.
    next: usize,
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
        Tokens { segmenter, rest: text, start: 0, reader, scratch, next: 0 }
    }
}

impl<'t, T: Text + ?Sized> Iterator for Tokens<'_, 't, T> {
    type Item = Token<'t, T>;

    #[inline]
    fn next(&mut self) -> Option<Token<'t, T>> {
        if self.next == self.scratch.get().found.len() && !self.next_block() {
            return None;
        }
        let found = self.scratch.get().found[self.next];
        self.next += 1;
        Some(found.take(&mut self.rest, &mut self.start))
    }

    /// Block by block, without asking for each token whether there is one more.
    #[inline]
    fn fold<A, F: FnMut(A, Token<'t, T>) -> A>(mut self, mut accumulated: A, mut f: F) -> A {
        loop {
            let (mut rest, mut start) = (self.rest, self.start);
            for &found in &self.scratch.get().found[self.next..] {
                accumulated = f(accumulated, found.take(&mut rest, &mut start));
            }
            (self.rest, self.start) = (rest, start);
            if !self.next_block() {
                return accumulated;
            }
        }
    }
}

impl<T: Text + ?Sized> std::iter::FusedIterator for Tokens<'_, '_, T> {}

impl<'s, 't, T: Text + ?Sized> Tokens<'s, 't, T> {
    /// Where the next tokens are, some hundreds as a rule; none at the end of the text. They count as taken: what the iterator
    /// gives comes after them. Going over spans takes less time than going over tokens, whose texts are sliced one by one.
    ///
    /// ```
    /// use maxmatch::{Dictionary, Segmenter};
    ///
    /// let segmenter = Segmenter::new(&Dictionary::builder().add("北京", 1, None)?.build()?);
    /// let text = "我在北京";
    /// let (mut tokens, mut words) = (segmenter.segment(text), Vec::new());
    /// while let Some(spans) = tokens.next_spans() {
    ///     words.extend(spans.map(|span| &text[span.range()]));
    /// }
    /// assert_eq!(words, ["我", "在", "北京"]);
    /// # Ok::<(), maxmatch::Error>(())
    /// ```
    pub fn next_spans(&mut self) -> Option<Spans<'_>> {
        if self.next == self.scratch.get().found.len() && !self.next_block() {
            return None;
        }
        let scratch = self.scratch.get();
        let (from, start) = (self.next, self.start);
        self.next = scratch.found.len();
        self.start = scratch.block.byte(scratch.settled);
        self.rest = self.rest.divide(self.start - start).1;
        Some(Spans::new(&scratch.found[from..], start))
    }

    /// The tokens with the positions that they take in a search index: see [`Posting`](crate::Posting). The next one has position 0.
    ///
    /// ```
    /// use maxmatch::{Dictionary, Mode, Segmenter};
    ///
    /// let dictionary = Dictionary::builder().add("研究", 1, None)?.add("生命", 1, None)?.build()?;
    /// let segmenter = Segmenter::builder(&dictionary).mode(Mode::Query).build()?;
    /// let mut tokens = segmenter.segment("研究生命");
    /// tokens.next();
    /// assert!(tokens.postings().map(|posting| posting.positions()).eq([0..2]));
    /// # Ok::<(), maxmatch::Error>(())
    /// ```
    pub fn postings(mut self) -> Postings<'s, 't, T> {
        self.scratch.get().placed.clear();
        Postings::new(self)
    }

    /// The tokens of the block with their positions.
    #[inline(always)]
    pub(crate) fn placed(&self) -> &Placed {
        match &self.scratch {
            Held::Own(scratch) => &scratch.placed,
            Held::Lent(scratch) => &scratch.placed,
        }
    }

    /// Goes on to the next tokens and places them. `position` is that of the first; returns that of the one after them. None at
    /// the end of the text.
    pub(crate) fn place_next(&mut self, position: usize) -> Option<usize> {
        if self.next == self.scratch.get().found.len() && !self.next_block() {
            return None;
        }
        let (start, text, folding) = (self.start, self.reader.text(), self.segmenter.dictionary().folding());
        let Scratch { block, found, placed, settled, .. } = self.scratch.get();
        let next = placed.place((block, text, folding), &found[self.next..], start, position, *settled);
        self.next = found.len();
        self.start = block.byte(*settled);
        self.rest = self.rest.divide(self.start - start).1;
        Some(next)
    }

    /// Where the next token begins, in bytes of the text; after the last one, up to where the text is segmented.
    ///
    /// ```
    /// use maxmatch::{Dictionary, Segmenter};
    ///
    /// let segmenter = Segmenter::new(&Dictionary::builder().add("北京", 1, None)?.build()?);
    /// let mut tokens = segmenter.segment("北京。");
    /// assert_eq!(tokens.offset(), 0);
    /// tokens.next();
    /// assert_eq!(tokens.offset(), 6);
    /// # Ok::<(), maxmatch::Error>(())
    /// ```
    #[inline]
    pub fn offset(&self) -> usize {
        self.start
    }

    /// Goes on to the tokens of the next block. False if there is none.
    fn next_block(&mut self) -> bool {
        self.next = 0;
        self.scratch.get().next_block(self.segmenter, &mut self.reader, |_, _| {})
    }
}

impl Found {
    /// A token that the next one follows. `unit` is what it is if it is no word.
    #[inline(always)]
    fn new(is_word: bool, length: u32, unit: u8) -> Found {
        const { assert!(Kind::Word as u8 == 0) };
        Found { length, step: length, kind: unit & u8::from(is_word).wrapping_sub(1) }
    }

    /// The token, which is taken from the beginning of `rest`; `start` is where that is in the text, in bytes. Both go on to
    /// where the next one begins.
    #[inline(always)]
    fn take<'t, T: Text + ?Sized>(self, rest: &mut &'t T, start: &mut usize) -> Token<'t, T> {
        let (text, after) = rest.divide(self.length());
        let from = *start;
        *rest = if self.step == self.length { after } else { rest.divide(self.step()).1 };
        *start = from + self.step();
        Token::new(text, from..from + self.length(), self.kind())
    }

    #[inline(always)]
    pub(crate) fn step(self) -> usize {
        self.step as usize
    }

    /// Its length in bytes.
    #[inline(always)]
    pub(crate) fn length(self) -> usize {
        self.length as usize
    }

    #[inline(always)]
    pub(crate) fn kind(self) -> Kind {
        Kind::numbered(self.kind)
    }
}

impl Scratch {
    /// Ready for another text.
    pub(crate) fn restart(&mut self) {
        self.block.restart(0);
        self.reading.restart();
        self.found.clear();
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
        let wanted = Wanted::by(segmenter);
        if !self.settle(segmenter, reader, wanted) {
            self.found.clear();
            return false;
        }
        let longest = segmenter.layered().longest_word();
        let Scratch {
            block,
            matches,
            edges,
            costs,
            path,
            backward,
            jumps,
            differences,
            best,
            ahead,
            lattice,
            marks,
            graph,
            sums,
            forms,
            found,
            settled,
            ..
        } = self;
        match segmenter.mode() {
            Mode::Forward => passes::forward(block, matches, longest, *settled, jumps, path),
            Mode::Backward => passes::backward(block, matches, longest, *settled, jumps, path),
            Mode::Bidirectional => {
                passes::forward(block, matches, longest, *settled, jumps, path);
                passes::backward(block, matches, longest, *settled, jumps, backward);
                let scorer = Scorer::new(segmenter.layered(), block, matches);
                observe(&scorer, Observed::Passes { forward: path, backward, length: *settled });
                bidirectional::merge(scorer, segmenter.principles(), path, backward, differences, |decided| {
                    observe(&scorer, Observed::Region(decided));
                });
                observe(&scorer, Observed::Path { path, length: *settled });
            }
            Mode::Mmseg => {
                let chooser = mmseg::Chooser { block, edges, rarest: segmenter.dictionary().cost_of(0) };
                chooser.look_ahead(*settled, ahead);
                passes::jump(block, matches, longest, *settled, path, |start| chooser.choose(start, ahead));
            }
            Mode::Unigram | Mode::Query => {
                unigram::solve(block, edges, segmenter.dictionary().cost_of(1).into(), *settled, best);
                passes::jump(block, matches, longest, *settled, path, |start| best[start].end());
            }
            Mode::Lattice => {
                let (prices, cuts) = (Prices::new(segmenter), cuts(marks, segmenter, *settled));
                if let Some(bigrams) = segmenter.bigrams() {
                    graph.build(reader.text(), block, edges, &prices, *settled, cuts);
                    graph.solve(bigrams, sums, path);
                } else {
                    lattice.build(block, costs, &prices, *settled, cuts);
                    lattice.find_best(*settled);
                    collect_back(block, lattice, *settled, found);
                    return true;
                }
            }
            Mode::Full => {
                collect_all(block, *settled, found, |visit| full::each(block, edges, *settled, visit));
                return true;
            }
            Mode::Index => {
                collect_all(block, *settled, found, |visit| search::each(block, edges, forms, *settled, visit));
                return true;
            }
        }
        let (starting, ending) = (matches.starting(), matches.ending());
        match segmenter.mode() {
            // What a pass takes is a word wherever there is one.
            Mode::Forward => collect(block, path, found, |start, _| starting[start] > 0),
            Mode::Backward => collect(block, path, found, |_, end| ending[end] > 0),
            // A word of a pass is the longest that starts or ends there. Without a branch, which would be mispredicted.
            Mode::Bidirectional => collect(block, path, found, |start, end| {
                (usize::from(starting[start]) == end - start) | (usize::from(ending[end]) == end - start)
            }),
            _ => collect(block, path, found, |start, end| {
                edges.starting(start).iter().any(|word| start + usize::from(word.length) == end)
            }),
        }
        true
    }

    /// Goes on to the next part of the text and finds its words. False at the end of the text.
    fn settle(&mut self, segmenter: &Segmenter, reader: &mut Reader<'_>, wanted: Wanted) -> bool {
        self.block.drop_front(std::mem::take(&mut self.settled));
        self.settled = self.find_words(segmenter, reader, wanted);
        self.settled > 0
    }

    /// Goes on to the next part of the text and makes its [graph](Scratch::graph), in [`Mode::Lattice`].
    pub(crate) fn next_graph(&mut self, segmenter: &Segmenter, reader: &mut Reader<'_>) -> bool {
        if !self.settle(segmenter, reader, Wanted::Edges) {
            return false;
        }
        let Scratch { block, edges, marks, graph, settled, .. } = self;
        let cuts = cuts(marks, segmenter, *settled);
        graph.build(reader.text(), block, edges, &Prices::new(segmenter), *settled, cuts);
        true
    }

    /// The lattice of the settled part.
    pub(crate) fn graph(&self) -> &Graph {
        &self.graph
    }

    /// What a link of it is in the text.
    pub(crate) fn token<'t, T: Text + ?Sized>(&self, link: &Link, text: &'t T) -> Token<'t, T> {
        let [start, end] = [link.start, link.end].map(|position| self.block.byte(position as usize));
        let kind = if link.is_word { Kind::Word } else { self.block.kind(link.start as usize) };
        Token::new(text.piece(start..end), start..end, kind)
    }
}

/// Where there are cuts before a position of the block.
fn cuts(marks: &Marks, segmenter: &Segmenter, end: usize) -> impl Iterator<Item = usize> {
    marks.cuts(if segmenter.longest_marked() > 0 { end } else { 0 })
}

/// The tokens of a path: how long they are, and what. The kind of one that is no word is that of its unit.
#[inline(never)]
fn collect(block: &Block, path: &Boundaries, found: &mut Vec<Found>, is_word: impl Fn(usize, usize) -> bool) {
    let (offsets, kinds) = (block.offsets(), block.kinds());
    found.resize(path.count(), Found::default());
    let (mut start, mut slots) = (0, found.iter_mut());
    path.for_each(|end| {
        let slot = slots.next().expect("there is one for each boundary");
        *slot = Found::new(is_word(start, end), offsets[end] - offsets[start], kinds[start]);
        start = end;
    });
}

/// The tokens of the cheapest path through the first `length` characters, which is known from its end.
#[inline(never)]
fn collect_back(block: &Block, lattice: &Lattice, length: usize, found: &mut Vec<Found>) {
    let (offsets, kinds) = (block.offsets(), block.kinds());
    found.resize(length, Found::default());
    let (mut first, mut to) = (length, offsets[length]);
    lattice.trace(block, length, |start, is_word| {
        first -= 1;
        let from = offsets[start];
        found[first] = Found::new(is_word, to - from, kinds[start]);
        to = from;
    });
    found.copy_within(first.., 0);
    found.truncate(length - first);
}

/// Tokens of the first `length` characters that overlap, in the order of where they begin: those that `each` visits with where
/// one begins and ends, and its kind.
#[inline(never)]
fn collect_all(
    block: &Block,
    length: usize,
    found: &mut Vec<Found>,
    each: impl FnOnce(&mut dyn FnMut(usize, usize, Kind)),
) {
    let offsets = block.offsets();
    found.clear();
    let mut last = 0;
    let mut step_to = |found: &mut Vec<Found>, start: usize| {
        if let Some(before) = found.last_mut() {
            before.step = offsets[start] - offsets[std::mem::replace(&mut last, start)];
        }
    };
    each(&mut |start, end, kind| {
        step_to(found, start);
        found.push(Found::new(false, offsets[end] - offsets[start], kind as u8));
    });
    step_to(found, length);
}

/// What happens while a block is segmented in bidirectional mode.
pub(crate) enum Observed<'a> {
    Passes { forward: &'a Boundaries, backward: &'a Boundaries, length: usize },
    Region(Decided),
    Path { path: &'a Boundaries, length: usize },
}
