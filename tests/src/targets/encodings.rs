//! Text in any encoding, decoded in pieces, against a decoding of the whole, byte by byte.

use std::io::Cursor;
use std::sync::{Arc, LazyLock};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use encoding_rs::*;
use maxmatch::{Dictionary, Kind, Segmenter};
use maxmatch_cli::encoding::{Choice, Passage};
use maxmatch_cli::format::{Form, Format, Writer};
use maxmatch_cli::segment::{Show, Task, stream};
use serde_json::Value;

static SEGMENTER: LazyLock<Segmenter> = LazyLock::new(|| {
    let mut builder = Dictionary::builder();
    for word in ["研究", "研究生", "生命", "起源", "結婚", "尚未", "C++", "a/b", "𠮷野家", "ê"] {
        builder.add(word, 1, None).unwrap();
    }
    Segmenter::new(&builder.build().unwrap())
});

/// Every way of reading bytes that there is: by table, by state, by pairs and by single bytes.
const ENCODINGS: [&Encoding; 12] =
    [GB18030, GBK, BIG5, UTF_16LE, UTF_16BE, UTF_8, SHIFT_JIS, EUC_JP, EUC_KR, WINDOWS_1252, KOI8_U, X_USER_DEFINED];

/// What stands for bytes that can't be decoded: U+10FFFF cut short.
const UNDECODABLE: &[u8] = b"\xF4\x8F\xBF";

/// How many bytes a repeated text has, so that parts of a line are segmented before its end is seen.
const LONG: usize = 400_000;

/// Reads an input: a byte for the encoding, a byte that says how much is read at once, or `*` for the text to be repeated, and
/// the text, any bytes. However it is cut, tokens are those of the text decoded at once, offsets are where its characters are,
/// and what is written in the encoding of the source is the source.
///
/// # Panics
///
/// When one of these does not hold.
pub fn encodings(input: &[u8]) {
    let [number, size, bytes @ ..] = input else { return };
    let given = ENCODINGS[usize::from(*number) % ENCODINGS.len()];
    // A byte order mark is believed before anything else.
    let encoding = Encoding::for_bom(bytes).map_or(given, |(encoding, _)| encoding);
    let (bytes, chunk) = match size {
        b'*' => (bytes.repeat(LONG / bytes.len().max(1)), LONG * 2 / 5),
        _ => (bytes.to_vec(), 1 + usize::from(*size)),
    };
    let run = |format, output, offsets| {
        let task = Task {
            segmenter: SEGMENTER.clone(),
            show: Show::Tokens,
            format,
            separator: String::new(),
            filter: None,
            field: None,
            strict: false,
            encoding: Choice::Given(given),
            output,
            offsets,
            warn: |_| (),
        };
        let mut written = Vec::new();
        stream(&Arc::new(task), "text", Cursor::new(bytes.clone()), chunk, 1, &mut written).unwrap();
        written
    };
    let naive = Naive::new(encoding, &bytes);
    assert!(run(Format::Tsv, Form::Source, Form::Source) == naive.tsv(), "{}", encoding.name());
    // How a long text is cut is the same for all formats.
    if *size == b'*' {
        return;
    }
    assert!(run(Format::Text, Form::Source, Form::Utf8) == bytes, "{}", encoding.name());
    for format in [Format::Text, Format::Slash, Format::Lines, Format::Tsv, Format::Mecab, Format::Bies] {
        assert!(run(format, Form::Utf8, Form::Utf8) == naive.utf8(format), "{}, {format}", encoding.name());
    }
    naive.check_jsonl(&run(Format::Jsonl, Form::Utf8, Form::Source));
}

/// A text that was decoded at once.
struct Naive<'b> {
    encoding: &'static Encoding,
    bytes: &'b [u8],
    /// The text, with what stands for bytes that can't be decoded.
    text: Vec<u8>,
    /// For each byte of the text at which a character begins, and for its end, where that is in the bytes.
    source: Vec<usize>,
}

