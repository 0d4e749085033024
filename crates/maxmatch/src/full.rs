//! Every word of a text, and the units that are in none.

use maxmatch_dict::Edges;

use crate::text::Block;
use crate::token::Kind;

/// Calls `found` with the words among the first `length` characters, whose end no word spans, and with the units that are
/// in none, in the order of where they begin and then of their lengths: where each begins, where it ends, and its kind.
pub(crate) fn each(block: &Block, edges: &Edges, length: usize, mut found: impl FnMut(usize, usize, Kind)) {
    let (mut start, mut reach) = (0, 0);
    while start < length {
        let (words, unit) = (edges.starting(start), block.unit_end(start));
        for word in words {
            found(start, start + usize::from(word.length), Kind::Word);
        }
        reach = words.last().map_or(reach, |longest| reach.max(start + usize::from(longest.length)));
        if reach <= start {
            found(start, unit, block.kind(start));
        }
        start = unit;
    }
}
