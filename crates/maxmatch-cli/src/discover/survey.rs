//! Where candidates stand in a text that is cut into the words known so far.

use std::collections::HashMap;
use std::iter;
use std::ops::Range;
use std::sync::Arc;

use maxmatch::{Kind, Scratch, Segmenter};
use maxmatch_dict::characters;

use super::gram::Gram;

/// How many characters of a line stand before and behind a word in an example.
const CONTEXT: usize = 12;

/// How a candidate occurs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Uses {
    /// How often.
    pub(super) all: u64,
    /// How often it is a row of several whole tokens. Elsewhere it cuts one, or is one already, as a numeral is.
    pub(super) whole: u64,
    /// The first such place: the number of the piece, and the text around it.
    pub(super) example: Option<(usize, String)>,
}

/// Goes through pieces of a text and looks at the candidates in them.
#[derive(Clone)]
pub(super) struct Survey {
    segmenter: Segmenter,
    /// The candidates, and all that they begin with, which have no number.
    numbers: Arc<HashMap<Gram, Option<usize>>>,
    /// By candidate.
    uses: Vec<Uses>,
    /// How many tokens there are.
    tokens: u64,
    scratch: Scratch,
    places: Vec<Place>,
}

/// A character of a piece.
#[derive(Debug, Clone, Copy)]
struct Place {
    string: Option<Gram>,
    /// Where it begins, in bytes.
    start: usize,
    /// Whether a token begins with it.
    begins: bool,
}

impl Survey {
    /// A survey of candidates, with nothing looked at yet.
    pub(super) fn new(segmenter: Segmenter, candidates: &[Gram]) -> Survey {
        let beginnings =
            candidates.iter().flat_map(|string| (1..string.len()).map(|length| (string.prefix(length), None)));
        let mut numbers: HashMap<Gram, Option<usize>> = beginnings.collect();
        numbers.extend(candidates.iter().zip(0..).map(|(&string, number)| (string, Some(number))));
        Survey {
            segmenter,
            numbers: Arc::new(numbers),
            uses: vec![Uses::default(); candidates.len()],
            tokens: 0,
            scratch: Scratch::default(),
            places: Vec::new(),
        }
    }

    /// Looks at the piece with this number.
    pub(super) fn add(&mut self, number: usize, text: &str) {
        let Survey { segmenter, scratch, places, tokens, .. } = self;
        places.clear();
        for token in segmenter.segment_with(scratch, text) {
            let of_token = token.text().char_indices().filter(|&(_, c)| !characters::is_skipped(c));
            let of_token = of_token.map(|(at, c)| (token.range().start + at, Gram::of(c)));
            let begins = iter::once(true).chain(iter::repeat(false));
            places.extend(of_token.zip(begins).map(|((start, string), begins)| Place { string, start, begins }));
            *tokens += u64::from(token.kind() != Kind::Whitespace);
        }
        places.push(Place { string: None, start: text.len(), begins: true });
        for first in 0..self.places.len() {
            let mut string = Gram::default();
            for end in first + 1.. {
                let Some(next) = self.places[end - 1].string else { break };
                string = string.followed_by(next);
                match self.numbers.get(&string) {
                    None => break,
                    Some(None) => {}
                    Some(&Some(candidate)) => self.meet(candidate, number, text, first..end),
                }
            }
        }
    }

    /// Counts a candidate's occurrence.
    fn meet(&mut self, candidate: usize, piece: usize, text: &str, place: Range<usize>) {
        let begins = |i: usize| self.places[i].begins;
        let is_whole = begins(place.start) && begins(place.end) && place.clone().skip(1).any(begins);
        let uses = &mut self.uses[candidate];
        uses.all += 1;
        if is_whole {
            uses.whole += 1;
            if uses.example.is_none() {
                let bytes = self.places[place.start].start..self.places[place.end].start;
                uses.example = Some((piece, example(text, bytes)));
            }
        }
    }

