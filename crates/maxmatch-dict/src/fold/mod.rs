//! Folding: which characters count as the same when words are matched.
//!
//! A view maps single characters to single characters: full width to half width, upper to lower case. A dictionary
//! file carries one table, composed of the views it was built with; the index bakes it into its code table, so that
//! matching through any number of views costs nothing. A further view is a further table here.

mod case;
mod width;

use std::fmt;
use std::str::FromStr;

use crate::error::{Error, ErrorKind};
use crate::format::u32_at;

/// One kind of difference between characters that matching can look through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum View {
    /// Full-width forms are their ordinary characters: `ＡＢＣ１２３` matches `ABC123`.
    Width,
    /// Upper-case letters are their lower-case ones, in all scripts, where that is one character for one.
    Case,
}

impl View {
    /// Every view, in the order in which they apply.
    pub const ALL: [View; 2] = [View::Width, View::Case];

    /// The name in dictionary files and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            View::Width => "width",
            View::Case => "case",
        }
    }

    /// The pairs that this view maps, in order of the first.
    fn pairs(self) -> Vec<(char, char)> {
        match self {
            View::Width => width::pairs().collect(),
            View::Case => case::LOWER.to_vec(),
        }
    }
}

impl fmt::Display for View {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for View {
    type Err = Error;

    fn from_str(name: &str) -> Result<View, Error> {
        View::ALL.into_iter().find(|view| view.name() == name).ok_or_else(|| {
            let known = View::ALL.map(View::name).join(", ");
            Error::new(ErrorKind::Query, format!("unknown view {name:?}; there are: {known}"))
        })
    }
}

/// Maps characters to the ones that they count as. Characters without an entry count as themselves.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct FoldTable {
    views: Vec<View>,
    /// Sorted by the first character; no pair maps a character to itself, and no target is mapped further.
    pairs: Vec<(char, char)>,
}

impl FoldTable {
    /// Composes views: a character goes through each in turn.
    pub(crate) fn new(views: &[View]) -> FoldTable {
        let views: Vec<View> = View::ALL.into_iter().filter(|view| views.contains(view)).collect();
        let tables: Vec<Vec<(char, char)>> = views.iter().map(|view| view.pairs()).collect();
        let mut from: Vec<char> = tables.iter().flatten().map(|&(from, _)| from).collect();
        from.sort_unstable();
        from.dedup();
        let through = |c: char| {
            tables.iter().fold(c, |c, table| table.binary_search_by_key(&c, |p| p.0).map_or(c, |i| table[i].1))
        };
        let pairs = from.into_iter().map(|c| (c, through(c))).filter(|(from, to)| from != to).collect();
        FoldTable { views, pairs }
    }

    pub(crate) fn views(&self) -> &[View] {
        &self.views
    }

    pub(crate) fn pairs(&self) -> &[(char, char)] {
        &self.pairs
    }

    /// The character that `c` counts as.
    pub(crate) fn fold(&self, c: char) -> char {
        self.pairs.binary_search_by_key(&c, |p| p.0).map_or(c, |i| self.pairs[i].1)
    }

    /// Layout: number of views, their names as one comma-separated string with its length, number of pairs, the pairs.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let names = self.views.iter().map(|v| v.name()).collect::<Vec<_>>().join(",");
        let mut bytes = Vec::with_capacity(16 + names.len() + self.pairs.len() * 8);
        bytes.extend_from_slice(&(self.pairs.len() as u32).to_le_bytes());
        bytes.extend_from_slice(&(names.len() as u32).to_le_bytes());
        for &(from, to) in &self.pairs {
            bytes.extend_from_slice(&(from as u32).to_le_bytes());
            bytes.extend_from_slice(&(to as u32).to_le_bytes());
        }
        bytes.extend_from_slice(names.as_bytes());
        bytes
    }

    pub(crate) fn from_bytes(bytes: &[u8]) -> Result<FoldTable, Error> {
        let corrupt = |what| Error::corrupt("fold", what);
        if bytes.len() < 8 {
            return Err(corrupt("is too short"));
        }
        let (count, names) = (u32_at(bytes, 0) as u64, u32_at(bytes, 4) as u64);
        if 8 + 8 * count + names != bytes.len() as u64 {
            return Err(corrupt("has another length than it says"));
        }
        let (pairs, names) = bytes[8..].split_at(8 * count as usize);
        let names = std::str::from_utf8(names).map_err(|_| corrupt("has view names that are not UTF-8"))?;
        let views = names
            .split(',')
            .filter(|name| !name.is_empty())
            .map(|name| name.parse().map_err(|_| corrupt("has a view that this release does not know")))
            .collect::<Result<Vec<View>, Error>>()?;
        let char_at = |at| char::from_u32(u32_at(pairs, at)).ok_or_else(|| corrupt("maps what is no character"));
        let pairs = (0..pairs.len())
            .step_by(8)
            .map(|at| Ok((char_at(at)?, char_at(at + 4)?)))
            .collect::<Result<Vec<(char, char)>, Error>>()?;
        if !pairs.is_sorted_by(|a, b| a.0 < b.0) {
            return Err(corrupt("is not in order"));
        }
        Ok(FoldTable { views, pairs })
    }
}

#[cfg(test)]
mod tests {
    use super::{FoldTable, View};

    #[test]
    fn views_compose() {
        let both = FoldTable::new(&View::ALL);
        for (from, to) in
            [('Ａ', 'a'), ('Z', 'z'), ('９', '9'), ('Б', 'б'), ('　', ' '), ('￥', '¥'), ('中', '中'), ('a', 'a')]
        {
            assert_eq!(both.fold(from), to, "{from}");
        }
        assert_eq!(FoldTable::new(&[View::Width]).fold('Ａ'), 'A');
        assert_eq!(FoldTable::new(&[View::Case]).fold('Ａ'), 'ａ');
        assert_eq!(FoldTable::new(&[]).fold('A'), 'A');
    }

    #[test]
    fn folding_twice_is_folding_once() {
        let table = FoldTable::new(&View::ALL);
        for c in (0..=0x10FFFF).filter_map(char::from_u32) {
            assert_eq!(table.fold(table.fold(c)), table.fold(c), "{c:?}");
        }
    }

    #[test]
    fn bytes_and_back() {
        for views in [&[][..], &[View::Width], &[View::Case], &View::ALL] {
            let table = FoldTable::new(views);
            assert_eq!(FoldTable::from_bytes(&table.to_bytes()).unwrap(), table);
        }
    }
}
