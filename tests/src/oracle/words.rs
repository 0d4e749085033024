//! The modes that choose among all words.

use std::cmp::Reverse;
use std::ops::Range;

use maxmatch::Kind;

use super::units::{self, Unit};
use super::{Reading, Token, cost};

/// A number of whole parts.
#[derive(Debug, Clone, Copy)]
struct Fraction(u128, u128);

impl PartialEq for Fraction {
    fn eq(&self, other: &Fraction) -> bool {
        self.0 * other.1 == other.0 * self.1
    }
}

impl Fraction {
    fn exceeds(self, other: Fraction) -> bool {
        self.0 * other.1 > other.0 * self.1
    }
}

/// What is one unit by all rules, as units by those for search, and its kind.
pub(super) type Form = (Range<usize>, Kind);

impl Reading<'_> {
    /// What can stand at a unit: the words that begin there, and the unit.
    fn choices(&self, start: usize) -> Vec<usize> {
        let reach = self.units.len().min(start + self.oracle.longest.max(1));
        (start + 1..=reach).filter(|&end| end == start + 1 || self.word(start..end).is_some()).collect()
    }

    /// How many characters units have.
    fn characters(&self, units: Range<usize>) -> u128 {
        self.keys[units].iter().map(|key| key.as_ref().map_or(1, |key| key.chars().count() as u128)).sum()
    }

    /// From the left, the first word of the best chunk.
    pub(super) fn mmseg(&self) -> Vec<usize> {
        let mut path = vec![0];
        let mut start = 0;
        while start < self.units.len() {
            start = self.best_chunk(start)[1];
            path.push(start);
        }
        path
    }

    fn best_chunk(&self, start: usize) -> Vec<usize> {
        let mut chunks = vec![vec![start]];
        for _ in 0..3 {
            let longer = chunks.into_iter().flat_map(|chunk| {
                let last = chunk[chunk.len() - 1];
                if last == self.units.len() {
                    return vec![chunk];
                }
                self.choices(last).into_iter().map(|end| [&chunk[..], &[end]].concat()).collect()
            });
            chunks = longer.collect();
        }
        let lengths = |chunk: &Vec<usize>| -> Vec<u128> {
            chunk.windows(2).map(|word| self.characters(word[0]..word[1])).collect()
        };
        let total = |chunk: &Vec<usize>| Fraction(lengths(chunk).iter().sum(), 1);
        let average = |chunk: &Vec<usize>| Fraction(total(chunk).0, lengths(chunk).len() as u128);
        // The mean of the squares of what each differs from the average by.
        let variance = |chunk: &Vec<usize>| {
            let Fraction(sum, count) = average(chunk);
            let squares = lengths(chunk).iter().map(|length| (length * count).abs_diff(sum).pow(2)).sum();
            Fraction(squares, count.pow(3))
        };
        let freedom = |chunk: &Vec<usize>| {
            let freedoms = chunk.windows(2).map(|word| self.freedom(word[0]..word[1]));
            Fraction(freedoms.sum(), 1)
        };
        keep_best(&mut chunks, total, Fraction::exceeds);
        keep_best(&mut chunks, average, Fraction::exceeds);
        keep_best(&mut chunks, variance, |a, b| b.exceeds(a));
        keep_best(&mut chunks, freedom, Fraction::exceeds);
        chunks.into_iter().max_by_key(|chunk| chunk[1]).expect("there is a chunk")
    }

    /// How much less a word of one Han character costs than one of frequency 0.
    fn freedom(&self, units: Range<usize>) -> u128 {
        let is_han = self.units[units.start].kind == Kind::Unknown;
        let is_single = units.len() == 1 && self.characters(units.clone()) == 1;
        let word = self.word(units).filter(|_| is_han && is_single);
        word.map_or(0, |word| cost(self.oracle.mass, 0).saturating_sub(word).into())
    }

    /// Of all ways to make the text of words, and of units where none begins, the one of the lowest cost; of two that cost
    /// the same, the one whose first different word is longer.
    pub(super) fn unigram(&self) -> Vec<usize> {
        let once = cost(self.oracle.mass, 1);
        let mut best: Vec<(u64, Vec<usize>)> = vec![(0, vec![self.units.len()])];
        for start in (0..self.units.len()).rev() {
            let ends = self.choices(start).into_iter();
            let mut words: Vec<_> = ends.filter_map(|end| Some((end, self.word(start..end)?))).collect();
            if words.is_empty() {
                words.push((start + 1, once));
            }
            let paths = words.into_iter().map(|(end, cost)| {
                let (rest, path) = &best[self.units.len() - end];
                (u64::from(cost) + rest, [&[start], &path[..]].concat())
            });
            let least = paths.min_by_key(|(cost, path)| (*cost, Reverse(path[1])));
            best.push(least.expect("there is a word or a unit"));
        }
        best.pop().expect("there is one more than units").1
    }

    /// Finds what is one unit by all rules and several by those for search, from left to right. None is longer than a word can be: what
    /// is, or does not end soon, is passed over for as long.
    pub(super) fn find_forms(&mut self, text: &[u8]) {
        let mut start = 0;
        while start < self.units.len() {
            let Range { start: byte, end } = self.units[start].range;
            if end - byte > 256 || self.units[start].kind == Kind::Invalid {
                start += 1;
                continue;
            }
            let forms = units::here(text, byte, self.oracle.rules).and_then(|units| self.forms_of(start, &units));
            let fits = |end: &usize| self.characters(start..*end) <= 64;
            let longest = (start + 1..=self.units.len()).take_while(fits).last();
            start = match forms {
                Some((forms, end)) => {
                    self.forms.extend(forms);
                    end.max(start + 1)
                }
                None => longest.unwrap_or(start + 1),
            };
        }
    }

    /// Which of some units in a row are several by the rules for search, up to the first that ends inside of one; and where the last
    /// of them ends. None if one is too long.
    fn forms_of(&self, start: usize, units: &[Unit]) -> Option<(Vec<Form>, usize)> {
        let (mut forms, mut at) = (Vec::new(), start);
        for unit in units {
            let Some(more) = self.units[at..].iter().position(|part| part.range.end >= unit.range.end) else { break };
            let end = at + 1 + more;
            if self.units[end - 1].range.end > unit.range.end {
                break;
            }
            if self.characters(at..end) > 64 {
                return None;
            }
            if more > 0 {
                forms.push((at..end, unit.kind));
            }
            at = end;
        }
        Some((forms, at))
    }

    /// Every unit, and every word and form that is more than one; and of each the positions: its units, those of white space not
    /// counted.
    pub fn index(&self) -> Vec<(Token, Range<usize>)> {
        let counted = |units: Range<usize>| units.filter(|&unit| self.units[unit].kind != Kind::Whitespace).count();
        let spans = (0..self.units.len()).flat_map(|start| self.choices(start).into_iter().map(move |end| start..end));
        let word =
            |span: Range<usize>| (span.clone(), self.tokens(&[span.start, span.end]).pop().expect("there is one").1);
        let mut all: Vec<(Range<usize>, Kind)> = spans.map(word).collect();
        let is_new = |(span, _): &&(Range<usize>, Kind)| !all.iter().any(|(other, _)| other == span);
        let forms: Vec<_> = self.forms.iter().filter(is_new).cloned().collect();
        all.extend(forms);
        all.sort_by_key(|(span, _)| (span.start, span.end));
        let posting = |(span, kind): (Range<usize>, Kind)| {
            ((self.bytes(span.clone()), kind), counted(0..span.start)..counted(0..span.end))
        };
        all.into_iter().map(posting).collect()
    }

    /// Every word, and the units in none.
    pub(super) fn full(&self) -> Vec<Token> {
        let all = |start| (start + 1..=self.units.len()).map(move |end| start..end);
        let words: Vec<_> =
            (0..self.units.len()).flat_map(all).filter(|span| self.word(span.clone()).is_some()).collect();
        let alone = (0..self.units.len()).filter(|unit| !words.iter().any(|word| word.contains(unit)));
        let mut spans: Vec<(Range<usize>, Kind)> = alone.map(|unit| (unit..unit + 1, self.units[unit].kind)).collect();
        spans.extend(words.iter().map(|word| (word.clone(), Kind::Word)));
        spans.sort_by_key(|(span, _)| (span.start, span.end));
        spans.into_iter().map(|(span, kind)| (self.bytes(span), kind)).collect()
    }
}

/// Keeps the chunks of which no other is better.
fn keep_best(
    chunks: &mut Vec<Vec<usize>>,
    value: impl Fn(&Vec<usize>) -> Fraction,
    is_better: impl Fn(Fraction, Fraction) -> bool,
) {
    let best = chunks.iter().map(&value).reduce(|a, b| if is_better(b, a) { b } else { a }).expect("there is a chunk");
    chunks.retain(|chunk| value(chunk) == best);
}
