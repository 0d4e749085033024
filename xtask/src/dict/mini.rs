//! What `dicts/mini` is for: the classic ambiguous sentences, and words that mix scripts.

use std::fs;

use maxmatch::{Dictionary, Mode, Segmenter};
use maxmatch_dict::lexicon::{Format, Lexicon};

const LIST: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../dicts/mini/words.tsv");

#[test]
fn sentences() {
    let list = fs::read(LIST).unwrap();
    let mut builder = Dictionary::builder();
    builder.add_lexicon(&Lexicon::read(LIST, &list, Some(Format::Tsv)).unwrap()).unwrap();
    let dictionary = builder.build().unwrap();
    for (forward, backward, bidirectional) in [
        ("研究生 命 起源", "研究 生命 起源", "研究 生命 起源"),
        ("结婚 的 和尚 未 结婚 的", "结婚 的 和 尚未 结婚 的", "结婚 的 和 尚未 结婚 的"),
        ("乒乓球拍 卖完 了", "乒乓球 拍卖 完了", "乒乓球 拍卖 完了"),
        ("北京大学 生前 来 应聘", "北京 大学生 前来 应聘", "北京 大学生 前来 应聘"),
        ("为人 民 服务", "为 人民 服务", "为 人民 服务"),
        // Where both directions agree there is nothing to decide, and where both err none is right.
        ("南京市 长江大桥", "南京市 长江大桥", "南京市 长江大桥"),
        ("结合 成分 子", "结 合成 分子", "结合 成分 子"),
        ("买 T恤 唱 卡拉OK", "买 T恤 唱 卡拉OK", "买 T恤 唱 卡拉OK"),
        ("冯·诺伊曼 写 C++ 程序", "冯·诺伊曼 写 C++ 程序", "冯·诺伊曼 写 C++ 程序"),
        ("我 在 New York", "我 在 New York", "我 在 New York"),
    ] {
        for (mode, expected) in
            [(Mode::Forward, forward), (Mode::Backward, backward), (Mode::Bidirectional, bidirectional)]
        {
            let text = expected.replace(' ', "").replace("NewYork", "New York");
            let segmenter = Segmenter::builder(&dictionary).mode(mode).build().unwrap();
            let words: Vec<&str> = segmenter.segment(&text).map(|token| token.text()).collect();
            assert_eq!(words.join(" "), expected, "{mode:?}");
        }
    }
}
