//! What tantivy finds, asked through its own query parser.

mod support;

use maxmatch::{Dictionary, Segmenter};
use maxmatch_tantivy::{LONGEST_TOKEN, Tokenizers};
use support::{Indexed, parser, schema, zh};
use tantivy::collector::Count;
use tantivy::query::QueryParserError;
use tantivy::{Index, IndexWriter, doc};

#[test]
fn phrases() {
    let texts = [
        "结婚的和尚未结婚的，都在研究生命的起源。",       // 0: cut as 和 / 尚未
        "他今年二十三岁，買了24万的iPhone15，發展很快！", // 1
        "ＡＢＣ公司😀😀，店里有👩\u{200D}👧，caf\u{65}\u{301}。", // 2
        "研究\r\n生命\u{3000}，起源",                     // 3
        "起源，生命；岁三十二",                           // 4
        "nul\0在这里",                                    // 5
    ];
    let indexed = Indexed::new(&zh(), &texts);
    let cases: [(&str, &[u32]); 32] = [
        ("和尚", &[0]),        // crosses a cut of the text
        ("研究生", &[0]),      // one word, so not where a line ends in it
        ("研究生命", &[0, 3]), // two, so where one ends between them
        ("究生", &[0, 3]),
        ("生命的起源", &[0]),
        ("生命，起源", &[0, 3]), // a mark stands for any unit
        ("生命。，起源", &[]),
        ("生命起源", &[]),
        ("起源生命", &[]),
        ("源，生", &[4]),
        ("十三", &[1]),
        ("二十三", &[1]),
        ("三岁", &[1]),
        ("二十三岁，买", &[1]),
        ("三十二", &[4]),
        ("23", &[]),
        ("24万", &[1]),
        ("24", &[1]),
        ("4万", &[]), // digits are one unit
        ("发展", &[1]),
        ("發展", &[1]),
        ("發展很快", &[1]),
        ("iphone15", &[1]),
        ("IPHONE１５", &[1]),
        ("iphone", &[]),
        ("abc公司", &[2]),
        ("😀，店", &[2]),
        ("👩\u{200D}👧", &[2]),
        ("👩", &[]), // part of a cluster
        ("cafe\u{301}", &[2]),
        ("nul\0在", &[5]),
        ("，。", &[]),
    ];
    for (phrase, expected) in cases {
        assert_eq!(indexed.find_phrase(phrase), expected, "{phrase:?}");
    }
}

/// Without quotes, white space parts what is wanted; what it does not part is a phrase.
#[test]
fn queries_of_several_parts() {
    let indexed = Indexed::new(&zh(), &["研究生命的起源", "生命的研究", "起源的研究"]);
    let cases: [(&str, &[u32]); 7] = [
        ("生命的", &[0, 1]),
        ("生命 起源", &[0, 1, 2]),
        ("+生命 +起源", &[0]),
        ("生命 AND 研究", &[0, 1]),
        ("研究 -生命", &[2]),
        ("body:起源的", &[2]),
        ("\"研究 生命\"~5", &[0, 1]), // in any order, some units apart
    ];
    for (query, expected) in cases {
        assert_eq!(indexed.find(&indexed.parser.parse_query(query).unwrap()), expected, "{query}");
    }
}

#[test]
fn punctuation_that_is_indexed_counts() {
    let indexed = Indexed::new(&zh().with_punctuation(), &["生命，起源", "生命。起源"]);
    for (phrase, expected) in [("生命，起源", &[0][..]), ("生命。起源", &[1]), ("。", &[1]), ("生命", &[0, 1])]
    {
        assert_eq!(indexed.find_phrase(phrase), expected, "{phrase}");
    }
}

/// The tokenizer for documents, given to the parser by mistake, as `QueryParser::for_index` does.
#[test]
fn queries_need_their_own_tokenizer() {
    let tokenizers = zh();
    let indexed = Indexed::new(&tokenizers, &["共三万五千里"]);
    assert_eq!(indexed.find_phrase("三万五"), [0]);
    let by_mistake = tantivy::query::QueryParser::for_index(indexed.searcher.index(), vec![indexed.field]);
    assert!(indexed.find(&by_mistake.parse_query("三万五").unwrap()).is_empty());
}

