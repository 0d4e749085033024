//! What SVG and HTML have in common.

/// Text as XML and HTML have it, between tags and in attributes. What it can't have, control characters, is replaced.
///
/// ```
/// assert_eq!(maxmatch_explain::xml::escape("a < b\u{7}"), "a &lt; b\u{FFFD}");
/// ```
pub fn escape(text: &str) -> String {
    let mut escaped = String::new();
    for c in text.chars() {
        match c {
            '&' => escaped += "&amp;",
            '<' => escaped += "&lt;",
            '>' => escaped += "&gt;",
            '"' => escaped += "&quot;",
            '\u{FFFE}' | '\u{FFFF}' => escaped.push('\u{FFFD}'),
            c if c.is_control() => escaped.push('\u{FFFD}'),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn escaping() {
        assert_eq!(escape("a<b> & \"c\"\u{1B}\u{FFFE}语"), "a&lt;b&gt; &amp; &quot;c&quot;\u{FFFD}\u{FFFD}语");
    }
}
