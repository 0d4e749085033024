//! Folding: which characters count as the same when words are matched.
//!
//! A view maps single characters to single characters: full width to half width, traditional to simplified. A dictionary
//! file carries one table, composed of the views it was built with; the index bakes it into its code table, so that
//! matching through any number of views costs nothing. A further view is a further table here.

mod case;
mod compatibility;
mod folding;
mod simplified;
mod spellings;
mod width;

use std::fmt;
use std::str::FromStr;

use crate::characters;
use crate::error::{Error, ErrorKind};
use crate::format::u32_at;
use crate::lexicon::Quoted;

pub use folding::Folding;
pub(crate) use spellings::Spellings;

/// One kind of difference between characters that matching can look through.
///
/// ```
/// use maxmatch_dict::View;
///
/// assert_eq!("width".parse(), Ok(View::Width));
/// assert_eq!(View::ALL.map(View::name), ["compatibility", "width", "case", "simplified"]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum View {
    /// Compatibility characters are the ordinary ones: a radical the ideograph (`⻓` 长), `ｱ` ア, `①` 1. These are the
    /// characters whose NFKC is one other character, but not for their width, and the radicals and strokes that Unicode
    /// says have an equivalent ideograph.
    Compatibility,
    /// Full-width forms are their ordinary characters: `ＡＢＣ１２３` matches `ABC123`.
    Width,
    /// Upper-case letters are their lower-case ones, in all scripts, where that is one character for one.
    Case,
    /// Traditional characters are the simplified ones that they usually correspond to, by OpenCC's table: `發展` and `髮`
    /// match `发展` and `发`. A character that simplified text uses too (`瞭`, `藉`) stays.
    Simplified,
}

impl View {
    /// Every view, in the order in which they apply.
    pub const ALL: [View; 4] = [View::Compatibility, View::Width, View::Case, View::Simplified];

    /// The name in dictionary files and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            View::Compatibility => "compatibility",
            View::Width => "width",
            View::Case => "case",
            View::Simplified => "simplified",
        }
    }

    /// The pairs that this view maps, in order of the first.
    fn pairs(self) -> Vec<(char, char)> {
        match self {
            View::Compatibility => compatibility::ORDINARY.to_vec(),
            View::Width => width::pairs().collect(),
            View::Case => case::LOWER.to_vec(),
            View::Simplified => simplified::SIMPLIFIED.to_vec(),
        }
    }
}

impl fmt::Display for View {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A name that is no [`View`]'s.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseViewError(String);

impl fmt::Display for ParseViewError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unknown view {}; there are compatibility, width, case and simplified", Quoted(&self.0))
    }
}

impl std::error::Error for ParseViewError {}

impl FromStr for View {
    type Err = ParseViewError;

    fn from_str(name: &str) -> Result<View, ParseViewError> {
        View::ALL.into_iter().find(|view| view.name() == name).ok_or_else(|| ParseViewError(name.to_owned()))
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
        let mut pairs: Vec<(char, char)> = Vec::new();
        for view in &views {
            let table = view.pairs();
            pairs.iter_mut().for_each(|(_, to)| *to = look_up(&table, *to));
            let new: Vec<_> = table.into_iter().filter(|&(from, _)| look_up(&pairs, from) == from).collect();
            pairs.extend(new);
            // Two sorted parts, which a stable sort merges.
            pairs.sort_by_key(|&(from, _)| from);
        }
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
        look_up(&self.pairs, c)
    }

    /// What a word is matched by: its characters, folded.
    pub(crate) fn fold_word<'a>(&'a self, word: &'a str) -> impl Iterator<Item = char> + 'a {
        characters::of(word).map(|c| self.fold(c))
    }

