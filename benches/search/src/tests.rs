//! The whole on a few sentences.

use crate::corpus::{Corpus, Kind};
use crate::quality::{Counts, Quality};
use crate::{engines, quality, report, speed, throughput};

/// 和尚 stands in the first as a piece of 和 / 尚未; 发展 in two forms; a mark between others.
const GOLD: &str =
    "结婚 的 和 尚未 结婚 的\n和尚 在 研究 生命 的 起源\n經濟 發展 很 快 ， 二十三 岁\n经济 发展 ： 慢\n研究生 命";

fn found() -> Quality {
    quality::measure(&engines::all().unwrap(), &Corpus::new(GOLD, 1000, 1)).unwrap()
}

/// Of all kinds.
fn sum(counts: &[Counts]) -> Counts {
    let sum = |figure: fn(&Counts) -> usize| counts.iter().map(figure).sum();
    Counts {
        missed: sum(|counts| counts.missed),
        missed_words: sum(|counts| counts.missed_words),
        found: sum(|counts| counts.found),
        wrong: sum(|counts| counts.wrong),
    }
}

#[test]
fn maxmatch_misses_nothing() {
    let quality = found();
    assert!(quality.queries.iter().all(|queries| queries.words >= 5), "{:?}", quality.queries);
    // 和尚 in what is cut as 和 / 尚未 is a pair.
    assert!(quality.queries[Kind::OneWord as usize].pairs > quality.queries[Kind::OneWord as usize].words);
    let ours: Vec<_> = quality.engines.iter().filter(|engine| engine.name.contains("maxmatch")).collect();
    assert_eq!(ours.len(), 3);
    for engine in ours {
        for counts in [&engine.all, &engine.phrase] {
            assert_eq!(sum(counts).missed, 0, "{}", engine.name);
        }
    }
}

#[test]
fn others_miss_what_is_cut_otherwise() {
    let quality = found();
    let of = |name: &str| quality.engines.iter().find(|engine| engine.name == name).expect(name);
    for name in ["tantivy-jieba/plain", "tantivy-jieba"] {
        assert!(sum(&of(name).all).missed > sum(&of(name).all).missed_words, "{name}: 和尚 in 和 / 尚未");
        assert!(sum(&of(name).phrase).missed_words > 0, "{name}: 发展 in other characters");
    }
    // 研究 in 研究生 is in an index for search.
    assert!(sum(&of("tantivy-jieba/plain").all).missed > sum(&of("tantivy-jieba").all).missed);
    // Whoever has every two characters finds no other text.
    assert_eq!(sum(&of("tantivy/bigrams").phrase).wrong, 0);
    // All at one position, so a phrase is no more than all tokens; and one character is no token.
    assert_eq!(of("tantivy/ngrams").all, of("tantivy/ngrams").phrase);
    assert!(sum(&of("tantivy/ngrams").all).missed > 0);
    // What stands between two marks is one token, and two characters are no trigram.
    for name in ["fts5/unicode61", "fts5/trigram"] {
        assert!(sum(&of(name).all).missed_words > 0, "{name}");
        assert!(sum(&of(name).phrase).found > 0, "{name}");
    }
}

#[test]
fn the_tables_have_every_engine() {
    let (engines, corpus) = (engines::all().unwrap(), Corpus::new(GOLD, 20, 1));
    let quality = report::quality(&quality::measure(&engines, &corpus).unwrap());
    let speed = report::speed(&speed::measure(&engines[..2], &corpus, 2).unwrap());
    for engine in &engines {
        assert_eq!(
            quality.matches(&format!("| {} |", engine.name())).count(),
            1 + Kind::ALL.len(),
            "{}",
            engine.name()
        );
    }
    assert!(engines[..2].iter().all(|engine| speed.contains(&format!("| {} |", engine.name()))), "{speed}");
}

#[test]
fn indexing_on_threads() {
    let text = "结婚的和尚未结婚的，都在研究生命的起源。\n".repeat(100);
    let measured = throughput::measure(&text, 100_000, 2, 2).unwrap();
    assert!(measured.bytes >= 100_000 && measured.bytes < 104_000 && measured.documents > 40);
    let table = report::throughput(&measured);
    assert!(table.contains("| maxmatch-tantivy |") && table.contains("| tantivy-jieba |"), "{table}");
    assert!(measured.engines.iter().all(|engine| engine.tokens > 10_000 && engine.index_bytes > 1000));
    assert!(throughput::measure("", 1, 1, 1).is_err());
}
