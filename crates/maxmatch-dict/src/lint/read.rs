//! From a text to what its lines say: bytes that are no words, and lines that can't be read.

use std::collections::HashMap;
use std::fmt;
use std::str::FromStr;

use super::mend::Edit;
use super::{Code, Finding};
use crate::builder;
use crate::lexicon::{Fields, Flaw, Format, Lexicon, Line, Lines, Quoted};
use crate::user::line::{Doubt, Said};
use crate::user::{self, Content, tags};

/// How a list is read.
///
/// ```
/// use maxmatch_dict::lexicon::Format;
/// use maxmatch_dict::lint::Reading;
///
/// assert_eq!("user".parse(), Ok(Reading::User));
/// assert_eq!("tsv".parse(), Ok(Reading::Lexicon(Format::Tsv)));
/// assert_eq!(Reading::NAMES, ["jieba", "tsv", "plain", "user"]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reading {
    /// As a word list in a format.
    Lexicon(Format),
    /// As a [user dictionary](crate::user).
    User,
}

impl Reading {
    /// The names of all.
    pub const NAMES: [&'static str; 4] = ["jieba", "tsv", "plain", "user"];
}

impl FromStr for Reading {
    type Err = ParseReadingError;

    fn from_str(name: &str) -> Result<Reading, ParseReadingError> {
        match name {
            "user" => Ok(Reading::User),
            _ => name.parse().map(Reading::Lexicon).map_err(|_| ParseReadingError(name.to_owned())),
        }
    }
}

/// A name that is no [`Reading`]'s.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseReadingError(String);

impl fmt::Display for ParseReadingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no format is called {}; there are jieba, tsv, plain and user", Quoted(&self.0))
    }
}

impl std::error::Error for ParseReadingError {}

/// A list, read.
#[derive(Debug)]
pub(super) struct List<'t> {
    pub(super) text: &'t str,
    pub(super) reading: Reading,
    /// Lines that can be read and that a dictionary can hold, in order.
    pub(super) records: Vec<Record>,
}

/// A line that says something.
#[derive(Debug)]
pub(super) struct Record {
    pub(super) line: u64,
    /// Where it begins, in bytes of the text.
    pub(super) start: usize,
    pub(super) content: Content,
}

impl Record {
    /// The word that the line adds, and its frequency.
    pub(super) fn word(&self) -> Option<(&str, Option<u32>)> {
        match &self.content {
            Content::Word { word, frequency, .. } => Some((word, *frequency)),
            _ => None,
        }
    }
}

/// Looks at byte order marks and line ends. False if there are no lines to be read.
pub(super) fn line_ends(text: &str, findings: &mut Vec<Finding>) -> bool {
    let line_of = |at: usize| 1 + text[..at].matches('\n').count() as u64;
    let mut add = |places: Vec<usize>, code, length, new, reason: &dyn Fn(usize) -> String, mend: &str| {
        if let Some(&first) = places.first() {
            let edits = places.iter().map(|&at| Edit { range: at..at + length, text: new });
            findings.push(Finding::new(line_of(first), code, reason(places.len()), mend).with(edits));
        }
    };
    let is_one_line = !text.contains('\n') && text.trim_end_matches('\r').contains('\r');
    let line_end = if is_one_line { '\r' } else { '\n' };
    // Where the last of them ends, and at first, where the text begins.
    let mut end = 0;
    let begins_line = |&(at, mark): &(usize, &str)| {
        let begins_line = at == end || text[..at].ends_with(line_end);
        if begins_line {
            end = at + mark.len();
        }
        begins_line
    };
    let marks = text.match_indices('\u{feff}').filter(begins_line).map(|(at, _)| at).collect();
    let reason = |count| match count {
        1 => "a line begins with a byte order mark, which other programs take for a part of its word".to_owned(),
        _ => format!("lines begin with byte order marks, {count} in all, as in files that were joined"),
    };
    add(marks, Code::Bom, '\u{feff}'.len_utf8(), "", &reason, "delete them");
    if is_one_line {
        let returns = text.match_indices('\r').map(|(at, _)| at).collect();
        let reason = |count| format!("the lines end in CR alone, {count} of them, so that all are one");
        add(returns, Code::Cr, 1, "\n", &reason, "convert the line ends to LF");
        return false;
    }
    // Of two before the line feed the first belongs to the word, which is another matter.
    let ends_line = |&(at, _): &(usize, &str)| !text[..at].ends_with('\r');
    let returns = text.match_indices("\r\n").filter(ends_line).map(|(at, _)| at).collect();
    let reason = |count| format!("lines end in CR LF, {count} of them, where other programs expect LF alone");
    add(returns, Code::Crlf, 1, "", &reason, "convert the line ends to LF");
    true
}

/// Reads the lines.
pub(super) fn read<'t>(text: &'t str, named: Option<Reading>, findings: &mut Vec<Finding>) -> List<'t> {
    let reading = named.unwrap_or_else(|| detect(text, findings));
    let mut list = List { text, reading, records: Vec::new() };
    let mut unknown = UnknownTags::default();
    for line in Lines::new(text) {
        match read_line(line.text, reading) {
            Ok(Some(Said { content, doubt })) => {
                look_at_line(&line, &content, reading, findings);
                if let Some(doubt @ Doubt::Forbidden { .. }) = doubt {
                    findings.push(Finding::new(line.number, Code::Forbidden, doubt.reason(), doubt.mend()));
                }
                let is_held = match &content {
                    Content::Word { word, tag, .. } => {
                        unknown.count(line.number, word, tag.as_deref());
                        is_held(word, &line, findings)
                    }
                    Content::Forbidden(word) => is_held(word, &line, findings),
                    Content::Marked(marked) => is_held(&marked.text(), &line, findings),
                    Content::Expected(_) => true,
                };
                if is_held {
                    list.records.push(Record { line: line.number, start: line.start, content });
                }
            }
            Ok(None) => {}
            Err(flaw) => findings.push(refusal(&line, flaw)),
        }
    }
    unknown.report(reading, findings);
    if list.records.is_empty() && findings.iter().all(|finding| finding.code.severity() != super::Severity::Error) {
        findings.push(Finding::new(1, Code::Empty, "the list says nothing", "add words, or delete the file"));
    }
    list
}