    /// Takes up what another survey of the same candidates has seen.
    pub(super) fn merge(&mut self, other: Survey) {
        self.tokens += other.tokens;
        for (uses, more) in self.uses.iter_mut().zip(other.uses) {
            uses.all += more.all;
            uses.whole += more.whole;
            uses.example = match (uses.example.take(), more.example) {
                (Some(ours), Some(theirs)) => Some(ours.min(theirs)),
                (ours, theirs) => ours.or(theirs),
            };
        }
    }

    /// How often each candidate occurs, in their order, and how many tokens the text has.
    pub(super) fn finish(self) -> (Vec<Uses>, u64) {
        (self.uses, self.tokens)
    }
}

/// A word and what stands around it in its line, with single spaces for all white space.
fn example(text: &str, word: Range<usize>) -> String {
    let line_start = text[..word.start].rfind('\n').map_or(0, |at| at + 1);
    let line_end = text[word.end..].find('\n').map_or(text.len(), |at| word.end + at);
    let start = text[line_start..word.start].char_indices().rev().take(CONTEXT).last();
    let start = start.map_or(word.start, |(at, _)| line_start + at);
    let end = text[word.end..line_end].char_indices().nth(CONTEXT).map_or(line_end, |(at, _)| word.end + at);
    text[start..end].split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use maxmatch::{Dictionary, Mode};

    use super::super::gram::tests::gram;
    use super::*;

    fn survey(candidates: &[&str]) -> Survey {
        let mut builder = Dictionary::builder();
        for word in ["研究", "研究生", "生命", "的"] {
            builder.add(word, 9, None).unwrap();
        }
        let segmenter = Segmenter::builder(&builder.build().unwrap()).mode(Mode::Bidirectional).build().unwrap();
        Survey::new(segmenter, &candidates.iter().map(|text| gram(text)).collect::<Vec<_>>())
    }

    #[test]
    fn whole_tokens_and_parts_of_them() {
        for (candidate, text, all, whole) in [
            ("李小福", "李小福的研究，李小福\n李小 福", 2, 2),
            ("的李", "的李小福", 1, 1),
            ("研究生命", "研究生命", 1, 1),
            ("究生", "研究生", 1, 0),
            ("命的", "生命的", 1, 0),
            // One unit, though no word of the dictionary, is no new word either.
            ("二十一", "二十一", 1, 0),
            // A variation selector belongs to the character before it.
            ("李小", "李\u{FE00}小", 1, 1),
            ("李李", "李李李", 2, 2),
        ] {
            let mut survey = survey(&[candidate]);
            survey.add(0, text);
            let (uses, _) = survey.finish();
            assert_eq!((uses[0].all, uses[0].whole), (all, whole), "{candidate} in {text}");
        }
    }

    #[test]
    fn examples_come_from_the_line() {
        for (text, expected) in [
            ("李小福", "李小福"),
            ("前一行\n  他是\t李小福\u{3000}，\r\n后一行", "他是 李小福 ，"),
            (
                "一二三四五六七八九十甲乙丙李小福一二三四五六七八九十甲乙丙",
                "二三四五六七八九十甲乙丙李小福一二三四五六七八九十甲乙",
            ),
        ] {
            let mut survey = survey(&["李小福"]);
            survey.add(0, text);
            assert_eq!(survey.uses[0].example, Some((0, expected.to_owned())));
        }
    }

    #[test]
    fn surveys_add_up() {
        let candidates = ["李小福", "小福", "命的"];
        let texts = ["研究生命的", "李小福研究的", "小福的生命，李小福"];
        let mut one = survey(&candidates);
        let mut two = [survey(&candidates), survey(&candidates)];
        for (number, text) in (0..).zip(texts) {
            one.add(number, text);
            // Later pieces in the first of the two.
            two[usize::from(number == 0)].add(number, text);
        }
        let [mut two, other] = two;
        two.merge(other);
        assert_eq!(two.uses[0].example, Some((1, "李小福研究的".to_owned())));
        assert_eq!(one.finish(), two.finish());
    }
}
