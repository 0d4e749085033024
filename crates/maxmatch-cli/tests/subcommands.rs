//! The subcommands: dictionaries, scores, explanations, manual, completions, version.

mod common;

use std::fs;
#[cfg(target_os = "linux")]
use std::process::{Command, Stdio};

use common::{message, out, seg};

#[test]
fn dictionaries() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (list, dict) = (path("list.txt"), path("my.dict"));
    fs::write(&list, "\u{FEFF}北京 30 ns\r\n北京大学 20 nt\r\n生前 5 t\r\n北京 40 ns\r\n").unwrap();
    let output = seg(&["dict", "build", &list, "-o", &dict], "");
    assert!(output.status.success() && output.stdout.is_empty());
    assert!(String::from_utf8_lossy(&output.stderr).contains("list.txt:4: \"北京\" is there twice"));

    // The dictionary can be named before the subcommand or behind it.
    assert_eq!(out(&["--dict", &dict, "dict", "get", "北京"], ""), "北京\t40\tns\n");
    assert_eq!(out(&["dict", "get", "北京", "--dict", &dict, "--no-mmap"], ""), "北京\t40\tns\n");
    let missing = message(&["dict", "get", "南京", "北京", "--dict", &dict], "", 1);
    assert!(missing.contains("\"南京\" is not in the dictionary"), "{missing}");
    assert_eq!(out(&["dict", "find", "北京", "--dict", &dict], ""), "北京\t40\tns\n北京大学\t20\tnt\n");
    assert_eq!(out(&["dict", "find", "背景大学", "--within", "2", "--dict", &dict], ""), "北京大学\t20\tnt\n");
    let info = out(&["dict", "info", "--dict", &dict], "");
    assert!(info.contains("name            my\n") && info.contains("words           3\n"), "{info}");
    assert_eq!(out(&["dict", "verify", "--dict", &dict], ""), "my: 3 words, sound\n");
    assert!(out(&["dict", "verify"], "").starts_with("zh: "));
    for way in [&["--dict", &dict][..], &["--dict", &dict, "--no-mmap"]] {
        assert_eq!(out(way, "北京大学生前来应聘\n"), "北京大学 生前 来 应 聘\n");
    }

    let mut damaged = fs::read(&dict).unwrap();
    damaged[5000] ^= 1;
    fs::write(&dict, damaged).unwrap();
    let said = message(&["--dict", &dict], "", 2);
    assert!(said.contains("damaged") && said.contains("my.dict"), "{said}");
}

#[test]
fn word_lists() {
    let folder = tempfile::tempdir().unwrap();
    let dict = folder.path().join("my.dict");
    let dict = dict.to_str().unwrap();
    let built = seg(&["dict", "build", "--from", "plain", "-", "-o", dict], "北京\nNew York\n");
    assert!(built.status.success());
    assert_eq!(out(&["--dict", dict, "--separator", "|"], "北京New York\n"), "北京|New York\n");
    for (list, expected) in [
        (&b"\xB1\xB1\xBE\xA9 30 ns\n"[..], "standard input:1: "),
        ("北京\t30\n南京\tmany\n".as_bytes(), "standard input:2: "),
    ] {
        let said = message(&["dict", "build", "-", "-o", dict], list, 2);
        assert!(said.contains(expected), "{said}");
    }
    // A build that fails leaves the file as it was.
    assert_eq!(out(&["--dict", dict, "dict", "get", "北京"], ""), "北京\t0\t\n");
    let said = message(&["dict", "build", "not-there.txt", "-o", dict], "", 2);
    assert!(said.contains("not-there.txt"), "{said}");
}

/// 1 if a check fails, 2 if it can't be made.
#[test]
fn exit_codes() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (good, damaged, cut_short, other) = (path("good"), path("damaged"), path("cut"), path("other"));
    message(&["dict", "build", "--from", "plain", "-", "-o", &good], "北京\n", 0);
    let bytes = fs::read(&good).unwrap();
    let mut changed = bytes.clone();
    changed[5000] ^= 1;
    fs::write(&damaged, changed).unwrap();
    fs::write(&cut_short, &bytes[..bytes.len() - 1]).unwrap();
    fs::write(&other, "not a dictionary, only some text").unwrap();
    for (dict, arguments, code, expected) in [
        (&good, &["verify"][..], 0, ""),
        (&damaged, &["verify"], 1, "damaged: "),
        (&cut_short, &["verify"], 1, "cut: "),
        (&other, &["verify"], 1, "other: "),
        (&path("missing"), &["verify"], 2, "missing: "),
        (&damaged, &["info"], 2, "damaged: "),
        (&good, &["get", "北京"], 0, ""),
        (&good, &["get", "北京", "南京"], 1, "\"南京\" is not in the dictionary"),
        (&good, &["find", "北"], 0, ""),
        (&good, &["find", "南"], 1, ""),
        (&good, &["find", "南京", "--within", "1"], 0, ""),
        (&good, &["find", "南方", "--within", "1"], 1, ""),
    ] {
        let said = message(&[&["--dict", dict, "dict"], arguments].concat(), "", code);
        assert!(said.contains(expected) && said.is_empty() == expected.is_empty(), "{dict}, {arguments:?}: {said}");
    }
}

