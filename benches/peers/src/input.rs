//! The text, and its runs of Han characters, which are found once and are the same for every contender.

use unicode_script::{Script, UnicodeScript};
use unicode_segmentation::UnicodeSegmentation;

/// A text in memory, cut into maximal runs of Han and of other characters.
pub(crate) struct Input {
    text: String,
    /// Where runs end, in bytes. Runs outside and inside Han text take turns; the first, outside, may be empty.
    ends: Vec<usize>,
}

/// A maximal run of characters that are all Han, or all not.
pub(crate) struct Run<'t> {
    pub(crate) text: &'t str,
    /// Where it begins in the text, in bytes.
    pub(crate) start: usize,
    pub(crate) is_han: bool,
}

impl Input {
    /// Finds the runs. Marks on Han characters are left out of the text: maxmatch matches through them, others don't.
    pub(crate) fn new(text: &str) -> Input {
        let text: String = text.graphemes(true).flat_map(without_marks).collect();
        let mut ends = Vec::new();
        let mut is_han = false;
        for (at, c) in text.char_indices() {
            if is_han_character(c) != is_han {
                ends.push(at);
                is_han = !is_han;
            }
        }
        ends.push(text.len());
        Input { text, ends }
    }

    /// The Han runs alone, one a line.
    pub(crate) fn han_only(&self) -> Input {
        let runs = self.runs().filter(|run| run.is_han);
        Input::new(&runs.flat_map(|run| [run.text, "\n"]).collect::<String>())
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// The runs in order, none empty.
    pub(crate) fn runs(&self) -> impl Iterator<Item = Run<'_>> {
        let mut start = 0;
        let runs = self.ends.iter().enumerate().map(move |(i, &end)| {
            let start = std::mem::replace(&mut start, end);
            Run { text: &self.text[start..end], start, is_han: i % 2 == 1 }
        });
        runs.filter(|run| !run.text.is_empty())
    }

    /// The lines with their line feeds, and where they begin, in bytes.
    pub(crate) fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        let mut next = 0;
        self.text.split_inclusive('\n').map(move |line| {
            let start = next;
            next += line.len();
            (start, line)
        })
    }

    /// Without those of `ends`, in order, that are inside a run of other characters.
    pub(crate) fn outside_runs_collapsed(&self, ends: &[usize]) -> Vec<usize> {
        let mut others = self.runs().filter(|run| !run.is_han).peekable();
        let mut is_inside = |at: usize| {
            while others.next_if(|run| run.start + run.text.len() <= at).is_some() {}
            others.peek().is_some_and(|run| run.start < at)
        };
        ends.iter().copied().filter(|&end| !is_inside(end)).collect()
    }
}

/// The characters of a cluster; of one that holds Han characters only these.
fn without_marks(cluster: &str) -> impl Iterator<Item = char> {
    let has_han = cluster.chars().any(is_han_character);
    cluster.chars().filter(move |&c| !has_han || is_han_character(c))
}

/// Whether a character's script is Han (UAX #24).
pub(crate) fn is_han_character(c: char) -> bool {
    c.script() == Script::Han
}

#[cfg(test)]
mod tests {
    use super::Input;

    #[test]
    fn runs_take_turns() {
        for (text, runs) in [
            ("", &[][..]),
            ("汉字", &[("汉字", true)]),
            ("a汉, 字々〇", &[("a", false), ("汉", true), (", ", false), ("字々〇", true)]),
        ] {
            let input = Input::new(text);
            assert_eq!(input.runs().map(|run| (run.text, run.is_han)).collect::<Vec<_>>(), runs);
            assert!(input.runs().all(|run| text[run.start..].starts_with(run.text)));
        }
    }

    #[test]
    fn lines_have_their_line_feeds() {
        assert_eq!(Input::new("汉字\n\nab").lines().collect::<Vec<_>>(), [(0, "汉字\n"), (7, "\n"), (8, "ab")]);
    }

    #[test]
    fn marks_on_han_characters_go() {
        assert_eq!(Input::new("送\u{f35}来\u{fe00}e\u{301}").text(), "送来e\u{301}");
    }

    #[test]
    fn only_ends_inside_other_runs_go() {
        let input = Input::new("ab汉字, c");
        assert_eq!(input.outside_runs_collapsed(&[1, 2, 5, 8, 9, 10, 11]), [2, 5, 8, 11]);
        assert_eq!(input.outside_runs_collapsed(&[8, 11]), [8, 11]);
        assert_eq!(input.han_only().text(), "汉字\n");
    }
}
