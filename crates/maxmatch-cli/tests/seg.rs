//! The command, as its users run it.

use std::fs;
use std::io::Write;
use std::process::{Command, Output, Stdio};

fn seg(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_seg"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // Written beside the reading, or both sides would wait on full pipes. A command that refuses its arguments does not
    // read; that is not what is tested here.
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    let writing = std::thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output().unwrap();
    let _ = writing.join().unwrap();
    output
}

/// Standard output of a run that must succeed.
fn out(arguments: &[&str], input: &str) -> String {
    let output = seg(arguments, input.as_bytes());
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn sentences_on_the_default_dictionary() {
    for (mode, expected) in [
        ("bidir", "研究 生命 起源"),
        ("bimm", "研究 生命 起源"),
        ("forward", "研究生 命 起源"),
        ("fmm", "研究生 命 起源"),
        ("backward", "研究 生命 起源"),
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

#[test]
fn nothing_is_lost() {
    for input in ["", "\n", "研究\r\n\r\n生命", "\u{FEFF}研究生命", "a b\tc\n\n", "没有 空格"] {
        assert_eq!(out(&["--separator", "|"], input).replace('|', ""), input);
    }
    let bytes = b"\xE7\xA0\x94\xFF\xFE\xE7\xA9\n\xC0";
    let output = seg(&["--separator", ""], bytes);
    assert_eq!(output.stdout, bytes);
    assert!(out(&[], "\u{FEFF}研究生命").contains("研究 生命"));
}

#[test]
fn strict_names_line_and_byte() {
    let output = seg(&["--strict"], b"\xE7\xA0\x94\n\xFF\n");
    assert_eq!(output.status.code(), Some(2));
    let message = String::from_utf8(output.stderr).unwrap();
    assert!(message.contains("line 2, byte 4"), "{message}");
}

#[test]
fn formats() {
    let text = "研究 a/b\n命\n";
    for (format, expected) in [
        ("text", "研究 a / b\n命\n"),
        ("slash", "研究/ /a/\\//b\n命\n"),
        ("lines", "研究\n \na\n/\nb\n\n命\n\n"),
        (
            "tsv",
            "研究\tword\t0\t6\n \twhitespace\t6\t7\na\tlatin\t7\t8\n/\tpunctuation\t8\t9\nb\tlatin\t9\t10\n\
             \\n\twhitespace\t10\t11\n命\tword\t11\t14\n\\n\twhitespace\t14\t15\n",
        ),
        (
            "mecab",
            "研究\tword,0,6\n \twhitespace,6,7\na\tlatin,7,8\n/\tpunctuation,8,9\nb\tlatin,9,10\nEOS\n命\tword,11,14\nEOS\n",
        ),
        ("bies", "研/B 究/E  /S a/S \\//S b/S\n命/S\n"),
    ] {
        assert_eq!(out(&["--format", format], text), expected, "{format}");
    }
    assert_eq!(
        out(&["--format", "jsonl"], "研究\n"),
        "{\"tokens\":[{\"end\":6,\"kind\":\"word\",\"start\":0,\"text\":\"研究\"}]}\n"
    );
}

/// Threads and chunks must not show. More than two chunks of lines, and a line longer than a chunk.
#[test]
fn threads_and_chunks_do_not_show() {
    let line = "工信处女干事每月经过下属科室都要亲口交代24口交换机，";
    let text = [format!("{line}\n").repeat(40_000), line.repeat(30_000), format!("\n{line}").repeat(1_000)].concat();
    let one = out(&["--threads", "1", "--format", "tsv"], &text);
    let three = out(&["--threads", "3", "--format", "tsv"], &text);
    assert!(one == three, "output differs between one thread and three");
    assert_eq!(out(&["--separator", ""], &text), text);
}

#[test]
fn dictionaries() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (list, dict) = (path("list.txt"), path("list.dict"));
    fs::write(&list, "\u{FEFF}北京 30 ns\r\n北京大学 20 nt\r\n生前 5 t\r\n北京 40 ns\r\n").unwrap();
    let output = seg(&["dict", "build", &list, "-o", &dict], b"");
    assert!(output.status.success());
    assert!(String::from_utf8_lossy(&output.stderr).contains("list.txt:4: \"北京\" is there twice"));
    assert_eq!(out(&["dict", "get", "北京", "--in", &dict], ""), "北京\t40\tns\n");
    assert_eq!(seg(&["dict", "get", "南京", "--in", &dict], b"").status.code(), Some(1));
    assert_eq!(out(&["dict", "find", "北京", "--in", &dict], ""), "北京\t40\tns\n北京大学\t20\tnt\n");
    assert_eq!(out(&["dict", "find", "背景大学", "--within", "2", "--in", &dict], ""), "北京大学\t20\tnt\n");
    assert!(out(&["dict", "info", &dict], "").contains("words           3\n"));
    assert!(out(&["dict", "verify", &dict], "").contains("3 words, sound"));
    for way in [&["--dict", &dict][..], &["--dict", &dict, "--no-mmap"]] {
        assert_eq!(out(way, "北京大学生前来应聘\n"), "北京大学 生前 来 应 聘\n");
    }
    let mut damaged = fs::read(&dict).unwrap();
    damaged[5000] ^= 1;
    fs::write(&dict, damaged).unwrap();
    let output = seg(&["--dict", &dict], b"");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("damaged"));
}

#[test]
fn scoring() {
    let folder = tempfile::tempdir().unwrap();
    let gold = folder.path().join("gold");
    fs::write(&gold, "研究 生命 起源\n").unwrap();
    let text = out(&["eval", "--gold", gold.to_str().unwrap()], "研究生 命 起源\n");
    assert!(text.contains("precision   0.3333"), "{text}");
}

#[test]
fn explaining() {
    let text = out(&["explain", "研究生命起源"], "");
    assert!(text.contains("forward   研究生 / 命 / 起源") && text.contains("decided by: singles"), "{text}");
}
