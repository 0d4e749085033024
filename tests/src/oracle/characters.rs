//! What single characters are.

use std::collections::HashMap;
use std::sync::OnceLock;

use maxmatch::Kind;
use maxmatch_dict::View;
use unicode_normalization::UnicodeNormalization;
use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};
use unicode_script::{Script, UnicodeScript};
use unicode_segmentation::UnicodeSegmentation;

/// Whether the character begins Han text: Script=Han, and ○. Combining marks never begin anything.
pub(super) fn is_han(c: char) -> bool {
    (c.script() == Script::Han || c == '○') && !extends(c)
}

/// Whether the character belongs to the one before it: any letter and it are one cluster.
pub(super) fn extends(c: char) -> bool {
    format!("a{c}").graphemes(true).count() == 1
}

/// The characters that a unit of the text is matched by, and where in it they begin, in bytes: the first, and the later ones that
/// don't extend it.
pub(super) fn of_unit(unit: &str) -> impl Iterator<Item = (usize, char)> {
    unit.char_indices().filter(|&(i, c)| i == 0 || !extends(c))
}

/// The characters that a word is matched by: those of its clusters.
pub(super) fn of_word(word: &str) -> impl Iterator<Item = char> {
    word.graphemes(true).flat_map(of_unit).map(|(_, c)| c)
}

/// What the character counts as: as its ordinary form, then full width as half width, upper case as lower case and
/// traditional as simplified.
pub(super) fn fold(c: char, views: &[View]) -> char {
    let apply = |c, view: View, form: fn(char) -> char| if views.contains(&view) { form(c) } else { c };
    let c = apply(c, View::Compatibility, ordinary);
    let c = apply(c, View::Width, narrow);
    let c = apply(c, View::Case, |c| only(c.to_lowercase()).unwrap_or(c));
    apply(c, View::Simplified, simplified)
}

/// The one character that there is, if there is one.
fn only(mut characters: impl Iterator<Item = char>) -> Option<char> {
    let first = characters.next();
    if characters.next().is_some() { None } else { first }
}

fn is_wide(c: char) -> bool {
    c == '\u{3000}' || ('！'..='～').contains(&c) || ('￠'..='￦').contains(&c)
}

/// NFKC tells the ordinary form of a full-width one too, so that only it need be asked.
fn narrow(c: char) -> char {
    match c {
        '￣' => '¯', // whose own NFKC is two characters
        _ if is_wide(c) => only([c].into_iter().nfkc()).expect("a wide form is of one character"),
        _ => c,
    }
}

/// NFKC where that is one character and the width stays; else what the Unicode Character Database says of radicals.
fn ordinary(c: char) -> char {
    static RADICALS: OnceLock<HashMap<char, char>> = OnceLock::new();
    let radicals = RADICALS.get_or_init(|| {
        let mut radicals = HashMap::new();
        for line in include_str!("../../../dicts/folding/EquivalentUnifiedIdeograph.txt").lines() {
            let Some((range, rest)) = line.split_once(';').filter(|_| !line.starts_with('#')) else { continue };
            let number = |text: &str| u32::from_str_radix(text.trim(), 16).unwrap();
            let to = number(rest.split('#').next().unwrap());
            let mut ends = range.split("..").map(number);
            let first = ends.next().unwrap();
            for from in first..=ends.next().unwrap_or(first) {
                radicals.insert(char::from_u32(from).unwrap(), char::from_u32(to).unwrap());
            }
        }
        radicals
    });
    match only([c].into_iter().nfkc()) {
        _ if is_wide(c) => c,
        Some(ordinary) if ordinary != c => ordinary,
        _ => radicals.get(&c).copied().unwrap_or(c),
    }
}

/// The first of OpenCC's candidates, and that one's, until there is no other.
fn simplified(c: char) -> char {
    static FIRST: OnceLock<HashMap<char, char>> = OnceLock::new();
    let first = FIRST.get_or_init(|| {
        let lines = include_str!("../../../dicts/folding/TSCharacters.txt").lines();
        let pairs = lines.filter_map(|line| line.split_once('\t'));
        pairs.map(|(from, to)| (from.chars().next().unwrap(), to.chars().next().unwrap())).collect()
    });
    match first.get(&c) {
        Some(&next) if next != c => simplified(next),
        _ => c,
    }
}

/// What a unit of this one character is.
pub(super) fn kind(c: char) -> Kind {
    if is_han(c) {
        return Kind::Unknown;
    }
    // Letters and numbers of UAX #29 are what a colon joins to a letter, a comma to a digit, or nothing to a katakana.
    let is_katakana = is_one_word(&format!("ア{c}")) && !is_one_word(&format!("a{c}"));
    if is_katakana || is_one_word(&format!("a:{c}")) {
        return if c.script() == Script::Latin { Kind::Latin } else { Kind::Letter };
    }
    if is_one_word(&format!("1,{c}")) {
        return Kind::Number;
    }
    let category = c.general_category();
    let is_control = matches!(category, GeneralCategory::Control | GeneralCategory::Format);
    // What joins even a full stop joins everything: marks, joiners and format characters.
    if is_one_word(&format!("。{c}")) {
        return if is_control && !extends(c) { Kind::Whitespace } else { Kind::Symbol };
    }
    match c.general_category_group() {
        GeneralCategoryGroup::Letter => Kind::Letter,
        GeneralCategoryGroup::Number => Kind::Number,
        GeneralCategoryGroup::Punctuation => Kind::Punctuation,
        GeneralCategoryGroup::Separator => Kind::Whitespace,
        _ if is_control => Kind::Whitespace,
        _ => Kind::Symbol,
    }
}

fn is_one_word(text: &str) -> bool {
    text.split_word_bounds().count() == 1
}