/// How a list is read where nobody says so, and what speaks against it.
fn detect(text: &str, findings: &mut Vec<Finding>) -> Reading {
    let list = Lexicon::read("", text.as_bytes(), None).expect("the text is UTF-8");
    if let Some(doubt) = list.doubt() {
        let (line, format) = (doubt.line(), doubt.format());
        let reason =
            format!("other lines look like {format}, and this one does not: readers of lists disagree about it");
        let mend = format!("write all lines alike, or name the format: {format}, plain, or user for a user dictionary");
        findings.push(Finding::new(line, Code::Format, reason, mend));
    }
    match list.format() {
        Format::Plain => Reading::User,
        format => Reading::Lexicon(format),
    }
}

/// What a line says; nothing if it is a comment.
fn read_line(line: &str, reading: Reading) -> Result<Option<Said<'_>>, Flaw<'_>> {
    let Fields { word, frequency, tag } = match reading {
        Reading::User => return user::line::read(line),
        Reading::Lexicon(format) => format.fields(line)?,
    };
    let content = Content::Word { word: word.into(), frequency, tag: tag.map(Box::from) };
    Ok(Some(Said { content, doubt: None }))
}

/// A line that can't be read.
fn refusal(line: &Line<'_>, flaw: Flaw<'_>) -> Finding {
    let finding = Finding::from_message(line.number, flaw.kind().into(), &flaw.to_string());
    match flaw {
        // There is no other way to read the line.
        Flaw::Edge { word } => {
            let before = word.len() - word.trim_start().len();
            let after = word.trim_end().len();
            let cut = [0..before, after..word.len()].into_iter().filter(|range| !range.is_empty());
            finding.with(cut.map(|range| Edit::delete(line.start + range.start..line.start + range.end)))
        }
        _ => finding,
    }
}

/// What is read, and perhaps not as it was meant.
fn look_at_line(line: &Line<'_>, content: &Content, reading: Reading, findings: &mut Vec<Finding>) {
    let Content::Word { word, frequency, .. } = content else { return };
    if reading == Reading::Lexicon(Format::Plain) {
        // A plain list is read as it is, so that its reader refuses nothing.
        if let Some(control) = word.chars().find(|c| c.is_control()) {
            let reason = format!("{} holds the control character U+{:04X}", Quoted(word), u32::from(control));
            findings.push(Finding::new(line.number, Code::Control, reason, "delete it"));
        } else if word.trim().len() != word.len() {
            let reason = format!("the word {} begins or ends with white space, which belongs to it", Quoted(word));
            findings.push(Finding::new(line.number, Code::Space, reason, "delete the white space"));
        }
    }
    if frequency.is_none() && line.text.trim_start().starts_with('#') {
        let is_user = reading == Reading::User;
        let (reason, mend) = match is_user {
            true => ("is a word, for a comment has a space behind the #", "write a space there, or quote the word"),
            false => ("is a word, for a word list has no comments", "delete the line, or name the format user"),
        };
        findings.push(Finding::new(line.number, Code::Comment, format!("{} {reason}", Quoted(word)), mend));
    }
}

/// Whether a dictionary can hold the word; if not, says why.
fn is_held(word: &str, line: &Line<'_>, findings: &mut Vec<Finding>) -> bool {
    match builder::flaw(word) {
        None => true,
        Some(flaw) => {
            let (reason, mend) = flaw.rsplit_once(": ").unwrap_or((&flaw, "delete the line"));
            findings.push(Finding::new(line.number, Code::TooLong, reason, mend));
            false
        }
    }
}

/// Tags that are not known, each with its first line, that line's word, and how many lines have it.
#[derive(Default)]
struct UnknownTags(HashMap<Box<str>, (u64, Box<str>, u64)>);

impl UnknownTags {
    fn count(&mut self, line: u64, word: &str, tag: Option<&str>) {
        if let Some(tag) = tag.filter(|tag| !tags::is_known(tag)) {
            match self.0.get_mut(tag) {
                Some((.., count)) => *count += 1,
                None => {
                    self.0.insert(tag.into(), (line, word.into(), 1));
                }
            }
        }
    }

    fn report(self, reading: Reading, findings: &mut Vec<Finding>) {
        for (tag, (line, word, count)) in self.0 {
            let lines = if count == 1 { String::new() } else { format!(", in {count} lines") };
            let reason =
                format!("{} is the tag of {}{lines}, and no tag is known by that name", Quoted(&tag), Quoted(&word));
            let mend = match reading {
                Reading::User => Doubt::Tag { word: &word, tag: &tag }.mend(),
                Reading::Lexicon(Format::Jieba) => "if it belongs to the word, write a frequency behind it".to_owned(),
                Reading::Lexicon(_) => "write another, or leave it if it is your own".to_owned(),
            };
            findings.push(Finding::new(line, Code::Tag, reason, mend));
        }
    }
}
