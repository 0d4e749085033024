//! What a dictionary can hold, and what the messages say of the rest.

use crate::lexicon::{Format, Lexicon};
use crate::{Dictionary, ErrorKind, LONGEST_WORD, LONGEST_WORD_BYTES};

/// A word of one cluster and `bytes` bytes, an odd number.
fn accented(bytes: usize) -> String {
    format!("e{}", "\u{301}".repeat(bytes / 2))
}

#[test]
fn the_longest_words_are_held() {
    let longest = accented(LONGEST_WORD_BYTES - 1);
    let hangul = "각".repeat(LONGEST_WORD);
    let mut builder = Dictionary::builder();
    let dictionary = builder.add(&longest, 1, None).unwrap().add(&hangul, 1, None).unwrap().build().unwrap();
    assert!(dictionary.contains(&longest).unwrap() && dictionary.contains(&hangul).unwrap());
    dictionary.verify().unwrap();
}

#[test]
fn what_a_dictionary_cannot_hold_is_named() {
    let bytes = accented(LONGEST_WORD_BYTES + 1);
    let clusters = "长".repeat(LONGEST_WORD + 1);
    // Conjoining consonants without a vowel: one cluster, and none of its characters is skipped.
    let characters = "\u{1100}".repeat(256);
    for (word, message) in [
        ("", "the words: an empty word; delete it"),
        ("上\n下", r#"the words: the word "上\n下" holds a line feed, and no word spans lines; delete it"#),
        (&bytes, r#"…" has 4097 bytes; a word has at most 4096: shorten or delete it"#),
        (&clusters, r#"长…" is 65 clusters of 65 characters; a word has at most 64 of 255: shorten or delete it"#),
        (&characters, r#"…" is 1 clusters of 256 characters; a word has at most 64 of 255: shorten or delete it"#),
    ] {
        let error = Dictionary::builder().add(word, 1, None).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Entry);
        let said = error.to_string();
        assert!(said.ends_with(message) && said.len() < 400, "{said}");
    }
}

#[test]
fn the_line_of_a_word_is_named() {
    let list = format!("分词\n{}\n", accented(LONGEST_WORD_BYTES + 1));
    let list = Lexicon::read("words.txt", list.as_bytes(), Some(Format::Plain)).unwrap();
    let error = Dictionary::builder().add_lexicon(&list).unwrap_err();
    assert!(error.to_string().starts_with(r#"words.txt:2: the word "e"#), "{error}");
}
