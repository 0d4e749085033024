//! How tokens are written.

use base64::Engine;
use clap::ValueEnum;
use maxmatch::{Kind, Token};
use serde_json::{Map, Value, json};

/// An output format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Words parted by the separator; white space as it is
    Text,
    /// Words parted by slashes
    Slash,
    /// One token a line, an empty line for each line end
    Lines,
    /// One token a line: text, kind, first byte, last byte + 1
    Tsv,
    /// One JSON object per line of text
    Jsonl,
    /// MeCab's: text, tab, kind and bytes; EOS after each line
    Mecab,
    /// Characters with their place in the word: B, I, E or S
    Bies,
}

/// Writes tokens of a piece of text, which begins at the beginning of a line.
pub(crate) struct Writer<'a> {
    pub(crate) format: Format,
    pub(crate) separator: &'a [u8],
    /// How many bytes came before this piece.
    pub(crate) base: u64,
}

impl Writer<'_> {
    /// Appends the tokens to `output`.
    pub(crate) fn write<'t>(&self, tokens: impl Iterator<Item = Token<'t, [u8]>>, output: &mut Vec<u8>) {
        match self.format {
            Format::Text => self.text(tokens, output),
            _ => {
                let mut line = Vec::new();
                for token in tokens {
                    let is_end = token.text().ends_with(b"\n");
                    line.push(token);
                    if is_end {
                        self.line(&line, output);
                        line.clear();
                    }
                }
                if !line.is_empty() {
                    self.line(&line, output);
                }
            }
        }
    }

    fn text<'t>(&self, tokens: impl Iterator<Item = Token<'t, [u8]>>, output: &mut Vec<u8>) {
        let mut after_word = false;
        for token in tokens {
            let is_word = token.kind() != Kind::Whitespace;
            if after_word && is_word {
                output.extend_from_slice(self.separator);
            }
            output.extend_from_slice(token.text());
            after_word = is_word;
        }
    }

    /// Writes one line of text. Its end, if it has one, is its last token.
    fn line(&self, tokens: &[Token<'_, [u8]>], output: &mut Vec<u8>) {
        let (words, end) = match tokens.split_last() {
            Some((end, words)) if end.text().ends_with(b"\n") => (words, end.text()),
            _ => (tokens, &b""[..]),
        };
        let bytes = |token: &Token<'_, [u8]>| {
            let range = token.range();
            [self.base + range.start as u64, self.base + range.end as u64]
        };
        match self.format {
            Format::Text => unreachable!("written token by token"),
            Format::Slash => {
                for (i, token) in words.iter().enumerate() {
                    if i > 0 {
                        output.push(b'/');
                    }
                    escape(token.text(), b'/', output);
                }
                output.extend_from_slice(end);
            }
            Format::Lines => {
                for token in words {
                    escape(token.text(), b'\n', output);
                    output.push(b'\n');
                }
                output.extend_from_slice(end);
            }
            Format::Tsv => {
                for token in tokens {
                    let [first, last] = bytes(token);
                    escape(token.text(), b'\t', output);
                    output.extend_from_slice(format!("\t{}\t{first}\t{last}\n", token.kind().name()).as_bytes());
                }
            }
            Format::Jsonl => {
                let tokens: Vec<Value> = words
                    .iter()
                    .map(|token| {
                        let [first, last] = bytes(token);
                        let mut object = Map::new();
                        match std::str::from_utf8(token.text()) {
                            Ok(text) => object.insert("text".into(), text.into()),
                            Err(_) => {
                                let base64 = base64::engine::general_purpose::STANDARD.encode(token.text());
                                object.insert("base64".into(), base64.into())
                            }
                        };
                        object.insert("kind".into(), token.kind().name().into());
                        object.insert("start".into(), first.into());
                        object.insert("end".into(), last.into());
                        Value::Object(object)
                    })
                    .collect();
                output.extend_from_slice(json!({ "tokens": tokens }).to_string().as_bytes());
                output.push(b'\n');
            }
            Format::Mecab => {
                for token in words {
                    let [first, last] = bytes(token);
                    escape(token.text(), b'\t', output);
                    output.extend_from_slice(format!("\t{},{first},{last}\n", token.kind().name()).as_bytes());
                }
                output.extend_from_slice(b"EOS\n");
            }
            Format::Bies => {
                let mut first = true;
                for token in words {
                    let characters: Vec<&[u8]> = match std::str::from_utf8(token.text()) {
                        Ok(text) => text.split_inclusive(|_| true).map(str::as_bytes).collect(),
                        Err(_) => vec![token.text()],
                    };
                    let last = characters.len() - 1;
                    for (i, character) in characters.into_iter().enumerate() {
                        if !std::mem::take(&mut first) {
                            output.push(b' ');
                        }
                        escape(character, b'/', output);
                        output.extend_from_slice(match (i, last) {
                            (_, 0) => b"/S",
                            (0, _) => b"/B",
                            _ if i == last => b"/E",
                            _ => b"/I",
                        });
                    }
                }
                output.extend_from_slice(end);
            }
        }
    }
}

/// Appends bytes with tab, line ends, backslash and the format's own delimiter escaped.
fn escape(text: &[u8], delimiter: u8, output: &mut Vec<u8>) {
    for &byte in text {
        match byte {
            b'\t' => output.extend_from_slice(b"\\t"),
            b'\n' => output.extend_from_slice(b"\\n"),
            b'\r' => output.extend_from_slice(b"\\r"),
            b'\\' => output.extend_from_slice(b"\\\\"),
            _ if byte == delimiter => output.extend_from_slice(&[b'\\', byte]),
            _ => output.push(byte),
        }
    }
}
