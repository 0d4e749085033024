//! Tables of lines and files, and in [`properties`] what holds for all of them.

mod encodings;
mod properties;

use super::*;

type Row<'t> = (&'t str, Option<u32>, Option<&'t str>);

/// Reads `text`, and wants every line to be an entry.
#[track_caller]
fn rows(text: &str, format: Option<Format>) -> Vec<Row<'_>> {
    let lexicon = Lexicon::read("list", text.as_bytes(), format).unwrap();
    lexicon.entries().map(|entry| entry.unwrap()).map(|entry| (entry.word, entry.frequency, entry.tag)).collect()
}

/// Reads `line`, and wants it to be an error.
#[track_caller]
fn flaw(line: &str, format: Format) -> (ErrorKind, String) {
    let lexicon = Lexicon::read("list", line.as_bytes(), Some(format)).unwrap();
    let results: Vec<_> = lexicon.entries().collect();
    match &results[..] {
        [Err(error)] => (error.kind(), error.to_string()),
        _ => panic!("{line:?} as {format} is {results:?}"),
    }
}

#[test]
fn jieba_lines() {
    // As jieba 0.42.1 reads them, save for the white space around the word.
    for (line, row) in [
        ("云计算", ("云计算", None, None)),
        ("云计算 5", ("云计算", Some(5), None)),
        ("李小福 2 nr", ("李小福", Some(2), Some("nr"))),
        ("凱特琳 nz", ("凱特琳", None, Some("nz"))),
        ("Edu Trust认证 2000", ("Edu Trust认证", Some(2000), None)),
        ("New York", ("New York", None, None)),
        ("new york", ("new", None, Some("york"))),
        ("new york 1", ("new york", Some(1), None)),
        ("C++ 3 n", ("C++", Some(3), Some("n"))),
        ("5", ("5", None, None)),
        ("5 n", ("5", None, Some("n"))),
        ("5 6", ("5", Some(6), None)),
        ("a 5 6 n", ("a 5", Some(6), Some("n"))),
        ("Python 3", ("Python", Some(3), None)),
        ("Python 2.7 1", ("Python 2.7", Some(1), None)),
        ("冯·诺伊曼 007 nr", ("冯·诺伊曼", Some(7), Some("nr"))),
        ("  云计算 5 n  ", ("云计算", Some(5), Some("n"))),
        (" 云计算 ", ("云计算", None, None)),
        (" n", ("n", None, None)),
        ("12x", ("12x", None, None)),
        ("云计算 12x", ("云计算 12x", None, None)),
        ("云计算 nan", ("云计算", None, Some("nan"))),
        ("云计算 名词", ("云计算 名词", None, None)),
        ("云计算 NZ", ("云计算 NZ", None, None)),
        ("云计算 4294967295 n", ("云计算", Some(u32::MAX), Some("n"))),
        // Here jieba reads something else.
        ("云计算 5 NZ", ("云计算", Some(5), Some("NZ"))),
        ("iPhone 15 Pro", ("iPhone", Some(15), Some("Pro"))),
        ("过 9 ude1", ("过", Some(9), Some("ude1"))),
        ("云计算  5   n", ("云计算", Some(5), Some("n"))),
        ("云计算\t5\tn", ("云计算", Some(5), Some("n"))),
        ("云计算\u{3000}5\u{3000}n", ("云计算", Some(5), Some("n"))),
        ("a  b 5", ("a  b", Some(5), None)),
    ] {
        assert_eq!(rows(line, Some(Format::Jieba)), [row], "{line:?}");
    }
}

