//! `seg dict lint`.

mod common;

use std::fs;

use common::{message, out, seg};

/// What a run prints on standard output, and its exit code.
fn lint(arguments: &[&str], input: impl AsRef<[u8]>) -> (String, Option<i32>) {
    let output = seg(&[&["dict", "lint"], arguments].concat(), input);
    (String::from_utf8(output.stdout).unwrap(), output.status.code())
}

#[test]
fn findings() {
    let list = "\u{FEFF}北京 30 ns\r\n大学 20 n\r\n北京 40 nsx\r\n\u{301}词 3\r\n";
    let expected = "\
standard input:1: warning[bom]: a line begins with a byte order mark, which other programs take for a part of its word; delete them (--fix does it)
standard input:1: warning[crlf]: lines end in CR LF, 4 of them, where other programs expect LF alone; convert the line ends to LF (--fix does it)
standard input:1: warning[duplicate]: \"北京\" comes again in line 3 with frequency 40, which counts; delete this line (--fix does it)
standard input:3: warning[tag]: \"nsx\" is the tag of \"北京\", and no tag is known by that name; if it belongs to the word, write a frequency behind it
standard input:4: error[never]: \"\u{301}词\" matches nowhere inside a text: one of its ends belongs to the unit that what is beside it is of; delete what the word begins or ends with
";
    assert_eq!(lint(&["-"], list), (expected.replace("\"\u{301}词\"", "\"\\u{301}词\""), Some(1)));
    let said = message(&["dict", "lint", "-"], list, 1);
    assert!(said.contains("standard input: 1 errors, 4 warnings; --fix -o NEW mends 3"), "{said}");

    let (lines, code) = lint(&["--format", "jsonl", "-"], list);
    let objects: Vec<serde_json::Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!((objects.len(), code), (5, Some(1)));
    for (field, value) in [
        ("file", "standard input"),
        ("severity", "warning"),
        ("code", "duplicate"),
        ("reason", "\"北京\" comes again in line 3 with frequency 40, which counts"),
        ("mend", "delete this line"),
    ] {
        assert_eq!(objects[2][field], value);
    }
    assert_eq!((&objects[2]["line"], &objects[2]["fixable"]), (&1.into(), &true.into()));

    assert_eq!(out(&["dict", "lint", "-"], "北京 30 ns\n"), "");
}

/// A list with thousands of findings of one kind does not hide the others.
#[test]
fn many_findings() {
    let list = (0..100).map(|n| format!("词{n}号 3 n\n词{n}号 4 n\n")).collect::<String>() + "\0 3\n";
    for (arguments, lines, last) in [
        (&["-"][..], 22, "standard input: warning[duplicate]: 80 more, which --all shows"),
        (
            &["--all", "-"],
            101,
            "standard input:201: error[control]: \"\\0\" holds the control character U+0000; delete it,",
        ),
        (&["--format", "jsonl", "-"], 101, "{\"code\":\"control\",\"file\":\"standard input\""),
    ] {
        let (found, _) = lint(arguments, &list);
        assert_eq!(found.lines().count(), lines, "{arguments:?}");
        assert!(found.lines().last().unwrap().starts_with(last), "{found}");
    }
}

#[test]
fn how_a_list_is_read() {
    let user = "研究生\n!研究生\n# a comment\n测|试\n";
    for (arguments, list, expected) in [
        (&["-"][..], user, &["1: warning[conflict]"][..]),
        (&["--from", "user", "-"], user, &["1: warning[conflict]"]),
        (
            &["-u", "-"],
            "云 3\n!云\n云 3 york\n",
            &["1: warning[duplicate]", "1: warning[conflict]", "2: warning[conflict]", "3: warning[tag]"],
        ),
        (&["--from", "plain", "-"], user, &["3: warning[comment]"]),
        (&["-"], "T恤\nt恤\n", &["2: warning[folded]"]),
        (&["-"], "发展\n發展\n", &["2: warning[folded]"]),
        (&["--fold", "none", "-"], "T恤\nt恤\n", &[]),
        (&["-"], "\u{301}词\n", &["1: error[never]"]),
        (&["--rules", "none", "-"], "\u{301}词\n", &["1: error[never]"]),
    ] {
        let (lines, code) = lint(arguments, list);
        let found: Vec<&str> = lines.lines().collect();
        assert_eq!(found.len(), expected.len(), "{arguments:?}: {lines}");
        assert!(
            found.iter().zip(expected).all(|(line, start)| line.starts_with(&format!("standard input:{start}"))),
            "{lines}"
        );
        assert_eq!(code, Some(i32::from(!expected.is_empty())));
    }
}

