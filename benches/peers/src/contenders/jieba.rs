//! jieba-rs without its hidden Markov model: the most probable path through the words, which is no maximum matching.

use jieba_rs::Jieba;

use super::{ByRun, Cost, Passes, SegmentPiece, timed};
use crate::words::Words;

impl SegmentPiece for Jieba {
    #[inline(always)]
    fn segment_piece(&mut self, run: &str, mut token: impl FnMut(usize)) {
        for found in self.cut(run, false) {
            token(found.byte_end);
        }
    }
}

pub(crate) fn jieba(words: &Words) -> Result<(Box<dyn Passes>, Cost), String> {
    let list = list(words);
    let mut jieba = Jieba::empty();
    let (loaded, build) = timed(|| jieba.load_dict(&mut list.as_bytes()));
    loaded.map_err(|e| e.to_string())?;
    Ok((Box::new(ByRun(jieba)), Cost { build: Some(build), open: None, bytes: None }))
}

/// The words as jieba's kin have them. A frequency of 0 would make a word impossible instead of rare.
pub(super) fn list(words: &Words) -> String {
    words.iter().map(|(word, &frequency)| format!("{word} {}\n", frequency.max(1))).collect()
}
