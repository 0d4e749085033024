//! Highlights, and why they are not tantivy's.

mod support;

use maxmatch::{Dictionary, Segmenter};
use maxmatch_tantivy::Tokenizers;
use support::{Indexed, zh};
use tantivy::snippet::SnippetGenerator;

/// The text with its highlights in brackets.
fn marked(tokenizers: &Tokenizers, phrases: &[&str], text: &str) -> String {
    let (mut marked, mut end) = (String::new(), 0);
    for range in tokenizers.highlighter(phrases.iter().copied()).find(text) {
        marked.extend([&text[end..range.start], "[", &text[range.clone()], "]"]);
        end = range.end;
    }
    marked + &text[end..]
}

#[test]
fn highlights() {
    let tokenizers = zh();
    for (phrases, text, expected) in [
        (&["我的"][..], "我说，他的是我的。", "我说，他的是[我的]。"),
        (&["研究生", "生命"], "研究生命与生命", "[研究生命]与[生命]"),
        (&["生命"], "生命生命", "[生命][生命]"),
        (&["和尚"], "结婚的和尚未结婚的", "结婚的[和尚]未结婚的"),
        (&["十三"], "二十三岁十三岁", "二[十三]岁[十三]岁"),
        (&["发展"], "發展 发\n展", "[發展] 发\n展"),
        (&["快速发展"], "快速\n發展", "[快速\n發展]"),
        (&["abc"], "ＡＢＣ，AbC，abcd", "[ＡＢＣ]，[AbC]，abcd"),
        (&["生命，起源，"], "生命、起源！", "[生命、起源]！"),
        (&["😀"], "开心😀", "开心[😀]"),
        (&["哈哈哈"], "哈哈哈哈，哈哈", "[哈哈哈哈]，哈哈"),
        (&["，", "  ", ""], "我，你", "我，你"),
        (&[], "我", "我"),
    ] {
        assert_eq!(marked(&tokenizers, phrases, text), expected);
    }
}

fn snippets(indexed: &Indexed, query: &str) -> SnippetGenerator {
    let query = indexed.parser.parse_query(query).unwrap();
    SnippetGenerator::create(&indexed.searcher, &query, indexed.field).unwrap()
}

/// tantivy highlights the terms of a phrase wherever they stand.
#[test]
fn the_generator_of_tantivy_knows_no_phrases() {
    let text = "我说，他的是我的。";
    let indexed = Indexed::new(&zh(), &[text]);
    let html = snippets(&indexed, "我的").snippet(text).to_html();
    assert_eq!(html, "<b>我</b>说，他<b>的</b>是<b>我</b><b>的</b>");
}

/// And takes the end of the last token for that of the fragment, beyond which others reach. Should this fail one day,
/// it is mended.
#[test]
fn the_generator_of_tantivy_is_not_made_for_tokens_that_overlap() {
    let mut builder = Dictionary::builder();
    let dictionary = builder.add("研究生", 9, None).unwrap().add("究生命的起源", 1, None).unwrap().build().unwrap();
    let text = "研究生命的起源";
    let indexed = Indexed::new(&Tokenizers::new(&Segmenter::new(&dictionary)), &[text]);
    let mut generator = snippets(&indexed, "研究生");
    generator.set_max_num_chars("研究生".len());
    let snippet = generator.snippet(text);
    assert_eq!((snippet.fragment(), snippet.highlighted()), ("研究", std::slice::from_ref(&(0..9))));
    assert!(std::panic::catch_unwind(|| snippet.to_html()).is_err());
}
