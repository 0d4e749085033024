//! Reading one line of a user dictionary.

use std::fmt;

use unicode_segmentation::GraphemeCursor;

use super::{Content, Marked, Piece, tags};
use crate::lexicon::{Fields, Flaw, Format, Quoted, frequency, jieba, tsv, without_control};

/// What a line says, and what may be wrong with it.
pub(crate) struct Said<'t> {
    pub(crate) content: Content,
    pub(crate) doubt: Option<Doubt<'t>>,
}

/// What its author may not have meant.
pub(crate) enum Doubt<'t> {
    /// A tag that is none of those known, and may belong to the word.
    Tag { word: &'t str, tag: &'t str },
    /// A forbidden word with what would be its frequency or tag in a line that adds one.
    Forbidden { word: &'t str },
}

impl<'t> Doubt<'t> {
    /// The tag that is doubtful.
    pub(super) fn tag(&self) -> Option<&'t str> {
        match self {
            Doubt::Tag { tag, .. } => Some(tag),
            Doubt::Forbidden { .. } => None,
        }
    }

    pub(crate) fn reason(&self) -> String {
        match self {
            Doubt::Tag { word, tag } => {
                format!("{} is read as the tag of {}, and no tag is known by that name", Quoted(tag), Quoted(word))
            }
            Doubt::Forbidden { word } => format!("{} is forbidden with its spaces", Quoted(word)),
        }
    }

    /// What is to be written instead is there whole and as it is.
    pub(crate) fn mend(&self) -> String {
        match self {
            Doubt::Tag { word, tag } => format!("if it belongs to the word, quote that: \"{word} {tag}\""),
            Doubt::Forbidden { word } => {
                format!("write the word alone, or if all of that is the word, quote it: !\"{word}\"")
            }
        }
    }
}

impl fmt::Display for Doubt<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}; {}", self.reason(), self.mend())
    }
}

/// Reads a line that is not blank. None if it is a comment.
pub(crate) fn read(line: &str) -> Result<Option<Said<'_>>, Flaw<'_>> {
    let trimmed = line.trim();
    if let Some(comment) = trimmed.strip_prefix('#').filter(|comment| is_comment(comment)) {
        let Some(text) = comment.trim_start().strip_prefix("expect:") else { return Ok(None) };
        return Ok(Some(Said { content: Content::Expected(tokens(text)?), doubt: None }));
    }
    if line.contains('\t') {
        let said = tsv::fields(line).map(word)?;
        // What stands in a column of its own is a tag and nothing else.
        return Ok(Some(Said { doubt: None, ..said }));
    }
    without_control(trimmed)?;
    let content = if let Some(word) = trimmed.strip_prefix('!').map(str::trim_start).filter(|word| !word.is_empty()) {
        return Ok(Some(forbidden(word)));
    } else if let Some((word, rest)) = quoted(trimmed) {
        return after_quoted(word, rest).map(Some);
    } else if let Some(marked) = marked(trimmed) {
        if let Some(part) = cut_inside_cluster(&marked) {
            return Err(Flaw::InsideCluster { line: trimmed, part });
        }
        Content::Marked(marked)
    } else {
        return jieba::fields(line).map(|fields| Some(word(fields)));
    };
    Ok(Some(Said { content, doubt: None }))
}

/// Whether what follows a `#` at the beginning of a line is a comment.
fn is_comment(text: &str) -> bool {
    text.starts_with("expect:") || text.chars().next().is_none_or(|c| c.is_whitespace() || c == '#')
}

fn word(Fields { word, frequency, tag }: Fields<'_>) -> Said<'_> {
    let doubt = tag.filter(|tag| !tags::is_known(tag)).map(|tag| Doubt::Tag { word, tag });
    Said { content: Content::Word { word: word.into(), frequency, tag: tag.map(Box::from) }, doubt }
}

/// All that follows the exclamation mark is the word.
fn forbidden(text: &str) -> Said<'_> {
    if let Some((word, "")) = quoted(text) {
        return Said { content: Content::Forbidden(word.into()), doubt: None };
    }
    let is_more = jieba::fields(text)
        .is_ok_and(|Fields { frequency, tag, .. }| frequency.is_some() || tag.is_some_and(tags::is_known));
    Said { content: Content::Forbidden(text.into()), doubt: is_more.then_some(Doubt::Forbidden { word: text }) }
}

