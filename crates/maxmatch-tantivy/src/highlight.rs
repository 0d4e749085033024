//! Where phrases stand in a text.

use std::ops::Range;

use tantivy_tokenizer_api::{TokenStream, Tokenizer as _};

use crate::{Tokenizer, Tokenizers};

/// Finds where phrases stand in texts, exactly as the index does: by the terms and positions of their tokens.
///
/// tantivy's `SnippetGenerator` knows the terms of a query but not where they must stand, so of 我的 it would highlight
/// each 我 and each 的 of the text. Nor is it made for tokens that overlap: it takes for the end of a fragment that of
/// the last token, though others may reach further, and then panics in `to_html`. With the tokenizer for queries it
/// would miss what is cut in another way in the text. So here a phrase is looked for in the tokens that the text has in
/// the index.
///
/// ```
/// use maxmatch::{Dictionary, Segmenter};
/// use maxmatch_tantivy::Tokenizers;
///
/// let mut builder = Dictionary::builder();
/// let dictionary = builder.add("研究", 1, None)?.add("研究生", 1, None)?.add("生命", 1, None)?.build()?;
/// let mut highlighter = Tokenizers::new(&Segmenter::new(&dictionary)).highlighter(["生命的", "起源"]);
/// let text = "研究生命的起源，命的生起。";
/// let found: Vec<_> = highlighter.find(text).into_iter().map(|range| &text[range]).collect();
/// assert_eq!(found, ["生命的", "起源"]);
/// # Ok::<(), maxmatch::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Highlighter {
    tokenizer: Tokenizer,
    phrases: Vec<Vec<Term>>,
    /// Beginnings of phrases that were seen.
    begun: Vec<Begun>,
}

/// A token of a phrase.
#[derive(Debug, Clone)]
struct Term {
    text: String,
    /// How far behind the first one it stands.
    position: usize,
}

#[derive(Debug, Clone)]
struct Begun {
    phrase: usize,
    /// How many of its terms were seen.
    seen: usize,
    /// The position of the first, and its byte.
    position: usize,
    start: usize,
}

impl Highlighter {
    pub(crate) fn new<'p>(tokenizers: &Tokenizers, phrases: impl IntoIterator<Item = &'p str>) -> Highlighter {
        let mut for_query = tokenizers.for_query();
        let terms = |phrase| {
            let mut terms: Vec<Term> = Vec::new();
            let mut first = None;
            for_query.token_stream(phrase).process(&mut |token| {
                let position = token.position - *first.get_or_insert(token.position);
                terms.push(Term { text: token.text.clone(), position });
            });
            terms
        };
        let phrases = phrases.into_iter().map(terms).filter(|terms| !terms.is_empty()).collect();
        Highlighter { tokenizer: tokenizers.for_index(), phrases, begun: Vec::new() }
    }

    /// Where the phrases stand, in bytes of the text and in order. What overlaps is one range.
    ///
    /// The text must be all of what was indexed, or begin and end between units of it.
    pub fn find(&mut self, text: &str) -> Vec<Range<usize>> {
        let Highlighter { tokenizer, phrases, begun } = self;
        let mut found: Vec<Range<usize>> = Vec::new();
        begun.clear();
        let mut stream = tokenizer.token_stream(text);
        while let Some(token) = stream.next() {
            // Tokens come in the order of their positions, and so do a phrase's.
            begun.retain_mut(|begun| {
                let terms = &phrases[begun.phrase];
                let next = &terms[begun.seen];
                let at = begun.position + next.position;
                if at != token.position || next.text != token.text {
                    return at >= token.position;
                }
                begun.seen += 1;
                if begun.seen == terms.len() {
                    found.push(begun.start..token.offset_to);
                }
                begun.seen < terms.len()
            });
            for (phrase, terms) in phrases.iter().enumerate().filter(|(_, terms)| terms[0].text == token.text) {
                if terms.len() == 1 {
                    found.push(token.offset_from..token.offset_to);
                } else {
                    begun.push(Begun { phrase, seen: 1, position: token.position, start: token.offset_from });
                }
            }
        }
        found.sort_unstable_by_key(|range| range.start);
        merge(found)
    }
}

/// Makes one range of those that overlap. They are in the order of their beginnings.
fn merge(found: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let mut merged: Vec<Range<usize>> = Vec::new();
    for range in found {
        match merged.last_mut() {
            Some(last) if range.start < last.end => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    merged
}
