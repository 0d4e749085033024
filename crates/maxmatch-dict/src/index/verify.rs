//! The check that lets the scan trust an index: one linear pass, after which no step of a walk leaves the tables.

use super::{MIN_ROWS, Tables};
use crate::cost::Cost;
use crate::error::Error;

/// The longest word that the scan's length bytes can hold, in characters.
pub(crate) const LONGEST: usize = u8::MAX as usize;

pub(super) fn verify(tables: &Tables<'_>, longest: usize) -> Result<(), Error> {
    let corrupt = |what| Err(Error::corrupt("index", what));
    let codes = tables.codes;
    if codes == 0 || codes > 1 << 16 {
        return corrupt("has no codes, or too many");
    }
    if tables.singles >= codes {
        return corrupt("has more words of one character than codes");
    }
    if longest > LONGEST {
        return corrupt("has words longer than the scan can hold");
    }
    if tables.costs.len() > u32::MAX as usize {
        return corrupt("is too large");
    }
    // A step adds a code to a base, so the last base must leave room for the last code.
    let (Some(last_pair), Some(last_node)) =
        (tables.pairs.len().checked_sub(codes), tables.nodes.len().checked_sub(codes))
    else {
        return corrupt("has tables without room for its codes");
    };
    let rows = tables.rows.len();
    if !rows.is_power_of_two() || !(MIN_ROWS..=1 << 16).contains(&rows) {
        return corrupt("has a number of pair rows that keys can't address");
    }
    if largest(tables.rows.iter().copied()) > last_pair {
        return corrupt("has a pair row outside its table");
    }
    if largest(tables.pair_bases.iter().copied()) > last_node {
        return corrupt("has a node row outside its table");
    }
    if largest(tables.nodes.iter().map(|node| node[0] >> 1)) > last_node {
        return corrupt("has a node row outside its table");
    }
    if largest(tables.bmp.iter().map(|&code| code.into())) >= codes
        || largest(tables.astral.iter().map(|entry| entry[1])) >= codes
    {
        return corrupt("has a code above its number of codes");
    }
    // The scan says so that there is no word.
    if tables.costs.iter().fold(0, |all: Cost, &cost| all.max(cost)) == Cost::MAX {
        return corrupt("has a cost that no word can have");
    }
    if !tables.astral.is_sorted_by(|a, b| a[0] < b[0]) {
        return corrupt("has characters out of order");
    }
    Ok(())
}

fn largest(values: impl Iterator<Item = u32>) -> usize {
    values.fold(0, u32::max) as usize
}
