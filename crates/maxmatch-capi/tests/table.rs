//! The table of `table.h`, which C programs check, is what the library gives. `BLESS=1` writes it.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use maxmatch::{Mode, Segmenter};

const TEXTS: [&[u8]; 12] = [
    b"",
    "研究生命起源".as_bytes(),
    "工信处女干事每月经过下属科室".as_bytes(),
    "结婚的和尚未结婚的".as_bytes(),
    "我们测试RTX4090，售价￥7,999元".as_bytes(),
    "二○○一年，三万五千里".as_bytes(),
    "看 https://example.com/a?b=c 或 a@b.cn #话题# @张三".as_bytes(),
    "發展ＡＢＣ\u{3000}".as_bytes(),
    "한국어 カタカナ 👩\u{200D}👧 e\u{301}\r\n".as_bytes(),
    b"a\0b\0",
    b"\xE7\xA0\xFF\xE7\xA0\x94\xE7\xA9\xB6\xF0\x9F",
    "\u{FEFF}生命\u{FFFD}".as_bytes(),
];

#[test]
fn the_table_is_what_the_library_gives() {
    let mut table = String::from(
        "/* Made by table.rs: what the library gives for some texts, in every mode, with the default dictionary. */\n\
         static const struct {\n    const char *mode, *text;\n    size_t length;\n    \
         /* Of each token: start, end, kind; position, positions, term. NUL may be in it. */\n    \
         const char *tokens;\n    size_t tokens_length;\n} TABLE[] = {\n",
    );
    let dictionary = maxmatch_zh::dictionary();
    for text in TEXTS {
        for mode in Mode::ALL {
            let segmenter = Segmenter::builder(&dictionary).mode(mode).build().unwrap();
            writeln!(table, "    {{\"{mode}\", {}, {},", literal(text), text.len()).unwrap();
            let mut postings = segmenter.segment_bytes(text).postings();
            let mut length = 0;
            while let Some(posting) = postings.next() {
                let (range, positions, kind) = (posting.range(), posting.positions(), posting.kind());
                let head = format!("{} {} {kind}; {} {}", range.start, range.end, positions.start, positions.len());
                let row = format!("{head} {}\n", postings.term());
                writeln!(table, "     {}", literal(row.as_bytes())).unwrap();
                length += row.len();
            }
            writeln!(table, "     \"\", {length}}},").unwrap();
        }
    }
    table += "};\n";
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/table.h");
    if std::env::var_os("BLESS").is_some() {
        fs::write(path, table).unwrap();
    } else {
        assert!(
            fs::read_to_string(path).unwrap() == table,
            "the table is not what the library gives; BLESS=1 writes it"
        );
    }
}

/// A string of C: what can be read stays, all else is in octal, which ends after three digits.
fn literal(bytes: &[u8]) -> String {
    let mut literal = String::from("\"");
    for chunk in bytes.utf8_chunks() {
        for c in chunk.valid().chars() {
            match c {
                '\n' => literal += "\\n",
                '"' | '\\' | '?' => literal.extend(['\\', c]),
                ' '..='~' | '\u{4E00}'..='\u{9FFF}' => literal.push(c),
                _ => c.to_string().bytes().for_each(|byte| write!(literal, "\\{byte:03o}").unwrap()),
            }
        }
        chunk.invalid().iter().for_each(|byte| write!(literal, "\\{byte:03o}").unwrap());
    }
    literal + "\""
}
