//! The scan in plain Rust, its short loops shaped so that compilers turn those over bytes into vector code.

use super::{Buffers, Matches, Walk};
use crate::index::{Code, Pair, Tables, pair_key, pair_row, third_bit};

pub(super) fn scan(tables: &Tables<'_>, longest: usize, codes: &[Code], boundaries: &[u8], matches: &mut Matches) {
    let Matches { starting, ending, buffers } = matches;
    let length = starting.len();
    buffers.resize(length);
    look_up_pairs(tables, codes, buffers);
    one_and_two(tables.singles, codes, boundaries, &buffers.pairs, starting, ending);
    list_survivors(codes, boundaries, buffers);
    find_bases(tables, buffers);
    for length in 3..=longest {
        if buffers.walks.is_empty() {
            break;
        }
        step(tables, length, codes, boundaries, buffers, starting, ending);
    }
}

impl Buffers {
    fn resize(&mut self, length: usize) {
        self.keys.resize(length, 0);
        self.slots.resize(length, 0);
        self.pairs.resize(length, 0);
    }
}

/// The pair that starts at every position. Three loops: the first is
/// arithmetic, the second computes addresses, so that the loads of the third do not wait for each other.
#[inline(never)]
fn look_up_pairs(tables: &Tables<'_>, codes: &[Code], buffers: &mut Buffers) {
    let length = buffers.slots.len();
    let (first, second) = (&codes[..length], &codes[1..=length]);
    let (keys, slots) = (&mut buffers.keys[..length], &mut buffers.slots[..length]);
    let pairs = &mut buffers.pairs[..length];
    for i in 0..length {
        keys[i] = pair_key(first[i], second[i]);
    }
    for i in 0..length {
        slots[i] = tables.rows[pair_row(keys[i], tables.rows.len())] + u32::from(second[i]);
    }
    for i in 0..length {
        pairs[i] = Pair(tables.pairs[slots[i] as usize]).of(keys[i]);
    }
}

/// Words of one and of two characters, from boundary to boundary.
#[inline(never)]
fn one_and_two(
    singles: usize,
    codes: &[Code],
    boundaries: &[u8],
    pairs: &[u16],
    starting: &mut [u8],
    ending: &mut [u8],
) {
    let length = starting.len();
    let (pairs, codes) = (&pairs[..length], &codes[..length]);
    let (here, next) = (&boundaries[..length], &boundaries[1..=length]);
    // Code 0, of no character, becomes the largest.
    for i in 0..length {
        starting[i] = u8::from(codes[i].wrapping_sub(1) < singles as Code) & here[i] & next[i];
    }
    ending[1..=length].copy_from_slice(starting);
    // A pair needs two characters: at the last position the sentinel is the second, and no pair has it.
    let two = length.saturating_sub(1);
    let after = &boundaries[boundaries.len() - two..];
    for i in 0..two {
        let word = (pairs[i] & 1) as u8 & here[i] & after[i];
        starting[i] = starting[i].max(word << 1);
    }
    let ending = &mut ending[length + 1 - two..];
    for i in 0..two {
        let word = (pairs[i] & 1) as u8 & here[i] & after[i];
        ending[i] = ending[i].max(word << 1);
    }
}

/// The positions at which a unit begins and whose pair may be followed by their third character, as walks through the
/// nodes that begin there.
#[inline(never)]
fn list_survivors(codes: &[Code], boundaries: &[u8], buffers: &mut Buffers) {
    let two = buffers.pairs.len().saturating_sub(1);
    let third = &codes[codes.len() - two..];
    let (pairs, here) = (&buffers.pairs[..two], &boundaries[..two]);
    buffers.survivors.resize(two, 0);
    let survivors = &mut buffers.survivors[..two];
    let mut count = 0;
    for i in 0..two {
        survivors[count] = i as u32;
        count += (pairs[i] >> (1 + third_bit(third[i]))) as usize & here[i] as usize & 1;
    }
    buffers.survivors.truncate(count);
}

/// Begins a walk through the nodes at every survivor.
#[inline(never)]
fn find_bases(tables: &Tables<'_>, buffers: &mut Buffers) {
    let Buffers { survivors, slots, walks, .. } = buffers;
    walks.clear();
    walks.extend(survivors.iter().map(|&position| {
        let slot = slots[position as usize];
        Walk { position, parent: slot, base: tables.pair_bases[slot as usize] }
    }));
}

/// Takes every walk one character further and finds the words of `length` characters. Walks that end are dropped.
///
/// All walks take the same step before any takes the next, so that their loads do not wait for each other and nothing
/// is to be predicted; and since words come in the order of their lengths, the last one found is the longest.
#[inline(never)]
fn step(
    tables: &Tables<'_>,
    length: usize,
    codes: &[Code],
    boundaries: &[u8],
    buffers: &mut Buffers,
    starting: &mut [u8],
    ending: &mut [u8],
) {
    let Buffers { walks, nodes, .. } = buffers;
    nodes.clear();
    nodes.extend(walks.iter().map(|walk| {
        let slot = walk.base + u32::from(codes[walk.position as usize + length - 1]);
        (slot, tables.nodes[slot as usize])
    }));
    let mut count = 0;
    for k in 0..walks.len() {
        let (walk, (slot, [link, check])) = (walks[k], nodes[k]);
        // No word holds the sentinel's code, but a crafted file might.
        let goes_on = check == walk.parent && walk.position as usize + length < codes.len();
        let parent = tables.pairs.len() as u32 + slot;
        walks[count] = Walk { position: walk.position, parent, base: link };
        count += usize::from(goes_on);
    }
    walks.truncate(count);
    count = 0;
    for k in 0..walks.len() {
        let Walk { position, parent, base: link } = walks[k];
        let (start, end) = (position as usize, position as usize + length);
        if link & 1 != 0 && boundaries[end] != 0 {
            starting[start] = length as u8;
            ending[end] = length as u8;
        }
        let base = link >> 1;
        walks[count] = Walk { position, parent, base };
        count += usize::from(base != 0);
    }
    walks.truncate(count);
}
