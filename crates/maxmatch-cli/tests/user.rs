//! User dictionaries: whatever file is named, it works or is refused in one sentence.

mod common;

use std::fs;
use std::path::{Path, PathBuf};

use common::{message, out, seg};

/// What is segmented, and how without a user dictionary.
const TEXT: &str = "研究生命起源，酷比特学C++\n";
const PLAIN: &str = "研究/生命/起源/，/酷/比特/学/C/+/+\n";

/// A folder for the files of a test.
struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Folder {
        Folder(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Writes a file and gives its path.
    fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        let path = self.path(name);
        fs::write(&path, bytes).unwrap();
        string(&path)
    }
}

fn string(path: &Path) -> String {
    path.to_str().unwrap().to_owned()
}

/// The arguments with these user dictionaries.
fn with<'a>(users: &[&'a str]) -> Vec<&'a str> {
    ["--separator", "/"].into_iter().chain(users.iter().flat_map(|user| ["-u", user])).collect()
}

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

#[test]
fn files_that_work() {
    let folder = Folder::new();
    let long_comment = format!("# {}\n酷比特\n", "长".repeat(350_000));
    for (name, bytes, expected) in [
        ("words", "酷比特\nC++\n", "研究/生命/起源/，/酷比特/学/C++\n"),
        ("without a last line feed", "C++\n酷比特", "研究/生命/起源/，/酷比特/学/C++\n"),
        ("byte order mark and CR LF", "\u{FEFF}酷比特\r\nC++ 5 nz\r\n", "研究/生命/起源/，/酷比特/学/C++\n"),
        ("tabs", "酷比特\t5\tn\nC++\t\t\n", "研究/生命/起源/，/酷比特/学/C++\n"),
        ("forbidden words and marks", "!研究\n酷+比\n学C|++\n", "研究生/命/起源/，/酷比/特/学/C/+/+\n"),
        ("a comment of 1 MB", &long_comment, "研究/生命/起源/，/酷比特/学/C/+/+\n"),
        ("comments and expectations", "# 酷比特\n# expect: 酷比特\n\n", PLAIN),
        ("nothing", "", PLAIN),
        ("blank lines", "\n\r\n  \n", PLAIN),
    ] {
        let file = folder.file(name, bytes);
        assert_eq!(out(&with(&[&file]), TEXT), expected, "{name}");
    }
    assert_eq!(out(&with(&[]), TEXT), PLAIN);
}

#[test]
fn files_that_do_not() {
    let folder = Folder::new();
    let good = folder.file("good", "酷比特\nC++\n");
    fs::create_dir(folder.path("a folder")).unwrap();
    for (name, bytes, expected) in [
        ("GBK", Some(b"\xD4\xC6\xBC\xC6\xCB\xE3\n".to_vec()), ":1: byte 0xD4 at offset 0 of the file is not UTF-8; "),
        ("Big5", Some(b"\xB6\xB3\xAD\x70\xBA\xE2\n".to_vec()), ":1: byte 0xB6 at offset 0 of the file is not UTF-8; "),
        (
            "UTF-16",
            Some(utf16("\u{FEFF}酷比特\n")),
            ":1: byte 0xFF at offset 0 of the file is not UTF-8; the file is UTF-16",
        ),
        ("UTF-16 without a mark", Some(utf16("C++\n")), ":1: \"C\\0+\\0+\\0\" holds the control character U+0000; "),
        ("NUL", Some("好\n词\0语\n".into()), ":2: \"词\\0语\" holds the control character U+0000; "),
        ("CR alone", Some("好\r词\n".into()), ":1: \"好\\r词\" holds the control character U+000D; "),
        ("a word of 1 MB", Some("长".repeat(350_000).into()), ":1: the word \"长"),
        (
            "marks of 1 MB",
            Some("长|".repeat(300_000).into_bytes().into_iter().chain(*b"x\n").collect()),
            ":1: the word \"长",
        ),
        (
            "too large a frequency",
            Some("好\n酷比特 99999999999\n".into()),
            ":2: the frequency \"99999999999\" is above ",
        ),
        (
            "a cut inside a character",
            Some("# flags\n🇨🇳|🇨🇳\n".into()),
            ":2: the cut 1 of \"🇨🇳|🇨🇳\" is inside a character",
        ),
        ("missing", None, ": "),
        ("a folder", None, ": "),
    ] {
        let file = bytes.map_or_else(|| string(&folder.path(name)), |bytes| folder.file(name, bytes));
        for users in [&[&*file][..], &[&good, &file], &[&file, &good]] {
            let output = seg(&with(users), TEXT);
            let said = String::from_utf8(output.stderr).unwrap();
            assert_eq!((output.status.code(), &output.stdout[..]), (Some(2), &b""[..]), "{name}: {said}");
            assert!(said.starts_with(&format!("seg: {file}{expected}")), "{name}: {said}");
            assert!(said.lines().count() == 1 && said.len() < 600, "{name}: {said}");
        }
    }
    assert_eq!(out(&with(&[&good]), TEXT), "研究/生命/起源/，/酷比特/学/C++\n");
}

#[test]
fn the_last_file_counts() {
    let folder = Folder::new();
    let [a, b] = [folder.file("a", "酷比特\n!研究\n起|源\n"), folder.file("b", "!酷比特\n研究\n起+源\n")];
    assert_eq!(out(&with(&[&a]), TEXT), "研究生/命/起/源/，/酷比特/学/C/+/+\n");
    assert_eq!(out(&with(&[&a, &b]), TEXT), PLAIN);
    assert_eq!(out(&with(&[&b, &a]), TEXT), "研究生/命/起/源/，/酷比特/学/C/+/+\n");
}

