//! Edits of words: a frequency, a new word, a forbidden one.

use std::cmp::Reverse;
use std::ops::Range;

use maxmatch_dict::Error;

use super::marks::Marks;
use super::{Edit, Search, line};
use crate::segmenter::{Mode, Segmenter};
use crate::token::Kind;

/// The longest text that is tried as a word, in characters.
const LONGEST: usize = 16;
/// A frequency that becomes so many times what it was, or such a part of it, still says much the same.
const MILD: u32 = 10;

/// What can be a word.
pub(super) struct Span {
    pub(super) range: Range<usize>,
    /// Its length in characters.
    pub(super) characters: usize,
    /// If it is a word, how often that is said to occur; 0 where nothing is said.
    pub(super) frequency: Option<u32>,
}

impl Span {
    pub(super) fn is_word(&self) -> bool {
        self.frequency.is_some()
    }
}

/// What can be a word in a part of the text, given as the ends of its characters: from unit to unit. The rarest come
/// first, since they stand in the fewest other texts, and of these the shortest; of several places of one text the first.
pub(super) fn spans(segmenter: &Segmenter, text: &str, ends: &[usize]) -> Result<Vec<Span>, Error> {
    let words = all_words(segmenter, text);
    let units = segmenter.explain(text).units;
    let is_boundary = |at: usize| at == text.len() || units.binary_search_by_key(&at, |unit| unit.start).is_ok();
    let mut spans = Vec::<Span>::new();
    for characters in 1..ends.len() {
        for pair in ends.windows(characters + 1) {
            let range = pair[0]..pair[characters];
            let is_word = words.contains(&range);
            let is_there =
                |span: &Span| span.characters == characters && text[span.range.clone()] == text[range.clone()];
            let is_tried = characters <= LONGEST && is_boundary(range.start) && is_boundary(range.end);
            if !is_word && !is_tried || spans.iter().any(is_there) {
                continue;
            }
            let found = if is_word { segmenter.layered().find(&text[range.clone()])? } else { None };
            let often = found.and_then(|found| found.frequency).unwrap_or(0);
            let frequency = is_word.then(|| u32::try_from(often).unwrap_or(u32::MAX));
            spans.push(Span { range, characters, frequency });
        }
    }
    spans.sort_by_key(|span| span.frequency);
    Ok(spans)
}

/// Every word of a text, in bytes.
fn all_words(segmenter: &Segmenter, text: &str) -> Vec<Range<usize>> {
    let all = segmenter.with_mode(Mode::Full);
    all.segment(text).filter(|token| token.kind() == Kind::Word).map(|token| token.range()).collect()
}

impl Search<'_> {
    /// A new word that is to be a token, and a frequency only if it must have one.
    pub(super) fn new_word(&self) -> Result<Option<Edit>, Error> {
        self.first(|span| !span.is_word() && self.is_wanted(span), |span| self.as_word(span))
    }

    /// Another frequency that is much the same: more of a word that is to be a token, or less of another.
    pub(super) fn mild_frequency(&self) -> Result<Option<Edit>, Error> {
        self.first(Span::is_word, |span| {
            let often = span.frequency.unwrap_or(0);
            let more = often.saturating_add(1).saturating_mul(MILD);
            self.nearest(span, often, if self.is_wanted(span) { more } else { often / MILD })
        })
    }

    /// A forbidden word, or some of the cuts that are wanted: the fewest, and of these in the longest text, since that
    /// stands in the fewest others.
    pub(super) fn forbidden(&self) -> Result<Option<Edit>, Error> {
        let words = self.spans.iter().filter(|span| span.is_word() && !self.is_wanted(span));
        let words = words.filter_map(|span| {
            let line = line::forbid(self.piece(&span.range))?;
            Some(Marks { line, pieces: 2, characters: span.characters })
        });
        let mut lines: Vec<Marks> = words.chain(self.new_cuts()).collect();
        lines.sort_by_key(|marks| (marks.pieces, Reverse(marks.characters)));
        self.first_line(lines)
    }

    /// Any word, and any frequency.
    pub(super) fn any_word(&self) -> Result<Option<Edit>, Error> {
        self.first(|_| true, |span| self.as_word(span))
    }

    /// The edit of the first of some spans that has one.
    fn first(
        &self,
        is_it: impl Fn(&Span) -> bool,
        edit: impl Fn(&Span) -> Result<Option<Edit>, Error>,
    ) -> Result<Option<Edit>, Error> {
        self.spans.iter().filter(|span| is_it(span)).find_map(|span| edit(span).transpose()).transpose()
    }

    /// That it is a word; if that is not enough, how frequent.
    fn as_word(&self, span: &Span) -> Result<Option<Edit>, Error> {
        if let Some(word) = line::word(self.piece(&span.range), None)
            && let Some(edit) = self.attempt(&[word])?
        {
            return Ok(Some(edit));
        }
        let often = span.frequency.unwrap_or(0);
        match self.nearest(span, often, u32::MAX)? {
            Some(edit) => Ok(Some(edit)),
            None => self.nearest(span, often, 0),
        }
    }

    /// The frequency nearest to a base, and not beyond an extreme, with which a word makes the difference, by bisection:
    /// what a frequency decides it decides from there on. In two digits, if these do.
    fn nearest(&self, span: &Span, base: u32, extreme: u32) -> Result<Option<Edit>, Error> {
        let with = |frequency| match line::word(self.piece(&span.range), Some(frequency)) {
            Some(line) => self.attempt(&[line]),
            None => Ok(None),
        };
        let Some(mut nearest) = with(extreme)? else { return Ok(None) };
        let (mut without, mut frequency) = (base, extreme);
        while without.abs_diff(frequency) > 1 {
            let middle = without.midpoint(frequency);
            match with(middle)? {
                Some(edit) => (nearest, frequency) = (edit, middle),
                None => without = middle,
            }
        }
        let round = round(frequency, frequency > base);
        Ok(with(round)?.or(Some(nearest)))
    }
}

/// The next number, up or down, whose digits but two are zeros.
fn round(number: u32, is_up: bool) -> u32 {
    let step = 10u32.pow(number.checked_ilog10().unwrap_or(0).saturating_sub(1));
    let down = number / step * step;
    if is_up && down < number { down.saturating_add(step) } else { down }
}

#[cfg(test)]
mod tests {
    use super::round;

    #[test]
    fn rounding() {
        for (number, up, down) in
            [(0, 0, 0), (7, 7, 7), (99, 99, 99), (101, 110, 100), (126, 130, 120), (991, 1000, 990), (120, 120, 120)]
        {
            assert_eq!((round(number, true), round(number, false)), (up, down), "{number}");
        }
        assert_eq!((round(u32::MAX, true), round(u32::MAX, false)), (u32::MAX, 4_200_000_000));
    }
}
