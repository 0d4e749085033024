//! Where a text could be read otherwise, and how nearly it would be.

use std::fmt;
use std::ops::Range;

use crate::lattice::{Graph, Id, Link, NO_LINK, Sums, trace};
use crate::segmenter::{Mode, Segmenter};
use crate::text::{End, Reader, Text};
use crate::token::{Kind, Token};
use crate::tokens::Scratch;

/// How a token could be read otherwise.
///
/// ```
/// use maxmatch::Ambiguity;
///
/// assert_eq!(Ambiguity::ALL.map(Ambiguity::name), ["overlap", "combination", "oov", "tie"]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
#[repr(u8)]
pub enum Ambiguity {
    /// A word of another reading begins or ends inside it and goes beyond it: 结合 in 结/合成 (overlap ambiguity, 交集型歧义,
    /// Liang Nanyuan 1987).
    Overlap,
    /// A word of another reading is a part of it, or it is a part of that word: 将来 and 将/来 (combination ambiguity, 组合型歧义).
    Combination,
    /// It is Han text in no dictionary, or in another reading such text is taken for a word.
    Oov,
    /// Another reading costs the same.
    Tie,
}

impl Ambiguity {
    /// Every one.
    pub const ALL: [Ambiguity; 4] = [Ambiguity::Overlap, Ambiguity::Combination, Ambiguity::Oov, Ambiguity::Tie];

    /// The name in output formats.
    pub fn name(self) -> &'static str {
        match self {
            Ambiguity::Overlap => "overlap",
            Ambiguity::Combination => "combination",
            Ambiguity::Oov => "oov",
            Ambiguity::Tie => "tie",
        }
    }
}

impl fmt::Display for Ambiguity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A set of [`Ambiguity`].
///
/// ```
/// use maxmatch::{Ambiguities, Ambiguity};
///
/// let mut set = Ambiguities::default();
/// assert!(set.is_empty());
/// set.insert(Ambiguity::Tie);
/// set.insert(Ambiguity::Overlap);
/// assert!(set.contains(Ambiguity::Tie));
/// assert_eq!(set.to_string(), "overlap,tie");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Ambiguities(u8);

impl Ambiguities {
    /// Puts one in.
    pub fn insert(&mut self, ambiguity: Ambiguity) {
        self.0 |= 1 << ambiguity as u8;
    }

    /// Whether one is in it.
    pub fn contains(self, ambiguity: Ambiguity) -> bool {
        self.0 >> ambiguity as u8 & 1 == 1
    }

    /// Whether none is.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Those in it.
    pub fn iter(self) -> impl Iterator<Item = Ambiguity> {
        Ambiguity::ALL.into_iter().filter(move |&ambiguity| self.contains(ambiguity))
    }

    fn and(self, other: Ambiguities) -> Ambiguities {
        Ambiguities(self.0 | other.0)
    }
}

impl fmt::Display for Ambiguities {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.iter().map(Ambiguity::name).collect::<Vec<_>>().join(","))
    }
}

impl fmt::Debug for Ambiguities {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

/// What [`Segmenter::weigh`] finds.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Weighed<'t, T: ?Sized = str> {
    /// The segmentation.
    pub tokens: Vec<WeighedToken<'t, T>>,
    /// Where another reading is near, in order. No two overlap.
    pub spots: Vec<Spot<'t, T>>,
}

/// A token, and how sure it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct WeighedToken<'t, T: ?Sized = str> {
    /// The token.
    pub token: Token<'t, T>,
    /// Its confidence: how much more the cheapest segmentation costs that does not have it, in 1/256 of a bit. None if all
    /// have it.
    pub margin: Option<u32>,
    /// How it could be read otherwise.
    pub ambiguities: Ambiguities,
}

/// A part of a text that could be read otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Spot<'t, T: ?Sized = str> {
    /// Where it is, in bytes.
    pub range: Range<usize>,
    /// Its tokens.
    pub tokens: Vec<Token<'t, T>>,
    /// Those of the cheapest other reading. It differs from the first to the last of them.
    pub other: Vec<Token<'t, T>>,
    /// How much more that costs, in 1/256 of a bit.
    pub margin: u32,
    /// What all readings make of its tokens.
    pub ambiguities: Ambiguities,
}

