//! Any bytes as a word list.

use maxmatch_dict::Dictionary;
use maxmatch_dict::lexicon::{Format, Lexicon};
use maxmatch_dict::lint::{Finding, Linter, Reading};

/// Reads the bytes in every format and in the one that they show. Errors name a line of the file; what can be read
/// builds, and every word is found with the frequency of its last entry. Then lints and mends them as every kind of list.
///
/// # Panics
///
/// When one of these does not hold.
pub fn lexicon(input: &[u8]) {
    read(input);
    lint(input);
}

/// Findings name a line of the list, and in what is mended nothing is left to mend.
fn lint(input: &[u8]) {
    let lines = 1 + input.iter().filter(|&&byte| byte == b'\n').count() as u64;
    for reading in Reading::NAMES.iter().map(|name| name.parse().ok()).chain([None]) {
        let mut linter = Linter::new();
        let findings = linter.reading(reading).lint(input);
        assert!(findings.iter().all(|finding| (1..=lines).contains(&finding.line)), "{findings:?}");
        match linter.fix(input) {
            Some(fixed) => {
                assert!(!fixed.left.iter().any(Finding::is_fixable), "{fixed:?}");
                assert_eq!(linter.lint(fixed.text.as_bytes()), fixed.left);
            }
            None => assert!(std::str::from_utf8(input).is_err() && findings.len() == 1),
        }
    }
}

fn read(input: &[u8]) {
    let lines = 1 + input.iter().filter(|&&byte| byte == b'\n').count() as u64;
    for format in Format::ALL.iter().copied().map(Some).chain([None]) {
        let lexicon = match Lexicon::read("list", input, format) {
            Ok(lexicon) => lexicon,
            Err(error) => {
                assert!((1..=lines).contains(&error.line()), "{error}");
                assert!(std::str::from_utf8(input).is_err(), "{error}");
                continue;
            }
        };
        let mut builder = Dictionary::builder();
        let mut entries = Vec::new();
        for entry in &lexicon {
            match entry {
                Ok(entry) => {
                    assert!((1..=lines).contains(&entry.line), "{entry:?}");
                    // Some words can be read and are too long for a dictionary.
                    if builder.add(entry.word, entry.frequency.unwrap_or(0), entry.tag).is_ok() {
                        entries.push(entry);
                    }
                }
                Err(error) => {
                    assert!((1..=lines).contains(&error.line()), "{error}");
                    assert!(error.to_string().starts_with(&format!("list:{}: ", error.line())), "{error}");
                }
            }
        }
        let dictionary = builder.build().unwrap();
        // The last entry of a word is the one that counts.
        let mut seen = std::collections::HashSet::new();
        for entry in entries.iter().rev().filter(|entry| seen.insert(entry.word)) {
            let found = dictionary.get(entry.word).unwrap().expect("an added word is found");
            assert_eq!(found.frequency(), entry.frequency.unwrap_or(0), "{entry:?}");
            assert_eq!(found.tag(), entry.tag, "{entry:?}");
        }
        assert_eq!(dictionary.info().words, seen.len() as u64);
    }
}
