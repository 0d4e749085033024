//! What is found.

use crate::{ask, insert, table};
use maxmatch::{Kind, Mode, Segmenter};
use proptest::prelude::*;
use rusqlite::Connection;

const MARKED: &str = "SELECT highlight(t, 0, '[', ']') FROM t WHERE t MATCH ?1";

#[test]
fn queries() {
    let connection = table("maxmatch");
    for text in ["他在研究生命起源。", "結婚的和尚未結婚的", "ＲＴＸ4090顯卡，7,999元", "今天😀天气👩‍👩‍👧真好！"]
    {
        insert(&connection, text);
    }
    for (query, expected) in [
        ("研究", Some("他在[研究]生命起源。")),
        ("研究生", Some("他在[研究生]命起源。")),
        ("命起", Some("他在研究生[命起]源。")),
        // A bareword of several units is a phrase.
        ("究研", None),
        ("\"起源。\"", Some("他在研究生命[起源。]")),
        ("生命 AND 他", Some("[他]在研究[生命]起源。")),
        // Folded.
        ("结婚的和尚", Some("[結婚的和尚]未結婚的")),
        ("\"rtx4090显卡\"", Some("[ＲＴＸ4090顯卡]，7,999元")),
        ("\"卡，\"", Some("ＲＴＸ4090顯[卡，]7,999元")),
        ("\"卡7\"", None),
        // Emoji are units.
        ("\"😀天\"", Some("今天[😀天]气👩‍👩‍👧真好！")),
        ("👩‍👩‍👧", Some("今天😀天气[👩‍👩‍👧]真好！")),
        ("👩", None),
        // A prefix is one of its last unit.
        ("rt*", Some("[ＲＴＸ4090]顯卡，7,999元")),
        ("\"起源\" *", Some("他在研究生命[起源]。")),
        ("\"显rt\" *", None),
        ("NEAR(他 起源, 6)", Some("[他]在研究生命[起源]。")),
        ("NEAR(他 起源, 4)", None),
        ("^他", Some("[他]在研究生命起源。")),
        ("^研究", None),
    ] {
        assert_eq!(ask(&connection, MARKED, query).as_deref(), expected, "{query}");
    }
}

#[test]
fn snippets() {
    let connection = table("maxmatch");
    insert(&connection, &("甲乙丙丁。".repeat(50) + "他在研究生命起源，" + &"戊己庚辛。".repeat(50)));
    let sql = "SELECT snippet(t, 0, '[', ']', '…', 8) FROM t WHERE t MATCH maxmatch_query(?1, 'phrase')";
    let snippet = ask(&connection, sql, "生命起源").unwrap();
    assert!(snippet.contains("[生命起源]"), "{snippet}");
    assert_eq!(snippet.chars().filter(|c| !"[]…".contains(*c)).count(), 8, "{snippet}");
}

#[test]
fn words_by_maxmatch_query() {
    let connection = table("maxmatch");
    insert(&connection, "生命科学在研究什么？");
    insert(&connection, "研究生的命运");
    for (form, text, expected) in [
        ("and", "研究生命", Some("[生命]科学在[研究]什么？")),
        ("and", "研究生，研究生！", Some("[研究生]的命运")),
        ("phrase", "研究生命", None),
        ("phrase", "研究生 的命", Some("[研究生的命]运")),
        ("and", "？", Some("生命科学在研究什么[？]")),
        ("and", " \n", None),
        ("phrase", "", None),
    ] {
        let sql = format!("{} AND 1", MARKED.replace("?1", &format!("maxmatch_query(?1, '{form}')")));
        let found = ask(&connection, &sql, text);
        // Older versions end a mark and begin another between two that touch.
        assert_eq!(found.map(|found| found.replace("][", "")).as_deref(), expected, "{form} {text:?}");
    }
    let null: Option<String> = connection.query_row("SELECT maxmatch_query(NULL)", [], |row| row.get(0)).unwrap();
    assert_eq!(null, None);
}

/// What `maxmatch_query` gives goes into brackets, whatever it is.
#[test]
fn columns() {
    let connection = table("maxmatch");
    connection
        .execute_batch(
            "CREATE VIRTUAL TABLE two USING fts5(title, text, tokenize = maxmatch);
             INSERT INTO two VALUES ('研究', '生命'), ('研究生命', '起源');",
        )
        .unwrap();
    let count = |query: &str, text: &str| {
        let sql = format!("SELECT cast(count(*) AS TEXT) FROM two WHERE two MATCH {query}");
        ask(&connection, &sql, text).unwrap()
    };
    assert_eq!(count("maxmatch_query(?1)", "研究生命"), "2");
    assert_eq!(count("'title : (' || maxmatch_query(?1) || ')'", "研究生命"), "1");
    assert_eq!(count("'title : (' || maxmatch_query(?1) || ')'", " "), "0");
    assert_eq!(count("'title : (' || maxmatch_query(?1) || ') NOT 起源'", "研究"), "1");
}