impl Segmenter {
    /// Segments a text in [`Mode::Lattice`], whatever the segmenter's own mode, and says of every token how much its
    /// alternatives cost. What the tokens' ambiguities and the spots are made of are the readings that cost at most `within`
    /// more than the cheapest, in 1/256 of a bit; a reading that costs a bit more is half as probable.
    ///
    /// ```
    /// use maxmatch::{Ambiguity, Dictionary, Segmenter};
    ///
    /// let mut builder = Dictionary::builder();
    /// for (word, frequency) in [("研究", 20), ("研究生", 4), ("生命", 8), ("命", 2)] {
    ///     builder.add(word, frequency, None)?;
    /// }
    /// let segmenter = Segmenter::new(&builder.build()?);
    /// let weighed = segmenter.weigh("研究生命。", 8 * 256);
    /// assert!(weighed.tokens[0].ambiguities.contains(Ambiguity::Combination)); // 研究生
    /// assert!(weighed.tokens[1].ambiguities.contains(Ambiguity::Overlap));
    /// assert_eq!(weighed.tokens[2].margin, None); // 。
    /// let spot = &weighed.spots[0];
    /// assert_eq!(spot.range, 0..12);
    /// assert!(spot.other.iter().map(|token| token.text()).eq(["研究生", "命"]));
    /// assert!(segmenter.weigh("研究生命。", spot.margin - 1).spots.is_empty());
    /// # Ok::<(), maxmatch::Error>(())
    /// ```
    pub fn weigh<'t, T: Text + ?Sized>(&self, text: &'t T, within: u32) -> Weighed<'t, T> {
        self.weigh_up_to(text, within, End::Final)
    }

    /// [Weighs](Segmenter::weigh) the beginning of a text that may go on, up to where
    /// [`segment_prefix_with`](Segmenter::segment_prefix_with) does in [`Mode::Lattice`], and leaves the rest.
    ///
    /// ```
    /// use maxmatch::{Dictionary, Segmenter};
    ///
    /// let mut builder = Dictionary::builder();
    /// for (word, frequency) in [("研究", 20), ("研究生", 4), ("生命", 8), ("命", 2)] {
    ///     builder.add(word, frequency, None)?;
    /// }
    /// let segmenter = Segmenter::new(&builder.build()?);
    /// let text = "研究生命，".repeat(30_000);
    /// let (beginning, whole) = (segmenter.weigh_prefix(text.as_bytes(), 2560), segmenter.weigh(text.as_bytes(), 2560));
    /// assert!(!beginning.tokens.is_empty() && beginning.tokens.len() < whole.tokens.len());
    /// assert_eq!(beginning.tokens, whole.tokens[..beginning.tokens.len()]);
    /// # Ok::<(), maxmatch::Error>(())
    /// ```
    pub fn weigh_prefix<'t>(&self, text: &'t [u8], within: u32) -> Weighed<'t, [u8]> {
        self.weigh_up_to(text, within, End::Open)
    }

    fn weigh_up_to<'t, T: Text + ?Sized>(&self, text: &'t T, within: u32, end: End) -> Weighed<'t, T> {
        let segmenter = self.with_mode(Mode::Lattice);
        let mut scratch = Scratch::default();
        scratch.restart();
        let mut reader = Reader::new(text.bytes(), text.known(), end);
        let (mut ahead, mut behind) = (Sums::new(), Sums::new());
        let mut weighed = Weighed { tokens: Vec::new(), spots: Vec::new() };
        while scratch.next_graph(&segmenter, &mut reader) {
            let bigrams = segmenter.bigrams();
            let graph = scratch.graph();
            let (cost, last) = graph.forward(bigrams, &mut ahead);
            graph.backward(bigrams, &mut behind);
            let path = trace(last, &ahead);
            let readings = Readings { graph, cost, path, ahead: &ahead, behind: &behind };
            readings.weigh(within, |link| scratch.token(link, text), &mut weighed);
        }
        weighed
    }
}

/// All readings of a part of a text that no token leaves.
struct Readings<'g> {
    graph: &'g Graph,
    /// What the cheapest costs, and its links.
    cost: i64,
    path: Vec<Id>,
    /// What the cheapest through a link costs on both sides of it.
    ahead: &'g Sums,
    behind: &'g Sums,
}

/// A link of other readings.
struct Other {
    id: Id,
    /// How much more the cheapest reading with it costs.
    margin: u32,
}

