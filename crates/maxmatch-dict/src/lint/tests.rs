//! Lists and what is found in them, and what holds for all.

use proptest::prelude::*;

use super::{Code, Finding, Linter, Reading, Severity};
use crate::Dictionary;
use crate::fold::View;
use crate::lexicon::{Format, Lexicon};

const JIEBA: Option<Reading> = Some(Reading::Lexicon(Format::Jieba));
const TSV: Option<Reading> = Some(Reading::Lexicon(Format::Tsv));
const PLAIN: Option<Reading> = Some(Reading::Lexicon(Format::Plain));
const USER: Option<Reading> = Some(Reading::User);

fn lint(reading: Option<Reading>, list: impl AsRef<[u8]>) -> Vec<Finding> {
    // What units are is not known here; say that a mark belongs to what is before it.
    Linter::new().reading(reading).can_match(|word| !word.starts_with('\u{301}')).lint(list.as_ref())
}

#[track_caller]
fn check(reading: Option<Reading>, list: impl AsRef<[u8]>, expected: &[(u64, Code)]) -> Vec<Finding> {
    let findings = lint(reading, &list);
    let found: Vec<_> = findings.iter().map(|finding| (finding.line, finding.code)).collect();
    assert_eq!(found, expected, "{reading:?} {:?}: {findings:?}", String::from_utf8_lossy(list.as_ref()));
    findings
}

#[test]
fn clean_lists() {
    for (reading, list) in [
        (None, "北京\t30\tns\n大学\t20\tn\n"),
        (None, "北京 30 ns\n大学 20\n"),
        (None, "北京\n大学\nNew York\nC++\nT恤\n冯·诺伊曼\n"),
        (JIEBA, "Edu Trust认证 2000\nPython 2.7 1\n"),
        (TSV, "New York\t5\n#\t1\n# x\t1\n"),
        (PLAIN, "New York\n!词\n测|试\n"),
        (
            USER,
            "# a comment\n## another\n#\n云计算 5 n\n\"new york\"\n!研究生\n测|试\n考+试\n# expect: 测 试\n#MeToo 3\n",
        ),
    ] {
        check(reading, list, &[]);
    }
}

#[test]
fn bytes_and_line_ends() {
    use Code::*;
    check(None, b"\xB1\xB1\xBE\xA9\n", &[(1, Encoding)]);
    check(None, "北京\n".encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>(), &[(1, Encoding)]);
    check(None, "\u{feff}北京\n\u{feff}\u{feff}大学\n", &[(1, Bom)]);
    check(None, "北京\n大学\r\n海\r\n", &[(2, Crlf)]);
    check(None, "\u{feff}北京\r大学\r", &[(1, Bom), (1, Cr)]);
    // A carriage return at the end of the file belongs to the line end.
    check(None, "北京\r", &[]);
    check(JIEBA, "北京 1\n大\r学 2\n", &[(2, Control)]);
    for list in ["", "\n \r\n", "# nothing\n", "\u{feff}"] {
        assert!(lint(USER, list).iter().any(|finding| finding.code == Empty), "{list:?}");
    }
    let findings = check(JIEBA, "a\0\0\n北京 1\n", &[(1, Control)]);
    assert_eq!(findings[0].reason, "\"a\\0\\0\" holds the control character U+0000");
    assert_eq!(findings[0].mend, "delete it, or if the file is UTF-16, convert it with `iconv -f UTF-16 -t UTF-8`");
}

