//! Automata that find leftmost-longest matches, built by default: daachorse, aho-corasick.

use std::hint::black_box;

use ::aho_corasick::AhoCorasick;
use ::daachorse::{CharwiseDoubleArrayAhoCorasick, CharwiseDoubleArrayAhoCorasickBuilder, MatchKind};

use super::{ByRun, Cost, Passes, SegmentPiece, timed};
use crate::words::Words;

/// Leftmost-longest matches are the words of forward maximum matching: what lies between two of them is one token a
/// character.
#[inline(always)]
fn with_gaps(run: &str, matches: impl Iterator<Item = (usize, usize)>, mut token: impl FnMut(usize)) {
    let mut at = 0;
    for (start, end) in matches {
        gap(run, at, start, &mut token);
        token(end);
        at = end;
    }
    gap(run, at, run.len(), &mut token);
}

#[inline(always)]
fn gap(run: &str, start: usize, end: usize, token: &mut impl FnMut(usize)) {
    let mut at = start;
    for c in run[start..end].chars() {
        at += c.len_utf8();
        token(at);
    }
}

impl SegmentPiece for CharwiseDoubleArrayAhoCorasick<u32> {
    #[inline(always)]
    fn segment_piece(&mut self, run: &str, token: impl FnMut(usize)) {
        with_gaps(run, self.leftmost_find_iter(run).map(|found| (found.start(), found.end())), token);
    }
}

pub(crate) fn daachorse(words: &Words) -> Result<(Box<dyn Passes>, Cost), String> {
    let (automaton, build) = timed(|| {
        CharwiseDoubleArrayAhoCorasickBuilder::new().match_kind(MatchKind::LeftmostLongest).build(words.keys())
    });
    let automaton: CharwiseDoubleArrayAhoCorasick<u32> = automaton.map_err(|e| e.to_string())?;
    let file = automaton.serialize();
    let (opened, open) = timed(|| CharwiseDoubleArrayAhoCorasick::<u32>::deserialize(&file));
    black_box(opened.map_err(|e| e.to_string())?);
    let cost = Cost { build: Some(build), open: Some(open), bytes: Some(automaton.heap_bytes()) };
    Ok((Box::new(ByRun(automaton)), cost))
}

impl SegmentPiece for AhoCorasick {
    #[inline(always)]
    fn segment_piece(&mut self, run: &str, token: impl FnMut(usize)) {
        with_gaps(run, self.find_iter(run).map(|found| (found.start(), found.end())), token);
    }
}

pub(crate) fn aho_corasick(words: &Words) -> Result<(Box<dyn Passes>, Cost), String> {
    let leftmost_longest = ::aho_corasick::MatchKind::LeftmostLongest;
    let (automaton, build) = timed(|| AhoCorasick::builder().match_kind(leftmost_longest).build(words.keys()));
    let automaton = automaton.map_err(|e| e.to_string())?;
    let cost = Cost { build: Some(build), open: None, bytes: Some(automaton.memory_usage()) };
    Ok((Box::new(ByRun(automaton)), cost))
}
