//! Why a text was cut as it was, as data.

use std::ops::Range;

use crate::principles::{Decision, Score};
use crate::segmenter::{Mode, Segmenter};
use crate::text::{End, Reader, Text};
use crate::token::Token;
use crate::tokens::{Observed, Scratch};

/// Both passes over a text, every region in which they differ, and what decided there.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Explanation<'t, T: ?Sized = str> {
    /// The forward pass.
    pub forward: Vec<Token<'t, T>>,
    /// The backward pass.
    pub backward: Vec<Token<'t, T>>,
    /// The regions in which the two differ, in order.
    pub regions: Vec<Region>,
    /// The bidirectional segmentation.
    pub tokens: Vec<Token<'t, T>>,
    /// What the text is cut into before any word is looked for, in bytes: no word begins or ends inside.
    pub units: Vec<Range<usize>>,
}

/// A part of the text, between two boundaries of both passes, that they segment differently.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Region {
    /// Where it is, in bytes.
    pub range: Range<usize>,
    /// The forward pass's score there.
    pub forward: Score,
    /// The backward pass's.
    pub backward: Score,
    /// What decided.
    pub decision: Decision,
    /// Which pass stands.
    pub chosen: Side,
}

/// One of the two passes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Side {
    /// Forward maximum matching.
    Forward,
    /// Backward maximum matching.
    Backward,
}

impl Segmenter {
    /// Explains the bidirectional segmentation of a text, whatever the segmenter's own mode.
    ///
    /// ```
    /// use maxmatch::{Decision, Dictionary, Principle, Segmenter, Side};
    ///
    /// let mut builder = Dictionary::builder();
    /// for word in ["研究", "研究生", "生命", "起源"] {
    ///     builder.add(word, 10, None)?;
    /// }
    /// let segmenter = Segmenter::new(&builder.build()?);
    /// let why = segmenter.explain("研究生命起源");
    /// assert_eq!(why.forward[0].text(), "研究生");
    /// assert_eq!(why.backward[0].text(), "研究");
    /// assert_eq!(why.regions[0].range, 0..12);
    /// assert_eq!(why.regions[0].decision, Decision::Principle(Principle::Oov)); // 命 is no word
    /// assert_eq!(why.regions[0].chosen, Side::Backward);
    /// # Ok::<(), maxmatch::Error>(())
    /// ```
    pub fn explain<'t, T: Text + ?Sized>(&self, text: &'t T) -> Explanation<'t, T> {
        let segmenter = self.with_mode(Mode::Bidirectional);
        let mut scratch = Scratch::default();
        scratch.restart();
        let mut reader = Reader::new(text.bytes(), text.known(), End::Final);
        let mut why = Explanation {
            forward: Vec::new(),
            backward: Vec::new(),
            regions: Vec::new(),
            tokens: Vec::new(),
            units: Vec::new(),
        };
        while scratch.next_block(&segmenter, &mut reader, |scorer, observed| {
            let bytes = |r: &Range<usize>| scorer.block.byte(r.start)..scorer.block.byte(r.end);
            let token = |r: Range<usize>| Token::new(text.piece(bytes(&r)), bytes(&r), scorer.kind(&r));
            match observed {
                Observed::Passes { forward, backward, length } => {
                    why.units.extend(scorer.block.unit_ranges(length).map(|unit| bytes(&unit)));
                    why.forward.extend(forward.tokens(0..length).map(token));
                    why.backward.extend(backward.tokens(0..length).map(token));
                }
                Observed::Path { path, length } => why.tokens.extend(path.tokens(0..length).map(token)),
                Observed::Region(decided) => why.regions.push(Region {
                    range: bytes(&decided.region),
                    forward: decided.forward,
                    backward: decided.backward,
                    decision: decided.decision,
                    chosen: if decided.is_forward { Side::Forward } else { Side::Backward },
                }),
            }
        }) {}
        why
    }
}
