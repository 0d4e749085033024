//! Writing lines of user dictionaries, so that they are read as they are meant.

use maxmatch_dict::user::{Content, UserDictionary};

/// A line that says that something is a word. None if no line can.
pub(super) fn word(word: &str, frequency: Option<u32>) -> Option<String> {
    let more = frequency.map_or_else(String::new, |frequency| format!(" {frequency}"));
    let says = |content: &Content| match content {
        Content::Word { word: said, frequency: often, tag } => &**said == word && *often == frequency && tag.is_none(),
        _ => false,
    };
    let columns = frequency.map_or_else(String::new, |frequency| frequency.to_string());
    first([format!("{word}{more}"), format!("\"{word}\"{more}"), format!("{word}\t{columns}")], says)
}

/// A line that forbids a word. None if no line can.
pub(super) fn forbid(word: &str) -> Option<String> {
    let says = |content: &Content| matches!(content, Content::Forbidden(said) if **said == *word);
    first([format!("!{word}"), format!("!\"{word}\"")], says)
}

/// A line with these pieces, each with whether it is joined, parted by cuts. None if no line can.
pub(super) fn marked(pieces: &[(&str, bool)]) -> Option<String> {
    let written: Option<Vec<String>> = pieces
        .iter()
        .map(|&(piece, is_joined)| if is_joined { joined(piece) } else { Some(piece.to_owned()) })
        .collect();
    let says =
        |content: &Content| matches!(content, Content::Marked(marked) if marked.parts().eq(pieces.iter().copied()));
    first([written?.join("|")], says)
}

/// A piece with a mark between the last two of its characters that are not ASCII, where it joins them.
fn joined(piece: &str) -> Option<String> {
    let is_good = |&at: &usize| {
        !piece[..at].ends_with(|c: char| c.is_ascii()) && !piece[at..].starts_with(|c: char| c.is_ascii())
    };
    let at = piece.char_indices().map(|(at, _)| at).skip(1).filter(is_good).last()?;
    Some(format!("{}+{}", &piece[..at], &piece[at..]))
}

/// The first line that is read as what is meant, and without a warning.
fn first<const N: usize>(lines: [String; N], says: impl Fn(&Content) -> bool) -> Option<String> {
    lines.into_iter().find(|line| {
        UserDictionary::read("edit", line.as_bytes())
            .is_ok_and(|user| user.warnings().is_empty() && matches!(user.lines(), [only] if says(&only.content)))
    })
}

#[cfg(test)]
mod tests {
    use super::{forbid, marked, word};

    #[test]
    fn lines_are_read_as_they_are_meant() {
        for (text, frequency, expected) in [
            ("生命", None, Some("生命")),
            ("生命", Some(300), Some("生命 300")),
            ("New York", None, Some("New York")),
            ("new york", None, Some("\"new york\"")),
            ("New York", Some(5), Some("New York 5")),
            ("!", None, Some("!")),
            ("!好", None, Some("\"!好\"")),
            ("测|试", None, Some("\"测|试\"")),
            ("#", Some(5), Some("\"#\" 5")),
            ("a\nb", None, None),
            ("\t", None, None),
        ] {
            assert_eq!(word(text, frequency).as_deref(), expected, "{text:?}");
        }
        for (text, expected) in [("研究生", "!研究生"), ("New York", "!New York"), ("新 5", "!\"新 5\"")] {
            assert_eq!(forbid(text).as_deref(), Some(expected), "{text:?}");
        }
        for (pieces, expected) in [
            (&[("研究", false), ("生", false)][..], Some("研究|生")),
            (&[("上海", false), ("大学", true)], Some("上海|大+学")),
            (&[("C+", false), ("好", false)], None),
            (&[("ab", true)], None),
            (&[("a ", false), ("好", false)], None),
        ] {
            assert_eq!(marked(pieces).as_deref(), expected, "{pieces:?}");
        }
    }
}
