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
    let jumps = &jumps[..];
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
    let [a, b, c] = split(block, matches, longest, length);
    follow([(0, a), (a, b), (b, c), (c, length)], |position| {
        let next = next(position);
        marks[next] = 1;
        next
    });
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
    let jumps = &jumps[..];
    let marks = path.open(length);
    let [a, b, c] = split(block, matches, longest, length);
    follow([(a, 0), (b, a), (c, b), (length, c)], |position| {
        marks[position] = 1;
        position
            - match usize::from(jumps[position]) {
                0 => block.units()[..position].iter().rev().take_while(|&&unit| unit == 0).count() + 1,
                jump => jump,
            }
    });
    path.close();
}

/// How many chains are followed at once.
const CHAINS: usize = 4;

/// Positions that no word spans, in order and about as far apart: what parts the chains. All 0 if the block is too short
/// for it to be worth looking for them.
fn split(block: &Block, matches: &Matches, longest: usize, length: usize) -> [usize; CHAINS - 1] {
    if length < 512 {
        return [0; CHAINS - 1];
    }
    let mut last = 0;
    std::array::from_fn(|i| {
        let from = last.max(length * (i + 1) / CHAINS);
        last = first_unspanned(&matches.starting()[..length], block.units(), longest, from);
        last
    })
}

/// Follows chains of jumps, each from one position to another; all at once, because a jump waits for the one before it. What
/// parts them must be boundaries of the pass: no word spans them.
#[inline(always)]
fn follow(chains: [(usize, usize); CHAINS], mut jump: impl FnMut(usize) -> usize) {
    let mut at = chains.map(|(from, _)| from);
    loop {
        let mut is_done = true;
        for (at, (_, to)) in at.iter_mut().zip(chains) {
            // In one place, so that it is part of the loop.
            if *at != to {
                *at = jump(*at);
                is_done = false;
            }
        }
        if is_done {
            break;
        }
    }
}

/// By position: the length of the word if there is one, else that of the unit.
fn longest_first(words: &[u8], units: &[u8], jumps: &mut Jumps) {
    jumps.clear();
    jumps.extend(words.iter().zip(units).map(|(&word, &unit)| if word == 0 { unit } else { word }));
}

/// The first position from `from` on, between units, that no word spans; the end if there is none.
fn first_unspanned(starting: &[u8], units: &[u8], longest: usize, from: usize) -> usize {
    let mut reach = 0;
    for i in from.saturating_sub(longest)..starting.len() {
        if i >= from && reach <= i && units[i] == 1 {
            return i;
        }
        reach = reach.max(i + usize::from(starting[i]));
    }
    starting.len()
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
