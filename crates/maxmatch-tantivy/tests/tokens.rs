//! The graph of tokens.

mod support;

use maxmatch_tantivy::LONGEST_TOKEN;
use support::{tokens, zh, zh_with};

/// Text, position and length of each token.
fn graph(found: &[tantivy::tokenizer::Token]) -> Vec<(&str, usize, usize)> {
    found.iter().map(|token| (&*token.text, token.position, token.position_length)).collect()
}

#[test]
fn what_is_indexed_and_what_is_asked_for() {
    let tokenizers = zh_with("\"new york\"\n!研究生\n");
    let (mut index, mut query) = (tokenizers.for_index(), tokenizers.for_query());
    let cases: [(&str, &[_], &[_]); 9] = [
        (
            "生命的起源",
            &[("生", 0, 1), ("生命", 0, 2), ("命", 1, 1), ("的", 2, 1), ("起", 3, 1), ("起源", 3, 2), ("源", 4, 1)],
            &[("生命", 0, 2), ("的", 2, 1), ("起源", 3, 2)],
        ),
        // What a layer forbids is in neither.
        ("研究生", &[("研", 0, 1), ("研究", 0, 2), ("究", 1, 1), ("生", 2, 1)], &[("研究", 0, 2), ("生", 2, 1)]),
        // White space takes no position, punctuation does.
        (
            " 我\r\n\u{3000}你，\t他",
            &[("我", 0, 1), ("你", 1, 1), ("他", 3, 1)],
            &[("我", 0, 1), ("你", 1, 1), ("他", 3, 1)],
        ),
        ("New  York", &[("new", 0, 1), ("york", 1, 1)], &[("new", 0, 1), ("york", 1, 1)]),
        ("New York", &[("new", 0, 1), ("new york", 0, 2), ("york", 1, 1)], &[("new york", 0, 2)]),
        ("後ＡＢＣ", &[("后", 0, 1), ("abc", 1, 1)], &[("后", 0, 1), ("abc", 1, 1)]),
        ("😀👩\u{200D}👧", &[("😀", 0, 1), ("👩👧", 1, 1)], &[("😀", 0, 1), ("👩👧", 1, 1)]),
        // A number is there with and without its unit, and as a query in parts.
        ("24万", &[("24", 0, 1), ("24万", 0, 2), ("万", 1, 1)], &[("24", 0, 1), ("万", 1, 1)]),
        ("，。", &[], &[]),
    ];
    for (text, indexed, asked) in cases {
        assert_eq!(graph(&tokens(&mut index, text)), indexed, "{text:?}");
        assert_eq!(graph(&tokens(&mut query, text)), asked, "{text:?}");
    }
}

#[test]
fn punctuation_is_a_choice() {
    let tokenizers = zh().with_punctuation();
    for mut tokenizer in [tokenizers.for_index(), tokenizers.for_query()] {
        let found = tokens(&mut tokenizer, "“我”，");
        assert_eq!(graph(&found), [("“", 0, 1), ("我", 1, 1), ("”", 2, 1), (",", 3, 1)]);
    }
    assert_ne!(tokenizers.name(), zh().name());
    assert_eq!(tokenizers.name(), tokenizers.with_punctuation().name());
}

/// Offsets slice the text, and never go backwards.
#[test]
fn offsets_are_of_the_text_itself() {
    let text = "他在ＰＥＫ發展e\u{301}tude 二十三點五，👩\u{200D}👧\0結束。".repeat(500);
    let mut alone = zh().for_index();
    for tokenizer in [&mut zh().for_index(), &mut zh().for_query()] {
        let (mut start, mut position, mut count) = (0, 0, 0);
        for token in tokens(tokenizer, &text) {
            assert!(token.offset_from >= start && token.position >= position, "{token:?}");
            (start, position) = (token.offset_from, token.position);
            let source = &text[token.offset_from..token.offset_to];
            // The folded text is that of the slice, by itself.
            let mut found = tokens(&mut alone, source).into_iter();
            assert!(found.any(|other| other.text == token.text && other.offset_to == source.len()), "{source:?}");
            count += 1;
        }
        assert!(count >= 5_000, "{count}");
    }
}

/// tantivy would drop it from the index only.
#[test]
fn what_is_too_long_is_no_token() {
    for mut tokenizer in [zh().for_index(), zh().for_query()] {
        for (length, count) in [(LONGEST_TOKEN, 3), (LONGEST_TOKEN + 1, 2)] {
            let text = format!("我 {} 你", "a".repeat(length));
            let found = tokens(&mut tokenizer, &text);
            assert_eq!((found.len(), found[found.len() - 1].position), (count, 2));
        }
    }
}

/// A tokenizer that served before gives what a new one gives, and so does its clone on another thread.
#[test]
fn buffers_do_not_show() {
    let mut used = zh().for_index();
    let text = "研究生命的起源".repeat(1_000);
    let expected = tokens(&mut zh().for_index(), "二十三岁");
    // Given up in the middle.
    let mut stream = tantivy::tokenizer::Tokenizer::token_stream(&mut used, &text);
    assert!(tantivy::tokenizer::TokenStream::advance(&mut stream));
    let clone = used.clone();
    for mut tokenizer in [used, clone] {
        let found = std::thread::spawn(move || tokens(&mut tokenizer, "二十三岁")).join().unwrap();
        assert_eq!(found, expected);
    }
}