#[test]
fn lines() {
    use Code::*;
    let long = "长".repeat(1 << 20);
    for (reading, list, expected) in [
        (
            TSV,
            "北京\t1\n大学\tmany\n\t3\n 词\t4\n词\0\t5\n",
            &[(2, Frequency), (3, NoWord), (4, Space), (5, Control)][..],
        ),
        (JIEBA, "北京 1\nPython 2.7\n 5\n", &[(2, Frequency), (3, NoWord)]),
        (USER, "\"a b\" 5 n x\n# expect:\n云\t1.5\n", &[(1, Shape), (2, Shape), (3, Frequency)]),
        (PLAIN, " 词\n词\u{3000}\n词\u{7}\n", &[(1, Space), (2, Space), (3, Control)]),
        (USER, &*long, &[(1, TooLong)]),
        (PLAIN, &long, &[(1, TooLong)]),
        (TSV, "# a comment\t\n", &[(1, Comment)]),
        (JIEBA, "# expect: a\n#x 3 n\n", &[(1, Comment)]),
        (USER, "#x\n#y n\n", &[(1, Comment), (2, Comment)]),
        (JIEBA, "北京 3 nr\n大学 3 mine\n小学 3 mine\n云 York\n", &[(2, Tag)]),
        (USER, "new york\n", &[(1, Tag)]),
        (USER, "!研究生 3\n!研究生 n\n!\"iPhone 15\"\n!New York\n", &[(1, Forbidden), (2, Forbidden)]),
        (None, "云计算 5\n台中\n李小福 2 nr\n", &[(2, Format)]),
    ] {
        for finding in check(reading, list, expected) {
            assert!(finding.reason.len() < 400 && !finding.mend.is_empty(), "{finding:?}");
        }
    }
    assert_eq!(
        lint(JIEBA, "大学 3 mine\n小学 3 mine\n")[0].reason,
        "\"mine\" is the tag of \"大学\", in 2 lines, and no tag is known by that name"
    );
    // What is to be written is shown whole, however long.
    let long = "new ".repeat(12);
    for (line, mend) in [
        ("new york", "if it belongs to the word, quote that: \"new york\""),
        (&*format!("{long}york"), &format!("if it belongs to the word, quote that: \"{long}york\"")),
        ("!研究生 3 n", "write the word alone, or if all of that is the word, quote it: !\"研究生 3 n\""),
    ] {
        assert_eq!(lint(USER, line)[0].mend, mend);
    }
}

#[test]
fn words() {
    use Code::*;
    let findings = check(JIEBA, "北京 1\n大学 1\n北京 2\n北京 2\n", &[(1, Duplicate), (3, Duplicate)]);
    assert_eq!(findings[0].reason, "\"北京\" comes again in line 4 with frequency 2, which counts");
    assert_eq!(findings[1].reason, "\"北京\" comes again in line 4, which counts");
    // The earlier of two lines does nothing, so nothing else is said of it.
    check(USER, "T恤\nt恤\nＴ恤\nT恤\n葛城\n葛\u{E0100}城\n", &[(1, Duplicate), (3, Folded), (4, Folded), (6, Folded)]);
    assert_eq!(Linter::new().views(&[View::Width]).lint("T恤\nt恤\n".as_bytes()), []);
    check(
        USER,
        "\u{301}a\n词\u{200b}\n\u{feff}词\n词\u{feff}语\n",
        &[(1, Never), (2, Invisible), (3, Bom), (4, Invisible)],
    );
    check(USER, "👨\u{200D}👩\n葛\u{E0100}城\n", &[]);
}

#[test]
fn frequencies() {
    use Code::*;
    // Zipf's own list has no outlier.
    let zipf = |words: u32| (1..=words).map(|rank| format!("词{rank}号 {}\n", 10 * words / rank)).collect::<String>();
    for words in [8, 100, 10_000] {
        check(JIEBA, zipf(words), &[]);
    }
    let outlier = check(JIEBA, zipf(100) + "云 99999999\n计 99999999\n", &[(101, Outlier), (102, Outlier)]);
    assert_eq!(outlier[0].reason, "the frequency 99999999 of \"云\" is far above all others, which end at 1000");
    // Of too few frequencies nothing can be said.
    check(JIEBA, "云 99999999\n计 3\n算 3\n", &[]);
    check(JIEBA, "甲 3\n乙 3\n丙 3\n丁 3\n戊 3\n己 3\n庚 3\n辛 300\n", &[(8, Outlier)]);

    let shadow = check(TSV, "的\t499\n话\t199\n的话\t3\n其他\t300\n", &[(3, Shadow)]);
    assert_eq!(
        shadow[0].reason,
        "\"的话\", of frequency 3, is matched wherever \"的\" / \"话\" stand side by side, which by the list's own frequencies is 25 times as probable"
    );
    assert_eq!(shadow[0].mend, "delete the word, or write a frequency above 100");
    check(TSV, "的\t499\n话\t199\n的话\t100\n其他\t300\n", &[]);
    // No frequency is above the highest one.
    let shadow = check(TSV, "的\t4294967295\n话\t4294967295\n的话\t3\n其\t1\n", &[(3, Shadow)]);
    assert_eq!(shadow[0].mend, "delete the word, or write a frequency above 2147483647");
    let shadow = check(TSV, "的\t4294967295\n的的\t0\n", &[(2, Shadow)]);
    assert_eq!(shadow[0].mend, "delete the word");
    // Words without a frequency say nothing of it.
    check(TSV, "的\t499\n话\t199\n的话\t\n其他\t300\n", &[]);
    check(PLAIN, "的\n话\n的话\n", &[]);
}