/// What user dictionaries say of a text is found in the text's own spelling.
#[test]
fn explaining_looks_through_folding() {
    let folder = Folder::new();
    let user = folder.file("user", "發展\n!計算機\nｖＵＥ\n學|校\n");
    let said = out(&["explain", "-u", &user, "发展计算机VUE和学校"], "");
    let rows: Vec<Vec<&str>> = said.lines().map(|line| line.split_whitespace().collect()).collect();
    for (word, line) in
        [("发展", 1), ("計算機", 2), ("VUE", 3), ("學校", 4)].map(|(word, n)| (word, format!("{user}:{n}")))
    {
        assert!(rows.iter().any(|found| found.starts_with(&[word, &line])), "{word} {line} is not in {said}");
    }
    let found = out(&["dict", "get", "-u", &user, "发展", "vue"], "");
    let [words, places] =
        [0, 4].map(|column| found.lines().map(|line| line.split('\t').nth(column).unwrap()).collect());
    assert_eq!((words, places), (vec!["發展", "ｖＵＥ"], vec![&*format!("{user}:1"), &format!("{user}:3")]), "{found}");
}

/// What was read otherwise than may be meant is said, and the work goes on.
#[test]
fn warnings() {
    let folder = Folder::new();
    let file = folder.file("tags", "酷比特 cloud\nC++ 5 cloud\n学 n\nnew york\n");
    let said = message(&with(&[&file]), TEXT, 0);
    let output = seg(&with(&[&file]), TEXT);
    assert_eq!(String::from_utf8(output.stdout).unwrap(), "研究/生命/起源/，/酷比特/学/C++\n");
    let lines: Vec<&str> = said.lines().collect();
    assert_eq!(lines.len(), 2, "{said}");
    for (line, start) in lines.iter().zip(["1: \"cloud\" is read as the tag of \"酷比特\"", "4: \"york\" is read as"])
    {
        assert!(line.contains(&format!("warning: {file}:{start}")), "{said}");
    }
}

/// A file with tags of its own does not hide what else is said.
#[test]
fn many_warnings() {
    let folder = Folder::new();
    let tag = |n: u32| {
        String::from_iter(['q', 'q'].into_iter().chain(format!("{n:b}").replace('0', "x").replace('1', "y").chars()))
    };
    let file = folder.file("tags", (0..50).map(|n| format!("词{n} {}\n", tag(n))).collect::<String>());
    let said = message(&["-u", &file], TEXT, 0);
    assert_eq!(said.lines().count(), 21, "{said}");
    assert!(said.ends_with("seg: 30 more warnings\n"), "{said}");
}

/// What one file takes from standard input is not there for another.
#[test]
fn standard_input_is_read_once() {
    let folder = Folder::new();
    let file = folder.file("file", "酷比特\n");
    for arguments in [
        &["-u", "-"][..],
        &["-u", "-", "-"],
        &["-", &file, "-"],
        &["-u", "-", "-u", "-", &file],
        &["-u", "-", "-u", "-", "explain", "词"],
        &["-u", "-", "dict", "stats", "-"],
        &["-u", "-", "dict", "lint", "-"],
        &["dict", "lint", "-", "-"],
        &["-u", "-", "dict", "test", "-"],
        &["-u", "-", "dict", "diff", "--layers", &file, &file, "--corpus", "-"],
    ] {
        let said = message(arguments, "酷比特\n", 2);
        assert_eq!(said, "seg: -: standard input can be read only once; write it to a file and name that\n");
    }
    assert_eq!(out(&["-u", "-", &file], "酷比特\n"), "酷比特\n");
    assert_eq!(
        out(&["-u", "-", "explain", "酷比特"], "酷比特\n"),
        out(&["-u", &file, "explain", "酷比特"], "").replace(&file, "standard input")
    );
}

/// A user dictionary that would be left out without a word is refused.
#[test]
fn where_no_layer_can_lie() {
    let folder = Folder::new();
    let (file, new) = (folder.file("file", "酷比特\n"), string(&folder.path("new")));
    for (name, arguments) in [
        ("dict find", &["酷"][..]),
        ("dict export", &[]),
        ("dict prune", &["-o", &new]),
        ("dict fit", &["--text", &file, "-o", &new]),
        ("dict merge", &[&file, "-o", &new]),
        ("dict build", &[&file, "-o", &new]),
        ("dict verify", &[]),
        ("dict diff", &[&file, &file]),
        ("eval", &["--gold", &file, &file]),
    ] {
        let words: Vec<&str> = name.split(' ').chain(arguments.iter().copied()).collect();
        for said in [["-u", &file].iter().chain(&words), words.iter().chain(&["-u", &file])]
            .map(|parts| message(&parts.copied().collect::<Vec<_>>(), "", 2))
        {
            assert!(said.contains(&format!("--user means nothing to `seg {name}`")), "{said}");
        }
    }
    assert!(!fs::exists(&new).unwrap());
}

/// A word for each number, most of them of three characters.
fn numbered(n: u32) -> String {
    let character = |n: u32| char::from_u32(0x4E00 + n).unwrap();
    [character(n / 10_000), character(n / 100 % 100 + 200), character(n % 100 + 400)].into_iter().collect()
}

#[test]
fn a_million_words() {
    let folder = Folder::new();
    let words: String = (0..1_000_000).map(|n| numbered(n) + "\n").collect();
    let file = folder.file("million", words);
    let text = [0, 1, 99, 100, 9_999, 10_000, 543_210, 999_999].map(numbered);
    assert_eq!(out(&with(&[&file]), text.concat() + "研究生命\n"), text.join("/") + "/研究/生命\n");
}
