//! Text that is not UTF-8.

mod common;

use std::fs;
use std::io::{BufRead, BufReader, Write};

use common::{bytes, message, out, seg, start};
use encoding_rs::{BIG5, Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};
use serde_json::Value;

const SIMPLIFIED: &str = "研究生命起源，RTX4090|24万\r\n工信处女干事每月经过下属科室\n\n结婚的和尚未结婚的";
const TRADITIONAL: &str = "研究生命起源，RTX4090|24萬\r\n我來到北京清華大學\n\n結婚的和尚未結婚的";
/// What is in no table of two bytes: four bytes of GB18030, a surrogate pair.
const RARE: &str = "𠮷野家的😀研究\n生命起源ê";

fn encode(encoding: &'static Encoding, text: &str) -> Vec<u8> {
    match encoding {
        _ if encoding == UTF_16LE => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        _ if encoding == UTF_16BE => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        _ => encoding.encode(text).0.into_owned(),
    }
}

const TEXTS: &[(&str, &[&Encoding])] = &[
    (SIMPLIFIED, &[GB18030, GBK, UTF_16LE, UTF_16BE, UTF_8]),
    (TRADITIONAL, &[BIG5, GB18030, UTF_16LE, UTF_16BE]),
    (RARE, &[GB18030, UTF_16LE, UTF_16BE]),
];

#[test]
fn tokens_are_those_of_utf8() {
    for &(text, encodings) in TEXTS {
        for encoding in encodings {
            let source = encode(encoding, text);
            for format in ["text", "slash", "lines", "tsv", "jsonl", "mecab", "bies"] {
                let expected = out(&["--format", format], text);
                let run = |options: &[&str]| {
                    bytes(&[&["-E", encoding.name(), "--format", format], options].concat(), &source)
                };
                assert!(run(&[]) == expected.as_bytes(), "{format}, {}", encoding.name());
                if format != "jsonl" {
                    // All that formats add is in the encoding, too.
                    let options = ["--output-encoding", "source", "--offsets", "utf-8"];
                    let options = if ["tsv", "mecab"].contains(&format) { &options[..] } else { &options[..2] };
                    assert_eq!(run(options), encode(encoding, &expected), "{format}, {}", encoding.name());
                }
            }
            let options = ["-E", encoding.name(), "--output-encoding", "source", "--separator", ""];
            assert_eq!(bytes(&options, &source), source, "{}", encoding.name());
        }
    }
}

#[test]
fn offsets_index_the_source() {
    for &(text, encodings) in TEXTS {
        for encoding in encodings {
            let source = encode(encoding, text);
            let lines = out(&["-E", encoding.name(), "--format", "jsonl", "--offsets", "source"], &source);
            let mut at = 0;
            for line in lines.lines() {
                let line: Value = serde_json::from_str(line).unwrap();
                for token in line["tokens"].as_array().unwrap() {
                    let [start, end] = ["start", "end"].map(|key| token[key].as_u64().unwrap() as usize);
                    assert!(at <= start);
                    assert_eq!(
                        source[start..end],
                        encode(encoding, token["text"].as_str().unwrap()),
                        "{}",
                        encoding.name()
                    );
                    at = end;
                }
            }
            assert_eq!(at, source.len());
        }
    }
}

/// Where words overlap, too.
#[test]
fn overlapping_words_are_where_they_are() {
    let full = ["--mode", "full", "--format"];
    for &(text, encodings) in TEXTS {
        for encoding in encodings {
            let source = encode(encoding, text);
            let run =
                |format, rest: &[&str]| bytes(&[&full[..], &[format, "-E", encoding.name()], rest].concat(), &source);
            for format in ["text", "slash", "lines"] {
                let expected = out(&[&full[..], &[format]].concat(), text);
                assert_eq!(run(format, &["--output-encoding", "source"]), encode(encoding, &expected), "{format}");
            }
            let lines = String::from_utf8(run("jsonl", &["--offsets", "source"])).unwrap();
            let mut reach = 0;
            for line in lines.lines() {
                let line: Value = serde_json::from_str(line).unwrap();
                for token in line["tokens"].as_array().unwrap() {
                    let [start, end] = ["start", "end"].map(|key| token[key].as_u64().unwrap() as usize);
                    assert_eq!(
                        source[start..end],
                        encode(encoding, token["text"].as_str().unwrap()),
                        "{}",
                        encoding.name()
                    );
                    reach = reach.max(end);
                }
            }
            assert_eq!(reach, source.len());
        }
    }
}

