//! Tables made from Unicode data.
//!
//! Cluster properties come from `unicode-segmentation`, which the engine itself uses; case mappings come from the
//! standard library. Both are pinned, by Cargo.lock and by rust-toolchain.toml, must be of one Unicode version, and each
//! generated file says of which.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use unicode_segmentation::UnicodeSegmentation;

/// A generated file: its path from the root of the repository, and its text.
type Generated = (&'static str, String);

fn generated() -> Vec<Generated> {
    vec![
        ("crates/maxmatch-dict/src/characters/tables.rs", skipped()),
        ("crates/maxmatch-dict/src/fold/case.rs", lower_case()),
    ]
}

/// Writes all tables.
pub(crate) fn write(root: &Path) -> Result<(), String> {
    for (path, text) in generated() {
        fs::write(root.join(path), text).map_err(|e| format!("{path}: {e}"))?;
        println!("wrote {path}");
    }
    Ok(())
}

/// Checks that all tables are what this task would write.
pub(crate) fn check(root: &Path) -> Result<(), String> {
    for (path, text) in generated() {
        let there = fs::read_to_string(root.join(path)).map_err(|e| format!("{path}: {e}"))?;
        if there != text {
            return Err(format!("{path} is not what its source data gives; run `cargo xtask tables`"));
        }
    }
    println!("tables are up to date");
    Ok(())
}

fn header(about: &str) -> String {
    let (major, minor, update) = char::UNICODE_VERSION;
    let segmentation = unicode_segmentation::UNICODE_VERSION;
    assert_eq!(segmentation, (major.into(), minor.into(), update.into()), "the toolchain's Unicode version is another");
    format!(
        "//! {about}\n//!\n//! Made by `cargo xtask tables` with Unicode {major}.{minor}.{update}; do not edit.\n\n"
    )
}

/// The code points that have a property, as inclusive ranges in order.
fn ranges(has: impl Fn(char) -> bool) -> Vec<(u32, u32)> {
    let mut ranges: Vec<(u32, u32)> = Vec::new();
    for c in ('\0'..=char::MAX).filter(|&c| has(c)).map(u32::from) {
        match ranges.last_mut() {
            Some((_, last)) if *last + 1 == c => *last = c,
            _ => ranges.push((c, c)),
        }
    }
    ranges
}

fn skipped() -> String {
    let ranges = ranges(|c| format!("a{c}").graphemes(true).count() == 1);
    let mut text =
        header("Grapheme_Cluster_Break = Extend, ZWJ or SpacingMark (UAX #29), as inclusive ranges in order.");
    text += "#[rustfmt::skip]\npub(super) static SKIPPED: &[(u32, u32)] = &[\n";
    for line in ranges.chunks(6) {
        let line: Vec<String> = line.iter().map(|(first, last)| format!("(0x{first:04X}, 0x{last:04X})")).collect();
        writeln!(text, "    {},", line.join(", ")).expect("a string takes it");
    }
    text + "];\n"
}

fn lower_case() -> String {
    // A run of characters, every `step`th, whose lower-case letters all lie equally far ahead: A to Z, or Ā Ă Ą.
    let mut runs: Vec<(u32, u32, u32, i32)> = Vec::new();
    for c in '\0'..=char::MAX {
        let mut lower = c.to_lowercase();
        let (Some(lower), None) = (lower.next(), lower.next()) else { continue };
        if lower == c {
            continue;
        }
        let (c, delta) = (u32::from(c), lower as i32 - c as i32);
        match runs.last_mut() {
            Some((first, last, step, d))
                if *d == delta && (*first == *last || c - *last == *step) && c - *last <= 2 =>
            {
                *step = c - *last;
                *last = c;
            }
            _ => runs.push((c, c, 1, delta)),
        }
    }
    let mut text = header(
        "Simple lower-case mappings: first and last character, step, and how far ahead the lower-case letter is.",
    );
    text += "#[rustfmt::skip]\nstatic LOWER: &[(u32, u32, u32, i32)] = &[\n";
    for line in runs.chunks(5) {
        let line: Vec<String> =
            line.iter().map(|(a, b, step, d)| format!("(0x{a:04X}, 0x{b:04X}, {step}, {d})")).collect();
        writeln!(text, "    {},", line.join(", ")).expect("a string takes it");
    }
    text += "];\n
/// Every character with another one as its lower case, in order.
pub(super) fn pairs() -> impl Iterator<Item = (char, char)> {
    let runs = LOWER.iter().flat_map(|&(first, last, step, delta)| {
        (first..=last).step_by(step as usize).map(move |c| (c, c.wrapping_add_signed(delta)))
    });
    runs.filter_map(|(from, to)| Some((char::from_u32(from)?, char::from_u32(to)?)))
}
";
    text
}
