//! `seg train`: a model in the file.

mod common;

use std::fs;

use common::{message, out};

const GOLD: &str = "\u{FEFF}他们 研究 生命 的 起源 。\r\n\n研究 生命　的 人 ， 2 个\n";

#[test]
fn a_model_in_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (gold, plain, trained) = (path("gold.txt"), path("plain.dict"), path("trained.dict"));
    fs::write(&gold, GOLD).unwrap();
    message(&["dict", "build", "-", "-o", &plain], "研究 9\n研究生 3\n生命 5\n的 40\n起源 2\n", 0);
    let said = message(&["train", &gold, "--dict", &plain, "-o", &trained], "", 0);
    assert!(
        said.ends_with("trained.dict: 2 lines, 13 words, 13 pairs; 70.0 % of its Han words are in the dictionary\n"),
        "{said}"
    );

    // The words are the same, and the model is told.
    let info = |dict: &str| out(&["dict", "info", "--dict", dict], "");
    let line = |info: &str, key: &str| info.lines().find(|line| line.starts_with(key)).unwrap().to_owned();
    let (before, after) = (info(&plain), info(&trained));
    assert_eq!(line(&before, "fingerprint "), line(&after, "fingerprint "));
    assert_eq!(line(&before, "bigrams "), "bigrams         none");
    assert!(line(&after, "bigrams ").starts_with("bigrams         13 pairs, fingerprint "), "{after}");
    assert_eq!(out(&["dict", "verify", "--dict", &trained], ""), "plain: 5 words, sound\n");

    // The same from standard input, in two parts, and in the place of another model.
    let first = fs::read(&trained).unwrap();
    let (part, again) = (path("part.txt"), path("again.dict"));
    let (one, two) = GOLD.split_once("\n\n").unwrap();
    fs::write(&part, two).unwrap();
    message(&["--dict", &trained, "train", "-", &part, "-o", &again], one, 0);
    assert_eq!(fs::read(&again).unwrap(), first);

    // Lists and merged dictionaries have no model.
    let (list, built) = (path("list.tsv"), path("built.dict"));
    fs::write(&list, out(&["dict", "export", "--dict", &trained], "")).unwrap();
    message(&["dict", "build", &list, "-o", &built], "", 0);
    assert_eq!(line(&info(&built), "bigrams "), "bigrams         none");
    let said = message(&["dict", "merge", &trained, &list, "-o", &built], "", 0);
    assert!(said.contains("trained.dict has a bigram model, and the result has none"), "{said}");
    assert_eq!(line(&info(&built), "bigrams "), "bigrams         none");
}

#[test]
fn what_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (gold, dict, damaged) = (path("gold.txt"), path("my.dict"), path("damaged.txt"));
    fs::write(&gold, GOLD).unwrap();
    fs::write(&damaged, b"\xE4\xBB\x96 \xE4\xBB\x96\n\xE4\xBB\x96 \xB5\xC4\n").unwrap();
    for (arguments, expected) in [
        (&["train", &gold, "-o", "-"][..], "--output -: a dictionary is a file"),
        (&["train", &gold, "-o", &gold], "this is one of the inputs, which it would replace"),
        (&["train", &gold, "--dict", &dict, "-o", &dict], "this is one of the inputs, which it would replace"),
        (&["train", "-", "-", "-o", &dict], "standard input can be read only once"),
        (&["train", "-", "-o", &dict], "there are no words to count"),
        (&["train", &damaged, "-o", &dict], "damaged.txt: line 2, byte 12 of the input: not UTF-8"),
        (&["train", "not-there.txt", "-o", &dict], "not-there.txt: "),
        (&["train", &gold, "-u", &gold, "-o", &dict], "--user means nothing to `seg train`"),
    ] {
        let said = message(arguments, " \n", 2);
        assert!(said.contains(expected), "{arguments:?}: {said}");
    }
    assert!(!fs::exists(&dict).unwrap());
}
