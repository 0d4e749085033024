//! maxmatch itself.

use std::hint::black_box;

use maxmatch::{Dictionary, Mode, Rules, Scratch, Segmenter};
use maxmatch_dict::View;

use super::{Cost, Feed, Passes, Segment, timed};
use crate::input::Input;
use crate::words::Words;

/// A segmenter with the buffers that it keeps.
struct Engine {
    segmenter: Segmenter,
    scratch: Scratch,
    feed: Feed,
}

impl Segment for Engine {
    #[inline(always)]
    fn segment(&mut self, input: &Input, mut token: impl FnMut(usize)) {
        let Engine { segmenter, scratch, feed } = self;
        match feed {
            Feed::Whole => piece(segmenter, scratch, input.text(), 0, &mut token),
            Feed::Lines => {
                input.lines().for_each(|(start, line)| piece(segmenter, scratch, line, start, &mut token));
            }
        }
    }
}

/// Segments a piece of the text that begins at byte `start`.
#[inline(always)]
pub(crate) fn piece(
    segmenter: &Segmenter,
    scratch: &mut Scratch,
    piece: &str,
    start: usize,
    token: &mut impl FnMut(usize),
) {
    let mut tokens = segmenter.segment_with(scratch, piece);
    while let Some(spans) = tokens.next_spans() {
        spans.for_each(|span| {
            // The kind is part of the answer: the work for it belongs into the time.
            black_box(span.kind());
            token(start + span.range().end);
        });
    }
}

/// The dictionaries for the rules that were asked for.
#[derive(Default)]
pub(super) struct Dictionaries(Vec<(Rules, (Dictionary, Cost))>);

impl Dictionaries {
    /// Builds it the first time.
    pub(super) fn get(&mut self, words: &Words, rules: Rules) -> Result<&(Dictionary, Cost), String> {
        let known = self.0.iter().position(|(known, _)| *known == rules);
        let at = match known {
            Some(at) => at,
            None => {
                self.0.push((rules, dictionary(words, rules)?));
                self.0.len() - 1
            }
        };
        Ok(&self.0[at].1)
    }
}

/// Builds the dictionary for some rules: standard ones fold, others don't.
pub(crate) fn dictionary(words: &Words, rules: Rules) -> Result<(Dictionary, Cost), String> {
    let views = if rules == Rules::none() { &[][..] } else { &View::ALL };
    let (bytes, build) = timed(|| {
        let mut builder = Dictionary::builder();
        builder.views(views);
        for (word, &frequency) in words {
            builder.add(word, frequency, None)?;
        }
        builder.to_bytes()
    });
    let bytes = bytes.map_err(|e| e.to_string())?;
    let (dictionary, open) = timed(|| Dictionary::from_bytes(&bytes));
    let dictionary = dictionary.map_err(|e| e.to_string())?;
    let [_, _, index] = dictionary.info().section_bytes;
    Ok((dictionary, Cost { build: Some(build), open: Some(open), bytes: Some(index as usize) }))
}

pub(crate) fn segmenter(dictionary: &Dictionary, mode: Mode, rules: Rules) -> Result<Segmenter, String> {
    Segmenter::builder(dictionary).mode(mode).rules(rules).build().map_err(|e| e.to_string())
}

pub(crate) fn passes(segmenter: Segmenter, feed: Feed) -> Box<dyn Passes> {
    Box::new(Engine { segmenter, scratch: Scratch::default(), feed })
}
