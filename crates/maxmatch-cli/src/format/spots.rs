//! Where another reading is near, as a list.

use std::borrow::Cow;
use std::io::Write;

use maxmatch::{Kind, Spot, Token, Weighed};
use maxmatch_explain::bits;
use serde::Serialize;

use super::{Form, Format, Written};
use crate::encoding::{Passage, Walk};

/// So many characters of the line are shown on either side of a spot,
const CONTEXT: usize = 12;
/// which are no more bytes than this.
const CONTEXT_BYTES: usize = 4 * (CONTEXT + 1);

/// Lists spots, of one passage after the other: as text a spot a line, with fields parted by tabs, or as JSON lines.
#[derive(Debug)]
pub struct Spots {
    is_json: bool,
    separator: String,
    offsets: Form,
    /// What the input is called.
    name: String,
    /// How many bytes came before, as they are counted.
    base: u64,
    /// Where in the input this is: the line, from 1; how many characters of it came before, and the last of them.
    line: u64,
    characters: usize,
    before: String,
}

/// A spot as an object.
#[derive(Serialize)]
struct Object<'a> {
    file: &'a str,
    line: u64,
    column: usize,
    start: u64,
    end: u64,
    before: &'a str,
    text: Cow<'a, str>,
    after: &'a str,
    tokens: Vec<Cow<'a, str>>,
    other: Vec<Cow<'a, str>>,
    margin: f64,
    ambiguities: Vec<&'static str>,
}

impl Spots {
    /// What is shown behind a spot is no more bytes than this.
    pub const AFTER: usize = CONTEXT_BYTES;

    /// For an input of this name, of which so many bytes, as they are counted, and lines came before. In the format
    /// [`Jsonl`](Format::Jsonl), or as text with a separator between tokens.
    pub fn new(format: Format, separator: &str, name: &str, base: u64, lines: u64) -> Spots {
        Spots {
            is_json: format == Format::Jsonl,
            separator: separator.to_owned(),
            offsets: Form::Utf8,
            name: name.to_owned(),
            base,
            line: lines + 1,
            characters: 0,
            before: String::new(),
        }
    }

    /// Counts the bytes that passages have in the input.
    pub fn count_source(mut self) -> Spots {
        self.offsets = Form::Source;
        self
    }

    /// Appends the spots at the beginning of a passage's text to `output`.
    pub fn write(&mut self, passage: &Passage, weighed: &Weighed<'_, [u8]>, output: &mut Vec<u8>) -> Written {
        let text = passage.text();
        let (mut at, mut walk) = (0, passage.is_decoded().then(|| Walk::new(passage)));
        let offsets = self.offsets;
        let mut byte = |place, base| match (&mut walk, offsets) {
            (Some(walk), Form::Source) => base + walk.to(place) as u64,
            _ => base + place as u64,
        };
        for spot in &weighed.spots {
            self.go_on(&text[at..spot.range.start]);
            at = spot.range.start;
            let bytes = [spot.range.start, spot.range.end].map(|place| byte(place, self.base));
            self.write_spot(spot, bytes, text, output);
        }
        let has_invalid = weighed.tokens.iter().any(|weighed| weighed.token.kind() == Kind::Invalid);
        let length = weighed.tokens.last().map_or(0, |weighed| weighed.token.range().end);
        self.base = byte(length, self.base);
        self.go_on(&text[at..length]);
        Written { length, has_invalid }
    }

    /// Goes on behind a piece of text.
    fn go_on(&mut self, passed: &[u8]) {
        let lines = passed.iter().filter(|&&byte| byte == b'\n').count();
        let of_line = passed.rsplit(|&byte| byte == b'\n').next().unwrap_or_default();
        if lines > 0 {
            self.line += lines as u64;
            self.characters = 0;
            self.before.clear();
        }
        let of_line = String::from_utf8_lossy(of_line);
        // Nobody counts a byte order mark.
        let is_first = self.line == 1 && self.characters == 0;
        let of_line = of_line.strip_prefix('\u{FEFF}').filter(|_| is_first).unwrap_or(&of_line);
        self.characters += of_line.chars().count();
        self.before.push_str(of_line);
        if let Some((start, _)) = self.before.char_indices().rev().nth(CONTEXT - 1) {
            self.before.drain(..start);
        }
    }

    fn write_spot(&self, spot: &Spot<'_, [u8]>, [start, end]: [u64; 2], text: &[u8], output: &mut Vec<u8>) {
        let before = match self.characters > self.before.chars().count() {
            true => &format!("…{}", self.before),
            false => &self.before,
        };
        let (here, after) = (String::from_utf8_lossy(&text[spot.range.clone()]), after(&text[spot.range.end..]));
        let (tokens, other) = (texts(&spot.tokens), texts(&spot.other));
        let (margin, column) = (bits(spot.margin), self.characters + 1);
        if self.is_json {
            let object = Object {
                file: &self.name,
                line: self.line,
                column,
                start,
                end,
                before,
                text: here,
                after: &after,
                tokens,
                other,
                margin,
                ambiguities: spot.ambiguities.iter().map(|ambiguity| ambiguity.name()).collect(),
            };
            serde_json::to_writer(&mut *output, &object).expect("a vector takes everything");
            output.push(b'\n');
        } else {
            let [tokens, other] = [tokens, other].map(|tokens| escaped(&tokens.join(&self.separator)));
            let [before, here, after] = [before, &*here, &after].map(escaped);
            let (name, line, ambiguities) = (escaped(&self.name), self.line, spot.ambiguities);
            writeln!(
                output,
                "{name}:{line}:{column}\t{margin:.2}\t{ambiguities}\t{tokens}\t{other}\t{before}[{here}]{after}"
            )
            .expect("a vector takes everything");
        }
    }
}

/// What of the line comes first.
fn after(text: &[u8]) -> String {
    let text = &text[..text.len().min(CONTEXT_BYTES)];
    let line = match text.iter().position(|&byte| byte == b'\n') {
        Some(end) => text[..end].strip_suffix(b"\r").unwrap_or(&text[..end]),
        None => text,
    };
    let mut after = String::from_utf8_lossy(line).into_owned();
    if let Some((end, _)) = after.char_indices().nth(CONTEXT) {
        after.truncate(end);
        after.push('…');
    }
    after
}

fn texts<'t>(tokens: &[Token<'t, [u8]>]) -> Vec<Cow<'t, str>> {
    tokens.iter().map(|token| String::from_utf8_lossy(token.text())).collect()
}

/// The text as a field: as in the other formats, with tabs, line ends and backslashes escaped.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('\t', "\\t").replace('\n', "\\n").replace('\r', "\\r")
}
