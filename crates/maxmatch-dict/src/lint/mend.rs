//! Changes to a list that are safe.

use std::ops::Range;

use super::Finding;

/// A part of the text and what takes its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Edit {
    /// In bytes of the text.
    pub(super) range: Range<usize>,
    pub(super) text: &'static str,
}

impl Edit {
    pub(super) fn delete(range: Range<usize>) -> Edit {
        Edit { range, text: "" }
    }

    /// Deletes the line that holds a byte, with its line end.
    pub(super) fn delete_line(text: &str, at: usize) -> Edit {
        let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
        let end = text[at..].find('\n').map_or(text.len(), |end| at + end + 1);
        Edit::delete(start..end)
    }
}

/// The text with the edits of all findings made, but of those that overlap only the first; none if there are no edits.
pub(super) fn apply(text: &str, findings: &[Finding]) -> Option<String> {
    let mut edits: Vec<&Edit> = findings.iter().flat_map(|finding| &finding.edits).collect();
    if edits.is_empty() {
        return None;
    }
    edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
    let (mut mended, mut at) = (String::with_capacity(text.len()), 0);
    for Edit { range, text: new } in edits {
        if range.start >= at {
            mended.push_str(&text[at..range.start]);
            mended.push_str(new);
            at = range.end;
        }
    }
    mended.push_str(&text[at..]);
    Some(mended)
}
