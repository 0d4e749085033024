//! The scan in plain Rust, its short loops shaped so that compilers turn those over bytes into vector code.

use super::{Buffers, Matches};
use crate::index::{Code, Pair, Tables, pair_key, pair_row, third_bit};

pub(super) fn scan(tables: &Tables<'_>, longest: usize, codes: &[Code], boundaries: &[u8], matches: &mut Matches) {
    let Matches { starting, ending, buffers } = matches;
    let length = starting.len();
    buffers.resize(length);
    look_up_pairs(tables, codes, buffers);
    one_and_two(boundaries, buffers, starting, ending);
    list_survivors(codes, boundaries, buffers);
    for &position in &buffers.survivors {
        let position = position as usize;
        deeper(tables, longest, codes, boundaries, buffers.slots[position], position, starting, ending);
    }
}

impl Buffers {
    fn resize(&mut self, length: usize) {
        self.keys.resize(length, 0);
        self.slots.resize(length, 0);
        self.pairs.resize(length, 0);
        self.singles.resize(length, 0);
    }
}

/// The pair that starts at every position, and whether its first character is a word. Three loops: the first is
/// arithmetic, the second computes addresses, so that the loads of the third do not wait for each other.
#[inline(never)]
fn look_up_pairs(tables: &Tables<'_>, codes: &[Code], buffers: &mut Buffers) {
    let length = buffers.slots.len();
    let (first, second) = (&codes[..length], &codes[1..=length]);
    let (keys, slots) = (&mut buffers.keys[..length], &mut buffers.slots[..length]);
    let (singles, pairs) = (&mut buffers.singles[..length], &mut buffers.pairs[..length]);
    for i in 0..length {
        keys[i] = pair_key(first[i], second[i]);
    }
    for i in 0..length {
        slots[i] = tables.rows[pair_row(keys[i], tables.rows.len())] + u32::from(second[i]);
        singles[i] = tables.singles[first[i] as usize];
    }
    for i in 0..length {
        pairs[i] = Pair(tables.pairs[slots[i] as usize]).of(keys[i]);
    }
}

/// Words of one and of two characters, from boundary to boundary.
#[inline(never)]
fn one_and_two(boundaries: &[u8], buffers: &Buffers, starting: &mut [u8], ending: &mut [u8]) {
    let length = starting.len();
    let (pairs, singles) = (&buffers.pairs[..length], &buffers.singles[..length]);
    let (here, next) = (&boundaries[..length], &boundaries[1..=length]);
    for i in 0..length {
        starting[i] = singles[i] & here[i] & next[i];
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

/// The positions at which a unit begins and whose pair may be followed by their third character.
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

/// Words of three characters and more.
#[inline(always)]
#[allow(clippy::too_many_arguments)]
fn deeper(
    tables: &Tables<'_>,
    longest: usize,
    codes: &[Code],
    boundaries: &[u8],
    slot: u32,
    position: usize,
    starting: &mut [u8],
    ending: &mut [u8],
) {
    let mut parent = slot;
    let mut base = tables.pair_bases[slot as usize];
    // `longest` also ends the walk in an index that was crafted to go on for ever.
    for end in position + 2..(position + longest).min(starting.len()) {
        let slot = base + u32::from(codes[end]);
        let [link, check] = tables.nodes[slot as usize];
        if check != parent || base == 0 {
            return;
        }
        let word = (link & 1) as u8 & boundaries[end + 1];
        let length = (end + 1 - position) as u8 * word;
        starting[position] = starting[position].max(length);
        ending[end + 1] = ending[end + 1].max(length);
        base = link >> 1;
        if base == 0 {
            return;
        }
        parent = tables.pairs.len() as u32 + slot;
    }
}