impl Readings<'_> {
    fn weigh<'t, T: ?Sized>(&self, within: u32, token: impl Fn(&Link) -> Token<'t, T>, weighed: &mut Weighed<'t, T>) {
        let all = 0..self.graph.links().len() as Id;
        let mut others: Vec<Other> =
            all.filter(|&id| !self.is_on_path(id)).map(|id| Other { id, margin: self.margin(id) }).collect();
        let first = weighed.tokens.len();
        weighed.tokens.extend(self.path.iter().map(|&id| {
            let token = token(self.graph.link(id));
            let mut ambiguities = Ambiguities::default();
            if token.kind() == Kind::Unknown {
                ambiguities.insert(Ambiguity::Oov);
            }
            WeighedToken { token, margin: None, ambiguities }
        }));
        let tokens = &mut weighed.tokens[first..];
        for other in &others {
            let link = self.graph.link(other.id);
            let kind = (other.margin <= within).then(|| token(link).kind());
            for i in self.tokens_in(link.range()) {
                let range = self.graph.link(self.path[i]).range();
                let WeighedToken { margin, ambiguities, .. } = &mut tokens[i];
                *margin = Some(margin.map_or(other.margin, |margin| margin.min(other.margin)));
                if let Some(kind) = kind {
                    ambiguities.insert(how(&range, &link.range(), kind));
                }
                if other.margin == 0 {
                    ambiguities.insert(Ambiguity::Tie);
                }
            }
        }
        others.retain(|other| other.margin <= within);
        others.sort_by_key(|other| (other.margin, self.graph.link(other.id).start));
        let mut is_taken = vec![false; self.path.len()];
        let mut spots = Vec::new();
        for other in &others {
            let links = self.apart(other.id);
            let [first, last] = [links[0], links[links.len() - 1]].map(|id| self.graph.link(id));
            let here = self.tokens_in(first.start as usize..last.end as usize);
            if is_taken[here.clone()].contains(&true) {
                continue;
            }
            is_taken[here.clone()].fill(true);
            let tokens = &tokens[here];
            spots.push(Spot {
                range: tokens[0].token.range().start..tokens[tokens.len() - 1].token.range().end,
                tokens: tokens.iter().map(|weighed| weighed.token).collect(),
                other: links.iter().map(|&id| token(self.graph.link(id))).collect(),
                margin: other.margin,
                ambiguities: tokens.iter().fold(Ambiguities::default(), |all, token| all.and(token.ambiguities)),
            });
        }
        spots.sort_by_key(|spot| spot.range.start);
        weighed.spots.extend(spots);
    }

    fn is_on_path(&self, id: Id) -> bool {
        let start = self.graph.link(id).start;
        let place = self.path.binary_search_by_key(&start, |&on| self.graph.link(on).start);
        place.is_ok_and(|i| self.path[i] == id)
    }

    fn margin(&self, id: Id) -> u32 {
        let through = self.ahead[id as usize].0 + self.behind[id as usize].0;
        u32::try_from(through - self.cost).unwrap_or(u32::MAX)
    }

    /// The tokens of the cheapest reading that have characters in a range.
    fn tokens_in(&self, range: Range<usize>) -> Range<usize> {
        let start = self.path.partition_point(|&id| self.graph.link(id).range().end <= range.start);
        let end = self.path.partition_point(|&id| self.graph.link(id).range().start < range.end);
        start..end
    }

    /// The cheapest reading with a link, where it is not the cheapest of all.
    fn apart(&self, id: Id) -> Vec<Id> {
        let go = |sums: &Sums| {
            let on = |&id: &Id| Some(sums[id as usize].1).filter(|&next| next != NO_LINK && !self.is_on_path(next));
            std::iter::successors(Some(id), on).skip(1).collect::<Vec<Id>>()
        };
        let (before, after) = (go(self.ahead), go(self.behind));
        before.into_iter().rev().chain([id]).chain(after).collect()
    }
}

/// How a token is read otherwise by another reading's token, and of what kind that is.
fn how(token: &Range<usize>, other: &Range<usize>, kind: Kind) -> Ambiguity {
    let is_in = |a: &Range<usize>, b: &Range<usize>| a.start >= b.start && a.end <= b.end;
    if kind == Kind::Unknown {
        Ambiguity::Oov
    } else if is_in(token, other) || is_in(other, token) {
        Ambiguity::Combination
    } else {
        Ambiguity::Overlap
    }
}
