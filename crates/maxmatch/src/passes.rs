//! The two passes: forward and backward maximum matching, as chains of jumps over the matches of a block.
//!
//! From the left, take the longest word that starts here, else one unit; from the right, the longest word that ends
//! here, else one unit (Liang Nanyuan 1987, "书面汉语自动分词系统—CDWS").

use crate::boundaries::Boundaries;

/// Forward maximum matching of the first `length` characters. `starting` holds the longest word from each position,
/// `units` is 1 where a unit begins.
#[inline(never)]
pub(crate) fn forward(starting: &[u8], units: &[u8], length: usize, path: &mut Boundaries) {
    path.clear(length);
    let mut position = 0;
    while position < length {
        position = match starting[position] {
            0 => next_unit(units, position),
            word => position + usize::from(word),
        };
        path.insert(position);
    }
}

/// Backward maximum matching of the first `length` characters. `ending` holds the longest word up to each position.
#[inline(never)]
pub(crate) fn backward(ending: &[u8], units: &[u8], length: usize, path: &mut Boundaries) {
    path.clear(length);
    let mut position = length;
    while position > 0 {
        path.insert(position);
        position = match ending[position] {
            0 => previous_unit(units, position),
            word => position - usize::from(word),
        };
    }
}

/// Where the unit that begins at `position` ends.
#[inline(always)]
fn next_unit(units: &[u8], position: usize) -> usize {
    let mut next = position + 1;
    while units[next] == 0 {
        next += 1;
    }
    next
}

/// Where the unit that ends at `position` begins.
#[inline(always)]
fn previous_unit(units: &[u8], position: usize) -> usize {
    let mut previous = position - 1;
    while units[previous] == 0 {
        previous -= 1;
    }
    previous
}
