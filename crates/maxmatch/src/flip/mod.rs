//! The smallest change of a user dictionary that makes a text be cut otherwise.
//!
//! Candidates are made in the order of how much else they change. That a wanted token is a word is said first, and a
//! frequency that stays much the same. Then comes what is said of a longer text, which stands in fewer others, before what is
//! said of a shorter one. Each candidate is applied, as a further layer read from the very line that is proposed, and the text
//! segmented anew: what comes out is the only judge, so that every mode is served and none is known here.

mod line;
mod marks;
mod words;

use std::ops::Range;

use maxmatch_dict::Error;
use maxmatch_dict::user::UserDictionary;
use unicode_segmentation::UnicodeSegmentation;

use crate::segmenter::Segmenter;
use marks::Marks;
use words::Span;

/// How many characters beside the range are looked at.
const BESIDE: usize = 8;

/// Lines of a user dictionary that make a text be cut otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    lines: Vec<String>,
    tokens: Vec<Range<usize>>,
}

impl Edit {
    /// The lines, without line ends. None if the text is cut so as it is.
    pub fn lines(&self) -> &[String] {
        &self.lines
    }

    /// The tokens of the whole text with these lines in one more layer, in bytes.
    pub fn tokens(&self) -> &[Range<usize>] {
        &self.tokens
    }
}

impl Segmenter {
    /// The smallest edit with which a range of the text, in bytes, is cut otherwise: its tokens, or those that reach
    /// into it, are not those that are there now. None if no edit is found. In this order are tried
    ///
    /// 1. a new word: tokens that become one;
    /// 2. a frequency of a word that is there, changed at most tenfold: of the rarest word with which that does it;
    /// 3. a forbidden word, or a text with forced cuts: the fewest, and of these in the longest text;
    /// 4. any other cut, join, word and frequency; then several lines.
    ///
    /// Words of up to 16 characters are tried, up to 8 characters beside the range. Frequencies have two digits, the others
    /// are zeros, where that is enough.
    ///
    /// The edit was tried: a layer of its lines on the others gives the [tokens](Edit::tokens) that it holds.
    ///
    /// # Errors
    ///
    /// As [`Layered::find`](crate::Layered::find) and [`with_layer`](Segmenter::with_layer).
    ///
    /// # Panics
    ///
    /// If the range does not begin and end at characters of the text.
    ///
    /// ```
    /// use maxmatch::{Dictionary, Segmenter};
    ///
    /// let dictionary = Dictionary::builder().add("天地", 9, None)?.build()?;
    /// let segmenter = Segmenter::new(&dictionary);
    /// assert_eq!(segmenter.flip("天地", 0..6)?.unwrap().lines(), ["!天地"]);
    /// assert_eq!(segmenter.flip("天", 0..3)?, None); // a single character is never cut
    /// # Ok::<(), maxmatch::Error>(())
    /// ```
    pub fn flip(&self, text: &str, range: Range<usize>) -> Result<Option<Edit>, Error> {
        Search::new(self, text, range, None)?.run()
    }

    /// The smallest edit with which a range of the text is cut at both its ends, at `cuts`, and nowhere else. Cuts are bytes
    /// of the text, in order. The order is that of [`flip`](Segmenter::flip): a new word is one of the tokens that are to be
    /// there, a frequency is raised if it is of one of these and else lowered, and cuts and joins are theirs. Where
    /// one line is not enough, none of several can be left out.
    ///
    /// # Errors
    ///
    /// As [`flip`](Segmenter::flip).
    ///
    /// # Panics
    ///
    /// As [`flip`](Segmenter::flip).
    ///
    /// ```
    /// use maxmatch::{Dictionary, Mode, Segmenter};
    ///
    /// let mut builder = Dictionary::builder();
    /// let dictionary = builder.add("研究", 9, None)?.add("研究生", 5, None)?.add("生命", 7, None)?.build()?;
    /// let segmenter = Segmenter::builder(&dictionary).mode(Mode::Forward).build()?;
    /// let edit = segmenter.flip_to("研究生命", 0..12, &[6])?.unwrap();
    /// assert_eq!((edit.lines(), edit.tokens()), (&["研究|生命".to_owned()][..], &[0..6, 6..12][..]));
    /// # Ok::<(), maxmatch::Error>(())
    /// ```
    pub fn flip_to(&self, text: &str, range: Range<usize>, cuts: &[usize]) -> Result<Option<Edit>, Error> {
        let ends = cuts.iter().copied().chain([range.end]);
        let starts = [range.start].into_iter().chain(cuts.iter().copied());
        let wanted = starts.zip(ends).map(|(start, end)| start..end).collect();
        Search::new(self, text, range, Some(wanted))?.run()
    }
}

