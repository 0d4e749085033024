//! What single characters are.

use maxmatch::Kind;
use maxmatch_dict::View;
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

/// The characters that a unit of the text is matched by: the first, and the later ones that don't extend it.
pub(super) fn of_unit(unit: &str) -> impl Iterator<Item = char> {
    unit.char_indices().filter(|&(i, c)| i == 0 || !extends(c)).map(|(_, c)| c)
}

/// The characters that a word is matched by: those of its clusters.
pub(super) fn of_word(word: &str) -> impl Iterator<Item = char> {
    word.graphemes(true).flat_map(of_unit)
}

/// What the character counts as: full width as half width, then upper case as lower case if that is one character.
pub(super) fn fold(c: char, views: &[View]) -> char {
    let narrow = match c {
        _ if !views.contains(&View::Width) => c,
        '\u{3000}' => ' ',
        '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0).expect("ASCII"),
        '￠' => '¢',
        '￡' => '£',
        '￢' => '¬',
        '￣' => '¯',
        '￤' => '¦',
        '￥' => '¥',
        '￦' => '₩',
        _ => c,
    };
    let mut lower = narrow.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(lower), None) if views.contains(&View::Case) => lower,
        _ => narrow,
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
