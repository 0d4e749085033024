//! How tokens are written.

mod append;
mod fields;
mod filter;
mod lines;
mod readings;
mod records;
mod sink;
mod spots;

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use clap::ValueEnum;
use encoding_rs::{Encoding, UTF_8};
use maxmatch::{Kind, Postings, Span, Token, Tokens, WeighedToken};

use crate::encoding::{Passage, append_ascii};
use append::{EMPTY, Output, Room};
pub use fields::{Field, Fields};
pub use filter::{Filter, Kinds, ParseKindsError};
pub use readings::Readings;
use sink::{Decoded, Plain, Sink};
pub use spots::Spots;

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
    /// One JSON object per line of text; bytes that can't be decoded as base64
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

    /// Whether the format tells where tokens are.
    pub(crate) fn has_offsets(self) -> bool {
        matches!(self, Format::Tsv | Format::Jsonl | Format::Mecab)
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.to_possible_value().expect("every format has a name").get_name())
    }
}

/// Of two forms of a text that is not UTF-8, one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Form {
    /// What it is decoded to
    #[value(name = "utf-8", alias = "utf8")]
    Utf8,
    /// The bytes that it has in the input
    Source,
}

/// Writes tokens in one of the formats.
///
/// What is to be remembered from token to token is remembered from passage to passage as well, so that a line of any
/// length can be written in pieces.
///
/// ```
/// use maxmatch::{Dictionary, Segmenter};
/// use maxmatch_cli::format::{Format, Writer};
///
/// let segmenter = Segmenter::new(&Dictionary::builder().add("研究", 1, None)?.build()?);
/// let mut writer = Writer::new(Format::Slash, b"", 0);
/// let mut output = Vec::new();
/// for piece in ["研究", "a/b\n", "研究"] {
///     writer.write(&piece.as_bytes().into(), segmenter.segment_bytes(piece.as_bytes()), &mut output);
/// }
/// writer.finish(&mut output);
/// assert_eq!(output, "研究/a/\\//b\n研究".as_bytes());
/// # Ok::<(), maxmatch::Error>(())
/// ```
#[derive(Debug)]
pub struct Writer {
    style: Box<dyn AnyStyle>,
    room: Box<Room>,
    base: u64,
    output: Form,
    offsets: Form,
    /// In what encoding the output is.
    encoding: &'static Encoding,
    filter: Option<Arc<Filter>>,
}

/// What was written of a passage.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Written {
    /// How long the tokens are, in bytes of the text.
    pub length: usize,
    /// Whether one of them is of kind [`Invalid`](Kind::Invalid).
    pub has_invalid: bool,
}

impl Writer {
    /// A writer at the beginning of a line, of UTF-8 with offsets in UTF-8. `separator` goes between words in the format
    /// [`Text`](Format::Text); `base` is how many bytes came before, for the formats that tell where tokens are.
    pub fn new(format: Format, separator: &[u8], base: u64) -> Writer {
        let style: Box<dyn AnyStyle> = match format {
            Format::Text => Box::new(lines::Text::new(separator)),
            Format::Slash => Box::<lines::Slash>::default(),
            Format::Lines => Box::new(records::Lines),
            Format::Tsv => Box::new(records::Tsv),
            Format::Jsonl => Box::<records::Jsonl>::default(),
            Format::Mecab => Box::<records::Mecab>::default(),
            Format::Bies => Box::<lines::Bies>::default(),
        };
        let room = Box::new(EMPTY);
        Writer { style, room, base, output: Form::Utf8, offsets: Form::Utf8, encoding: UTF_8, filter: None }
    }

    /// Writes the bytes that passages have in the input, which is in this encoding, and so is the separator then. Not for
    /// [`Jsonl`](Format::Jsonl): JSON is UTF-8.
    pub fn write_source(mut self, encoding: &'static Encoding) -> Writer {
        (self.output, self.encoding) = (Form::Source, encoding);
        self
    }

    /// Counts the bytes that passages have in the input.
    pub fn count_source(mut self) -> Writer {
        self.offsets = Form::Source;
        self
    }

    /// Writes only the tokens that the filter keeps, where it can choose: not of segmentations that are weighed.
    pub fn keep(mut self, filter: Arc<Filter>) -> Writer {
        self.filter = Some(filter);
        self
    }

