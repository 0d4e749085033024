//! The scan: the longest dictionary word that starts, and the longest that ends, at every position of a block of
//! characters.
//!
//! Working at every position, instead of only where a word happens to begin, leaves no branch to mispredict: forward
//! and backward maximum matching are then chains of jumps over the two answers. A block runs through short phases (pairs,
//! words of one and two characters, then one character more for all that may go on), each a simple loop over arrays that
//! stay in cache.
//!
//! [`portable`] is the implementation in plain Rust, and beside it stands one for each [`Level`] that has more;
//! [`sparse`] is for the few words of a layer and takes its last phases over; [`edges`] keeps all words that the phases find,
//! not only the longest, and [`costs`] what they cost. What comes before the scan is in [`decode()`]. The naive scan that they are
//! compared with is in the tests. One more level is one more file, a variant of [`Extension`], its place in `Level::ALL`, and the
//! arms that the compiler then asks for.

#[cfg(target_arch = "x86_64")]
mod avx2;
mod costs;
mod decode;
mod edges;
mod level;
mod list;
mod portable;
mod sparse;
#[cfg(test)]
mod tests;

pub use costs::{LongWord, WordCosts};
pub use decode::decode;
pub use edges::{Edge, Edges};
pub use level::{Beyond, Level};
pub(crate) use sparse::Sparse;

use level::Extension;
use list::List;
use portable::Sink;

use crate::index::{Code, Tables};

/// The longest words of a block, by position, as [`Dictionary::scan`](crate::Dictionary::scan) finds them. Lengths are
/// in characters; 0 means that no word starts (ends) there.
///
/// It also holds the scan's buffers: reused, a scan allocates nothing. It keeps nothing of any dictionary.
///
/// ```
/// use maxmatch_dict::{Dictionary, Matches};
///
/// let dictionary = Dictionary::builder().add("北京", 1, None)?.build()?;
/// let [n, j] = ['北', '京'].map(|c| dictionary.codes().get(c));
/// let mut matches = Matches::default();
/// dictionary.scan(&[n, j, 0], &[1; 3], &mut matches);
/// assert_eq!((matches.starting(), matches.ending()), (&[2, 0][..], &[0, 0, 2][..]));
/// # Ok::<(), maxmatch_dict::Error>(())
/// ```
#[derive(Debug, Default, Clone)]
pub struct Matches {
    starting: Vec<u8>,
    ending: Vec<u8>,
    /// The longest words of one layer, before they are merged into the others.
    layer: (Vec<u8>, Vec<u8>),
    /// Codes as a scan may see them that has fewer.
    clipped: Vec<Code>,
    /// Which implementation finds them.
    level: Level,
    buffers: Buffers,
}

/// What the phases hand to each other.
#[derive(Debug, Default, Clone)]
struct Buffers {
    /// By position: the key of the pair that starts there.
    keys: Vec<u16>,
    /// By position: the bit of [`Pair::of`](crate::index::Pair::of) that says whether the third character can follow; 0
    /// where no unit begins.
    thirds: Vec<u16>,
    /// By position: the slot of the pair that starts there.
    slots: Vec<u32>,
    /// By position: what is in that slot.
    pairs: Vec<u32>,
    /// By position: 1 if the pair that starts there is a word.
    words: Vec<u8>,
    /// The positions at which a unit begins and whose pair may be followed by their third character.
    survivors: List<u32>,
    /// The walks through the nodes that have not ended.
    walks: Vec<Walk>,
    /// By walk: the slot of its next node, and what is there.
    nodes: Vec<(u32, [u32; 2])>,
    /// The words that are found by walking, and in the scan of a layer pairs, in the order of their lengths.
    found: List<Found>,
}

/// A word, where it is found.
#[derive(Debug, Clone, Copy, Default)]
struct Found {
    start: u32,
    length: u32,
    number: u32,
}

/// A word that may be longer than what is matched of it.
#[derive(Debug, Clone, Copy)]
struct Walk {
    /// Where it begins.
    position: u32,
    /// What its next node must have as its parent.
    parent: u32,
    /// Where its next nodes begin.
    base: u32,
}

impl Matches {
    /// With another implementation of the scan than the best: for tests.
    #[doc(hidden)]
    pub fn at(level: Level) -> Matches {
        Matches { level, ..Matches::default() }
    }

    /// By position: the length of the longest word that starts there.
    pub fn starting(&self) -> &[u8] {
        &self.starting
    }

    /// By position, one more than there are characters: the length of the longest word that ends there.
    pub fn ending(&self) -> &[u8] {
        &self.ending
    }

