//! What lines say, by example.

use super::{Content, UserDictionary};

fn word(word: &str, frequency: Option<u32>, tag: Option<&str>) -> Option<Content> {
    Some(Content::Word { word: word.into(), frequency, tag: tag.map(Box::from) })
}

fn forbidden(word: &str) -> Option<Content> {
    Some(Content::Forbidden(word.into()))
}

fn expected(tokens: &[&str]) -> Option<Content> {
    Some(Content::Expected(tokens.iter().map(|&token| token.into()).collect()))
}

fn read(line: &str) -> UserDictionary {
    UserDictionary::read("u", line.as_bytes()).unwrap_or_else(|error| panic!("{line:?}: {error}"))
}

#[test]
fn lines() {
    for (line, content) in [
        ("云计算", word("云计算", None, None)),
        ("\u{FEFF}云计算 5\r\n", word("云计算", Some(5), None)),
        ("  云计算 5 n ", word("云计算", Some(5), Some("n"))),
        ("云计算 n", word("云计算", None, Some("n"))),
        // Words that other readers lose.
        ("New York", word("New York", None, None)),
        ("Edu Trust认证 2000", word("Edu Trust认证", Some(2000), None)),
        ("冯·诺伊曼", word("冯·诺伊曼", None, None)),
        ("C++", word("C++", None, None)),
        ("C++ 3 nz", word("C++", Some(3), Some("nz"))),
        ("A+轮", word("A+轮", None, None)),
        ("T+0", word("T+0", None, None)),
        ("||", word("||", None, None)),
        ("a||b", word("a||b", None, None)),
        ("a|b 3", word("a|b", Some(3), None)),
        ("|a", word("|a", None, None)),
        ("!", word("!", None, None)),
        ("#MeToo", word("#MeToo", None, None)),
        ("#标签 3 n", word("#标签", Some(3), Some("n"))),
        // Quoted.
        ("\"new york\"", word("new york", None, None)),
        ("\"new york\" 5", word("new york", Some(5), None)),
        ("\"new york\" ns", word("new york", None, Some("ns"))),
        ("\"new york\" 5 ns", word("new york", Some(5), Some("ns"))),
        ("\"测+试\"", word("测+试", None, None)),
        ("\"!x\"", word("!x", None, None)),
        ("\"# x\"", word("# x", None, None)),
        ("\"", word("\"", None, None)),
        ("\"a\"b", word("\"a\"b", None, None)),
        ("\"a\"b\"", word("a\"b", None, None)),
        // A tab settles it.
        ("new york\t5\tns", word("new york", Some(5), Some("ns"))),
        ("!x\t", word("!x", None, None)),
        ("测|试\t\tmine", word("测|试", None, Some("mine"))),
        // Comments.
        ("#", None),
        ("# 云计算", None),
        ("## 云计算", None),
        ("  #\t云计算", None),
        ("#\u{3000}云计算", None),
        // Forbidden.
        ("!研究生", forbidden("研究生")),
        ("! 研究生 ", forbidden("研究生")),
        ("!New York", forbidden("New York")),
        ("!\"New York\"", forbidden("New York")),
        ("!!", forbidden("!")),
        // Expected.
        ("# expect: 他 用 maxmatch 分词", expected(&["他", "用", "maxmatch", "分词"])),
        ("#expect: 他", expected(&["他"])),
        ("# expect:他\u{3000}住  \"New York\" ，", expected(&["他", "住", "New York", "，"])),
        ("# expect: 他\t用", expected(&["他", "用"])),
        ("# expects nothing", None),
    ] {
        let user = read(line);
        assert_eq!(user.lines().first().map(|line| &line.content), content.as_ref(), "{line:?}");
        assert_eq!(user.warnings(), [], "{line:?}");
    }
}

#[test]
fn marks() {
    for (line, expected) in [
        ("测|试", vec![("测", false), ("试", false)]),
        ("测+试", vec![("测试", true)]),
        ("iPhone|15", vec![("iPhone", false), ("15", false)]),
        ("上海|大+学|生", vec![("上海", false), ("大学", true), ("生", false)]),
        ("中+华+人", vec![("中华人", true)]),
    ] {
        match &read(line).lines()[0].content {
            Content::Marked(marked) => assert_eq!(marked.parts().collect::<Vec<_>>(), expected, "{line:?}"),
            other => panic!("{line:?}: {other:?}"),
        }
    }
}