    /// Appends the tokens at the beginning of a passage's text to `output`.
    pub fn write(&mut self, passage: &Passage, tokens: Tokens<'_, '_, [u8]>, output: &mut Vec<u8>) -> Written {
        let filter = self.filter.clone();
        self.write_items(passage, Items::Tokens(tokens, filter), output)
    }

    /// The same for a search index: without white space, and where the format has a place for them, with terms and positions,
    /// which count from the beginning of each line.
    pub fn write_postings(
        &mut self,
        passage: &Passage,
        postings: Postings<'_, '_, [u8]>,
        output: &mut Vec<u8>,
    ) -> Written {
        let filter = self.filter.clone();
        self.write_items(passage, Items::Postings(postings, filter), output)
    }

    /// The same, in the formats that tell where tokens are with how sure each is: by how many bits the cheapest segmentation
    /// without it costs more.
    pub fn write_weighed(
        &mut self,
        passage: &Passage,
        tokens: &[WeighedToken<'_, [u8]>],
        output: &mut Vec<u8>,
    ) -> Written {
        self.write_items(passage, Items::Weighed(tokens), output)
    }

    fn write_items(&mut self, passage: &Passage, items: Items<'_, '_, '_>, output: &mut Vec<u8>) -> Written {
        let written = self.write_here(passage, items, output);
        self.go_on(passage, written.length);
        written
    }

    /// Writes without going on.
    fn write_here(&mut self, passage: &Passage, items: Items<'_, '_, '_>, output: &mut Vec<u8>) -> Written {
        let base = self.base;
        if !passage.is_decoded() {
            return self.style.write(passage.text(), base, &mut self.room, output, items);
        }
        let sink = Decoded::new(passage, base, self.output, self.offsets, output);
        self.style.write_decoded(sink, passage.text(), items)
    }

    /// Goes on to a place of the passage, from its beginning.
    fn go_on(&mut self, passage: &Passage, place: usize) {
        self.base += match self.offsets {
            Form::Utf8 => place as u64,
            Form::Source => passage.byte(place) as u64,
        };
    }

    /// Ends the last line, if it has no line end and the format wants one.
    pub fn finish(&mut self, output: &mut Vec<u8>) {
        append_ascii(self.encoding, self.style.end(), output);
    }
}

/// Tokens that are written.
enum Items<'i, 's, 't> {
    /// Those that are kept.
    Tokens(Tokens<'s, 't, [u8]>, Option<Arc<Filter>>),
    /// With their terms and positions, those that are kept.
    Postings(Postings<'s, 't, [u8]>, Option<Arc<Filter>>),
    /// With how sure they are.
    Weighed(&'i [WeighedToken<'t, [u8]>]),
    /// Of one segmentation among several.
    Reading(&'i [Token<'t, [u8]>]),
}

/// A token of a passage: where it is, and the passage's text.
#[derive(Clone, Copy)]
struct Piece<'t> {
    passage: &'t [u8],
    span: Span,
}

impl<'t> Piece<'t> {
    #[inline(always)]
    fn text(&self) -> &'t [u8] {
        &self.passage[self.range()]
    }

    #[inline(always)]
    fn range(&self) -> Range<usize> {
        self.span.range()
    }

    #[inline(always)]
    fn kind(&self) -> Kind {
        self.span.kind()
    }

    /// Whether the token ends its line. The CR of a CR LF is in the same token.
    fn is_line_end(&self) -> bool {
        self.text().last() == Some(&b'\n')
    }
}

/// One format.
trait Style: fmt::Debug + Send {
    /// Writes a token.
    fn token<S: Sink>(&mut self, piece: Piece<'_>, sink: &mut S);

    /// Writes a token and how sure it is, if the format has fields for tokens.
    fn weighed<S: Sink>(&mut self, piece: Piece<'_>, _margin: Option<u32>, sink: &mut S) {
        self.token(piece, sink);
    }

    /// Writes a token of a search index with its term and the units that stand before it and before its end in the passage, if the
    /// format has fields for them.
    fn posting<S: Sink>(&mut self, piece: Piece<'_>, _term: &str, _positions: Range<usize>, sink: &mut S) {
        self.token(piece, sink);
    }

    /// Passes over a token that is not written.
    fn pass_over<S: Sink>(&mut self, _sink: &mut S) {}

    /// Ends a passage that is so many units long.
    fn end_passage(&mut self, _units: usize) {}

    /// What ends a record of the line, if one was begun.
    fn end(&mut self) -> &'static [u8] {
        b""
    }