impl<'b> Naive<'b> {
    /// Decodes byte by byte, and after each error from the beginning.
    fn new(encoding: &'static Encoding, bytes: &'b [u8]) -> Naive<'b> {
        let mut naive = Naive { encoding, bytes, text: Vec::new(), source: vec![0] };
        if encoding == UTF_8 {
            (naive.text, naive.source) = (bytes.to_vec(), (0..=bytes.len()).collect());
            return naive;
        }
        let (mut at, mut decoder) = (0, encoding.new_decoder_without_bom_handling());
        loop {
            let next = &bytes[at..bytes.len().min(at + 1)];
            let mut character = [0; 16];
            let (result, read, written) =
                decoder.decode_to_utf8_without_replacement(next, &mut character, next.is_empty());
            at += read;
            naive.push(&character[..written], at);
            match result {
                DecoderResult::Malformed(length, behind) => {
                    at -= usize::from(behind);
                    assert_eq!(naive.source.last(), Some(&(at - usize::from(length))));
                    naive.push(UNDECODABLE, at);
                    decoder = encoding.new_decoder_without_bom_handling();
                }
                DecoderResult::InputEmpty if next.is_empty() => return naive,
                DecoderResult::InputEmpty | DecoderResult::OutputFull => {}
            }
        }
    }

    /// Adds a character that ends at a byte of the source.
    fn push(&mut self, character: &[u8], end: usize) {
        self.text.extend_from_slice(character);
        self.source.resize(self.text.len() + 1, end);
    }

    /// What a format makes of the text, with U+FFFD for what can't be decoded.
    fn utf8(&self, format: Format) -> Vec<u8> {
        let (mut writer, mut output) = (Writer::new(format, b"", 0), Vec::new());
        let passage = Passage::from(&self.text[..]);
        writer.write(&passage, SEGMENTER.segment_bytes(&self.text), &mut output);
        writer.finish(&mut output);
        let mut rest = &output[..];
        let mut shown = Vec::new();
        while let Some((&byte, behind)) = rest.split_first() {
            match rest.strip_prefix(UNDECODABLE) {
                Some(behind) if self.encoding != UTF_8 && behind.first() != Some(&0xBF) => {
                    shown.extend_from_slice("\u{FFFD}".as_bytes());
                    rest = behind;
                }
                _ => {
                    shown.push(byte);
                    rest = behind;
                }
            }
        }
        shown
    }

    /// The records of the format TSV, and the places in them, as the source has it.
    fn tsv(&self) -> Vec<u8> {
        let mut output = Vec::new();
        let ascii = |text: &str, output: &mut Vec<u8>| match self.encoding {
            encoding if encoding == UTF_16LE => output.extend(text.encode_utf16().flat_map(u16::to_le_bytes)),
            encoding if encoding == UTF_16BE => output.extend(text.encode_utf16().flat_map(u16::to_be_bytes)),
            _ => output.extend_from_slice(text.as_bytes()),
        };
        for token in SEGMENTER.segment_bytes(&self.text) {
            let range = token.range();
            let mut at = range.start;
            for (i, byte) in token.text().iter().enumerate() {
                let escape = match byte {
                    b'\t' => "\\t",
                    b'\n' => "\\n",
                    b'\r' => "\\r",
                    b'\\' => "\\\\",
                    _ => continue,
                };
                output.extend_from_slice(&self.bytes[self.source[at]..self.source[range.start + i]]);
                ascii(escape, &mut output);
                at = range.start + i + 1;
            }
            output.extend_from_slice(&self.bytes[self.source[at]..self.source[range.end]]);
            let [start, end] = [range.start, range.end].map(|place| self.source[place]);
            ascii(&format!("\t{}\t{start}\t{end}\n", token.kind()), &mut output);
        }
        output
    }

    /// Every token lies where it says, and of what can't be decoded there are the bytes.
    fn check_jsonl(&self, output: &[u8]) {
        let mut tokens = SEGMENTER.segment_bytes(&self.text).filter(|token| !token.text().ends_with(b"\n"));
        for line in output.split_inclusive(|&byte| byte == b'\n') {
            let line: Value = serde_json::from_slice(line).unwrap();
            for found in line["tokens"].as_array().unwrap() {
                let token = tokens.next().expect("there are no more tokens than there are");
                let [start, end] = [token.range().start, token.range().end].map(|place| self.source[place]);
                assert_eq!(
                    [&found["start"], &found["end"]].map(|place| place.as_u64()),
                    [Some(start as u64), Some(end as u64)]
                );
                assert_eq!(found["kind"], token.kind().name());
                match token.kind() {
                    Kind::Invalid => assert_eq!(found["base64"], STANDARD.encode(&self.bytes[start..end])),
                    _ => assert_eq!(found["text"].as_str().map(str::as_bytes), Some(token.text())),
                }
            }
        }
        assert!(tokens.next().is_none());
    }
}