#[test]
fn warnings_come_once_for_each_tag() {
    let user = read("new york\nold york\niPhone 15 Pro\nlos angeles 3\n小明 nr\nlos angeles\n");
    let found: Vec<String> = user.warnings().iter().map(|warning| warning.to_string()).collect();
    assert_eq!(found.len(), 3, "{found:?}");
    assert!(found[0].starts_with("u:1: \"york\" is read as the tag of \"new\""));
    assert!(found[1].starts_with("u:3: \"Pro\" is read as the tag of \"iPhone\""));
    assert!(found[2].starts_with("u:6: \"angeles\" is read as the tag of \"los\""));
}

#[test]
fn advice_is_whole() {
    let long = "new ".repeat(12);
    for (line, message) in [
        (
            "!研究生 3".to_owned(),
            "u:1: \"研究生 3\" is forbidden with its spaces; write the word alone, or if all of that is the word, quote it: \
             !\"研究生 3\"",
        ),
        (
            format!("{long}york"),
            &format!(
                "u:1: \"york\" is read as the tag of \"{}…\", and no tag is known by that name; if it belongs to the word, \
                 quote that: \"{long}york\"",
                &long[..40]
            ),
        ),
    ] {
        assert_eq!(read(&line).warnings()[0].to_string(), message);
    }
    for (line, count) in [
        ("!研究生 n", 1),
        ("!研究生 3 mine", 1),
        ("!研究生 -5", 0),
        ("!3", 0),
        ("!\"研究生 3\"", 0),
        ("!a b", 1),
        ("!new york", 0),
    ] {
        assert_eq!(read(line).warnings().len(), count, "{line}");
    }
}

#[test]
fn what_cannot_be_read() {
    let long = "长".repeat(350_000);
    for (bytes, start) in [
        (
            &b"\xd4\xc6\xbc\xc6\xcb\xe3\n"[..],
            "u:1: byte 0xD4 at offset 0 of the file is not UTF-8; the file looks like GB18030",
        ),
        (b"a\n\xff\xfea\0", "u:2: byte 0xFF at offset 2"),
        ("词\0语\n".as_bytes(), "u:1: \"词\\0语\" holds the control character U+0000"),
        ("好\n词 99999999999\n".as_bytes(), "u:2: the frequency \"99999999999\" is above 4,294,967,295"),
        ("\"a b\" 5 n x\n".as_bytes(), "u:1: after the quoted word \"a b\" come frequency and tag"),
        (b"# expect: a \x1b[31mb\n", "u:1: \"\\u{1b}[31mb\" holds the control character U+001B"),
        (b"# expect: \"a\tb\"\n", "u:1: \"a\\tb\" holds the control character U+0009"),
        ("# expect:\n".as_bytes(), "u:1: expects nothing"),
        ("上|海|\u{301}x".as_bytes(), "u:1: the cut 2 of \"上|海|\u{301}x\" is inside a character"),
        ("🇨🇳|🇨🇳".as_bytes(), "u:1: the cut 1 of \"🇨🇳|🇨🇳\" is inside a character"),
        ("\t5\n".as_bytes(), "u:1: the line has no word"),
        (
            long.as_bytes(),
            "u:1: the word \"长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长…\" has 1050000 bytes",
        ),
    ] {
        let message = UserDictionary::read("u", bytes).unwrap_err().to_string();
        assert!(message.starts_with(start), "{message}");
        assert_eq!(message.lines().count(), 1, "{message}");
    }
}

#[test]
fn an_empty_file_says_nothing() {
    for text in ["", "\n\r\n", "\u{FEFF}", "# only a comment"] {
        assert_eq!(read(text).lines(), [], "{text:?}");
    }
}

/// Nothing is timed: work that grows with the square of the length makes minutes of these milliseconds.
#[test]
fn long_files() {
    let user = read(&format!("# expect: {}", "\"a ".repeat(300_000)));
    assert_eq!(user.expectations().next().unwrap().1.len(), 300_000);
    let letter = |n: u32| char::from(b'a' + (n % 26) as u8);
    let tag = |n: u32| ["q", &String::from_iter([n, n / 26, n / 676, n / 17_576].map(letter))].concat();
    let lines: Vec<String> = (0..200_000).map(|n| format!("词 {}", tag(n))).collect();
    assert_eq!(read(&lines.join("\n")).warnings().len(), 200_000);
}
