//! The subcommands that improve word lists: prune and fit.

mod common;

use std::fs;
use std::process::Command;

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
fn fitting() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (list, text, fitted, dict) = (path("list.txt"), path("text.txt"), path("fitted.tsv"), path("my.dict"));
    fs::write(&list, "结合\n合成\n成分\n分子\n结\n子\n").unwrap();
    fs::write(&text, "成分\n结合分子\r\n成分，结合，成分\n".repeat(1000)).unwrap();
    // 结合成分子: by costs, since both passes have three words, one of them single.
    message(&["dict", "build", &list, "-o", &dict], "", 0);
    assert_eq!(out(&["--dict", &dict], "结合成分子\n"), "结 合成 分子\n");
    let said = message(&["dict", "fit", &list, "--text", &text, "-o", &fitted], "", 0);
    assert!(said.contains("6 words, 3 of them counted in the text"), "{said}");
    let expected = "分子\t1000\t\n合成\t0\t\n子\t0\t\n成分\t3000\t\n结\t0\t\n结合\t2000\t\n";
    assert_eq!(fs::read_to_string(&fitted).unwrap(), expected);
    message(&["dict", "build", &fitted, "-o", &dict], "", 0);
    assert_eq!(out(&["--dict", &dict], "结合成分子\n"), "结合 成分 子\n");

    // The words may be a dictionary's, texts several or piped, and the iterations one.
    let parts = ["dict", "fit", "--dict", &dict, "--text", &text, "-", "-o", "-", "--iterations", "1"];
    let piped = common::seg(&parts, "分子\n");
    assert!(String::from_utf8(piped.stdout).unwrap().starts_with("分子\t1001\t\n"));
    // Nothing is learnt from nothing.
    let nothing = common::seg(&["dict", "fit", &list, "--text", "-", "-o", "-"], "");
    assert!(String::from_utf8(nothing.stdout).unwrap().lines().all(|line| line.ends_with("\t0\t")));
}

/// Words that overlap in every way, and enough text for several threads.
#[test]
fn fitting_is_the_same_on_any_number_of_threads() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (list, text) = (path("list.txt"), path("text.txt"));
    fs::write(&list, "甲\n乙\n甲乙\n乙甲\n甲甲\n甲乙甲\n乙乙甲\n").unwrap();
    let line =
        |n: u32| (0..n % 23).map(move |bit| if n.wrapping_mul(0x9E37_79B9) >> bit & 1 == 1 { '甲' } else { '乙' });
    let lines: String = (0..40_000).flat_map(|n| line(n).chain(['\n'])).collect();
    fs::write(&text, lines).unwrap();
    let fitted = |threads: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_seg"));
        command.args(["dict", "fit", &list, "--text", &text, "-o", "-"]).env("RAYON_NUM_THREADS", threads);
        command.output().unwrap().stdout
    };
    let one = fitted("1");
    assert_eq!(one.iter().filter(|&&byte| byte == b'\n').count(), 7);
    for threads in ["2", "3", "8"] {
        assert_eq!(fitted(threads), one, "{threads}");
    }
}

#[test]
fn what_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (list, plain, new) = (path("list.tsv"), path("plain.txt"), path("new"));
    fs::write(&list, WORDS).unwrap();
    fs::write(&plain, " 词\n").unwrap();
    let (dict, roundabout) = (path("my.dict"), path("./new"));
    message(&["dict", "build", &list, "-o", &dict], "", 0);
    let dictionary = fs::read(&dict).unwrap();
    for (arguments, expected) in [
        (&["prune", &list, "-o", &list][..], "--output "),
        (&["prune", &list, "-o", &new, "--dropped", &list], "--dropped "),
        (&["prune", "--from", "plain", &plain, "-o", &new], "a tsv list can't hold \" 词\"; leave it out"),
        (&["prune", &path("missing"), "-o", &new], "missing: "),
        (&["fit", &list, "--text", &path("missing"), "-o", &new], "missing: "),
        (&["fit", &list, "--text", folder.path().to_str().unwrap(), "-o", &new], "directory"),
        (&["fit", &list, "--text", &plain, "-o", &plain], "--output "),
        (&["fit", &list, "-o", &new], "--text"),
        (&["prune", folder.path().to_str().unwrap(), "-o", &new], "directory"),
        (&["prune", "--dict", &dict, "-o", &dict], "--output "),
        (&["prune", "--dict", &dict, "-o", &new, "--dropped", &dict], "--dropped "),
        (&["fit", "--dict", &dict, "--text", &plain, "-o", &dict], "--output "),
        (&["prune", &list, "-o", &new, "--dropped", &new], "the target of --output too"),
        (&["prune", &list, "-o", &new, "--dropped", &roundabout], "the target of --output too"),
        (&["prune", &list, "-o", "-", "--dropped", "-"], "the target of --output too"),
        (&["prune", "-", "-", "-o", &new], "standard input can be read only once"),
        (&["fit", "-", "--text", "-", "-o", &new], "standard input can be read only once"),
        (&["fit", &list, "--text", "-", "-", "-o", &new], "standard input can be read only once"),
        (&["prune", &list, "-o", &new, "--theta", "nan"], "it must be finite"),
        (&["prune", &list, "-o", &new, "--theta", "inf"], "it must be finite"),
        (&["prune", &list, "-o", &new, "--theta", "x"], "invalid float"),
    ] {
        let said = message(&[&["dict"], arguments].concat(), "", 2);
        assert!(said.contains(expected), "{arguments:?}: {said}");
    }
    assert_eq!(fs::read_to_string(&list).unwrap(), WORDS);
    assert_eq!(fs::read(&dict).unwrap(), dictionary);
    assert!(!fs::exists(&new).unwrap());
}
