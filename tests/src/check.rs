//! The engine against the oracle.

use std::collections::HashMap;
use std::ops::Range;

use maxmatch::train::Training;
use maxmatch::{
    Builder, Dictionary, Kind, Mode, Principle, Principles, Rules, Scratch, Segmenter, UserDictionary, Weights,
};
use maxmatch_dict::{Terms, View};
use unicode_segmentation::UnicodeSegmentation;

use crate::oracle::{Explanation, Oracle, Reading, Region, Token};
use crate::search::Indexed;

/// Words and their frequencies.
pub type Words = HashMap<String, u32>;

/// The words as a dictionary. Some are transliterated names, and some dictionaries add to their costs.
pub fn dictionary(words: &Words, views: &[View]) -> Dictionary {
    let mut builder = Dictionary::builder();
    builder.views(views).terms(terms(words));
    for (word, frequency) in words {
        builder.add(word, *frequency, is_name(*frequency).then_some("nrt")).unwrap();
    }
    let dictionary = builder.build().unwrap();
    if words.len() % 5 == 4 { trained(&dictionary, words) } else { dictionary }
}

/// The dictionary with a model of some sentences of its words.
pub fn trained(dictionary: &Dictionary, words: &Words) -> Dictionary {
    let mut training = Training::new(dictionary).unwrap();
    let mut sorted: Vec<&str> = words.keys().map(String::as_str).collect();
    sorted.sort_unstable();
    sorted.extend(["，", "24", "a", "丁丈世且"]);
    for step in 1..6 {
        let sentence: Vec<&str> = (0..sorted.len()).map(|i| sorted[i * step % sorted.len()]).collect();
        training.add(&sentence.join(" "));
    }
    dictionary.with_bigrams(training.counts()).unwrap()
}

fn is_name(frequency: u32) -> bool {
    frequency % 4 == 1
}

fn terms(words: &Words) -> Terms {
    match words.len() % 3 {
        0 => Terms { unknown: -300, lengths: [50, 0, -20, 700, 0, 0, 0, 9] },
        _ => Terms::default(),
    }
}

/// The oracle of that dictionary.
pub fn oracle(words: &Words, views: &[View], rules: Rules) -> Oracle {
    let oracle = Oracle::new(words, views, rules).with_terms(terms(words));
    oracle.with_names(words, |word| is_name(words[word]))
}

/// Sets of rules: those with names, and some of which each rule is in one, and not in another.
pub fn sets() -> Vec<Rules> {
    let lists = ["standard", "none", "all", "-numbers,-urls,-hashtags,-models,+dates", "none,+numbers,+urls,+mentions"];
    let more =
        ["-percent,-numerals,-emails,-mentions,-versions,+measures", "none,+percent,+numerals,+emails,+ordinals"];
    lists.into_iter().chain(more).map(|list| list.parse().expect("a list of rules")).collect()
}

/// Orders of the principles that name all, some, one and none.
fn orders() -> Vec<Principles> {
    use Principle::*;
    [&[Words, Oov, Singles][..], &[Singles, Words], &[Oov], &[Singles, Oov, Words], &[]].map(Principles::new).to_vec()
}