#[test]
fn marks_and_labels() {
    let marked = |encoding| encode(encoding, "\u{FEFF}研究生命\n");
    let (utf8, expected) = (marked(UTF_8), "\u{FEFF}研究 生命\n");
    for (options, input, expected) in [
        (&[][..], utf8.clone(), expected),
        (&[], marked(UTF_16LE), expected),
        (&[], marked(UTF_16BE), expected),
        (&["-E", "utf-16"], marked(UTF_16BE), expected),
        (&["-E", "gbk"], marked(UTF_16LE), expected),
        (&["-E", "big5"], utf8, expected),
        (&["-E", "auto"], marked(UTF_16BE), expected),
        (&["-E", "auto"], encode(UTF_16LE, "研究生命\r\n"), "研究 生命\r\n"),
        (&["-E", "auto"], encode(GB18030, "研究生命\n"), "研究 生命\n"),
        (&["-E", "auto"], encode(BIG5, "研究生命，結婚的和尚未結婚的\n"), "研究 生命 ， 結婚 的 和 尚未 結婚 的\n"),
        (&["-E", "auto"], "研究生命\n".into(), "研究 生命\n"),
        (&["-E", "auto"], Vec::new(), ""),
        (&["-E", "gb2312"], Vec::new(), ""),
    ] {
        assert_eq!(out(options, &input), expected, "{options:?} {input:X?}");
    }
    assert_eq!(bytes(&["-E", "none", "--separator", ""], b"\xFF\xFE\x14\x78"), b"\xFF\xFE\x14\x78");
    for (options, expected) in [
        (&["-E", "klingon"][..], "unknown encoding \"klingon\"; there are auto, none and"),
        (&["-E", "hz-gb-2312"], "iconv -f hz-gb-2312 -t UTF-8"),
        (&["-E", "gbk", "explain", "研究"], "--encoding means nothing to `seg explain`"),
        (&["--offsets", "source"], "--offsets means nothing with --format text"),
        (&["--format", "jsonl", "--output-encoding", "source"], "JSON is UTF-8"),
        (
            &["-E", "big5", "--output-encoding", "source", "--separator", "👩"],
            "standard input: Big5 has no separator \"👩\"",
        ),
    ] {
        let said = message(options, "", 2);
        assert!(said.contains(expected), "{options:?}: {said}");
    }
}

/// Files in several encodings are found out one by one; what parts them is in the encoding of the former.
#[test]
fn every_file_has_its_encoding() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let gb = write("gb", &encode(GB18030, "研究生命"));
    let wide = write("wide", &encode(UTF_16BE, "\u{FEFF}研究生命"));
    let utf8 = write("utf8", "研究生命".as_bytes());
    for threads in ["1", "2"] {
        let options = ["-E", "auto", "--threads", threads];
        assert_eq!(out(&[&options[..], &[&gb, &wide, &utf8]].concat(), ""), "研究 生命\n\u{FEFF}研究 生命\n研究 生命");
        let expected =
            [encode(GB18030, "研究 生命\n"), encode(UTF_16BE, "\u{FEFF}研究 生命\n"), "研究 生命".into()].concat();
        let options = [&options[..], &["--output-encoding", "source", &gb, &wide, &utf8]].concat();
        assert_eq!(bytes(&options, ""), expected);
    }
}

