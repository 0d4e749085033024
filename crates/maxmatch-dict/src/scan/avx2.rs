//! Decoding and the scan for x86-64 processors with AVX2: pairs are compared eight at a time, and what a phase will load is asked
//! for in the one before.
//!
//! Reads of tables at random are most of the scan, and are not checked, because of two things:
//!
//! * the index was verified when it was opened: it has a number of rows that [`pair_shift`] is for, so a key without its lower
//!   bits is less; and a row's or node's beginning leaves room for every code of the index;
//! * every code of the block is one of the index: [`check`] panics if it is not.

use std::arch::x86_64::*;

use bytemuck::cast;

use super::decode::Decoded;
use super::list::List;
use super::portable::{self, Sink};
use super::{Buffers, Found, Matches, Walk, prefetch};
use crate::index::{Code, Pair, THIRD_BITS, THIRD_FACTOR, Tables, pair_shift};

/// As [`portable::scan`].
#[target_feature(enable = "avx2,bmi1,bmi2,popcnt")]
pub(super) fn scan(tables: &Tables<'_>, longest: usize, codes: &[Code], boundaries: &[u8], matches: &mut Matches) {
    let Matches { starting, ending, buffers, .. } = matches;
    buffers.reset(starting.len());
    look_up_pairs(tables, codes, boundaries, buffers);
    one_and_two(tables.singles, codes, boundaries, &buffers.words, starting, ending);
    walk(tables, longest, codes, boundaries, buffers, Sink { starting, ending });
}

/// Panics if a code is none of the index.
#[target_feature(enable = "avx2")]
fn check(tables: &Tables<'_>, codes: &[Code]) {
    let highest = codes.iter().fold(0, |highest: Code, &code| highest.max(code));
    assert!(usize::from(highest) < tables.codes, "the codes are those of this dictionary");
}

/// What is at an index of a table.
///
/// # Safety
///
/// The index is less than the table's length.
#[inline(always)]
unsafe fn at<T: Copy>(table: &[T], index: usize) -> T {
    // SAFETY: the caller promises it.
    unsafe { *table.get_unchecked(index) }
}

/// Goes on behind the first character with many, of up to three bytes, if there is room for them, and text. Nothing waits for how
/// long a character is: first all ends are found, then the four bytes at each are loaded, and put together.
#[target_feature(enable = "avx2,bmi1,bmi2,popcnt")]
pub(super) fn decode_many(decoded: &mut Decoded<'_>) {
    const PIECE: usize = 32;
    let bytes = decoded.text.as_bytes();
    let Decoded { start, at, count: first, .. } = *decoded;
    let ends = &mut decoded.ends[first - 1..];
    // How far ends are found, and the number of the last one of them. It is where the next character begins.
    let (mut to, mut last) = (at, 0);
    while let Some(piece) = bytes[to..].first_chunk::<{ PIECE + 3 }>()
        && last + PIECE + 8 < ends.len()
    {
        let piece: __m256i = cast(*piece.first_chunk::<PIECE>().expect("there are as many"));
        if _mm256_movemask_epi8(_mm256_cmpeq_epi8(_mm256_max_epu8(piece, _mm256_set1_epi8(0xF0_u8 as i8)), piece)) != 0
        {
            break;
        }
        let goes_on = _mm256_cmpgt_epi8(_mm256_set1_epi8(0xC0_u8 as i8), piece);
        let mut begins = !_mm256_movemask_epi8(goes_on) as u32;
        // The first one is no end of what is found here.
        begins &= u32::MAX << u32::from(to == at);
        for (eight, from) in begins.to_le_bytes().into_iter().zip((start as usize + to..).step_by(8)) {
            ends[last + 1..last + 9].copy_from_slice(&in_front(from, eight));
            last += eight.count_ones() as usize;
        }
        to += PIECE;
    }
    // The last character may go on behind the last piece, so it is left.
    let characters = &mut decoded.characters[first..][..last];
    let ends = &ends[..=last];
    let word = |end: u32| {
        let from = end.wrapping_sub(start) as usize;
        // SAFETY: another character begins behind this one and in a piece too, and behind each piece there are three bytes more.
        // In a text of over 4 GB this is, modulo 2^32, no farther than where the character begins.
        unsafe { bytes.as_ptr().add(from).cast::<u32>().read_unaligned() }
    };
    let (eights, rest) = characters.as_chunks_mut::<8>();
    for (characters, ends) in eights.iter_mut().zip(ends.as_chunks::<8>().0) {
        *characters = of_words(ends.map(word));
    }
    let mut words = [0; 8];
    words.iter_mut().zip(&ends[last - rest.len()..last]).for_each(|(slot, &end)| *slot = word(end));
    rest.copy_from_slice(&of_words(words)[..rest.len()]);
    let more = ends[last].wrapping_sub(ends[0]) as usize;
    (decoded.at, decoded.count) = (at + more, first + last);
}

