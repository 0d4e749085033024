//! `cargo xtask tables [--check]`: the character tables that the crates carry.
//!
//! The general category and the script of a character come from `unicode-properties` and `unicode-script`. What
//! [UAX #29](https://www.unicode.org/reports/tr29/) needs to know of it (Word_Break, Grapheme_Cluster_Break) comes from
//! `unicode-segmentation`, which the crates use for clusters: its tables are private, so the classes are read off what
//! it does with the character beside others. The tables and that crate thus agree by construction. These crates and
//! `unicode-normalization`, which the tables of folding need, must be of one Unicode version.

mod folding;

use std::error::Error;
use std::fmt::{Display, Write as _};
use std::path::{Path, PathBuf};
use std::{fs, iter};

use unicode_properties::{GeneralCategory as Category, GeneralCategoryGroup as Group, UnicodeGeneralCategory as _};
use unicode_script::{Script, UnicodeScript as _};
use unicode_segmentation::UnicodeSegmentation as _;

/// One generated file.
struct Table {
    /// The file, from the root of the workspace.
    path: &'static str,
    /// The version of the data: `Unicode 17.0.0`.
    version: String,
    text: String,
}

/// Writes the tables, or with `--check` says which of them are not current.
pub(crate) fn run(arguments: &[&str]) -> Result<(), Box<dyn Error>> {
    let check = match arguments {
        [] => false,
        ["--check"] => true,
        _ => return Err("Usage: cargo xtask tables [--check]".into()),
    };
    let version = unicode_version()?;
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask is a folder of the workspace");
    let folding = [folding::compatibility(root, &version)?, folding::simplified(root)?];
    for table in [classes(&version), skipped(&version), han(&version)].iter().chain(&folding) {
        if check { table.check(root)? } else { table.write(root)? }
    }
    // Its pairs are those of the toolchain that runs the task, which may be another than the one that made the table.
    let case = folding::case();
    match case.recorded_version(root) {
        Some(recorded) if check && recorded != case.version => {
            println!("{}: not checked, it is of {recorded} and this toolchain of {}", case.path, case.version)
        }
        _ if check => case.check(root)?,
        _ => case.write(root)?,
    }
    Ok(())
}

impl Table {
    /// A file that begins with what it is (lines of documentation), what made it and of what.
    fn new(path: &'static str, version: &str, source: &str, summary: &str, body: &str) -> Self {
        let text = format!(
            "{summary}\n//!\n//! {version}, from {source}.\n//! \
             Made by `cargo xtask tables`; edit xtask/src/tables.rs instead.\n\n{body}"
        );
        Table { path, version: version.to_owned(), text }
    }

    fn write(&self, root: &Path) -> Result<(), Box<dyn Error>> {
        let path = self.file(root);
        fs::write(&path, &self.text).map_err(|error| format!("{}: cannot be written: {error}", path.display()))?;
        println!("{}: written, {}", self.path, self.version);
        Ok(())
    }

    fn check(&self, root: &Path) -> Result<(), Box<dyn Error>> {
        let path = self.file(root);
        let present =
            fs::read_to_string(&path).map_err(|error| format!("{}: cannot be read: {error}", path.display()))?;
        // A checkout may have turned the line ends.
        let different = present.lines().zip(self.text.lines()).position(|(present, made)| present != made);
        let line = match different {
            Some(line) => line + 1,
            None if present.lines().count() == self.text.lines().count() => {
                println!("{}: current, {}", self.path, self.version);
                return Ok(());
            }
            None => present.lines().count().min(self.text.lines().count()) + 1,
        };
        Err(format!("{}:{line}: differs from what `cargo xtask tables` makes; run it and commit the result", self.path)
            .into())
    }

    /// The version that the present file says it is of.
    fn recorded_version(&self, root: &Path) -> Option<String> {
        let present = fs::read_to_string(self.file(root)).ok()?;
        let (version, _) = present.lines().nth(2)?.strip_prefix("//! ")?.split_once(',')?;
        Some(version.to_owned())
    }

    fn file(&self, root: &Path) -> PathBuf {
        root.join(self.path)
    }
}

/// The one Unicode version of the crates, as `Unicode 17.0.0`, or which of them disagree.
fn unicode_version() -> Result<String, Box<dyn Error>> {
    let segmentation = show_version(unicode_segmentation::UNICODE_VERSION);
    let properties = show_version(unicode_properties::UNICODE_VERSION);
    let script = show_version(unicode_script::UNICODE_VERSION);
    let normalization = show_version(unicode_normalization::UNICODE_VERSION);
    if [&properties, &script, &normalization].iter().all(|&version| *version == segmentation) {
        return Ok(format!("Unicode {segmentation}"));
    }
    Err(format!(
        "the crates are of different Unicode versions: unicode-segmentation {segmentation}, unicode-properties \
         {properties}, unicode-script {script}, unicode-normalization {normalization}; pin versions that agree in the \
         root Cargo.toml"
    )
    .into())
}

