//! What a dictionary can hold, what the messages say of the rest, and where it can be written.

use std::fs;

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

#[cfg(unix)]
#[test]
fn a_file_is_replaced_and_nothing_else() {
    use std::os::unix::fs::{PermissionsExt, symlink};

    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let mut builder = Dictionary::builder();
    builder.add("北京", 1, None).unwrap();

    builder.write(at("new.dict")).unwrap();
    fs::write(at("old.dict"), "old").unwrap();
    fs::set_permissions(at("old.dict"), PermissionsExt::from_mode(0o640)).unwrap();
    symlink("old.dict", at("link.dict")).unwrap();
    builder.write(at("link.dict")).unwrap();
    assert!(at("link.dict").is_symlink());
    assert_eq!(fs::metadata(at("old.dict")).unwrap().permissions().mode() & 0o777, 0o640);
    assert_eq!(fs::read(at("old.dict")).unwrap(), fs::read(at("new.dict")).unwrap());

    fs::create_dir(at("folder")).unwrap();
    symlink("nowhere", at("broken")).unwrap();
    for path in [at("folder"), at("broken"), at("absent/my.dict"), "/dev/null".into()] {
        let error = builder.write(&path).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Io);
        assert!(error.to_string().starts_with(path.parent().unwrap().to_str().unwrap()), "{error}");
    }
    let mut left: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    left.sort();
    assert_eq!(left, ["broken", "folder", "link.dict", "new.dict", "old.dict"]);
}