    /// Both, to be changed.
    pub(crate) fn both_mut(&mut self) -> (&mut [u8], &mut [u8]) {
        (&mut self.starting, &mut self.ending)
    }

    /// Calls `scan` with the codes below `limit`, the others being those of no word: a layer above has added them. Most
    /// blocks hold none.
    pub(crate) fn with_clipped(&mut self, codes: &[Code], limit: usize, scan: impl FnOnce(&mut Matches, &[Code])) {
        let highest = codes.iter().fold(0, |highest: Code, &code| highest.max(code));
        if usize::from(highest) < limit {
            return scan(self, codes);
        }
        // Not above the highest code, so it fits.
        let limit = limit as Code;
        let mut clipped = std::mem::take(&mut self.clipped);
        clipped.clear();
        clipped.extend(codes.iter().map(|&code| if code < limit { code } else { 0 }));
        scan(self, &clipped);
        self.clipped = clipped;
    }
}

/// See [`Dictionary::scan`](crate::Dictionary::scan).
pub(crate) fn scan(tables: &Tables<'_>, longest: usize, codes: &[Code], boundaries: &[u8], matches: &mut Matches) {
    matches.reset(codes, boundaries);
    matches.phases(tables, longest, codes, boundaries);
}

/// See [`Layered::edges`](crate::Layered::edges): what the dictionary below all layers has of it.
pub(crate) fn edges(
    tables: &Tables<'_>,
    longest: usize,
    codes: &[Code],
    boundaries: &[u8],
    matches: &mut Matches,
    edges: &mut Edges,
) {
    matches.reset(codes, boundaries);
    matches.phases(tables, longest, codes, boundaries);
    edges.group(tables, codes, boundaries, &matches.buffers);
}

/// See [`Layered::word_costs`](crate::Layered::word_costs): what the dictionary below all layers has of it.
pub(crate) fn word_costs(
    tables: &Tables<'_>,
    longest: usize,
    codes: &[Code],
    boundaries: &[u8],
    matches: &mut Matches,
    costs: &mut WordCosts,
) {
    matches.reset(codes, boundaries);
    matches.phases(tables, longest, codes, boundaries);
    costs.set(tables, codes, boundaries, matches.level, &matches.buffers);
}

/// Asks for what is at an index of a table, if anything is, where processors can be asked.
#[inline(always)]
pub(crate) fn prefetch<T>(table: &[T], index: usize) {
    #[cfg(target_arch = "x86_64")]
    // SAFETY: a prefetch is a hint, which no address makes fail, and part of SSE, which every x86-64 processor has.
    unsafe {
        use std::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
        _mm_prefetch::<_MM_HINT_T0>(table.as_ptr().wrapping_add(index).cast());
    };
    #[cfg(not(target_arch = "x86_64"))]
    let _ = (table, index);
}

impl Matches {
    /// The scan: see [`portable::scan`].
    #[inline(always)]
    fn phases(&mut self, tables: &Tables<'_>, longest: usize, codes: &[Code], boundaries: &[u8]) {
        match self.level.0 {
            Extension::None => portable::scan(tables, longest, codes, boundaries, self),
            #[cfg(target_arch = "x86_64")]
            // SAFETY: a level is made only where the processor has it.
            Extension::Avx2 => unsafe { avx2::scan(tables, longest, codes, boundaries, self) },
        }
    }

    /// The last phases of the scan: see [`portable::walk`].
    #[inline(always)]
    fn walk(&mut self, tables: &Tables<'_>, longest: usize, codes: &[Code], boundaries: &[u8], sink: Sink<'_>) {
        let buffers = &mut self.buffers;
        match self.level.0 {
            Extension::None => portable::walk(tables, longest, codes, boundaries, buffers, sink),
            #[cfg(target_arch = "x86_64")]
            // SAFETY: a level is made only where the processor has it.
            Extension::Avx2 => unsafe { avx2::walk(tables, longest, codes, boundaries, buffers, sink) },
        }
    }
}

impl Matches {
    /// Ready for a block. Panics unless codes and boundaries are what a scan can rely on.
    fn reset(&mut self, codes: &[Code], boundaries: &[u8]) {
        let length = codes.len().checked_sub(1).expect("the codes end with a sentinel");
        assert!(boundaries.len() == codes.len(), "as many boundaries as codes");
        assert!(codes[length] == 0, "the codes end with a sentinel of code 0");
        self.starting.clear();
        self.starting.resize(length, 0);
        self.ending.clear();
        self.ending.resize(length + 1, 0);
    }
}