/// What can't be decoded is kept, and told of.
#[test]
fn damage_is_kept_and_reported() {
    let gb = b"\xD1\xD0\xBE\xBF\n\xC9\xFA\xFF\xC3\xFC\x81\n";
    for (options, input, expected, said) in [
        (
            &["-E", "gb18030"][..],
            &gb[..],
            "研究\n生 \u{FFFD} 命 \u{FFFD}\n".as_bytes(),
            "standard input: not gb18030 in 2 places, first at byte 7; written as U+FFFD; --output-encoding source keeps",
        ),
        (
            &["-E", "gb18030", "--output-encoding", "source"],
            gb,
            b"\xD1\xD0\xBE\xBF\n\xC9\xFA \xFF \xC3\xFC \x81\n",
            "not gb18030 in 2 places, first at byte 7; kept as they are",
        ),
        (
            &["-E", "gb18030", "--format", "tsv", "--offsets", "source"],
            gb,
            "研究\tword\t0\t4\n\\n\twhitespace\t4\t5\n生\tword\t5\t7\n\u{FFFD}\tinvalid\t7\t8\n命\tword\t8\t10\n\
          \u{FFFD}\tinvalid\t10\t11\n\\n\twhitespace\t11\t12\n"
                .as_bytes(),
            "2 places",
        ),
        (
            &["-E", "gb18030", "--format", "jsonl"],
            b"\xFF",
            b"{\"tokens\":[{\"base64\":\"/w==\",\"kind\":\"invalid\",\"start\":0,\"end\":3}]}\n",
            "not gb18030 in 1 place, first at byte 0; kept as base64",
        ),
        (
            &["-E", "utf-16le"],
            b"\x14\x78\x00\xD8\x0A\x00\x76",
            "研 \u{FFFD}\n\u{FFFD}".as_bytes(),
            "not UTF-16LE in 2 places, first at byte 2",
        ),
        (&[], b"a\xFF\n", b"a \xFF\n", "standard input: not UTF-8 in 1 place, first at byte 1; kept as they are"),
    ] {
        for threads in ["1", "2"] {
            let output = seg(&[options, &["--threads", threads]].concat(), input);
            assert!(output.status.success());
            assert_eq!(output.stdout.escape_ascii().to_string(), expected.escape_ascii().to_string(), "{options:?}");
            let message = String::from_utf8(output.stderr).unwrap();
            assert!(message.contains(said) && message.lines().count() == 1, "{options:?}: {message}");
        }
    }
    let said = message(&["--strict", "-E", "gbk"], gb, 2);
    assert!(said.contains("standard input: line 2, byte 7 of the input: not GBK; say which encoding it has"), "{said}");
}

/// Whoever forgets to say the encoding is told of it, once a file, and the bytes pass.
#[test]
fn another_encoding_is_guessed() {
    for (encoding, text, expected) in [
        (
            GB18030,
            SIMPLIFIED,
            "standard input: not UTF-8 from byte 0 on; it looks like gb18030: say -E gb18030, or -E auto\n",
        ),
        (BIG5, TRADITIONAL, "standard input: not UTF-8 from byte 0 on; it looks like Big5: say -E big5, or -E auto\n"),
        (UTF_16BE, SIMPLIFIED, "UTF-16BE: say -E utf-16be, or -E auto\n"),
    ] {
        let source = encode(encoding, text);
        let output = seg(&["--separator", ""], &source);
        assert_eq!(output.stdout, source);
        let message = String::from_utf8(output.stderr).unwrap();
        assert!(message.ends_with(expected) && message.lines().count() == 1, "{message}");
    }
}

/// A line of GB18030 without an end, longer than a read: in pieces, and in memory that does not grow.
#[cfg(target_os = "linux")]
#[test]
fn an_endless_line_is_decoded_in_pieces() {
    for options in [&["--output-encoding", "utf-8"][..], &["--output-encoding", "source"]] {
        let mut child = start(&[&["-E", "gb18030", "--separator", "", "--threads", "2"], options].concat(), &[]);
        let (mut stdin, stdout) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
        let reading = std::thread::spawn(move || {
            let (mut reader, mut length) = (BufReader::new(stdout), 0);
            loop {
                let read = reader.fill_buf().unwrap().len();
                if read == 0 {
                    return length;
                }
                length += read;
                reader.consume(read);
            }
        });
        let piece = encode(GB18030, &"工信处女干事每月经过下属科室，𠮷".repeat(20_000));
        for _ in 0..64 {
            stdin.write_all(&piece).unwrap();
        }
        let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap();
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
        let kilobytes: usize = peak.trim().trim_end_matches(" kB").parse().unwrap();
        assert!(kilobytes < 64 << 10, "{kilobytes} KB");
        drop(stdin);
        let characters = if options[1] == "source" { 2 * 15 + 4 } else { 3 * 15 + 4 };
        assert_eq!(reading.join().unwrap(), 64 * 20_000 * characters);
        assert!(child.wait().unwrap().success());
    }
}
