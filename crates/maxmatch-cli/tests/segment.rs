//! What `seg` makes of text: modes, formats, and that nothing is lost.

mod common;

use common::{bytes, message, out, seg_with};

#[test]
fn sentences_on_the_default_dictionary() {
    for (mode, expected) in [
        ("bidir", "研究 生命 起源"),
        ("bimm", "研究 生命 起源"),
        ("forward", "研究生 命 起源"),
        ("fmm", "研究生 命 起源"),
        ("backward", "研究 生命 起源"),
        ("mmseg", "研究 生命 起源"),
        ("unigram", "研究 生命 起源"),
        ("bidir", "结婚 的 和 尚未 结婚 的"),
        ("bidir", "我 来到 北京 清华大学"),
        ("bidir", "工信处 女 干事 每月 经过 下属 科室 都 要 亲口 交代 24 口 交换机 等 技术性 器件 的 安装 工作"),
        ("bidir", "唯一 一个"),
        ("bidir", "统一 一下"),
        ("bidir", "十一 一起"),
        ("bidir", "二○○一 年"),
        ("bidir", "24万"),
        ("bidir", "1998 ， 1999 年"),
        ("bidir", "三万五千 里"),
    ] {
        let input = expected.replace(' ', "") + "\n";
        assert_eq!(out(&["--mode", mode], &input), format!("{expected}\n"), "{mode}");
    }
    assert_eq!(
        out(&[], "iPhone 15 Pro在2023年9月发布，售价￥7,999元"),
        "iPhone 15 Pro 在 2023 年 9 月 发布 ， 售价 ￥ 7,999 元"
    );
}

/// In the text format, white space that is seen has no separator beside it, and a missing last line end stays missing.
#[test]
fn text() {
    for (input, expected) in [
        ("", ""),
        ("\n", "\n"),
        ("研究生命", "研究|生命"),
        ("研究\r\n\r\n生命", "研究\r\n\r\n生命"),
        ("研究\r生命\r\r\n", "研究\r生命\r\r\n"),
        ("\u{FEFF}研究生命\n研究", "\u{FEFF}研究|生命\n研究"),
        ("a b\tc\n\n", "a b\tc\n\n"),
        ("没有　空格\u{A0}的", "没有　空格\u{A0}的"),
        (" 研究 \n 生命", " 研究 \n 生命"),
        ("研究\u{3000}\u{2028}\u{85}\u{B}生命", "研究\u{3000}\u{2028}\u{85}\u{B}生命"),
        // Controls and format characters show no gap.
        ("研究\0生命\u{1}起源", "研究|\0|生命|\u{1}|起源"),
        ("研究\u{200B}生命\u{200E}\n", "研究|\u{200B}|生命|\u{200E}\n"),
    ] {
        assert_eq!(out(&["--separator", "|"], input), expected, "{input:?}");
    }
}

/// Every word: what is in several is written with each, and what is in none by itself.
#[test]
fn full() {
    for (format, expected) in [
        ("text", "研 研究 研究生 究 生 生命 命 a ，\n"),
        ("slash", "研/研究/研究生/究/生/生命/命/a/，\n"),
        ("lines", "研\n研究\n研究生\n究\n生\n生命\n命\na\n，\n\n"),
        (
            "mecab",
            "研\tword,0,3\n研究\tword,0,6\n研究生\tword,0,9\n究\tword,3,6\n生\tword,6,9\n生命\tword,6,12\n\
                   命\tword,9,12\na\tlatin,12,13\n，\tpunctuation,13,16\nEOS\n",
        ),
    ] {
        assert_eq!(out(&["--mode", "full", "--format", format], "研究生命a，\n"), expected, "{format}");
    }
    let said = message(&["--mode", "full", "--format", "bies"], "", 2);
    assert!(said.contains("in --mode full words overlap; choose another format"), "{said}");
}

#[test]
fn separators() {
    for (separator, expected) in [("", "研究生命起源"), ("/", "研究/生命/起源"), ("　", "研究　生命　起源")]
    {
        assert_eq!(out(&["--separator", separator], "研究生命起源"), expected);
    }
    let long = "<a separator longer than sixteen bytes>";
    assert_eq!(out(&["--separator", long], "研究生命\n"), format!("研究{long}生命\n"));
}

/// Any bytes whatever pass through.
#[test]
fn nothing_is_lost() {
    // Every pair of bytes, and every byte between whole characters.
    let mut input: Vec<u8> = (0..=255u8).flat_map(|a| (0..=255).flat_map(move |b| [a, b])).collect();
    input.extend((0..=255).flat_map(|byte| [0xE7, 0xA0, 0x94, byte]));
    input.extend_from_slice(b"\xE7\xA0\x94\xFF\xFE\xE7\xA9\n\xC0");
    for rules in ["standard", "none"] {
        assert!(bytes(&["-E", "none", "--separator", "", "--rules", rules], &input) == input, "{rules}");
    }
}

/// Whatever the processor has: reading, the scan and the lattice have loops of their own for it.
#[test]
fn the_processor_does_not_show() {
    // README's Chinese and everything around it, and Han characters in any order, so that all phases have much to do.
    let mut text = include_str!("../../../README.md").repeat(3);
    let mut random = 1u32;
    for i in 0..30_000 {
        random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        text.extend(char::from_u32(0x4E00 + (random >> 16) % [20_902, 600][i / 2000 % 2]));
        text += ["", "", "", "，", "1.5", "\n"][(random >> 12) as usize % 64 % 6];
    }
    for mode in ["forward", "backward", "bidir", "mmseg", "unigram", "lattice", "full"] {
        let run = |level| seg_with(&["--mode", mode, "--format", "tsv"], &[("MAXMATCH_CPU", level)], &text).stdout;
        let portable = run("portable");
        assert!(portable.len() > text.len(), "{mode}");
        assert!(portable == run(""), "{mode}");
    }
}

