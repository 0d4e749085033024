//! The two passes: forward and backward maximum matching, as chains of jumps over the matches of a block.
//!
//! From the left, take the longest word that starts here, else one unit; from the right, the longest word that ends
//! here, else one unit (Liang Nanyuan 1987, "书面汉语自动分词系统—CDWS").

use maxmatch_dict::Matches;

use crate::boundaries::Boundaries;
use crate::text::Block;

/// By position: how far a pass jumps from there, in characters; 0 for a unit that does not fit into a byte.
pub(crate) type Jumps = Vec<u8>;

/// Forward maximum matching of the first `length` characters.
#[inline(never)]
pub(crate) fn forward(block: &Block, matches: &Matches, length: usize, jumps: &mut Jumps, path: &mut Boundaries) {
    longest_first(&matches.starting()[..length], &block.ahead()[..length], jumps);
    let marks = path.open(length);
    let mut position = 0;
    while position < length {
        position += match usize::from(jumps[position]) {
            0 => block.units()[position + 1..].iter().take_while(|&&unit| unit == 0).count() + 1,
            jump => jump,
        };
        marks[position] = 1;
    }
    path.close();
}

/// Backward maximum matching of the first `length` characters.
#[inline(never)]
pub(crate) fn backward(block: &Block, matches: &Matches, length: usize, jumps: &mut Jumps, path: &mut Boundaries) {
    longest_first(&matches.ending()[..=length], &block.behind()[..=length], jumps);
    let marks = path.open(length);
    let mut position = length;
    while position > 0 {
        marks[position] = 1;
        position -= match usize::from(jumps[position]) {
            0 => block.units()[..position].iter().rev().take_while(|&&unit| unit == 0).count() + 1,
            jump => jump,
        };
    }
    path.close();
}

/// By position: the length of the word if there is one, else that of the unit.
fn longest_first(words: &[u8], units: &[u8], jumps: &mut Jumps) {
    jumps.clear();
    jumps.extend(words.iter().zip(units).map(|(&word, &unit)| if word == 0 { unit } else { word }));
}
