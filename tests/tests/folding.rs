//! On the default dictionary text is cut as its plain form is, and stays what it was.

use std::sync::LazyLock;

use maxmatch::{Mode, Scratch, Segmenter};
use maxmatch_tests::check::tokens;
use proptest::prelude::*;

/// Words and signs in one spelling beside the plain one, as many characters in each.
const SPELLINGS: &[(&str, &str)] = &[
    ("發展中國家", "发展中国家"),
    ("研究", "研究"),
    ("生命", "生命"),
    ("起源", "起源"),
    ("乾隆", "乾隆"),
    ("幹部", "干部"),
    ("頭髮", "头发"),
    ("裡", "里"),
    ("後", "后"),
    ("臺灣", "台湾"),
    ("三萬五千", "三万五千"),
    ("兩億", "两亿"),
    ("⼗⼆", "十二"),
    ("⻓", "长"),
    ("⾞", "车"),
    ("\u{F9D1}", "六"),
    ("的", "的"),
    ("，", "，"),
    ("ＡＢＣ１２３", "abc123"),
    ("pYTHON", "Python"),
    ("２４萬", "24万"),
];

static SEGMENTERS: LazyLock<Vec<Segmenter>> = LazyLock::new(|| {
    let segmenter = |mode| Segmenter::builder(&maxmatch_zh::dictionary()).mode(mode).build().unwrap();
    Mode::ALL.map(segmenter).to_vec()
});

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_spelling_is_cut_as_the_plain_one(
        pieces in prop::collection::vec((prop::sample::select(SPELLINGS), any::<bool>()), 0..20),
    ) {
        let written: String =
            pieces.iter().map(|&((spelling, plain), is_plain)| if is_plain { plain } else { spelling }).collect();
        let plain: String = pieces.iter().map(|((_, plain), _)| *plain).collect();
        for segmenter in &*SEGMENTERS {
            let lengths = |text: &str| -> Vec<usize> {
                segmenter.segment(text).map(|token| token.text().chars().count()).collect()
            };
            prop_assert_eq!(lengths(&written), lengths(&plain), "{} {}", segmenter.mode(), written);
            tokens(segmenter, written.as_bytes(), &mut Scratch::default());
        }
    }
}
