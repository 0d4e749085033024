//! maxmatch on several threads: the text in memory, in pieces of whole lines.

use maxmatch::{Mode, Rules, Scratch, Segmenter};
use rayon::ThreadPoolBuilder;
use rayon::prelude::*;

use crate::contenders::{Sum, ours, timed};
use crate::input::Input;
use crate::rounds::{Times, interleaved};
use crate::words::Words;

/// Pieces have at least this many bytes.
const PIECE: usize = 1 << 20;

/// One mode, on one thread and on several.
pub(crate) struct Scaling {
    pub(crate) mode: Mode,
    pub(crate) one: Times,
    pub(crate) several: Times,
}

/// Times each mode, standard rules, on one thread and on `threads`, interleaved. One thread takes the same pieces.
///
/// # Errors
///
/// When a pass gives other tokens than the whole text in one piece.
pub(crate) fn scaling(words: &Words, input: &Input, threads: usize, rounds: usize) -> Result<Vec<Scaling>, String> {
    let (dictionary, _) = ours::dictionary(words, Rules::standard())?;
    let pool = ThreadPoolBuilder::new().num_threads(threads).build().map_err(|e| e.to_string())?;
    let pieces = pieces(input.text());
    let mut all = Vec::new();
    for mode in Mode::ALL.into_iter().filter(|mode| !mode.overlaps()) {
        let segmenter = ours::segmenter(&dictionary, mode, Rules::standard())?;
        let mut scratch = Scratch::default();
        let expected = sum(&segmenter, &mut scratch, (0, input.text()));
        let mut times = interleaved(rounds, 2, |contender| {
            let (found, time) = timed(|| match contender {
                0 => pieces.iter().map(|&piece| sum(&segmenter, &mut scratch, piece)).fold(Sum::default(), Sum::and),
                _ => pool.install(|| {
                    let sums =
                        pieces.par_iter().map_init(Scratch::default, |scratch, &piece| sum(&segmenter, scratch, piece));
                    sums.reduce(Sum::default, Sum::and)
                }),
            });
            if found == expected {
                Ok(time)
            } else {
                Err(format!("maxmatch/{mode}/standard: pieces change the tokens"))
            }
        })?;
        let (several, one) = (times.pop().expect("two"), times.pop().expect("two"));
        all.push(Scaling { mode, one, several });
    }
    Ok(all)
}

fn sum(segmenter: &Segmenter, scratch: &mut Scratch, (start, piece): (usize, &str)) -> Sum {
    let mut sum = Sum::default();
    ours::piece(segmenter, scratch, piece, start, &mut |end| sum.add(end));
    sum
}

/// Cuts a text into pieces of whole lines, each with its place.
fn pieces(text: &str) -> Vec<(usize, &str)> {
    let mut pieces = Vec::new();
    let mut start = 0;
    while start < text.len() {
        let from = (start + PIECE).min(text.len());
        let line_end = text.as_bytes()[from..].iter().position(|&byte| byte == b'\n');
        let end = line_end.map_or(text.len(), |at| from + at + 1);
        pieces.push((start, &text[start..end]));
        start = end;
    }
    pieces
}