/// An index keeps the name, and so whoever opens it with something else gets an error instead of wrong answers.
#[test]
fn another_dictionary_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let tokenizers = zh();
    let (schema, field) = schema(tokenizers.name());
    let index = Index::create_in_dir(folder.path(), schema).unwrap();
    index.tokenizers().register(tokenizers.name(), tokenizers.for_index());
    let mut writer: IndexWriter = index.writer_with_num_threads(1, 15_000_000).unwrap();
    writer.add_document(doc!(field => "研究生命")).unwrap();
    writer.commit().unwrap();
    drop(writer);

    let open = |tokenizers: &Tokenizers| {
        let index = Index::open_in_dir(folder.path()).unwrap();
        index.tokenizers().register(tokenizers.name(), tokenizers.for_index());
        index
    };

    // The same dictionary, from a file.
    let file = folder.path().join("zh.dict");
    std::fs::write(&file, maxmatch_zh::bytes()).unwrap();
    let same = Tokenizers::open(&file).unwrap();
    let index = open(&same);
    index.tokenizer_for_field(field).unwrap();
    let query = parser(&index, &same).parse_query("生命").unwrap();
    assert_eq!(index.reader().unwrap().searcher().search(&query, &Count).unwrap(), 1);

    let dictionary = Dictionary::builder().add("研究生", 1, None).unwrap().build().unwrap();
    for other in [Tokenizers::new(&Segmenter::new(&dictionary)), tokenizers.with_punctuation()] {
        let index = open(&other);
        let error = parser(&index, &other).parse_query("生命").unwrap_err();
        let QueryParserError::UnknownTokenizer { tokenizer, .. } = error else { panic!("{error}") };
        assert_eq!(tokenizer, tokenizers.name());
        assert!(index.tokenizer_for_field(field).is_err());
        let mut writer: IndexWriter = index.writer_with_num_threads(1, 15_000_000).unwrap();
        // The thread that indexes fails, which is told now or later.
        let told = writer.add_document(doc!(field => "起源")).and_then(|_| writer.commit());
        assert!(told.unwrap_err().to_string().contains("tokenizer"));
    }
    assert!(Tokenizers::open(folder.path().join("absent.dict")).unwrap_err().to_string().contains("absent.dict"));
}

#[test]
fn huge_documents() {
    let filler = "工信处女干事每月经过下属科室，都要亲口交代24口交换机等技术性器件的安装工作。\n";
    let mut prose = filler.repeat(40_000);
    let middle = prose.len() / 2 / filler.len() * filler.len();
    prose.insert_str(middle, "研究生命的起源");
    prose.push_str("二十三岁");
    assert!(prose.len() > 4_000_000);
    let run = format!("{}和尚{}", "生命".repeat(60_000), "命生".repeat(60_000));
    let letters = format!("从前{}以后", "a".repeat(LONGEST_TOKEN + 1));

    let tokenizers = zh();
    let indexed = Indexed::new(&tokenizers, &[&prose, &run, &letters]);
    for (phrase, expected) in [
        ("生命的起源", &[0][..]),
        ("二十三岁", &[0]),
        ("十三", &[0]),
        ("生命和尚命生", &[1]),
        ("命生命和", &[1]),
        // Between them is one unit, too long for an index, so neither asked for nor found.
        ("从前，以后", &[2]),
        (&letters, &[2]),
        ("从前以后", &[]),
    ] {
        let shown: String = phrase.chars().take(20).collect();
        assert_eq!(indexed.find_phrase(phrase), expected, "{shown}");
    }
    let found = tokenizers.highlighter(["研究生", "十三"]).find(&prose);
    assert_eq!(found, [middle..middle + 9, prose.len() - 9..prose.len() - 3]);
}
