//! What somebody wants a text to be cut into.

use std::ops::Range;

/// Tokens that a text, or a part of it, ought to have, one after the other.
#[derive(Debug, Clone)]
pub struct Wanted<'t> {
    text: &'t str,
    /// One or more.
    ranges: Vec<Range<usize>>,
}

impl<'t> Wanted<'t> {
    /// Finds tokens, which white space parts, where they first stand one after the other in a text, with nothing between them but
    /// white space. None if they don't, or if there are none.
    ///
    /// ```
    /// use maxmatch_explain::Wanted;
    ///
    /// assert!(Wanted::find("他在研究生命", "研究 生命").is_some());
    /// assert!(Wanted::find("他在研究生命", "研究 命").is_none());
    /// ```
    pub fn find(text: &'t str, tokens: &str) -> Option<Wanted<'t>> {
        let tokens: Vec<&str> = tokens.split_whitespace().collect();
        let mut places = text.char_indices().filter_map(|(start, _)| place(text, &tokens, start));
        places.next().filter(|ranges| !ranges.is_empty()).map(|ranges| Wanted { text, ranges })
    }

    pub(crate) fn text(&self) -> &'t str {
        self.text
    }

    /// Where the tokens are, in bytes.
    pub(crate) fn ranges(&self) -> &[Range<usize>] {
        &self.ranges
    }
}

/// The tokens from a place on, with nothing between them but white space.
fn place(text: &str, tokens: &[&str], mut at: usize) -> Option<Vec<Range<usize>>> {
    let mut ranges = Vec::new();
    for token in tokens {
        let rest = &text[at..];
        let skipped = if ranges.is_empty() { 0 } else { rest.len() - rest.trim_start().len() };
        if !rest[skipped..].starts_with(token) {
            return None;
        }
        if skipped > 0 {
            ranges.push(at..at + skipped);
        }
        ranges.push(at + skipped..at + skipped + token.len());
        at += skipped + token.len();
    }
    Some(ranges)
}

#[cfg(test)]
mod tests {
    use super::Wanted;

    #[test]
    fn wanted_tokens_are_found() {
        for (text, tokens, expected) in [
            ("研究生命", "研究 生命", Some(&[0..6, 6..12][..])),
            ("他研究生命", "研究生  命", Some(&[3..12, 12..15])),
            ("a b", "a b", Some(&[0..1, 1..2, 2..3])),
            ("研究生命", "研究 命", None),
            ("研究", "", None),
            ("", "研究", None),
        ] {
            assert_eq!(Wanted::find(text, tokens).as_ref().map(Wanted::ranges), expected, "{text} {tokens}");
        }
    }
}
