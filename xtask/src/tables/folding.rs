//! The tables of folding: which single character counts as which, in order of the first.
//!
//! What is made from files under `dicts/folding` is made from exactly the files that its `SOURCE.toml` records.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;
use std::{fs, iter};

use serde::Deserialize;
use unicode_normalization::UnicodeNormalization as _;

use super::{Table, push_table, show_version};
use crate::dict::source::{self, Record};

const FOLDER: &str = "dicts/folding";

/// What `dicts/folding/SOURCE.toml` says, as far as it can be checked.
#[derive(Debug, Deserialize)]
struct Source {
    simplified: Upstream,
    radicals: Upstream,
    licence: Upstream,
}

/// A file as its makers publish it.
#[derive(Debug, Deserialize)]
struct Upstream {
    /// What it is a part of, and of which version.
    name: String,
    version: String,
    file: String,
    #[serde(flatten)]
    record: Record,
}

impl Upstream {
    /// The file's text.
    fn read(&self, root: &Path) -> Result<String, Box<dyn Error>> {
        let name = format!("{FOLDER}/{}", self.file);
        let bytes = fs::read(root.join(&name)).map_err(|e| format!("{name}: {e}"))?;
        self.record.check(&name, &bytes)?;
        Ok(String::from_utf8(bytes).map_err(|e| format!("{name}: {e}"))?)
    }
}

/// Upper → lower case, where the lower case is one character.
pub(super) fn case() -> Table {
    let pairs = ('\0'..=char::MAX).filter_map(|c| Some((c, only(c.to_lowercase())?))).filter(|(c, lower)| c != lower);
    Table::new(
        "crates/maxmatch-dict/src/fold/case.rs",
        &format!("Unicode {}", show_version(char::UNICODE_VERSION)),
        "Rust's standard library",
        "//! Lower case, one character to one character.",
        &body("LOWER", "A character and its lower case", pairs, |c| format!("\\u{{{:X}}}", u32::from(c))),
    )
}

/// Compatibility character → ordinary character: NFKC where that is one character, less what only differs in width,
/// and the radicals and strokes that have an equivalent ideograph.
pub(super) fn compatibility(root: &Path, unicode: &str) -> Result<Table, Box<dyn Error>> {
    let radicals = source::read::<Source>(root, FOLDER)?.radicals;
    let mut pairs: BTreeMap<char, char> = radicals_of(&radicals.read(root)?)?.into_iter().collect();
    let is_wide = |c| matches!(c, '\u{3000}' | '！'..='～' | '￠'..='￦');
    pairs.extend(
        ('\0'..=char::MAX)
            .filter(|&c| !is_wide(c))
            .filter_map(|c| Some((c, only(iter::once(c).nfkc())?)))
            .filter(|(c, ordinary)| c != ordinary),
    );
    Ok(Table::new(
        "crates/maxmatch-dict/src/fold/compatibility.rs",
        unicode,
        &format!(
            "unicode-normalization, and {} {},\n//! from {FOLDER}/{}",
            radicals.name, radicals.version, radicals.file
        ),
        "//! Compatibility characters, and radicals and strokes, one character to one character.",
        &body("ORDINARY", "A character and the ordinary one", pairs, |c| format!("\\u{{{:X}}}", u32::from(c))),
    ))
}

/// Traditional → simplified character.
pub(super) fn simplified(root: &Path) -> Result<Table, Box<dyn Error>> {
    let Source { simplified: source, licence, .. } = source::read(root, FOLDER)?;
    licence.read(root)?;
    let first = first_candidates(&source.read(root)?)?;
    // 薴 is the traditional form of 苧, which is one itself, of 苎.
    let last = |c| iter::successors(Some(c), |c| first.get(c).copied()).last().expect("it begins with one");
    let pairs = first.keys().map(|&c| (c, last(c)));
    Ok(Table::new(
        "crates/maxmatch-dict/src/fold/simplified.rs",
        &format!("{} {}", source.name, source.version),
        &format!("{FOLDER}/{}, under the Apache License 2.0", source.file),
        "//! Traditional to simplified characters, one character to one character.",
        &body("SIMPLIFIED", "A traditional character and the simplified one", pairs, |c| c.to_string()),
    ))
}

/// The one character that there is, if there is one.
fn only(mut characters: impl Iterator<Item = char>) -> Option<char> {
    let first = characters.next();
    first.filter(|_| characters.next().is_none())
}

/// The constant that holds the pairs.
fn body(
    name: &str,
    entry: &str,
    pairs: impl IntoIterator<Item = (char, char)>,
    show: impl Fn(char) -> String,
) -> String {
    let mut body = format!("/// {entry}, in order of the first.\n");
    let entries = pairs.into_iter().map(|(from, to)| format!("('{}', '{}')", show(from), show(to)));
    push_table(&mut body, &format!("pub(super) const {name}: &[(char, char)]"), entries);
    body
}

/// Reads lines `traditional TAB candidates`, with spaces between these. The first candidate is the character's usual
/// one; where that is itself, it is in use in simplified text too, and stays.
fn first_candidates(text: &str) -> Result<BTreeMap<char, char>, String> {
    let mut first = BTreeMap::new();
    for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let pair = line
            .split_once('\t')
            .and_then(|(from, candidates)| Some((only(from.chars())?, only(candidates.split(' ').next()?.chars())?)));
        let (from, to) = pair.ok_or_else(|| format!("{line:?} is no character and its simplified ones"))?;
        if from != to && first.insert(from, to).is_some() {
            return Err(format!("{from} is there twice"));
        }
    }
    Ok(first)
}

/// Reads lines `code point or range ; code point # comment` of the Unicode Character Database.
fn radicals_of(text: &str) -> Result<Vec<(char, char)>, String> {
    let character = |number: &str| u32::from_str_radix(number.trim(), 16).ok().and_then(char::from_u32);
    let mut pairs = Vec::new();
    for line in text.lines() {
        let fields = line.split('#').next().unwrap_or_default().trim();
        if fields.is_empty() {
            continue;
        }
        let read = || {
            let (range, to) = fields.split_once(';')?;
            let (first, last) = range.split_once("..").unwrap_or((range, range));
            Some((character(first)?..=character(last)?, character(to)?))
        };
        let (range, to) = read().ok_or_else(|| format!("{line:?} is no range and its ideograph"))?;
        pairs.extend(range.map(|from| (from, to)));
    }
    Ok(pairs)
}

#[cfg(test)]
mod tests {
    use super::{first_candidates, radicals_of};

    #[test]
    fn candidates() {
        let read = |text| first_candidates(text).map(|pairs| pairs.into_iter().collect::<Vec<_>>());
        assert_eq!(read("# of 1.4\n\n乾\t干 乾\n么\t么 幺\n東\t东\n"), Ok(vec![('乾', '干'), ('東', '东')]));
        for wrong in ["東 东", "東\t", "東東\t东", "東\t东东", "東\t东\n東\t冻"] {
            assert!(read(wrong).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn radicals() {
        let text = "# heading\n2E8C..2E8D ; 5C0F  # [2] SMALL\n\n2ED3       ; 957F  # LONG\n# 2E80; REPEAT\n";
        assert_eq!(radicals_of(text), Ok(vec![('⺌', '小'), ('⺍', '小'), ('⻓', '长')]));
        for wrong in ["2ED3", "2ED3 ; 110000", "2ED3 957F", "X ; 957F"] {
            assert!(radicals_of(wrong).is_err(), "{wrong:?}");
        }
    }
}
