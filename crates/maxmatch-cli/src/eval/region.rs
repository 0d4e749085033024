//! Where two segmentations of a line differ, and how.
//!
//! A *region* is the text between two neighbouring boundaries that both have. Three things can be wrong in it, and each
//! wrong word is in exactly one region:
//!
//! * one gold word, several output words: it is cut *too fine*;
//! * several gold words, one output word: they are joined, *too coarse*;
//! * several of both: words cross, an *overlap* error.
//!
//! The first two come from combination ambiguity, in which AB is a word and so are A and B; the third from overlap ambiguity,
//! AB|C against A|BC.

use std::cmp::Ordering;
use std::iter;
use std::ops::Range;

use super::text::Word;

/// The words between two boundaries that both segmentations have, as indices. Neither range is empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Region {
    pub(super) gold: Range<usize>,
    pub(super) output: Range<usize>,
}

/// What is wrong in a region.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Error {
    TooFine,
    TooCoarse,
    Overlap,
}

impl Error {
    pub(super) const ALL: [Error; 3] = [Error::TooFine, Error::TooCoarse, Error::Overlap];

    pub(super) fn name(self) -> &'static str {
        match self {
            Error::TooFine => "too fine",
            Error::TooCoarse => "too coarse",
            Error::Overlap => "overlap",
        }
    }
}

impl Region {
    /// None if gold and output have one and the same word.
    pub(super) fn error(&self) -> Option<Error> {
        match (self.gold.len(), self.output.len()) {
            (1, 1) => None,
            (1, _) => Some(Error::TooFine),
            (_, 1) => Some(Error::TooCoarse),
            _ => Some(Error::Overlap),
        }
    }
}

/// The regions of two segmentations of one text, in order.
pub(super) fn regions(gold: &[Word<'_>], output: &[Word<'_>]) -> impl Iterator<Item = Region> {
    let mut region = Region { gold: 0..0, output: 0..0 };
    iter::from_fn(move || {
        region =
            Region { gold: region.gold.end..region.gold.end + 1, output: region.output.end..region.output.end + 1 };
        loop {
            let (gold_end, output_end) = (gold.get(region.gold.end - 1)?.end, output.get(region.output.end - 1)?.end);
            match gold_end.cmp(&output_end) {
                Ordering::Less => region.gold.end += 1,
                Ordering::Equal => return Some(region.clone()),
                Ordering::Greater => region.output.end += 1,
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use std::ops::Range;

    use super::super::text::{Word, words};
    use super::{Error, regions};

    #[test]
    fn kinds() {
        for (gold, output, expected) in [
            ("研究 生命", "研究 生命", "研究=研究 生命=生命"),
            ("研究 生命 起源", "研究生 命 起源", "研究/生命~研究生/命:overlap 起源=起源"),
            ("白天鹅 在", "白天 鹅 在", "白天鹅~白天/鹅:too fine 在=在"),
            ("他 马上 来", "他 马 上 来", "他=他 马上~马/上:too fine 来=来"),
            ("从 马 上 下来", "从 马上 下来", "从=从 马/上~马上:too coarse 下来=下来"),
            // C lies in a word that crosses another one.
            ("AB C D", "A BC D", "AB/C~A/BC:overlap D=D"),
            ("A B CD", "AB C D", "A/B~AB:too coarse CD~C/D:too fine"),
            ("AB CD EF", "A BC DE F", "AB/CD/EF~A/BC/DE/F:overlap"),
            ("ABC", "A B C", "ABC~A/B/C:too fine"),
            ("", "", ""),
        ] {
            let (gold, output) = (words(gold), words(output));
            let join = |words: &[Word<'_>]| words.iter().map(|word| word.text).collect::<Vec<_>>().join("/");
            let found = regions(&gold, &output).map(|region| {
                let pair = [join(&gold[region.gold.clone()]), join(&output[region.output.clone()])];
                match region.error() {
                    None => pair.join("="),
                    Some(error) => format!("{}:{}", pair.join("~"), error.name()),
                }
            });
            assert_eq!(found.collect::<Vec<_>>().join(" "), expected);
        }
    }

    /// All words that a text of seven characters can be cut into, as spans, one bit a boundary.
    fn segmentations() -> Vec<Vec<Range<usize>>> {
        let spans = |bits: u32| {
            let ends = (1..7).filter(|end| bits & 1 << (end - 1) != 0).chain([7]);
            let mut start = 0;
            ends.map(|end| std::mem::replace(&mut start, end)..end).collect()
        };
        (0..1 << 6).map(spans).collect()
    }

    /// Each class by its own definition, on any two segmentations: of a wrong gold word exactly one holds.
    #[test]
    fn every_wrong_word_is_in_one_class() {
        let words =
            |spans: &[Range<usize>]| spans.iter().map(|span| Word { text: "", end: span.end }).collect::<Vec<_>>();
        for gold in &segmentations() {
            for output in &segmentations() {
                let has = |spans: &[Range<usize>], at| at == 0 || spans.iter().any(|span| span.end == at);
                let crosses = |a: &Range<usize>, b: &Range<usize>| {
                    a.start < b.start && b.start < a.end && a.end < b.end
                        || b.start < a.start && a.start < b.end && b.end < a.end
                };
                let holds = |a: &Range<usize>, b: &Range<usize>| a.start <= b.start && b.end <= a.end && a != b;
                let class = |word: &Range<usize>| {
                    let is_cut = !output.contains(word) && has(output, word.start) && has(output, word.end);
                    let is_joined = output.iter().any(|o| holds(o, word) && has(gold, o.start) && has(gold, o.end));
                    let is_crossed = output
                        .iter()
                        .any(|o| crosses(o, word) || holds(o, word) && gold.iter().any(|other| crosses(o, other)));
                    let found: Vec<Option<Error>> = [
                        (output.contains(word), None),
                        (is_cut, Some(Error::TooFine)),
                        (is_joined, Some(Error::TooCoarse)),
                        (is_crossed, Some(Error::Overlap)),
                    ]
                    .into_iter()
                    .filter_map(|(holds, class)| holds.then_some(class))
                    .collect();
                    assert_eq!(found.len(), 1, "{word:?} of {gold:?} in {output:?}: {found:?}");
                    found[0]
                };
                let (mut golds, mut outputs) = (0, 0);
                for region in regions(&words(gold), &words(output)) {
                    assert_eq!((region.gold.start, region.output.start), (golds, outputs), "no word is left out");
                    (golds, outputs) = (region.gold.end, region.output.end);
                    assert!(gold[region.gold.clone()].iter().all(|word| class(word) == region.error()));
                }
                assert_eq!((golds, outputs), (gold.len(), output.len()));
            }
        }
    }
}
