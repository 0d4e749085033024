//! The scan in plain Rust, its short loops shaped so that compilers turn those over bytes into vector code.

use super::{Buffers, Found, Matches, Walk};
use crate::index::{Code, Pair, Tables, pair_key, pair_shift, third_bit};

/// The scan.
pub(super) fn scan(tables: &Tables<'_>, longest: usize, codes: &[Code], boundaries: &[u8], matches: &mut Matches) {
    let Matches { starting, ending, buffers, .. } = matches;
    buffers.reset(starting.len());
    look_up_pairs(tables, codes, boundaries, buffers, 0);
    one_and_two(tables.singles, codes, boundaries, &buffers.words, starting, ending);
    walk(tables, longest, codes, boundaries, buffers, Sink { starting, ending });
}

/// Follows the survivors through the nodes: all words of three and more characters.
pub(super) fn walk(
    tables: &Tables<'_>,
    longest: usize,
    codes: &[Code],
    boundaries: &[u8],
    buffers: &mut Buffers,
    mut sink: Sink<'_>,
) {
    find_bases(tables, buffers);
    for length in 3..=longest {
        if buffers.walks.is_empty() {
            break;
        }
        step(tables, length, codes, boundaries, buffers, &mut sink);
    }
}

/// Where the longest words go, those of each length after the shorter ones.
pub(super) struct Sink<'a> {
    pub(super) starting: &'a mut [u8],
    pub(super) ending: &'a mut [u8],
}

impl Sink<'_> {
    #[inline(always)]
    pub(super) fn add(&mut self, start: usize, length: usize) {
        self.starting[start] = length as u8;
        self.ending[start + length] = length as u8;
    }
}

impl Buffers {
    /// Room for a block of `length` characters, of which nothing is known.
    pub(super) fn reset(&mut self, length: usize) {
        self.found.clear();
        self.keys.resize(length, 0);
        self.thirds.resize(length, 0);
        self.slots.resize(length, 0);
        self.pairs.resize(length, 0);
        self.words.resize(length, 0);
        self.survivors.clear();
    }
}

/// The pairs that start at `from` and behind it: their slots, whether they are words, and the survivors, those that may be
/// followed by their third character, at a position where a unit begins.
#[inline(never)]
pub(super) fn look_up_pairs(
    tables: &Tables<'_>,
    codes: &[Code],
    boundaries: &[u8],
    buffers: &mut Buffers,
    from: usize,
) {
    let length = codes.len() - 1 - from;
    let (codes, boundaries) = (&codes[from..], &boundaries[from..]);
    let (keys, thirds) = (&mut buffers.keys[from..], &mut buffers.thirds[from..]);
    prepare(codes, boundaries, keys, thirds);
    let (keys, second, thirds) = (&keys[..length], &codes[1..=length], &thirds[..length]);
    let (slots, pairs) = (&mut buffers.slots[from..][..length], &mut buffers.pairs[from..][..length]);
    let shift = pair_shift(tables.rows.len());
    // Three loops: the shorter they are, the more loads of one are under way at a time.
    for i in 0..length {
        slots[i] = tables.rows[usize::from(keys[i] >> shift)] + u32::from(second[i]);
    }
    for (pair, &slot) in pairs.iter_mut().zip(&*slots) {
        *pair = tables.pairs[slot as usize];
    }
    let mut count = buffers.survivors.len();
    let (words, survivors) = (&mut buffers.words[from..][..length], buffers.survivors.with_room(length));
    for i in 0..length {
        let pair = Pair(pairs[i]).of(keys[i]);
        words[i] = (pair & 1) as u8;
        survivors[count] = (from + i) as u32;
        count += usize::from(pair & thirds[i] != 0);
    }
    buffers.survivors.keep(count);
}

/// Arithmetic on codes: the keys of all pairs, and which bit of a pair says that its third character can follow.
#[inline(always)]
fn prepare(codes: &[Code], boundaries: &[u8], pair_keys: &mut [u16], thirds: &mut [u16]) {
    keys(codes, pair_keys);
    for ((third, &code), &here) in thirds.iter_mut().zip(&codes[2.min(codes.len())..]).zip(boundaries) {
        *third = u16::from(here) << (1 + third_bit(code));
    }
    // The last position has no third character.
    if let Some(last) = thirds.last_mut() {
        *last = 0;
    }
}

/// The keys of all pairs.
#[inline(always)]
pub(super) fn keys(codes: &[Code], keys: &mut [u16]) {
    for ((key, &first), &second) in keys.iter_mut().zip(codes).zip(&codes[1..]) {
        *key = pair_key(first, second);
    }
}

/// Words of one and of two characters, from boundary to boundary.
#[inline(always)]
pub(super) fn one_and_two(
    singles: usize,
    codes: &[Code],
    boundaries: &[u8],
    pairs: &[u8],
    starting: &mut [u8],
    ending: &mut [u8],
) {
    let length = starting.len();
    let (pairs, here) = (&pairs[..length], &boundaries[..length]);
    one(singles, codes, boundaries, starting);
    ending[1..=length].copy_from_slice(starting);
    // A pair needs two characters: at the last position the sentinel is the second, and no pair has it.
    let two = length.saturating_sub(1);
    let after = &boundaries[boundaries.len() - two..];
    for i in 0..two {
        let word = pairs[i] & here[i] & after[i];
        starting[i] = starting[i].max(word << 1);
    }
    let ending = &mut ending[length + 1 - two..];
    for i in 0..two {
        let word = pairs[i] & here[i] & after[i];
        ending[i] = ending[i].max(word << 1);
    }
}

/// By position: 1 for a word of one character, from boundary to boundary.
#[inline(always)]
pub(super) fn one(singles: usize, codes: &[Code], boundaries: &[u8], is_word: &mut [u8]) {
    let length = is_word.len();
    let (codes, here, next) = (&codes[..length], &boundaries[..length], &boundaries[1..=length]);
    // Code 0, of no character, becomes the largest.
    for i in 0..length {
        is_word[i] = u8::from(codes[i].wrapping_sub(1) < singles as Code) & here[i] & next[i];
    }
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
    sink: &mut Sink<'_>,
) {
    let Buffers { walks, nodes, found, .. } = buffers;
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
            sink.add(start, length);
            found.push(Found { start: position, length: length as u32, number: tables.codes as u32 + parent });
        }
        let base = link >> 1;
        walks[count] = Walk { position, parent, base };
        count += usize::from(base != 0);
    }
    walks.truncate(count);
}
