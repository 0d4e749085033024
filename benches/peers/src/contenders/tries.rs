//! Tries, built by default, which are searched for all prefixes of what follows: crawdad, yada, cedarwood.
//!
//! The value of a word is its length in bytes. All three want the words in the order of their bytes, as they are.

use std::hint::black_box;

use ::cedarwood::Cedar;
use ::crawdad::Trie;
use ::yada::{DoubleArray, builder::DoubleArrayBuilder};

use super::{ByRun, Cost, Passes, SegmentPiece, timed};
use crate::words::Words;

/// Finds words at the beginning of a text.
trait Prefixes {
    /// The length in bytes of the longest word that `text` begins with.
    fn longest(&self, text: &str) -> Option<usize>;
}

/// Forward maximum matching: the longest word, or else one character.
struct Forward<P>(P);

impl<P: Prefixes> SegmentPiece for Forward<P> {
    #[inline(always)]
    fn segment_piece(&mut self, run: &str, mut token: impl FnMut(usize)) {
        let mut at = 0;
        while let Some(first) = run[at..].chars().next() {
            at += self.0.longest(&run[at..]).unwrap_or(first.len_utf8());
            token(at);
        }
    }
}

fn passes(prefixes: impl Prefixes + 'static) -> Box<dyn Passes> {
    Box::new(ByRun(Forward(prefixes)))
}

impl Prefixes for Trie {
    #[inline(always)]
    fn longest(&self, text: &str) -> Option<usize> {
        self.common_prefix_search(text.chars()).last().map(|(length, _)| length as usize)
    }
}

pub(crate) fn crawdad(words: &Words) -> Result<(Box<dyn Passes>, Cost), String> {
    let (trie, build) = timed(|| Trie::from_records(words.keys().map(|word| (word, word.len() as u32))));
    let trie = trie.map_err(|e| e.to_string())?;
    let file = trie.serialize_to_vec();
    let (opened, open) = timed(|| Trie::deserialize_from_slice(&file));
    black_box(opened);
    let cost = Cost { build: Some(build), open: Some(open), bytes: Some(trie.heap_bytes()) };
    Ok((passes(trie), cost))
}

impl Prefixes for DoubleArray<Vec<u8>> {
    #[inline(always)]
    fn longest(&self, text: &str) -> Option<usize> {
        self.common_prefix_search(text).last().map(|(length, _)| length as usize)
    }
}

pub(crate) fn yada(words: &Words) -> Result<(Box<dyn Passes>, Cost), String> {
    let records: Vec<_> = words.keys().map(|word| (word, word.len() as u32)).collect();
    let (file, build) = timed(|| DoubleArrayBuilder::build(&records));
    let file = file.map_err(|e| e.to_string())?;
    let bytes = file.len();
    let (array, open) = timed(|| DoubleArray::new(file));
    let array = array.map_err(|e| e.to_string())?;
    Ok((passes(array), Cost { build: Some(build), open: Some(open), bytes: Some(bytes) }))
}

impl Prefixes for Cedar {
    #[inline(always)]
    fn longest(&self, text: &str) -> Option<usize> {
        self.common_prefix_iter(text).last().map(|(length, _)| length as usize)
    }
}

pub(crate) fn cedarwood(words: &Words) -> Result<(Box<dyn Passes>, Cost), String> {
    let records: Vec<_> = words.keys().map(|word| (word.as_str(), word.len() as i32)).collect();
    let (trie, build) = timed(|| Cedar::from_sorted(&records));
    let trie = trie.map_err(|e| e.to_string())?;
    let mut file = Vec::new();
    trie.save_to_writer(&mut file).map_err(|e| e.to_string())?;
    let (opened, open) = timed(|| Cedar::load_from_reader(&file[..]));
    black_box(opened.map_err(|e| e.to_string())?);
    let cost = Cost { build: Some(build), open: Some(open), bytes: Some(trie.allocated_bytes()) };
    Ok((passes(trie), cost))
}
