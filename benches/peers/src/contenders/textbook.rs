//! The textbook's loop: a set of words and a window that shrinks from the longest word.

use std::collections::HashSet;
use std::hash::{BuildHasher, RandomState};

use super::{ByRun, Cost, Passes, SegmentPiece, timed};
use crate::words::Words;

struct Textbook<H> {
    words: HashSet<Box<str>, H>,
    /// The longest word, in characters.
    window: usize,
    /// Where the run's characters begin, and its end; kept from run to run.
    bounds: Vec<usize>,
}

impl<H: BuildHasher> SegmentPiece for Textbook<H> {
    #[inline(always)]
    fn segment_piece(&mut self, run: &str, mut token: impl FnMut(usize)) {
        let Textbook { words, window, bounds } = self;
        bounds.clear();
        bounds.extend(run.char_indices().map(|(at, _)| at));
        bounds.push(run.len());
        let length = bounds.len() - 1;
        let mut at = 0;
        while at < length {
            let ends = (at + 2..=length.min(at + *window)).rev();
            let word = ends.into_iter().find(|&end| words.contains(&run[bounds[at]..bounds[end]]));
            at = word.unwrap_or(at + 1);
            token(bounds[at]);
        }
    }
}

pub(crate) fn siphash(words: &Words) -> Result<(Box<dyn Passes>, Cost), String> {
    Ok(textbook::<RandomState>(words))
}

pub(crate) fn ahash(words: &Words) -> Result<(Box<dyn Passes>, Cost), String> {
    Ok(textbook::<::ahash::RandomState>(words))
}

fn textbook<H: BuildHasher + Default + 'static>(words: &Words) -> (Box<dyn Passes>, Cost) {
    let (set, build) = timed(|| words.keys().map(|word| word.as_str().into()).collect());
    let window = words.keys().map(|word| word.chars().count()).max().unwrap_or(1);
    let textbook = Textbook::<H> { words: set, window, bounds: Vec::new() };
    (Box::new(ByRun(textbook)), Cost { build: Some(build), open: None, bytes: None })
}