#[test]
fn conflicts() {
    use Code::*;
    for (list, expected) in [
        ("研究生\n!研究生\n", &[(1, Conflict)][..]),
        ("!研究生\n研究生 3\n", &[(1, Conflict)]),
        ("!t恤\nT恤\n", &[(1, Conflict)]),
        ("!测试\n测+试\n", &[(1, Conflict)]),
        ("!测试\n测|试\n", &[]),
        ("测|试\n测+试\n", &[(1, Conflict)]),
        ("测|试\n测试\n", &[(1, Conflict)]),
        ("测试题\n测|试\n", &[(1, Conflict)]),
        ("上海|大+学|生\n大|学\n", &[(1, Conflict)]),
        ("上海|大学|生\n学+生\n", &[(1, Conflict)]),
        ("上海|大学\n海+大\n", &[(1, Conflict)]),
        ("上海|大+学\n大学\n", &[]),
        ("上海|大学\n大|学\n", &[]),
        ("测|试\n测|试\n", &[]),
        ("测|试\n考+试\n题\n", &[]),
    ] {
        check(USER, list, expected);
    }
    assert_eq!(lint(USER, "测试题\n测|试\n")[0].reason, "\"测试\" is held together here and cut in line 2");
    // To a list these are words.
    check(PLAIN, "研究生\n!研究生\n测|试\n", &[]);
}

#[test]
fn conflicts_of_many_lines() {
    use Code::*;
    for (list, found, reason) in [
        // Once, wherever it stands.
        ("测|试\n测试了测试的测试\n".to_owned(), 1, "\"测试\" is cut here and held together in line 2"),
        (
            "测|试\n测试题\n测试\n试题\n".to_owned(),
            1,
            "\"测试\" is cut here and held together in line 2; 1 more line contradicts this one",
        ),
        (
            "!测试\n".to_owned() + &"测试\n".repeat(3),
            1,
            "\"测试\" is a word in line 2, which counts; 2 more lines contradict this one",
        ),
        (
            "题\n".to_owned() + &"测试|题\n测|试\n".repeat(2) + "测试\n",
            1,
            "\"测试\" is cut here and held together in line 6",
        ),
    ] {
        let findings: Vec<_> = lint(USER, &list).into_iter().filter(|finding| finding.code == Conflict).collect();
        assert_eq!((findings.len(), &*findings[0].reason), (found, reason), "{list:?}: {findings:?}");
    }
    // Nothing is timed, but each pair of these lines reported for each place would be millions.
    let word = |n: u32| (0..64).map(|i| if n >> (i % 16) & 1 == 1 { '测' } else { '试' }).collect::<String>();
    let cuts = ["测|试", "试|测", "测|测", "试|试", "测|试|测", "试|测|试"];
    let list: String = cuts
        .map(str::to_owned)
        .into_iter()
        .chain((1..20_000).map(word))
        .flat_map(|line| [line, "\n".to_owned()])
        .collect();
    assert_eq!(lint(USER, list).iter().filter(|finding| finding.code == Conflict).count(), cuts.len());
}

/// What is iterated in any order is reported in one.
#[test]
fn the_same_in_every_run() {
    let list: String = (0..40).map(|n| format!("测{n}|试|题{n}\n试题{n}\n{n}测{n}试 york\n")).collect();
    let first = lint(USER, &list);
    assert!(first.len() > 40);
    (0..4).for_each(|_| assert_eq!(lint(USER, &list), first));
}

/// Nothing is timed: work that grows with the square of the length makes minutes of these milliseconds.
#[test]
fn many_byte_order_marks() {
    let findings = check(
        USER,
        "\u{feff}".repeat(400_000) + "词\n\u{feff}\u{feff}典\u{feff}\u{feff}型\n",
        &[(1, Code::Bom), (2, Code::Invisible)],
    );
    assert!(findings[0].reason.contains("400002 in all"), "{}", findings[0].reason);
}