/// The tokens of any bytes, after checking what holds for all: joined they are the text, whichever way it is segmented
/// they are the same, and none ends inside a character. Where words overlap, they cover the text in their order.
pub fn tokens(segmenter: &Segmenter, text: &[u8], scratch: &mut Scratch) -> Vec<Token> {
    let tokens: Vec<_> = segmenter.segment_bytes(text).collect();
    if segmenter.mode().overlaps() {
        assert!(tokens.is_sorted_by_key(|token| (token.range().start, token.range().end)), "tokens out of order");
        let covered = tokens
            .iter()
            .fold(0, |end, token| if token.range().start <= end { end.max(token.range().end) } else { end });
        assert_eq!(covered, text.len(), "the tokens do not cover the text");
    } else {
        let joined: Vec<u8> = tokens.iter().flat_map(|token| token.text().to_vec()).collect();
        assert_eq!(joined, text, "the tokens are not the text");
    }
    assert!(tokens.iter().all(|token| &text[token.range()] == token.text() && !token.text().is_empty()));
    let tokens: Vec<Token> = tokens.iter().map(|token| (token.range(), token.kind())).collect();
    let again: Vec<Token> =
        segmenter.segment_bytes_with(scratch, text).map(|token| (token.range(), token.kind())).collect();
    assert_eq!(again, tokens, "a scratch shows");
    let mut rest = segmenter.segment_bytes_with(scratch, text);
    let mut in_turn: Vec<Token> = Vec::new();
    while let Some(token) = rest.next() {
        in_turn.push((token.range(), token.kind()));
        in_turn.extend(rest.next_spans().into_iter().flatten().map(|span| (span.range(), span.kind())));
    }
    assert_eq!(in_turn, tokens, "tokens and spans in turn are not the tokens");
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

/// A user dictionary of all lines that can be read. What no dictionary can hold is left out.
pub fn user(lines: &str) -> UserDictionary {
    let is_good = |line: &&str| UserDictionary::read("user", line.as_bytes()).is_ok();
    let lines: Vec<&str> = lines.split('\n').filter(is_good).collect();
    UserDictionary::read("user", lines.join("\n").as_bytes()).unwrap()
}

/// The engine against the oracle, under several sets of rules: what [`check_under`] does.
pub fn check(words: &Words, views: &[View], text: &[u8]) {
    check_layered(words, &[], views, text);
}

/// The same with user dictionaries.
pub fn check_layered(words: &Words, users: &[UserDictionary], views: &[View], text: &[u8]) {
    let dictionary = dictionary(words, views);
    sets().into_iter().for_each(|rules| check_under(rules, &dictionary, words, users, views, text));
}

/// All modes, several orders of the principles, and the explanation under the standard rules and under none; one mode under
/// other rules, for units do not depend on it. `dictionary` holds the words.
pub fn check_under(
    rules: Rules,
    dictionary: &Dictionary,
    words: &Words,
    users: &[UserDictionary],
    views: &[View],
    text: &[u8],
) {
    let mut scratch = Scratch::default();
    let shown = String::from_utf8_lossy(text);
    let oracle = oracle(words, views, rules).with(users);
    // Without folding the words are indexed anew, so once is enough.
    let dictionary = Segmenter::builder(dictionary).rules(rules).build().unwrap().dictionary().clone();
    let mut builder = Segmenter::builder(&dictionary);
    builder.rules(rules);
    users.iter().for_each(|user| {
        builder.layer(user);
    });
    let oracle = oracle.with_model(&dictionary);
    let reading = oracle.read(text);
    let mut segmented = |segmenter: &Segmenter| tokens(segmenter, text, &mut scratch);
    if rules != Rules::standard() && rules != Rules::none() {
        let expected = reading.segment(Mode::Forward, &Principles::default());
        assert_eq!(segmented(&builder.mode(Mode::Forward).build().unwrap()), expected, "{rules:?} {shown:?}");
        return;
    }
    let for_search = oracle.read_for(Mode::Index, text);
    for mode in Mode::ALL.into_iter().filter(|&mode| mode != Mode::Bidirectional) {
        let reading = if mode.is_for_search() { &for_search } else { &reading };
        let expected = reading.segment(mode, &Principles::default());
        assert_eq!(segmented(&builder.mode(mode).build().unwrap()), expected, "{mode} {rules:?} {shown:?}");
    }
    for weights in ["words=-1.5,oov=0.25", "singles=-80,oov=20"].map(|weights| weights.parse::<Weights>().unwrap()) {
        let segmenter = builder.mode(Mode::Lattice).weights(weights).build().unwrap();
        assert_eq!(segmented(&segmenter), reading.lattice(&weights), "{weights} {rules:?} {shown:?}");
    }
    check_search(&mut builder, &for_search, text, &shown);
    check_readings(builder.mode(Mode::Lattice).weights(Weights::default()), &reading, text);
    for principles in orders() {
        let expected = reading.explain(&principles);
        let segmenter = builder.mode(Mode::Bidirectional).principles(principles.clone()).build().unwrap();
        assert_eq!(segmented(&segmenter), expected.tokens, "bidir {rules:?} {principles} {shown:?}");
        assert_eq!(explained(&segmenter, text), expected, "{rules:?} {principles} {shown:?}");
    }
}

/// What is indexed of a text, and that every piece of it that begins and ends between units, up to 40 tokens later, is found.
fn check_search(builder: &mut Builder, reading: &Reading<'_>, text: &[u8], shown: &str) {
    let mut segmenter = |mode| builder.mode(mode).build().unwrap();
    let (index, query) = (segmenter(Mode::Index), segmenter(Mode::Query));
    assert_eq!(index.fingerprint(), query.fingerprint());
    let mut scratch = Scratch::default();
    let indexed = Indexed::new(&index, &mut scratch, text);
    let found: Vec<(Token, Range<usize>)> =
        indexed.postings().iter().map(|(_, range, places, kind)| ((range.clone(), *kind), places.clone())).collect();
    assert_eq!(found, reading.index(), "{shown:?}");
    assert_eq!(indexed.fault(), None, "{shown:?}");
    for start in 0..indexed.units() {
        for end in start + 1..=indexed.units().min(start + 40) {
            let missing = indexed.missing(&mut scratch, start..end);
            assert_eq!(missing, None, "{shown:?}: of the units {start}..{end}");
        }
    }
}

/// The cheapest readings, confidences and ambiguities of a text with few readings against all of them.
fn check_readings(builder: &Builder, reading: &Reading<'_>, text: &[u8]) {
    let Some(all) = reading.readings(&Weights::default(), 2000) else { return };
    let segmenter = builder.build().unwrap();
    let plain = |tokens: &[maxmatch::Token<'_, [u8]>]| -> Vec<Token> {
        tokens.iter().map(|token| (token.range(), token.kind())).collect()
    };
    let shown = String::from_utf8_lossy(text);
    for count in [1, 5, all.len() + 1] {
        let found: Vec<_> = segmenter.segmentations(text, count).iter().map(|s| (s.cost, plain(&s.tokens))).collect();
        let expected: Vec<_> = all.iter().take(count).map(|priced| (priced.0, reading.tokens_of(priced))).collect();
        assert_eq!(found, expected, "the {count} best of {shown:?}");
    }
    for within in [0, 700, u32::MAX] {
        let weighed = segmenter.weigh(text, within);
        let found: Vec<_> = weighed
            .tokens
            .iter()
            .map(|t| {
                ((t.token.range(), t.token.kind()), t.margin.map(i64::from), t.ambiguities.iter().collect::<Vec<_>>())
            })
            .collect();
        assert_eq!(found, reading.margins(&all, within.into()), "within {within} {shown:?}");
        let mut end = 0;
        for spot in &weighed.spots {
            assert!(spot.range.start >= end && spot.margin <= within, "{shown:?}");
            end = spot.range.end;
            let tokens = |from: usize, to: usize| {
                let here = weighed.tokens.iter().filter(|t| t.token.range().start >= from && t.token.range().end <= to);
                here.map(|t| t.token).collect::<Vec<_>>()
            };
            assert_eq!(tokens(spot.range.start, spot.range.end), spot.tokens);
            // The other reading, put in its place, is a reading that costs so much more.
            let all_tokens = [tokens(0, spot.range.start), spot.other.clone(), tokens(end, text.len())].concat();
            let cost = all[0].0 + i64::from(spot.margin);
            let is_there = all.iter().any(|priced| priced.0 == cost && reading.tokens_of(priced) == plain(&all_tokens));
            assert!(is_there, "{shown:?} {spot:?}");
        }
        // Where a token has another reading near, there is a spot.
        let nearest = weighed.tokens.iter().filter_map(|t| t.margin).min();
        assert_eq!(weighed.spots.is_empty(), nearest.is_none_or(|margin| margin > within), "{shown:?}");
    }
}

/// What holds for texts of any length, without an oracle: what [`tokens`] checks, and that every token ends where a
/// cluster ends. A cluster longer than a rule looks ahead, 256 KiB, is cut, so the text must have none.
pub fn check_long(words: &Words, views: &[View], text: &[u8]) {
    let dictionary = dictionary(words, views);
    let mut scratch = Scratch::default();
    let is_end = cluster_ends(text);
    for rules in sets() {
        let mut builder = Segmenter::builder(&dictionary);
        builder.rules(rules);
        for mode in Mode::ALL {
            let tokens = tokens(&builder.mode(mode).build().unwrap(), text, &mut scratch);
            let inside = tokens.iter().find(|(range, _)| !is_end[range.end]);
            assert_eq!(inside, None, "{mode} {rules:?}: it ends inside a cluster");
        }
    }
}

/// By byte: whether a cluster, or an ill-formed sequence, ends before it.
fn cluster_ends(text: &[u8]) -> Vec<bool> {
    let mut is_end = vec![false; text.len() + 1];
    let mut at = 0;
    for chunk in text.utf8_chunks() {
        let clusters = chunk.valid().graphemes(true).map(str::len);
        for length in clusters.chain([chunk.invalid().len()]) {
            at += length;
            is_end[at] = true;
        }
    }
    is_end
}

/// A text has the same tokens if it comes in pieces, of each of some sizes in bytes.
pub fn check_pieces(segmenter: &Segmenter, text: &[u8], sizes: &[usize]) {
    let whole: Vec<Token> = segmenter.segment_bytes(text).map(|token| (token.range(), token.kind())).collect();
    for &size in sizes {
        let pieces = in_pieces(segmenter, text, size);
        let first = pieces.iter().zip(&whole).find(|(a, b)| a != b);
        let (mode, rules) = (segmenter.mode(), segmenter.rules());
        assert!(pieces == whole, "{mode}, {rules:?}, {size} bytes at a time: {first:?}");
    }
}

/// The tokens, with at most `size` new bytes before each call.
fn in_pieces(segmenter: &Segmenter, text: &[u8], size: usize) -> Vec<Token> {
    let mut scratch = Scratch::default();
    let (mut tokens, mut start, mut end) = (Vec::<Token>::new(), 0, 0);
    let shifted =
        |token: maxmatch::Token<'_, [u8]>, by| (token.range().start + by..token.range().end + by, token.kind());
    while end < text.len() {
        end = text.len().min(end + size);
        let mut settled = segmenter.segment_prefix_with(&mut scratch, &text[start..end]);
        tokens.extend(settled.by_ref().map(|token| shifted(token, start)));
        start += settled.offset();
    }
    tokens.extend(segmenter.segment_bytes_with(&mut scratch, &text[start..]).map(|token| shifted(token, start)));
    tokens
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
