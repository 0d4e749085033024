//! Pairs of characters as tokens, which need no dictionary.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// Every character and every two that stand side by side, at the position of the first: tantivy's own `NgramTokenizer`
/// puts all at position 0, so that its phrases are none. Characters are what they are, nothing is folded.
#[derive(Clone, Default)]
pub(crate) struct Bigrams {
    /// A query asks for a character alone only if it is nothing else.
    pub(crate) is_query: bool,
}

/// The tokens of a text.
pub(crate) struct Stream<'t> {
    text: &'t str,
    /// Where each character begins, and where the last one ends.
    starts: Vec<usize>,
    /// The position, and how many characters, of the next token.
    next: (usize, usize),
    is_query: bool,
    token: Token,
}

impl Tokenizer for Bigrams {
    type TokenStream<'t> = Stream<'t>;

    fn token_stream<'t>(&'t mut self, text: &'t str) -> Stream<'t> {
        let mut starts: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        starts.push(text.len());
        let is_query = self.is_query && starts.len() > 2;
        Stream { text, starts, next: (0, if is_query { 2 } else { 1 }), is_query, token: Token::default() }
    }
}

impl TokenStream for Stream<'_> {
    fn advance(&mut self) -> bool {
        let (position, length) = self.next;
        let characters = self.starts.len() - 1;
        if position + length > characters {
            return false;
        }
        let (from, to) = (self.starts[position], self.starts[position + length]);
        (self.token.offset_from, self.token.offset_to, self.token.position) = (from, to, position);
        self.token.text.clear();
        self.token.text.push_str(&self.text[from..to]);
        self.next = match length {
            1 if position + 2 <= characters => (position, 2),
            _ if self.is_query => (position + 1, 2),
            _ => (position + 1, 1),
        };
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

#[cfg(test)]
mod tests {
    use super::{Bigrams, TokenStream as _, Tokenizer as _};

    #[test]
    fn tokens() {
        for (is_query, text, expected) in [
            (false, "研究a", &[(0, "研"), (0, "研究"), (1, "究"), (1, "究a"), (2, "a")][..]),
            (true, "研究a", &[(0, "研究"), (1, "究a")]),
            (true, "研", &[(0, "研")]),
            (false, "", &[]),
            (true, "", &[]),
        ] {
            let (mut tokenizer, mut tokens) = (Bigrams { is_query }, Vec::new());
            tokenizer.token_stream(text).process(&mut |token| {
                assert_eq!(text[token.offset_from..token.offset_to], token.text);
                tokens.push((token.position, token.text.clone()));
            });
            assert!(
                tokens.iter().map(|(position, text)| (*position, &**text)).eq(expected.iter().copied()),
                "{tokens:?}"
            );
        }
    }
}