/// The characters that eight words of four bytes begin with, the first byte in the lowest bits.
#[target_feature(enable = "avx2")]
#[inline]
fn of_words(words: [u32; 8]) -> [u16; 8] {
    let words = cast(words);
    let all = |bits: u32| _mm256_set1_epi32(bits as i32);
    // By character its third byte, its second, its first, and 0.
    let order = _mm256_broadcastsi128_si256(_mm_setr_epi8(2, 1, 0, -1, 6, 5, 4, -1, 10, 9, 8, -1, 14, 13, 12, -1));
    let bits = _mm256_and_si256(_mm256_shuffle_epi8(words, order), all(0x0F_3F3F));
    // Six bits and six, then four before them.
    let three = _mm256_madd_epi16(_mm256_maddubs_epi16(bits, all(0x01_4001)), all(0x1000_0001));
    let two = _mm256_or_si256(
        _mm256_slli_epi32::<6>(_mm256_and_si256(words, all(0x1F))),
        _mm256_and_si256(_mm256_srli_epi32::<8>(words), all(0x3F)),
    );
    let one = _mm256_and_si256(words, all(0x7F));
    let has = |mask: u32, bits: u32| _mm256_cmpeq_epi32(_mm256_and_si256(words, all(mask)), all(bits));
    let number = _mm256_blendv_epi8(_mm256_blendv_epi8(two, three, has(0xF0, 0xE0)), one, has(0x80, 0));
    let packed = _mm256_permute4x64_epi64::<0b_10_00>(_mm256_packus_epi32(number, number));
    cast(_mm256_castsi256_si128(packed))
}

#[target_feature(enable = "avx2,bmi1,bmi2,popcnt")]
#[inline(never)]
fn one_and_two(
    singles: usize,
    codes: &[Code],
    boundaries: &[u8],
    pairs: &[u8],
    starting: &mut [u8],
    ending: &mut [u8],
) {
    portable::one_and_two(singles, codes, boundaries, pairs, starting, ending);
}

/// As many pairs as are asked for before the first of them is looked at: their cache lines stay in the first level.
const AHEAD: usize = 256;

/// As [`portable::look_up_pairs`], which does the few at the end that don't fill a vector.
#[target_feature(enable = "avx2,bmi1,bmi2,popcnt")]
#[inline(never)]
fn look_up_pairs(tables: &Tables<'_>, codes: &[Code], boundaries: &[u8], buffers: &mut Buffers) {
    check(tables, codes);
    let length = codes.len() - 1;
    // Each of them has a third character, be it the sentinel.
    let whole = length.saturating_sub(1) / 8 * 8;
    let shift = pair_shift(tables.rows.len());
    portable::keys(codes, &mut buffers.keys);
    let Buffers { keys, slots, words, survivors: list, .. } = buffers;
    let survivors = list.with_room(whole);
    let mut count = 0;
    for from in (0..whole).step_by(AHEAD) {
        let to = whole.min(from + AHEAD);
        for ((slot, &key), &second) in slots[from..to].iter_mut().zip(&keys[from..to]).zip(&codes[from + 1..=to]) {
            // SAFETY: there are more rows than a key without its lower bits can be.
            *slot = unsafe { at(tables.rows, usize::from(key >> shift)) } + u32::from(second);
            prefetch(tables.pairs, *slot as usize);
        }
        for i in (from..to).step_by(8) {
            // SAFETY: each is where a row begins plus a code of the index, as the codes are checked to be.
            let pairs = eight(slots, i).map(|slot| unsafe { at(tables.pairs, slot as usize) });
            let pairs = Pairs::new(pairs, eight(keys, i));
            words[i..i + 8].copy_from_slice(&pairs.are_words());
            let survive = pairs.may_go_on(eight(codes, i + 2), eight(boundaries, i));
            survivors[count..count + 8].copy_from_slice(&in_front(i, survive));
            count += survive.count_ones() as usize;
        }
    }
    list.keep(count);
    portable::look_up_pairs(tables, codes, boundaries, buffers, whole);
}