/// A search for one edit.
struct Search<'a> {
    segmenter: &'a Segmenter,
    text: &'a str,
    range: Range<usize>,
    /// The tokens that reach into the range.
    now: Vec<Range<usize>>,
    /// What they are to be; if none, anything else.
    wanted: Option<Vec<Range<usize>>>,
    /// Where characters end and begin, in and beside the range, in bytes.
    ends: Vec<usize>,
    /// What can be a word, and what is one: from unit to unit.
    spans: Vec<Span>,
}

impl<'a> Search<'a> {
    fn new(
        segmenter: &'a Segmenter,
        text: &'a str,
        range: Range<usize>,
        wanted: Option<Vec<Range<usize>>>,
    ) -> Result<Search<'a>, Error> {
        let ends: Vec<usize> = text.grapheme_indices(true).map(|(at, _)| at).chain([text.len()]).collect();
        let first = ends.partition_point(|&end| end <= range.start).saturating_sub(1 + BESIDE);
        let last = (ends.partition_point(|&end| end < range.end) + BESIDE).min(ends.len() - 1);
        let ends = ends[first..=last].to_vec();
        let now = touching(segmenter.segment(text).map(|token| token.range()), &range);
        let spans = words::spans(segmenter, text, &ends)?;
        Ok(Search { segmenter, text, range, now, wanted, ends, spans })
    }

    fn run(&self) -> Result<Option<Edit>, Error> {
        if self.range.is_empty() || self.wanted.as_ref() == Some(&self.now) {
            return self.attempt(&[]);
        }
        let kinds = [
            Search::new_word,
            Search::mild_frequency,
            Search::forbidden,
            Search::forced,
            Search::any_word,
            Search::several,
        ];
        kinds.into_iter().find_map(|kind| kind(self).transpose()).transpose()
    }

    /// Whether a span, as a token, is part of what is looked for: of any other reading, a word that is no token now,
    /// or some tokens as one word.
    fn is_wanted(&self, span: &Span) -> bool {
        match &self.wanted {
            Some(wanted) => wanted.contains(&span.range),
            None if span.is_word() => !self.now.contains(&span.range),
            None => {
                let [starts, ends] = [
                    self.now.iter().any(|token| token.start == span.range.start),
                    self.now.iter().any(|token| token.end == span.range.end),
                ];
                starts && ends
            }
        }
    }

    /// Applies lines. None if what comes out is not what is looked for.
    fn attempt(&self, lines: &[String]) -> Result<Option<Edit>, Error> {
        let user = UserDictionary::read("edit", lines.join("\n").as_bytes())?;
        let segmenter = self.segmenter.with_layer(&user)?;
        let tokens: Vec<Range<usize>> = segmenter.segment(self.text).map(|token| token.range()).collect();
        let then = touching(tokens.iter().cloned(), &self.range);
        let is_found = self.wanted.as_ref().map_or(then != self.now, |wanted| then == *wanted);
        Ok(is_found.then(|| Edit { lines: lines.to_vec(), tokens }))
    }

    /// Applies lines one after the other, until one is found.
    fn first_line(&self, lines: impl IntoIterator<Item = Marks>) -> Result<Option<Edit>, Error> {
        lines.into_iter().find_map(|Marks { line, .. }| self.attempt(&[line]).transpose()).transpose()
    }

    /// Several lines: the words of the wanted segmentation are words, and no others are that reach into the range. Then
    /// what can be left out is left out, the strongest lines first.
    fn several(&self) -> Result<Option<Edit>, Error> {
        let Some(wanted) = &self.wanted else { return Ok(None) };
        let is_wanted = |range: &Range<usize>| wanted.contains(range);
        let reaches_in = |range: &Range<usize>| range.start < self.range.end && range.end > self.range.start;
        let others = self.spans.iter().filter(|span| span.is_word() && !is_wanted(&span.range));
        let others = others.filter(|span| reaches_in(&span.range)).map(|span| line::forbid(self.piece(&span.range)));
        let words = self.spans.iter().filter(|span| is_wanted(&span.range));
        let words = words.map(|span| line::word(self.piece(&span.range), None));
        let mut lines: Vec<String> = others.chain(words).flatten().collect();
        let mut found = self.attempt(&lines)?;
        let mut i = 0;
        while found.is_some() && i < lines.len() {
            let line = lines.remove(i);
            match self.attempt(&lines)? {
                Some(fewer) => found = Some(fewer),
                None => {
                    lines.insert(i, line);
                    i += 1;
                }
            }
        }
        Ok(found)
    }

    fn piece(&self, range: &Range<usize>) -> &'a str {
        &self.text[range.clone()]
    }
}

/// The tokens that reach into a range.
fn touching(tokens: impl Iterator<Item = Range<usize>>, range: &Range<usize>) -> Vec<Range<usize>> {
    tokens.filter(|token| token.start < range.end && token.end > range.start).collect()
}