#[test]
fn punctuation() {
    let connection = table("maxmatch punctuation off");
    insert(&connection, "你好，世界：“研究”。😀!");
    for (query, expected) in [
        ("\"好世\"", Some("你[好，世]界：“研究”。😀!")),
        ("\"好！世\"", Some("你[好，世]界：“研究”。😀!")),
        ("\"界研\"", Some("你好，世[界：“研]究”。😀!")),
        ("\"究😀\"", Some("你好，世界：“研[究”。😀]!")),
        ("\"，\"", None),
    ] {
        assert_eq!(ask(&connection, MARKED, query).as_deref(), expected, "{query}");
    }
}

/// The index has the words where they are wanted, and finds the same with them.
#[test]
fn words() {
    let text = "他在研究生命。。。7,999元";
    for (tokenize, expected) in [
        ("maxmatch", "7@9 999@11 ,@10 。@6 。@7 。@8 他@0 元@12 命@5 在@1 生@4 研@2 究@3"),
        (
            "maxmatch words on",
            "7@9 7,999@9 999@11 ,@10 。@6 。@7 。@8 他@0 元@12 命@5 在@1 生@4 生命@4 研@2 研究@2 研究生@2 究@3",
        ),
    ] {
        let connection = table(tokenize);
        insert(&connection, text);
        let sql = "SELECT group_concat(term || '@' || \"offset\", ' ') FROM v WHERE ?1";
        connection.execute_batch("CREATE VIRTUAL TABLE v USING fts5vocab(t, instance)").unwrap();
        let found = ask(&connection, sql, "1").unwrap();
        let sorted = |text: &str| {
            let mut terms: Vec<String> = text.split(' ').map(str::to_owned).collect();
            terms.sort();
            terms
        };
        assert_eq!(sorted(&found), sorted(expected));
        for (query, expected) in [
            ("研究生命", "他在[研究生命]。。。7,999元"),
            ("研究", "他在[研究]生命。。。7,999元"),
            ("\"7,999\"", "他在研究生命。。。[7,999]元"),
            ("\"生命\" *", "他在研究[生命]。。。7,999元"),
        ] {
            assert_eq!(ask(&connection, MARKED, query).as_deref(), Some(expected), "{tokenize}: {query}");
        }
    }
}

/// Pieces of which texts are made that differ in how they are cut.
const PIECES: [&str; 30] = [
    "研究",
    "研究生",
    "生命",
    "起源",
    "結婚",
    "的",
    "和尚",
    "尚未",
    "一",
    "二〇二四年",
    "3.5%",
    "7,999",
    "24万",
    "RTX4090",
    "ＡＢＣ",
    "New York",
    "don't",
    "a@b.cn",
    "https://a.cn/b?c",
    " ",
    "\u{3000}",
    "\n",
    "，",
    "。\"",
    "'",
    "😀",
    "👩‍👩‍👧",
    "e\u{301}",
    "\u{FFFD}",
    "カタカナ",
];

fn found(connection: &Connection, piece: &str, form: &str) -> bool {
    let sql = format!("SELECT cast(count(*) AS TEXT) FROM t WHERE t MATCH maxmatch_query(?1, '{form}')");
    ask(connection, &sql, piece).unwrap() == "1"
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Every piece of a text, from one unit to another, is found by both queries for it, with all options.
    #[test]
    fn every_piece_is_found(pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 1..14)) {
        let text = pieces.concat();
        let segmenter = Segmenter::builder(&maxmatch_zh::dictionary()).mode(Mode::Index).build().unwrap();
        let mut ends = vec![0];
        let (mut start, mut tokens) = (usize::MAX, Vec::new());
        for posting in segmenter.segment(&text).postings() {
            if posting.range().start != start {
                start = posting.range().start;
                ends.push(posting.range().end);
                tokens.push((posting.range(), posting.kind()));
            }
        }
        for (tokenize, punctuation) in
            [("maxmatch", true), ("maxmatch words on", true), ("maxmatch punctuation off words on", false)]
        {
            let connection = table(tokenize);
            insert(&connection, &text);
            for (i, &from) in ends.iter().enumerate() {
                for &to in &ends[i + 1..] {
                    let is_token = |kind: Kind| kind != Kind::Whitespace && (punctuation || kind != Kind::Punctuation);
                    let expected = tokens.iter().any(|(range, kind)| from <= range.start && range.end <= to && is_token(*kind));
                    let piece = &text[from..to];
                    prop_assert_eq!(found(&connection, piece, "phrase"), expected, "{}: {:?} in {:?}", tokenize, piece, text);
                    prop_assert_eq!(found(&connection, piece, "and"), expected, "{}: {:?} in {:?}", tokenize, piece, text);
                }
            }
        }
    }
}