/// As `find_pairs` in `costs.rs`, which does the few at the end that don't fill a vector: those from the position on that
/// this returns.
#[target_feature(enable = "avx2,bmi1,bmi2,popcnt")]
#[inline(never)]
pub(super) fn find_pairs(is_pair: &[u8], here: &[u8], after: &[u8], list: &mut List<u32>) -> usize {
    let whole = is_pair.len() / 8 * 8;
    let found = list.with_room(whole);
    let mut count = 0;
    for i in (0..whole).step_by(8) {
        let [is_pair, here, after] = [is_pair, here, after].map(|flags| u64::from_le_bytes(eight(flags, i)));
        let set = _pext_u64(is_pair & here & after, 0x0101_0101_0101_0101) as u8;
        found[count..count + 8].copy_from_slice(&in_front(i, set));
        count += set.count_ones() as usize;
    }
    list.keep(count);
    whole
}

/// The positions in a set of eight, a bit each: in front those that are in it; the others will be overwritten.
#[target_feature(enable = "avx2")]
#[inline]
fn in_front(first: usize, set: u8) -> [u32; 8] {
    let order = _mm256_cvtepu8_epi32(_mm_cvtsi64_si128(ORDERS[usize::from(set)] as i64));
    cast(_mm256_add_epi32(_mm256_set1_epi32(first as i32), order))
}

/// Eight that follow each other.
#[inline(always)]
fn eight<T: Copy>(all: &[T], from: usize) -> [T; 8] {
    *all[from..].first_chunk().expect("as many as a vector has room for")
}

/// What is in the slots of eight pairs; 0 where the slot is another pair's.
#[derive(Clone, Copy)]
struct Pairs(__m256i);

impl Pairs {
    #[target_feature(enable = "avx2")]
    #[inline]
    fn new(pairs: [u32; 8], keys: [u16; 8]) -> Pairs {
        let pairs = cast(pairs);
        let keys = _mm256_cvtepu16_epi32(cast(keys));
        let there = _mm256_cmpeq_epi32(_mm256_and_si256(pairs, _mm256_set1_epi32(0xFFFF)), keys);
        Pairs(_mm256_and_si256(pairs, there))
    }

    /// 1 for each that is a word.
    #[target_feature(enable = "avx2,bmi2")]
    #[inline]
    fn are_words(self) -> [u8; 8] {
        // The highest bits of all lanes are what a mask is made of.
        let mask = _mm256_movemask_ps(_mm256_castsi256_ps(_mm256_slli_epi32::<{ 31 - Pair::WORD_BIT as i32 }>(self.0)));
        _pdep_u64(mask as u64, 0x0101_0101_0101_0101).to_le_bytes()
    }

    /// A bit for each whose third character can follow it, where a unit begins.
    #[target_feature(enable = "avx2")]
    #[inline]
    fn may_go_on(self, thirds: [Code; 8], boundaries: [u8; 8]) -> u8 {
        let hash = _mm_mullo_epi16(cast(thirds), _mm_set1_epi16(THIRD_FACTOR as i16));
        let third_bits = _mm256_cvtepu16_epi32(_mm_mulhi_epu16(hash, _mm_set1_epi16(THIRD_BITS as i16)));
        let here = _mm256_cvtepu8_epi32(_mm_cvtsi64_si128(i64::from_le_bytes(boundaries)));
        let to_highest = _mm256_sub_epi32(_mm256_set1_epi32(31 - Pair::THIRD as i32), third_bits);
        let can = _mm256_and_si256(_mm256_sllv_epi32(self.0, to_highest), _mm256_slli_epi32::<31>(here));
        _mm256_movemask_ps(_mm256_castsi256_ps(can)) as u8
    }
}