/// A quoted text at the beginning, without its quotes, and what comes after it. The quote that ends it is followed by
/// white space or by nothing.
fn quoted(text: &str) -> Option<(&str, &str)> {
    let inside = text.strip_prefix('"')?;
    let ends = |&(i, _): &(usize, &str)| i > 0 && inside[i + 1..].chars().next().is_none_or(char::is_whitespace);
    let (end, _) = inside.match_indices('"').find(ends)?;
    Some((&inside[..end], inside[end + 1..].trim()))
}

/// Reads what follows a quoted word: frequency, tag, both or nothing.
fn after_quoted<'t>(quoted: &'t str, rest: &'t str) -> Result<Said<'t>, Flaw<'t>> {
    let mut parts = rest.split_whitespace().peekable();
    let number = parts.next_if(|part| part.starts_with(|c: char| c.is_ascii_digit()));
    let number = number.map(|number| frequency(number, Format::Jieba)).transpose()?;
    let tag = parts.next();
    match parts.next() {
        Some(_) => Err(Flaw::AfterQuoted { word: quoted, rest }),
        None => Ok(word(Fields { word: quoted, frequency: number, tag })),
    }
}

/// The tokens of an expectation.
fn tokens(text: &str) -> Result<Vec<Box<str>>, Flaw<'_>> {
    let mut tokens = Vec::new();
    let mut rest = text.trim();
    // Behind a quote that does not end, none ends: they are not looked through again for each.
    let mut is_ending = true;
    while !rest.is_empty() {
        let in_quotes = if is_ending { quoted(rest) } else { None };
        is_ending &= in_quotes.is_some() || !rest.starts_with('"');
        let (token, after) = in_quotes.unwrap_or_else(|| rest.split_once(char::is_whitespace).unwrap_or((rest, "")));
        without_control(token)?;
        tokens.push(token.into());
        rest = after.trim_start();
    }
    if tokens.is_empty() { Err(Flaw::NothingExpected) } else { Ok(tokens) }
}

/// The text with its marks, if it has any.
fn marked(text: &str) -> Option<Marked> {
    let is_mark = |c| c == '|' || c == '+';
    if text.contains(char::is_whitespace) || !text.contains(is_mark) {
        return None;
    }
    let is_part = |part: &str| !part.is_empty() && !part.contains(is_mark);
    let pieces: Option<Vec<Piece>> = text
        .split('|')
        .map(|piece| {
            let parts: Vec<&str> = piece.split('+').collect();
            let is_mark =
                |two: &[&str]| !two[0].ends_with(|c: char| c.is_ascii()) && !two[1].starts_with(|c: char| c.is_ascii());
            let is_good = parts.iter().all(|part| is_part(part)) && parts.windows(2).all(is_mark);
            is_good.then(|| Piece { text: parts.concat().into(), is_joined: parts.len() > 1 })
        })
        .collect();
    pieces.map(Marked)
}

/// How many parts there are before a cut that no text can have, because it is inside a cluster.
fn cut_inside_cluster(marked: &Marked) -> Option<usize> {
    let text = marked.text();
    let mut at = 0;
    let ends = marked.parts().map(|(part, _)| {
        at += part.len();
        at
    });
    let is_flag = |c: char| ('\u{1F1E6}'..='\u{1F1FF}').contains(&c);
    // Which regional indicators are a flag depends on all that come before.
    let is_between_flags = |at: usize| text[..at].ends_with(is_flag) && text[at..].starts_with(is_flag);
    let is_inside = |&at: &usize| {
        is_between_flags(at) || !GraphemeCursor::new(at, text.len(), true).is_boundary(&text, 0).unwrap_or(true)
    };
    ends.take_while(|&at| at < text.len()).position(|at| is_inside(&at)).map(|i| i + 1)
}
