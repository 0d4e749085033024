//! How tokens are written.

mod append;
mod lines;
mod records;

use std::fmt;

use clap::ValueEnum;
use maxmatch::{Token, Tokens};

/// An output format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Words parted by the separator; white space as it is
    Text,
    /// Tokens parted by slashes
    Slash,
    /// One token a line, an empty line for each line end
    Lines,
    /// One token a line: text, kind, first byte, last byte + 1
    Tsv,
    /// One JSON object per line of text; bytes that are not UTF-8 as base64
    Jsonl,
    /// MeCab's: text, tab, kind and bytes; EOS after each line
    Mecab,
    /// Characters with their place in the token: B, I, E or S
    Bies,
}

impl Format {
    /// Whether line ends of the text are line ends of the output. In the other formats they are records, or end one.
    pub(crate) fn keeps_line_ends(self) -> bool {
        match self {
            Format::Text | Format::Slash | Format::Lines | Format::Bies => true,
            Format::Tsv | Format::Jsonl | Format::Mecab => false,
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.to_possible_value().expect("every format has a name").get_name())
    }
}

/// Writes tokens in one of the formats.
///
/// What is to be remembered from token to token is remembered from piece to piece as well, so that a line of any length
/// can be written in pieces.
///
/// ```
/// use maxmatch::{Dictionary, Segmenter};
/// use maxmatch_cli::format::{Format, Writer};
///
/// let segmenter = Segmenter::new(&Dictionary::builder().add("研究", 1, None)?.build()?);
/// let mut writer = Writer::new(Format::Slash, b"", 0);
/// let mut output = Vec::new();
/// for piece in ["研究", "a/b\n", "研究"] {
///     writer.write(piece.as_bytes(), segmenter.segment_bytes(piece.as_bytes()), &mut output);
/// }
/// writer.finish(&mut output);
/// assert_eq!(output, "研究/a/\\//b\n研究".as_bytes());
/// # Ok::<(), maxmatch::Error>(())
/// ```
#[derive(Debug)]
pub struct Writer {
    style: Box<dyn Style>,
    base: u64,
}

impl Writer {
    /// A writer at the beginning of a line. `separator` goes between words in the format [`Text`](Format::Text);
    /// `base` is how many bytes came before, for the formats that tell where tokens are.
    pub fn new(format: Format, separator: &[u8], base: u64) -> Writer {
        let style: Box<dyn Style> = match format {
            Format::Text => Box::new(lines::Text::new(separator)),
            Format::Slash => Box::<lines::Slash>::default(),
            Format::Lines => Box::new(records::Lines),
            Format::Tsv => Box::new(records::Tsv),
            Format::Jsonl => Box::<records::Jsonl>::default(),
            Format::Mecab => Box::<records::Mecab>::default(),
            Format::Bies => Box::<lines::Bies>::default(),
        };
        Writer { style, base }
    }

    /// Appends the tokens at the beginning of a piece of text to `output`. Returns how many bytes of the piece they are.
    pub fn write(&mut self, text: &[u8], tokens: Tokens<'_, '_, [u8]>, output: &mut Vec<u8>) -> usize {
        let written = self.style.write(Piece { text, base: self.base }, tokens, output);
        self.base += written as u64;
        written
    }

    /// Ends the last line, if it has no line end and the format wants one.
    pub fn finish(&mut self, output: &mut Vec<u8>) {
        self.style.finish(output);
    }
}

/// A piece of text, and how many bytes came before it.
#[derive(Clone, Copy)]
struct Piece<'t> {
    text: &'t [u8],
    base: u64,
}

impl Piece<'_> {
    /// The first byte of a token and the one after its last, in the whole text.
    fn bytes(self, token: &Token<'_, [u8]>) -> [u64; 2] {
        let range = token.range();
        [range.start, range.end].map(|byte| self.base + byte as u64)
    }
}

/// One format. It is chosen once a piece, not once a token: `write` is compiled for each.
trait Style: fmt::Debug + Send {
    /// Appends a token.
    fn token(&mut self, piece: Piece<'_>, token: &Token<'_, [u8]>, output: &mut Vec<u8>);

    /// Ends the last line.
    fn finish(&mut self, _output: &mut Vec<u8>) {}

    /// Appends the tokens at the beginning of the piece; returns where the last one ends.
    fn write(&mut self, piece: Piece<'_>, tokens: Tokens<'_, '_, [u8]>, output: &mut Vec<u8>) -> usize {
        let mut end = 0;
        tokens.for_each(|token| {
            self.token(piece, &token, output);
            end = token.range().end;
        });
        end
    }
}

/// Whether the token ends its line. The CR of a CR LF is in the same token.
fn is_line_end(token: &Token<'_, [u8]>) -> bool {
    token.text().last() == Some(&b'\n')
}
