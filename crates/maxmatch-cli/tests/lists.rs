//! The subcommands that improve word lists: prune.

mod common;

use std::fs;

use common::{message, out};

/// N + V = 98: 的话 is 6/98, and 的 / 话 is 50/98 · 20/98, 1.7 times as much.
const WORDS: &str = "的\t49\tu\n话\t19\tn\n的话\t5\tu\n其他\t21\t\n";

#[test]
fn pruning() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (list, dict, pruned, dropped) = (path("list.tsv"), path("my.dict"), path("pruned.tsv"), path("dropped.tsv"));
    fs::write(&list, WORDS).unwrap();
    message(&["dict", "build", &list, "-o", &dict], "", 0);
    for (theta, is_dropped) in [("-1", true), ("0", true), ("0.6", false)] {
        let left = if is_dropped {
            "其他\t21\t\n的\t49\tu\n话\t19\tn\n"
        } else {
            "其他\t21\t\n的\t49\tu\n的话\t5\tu\n话\t19\tn\n"
        };
        for input in [&[&*list][..], &["--dict", &dict]] {
            let prune = ["dict", "prune", "--theta", theta, "-o", &pruned, "--dropped", &dropped];
            let said = message(&[&prune, input].concat(), "", 0);
            let counts = if is_dropped { "3 of 4 words, 1 dropped" } else { "4 of 4 words, 0 dropped" };
            assert!(said.contains(counts), "{said}");
            assert_eq!(fs::read_to_string(&pruned).unwrap(), left);
            let splits = if is_dropped { "的话\t5\t的 / 话, 1.7 times as probable\n" } else { "" };
            assert_eq!(fs::read_to_string(&dropped).unwrap(), splits);
        }
    }
    // The default drops what is not e times as probable, and standard output is a target too.
    let piped = common::seg(&["dict", "prune", "-", "-o", "-"], WORDS);
    assert_eq!(String::from_utf8(piped.stdout).unwrap(), "其他\t21\t\n的\t49\tu\n话\t19\tn\n");
    // A dictionary is found in the output again.
    message(&["dict", "build", &pruned, "-o", &dict], "", 0);
    assert_eq!(out(&["dict", "get", "话", "--dict", &dict], ""), "话\t19\tn\n");
}

#[test]
fn what_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (list, plain, new) = (path("list.tsv"), path("plain.txt"), path("new"));
    fs::write(&list, WORDS).unwrap();
    fs::write(&plain, " 词\n").unwrap();
    for (arguments, expected) in [
        (&["prune", &list, "-o", &list][..], "--output "),
        (&["prune", &list, "-o", &new, "--dropped", &list], "--dropped "),
        (&["prune", "--from", "plain", &plain, "-o", &new], "the word \" 词\" begins or ends with white space"),
        (&["prune", &path("missing"), "-o", &new], "missing: "),
        (&["prune", folder.path().to_str().unwrap(), "-o", &new], "directory"),
    ] {
        let said = message(&[&["dict"], arguments].concat(), "", 2);
        assert!(said.contains(expected) && said.lines().count() == 1, "{arguments:?}: {said}");
    }
    assert_eq!(fs::read_to_string(&list).unwrap(), WORDS);
    assert!(!fs::exists(&new).unwrap());
}