#[test]
fn formats() {
    for (format, input, expected) in [
        ("text", "研究 a/b\n命\n", "研究 a / b\n命\n"),
        ("slash", "研究 a/b\n命\n", "研究/ /a/\\//b\n命\n"),
        ("slash", "研究\r\n\\\t命", "研究\r\n\\\\/\\t/命"),
        ("lines", "研究 a/b\n命\n", "研究\n \na\n/\nb\n\n命\n\n"),
        ("lines", "\r\n研究\r\n\\\t", "\r\n研究\n\r\n\\\\\n\\t\n"),
        (
            "tsv",
            "研究 a/b\n命\r\n\\\t",
            "研究\tword\t0\t6\n \twhitespace\t6\t7\na\tlatin\t7\t8\n/\tpunctuation\t8\t9\nb\tlatin\t9\t10\n\
             \\n\twhitespace\t10\t11\n命\tword\t11\t14\n\\r\\n\twhitespace\t14\t16\n\\\\\tpunctuation\t16\t17\n\
             \\t\twhitespace\t17\t18\n",
        ),
        (
            "mecab",
            "研究 a/b\n\n命",
            "研究\tword,0,6\n \twhitespace,6,7\na\tlatin,7,8\n/\tpunctuation,8,9\nb\tlatin,9,10\nEOS\nEOS\n\
             命\tword,12,15\nEOS\n",
        ),
        ("mecab", "\t\r\n", "\\t\twhitespace,0,1\nEOS\n"),
        ("bies", "研究 a/b\n命\n", "研/B 究/E \\s/S a/S \\//S b/S\n命/S\n"),
        ("bies", "研究生\r\n命", "研/B 究/I 生/E\r\n命/S"),
        (
            "jsonl",
            "研究\r\n\n\"\\\u{1}",
            "{\"tokens\":[{\"text\":\"研究\",\"kind\":\"word\",\"start\":0,\"end\":6}]}\n\
             {\"tokens\":[]}\n\
             {\"tokens\":[{\"text\":\"\\\"\",\"kind\":\"punctuation\",\"start\":9,\"end\":10},\
             {\"text\":\"\\\\\",\"kind\":\"punctuation\",\"start\":10,\"end\":11},\
             {\"text\":\"\\u0001\",\"kind\":\"whitespace\",\"start\":11,\"end\":12}]}\n",
        ),
    ] {
        assert_eq!(out(&["--format", format], input), expected, "{format} of {input:?}");
    }
    for format in ["slash", "lines", "tsv", "jsonl", "mecab", "bies"] {
        assert_eq!(out(&["--format", format], ""), "", "{format}");
    }
}

#[test]
fn invalid_bytes_in_every_format() {
    for (format, expected) in [
        ("text", &b"\xE7\xA0\x94 \xE7\xA0 \xFF\n"[..]),
        ("slash", b"\xE7\xA0\x94/\xE7\xA0/\xFF\n"),
        ("lines", b"\xE7\xA0\x94\n\xE7\xA0\n\xFF\n\n"),
        ("tsv", b"\xE7\xA0\x94\tword\t0\t3\n\xE7\xA0\tinvalid\t3\t5\n\xFF\tinvalid\t5\t6\n\\n\twhitespace\t6\t7\n"),
        ("mecab", b"\xE7\xA0\x94\tword,0,3\n\xE7\xA0\tinvalid,3,5\n\xFF\tinvalid,5,6\nEOS\n"),
        ("bies", b"\xE7\xA0\x94/S \xE7\xA0/S \xFF/S\n"),
        (
            "jsonl",
            "{\"tokens\":[{\"text\":\"研\",\"kind\":\"word\",\"start\":0,\"end\":3},\
             {\"base64\":\"56A=\",\"kind\":\"invalid\",\"start\":3,\"end\":5},\
             {\"base64\":\"/w==\",\"kind\":\"invalid\",\"start\":5,\"end\":6}]}\n"
                .as_bytes(),
        ),
    ] {
        let output = bytes(&["-E", "none", "--format", format], b"\xE7\xA0\x94\xE7\xA0\xFF\n");
        assert_eq!(output.escape_ascii().to_string(), expected.escape_ascii().to_string(), "{format}");
    }
}

#[test]
fn options() {
    for (arguments, expected) in [
        (&["--mode", "sideways"][..], "there are forward (fmm), backward (bmm), bidir (bimm), mmseg,"),
        (&["--format", "xml"], "mecab"),
        (&["--rules", "some"], "none"),
        (&["--principles", "words,luck"], "unknown principle \"luck\""),
        (&["--separator", "|", "--format", "tsv"], "--separator means nothing with --format tsv"),
        (&["--format", "jsonl", "--separator", " "], "--separator means nothing with --format jsonl"),
        (&["--format", "tsv", "explain", "研究"], "means nothing to `seg explain`"),
        // Only a first word names a subcommand.
        (&["not-there.txt", "man"], "not-there.txt"),
    ] {
        let said = message(arguments, "", 2);
        assert!(said.contains(expected), "{arguments:?}: {said}");
    }
}
