//! `seg discover`: words that are planted in a text are found there.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use common::{bytes, message, out, seg};

mod common;

/// Words that the dictionary lacks.
const PLANTED: [&str; 3] = ["潘婷", "瓦杰帕伊", "树莓派"];

/// Words that it has.
const KNOWN: [&str; 20] = [
    "研究", "生命", "北京", "我们", "的", "喜欢", "经济", "发展", "很", "城市", "学习", "音乐", "天气", "在", "朋友",
    "电影", "历史", "看见", "问题", "昨天",
];

/// Lines of words in no order, always the same ones; some are planted.
fn text(lines: usize) -> String {
    let mut state = 1u32;
    let mut next = |below: usize| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 16) as usize % below
    };
    let mut word = || if next(12) == 0 { PLANTED[next(PLANTED.len())] } else { KNOWN[next(KNOWN.len())] };
    (0..lines).map(|_| (0..8).map(|_| word()).collect::<String>() + "，\n").collect()
}

fn words(output: &str) -> Vec<&str> {
    let mut words: Vec<&str> = output.lines().map(|line| line.split('\t').next().unwrap()).collect();
    words.sort_unstable();
    words
}

fn write(folder: &Path, name: &str, bytes: impl AsRef<[u8]>) -> String {
    let path = folder.join(name);
    fs::write(&path, bytes).unwrap();
    path.to_str().unwrap().to_owned()
}

#[test]
fn planted_words_are_found_and_then_known() {
    let folder = tempfile::tempdir().unwrap();
    let corpus = write(folder.path(), "corpus.txt", text(400));
    let found = out(&["discover", "--format", "tsv", &corpus], "");
    let mut planted = PLANTED;
    planted.sort_unstable();
    assert_eq!(words(&found), planted);

    // What is written is a user dictionary, without a word of doubt, and its words win.
    let user = write(folder.path(), "new.txt", bytes(&["discover", &corpus], ""));
    assert_eq!(out(&["-u", &user, "--mode", "bidir"], "我们喜欢瓦杰帕伊的潘婷"), "我们 喜欢 瓦杰帕伊 的 潘婷");
    assert_eq!(out(&["dict", "lint", "--from", "user", &user], ""), "");
    assert_eq!(out(&["discover", "-u", &user, &corpus], ""), "");

    // What a user dictionary forbids is not proposed either.
    let forbidden = write(folder.path(), "forbidden.txt", "!树莓派\n");
    let found = out(&["discover", "--format", "tsv", "-u", &forbidden, &corpus], "");
    assert!(!found.contains("树莓派\t") && found.contains("潘婷\t"), "{found}");
}

#[test]
fn formats_say_the_same() {
    let corpus = text(400);
    let user = out(&["discover", "-"], &corpus);
    let tsv = out(&["discover", "--format", "tsv", "-"], &corpus);
    let jsonl = out(&["discover", "--format", "jsonl", "-"], &corpus);
    assert_eq!(tsv.lines().count(), PLANTED.len());
    for ((user, tsv), jsonl) in user.lines().collect::<Vec<_>>().chunks(2).zip(tsv.lines()).zip(jsonl.lines()) {
        let columns: Vec<&str> = tsv.split('\t').collect();
        let [word, count, cohesion, left, right, gain, example] = columns[..] else { panic!("{tsv}") };
        assert_eq!(user[1], format!("{word} {count}"));
        assert!(user[0].starts_with("# cohesion ") && user[0].ends_with(&format!(": {example}")), "{user:?}");
        assert_eq!(count.parse::<usize>().unwrap(), corpus.matches(word).count());
        assert!(example.contains(word) && corpus.contains(example), "{example}");
        let object: serde_json::Value = serde_json::from_str(jsonl).unwrap();
        assert_eq!((&object["word"], &object["example"]), (&word.into(), &example.into()));
        assert_eq!(object["count"].as_u64(), count.parse().ok());
        for (name, column) in [("cohesion", cohesion), ("left", left), ("right", right), ("gain", gain)] {
            assert_eq!(object[name].as_f64(), column.parse().ok(), "{name}");
        }
    }
}

#[test]
fn neither_memory_nor_threads_change_what_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let corpus = write(folder.path(), "corpus.txt", text(2000));
    let run = |threads: &str, memory: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_seg"));
        command.args(["discover", "--min-count", "50", "--memory", memory, &corpus]);
        let output = command.env("RAYON_NUM_THREADS", threads).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        output.stdout
    };
    let expected = run("1", "512M");
    assert!(!expected.is_empty());
    for (threads, memory) in [("1", "500K"), ("3", "512M"), ("3", "500K")] {
        assert!(run(threads, memory) == expected, "{threads} threads, {memory}");
    }
}