    /// Writes the tokens.
    fn all<S: Sink>(&mut self, mut sink: S, passage: &[u8], items: Items<'_, '_, '_>) -> Written {
        let Items::Tokens(mut tokens, None) = items else { return self.some(sink, passage, items) };
        let mut has_invalid = false;
        while let Some(spans) = tokens.next_spans() {
            for span in spans {
                has_invalid |= span.kind() == Kind::Invalid;
                let piece = Piece { passage, span };
                sink.enter(piece);
                self.token(piece, &mut sink);
            }
        }
        Written { length: tokens.offset(), has_invalid }
    }

    /// Writes some of the tokens, or more of each. By itself: what is done beside the writing of all of them takes registers from that.
    #[inline(never)]
    fn some<S: Sink>(&mut self, mut sink: S, passage: &[u8], items: Items<'_, '_, '_>) -> Written {
        let mut has_invalid = false;
        let mut next = |span: Span| {
            has_invalid |= span.kind() == Kind::Invalid;
            Piece { passage, span }
        };
        let length = match items {
            Items::Tokens(mut tokens, filter) => {
                let mut room = String::new();
                for token in tokens.by_ref() {
                    let piece = next(token.span());
                    let mut is_kept = |filter: &Arc<Filter>| filter.keeps(piece.kind(), piece.text(), &mut room);
                    if piece.is_line_end() || filter.as_ref().is_none_or(&mut is_kept) {
                        sink.enter(piece);
                        self.token(piece, &mut sink);
                    } else {
                        self.pass_over(&mut sink);
                    }
                }
                tokens.offset()
            }
            Items::Postings(mut postings, filter) => {
                while let Some(posting) = postings.next() {
                    let (piece, term) = (next(posting.span()), postings.term());
                    let is_kept = |filter: &Arc<Filter>| filter.keeps_term(piece.kind(), term);
                    let has_place = piece.kind() != Kind::Whitespace && filter.as_ref().is_none_or(is_kept);
                    if piece.is_line_end() || has_place {
                        sink.enter(piece);
                        self.posting(piece, term, posting.positions(), &mut sink);
                    } else {
                        self.pass_over(&mut sink);
                    }
                }
                self.end_passage(postings.position());
                postings.offset()
            }
            Items::Reading(tokens) => {
                for token in tokens {
                    let piece = next(token.span());
                    sink.enter(piece);
                    self.token(piece, &mut sink);
                }
                tokens.last().map_or(0, |token| token.range().end)
            }
            Items::Weighed(tokens) => {
                for weighed in tokens {
                    let piece = next(weighed.token.span());
                    sink.enter(piece);
                    self.weighed(piece, weighed.margin, &mut sink);
                }
                tokens.last().map_or(0, |weighed| weighed.token.range().end)
            }
        };
        Written { length, has_invalid }
    }
}

/// A format that is chosen once a passage, not once a token.
trait AnyStyle: fmt::Debug + Send {
    fn write(
        &mut self,
        passage: &[u8],
        base: u64,
        room: &mut Room,
        output: &mut Vec<u8>,
        items: Items<'_, '_, '_>,
    ) -> Written;
    fn write_decoded(&mut self, sink: Decoded<'_>, passage: &[u8], items: Items<'_, '_, '_>) -> Written;
    fn end(&mut self) -> &'static [u8];
}

impl<S: Style> AnyStyle for S {
    fn write(
        &mut self,
        passage: &[u8],
        base: u64,
        room: &mut Room,
        output: &mut Vec<u8>,
        items: Items<'_, '_, '_>,
    ) -> Written {
        // Made here, where all that is done with it is seen, so that it is in registers.
        self.all(Plain { text: passage, base, output: Output::new(room, output) }, passage, items)
    }

    fn write_decoded(&mut self, sink: Decoded<'_>, passage: &[u8], items: Items<'_, '_, '_>) -> Written {
        self.all(sink, passage, items)
    }

    fn end(&mut self) -> &'static [u8] {
        Style::end(self)
    }
}