/// As [`portable::walk`].
#[target_feature(enable = "avx2,bmi1,bmi2,popcnt")]
pub(super) fn walk(
    tables: &Tables<'_>,
    longest: usize,
    codes: &[Code],
    boundaries: &[u8],
    buffers: &mut Buffers,
    mut sink: Sink<'_>,
) {
    check(tables, codes);
    assert!(boundaries.len() == codes.len(), "as many boundaries as codes");
    find_bases(tables, codes, buffers);
    for length in 3..=longest {
        if buffers.walks.is_empty() {
            break;
        }
        // SAFETY: the codes are checked; a walk begins where there are three characters, with a base of the index, and
        // each step keeps those with a character more.
        unsafe { step(tables, length, codes, boundaries, buffers, &mut sink) };
    }
}

/// Begins a walk through the nodes at every survivor.
#[target_feature(enable = "avx2,bmi1,bmi2,popcnt")]
#[inline(never)]
fn find_bases(tables: &Tables<'_>, codes: &[Code], buffers: &mut Buffers) {
    let Buffers { survivors, slots, walks, .. } = buffers;
    for &position in &**survivors {
        prefetch(tables.pair_bases, slots[position as usize] as usize);
    }
    walks.clear();
    walks.extend(survivors.iter().map(|&position| {
        let slot = slots[position as usize];
        let (base, third) = (tables.pair_bases[slot as usize], codes[position as usize + 2]);
        prefetch(tables.nodes, base as usize + usize::from(third));
        Walk { position, parent: slot, base }
    }));
}

/// Takes every walk one character further, as `portable::step`, in one loop without branches: what it loads is there.
///
/// # Safety
///
/// All codes are codes of the index; there are as many boundaries; every walk has a base of the index, and begins at least
/// `length` before the end of the codes, the sentinel counted.
#[target_feature(enable = "avx2,bmi1,bmi2,popcnt")]
#[inline(never)]
unsafe fn step(
    tables: &Tables<'_>,
    length: usize,
    codes: &[Code],
    boundaries: &[u8],
    buffers: &mut Buffers,
    sink: &mut Sink<'_>,
) {
    let Buffers { walks, found: list, .. } = buffers;
    let last = codes.len() - 1;
    let (mut count, mut words) = (0, list.len());
    let found = list.with_room(walks.len());
    for k in 0..walks.len() {
        let Walk { position, parent, base } = walks[k];
        let start = position as usize;
        // SAFETY: the walk begins as far before the end.
        let slot = base + u32::from(unsafe { at(codes, start + length - 1) });
        // SAFETY: a base leaves room for every code.
        let [link, check] = unsafe { at(tables.nodes, slot as usize) };
        // No word holds the sentinel's code, but a crafted file might.
        let goes_on = check == parent && start + length <= last;
        let (end, base) = ((start + length).min(last), link >> 1);
        // SAFETY: `last` is the last of both.
        let (boundary, next) = unsafe { (at(boundaries, end), at(codes, end)) };
        let parent = tables.pairs.len() as u32 + slot;
        let is_word = u8::from(goes_on) & link as u8 & boundary;
        // Nothing that is found already is as long.
        let new = length as u8 * is_word;
        sink.starting[start] = new.max(sink.starting[start]);
        sink.ending[end] = new.max(sink.ending[end]);
        // What is no word will be overwritten.
        found[words] = Found { start: position, length: length as u32, number: tables.codes as u32 + parent };
        words += usize::from(is_word);
        // Not behind `k`.
        walks[count] = Walk { position, parent, base };
        count += usize::from(goes_on & (base != 0));
        prefetch(tables.nodes, base as usize + usize::from(next));
    }
    walks.truncate(count);
    list.keep(words);
}

/// By set of lanes, one bit each: the numbers of those in it, in order, one byte each.
const ORDERS: [u64; 256] = {
    let mut orders = [0; 256];
    let mut set = 0;
    while set < 256 {
        let (mut lane, mut count) = (0, 0);
        while lane < 8 {
            if set >> lane & 1 == 1 {
                orders[set] |= lane << (8 * count);
                count += 1;
            }
            lane += 1;
        }
        set += 1;
    }
    orders
};