#[test]
fn codes_have_names() {
    for (i, code) in Code::ALL.iter().enumerate() {
        assert_eq!(*code as usize, i);
        assert!(Code::ALL.iter().filter(|other| other.name() == code.name()).count() == 1);
    }
    assert!(Code::ALL.iter().any(|code| code.severity() == Severity::Warning));
    for name in Reading::NAMES {
        assert!(name.parse::<Reading>().is_ok());
    }
    assert_eq!(
        "csv".parse::<Reading>().unwrap_err().to_string(),
        "no format is called \"csv\"; there are jieba, tsv, plain and user"
    );
}

#[test]
fn what_is_mended() {
    for (reading, list, mended) in [
        (JIEBA, "\u{feff}北京 1\r\n\u{feff}大学 1\r\n北京 2", "大学 1\n北京 2"),
        (JIEBA, "北京 1\r大学 1\r北京 2\r", "大学 1\n北京 2\n"),
        // Mending one thing brings up another.
        (TSV, " 词\t1\n词 \t2\n词\t3\r\n", "词\t3\n"),
        (USER, "# kept\r\n研究生\n!研究生\n词\0\n", "# kept\n研究生\n!研究生\n词\0\n"),
        (USER, "词", "词"),
        (USER, "", ""),
    ] {
        let fixed = Linter::new().reading(reading).fix(list.as_bytes()).unwrap();
        assert_eq!(fixed.text, mended);
    }
    assert_eq!(Linter::new().fix(b"\xFF"), None);
}

fn lists() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => prop::sample::select(vec!["词", "典", "T恤", "t恤", "New York", "C++", "#", "!", "\"", "的", "的话", "话", "长城"]),
        4 => prop::sample::select(vec![" ", "\t", " 5", "\t5", " 99999999", " n", "\tmine", " 1.5", "|", "+", "# expect: 词 典"]),
        6 => prop::sample::select(vec!["\n", "\r\n", "\r", "\u{feff}", "\n\u{feff}"]),
        1 => prop::sample::select(vec!["\0", "\u{301}", "\u{200b}", "\u{3000}", "\u{85}"]),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

fn readings() -> impl Strategy<Value = Option<Reading>> {
    prop::sample::select(vec![None, JIEBA, TSV, PLAIN, USER])
}

proptest! {
    #[test]
    fn nothing_fixable_is_left(list in lists(), reading in readings()) {
        let mut linter = Linter::new();
        let fixed = linter.reading(reading).fix(list.as_bytes()).unwrap();
        prop_assert!(fixed.left.iter().all(|finding| !finding.is_fixable()), "{:?}", fixed);
        prop_assert_eq!(linter.lint(fixed.text.as_bytes()), fixed.left);
        let fixable = linter.lint(list.as_bytes()).iter().any(Finding::is_fixable);
        prop_assert_eq!(fixable, fixed.text != list);
    }

    /// What is mended is built into the same dictionary.
    #[test]
    fn mending_changes_no_word(list in lists(), format in prop::sample::select(Format::ALL.to_vec())) {
        let build = |text: &str| {
            let mut builder = Dictionary::builder();
            builder.add_lexicon(&Lexicon::read("list", text.as_bytes(), Some(format)).unwrap())?;
            builder.build().map(|dictionary| dictionary.fingerprint())
        };
        if let Ok(before) = build(&list).map_err(|error| error.to_string()) {
            let fixed = Linter::new().reading(Some(Reading::Lexicon(format))).fix(list.as_bytes()).unwrap();
            // A file with CR alone is one line, until it is mended.
            if list.contains('\n') {
                prop_assert_eq!(build(&fixed.text).unwrap(), before);
            }
        }
    }

    /// A list with no error can be built.
    #[test]
    fn what_is_no_error_can_be_built(list in lists(), format in prop::sample::select(Format::ALL.to_vec())) {
        let findings = Linter::new().reading(Some(Reading::Lexicon(format))).lint(list.as_bytes());
        let lexicon = Lexicon::read("list", list.as_bytes(), Some(format)).unwrap();
        let is_built = Dictionary::builder().add_lexicon(&lexicon).is_ok();
        let has_error = findings.iter().any(|finding| finding.code.severity() == Severity::Error);
        prop_assert!(has_error || is_built, "{:?}", findings);
        // Plain lists take what lint calls an error.
        prop_assert!(is_built || has_error || format == Format::Plain);
    }
}