fn show_version<N: Display>((major, minor, update): (N, N, N)) -> String {
    format!("{major}.{minor}.{update}")
}

/// The character classes of the segmenter.
fn classes(version: &str) -> Table {
    let mut body = String::from("use super::class::Class::{self, *};\n\n");
    body += "/// First and last code point, and the class of every character between them, in order. What is in no range is a\n";
    body += "/// [`Symbol`].\n";
    let entries = ranges(|c| Some(class(c)).filter(|&class| class != "Symbol"))
        .map(|(first, last, class)| format!("({first:#X}, {last:#X}, {class})"));
    push_table(&mut body, "pub(super) const RANGES: &[(u32, u32, Class)]", entries);
    Table::new(
        "crates/maxmatch/src/text/tables.rs",
        version,
        "unicode-segmentation, unicode-properties and unicode-script",
        "//! Every character's class.",
        &body,
    )
}

/// The characters that a dictionary look-up passes over.
fn skipped(version: &str) -> Table {
    Table::new(
        "crates/maxmatch-dict/src/characters/tables.rs",
        version,
        "unicode-segmentation",
        "//! The characters that belong to the cluster before them: Grapheme_Cluster_Break Extend, ZWJ or SpacingMark.",
        &set("SKIPPED", extends_cluster),
    )
}

/// The characters that a dictionary counts unknown words over.
fn han(version: &str) -> Table {
    Table::new(
        "crates/maxmatch-dict/src/characters/han.rs",
        version,
        "unicode-script",
        "//! The characters whose Script is Han.",
        &set("HAN", |c| c.script() == Script::Han),
    )
}

/// The table of a set of characters.
fn set(name: &str, is_in: impl Fn(char) -> bool) -> String {
    let mut body = String::from("/// First and last character of each range, in order.\n");
    let entries =
        ranges(|c| is_in(c).then_some(())).map(|(first, last, ())| format!("('\\u{{{first:X}}}', '\\u{{{last:X}}}')"));
    push_table(&mut body, &format!("pub(super) const {name}: &[(char, char)]"), entries);
    body
}

/// The maximal ranges of characters with the same value, without those that have none.
fn ranges<T: Copy + PartialEq>(value: impl Fn(char) -> Option<T>) -> impl Iterator<Item = (u32, u32, T)> {
    let mut characters = ('\0'..=char::MAX).map(move |c| (u32::from(c), value(c))).peekable();
    iter::from_fn(move || {
        loop {
            let (first, value) = characters.next()?;
            let mut last = first;
            // No range spans the surrogates, so that its ends can be counted from one to the other.
            while let Some((next, _)) = characters.next_if(|&(next, v)| v == value && next == last + 1) {
                last = next;
            }
            if let Some(value) = value {
                return Some((first, last, value));
            }
        }
    })
}

/// Appends a constant that holds the entries, as many in a line as fit.
fn push_table(out: &mut String, declaration: &str, entries: impl Iterator<Item = String>) {
    write!(out, "#[rustfmt::skip]\n{declaration} = &[").expect("a string takes everything");
    let mut column = usize::MAX;
    for entry in entries {
        if column.saturating_add(entry.len() + 2) > 120 {
            out.push_str("\n   ");
            column = 3;
        }
        write!(out, " {entry},").expect("a string takes everything");
        column += entry.len() + 2;
    }
    out.push_str("\n];\n");
}