/// What a build is told of its words, the dictionary says of itself.
#[test]
fn descriptions() {
    let folder = tempfile::tempdir().unwrap();
    let dict = folder.path().join("my.dict");
    let dict = dict.to_str().unwrap();
    let given = ["--name", "places", "--list-version", "2.1", "--licence", "MIT", "--source", "a map"];
    let build = ["dict", "build", "--from", "plain", "-", "-o", dict];
    message(&[&build[..], &given].concat(), "北京\n", 0);
    let info = out(&["dict", "info", "--dict", dict], "");
    for line in ["name            places", "version         2.1", "licence         MIT", "source          a map"] {
        assert!(info.lines().any(|l| l == line), "{line}: {info}");
    }
    let said = message(&[&build[..], &["--source", "a\tmap"]].concat(), "北京\n", 2);
    assert!(said.contains("tab"), "{said}");
}

/// What can't be the target is refused before anything is read or written.
#[test]
fn targets() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (list, other) = (path("list.txt"), path("other.txt"));
    fs::write(&list, "北京 30\n").unwrap();
    fs::write(&other, "南京 20\n").unwrap();
    let roundabout = format!("{}/./list.txt", folder.path().to_str().unwrap());
    for (target, expected) in
        [(&*list, "one of the inputs"), (&roundabout, "one of the inputs"), ("-", "a dictionary is a file")]
    {
        let said = message(&["dict", "build", &other, &list, "-o", target], "", 2);
        assert!(said.contains(&format!("--output {target}: ")) && said.contains(expected), "{said}");
    }
    assert_eq!(fs::read_to_string(&list).unwrap(), "北京 30\n");
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 2);
}

#[test]
fn an_empty_list_is_worth_a_warning() {
    let folder = tempfile::tempdir().unwrap();
    let dict = folder.path().join("empty.dict");
    let said = message(&["dict", "build", "-", "-o", dict.to_str().unwrap()], "", 0);
    assert!(said.contains("warning: the inputs hold no words"), "{said}");
}

#[test]
fn explaining() {
    let plain = out(&["explain", "研究生命起源"], "");
    assert!(plain.contains("forward   研究生 / 命 / 起源") && plain.contains("decided by: singles"), "{plain}");
    assert!(!plain.contains('\x1B'), "no colour where there is no terminal");
    let coloured = out(&["explain", "研究生命起源", "--color", "always"], "");
    assert!(coloured.contains("\x1B[") && coloured.len() > plain.len());
    assert_eq!(out(&["--color", "never", "explain", "研究生命起源"], ""), plain);
}

#[test]
fn versions() {
    let short = format!("seg {}\n", env!("CARGO_PKG_VERSION"));
    assert_eq!(out(&["-V"], ""), short);
    let long = out(&["--version", "--verbose"], "");
    assert!(long.starts_with(&short));
    for key in ["licence  ", "Unicode  ", "dictionary  ", "  source  ", "  words  ", "  fingerprint  ", "scan  "] {
        assert!(long.contains(&format!("\n{key}")), "{key}: {long}");
    }
    // The analysis is another one with other options, and the same wherever it is shown.
    let analysis = |arguments: &[&str]| {
        out(arguments, "").lines().find(|line| line.starts_with("analysis  ")).map(str::to_owned).unwrap()
    };
    let of_version = analysis(&["--version", "--verbose"]);
    assert_eq!(of_version, analysis(&["dict", "info"]));
    for options in [["--mode", "forward"], ["--rules", "none"], ["--principles", "none"]] {
        let other = analysis(&[&["--version", "--verbose"][..], &options].concat());
        assert!(other != of_version && other == analysis(&[&["dict", "info"][..], &options].concat()), "{options:?}");
    }
}

#[test]
fn manual_and_completions() {
    assert!(out(&["man"], "").contains("seg\\-dict(1)"));
    let folder = tempfile::tempdir().unwrap();
    out(&["man", folder.path().to_str().unwrap()], "");
    for (page, names) in [
        ("seg", true),
        ("seg-dict", true),
        ("seg-dict-build", true),
        ("seg-dict-lint", true),
        ("seg-explain", true),
        ("seg-eval", false),
    ] {
        let text = fs::read_to_string(folder.path().join(format!("{page}.1"))).unwrap();
        assert_eq!(text.contains("\\-\\-dict"), names, "{page} names the global options that mean something to it");
    }
    assert!(message(&["man", "not/there"], "", 2).contains("not/there"));
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(out(&["completions", shell], "").contains("no-mmap"), "{shell}");
    }
}

