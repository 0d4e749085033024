//! What begins and what ends at each Han character of a text.

use maxmatch_dict::characters;

use super::gram::Gram;

/// A window on a text, in one of two directions. At the end of a run of Han characters it is shorter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Window {
    /// The characters from one on.
    Forward(Gram),
    /// The characters up to one, from last to first.
    Backward(Gram),
}

/// The windows of a text that comes character by character: one in each direction for each Han character.
#[derive(Debug)]
pub(super) struct Windows {
    width: usize,
    forward: Gram,
    backward: Gram,
}

impl Windows {
    /// Windows of so many characters.
    pub(super) fn new(width: usize) -> Windows {
        Windows { width, forward: Gram::default(), backward: Gram::default() }
    }

    /// Takes the next character. One that is not Han ends a run, unless it belongs to the character before it.
    pub(super) fn push(&mut self, c: char, mut found: impl FnMut(Window)) {
        if let Some(character) = Gram::of(c) {
            self.shift(character, &mut found);
            self.backward = self.backward.behind(character, self.width);
            found(Window::Backward(self.backward));
        } else if !characters::is_skipped(c) {
            self.end(found);
        }
    }

    /// Ends the run.
    pub(super) fn end(&mut self, mut found: impl FnMut(Window)) {
        while self.forward != Gram::default() {
            self.shift(Gram::default(), &mut found);
        }
        self.backward = Gram::default();
    }

    /// The window that begins one character later; handed over once something begins it.
    fn shift(&mut self, next: Gram, found: &mut impl FnMut(Window)) {
        self.forward = self.forward.shifted(self.width, next);
        if self.forward.prefix(1) != Gram::default() {
            found(Window::Forward(self.forward));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::gram::tests::gram;
    use super::*;

    #[test]
    fn windows_by_hand() {
        let mut found = Vec::new();
        let mut windows = Windows::new(3);
        "一丁\u{FE00}七万a上，".chars().for_each(|c| windows.push(c, |window| found.push(window)));
        let of = |is_forward: bool| {
            let texts = found.iter().filter_map(move |&window| match window {
                Window::Forward(gram) => is_forward.then_some(gram),
                Window::Backward(gram) => (!is_forward).then_some(gram),
            });
            texts.collect::<Vec<_>>()
        };
        assert_eq!(of(true), ["一丁七", "丁七万", "七万", "万", "上"].map(gram));
        assert_eq!(of(false), ["一", "丁一", "七丁一", "万七丁", "上"].map(gram));
    }
}
