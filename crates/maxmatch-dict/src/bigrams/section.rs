//! The section: how often words follow one another, by their ordinals in the FST.

use std::collections::BTreeMap;

use super::Class;
use crate::error::{Error, ErrorKind};
use crate::format::u32_at;

const HEADER: usize = 16;

/// The section, read where it is.
#[derive(Clone, Copy)]
pub(crate) struct Pairs<'a> {
    /// In order: what comes first, and how many different things come after it.
    lefts: &'a [[u32; 2]],
    /// Those of each in order: what comes after it, and how often.
    rights: &'a [[u32; 2]],
}

impl<'a> Pairs<'a> {
    /// Checks a section of a dictionary with so many words. `bytes` begin at a multiple of 8.
    pub(crate) fn open(bytes: &'a [u8], words: u64) -> Result<Pairs<'a>, Error> {
        let limit = words + Class::ALL.len() as u64;
        let corrupt = |what| Err(Error::corrupt("bigrams", what));
        let length = |entries: &[usize]| entries.iter().map(|&n| n as u64 * 8).sum::<u64>() + HEADER as u64;
        let numbers = bytes.get(..HEADER).map(|header| [0, 4].map(|at| u32_at(header, at) as usize));
        let Some([lefts, _]) = numbers.filter(|numbers| length(numbers) == bytes.len() as u64) else {
            return corrupt("has another length than it says");
        };
        let entries: &[[u32; 2]] = bytemuck::cast_slice(&bytes[HEADER..]);
        let (lefts, rights) = entries.split_at(lefts);
        let pairs = Pairs { lefts, rights };
        if lefts.iter().map(|left| u64::from(left[1])).sum::<u64>() != rights.len() as u64 {
            return corrupt("does not add up");
        }
        let is_sorted = |entries: &[[u32; 2]]| entries.is_sorted_by(|a, b| a[0] < b[0]);
        if !is_sorted(lefts) || !pairs.each().all(|(_, after)| is_sorted(after)) {
            return corrupt("is not in order");
        }
        if lefts.iter().chain(rights).any(|entry| u64::from(entry[0]) >= limit) {
            return corrupt("counts what is no word");
        }
        // Whatever stands in a text stands before something and behind something, ends of sentences included.
        let mut balance = vec![0i64; limit as usize];
        for (left, after) in pairs.each() {
            for &[right, count] in after {
                balance[left as usize] += i64::from(count);
                balance[right as usize] -= i64::from(count);
            }
        }
        let is_empty = |entry: &[u32; 2]| entry[1] == 0;
        if lefts.iter().chain(rights).any(is_empty) || balance.iter().any(|&sum| sum != 0) {
            return corrupt("does not add up");
        }
        Ok(pairs)
    }

    /// What comes first, in order, each with what comes after it and how often.
    pub(crate) fn each(self) -> impl Iterator<Item = (u32, &'a [[u32; 2]])> {
        let mut rest = self.rights;
        self.lefts.iter().map(move |&[left, count]| {
            let after;
            (after, rest) = rest.split_at(count as usize);
            (left, after)
        })
    }
}

/// Writes the section of pairs with their counts.
pub(super) fn write(counts: &BTreeMap<(u32, u32), u64>) -> Result<Vec<u8>, Error> {
    let mut lefts: Vec<[u32; 2]> = Vec::new();
    let mut rights: Vec<[u32; 2]> = Vec::with_capacity(counts.len());
    for (&(left, right), &count) in counts {
        let count = u32::try_from(count).map_err(|_| {
            Error::new(
                ErrorKind::Entry,
                "two words follow one another more than 4,294,967,295 times; train on less text",
            )
        })?;
        match lefts.last_mut().filter(|last| last[0] == left) {
            Some(last) => last[1] += 1,
            None => lefts.push([left, 1]),
        }
        rights.push([right, count]);
    }
    let header = [lefts.len() as u32, rights.len() as u32, 0, 0];
    let numbers = header.iter().chain(lefts.as_flattened()).chain(rights.as_flattened());
    Ok(numbers.flat_map(|number| number.to_le_bytes()).collect())
}
