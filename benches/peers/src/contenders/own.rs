//! Segmenters with dictionaries of their own, which answer another question: they are asked line by line, as they are used.
//!
//! Lindera is not among them: its dictionaries for Chinese are downloaded when its crates are built. Its wheels for Python
//! bring them along.

use charabia::Segment as _;
use icu_segmenter::options::WordBreakInvariantOptions;
use icu_segmenter::{WordSegmenter, WordSegmenterBorrowed};

use super::{ByLine, Cost, Passes, SegmentPiece, timed};
use crate::words::Words;

impl SegmentPiece for WordSegmenterBorrowed<'static> {
    #[inline(always)]
    fn segment_piece(&mut self, line: &str, token: impl FnMut(usize)) {
        // The first boundary is the beginning.
        self.segment_str(line).skip(1).for_each(token);
    }
}

/// ICU4X with the dictionary that it has for Chinese and Japanese.
pub(crate) fn icu(_: &Words) -> Result<(Box<dyn Passes>, Cost), String> {
    let (segmenter, open) = timed(|| WordSegmenter::new_dictionary(WordBreakInvariantOptions::default()));
    Ok((Box::new(ByLine(segmenter)), Cost { build: None, open: Some(open), bytes: None }))
}

/// Meilisearch's tokenizer, without its normalisation.
struct Charabia;

impl SegmentPiece for Charabia {
    #[inline(always)]
    fn segment_piece(&mut self, line: &str, mut token: impl FnMut(usize)) {
        let mut end = 0;
        for found in line.segment_str() {
            end += found.len();
            token(end);
        }
    }
}

pub(crate) fn charabia(_: &Words) -> Result<(Box<dyn Passes>, Cost), String> {
    // It reads its dictionary when it first meets Chinese.
    let (_, open) = timed(|| "中文".segment_str().count());
    Ok((Box::new(ByLine(Charabia)), Cost { build: None, open: Some(open), bytes: None }))
}