#[test]
fn tsv_lines() {
    for (line, row) in [
        ("云计算", ("云计算", None, None)),
        ("云计算\t", ("云计算", None, None)),
        ("云计算\t\t", ("云计算", None, None)),
        ("云计算\t5", ("云计算", Some(5), None)),
        ("云计算\t 5 \t n ", ("云计算", Some(5), Some("n"))),
        ("云计算\t\tn", ("云计算", None, Some("n"))),
        ("云计算\t0\t名词 专名", ("云计算", Some(0), Some("名词 专名"))),
        ("云计算\t5\tn\tyún jì suàn\t\u{7}", ("云计算", Some(5), Some("n"))),
        ("New York 5 n\t7", ("New York 5 n", Some(7), None)),
        ("5\t5", ("5", Some(5), None)),
        ("#\t1", ("#", Some(1), None)),
        ("云计算\t4294967295", ("云计算", Some(u32::MAX), None)),
    ] {
        assert_eq!(rows(line, Some(Format::Tsv)), [row], "{line:?}");
    }
}

#[test]
fn plain_lines() {
    for line in ["云计算", " a ", "a\tb", "a 5 n", "#", "\0", "a\u{85}b", "!词", "测|试", "\"", "a\rb", "a\u{feff}"]
    {
        assert_eq!(rows(line, Some(Format::Plain)), [(line, None, None)], "{line:?}");
    }
}