#[test]
fn files_of_every_kind() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let write = |name: &str, bytes: &[u8]| {
        fs::write(path(name), bytes).unwrap();
        path(name)
    };
    let long = "长".repeat(1 << 20);
    let utf16: Vec<u8> = "\u{FEFF}北京\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (file, code, expected) in [
        (
            write("gbk", b"\xB1\xB1\xBE\xA9 30 ns\n"),
            1,
            "gbk:1: error[encoding]: byte 0xB1 at offset 0 of the file is not UTF-8; the file looks like GB18030 (GBK, GB2312): convert it with `iconv -f GB18030 -t UTF-8`",
        ),
        (
            write("utf16", &utf16),
            1,
            "utf16:1: error[encoding]: byte 0xFF at offset 0 of the file is not UTF-8; the file is UTF-16: convert it with `iconv -f UTF-16 -t UTF-8`",
        ),
        (
            write("nul", b"a\0\0b 1\n"),
            1,
            "nul:1: error[control]: \"a\\0\\0b\" holds the control character U+0000; delete it,",
        ),
        (write("long", long.as_bytes()), 1, "long:1: error[too-long]: "),
        (write("empty", b""), 1, "empty:1: warning[empty]: the list says nothing; add words, or delete the file"),
        (path("missing"), 2, ""),
        (folder.path().to_str().unwrap().to_owned(), 2, ""),
    ] {
        let (lines, found) = lint(&[&file], "");
        assert_eq!(found, Some(code), "{file}: {lines}");
        match expected {
            "" => assert!(lines.is_empty() && message(&["dict", "lint", &file], "", 2).lines().count() == 1),
            _ => {
                assert!(lines.lines().count() == 1 && lines.len() < 600 && lines.contains(expected), "{file}: {lines}")
            }
        }
    }
    // One list that can't be read does not keep the others from being looked at.
    let (lines, code) = lint(&[&path("missing"), &path("empty")], "");
    assert!(lines.contains("empty:1: ") && code == Some(2));
}

#[test]
fn mending() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (list, new) = (path("list.txt"), path("new.txt"));
    let text = "\u{FEFF}北京 30 ns\r\n大学 20 mine\r\n北京 40 ns\r\n";
    fs::write(&list, text).unwrap();
    let (left, code) = lint(&["--fix", &list, "-o", &new], "");
    assert_eq!(code, Some(1));
    assert!(left.starts_with(&format!("{new}:1: warning[tag]: ")) && left.lines().count() == 1, "{left}");
    assert_eq!(fs::read_to_string(&new).unwrap(), "大学 20 mine\n北京 40 ns\n");
    assert_eq!(fs::read_to_string(&list).unwrap(), text);
    // What is mended again is the same.
    let again = path("again.txt");
    assert_eq!(lint(&["--fix", &new, "-o", &again], "").1, Some(1));
    assert_eq!(fs::read(&again).unwrap(), fs::read(&new).unwrap());
    let (nothing, code) = lint(&["--fix", "-", "-o", &again], "北京\r\n");
    assert_eq!((&*nothing, code), ("", Some(0)));

    let gbk = path("gbk");
    fs::write(&gbk, b"\xB1\xB1\xBE\xA9\n").unwrap();
    for (label, bytes) in
        [("gbk", b"\xB1\xB1\xBE\xA9\n"), ("big5", b"\xA5\x5F\xA8\xCA\n"), ("utf-16be", b"\x53\x17\x4E\xAC\0\n")]
            as [(&str, &[u8]); 3]
    {
        let told = path(label);
        fs::write(&told, bytes).unwrap();
        assert_eq!(lint(&["-E", label, &told], ""), (String::new(), Some(0)), "{label}");
        assert_eq!(lint(&["-E", label, "--fix", &told, "-o", &again], ""), (String::new(), Some(0)), "{label}");
        assert_eq!(fs::read_to_string(&again).unwrap(), "北京\n");
    }
    let said = message(&["dict", "lint", "-E", "big5", "-"], b"ab\xFF\n", 2);
    assert!(said.contains("standard input: byte 2 of the file is not Big5; name the encoding that it is in"), "{said}");
    assert!(lint(&["--fix", &gbk, "-o", &path("never")], "").0.contains("error[encoding]"));
    for (arguments, expected) in [
        (&["--fix", &list, "-o", &list][..], "--output "),
        (&["--fix", &list, "-o", "-"], "--output -"),
        (&["--fix", &list, &new, "-o", &path("never")], "--fix"),
        (&["--fix", &list], "--output"),
        (&[&list, "-o", &path("never")], "--fix"),
        (&["--fix", &path("missing"), "-o", &path("never")], "missing: "),
        (&["--from", "csv", &list], "csv"),
        (&[], "no list is named"),
    ] {
        let said = message(&[&["dict", "lint"], arguments].concat(), "", 2);
        assert!(said.contains(expected), "{arguments:?}: {said}");
    }
    assert!(!fs::exists(path("never")).unwrap());
    assert_eq!(fs::read_to_string(&list).unwrap(), text);
}