#[test]
fn a_dictionary_without_statistics_judges_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let list = write(folder.path(), "list.txt", "的\n");
    let dictionary = folder.path().join("one.dict").to_str().unwrap().to_owned();
    assert!(seg(&["dict", "build", &list, "-o", &dictionary], "").status.success());
    let found = out(&["discover", "--dict", &dictionary, "--format", "jsonl", "-"], text(400));
    let gains = |line: &str| serde_json::from_str::<serde_json::Value>(line).unwrap()["gain"].is_null();
    assert!(found.contains("潘婷") && found.lines().all(gains), "{found}");
    let user = out(&["discover", "--dict", &dictionary, "-"], text(400));
    assert!(user.lines().count() > 20 && !user.contains("gain"), "{user}");
}

#[test]
fn options_narrow_what_is_found() {
    let corpus = text(400);
    let best = out(&["discover", "--format", "tsv", "-"], &corpus);
    let best: Vec<&str> = best.lines().collect();
    assert_eq!(
        out(&["discover", "--format", "tsv", "--top", "1", "-"], &corpus).lines().collect::<Vec<_>>(),
        &best[..1]
    );
    for (option, value, expected) in [
        ("--max-length", "3", &["树莓派", "潘婷"][..]),
        ("--max-length", "2", &["潘婷"]),
        ("--min-count", "100000", &[]),
        ("--min-cohesion", "40", &[]),
        ("--min-freedom", "20", &[]),
        ("--min-gain", "99", &[]),
    ] {
        let found = out(&["discover", "--format", "tsv", option, value, "-"], &corpus);
        assert_eq!(words(&found), expected, "{option} {value}");
    }
    let all = out(&["discover", "--min-cohesion", "-99", "--min-freedom", "0", "--min-gain", "-999", "-"], &corpus);
    assert!(all.lines().count() > 2 * best.len());
}

#[test]
fn texts_in_any_encoding() {
    let folder = tempfile::tempdir().unwrap();
    let corpus = text(400);
    let expected = out(&["discover", "-"], &corpus);
    let (encoded, ..) = encoding_rs::GB18030.encode(&corpus);
    let gbk = write(folder.path(), "gbk.txt", &encoded);
    let utf16: Vec<u8> = "\u{FEFF}".encode_utf16().chain(corpus.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    for (encoding, bytes) in [("gbk", &*encoded), ("auto", &encoded), ("utf-8", &utf16)] {
        assert!(out(&["discover", "-E", encoding, "-"], bytes) == expected, "{encoding}");
    }
    let output = seg(&["discover", &gbk], "");
    assert!(output.status.success() && output.stdout.is_empty());
    let warning = String::from_utf8(output.stderr).unwrap();
    assert!(warning.contains("gbk.txt: not all of it is UTF-8") && warning.contains("-E"), "{warning}");

    // Two halves of the text are the text.
    let half = corpus.len() / 2 + corpus[corpus.len() / 2..].find('\n').unwrap() + 1;
    let first = write(folder.path(), "first.txt", &corpus[..half]);
    assert!(out(&["discover", &first, "-"], &corpus[half..]) == expected);
}

#[test]
fn what_is_refused() {
    for (arguments, expected) in [
        (&["discover", "nowhere.txt"][..], "nowhere.txt: "),
        (&["discover", "-", "-"], "standard input can be read only once"),
        (&["discover", "--max-length", "7", "-"], "2..=6"),
        (&["discover", "--min-count", "0", "-"], "invalid value '0'"),
        (&["discover", "--memory", "much", "-"], "as in 512M"),
        (&["discover", "--memory", "1K", "-"], "raise --min-count"),
        (&["discover"], "TEXT"),
    ] {
        let message = message(arguments, text(40), 2);
        assert!(message.contains(expected), "{arguments:?}: {message}");
    }
    assert_eq!(out(&["discover", "-"], ""), "");
}

#[cfg(unix)]
#[test]
fn temporary_files_need_a_folder() {
    let folder = tempfile::tempdir().unwrap();
    let corpus = write(folder.path(), "corpus.txt", text(40));
    for (text, memory) in [("-", "512M"), (&corpus, "1K")] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_seg"));
        command.args(["discover", "--memory", memory, text]).env("TMPDIR", folder.path().join("nowhere"));
        let output = command.stdin(Stdio::null()).output().unwrap();
        let message = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.code() == Some(2) && message.contains("TMPDIR"), "{message}");
    }
}
