//! The command's output formats, read back.

use std::sync::LazyLock;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use maxmatch::{Dictionary, Kind, Segmenter};
use maxmatch_cli::format::{Format, Writer};
use serde_json::Value;

static SEGMENTER: LazyLock<Segmenter> = LazyLock::new(|| {
    let mut builder = Dictionary::builder();
    for word in ["研究", "研究生", "生命", "起源", "a/b", "\\", "New York", "\t\r", "E O", "EOS"] {
        builder.add(word, 1, None).unwrap();
    }
    Segmenter::new(&builder.build().unwrap())
});

/// Reads an input: a line with the separator, and the text, any bytes. Whatever the format, writing the text line by line
/// is writing it at once, and the output read back is the text.
///
/// # Panics
///
/// When it is not.
pub fn formats(input: &[u8]) {
    let mut parts = input.splitn(2, |&byte| byte == b'\n');
    let (separator, text) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    for (format, read) in [
        (Format::Slash, slash as fn(&[u8]) -> Vec<u8>),
        (Format::Bies, bies),
        (Format::Lines, lines),
        (Format::Tsv, tsv),
    ] {
        assert_eq!(read(&written(format, b"", text)), text, "{format:?}");
    }
    assert_eq!(written(Format::Text, b"", text), text);
    let output = written(Format::Text, separator, text);
    if !text.iter().any(|byte| separator.contains(byte)) {
        let kept: Vec<u8> = output.into_iter().filter(|byte| !separator.contains(byte)).collect();
        assert_eq!(kept, text, "text");
    }
    assert_eq!(written(Format::Text, b"|", text), parted(text));
    jsonl(&written(Format::Jsonl, b"", text), text);
    mecab(&written(Format::Mecab, b"", text), text);
}

/// The tokens, with a bar between two of which neither is white space that is seen.
fn parted(text: &[u8]) -> Vec<u8> {
    let mut output = Vec::new();
    let mut is_after_word = false;
    for token in SEGMENTER.segment_bytes(text) {
        let characters = String::from_utf8_lossy(token.text());
        let is_seen = characters.chars().all(|c| c == '\u{FEFF}' || c.is_whitespace());
        let is_word = token.kind() != Kind::Whitespace || !is_seen;
        if is_after_word && is_word {
            output.push(b'|');
        }
        output.extend_from_slice(token.text());
        is_after_word = is_word;
    }
    output
}

/// The output for a text, after checking that lines can be written one by one.
fn written(format: Format, separator: &[u8], text: &[u8]) -> Vec<u8> {
    let write = |pieces: &mut dyn Iterator<Item = &[u8]>| {
        let mut writer = Writer::new(format, separator, 0);
        let mut output = Vec::new();
        for piece in pieces {
            let written = writer.write(&piece.into(), SEGMENTER.segment_bytes(piece), &mut output);
            assert_eq!(written.length, piece.len());
        }
        writer.finish(&mut output);
        output
    };
    let whole = write(&mut std::iter::once(text));
    assert_eq!(write(&mut text.split_inclusive(|&byte| byte == b'\n')), whole, "{format:?} line by line");
    whole
}

/// What an escape stands for.
fn unescaped(byte: u8) -> u8 {
    match byte {
        b't' => b'\t',
        b'n' => b'\n',
        b'r' => b'\r',
        b's' => b' ',
        other => other,
    }
}

/// Takes escapes for what they stand for. Drops delimiters, each with a number of bytes behind it.
fn unescape(output: &[u8], delimiters: &[(u8, usize)]) -> Vec<u8> {
    let mut text = Vec::new();
    let mut at = 0;
    while at < output.len() {
        match output[at] {
            b'\\' => {
                text.push(unescaped(output[at + 1]));
                at += 2;
            }
            byte => match delimiters.iter().find(|&&(delimiter, _)| delimiter == byte) {
                Some((_, behind)) => at += 1 + behind,
                None => {
                    text.push(byte);
                    at += 1;
                }
            },
        }
    }
    text
}

fn slash(output: &[u8]) -> Vec<u8> {
    unescape(output, &[(b'/', 0)])
}

/// A slash is followed by the character's place.
fn bies(output: &[u8]) -> Vec<u8> {
    unescape(output, &[(b'/', 1), (b' ', 0)])
}

/// The records of an output of which each ends with a line feed.
fn records(output: &[u8]) -> impl Iterator<Item = &[u8]> {
    assert!(output.is_empty() || output.ends_with(b"\n"));
    output.split_inclusive(|&byte| byte == b'\n').map(|line| &line[..line.len() - 1])
}

/// An empty record is a line end, and so is a CR that is not escaped.
fn lines(output: &[u8]) -> Vec<u8> {
    let text = |record: &[u8]| match record {
        b"" => b"\n".to_vec(),
        b"\r" => b"\r\n".to_vec(),
        _ => unescape(record, &[]),
    };
    records(output).flat_map(text).collect()
}

/// Every token lies where it says.
fn tsv(output: &[u8]) -> Vec<u8> {
    let mut text = Vec::new();
    for record in records(output) {
        let fields: Vec<&[u8]> = record.split(|&byte| byte == b'\t').collect();
        let [token, kind, start, end] = fields[..] else { panic!("{} fields", fields.len()) };
        assert!(kind.iter().all(u8::is_ascii_lowercase) && !kind.is_empty());
        assert_eq!(number(start), text.len());
        text.extend(unescape(token, &[]));
        assert_eq!(number(end), text.len());
    }
    text
}

fn number(digits: &[u8]) -> usize {
    std::str::from_utf8(digits).unwrap().parse().unwrap()
}

/// Notes that the text from `at` on holds a token at a place: between them is at most a line end. Returns its end.
fn follow(text: &[u8], at: usize, token: &[u8], start: usize, end: usize) -> usize {
    assert!(text[at..start].iter().all(|byte| b"\r\n".contains(byte)));
    assert_eq!(&text[start..end], token);
    end
}

fn jsonl(output: &[u8], text: &[u8]) {
    let mut at = 0;
    for line in records(output) {
        let line: Value = serde_json::from_slice(line).unwrap();
        for token in line["tokens"].as_array().unwrap() {
            let bytes = match &token["base64"] {
                Value::String(base64) => STANDARD.decode(base64).unwrap(),
                _ => token["text"].as_str().unwrap().as_bytes().to_vec(),
            };
            let [start, end] = ["start", "end"].map(|key| token[key].as_u64().unwrap() as usize);
            at = follow(text, at, &bytes, start, end);
        }
        at += text[at..].iter().position(|&byte| byte == b'\n').map_or(0, |end| end + 1);
    }
    assert_eq!(at, text.len());
}

fn mecab(output: &[u8], text: &[u8]) {
    let mut at = 0;
    for record in records(output) {
        if record == b"EOS" {
            at += text[at..].iter().position(|&byte| byte == b'\n').map_or(0, |end| end + 1);
            continue;
        }
        let tab = record.iter().position(|&byte| byte == b'\t').unwrap();
        let mut fields = record[tab + 1..].split(|&byte| byte == b',').skip(1);
        let [start, end] = [(); 2].map(|()| number(fields.next().unwrap()));
        at = follow(text, at, &unescape(&record[..tab], &[]), start, end);
    }
    assert_eq!(at, text.len());
}