#[test]
fn messages() {
    let (jieba, tsv) = (Format::Jieba, Format::Tsv);
    let range = "is not a frequency, which is a whole number from 0 to 4,294,967,295 in digits alone";
    let above = "is above 4,294,967,295; divide all frequencies of the lexicon by the same number";
    let last = "; if it belongs to the word, write a frequency after it";
    for (line, format, kind, message) in [
        ("云计算\t12x", tsv, ErrorKind::Frequency, format!("\"12x\" {range}")),
        ("云计算\t-5", tsv, ErrorKind::Frequency, format!("\"-5\" {range}")),
        ("云计算\t+5", tsv, ErrorKind::Frequency, format!("\"+5\" {range}")),
        ("云计算\t5.0\tn", tsv, ErrorKind::Frequency, format!("\"5.0\" {range}")),
        ("云计算\t５", tsv, ErrorKind::Frequency, format!("\"５\" {range}")),
        ("word\tfreq", tsv, ErrorKind::Frequency, format!("\"freq\" {range}; if the line is a heading, delete it")),
        ("云计算\t4294967296", tsv, ErrorKind::Frequency, format!("the frequency \"4294967296\" {above}")),
        ("云计算 4294967296 n", jieba, ErrorKind::Frequency, format!("the frequency \"4294967296\" {above}")),
        ("Python 2.7", jieba, ErrorKind::Frequency, format!("\"2.7\" {range}{last}")),
        ("云计算 -5 n", jieba, ErrorKind::Frequency, format!("\"-5\" {range}{last}")),
    ] {
        assert_eq!(flaw(line, format), (kind, format!("list:1: {message}")), "{line:?}");
    }
    for (line, format) in [("\t5", tsv), (" \t5\tn", tsv), ("\t\tn", tsv), (" 5", jieba), ("\u{3000}5 n", jieba)] {
        let message = "list:1: the line has no word; write one at its start, or delete the line".to_owned();
        assert_eq!(flaw(line, format), (ErrorKind::NoWord, message), "{line:?}");
    }
    for (line, format, message) in [
        ("a\0b\t5", tsv, r#""a\0b" holds the control character U+0000; delete it, or if the file is UTF-16, convert"#),
        ("a\t5\tn\u{7f}x", tsv, r#""n\u{7f}x" holds the control character U+007F; delete it"#),
        ("a\u{9c}b 5", jieba, r#""a\u{9c}b" holds the control character U+009C; delete it"#),
        ("a\tb 5", jieba, r#""a\tb" holds the control character U+0009; delete it, or if this is a tsv lexicon"#),
        ("a\rb\rc", jieba, r#""a\rb\rc" holds the control character U+000D; delete it, or if CR alone ends"#),
    ] {
        let (kind, found) = flaw(line, format);
        assert_eq!(kind, ErrorKind::ControlCharacter, "{line:?}");
        assert!(found.strip_prefix("list:1: ").unwrap().starts_with(message), "{found}");
    }
    for (line, message) in [
        (" 云计算\t5", "list:1: the word \" 云计算\" starts with white space; delete that"),
        ("云计算\u{3000}\t5", "list:1: the word \"云计算\\u{3000}\" ends with white space; delete that"),
    ] {
        assert_eq!(flaw(line, tsv), (ErrorKind::WhiteSpace, message.to_owned()));
    }
}

#[test]
fn messages_stay_short() {
    let (_, message) = flaw(&format!("{}\0", "中".repeat(100_000)), Format::Tsv);
    assert!(message.contains(&format!("\"{}…\"", "中".repeat(40))));
}

#[test]
fn detection() {
    let tabs = |lines: usize| "词\t1\n".repeat(lines);
    for (text, format) in [
        ("", Format::Plain),
        ("\u{feff}\n \r\n", Format::Plain),
        ("词", Format::Plain),
        ("词\t", Format::Tsv),
        ("\t5", Format::Tsv),
        ("词 1\n词 2 n\n", Format::Jieba),
        ("词 1\n\n \n词\t2 n\n", Format::Jieba),
        // Wrong lines do not make a list another one: they are errors.
        ("词 1\n 5\n词 -2\n", Format::Jieba),
        ("词 1\n词\n", Format::Plain),
        ("词\t1\n词\n", Format::Plain),
        ("110\n119\n", Format::Plain),
        ("new york\n", Format::Plain),
        (&(tabs(99) + "词 1\n"), Format::Jieba),
        (&(tabs(100) + "词 1\n"), Format::Tsv),
        (&("\n".repeat(1000) + &tabs(99) + "\n\n词\n"), Format::Plain),
    ] {
        assert_eq!(Lexicon::read("list", text.as_bytes(), None).unwrap().format(), format, "{text:?}");
    }
}

#[test]
fn doubts() {
    for (text, doubt) in [
        ("", None),
        ("词\n词典\n", None),
        ("词 1\n", None),
        ("词\t1\n", None),
        ("词 1\n词\n", Some((Format::Jieba, 2))),
        ("\n词\n词 1 n\n", Some((Format::Jieba, 2))),
        ("词\tn\n\n词\n", Some((Format::Tsv, 3))),
        (&("词\n".repeat(9) + "Windows 11\n"), Some((Format::Jieba, 1))),
        (&("词\n".repeat(10) + "Windows 11\n"), None),
    ] {
        let lexicon = Lexicon::read("list", text.as_bytes(), None).unwrap();
        assert_eq!(lexicon.doubt().map(|doubt| (doubt.format(), doubt.line())), doubt, "{text:?}");
    }
}

#[test]
fn lines_are_counted_with_the_blank_ones() {
    let text = "\u{feff}\r\n词 1\n\n \t\n\u{feff}典 x2 3\r\n 4\r\n末 5\r";
    let lexicon = Lexicon::read("list", text.as_bytes(), Some(Format::Jieba)).unwrap();
    let lines: Vec<_> = lexicon.entries().map(|entry| entry.map(|entry| (entry.line, entry.word))).collect();
    assert_eq!(lines[..2], [Ok((2, "词")), Ok((5, "典 x2"))]);
    assert_eq!(lines[2].as_ref().unwrap_err().line(), 6);
    assert_eq!(lines[3..], [Ok((7, "末"))]);
}

#[test]
fn joined_files_keep_the_first_word_of_each() {
    for format in [Format::Jieba, Format::Tsv, Format::Plain] {
        let words: Vec<_> = rows("\u{feff}甲\n\u{feff}乙\n", Some(format)).iter().map(|row| row.0).collect();
        assert_eq!(words, ["甲", "乙"], "{format}");
    }
}

#[test]
fn format_names() {
    for &format in Format::ALL {
        assert_eq!(format.to_string().parse(), Ok(format));
    }
    assert!("TSV".parse::<Format>().is_err());
    assert_eq!(format!("{:>6}", Format::Tsv), "   tsv");
}
