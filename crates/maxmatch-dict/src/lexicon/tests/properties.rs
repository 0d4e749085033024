//! What holds for every file.

use proptest::prelude::*;

use super::*;

fn formats() -> impl Strategy<Value = Option<Format>> {
    prop::sample::select(vec![None, Some(Format::Jieba), Some(Format::Tsv), Some(Format::Plain)])
}

/// Text of the pieces that lexicons are made of, in any order.
fn texts() -> impl Strategy<Value = String> {
    let pieces =
        "词|典|New|york|C++| |  |\t|\u{3000}|\n|\n|\r\n|\r|5|-1|2.5|4294967296|n|NZ|x1|\0|\u{85}|\u{feff}|·|𠀀";
    let pieces = prop::sample::select(pieces.split('|').collect::<Vec<_>>());
    prop::collection::vec(pieces, 0..60).prop_map(|pieces| pieces.concat())
}

/// Words with no control character, no white space around them and no byte order mark before them.
fn words() -> impl Strategy<Value = String> {
    let word = prop_oneof![r"[^\pC\s]{1,4}( [^\pC\s]{1,4}){0,3}", "[a-z0-9]{1,3}( [a-z0-9]{1,3}){0,3}"];
    word.prop_filter("has to be written as it is", |word| {
        word.trim().len() == word.len() && !word.chars().any(char::is_control) && !word.starts_with('\u{feff}')
    })
}

fn tags() -> impl Strategy<Value = Option<String>> {
    prop::option::of("[a-z]{1,4}")
}

/// A row that outlives the text that it was read from.
type OwnedRow = (String, Option<u32>, Option<String>);

/// The results of reading, errors without their messages.
fn read(text: &str, format: Option<Format>) -> Vec<Result<OwnedRow, (ErrorKind, u64)>> {
    let lexicon = Lexicon::read("list", text.as_bytes(), format).unwrap();
    let entries = lexicon.entries().map(|entry| match entry {
        Ok(Entry { word, frequency, tag, .. }) => Ok((word.to_owned(), frequency, tag.map(str::to_owned))),
        Err(error) => Err((error.kind(), error.line())),
    });
    entries.collect()
}

/// What reading gives if it gives back all of `rows`.
fn written(rows: Vec<OwnedRow>) -> Vec<Result<OwnedRow, (ErrorKind, u64)>> {
    rows.into_iter().map(Ok).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200), format in formats()) {
        match Lexicon::read("list", &bytes, format) {
            Ok(lexicon) => prop_assert!(lexicon.entries().count() <= bytes.len()),
            Err(error) => {
                prop_assert!(std::str::from_utf8(&bytes).is_err());
                let place = format!("list:{}: byte 0x", error.line());
                prop_assert!(error.to_string().starts_with(&place));
            }
        }
    }

    #[test]
    fn every_line_is_an_entry_or_an_error(text in texts(), format in formats()) {
        let mut expected = Vec::new();
        for (index, line) in text.split('\n').enumerate() {
            if !line.trim_start_matches('\u{feff}').trim().is_empty() {
                expected.push(index as u64 + 1);
            }
        }
        let lexicon = Lexicon::read("list", text.as_bytes(), format).unwrap();
        let mut found = Vec::new();
        for entry in &lexicon {
            match entry {
                Ok(entry) => {
                    prop_assert!(!entry.word.is_empty() && entry.tag != Some(""));
                    let line = text.split('\n').nth(entry.line as usize - 1).unwrap();
                    prop_assert!(line.contains(entry.word));
                    found.push(entry.line);
                }
                Err(error) => {
                    prop_assert_ne!(lexicon.format(), Format::Plain);
                    let place = format!("list:{}: ", error.line());
                    prop_assert!(error.to_string().starts_with(&place));
                    found.push(error.line());
                }
            }
        }
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn a_detected_format_reads_as_if_named(text in texts()) {
        let lexicon = Lexicon::read("list", text.as_bytes(), None).unwrap();
        prop_assert_eq!(read(&text, None), read(&text, Some(lexicon.format())));
    }

    #[test]
    fn line_ends_and_a_byte_order_mark_change_nothing(text in texts(), format in formats()) {
        let text = text.replace('\r', "");
        let expected = read(&text, format);
        prop_assert_eq!(&read(&format!("\u{feff}{text}"), format), &expected);
        prop_assert_eq!(&read(&text.replace('\n', "\r\n"), format), &expected);
        prop_assert_eq!(&read(&format!("{text}\r"), format), &expected);
        prop_assert_eq!(&read(&format!("{text}\n"), format), &expected);
    }

    #[test]
    fn tsv_reads_what_was_written(rows in prop::collection::vec((words(), any::<Option<u32>>(), tags()), 1..20)) {
        let mut text = String::new();
        for (word, frequency, tag) in &rows {
            let frequency = frequency.map(|frequency| frequency.to_string()).unwrap_or_default();
            text += &format!("{word}\t{frequency}\t{}\n", tag.as_deref().unwrap_or_default());
        }
        prop_assert_eq!(read(&text, None), written(rows));
    }

    #[test]
    fn jieba_reads_what_was_written(rows in prop::collection::vec((words(), any::<u32>(), tags()), 1..20)) {
        let mut text = String::new();
        for (word, frequency, tag) in &rows {
            text += &format!("{word} {frequency}");
            if let Some(tag) = tag {
                text += &format!(" {tag}");
            }
            text += "\n";
        }
        let rows = rows.into_iter().map(|(word, frequency, tag)| (word, Some(frequency), tag)).collect();
        prop_assert_eq!(read(&text, None), written(rows));
    }

    #[test]
    fn plain_reads_what_was_written(words in prop::collection::vec("[^\n\r\u{feff}\\s][^\n\r]{0,5}", 1..20)) {
        let text = words.join("\n");
        let rows = words.into_iter().map(|word| (word, None, None)).collect();
        prop_assert_eq!(read(&text, Some(Format::Plain)), written(rows));
    }
}
