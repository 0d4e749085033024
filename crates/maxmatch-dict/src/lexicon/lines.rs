//! From text to lines: what every format has in common.

/// A line that is not blank, without its line end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Line<'t> {
    /// Counted from 1, blank lines included.
    pub(crate) number: u64,
    pub(crate) text: &'t str,
    /// Where `text` begins, in bytes from the beginning of all lines.
    pub(crate) start: usize,
}

/// The lines of a text that are not blank.
#[derive(Debug, Clone)]
pub(crate) struct Lines<'t> {
    rest: &'t str,
    /// Where that begins, in bytes.
    at: usize,
    /// Of the line that was taken last.
    number: u64,
}

impl<'t> Lines<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        Self { rest: text, at: 0, number: 0 }
    }
}

impl<'t> Iterator for Lines<'t> {
    type Item = Line<'t>;

    fn next(&mut self) -> Option<Line<'t>> {
        while !self.rest.is_empty() {
            let (line, rest) = self.rest.split_once('\n').unwrap_or((self.rest, ""));
            let end = self.at + line.len();
            self.at += self.rest.len() - rest.len();
            self.rest = rest;
            self.number += 1;
            let marked = line.strip_suffix('\r').unwrap_or(line);
            let text = marked.trim_start_matches('\u{feff}');
            if !text.chars().all(char::is_whitespace) {
                return Some(Line { number: self.number, text, start: end - line.len() + marked.len() - text.len() });
            }
        }
        None
    }
}
