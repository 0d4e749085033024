//! Whatever a text is: every piece of it, from unit to unit, is found.

mod support;

use maxmatch::{Rules, Segmenter, UserDictionary};
use maxmatch_tantivy::Tokenizers;
use proptest::prelude::*;
use proptest::sample::Index;
use support::{Indexed, tokens};

/// Of which texts are made.
const PARTS: [&str; 48] = [
    "研究",
    "研究生",
    "生命",
    "命",
    "起源",
    "的",
    "和尚",
    "尚未",
    "结婚",
    "中华人民共和国",
    "二十三",
    "十",
    "万",
    "一",
    "两",
    "点",
    "第",
    "3.5",
    "24万",
    "2023年",
    "%",
    " ",
    "\n",
    "\u{3000}",
    "，",
    "。",
    "《",
    "\"",
    "\\",
    "'",
    "iPhone",
    "ＡＢＣ",
    "發展",
    "发展",
    "a",
    "😀",
    "👩\u{200D}👧",
    "🇨🇳",
    "e\u{301}",
    "\u{FE0F}",
    "カタカナ",
    "한국",
    "\0",
    "C++",
    "https://a.cn/b",
    "@",
    "#话题#",
    "-",
];

/// Those that are tried: the default, with punctuation, with a user dictionary, by no rules, and by all.
fn all_tokenizers() -> Vec<Tokenizers> {
    let dictionary = maxmatch_zh::dictionary();
    let user = "研究生命\n!生命\n\"c++\"\n研|究\n命+起\nab\n\"发展 a\"\n";
    let user = UserDictionary::read("user.txt", user.as_bytes()).unwrap();
    let build = |builder: &mut maxmatch::Builder| Tokenizers::new(&builder.build().unwrap());
    let plain = build(&mut Segmenter::builder(&dictionary));
    vec![
        plain.with_punctuation(),
        plain,
        build(Segmenter::builder(&dictionary).layer(&user)),
        build(Segmenter::builder(&dictionary).rules(Rules::none())),
        build(Segmenter::builder(&dictionary).rules(Rules::all())),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_piece_is_found(
        parts in prop::collection::vec(prop::sample::select(&PARTS[..]), 1..40),
        others in prop::collection::vec(prop::sample::select(&PARTS[..]), 1..40),
        pieces in prop::collection::vec((any::<Index>(), any::<Index>()), 8),
        which in any::<Index>(),
    ) {
        thread_local!(static TOKENIZERS: Vec<Tokenizers> = all_tokenizers());
        let tokenizers = TOKENIZERS.with(|all| which.get(all).clone());
        let (text, other) = (parts.concat(), others.concat());
        let indexed = Indexed::new(&tokenizers, &[&text, &other]);
        // Where units begin: every unit is a token of the index.
        let mut bounds: Vec<usize> = tokenizers.segmenter().segment(&text).map(|token| token.range().start).collect();
        bounds.dedup();
        bounds.push(text.len());
        for (from, to) in &pieces {
            let (from, to) = (*from.get(&bounds), *to.get(&bounds));
            let range = from.min(to)..from.max(to);
            let piece = &text[range.clone()];
            let asked = tokens(&mut tokenizers.for_query(), piece);
            let found = tokenizers.highlighter([piece]).find(&text);
            if asked.is_empty() {
                prop_assert!(indexed.find_phrase(piece).is_empty());
                prop_assert!(found.is_empty());
                continue;
            }
            prop_assert!(indexed.find_phrase(piece).contains(&0), "{:?} as a phrase in {:?}", piece, text);
            prop_assert!(indexed.find_all(piece).contains(&0), "all of {:?} in {:?}", piece, text);
            // And there it is highlighted, from the first token to the last.
            let [start, end] = [asked[0].offset_from, asked[asked.len() - 1].offset_to].map(|at| range.start + at);
            let is_marked = found.iter().any(|found| found.start <= start && end <= found.end);
            prop_assert!(is_marked, "{:?} in {:?}", piece, text);
            // In any other text it is highlighted if tantivy finds it there, and only then.
            let in_other = !tokenizers.highlighter([piece]).find(&other).is_empty();
            prop_assert_eq!(in_other, indexed.find_phrase(piece).contains(&1), "{:?} in {:?}", piece, other);
        }
    }

    /// The highlights are what a search for each beginning in the list of all tokens finds.
    #[test]
    fn highlights_are_exact(
        parts in prop::collection::vec(prop::sample::select(&PARTS[..12]), 1..40),
        phrases in prop::collection::vec(prop::collection::vec(prop::sample::select(&PARTS[..12]), 1..4), 1..4),
    ) {
        let tokenizers = support::zh();
        let (text, phrases) = (parts.concat(), phrases.iter().map(|parts| parts.concat()).collect::<Vec<_>>());
        let indexed = tokens(&mut tokenizers.for_index(), &text);
        let mut is_marked = vec![false; text.len()];
        for phrase in &phrases {
            let asked = tokens(&mut tokenizers.for_query(), phrase);
            for first in &indexed {
                let find = |asked: &tantivy::tokenizer::Token| indexed.iter().find(|token| {
                    token.text == asked.text && token.position == first.position + asked.position
                });
                if let Some(found) = asked.iter().map(find).collect::<Option<Vec<_>>>() {
                    is_marked[found[0].offset_from..found[found.len() - 1].offset_to].fill(true);
                }
            }
        }
        let found = tokenizers.highlighter(phrases.iter().map(String::as_str)).find(&text);
        prop_assert!(found.windows(2).all(|pair| pair[0].end <= pair[1].start), "{:?}", found);
        let mut by_highlighter = vec![false; text.len()];
        found.into_iter().for_each(|range| by_highlighter[range].fill(true));
        prop_assert_eq!(by_highlighter, is_marked, "{:?} in {:?}", phrases, text);
    }
}