/// The class of a character, by its name in `maxmatch::text::class`, which says what each is.
fn class(c: char) -> &'static str {
    let (category, group) = (c.general_category(), c.general_category_group());
    let punctuation = |class| {
        assert!(group == Group::Punctuation, "{c:?} is {class} and no punctuation: the classes do not foresee it");
        class
    };
    let pictographic = is_word(&['\u{200D}', c]);
    if extends_cluster(c) {
        return match word_break(c) {
            WordBreak::Zwj => "Zwj",
            WordBreak::Ignorable if category == Category::Format => "Joiner",
            WordBreak::Ignorable => "Mark",
            WordBreak::Other => "SpacingLetter",
            other => panic!("{c:?} extends a cluster and is {other:?}: the classes do not foresee it"),
        };
    }
    if c.script() == Script::Han {
        return "Han";
    }
    if is_cluster(&[c, 'a']) {
        return match word_break(c) {
            WordBreak::Letter => "PrependLetter",
            WordBreak::Numeric => "PrependNumber",
            other => panic!("{c:?} begins a cluster and is {other:?}: the classes do not foresee it"),
        };
    }
    match word_break(c) {
        WordBreak::Cr => "Cr",
        WordBreak::Lf => "Lf",
        WordBreak::Newline => "Newline",
        WordBreak::Space => "Space",
        WordBreak::Letter if pictographic => "PictographicLetter",
        WordBreak::Letter if c.script() == Script::Latin => "Latin",
        WordBreak::Letter => "Letter",
        WordBreak::Hebrew => "Hebrew",
        WordBreak::Katakana => "Katakana",
        WordBreak::Numeric => "Numeric",
        WordBreak::ExtendNumLet if group == Group::Separator => "NarrowSpace",
        WordBreak::ExtendNumLet => punctuation("ExtendNumLet"),
        WordBreak::MidLetter => punctuation("MidLetter"),
        WordBreak::MidNum if group == Group::Symbol => "FractionSlash",
        WordBreak::MidNum => punctuation("MidNum"),
        WordBreak::MidNumLet => punctuation("MidNumLet"),
        WordBreak::SingleQuote => "SingleQuote",
        WordBreak::DoubleQuote => "DoubleQuote",
        WordBreak::RegionalIndicator => "RegionalIndicator",
        WordBreak::Ignorable if category == Category::Format => "Format",
        WordBreak::Ignorable => "FreeMark",
        WordBreak::Zwj => unreachable!("it extends a cluster"),
        WordBreak::Other if pictographic && group == Group::Punctuation => "PictographicPunctuation",
        WordBreak::Other if pictographic => "Pictographic",
        WordBreak::Other => match group {
            Group::Letter => "LoneLetter",
            Group::Number => "LoneNumber",
            Group::Punctuation => "Punctuation",
            Group::Separator => "Blank",
            _ if matches!(category, Category::Control | Category::Format) => "Blank",
            _ => "Symbol",
        },
    }
}

/// The Word_Break property as far as the rules of UAX #29 tell its values apart.
#[derive(Debug)]
enum WordBreak {
    Cr,
    Lf,
    Newline,
    /// Extend or Format.
    Ignorable,
    Zwj,
    Space,
    Letter,
    Hebrew,
    Katakana,
    Numeric,
    ExtendNumLet,
    MidLetter,
    MidNum,
    MidNumLet,
    SingleQuote,
    DoubleQuote,
    RegionalIndicator,
    Other,
}

/// A character's Word_Break, by the rules that only characters of that value meet.
fn word_break(c: char) -> WordBreak {
    match c {
        '\r' => WordBreak::Cr,
        '\n' => WordBreak::Lf,
        '\'' => WordBreak::SingleQuote,
        '"' => WordBreak::DoubleQuote,
        '\u{200D}' => WordBreak::Zwj,
        // WB3a: nothing joins a line end, not even a mark.
        _ if !is_word(&[c, '\u{301}']) => WordBreak::Newline,
        // WB4: an ignorable character joins whatever is before it.
        _ if is_word(&['。', c]) => WordBreak::Ignorable,
        // WB15, WB3d
        _ if is_word(&[c, '🇦']) => WordBreak::RegionalIndicator,
        _ if is_word(&[' ', c]) => WordBreak::Space,
        // WB5 and WB9, WB13 and both WB13a
        _ => match (is_word(&['a', c]), is_word(&['ア', c])) {
            (true, true) => WordBreak::ExtendNumLet,
            (false, true) => WordBreak::Katakana,
            // WB7c, then WB7
            (true, false) if is_word(&[c, '"', 'א']) => WordBreak::Hebrew,
            (true, false) if is_word(&['a', ':', c]) => WordBreak::Letter,
            (true, false) => WordBreak::Numeric,
            // WB6 and WB12
            (false, false) => match (is_word(&['a', c, 'a']), is_word(&['1', c, '1'])) {
                (true, true) => WordBreak::MidNumLet,
                (true, false) => WordBreak::MidLetter,
                (false, true) => WordBreak::MidNum,
                (false, false) => WordBreak::Other,
            },
        },
    }
}

fn is_word(characters: &[char]) -> bool {
    characters.iter().collect::<String>().split_word_bounds().nth(1).is_none()
}

fn is_cluster(characters: &[char]) -> bool {
    characters.iter().collect::<String>().graphemes(true).nth(1).is_none()
}

/// Whether the character joins the cluster before it: Grapheme_Cluster_Break Extend, ZWJ or SpacingMark.
fn extends_cluster(c: char) -> bool {
    is_cluster(&['a', c])
}
