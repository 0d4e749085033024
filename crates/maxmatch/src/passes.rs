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
pub(crate) fn forward(
    block: &Block,
    matches: &Matches,
    longest: usize,
    length: usize,
    jumps: &mut Jumps,
    path: &mut Boundaries,
) {
    longest_first(&matches.starting()[..length], &block.ahead()[..length], jumps);
    jump(block, matches, longest, length, path, |position| match usize::from(jumps[position]) {
        0 => block.unit_end(position),
        jump => position + jump,
    });
}

/// Goes through the first `length` characters from the left, from each position to the next one.
#[inline(always)]
pub(crate) fn jump(
    block: &Block,
    matches: &Matches,
    longest: usize,
    length: usize,
    path: &mut Boundaries,
    next: impl Fn(usize) -> usize,
) {
    let marks = path.open(length);
    let jump = |position: usize| {
        let next = next(position);
        marks[next] = 1;
        next
    };
    let middle = middle(block, matches, longest, length);
    follow([(0, middle), (middle, length)], jump);
    path.close();
}

/// Backward maximum matching of the first `length` characters.
#[inline(never)]
pub(crate) fn backward(
    block: &Block,
    matches: &Matches,
    longest: usize,
    length: usize,
    jumps: &mut Jumps,
    path: &mut Boundaries,
) {
    longest_first(&matches.ending()[..=length], &block.behind()[..=length], jumps);
    let marks = path.open(length);
    let jump = |position: usize| {
        marks[position] = 1;
        position
            - match usize::from(jumps[position]) {
                0 => block.units()[..position].iter().rev().take_while(|&&unit| unit == 0).count() + 1,
                jump => jump,
            }
    };
    let middle = middle(block, matches, longest, length);
    follow([(middle, 0), (length, middle)], jump);
    path.close();
}

/// A position near the middle that no word spans; 0 if there is none, or if the block is too short for it to be worth
/// looking for one.
fn middle(block: &Block, matches: &Matches, longest: usize, length: usize) -> usize {
    if length < 512 {
        return 0;
    }
    last_unspanned(matches.starting(), block.units(), longest, length / 2).unwrap_or(0)
}

/// Follows two chains of jumps, each from one position to another. Both at once, because a jump waits for the one before
/// it. What parts them must be a boundary of the pass: no word spans it.
#[inline(always)]
fn follow(
    [(mut first, first_end), (mut second, second_end)]: [(usize, usize); 2],
    mut jump: impl FnMut(usize) -> usize,
) {
    while first != first_end && second != second_end {
        (first, second) = (jump(first), jump(second));
    }
    while first != first_end {
        first = jump(first);
    }
    while second != second_end {
        second = jump(second);
    }
}

/// By position: the length of the word if there is one, else that of the unit.
fn longest_first(words: &[u8], units: &[u8], jumps: &mut Jumps) {
    jumps.clear();
    jumps.extend(words.iter().zip(units).map(|(&word, &unit)| if word == 0 { unit } else { word }));
}

/// The last position up to `limit`, between units, that no word spans.
#[inline(never)]
pub(crate) fn last_unspanned(starting: &[u8], units: &[u8], longest: usize, limit: usize) -> Option<usize> {
    let mut window = 64 + 2 * longest;
    loop {
        let low = limit.saturating_sub(window);
        let (mut reach, mut last) = (0, None);
        for i in low.saturating_sub(longest)..limit {
            reach = reach.max(i + usize::from(starting[i]));
            if i >= low && reach <= i + 1 && units[i + 1] == 1 {
                last = Some(i + 1);
            }
        }
        if last.is_some() || low == 0 {
            return last;
        }
        window *= 8;
    }
}