    /// Layout: number of pairs, length of the views' names in bytes, the pairs, the names with commas between them.
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
            .map(|name| {
                name.parse().map_err(|_| {
                    let cause = format!("the view {} is not known: a newer release made the file", Quoted(name));
                    Error::new(
                        ErrorKind::Version,
                        cause + "; use that, or build the dictionary again with this release",
                    )
                })
            })
            .collect::<Result<Vec<View>, Error>>()?;
        let (points, _) = pairs.as_chunks::<4>();
        let (points, _) = points.as_chunks::<2>();
        let mut pairs = Vec::with_capacity(points.len());
        for point in points {
            let [from, to] = point.map(|point| char::from_u32(u32::from_le_bytes(point)));
            pairs.push(from.zip(to).ok_or_else(|| corrupt("maps what is no character"))?);
        }
        if !pairs.is_sorted_by(|a, b| a.0 < b.0) {
            return Err(corrupt("is not in order"));
        }
        Ok(FoldTable { views, pairs })
    }
}

/// What pairs in order of the first map a character to.
fn look_up(pairs: &[(char, char)], c: char) -> char {
    pairs.binary_search_by_key(&c, |&(from, _)| from).map_or(c, |i| pairs[i].1)
}

#[cfg(test)]
mod tests {
    use super::{FoldTable, View};
    use crate::ErrorKind;
    use crate::characters::is_skipped;

    /// Every choice of views.
    fn choices() -> impl Iterator<Item = FoldTable> {
        (0..1 << View::ALL.len()).map(|choice: usize| {
            let chosen = View::ALL.into_iter().enumerate().filter(|(i, _)| choice >> i & 1 == 1);
            FoldTable::new(&chosen.map(|(_, view)| view).collect::<Vec<_>>())
        })
    }

    #[test]
    fn views_compose() {
        let all = FoldTable::new(&View::ALL);
        for (from, to) in [
            ('Ａ', 'a'),
            ('Z', 'z'),
            ('９', '9'),
            ('Б', 'б'),
            ('　', ' '),
            ('￥', '¥'),
            ('中', '中'),
            ('a', 'a'),
            ('發', '发'),
            ('乾', '干'),
            ('么', '么'),
            // Through more than one view.
            ('𝐀', 'a'),
            ('\u{F902}', '车'),
            ('⾞', '车'),
            ('⻓', '长'),
            // 薴 → 苧 → 苎
            ('薴', '苎'),
            // Half-width katakana, Roman numerals, no-break space.
            ('ｱ', 'ア'),
            ('Ⅴ', 'v'),
            ('\u{A0}', ' '),
        ] {
            assert_eq!(all.fold(from), to, "{from}");
        }
        assert_eq!(FoldTable::new(&[View::Width]).fold('Ａ'), 'A');
        assert_eq!(FoldTable::new(&[View::Case]).fold('Ａ'), 'ａ');
        assert_eq!(FoldTable::new(&[View::Compatibility]).fold('Ａ'), 'Ａ');
        assert_eq!(FoldTable::new(&[View::Compatibility]).fold('⾞'), '車');
        assert_eq!(FoldTable::new(&[View::Simplified]).fold('\u{F902}'), '\u{F902}');
        assert_eq!(FoldTable::new(&[]).fold('A'), 'A');
    }

    #[test]
    fn folding_twice_is_folding_once() {
        for table in choices() {
            for &(from, to) in table.pairs() {
                assert_ne!(from, to);
                assert_eq!(table.fold(to), to, "{from:?} with {:?}", table.views());
            }
        }
    }

    /// What belongs to the character before it is passed over before anything is folded.
    #[test]
    fn folding_keeps_what_is_skipped() {
        for &(from, to) in FoldTable::new(&View::ALL).pairs() {
            assert_eq!(is_skipped(from), is_skipped(to), "{from:?}");
        }
    }

    #[test]
    fn bytes_and_back() {
        for table in choices() {
            assert_eq!(FoldTable::from_bytes(&table.to_bytes()).unwrap(), table);
        }
    }

    #[test]
    fn a_new_view_is_of_a_newer_release() {
        assert_eq!(
            "script".parse::<View>().unwrap_err().to_string(),
            "unknown view \"script\"; there are compatibility, width, case and simplified"
        );
        let bytes = [&[0, 0, 0, 0, 12, 0, 0, 0], &b"width,script"[..]].concat();
        let error = FoldTable::from_bytes(&bytes).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Version);
        assert!(error.to_string().contains("the view \"script\" is not known"), "{error}");
    }
}
