//! The cheapest segmentations of a text, not only the first.

use crate::lattice::Path;
use crate::segmenter::{Mode, Segmenter};
use crate::text::{End, Reader, Text};
use crate::token::Token;
use crate::tokens::Scratch;

/// A segmentation, and what it costs in [`Mode::Lattice`].
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Segmentation<'t, T: ?Sized = str> {
    /// The sum of what its tokens cost, in 1/256 of a bit.
    pub cost: i64,
    /// Its tokens. Joined, they are the text.
    pub tokens: Vec<Token<'t, T>>,
}

/// A part of the text that no token leaves.
struct Part<'t, T: ?Sized> {
    /// Its segmentations, the cheapest first.
    paths: Vec<Vec<Token<'t, T>>>,
    /// The cheapest from the text's beginning to the part's end: which path each takes here, and which one of those to the
    /// part's beginning it goes on from.
    all: Vec<(usize, usize)>,
}

impl Segmenter {
    /// The `count` cheapest segmentations of a text in [`Mode::Lattice`], whatever the segmenter's own mode, in order; fewer if
    /// there are no more. They differ from each other, and the first is what that mode gives. Of those that cost the same,
    /// that whose last differing token is longer comes first.
    ///
    /// This takes memory in the length of the text times `count`.
    ///
    /// ```
    /// use maxmatch::{Dictionary, Segmenter};
    ///
    /// let mut builder = Dictionary::builder();
    /// for (word, frequency) in [("研究", 20), ("研究生", 4), ("生命", 8), ("命", 2)] {
    ///     builder.add(word, frequency, None)?;
    /// }
    /// let best = Segmenter::new(&builder.build()?).segmentations("研究生命", 2);
    /// let words = |i: usize| best[i].tokens.iter().map(|token| token.text()).collect::<Vec<_>>();
    /// assert_eq!((words(0), words(1)), (vec!["研究", "生命"], vec!["研究生", "命"]));
    /// assert!(best[0].cost < best[1].cost);
    /// # Ok::<(), maxmatch::Error>(())
    /// ```
    pub fn segmentations<'t, T: Text + ?Sized>(&self, text: &'t T, count: usize) -> Vec<Segmentation<'t, T>> {
        let segmenter = self.with_mode(Mode::Lattice);
        let bigrams = segmenter.bigrams();
        let mut scratch = Scratch::default();
        scratch.restart();
        let mut reader = Reader::new(text.bytes(), text.known(), End::Final);
        let (mut parts, mut costs) = (Vec::new(), vec![0; count.min(1)]);
        while scratch.next_graph(&segmenter, &mut reader) {
            let graph = scratch.graph();
            let paths = graph.cheapest(bigrams, count);
            // Of those that take a path, only so many can be among the cheapest, since that many cost no more.
            let pairs = (0..paths.len())
                .flat_map(|path| (0..costs.len().min(count / (path + 1))).map(move |before| (path, before)));
            let mut all: Vec<_> = pairs.map(|pair| (costs[pair.1] + paths[pair.0].cost, pair)).collect();
            let starts = |path: usize| paths[path].links.iter().rev().map(|&link| graph.link(link).start);
            all.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| starts(a.1.0).cmp(starts(b.1.0))).then(a.1.1.cmp(&b.1.1)));
            all.truncate(count);
            costs = all.iter().map(|way| way.0).collect();
            let tokens = |path: &Path| path.links.iter().map(|&link| scratch.token(graph.link(link), text)).collect();
            parts.push(Part {
                paths: paths.iter().map(tokens).collect(),
                all: all.into_iter().map(|way| way.1).collect(),
            });
        }
        let segmentation = |(mut way, &cost): (usize, &i64)| {
            let mut pieces = Vec::new();
            for part in parts.iter().rev() {
                let (path, before) = part.all[way];
                pieces.push(&part.paths[path]);
                way = before;
            }
            Segmentation { cost, tokens: pieces.into_iter().rev().flatten().copied().collect() }
        };
        costs.iter().enumerate().map(segmentation).collect()
    }
}
