//! The engine against the oracle.

use std::collections::HashMap;

use maxmatch::{Dictionary, Kind, Mode, Principle, Principles, Rules, Scratch, Segmenter};
use maxmatch_dict::View;

use crate::oracle::{Explanation, Oracle, Region, Token};

/// Words and their frequencies.
pub type Words = HashMap<String, u32>;

/// The words as a dictionary.
pub fn dictionary(words: &Words, views: &[View]) -> Dictionary {
    let mut builder = Dictionary::builder();
    builder.views(views);
    for (word, frequency) in words {
        builder.add(word, *frequency, None).unwrap();
    }
    builder.build().unwrap()
}

/// Orders of the principles that name all, some, one and none.
fn orders() -> Vec<Principles> {
    use Principle::*;
    [&[Words, Oov, Singles][..], &[Singles, Words], &[Oov], &[Singles, Oov, Words], &[]].map(Principles::new).to_vec()
}

/// The tokens of any bytes, after checking what holds for all: joined they are the text, whichever way it is segmented
/// they are the same, and none ends inside a character.
pub fn tokens(segmenter: &Segmenter, text: &[u8], scratch: &mut Scratch) -> Vec<Token> {
    let tokens: Vec<_> = segmenter.segment_bytes(text).collect();
    let joined: Vec<u8> = tokens.iter().flat_map(|token| token.text().to_vec()).collect();
    assert_eq!(joined, text, "the tokens are not the text");
    assert!(tokens.iter().all(|token| &text[token.range()] == token.text() && !token.text().is_empty()));
    let tokens: Vec<Token> = tokens.iter().map(|token| (token.range(), token.kind())).collect();
    let again: Vec<Token> =
        segmenter.segment_bytes_with(scratch, text).map(|token| (token.range(), token.kind())).collect();
    assert_eq!(again, tokens, "a scratch shows");
    match std::str::from_utf8(text) {
        Ok(text) => {
            let strings: Vec<Token> = segmenter.segment(text).map(|token| (token.range(), token.kind())).collect();
            assert_eq!(strings, tokens, "text and bytes differ");
            let again: Vec<Token> =
                segmenter.segment_with(scratch, text).map(|token| (token.range(), token.kind())).collect();
            assert_eq!(again, tokens, "a scratch shows");
        }
        Err(_) => {
            for (range, kind) in &tokens {
                assert_eq!(std::str::from_utf8(&text[range.clone()]).is_err(), *kind == Kind::Invalid);
            }
        }
    }
    tokens
}

/// The engine against the oracle: both rule sets, all modes, several orders of the principles, and the explanation.
pub fn check(words: &Words, views: &[View], text: &[u8]) {
    let dictionary = dictionary(words, views);
    let mut scratch = Scratch::default();
    let shown = String::from_utf8_lossy(text);
    for rules in [Rules::standard(), Rules::none()] {
        let oracle = Oracle::new(words, views, rules.clone());
        // Without folding the words are indexed anew, so once is enough.
        let dictionary = Segmenter::builder(&dictionary).rules(rules.clone()).build().unwrap().dictionary().clone();
        let mut builder = Segmenter::builder(&dictionary);
        builder.rules(rules.clone());
        let reading = oracle.read(text);
        let mut segmented = |segmenter: &Segmenter| tokens(segmenter, text, &mut scratch);
        for mode in [Mode::Forward, Mode::Backward] {
            let expected = reading.segment(mode, &Principles::default());
            assert_eq!(segmented(&builder.mode(mode).build().unwrap()), expected, "{mode} {rules:?} {shown:?}");
        }
        for principles in orders() {
            let expected = reading.explain(&principles);
            let segmenter = builder.mode(Mode::Bidirectional).principles(principles.clone()).build().unwrap();
            assert_eq!(segmented(&segmenter), expected.tokens, "bidir {rules:?} {principles} {shown:?}");
            assert_eq!(explained(&segmenter, text), expected, "{rules:?} {principles} {shown:?}");
        }
    }
}

/// The engine's explanation as the oracle puts it.
fn explained(segmenter: &Segmenter, text: &[u8]) -> Explanation {
    let why = segmenter.explain(text);
    let plain = |tokens: Vec<maxmatch::Token<'_, [u8]>>| -> Vec<Token> {
        tokens.iter().map(|token| (token.range(), token.kind())).collect()
    };
    let region = |region: maxmatch::Region| Region {
        range: region.range,
        forward: region.forward,
        backward: region.backward,
        decision: region.decision,
        chosen: region.chosen,
    };
    Explanation {
        forward: plain(why.forward),
        backward: plain(why.backward),
        regions: why.regions.into_iter().map(region).collect(),
        tokens: plain(why.tokens),
    }
}