/// A word is found in any spelling, and shown in those of the list.
#[test]
fn spellings() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (list, folding, plain) = (path("list.txt"), path("folding.dict"), path("plain.dict"));
    fs::write(&list, "发展 30 vn\n乾杯 1 v\n干杯 2 v\nＴ恤 3 n\n").unwrap();
    seg(&["dict", "build", &list, "-o", &folding], "");
    seg(&["dict", "build", &list, "-o", &plain, "--fold", "none"], "");
    let get = ["dict", "get", "發展", "幹杯", "乾杯", "t恤"];
    let (found, own) = ("发展\t30\tvn\n乾杯\t1\tv\n干杯\t2\tv\n乾杯\t1\tv\nＴ恤\t3\tn\n", "乾杯\t1\tv\n");
    assert_eq!(out(&[&["--dict", &folding], &get[..]].concat(), ""), found);
    let output = seg(&[&["--dict", &plain], &get[..]].concat(), "");
    assert_eq!((output.status.code(), &*output.stdout), (Some(1), own.as_bytes()));
    let text = "發展，乾杯，ｔ恤\n";
    assert_eq!(out(&["--dict", &folding], text), "發展 ， 乾杯 ， ｔ恤\n");
    assert_eq!(out(&["--dict", &folding, "--rules", "none"], text), "發 展 ， 乾杯 ， ｔ 恤\n");
}

/// Where the values are known, they are told.
#[test]
fn help() {
    for (arguments, expected) in [
        (&["--help"][..], &["Exit codes: ", "in each file anew"][..]),
        (&["--help"], &["--nbest <N>", "--confidence", "--only-ambiguous[=<BITS>]", "Implies --mode lattice"]),
        (&["--help"], &["- backward: Backward maximum matching (bmm)", "[possible values: words, oov, singles, none]"]),
        (&["dict", "find", "--help"], &["exit code 1 if there are none"]),
        (&["dict", "diff", "--help"], &["exit code 1 if they differ", "Examples:"]),
        (&["dict", "merge", "--help"], &["[possible values: last, first, max, sum, error]", "Examples:"]),
        (&["dict", "verify", "--help"], &["exit code 1 if it is damaged"]),
        (&["dict", "lint", "--help"], &["too-long", "Examples:", "[possible values: jieba, tsv, plain, user]"]),
        (&["dict", "build", "--help"], &["Examples:", "[possible values: jieba, tsv, plain]"]),
        (&["dict", "build", "--help"], &["[possible values: compatibility, width, case, simplified, all, none]"]),
        (
            &["completions", "bash"],
            &[
                "-W \"forward backward bidir mmseg unigram lattice full index query\"",
                "-W \"compatibility width case simplified all none\"",
            ],
        ),
        (&["completions", "fish"], &["words\\t''", "jieba\\t''"]),
    ] {
        let help = out(arguments, "");
        for expected in expected {
            assert!(help.contains(expected), "{arguments:?} without {expected}: {help}");
        }
    }
}

/// What a subcommand has no use for it neither shows nor takes.
#[test]
fn options_that_mean_nothing() {
    for (name, arguments) in
        [("eval", &["eval", "--gold", "gold.txt"][..]), ("completions", &["completions", "bash"]), ("man", &["man"])]
    {
        let help = out(&[name, "--help"], "");
        for (option, value) in [
            ("--mode", Some("forward")),
            ("--dict", Some("my.dict")),
            ("--no-mmap", None),
            ("--rules", Some("none")),
            ("--weights", Some("none")),
            ("--principles", Some("none")),
            ("--color", Some("never")),
        ] {
            assert!(!help.contains(option), "{name}: {help}");
            let given: Vec<&str> = [option].into_iter().chain(value).collect();
            for arguments in [[&given[..], arguments].concat(), [arguments, &given].concat()] {
                let said = message(&arguments, "", 2);
                assert!(said.contains(&format!("{option} means nothing to `seg {name}`")), "{arguments:?}: {said}");
            }
        }
        assert!(!help.contains("--user"), "{help}");
    }
    for arguments in [&["explain", "--help"][..], &["dict", "get", "--help"], &["--help"]] {
        let help = out(arguments, "");
        assert!(help.contains("--mode <MODE>") && help.contains("--user <FILE>"), "{arguments:?}: {help}");
    }
}

/// Messages that can't be written change nothing: neither what is done nor the exit code.
#[cfg(target_os = "linux")]
#[test]
fn a_full_standard_error_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (list, dict) = (path("list"), path("dict"));
    fs::write(&list, "北京 30\n北京 40\n").unwrap();
    for (arguments, code) in [
        (&["dict", "get", "nosuch"][..], 1),
        (&["--dict", "not-there.dict"], 2),
        (&["--mode", "sideways"], 2),
        (&["dict", "build", &list, "-o", &dict], 0),
    ] {
        let full = fs::File::options().write(true).open("/dev/full").unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_seg"));
        let status = command.args(arguments).stdin(Stdio::null()).stderr(full).status().unwrap();
        assert_eq!(status.code(), Some(code), "{arguments:?}");
    }
    assert_eq!(out(&["dict", "get", "北京", "--dict", &dict], ""), "北京\t40\t\n");
}
