//! `seg --nbest`, `--confidence` and `--only-ambiguous`: more than one reading of a text.

mod common;

use std::fs;
use std::path::Path;

use common::{bytes, message, out, seg};
use encoding_rs::{BIG5, Encoding, GB18030, UTF_16BE, UTF_16LE};
use serde_json::{Value, json};

/// Costs are then simple: 研究 1.48 bits, 研究生 2.32, 生命 1.84, 起源 3.04, 命 4.67.
fn dictionary(folder: &Path) -> String {
    let (list, dict) = (folder.join("list.txt"), folder.join("my.dict"));
    fs::write(&list, "研究 90 vn\n研究生 50 n\n生命 70\n起源 30\n命 9\n").unwrap();
    let dict = dict.to_str().unwrap().to_owned();
    message(&["dict", "build", list.to_str().unwrap(), "-o", &dict], "", 0);
    dict
}

fn lines(output: &str) -> Vec<Value> {
    output.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn encode(encoding: &'static Encoding, text: &str) -> Vec<u8> {
    match encoding {
        _ if encoding == UTF_16LE => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        _ if encoding == UTF_16BE => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        _ => encoding.encode(text).0.into_owned(),
    }
}

#[test]
fn segmentations() {
    let folder = tempfile::tempdir().unwrap();
    let dict = dictionary(folder.path());
    let run = |options: &[&str], text: &str| out(&[&["--dict", &dict][..], options].concat(), text);
    let expected = "3.32\t研究|生命\n6.98\t研究生|命\n";
    for (text, expected) in [
        ("", ""),
        ("研究生命\n", &format!("{expected}\n")),
        ("研究生命", &format!("{expected}\n")),
        ("研究生命\r\n", &format!("{expected}\n")),
        ("研究生命\r\n\r\n研究生命", &format!("{expected}\n0.00\t\n\n{expected}\n")),
        // White space is as it is, and the first tab of a line is the one behind the cost.
        ("\t研究\r命\n", &format!("{:.2}\t\t研究\r命\n", cost(&dict, "\t研究\r命"))),
    ] {
        let found = run(&["--nbest", "2", "--separator", "|"], text);
        assert!(found == expected || text.contains('\t') && found.starts_with(expected), "{text:?}: {found}");
    }
    assert_eq!(run(&["--nbest", "1"], "研究生命\n"), "3.32\t研究 生命\n\n");
    // There may be fewer, and no two are the same.
    let all = run(&["--nbest", "65535"], "研究生命");
    let readings: Vec<&str> = all.lines().filter_map(|line| Some(line.split_once('\t')?.1)).collect();
    assert!(readings.len() < 20 && readings.contains(&"研 究 生 命"), "{all}");
    assert!(readings.iter().enumerate().all(|(i, reading)| !readings[..i].contains(reading)), "{all}");

    let found = lines(&run(&["--nbest", "2", "--format", "jsonl"], "研究生命\r\n\n命"));
    let token =
        |text: &str, start: usize| json!({"text": text, "kind": "word", "start": start, "end": start + text.len()});
    assert_eq!(
        found[0],
        json!({"readings": [
            {"cost": 3.32, "tokens": [token("研究", 0), token("生命", 6)]},
            {"cost": 6.98, "tokens": [token("研究生", 0), token("命", 9)]},
        ]})
    );
    assert_eq!(found[1], json!({"readings": [{"cost": 0.0, "tokens": []}]}));
    assert_eq!(found[2]["readings"][0]["tokens"], json!([token("命", 15)]));
    assert_eq!(found.len(), 3);
}

/// What the cheapest segmentation of a line costs.
fn cost(dict: &str, line: &str) -> f64 {
    let found = lines(&out(&["--dict", dict, "--nbest", "1", "--format", "jsonl"], line));
    found[0]["readings"][0]["cost"].as_f64().unwrap()
}

#[test]
fn confidence() {
    let folder = tempfile::tempdir().unwrap();
    let dict = dictionary(folder.path());
    let run = |format, text| out(&["--dict", &dict, "--confidence", "--format", format], text);
    let text = "研究生命。\r\n";
    assert_eq!(
        run("tsv", text),
        "研究\tword\t0\t6\t3.66\n生命\tword\t6\t12\t3.66\n。\tpunctuation\t12\t15\tinf\n\\r\\n\twhitespace\t15\t17\tinf\n"
    );
    assert_eq!(run("mecab", text), "研究\tword,0,6,3.66\n生命\tword,6,12,3.66\n。\tpunctuation,12,15,inf\nEOS\n");
    assert_eq!(
        run("jsonl", text),
        "{\"tokens\":[{\"text\":\"研究\",\"kind\":\"word\",\"start\":0,\"end\":6,\"margin\":3.66},\
         {\"text\":\"生命\",\"kind\":\"word\",\"start\":6,\"end\":12,\"margin\":3.66},\
         {\"text\":\"。\",\"kind\":\"punctuation\",\"start\":12,\"end\":15,\"margin\":null}]}\n"
    );
}

#[test]
fn spots() {
    let folder = tempfile::tempdir().unwrap();
    let dict = dictionary(folder.path());
    let run = |options: &[&str], text: &str| out(&[&["--dict", &dict][..], options].concat(), text);
    // Twelve characters of the line are shown on either side; columns are characters.
    for (text, expected) in [
        ("", ""),
        ("。\n\n。", ""),
        ("\u{FEFF}研究生命", "1:1\t3.66\toverlap,combination\t研究 生命\t研究生 命\t[研究生命]\n"),
        ("研究生命", "1:1\t3.66\toverlap,combination\t研究 生命\t研究生 命\t[研究生命]\n"),
        (
            "。\n\r\n，１２\t\\研究生命！\r\n",
            "3:6\t3.66\toverlap,combination\t研究 生命\t研究生 命\t，１２\\t\\\\[研究生命]！\n",
        ),
        (
            "、。、。、。、。、。、。研究生命，！，！，！，！，！，！",
            "1:13\t3.66\toverlap,combination\t研究 生命\t研究生 命\t、。、。、。、。、。、。[研究生命]，！，！，！，！，！，！\n",
        ),
        (
            "，、。、。、。、。、。、。、研究生命，！，！，！，！，！，！，",
            "1:15\t3.66\toverlap,combination\t研究 生命\t研究生 命\t…。、。、。、。、。、。、[研究生命]，！，！，！，！，！，！…\n",
        ),
    ] {
        let expected = if expected.is_empty() { String::new() } else { format!("standard input:{expected}") };
        assert_eq!(run(&["--only-ambiguous=4"], text), expected, "{text:?}");
    }
    assert!(run(&["--only-ambiguous=4", "--separator", "/"], "研究生命").contains("\t研究/生命\t研究生/命\t"));
    // A byte that is none is one character.
    let output =
        seg(&["--dict", &dict, "--only-ambiguous=4"], b"\xFF\xE7\xA0\xE7\xA0\x94\xE7\xA9\xB6\xE7\x94\x9F\xE5\x91\xBD");
    assert_eq!(
        String::from_utf8(output.stdout).unwrap(),
        "standard input:1:3\t3.66\toverlap,combination\t研究 生命\t研究生 命\t\u{FFFD}\u{FFFD}[研究生命]\n"
    );
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("not UTF-8 in 2 places, first at byte 0; shown as U+FFFD"), "{said}");

    let found = lines(&run(&["--only-ambiguous=4", "--format", "jsonl"], "。\n，研究生命！\n"));
    assert_eq!(
        found,
        [json!({
            "file": "standard input", "line": 2, "column": 2, "start": 7, "end": 19,
            "before": "，", "text": "研究生命", "after": "！",
            "tokens": ["研究", "生命"], "other": ["研究生", "命"],
            "margin": 3.66, "ambiguities": ["overlap", "combination"],
        })]
    );

    // The margin is at most what is asked for, which is 10 bits if nothing is said.
    let text = "结婚的和尚未结婚的，研究生命起源，王建国说这个门把手坏了\n";
    let spots = |option| lines(&out(&[option, "--format", "jsonl"], text));
    let near = spots("--only-ambiguous=10");
    assert_eq!(spots("--only-ambiguous"), near);
    for (option, bits) in [("--only-ambiguous=0", 0.0), ("--only-ambiguous=4.5", 4.5)] {
        let found = spots(option);
        let margins = found.iter().map(|spot| spot["margin"].as_f64().unwrap());
        assert!(found.len() < near.len() && margins.clone().all(|margin| margin <= bits), "{found:?}");
    }
    // A tie is one.
    let user = folder.path().join("user.txt");
    fs::write(&user, "甲乙 5\n乙丙 5\n甲 5\n丙 5\n").unwrap();
    let tie = out(&["-u", user.to_str().unwrap(), "--rules", "standard", "--only-ambiguous=0"], "甲乙丙\n");
    assert!(tie.contains("\t0.00\toverlap,combination,tie\t"), "{tie}");
}

/// All kinds of text: what the rules are about, what a user dictionary says, line ends, bytes that are none.
fn varied() -> Vec<u8> {
    let pieces: [&[u8]; 30] = [
        "研究生命起源".as_bytes(),
        "结婚的和尚未结婚的".as_bytes(),
        "这个门把手坏了，".as_bytes(),
        "王建国、斯特拉斯堡和莎士比亚。".as_bytes(),
        b"https://example.com/a?b=c",
        "www.".as_bytes(),
        "#话题#".as_bytes(),
        "@张三".as_bytes(),
        b"a.b@c.de",
        "2024年5月1日12:30".as_bytes(),
        "第三届".as_bytes(),
        "24小时".as_bytes(),
        "三万五千里".as_bytes(),
        "八点三十".as_bytes(),
        b"v1.2.3-",
        b"RTX4090",
        b" ",
        "\u{3000}".as_bytes(),
        b"\t",
        b"\r",
        b"\r\n",
        b"\n",
        b"\n\n",
        "👩‍👩‍👧".as_bytes(),
        "e\u{301}".as_bytes(),
        "\u{301}".as_bytes(),
        b"\xFF",
        b"\xE7\xA0",
        "測試".as_bytes(),
        "？！".as_bytes(),
    ];
    let (mut text, mut seed) = ("\u{FEFF}".as_bytes().to_vec(), 7_u32);
    while text.len() < 60_000 {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        text.extend_from_slice(pieces[(seed >> 16) as usize % pieces.len()]);
    }
    text.extend_from_slice("研究生命".as_bytes());
    text
}

/// The cheapest segmentation of each line, the tokens that confidence is shown of, and those of spots are what the mode gives.
#[test]
fn the_first_reading_is_the_modes() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (user, gold, trained) = (path("user.txt"), path("gold.txt"), path("trained.dict"));
    fs::write(&user, "!研究生\n测|试\n门+把\n的和尚 50\n斯特拉斯堡和\n").unwrap();
    fs::write(&gold, "研究 生命 起源\n结婚 的 和 尚未 结婚 的\n研究生 命 。 和尚 未 来\n".repeat(5)).unwrap();
    message(&["train", &gold, "-o", &trained], "", 0);
    let text = varied();
    for options in [
        &[][..],
        &["-u", &user],
        &["--rules", "all"],
        &["--rules", "none"],
        &["--weights", "words=-1.5,oov=0.25"],
        &["--dict", &trained],
        &["--dict", &trained, "-u", &user, "--rules", "all"],
    ] {
        let run = |more: &[&str]| bytes(&[&["-E", "none"], options, more].concat(), &text);
        let plain = run(&["--mode", "lattice"]);
        let readings = run(&["--nbest", "2"]);
        // Lines are ended by line feeds: those of the text stay as they are in the plain output.
        let plain: Vec<&[u8]> = plain.split(|&byte| byte == b'\n').collect();
        let (mut first, mut costs) = (Vec::new(), Vec::new());
        for line in readings.split(|&byte| byte == b'\n') {
            if line.is_empty() {
                let ascending = costs.is_sorted();
                assert!(ascending && costs.len() <= 2, "{costs:?}");
                costs.clear();
                continue;
            }
            let tab = line.iter().position(|&byte| byte == b'\t').unwrap();
            let cost: f64 = std::str::from_utf8(&line[..tab]).unwrap().parse().unwrap();
            if costs.is_empty() {
                first.push(&line[tab + 1..]);
            }
            costs.push(cost);
        }
        assert_eq!(first.len(), plain.len());
        for (first, plain) in first.iter().zip(plain) {
            let plain = plain.strip_suffix(b"\r").unwrap_or(plain);
            assert_eq!(first.escape_ascii().to_string(), plain.escape_ascii().to_string(), "{options:?}");
        }

        let table = run(&["--mode", "lattice", "--format", "tsv"]);
        let with_margins: Vec<u8> = run(&["--confidence", "--format", "tsv"])
            .split_inclusive(|&byte| byte == b'\n')
            .flat_map(|line| [&line[..line.iter().rposition(|&byte| byte == b'\t').unwrap()], b"\n"].concat())
            .collect();
        assert!(with_margins == table, "{options:?}");

        // A spot's tokens lie between its ends in the text, and so do those of the other reading.
        let spots = String::from_utf8(run(&["--only-ambiguous", "--format", "jsonl"])).unwrap();
        let mut end = 0;
        for spot in lines(&spots) {
            let [from, to] = ["start", "end"].map(|key| spot[key].as_u64().unwrap() as usize);
            assert!(from >= end && to > from, "{spot}");
            end = to;
            for key in ["tokens", "other"] {
                let joined: String =
                    spot[key].as_array().unwrap().iter().map(|token| token.as_str().unwrap()).collect();
                assert_eq!(joined.as_bytes(), &text[from..to], "{spot}");
            }
            let line = text[..from].iter().filter(|&&byte| byte == b'\n').count() + 1;
            let begin = text[..from].iter().rposition(|&byte| byte == b'\n').map_or(0, |end| end + 1);
            let before = String::from_utf8_lossy(&text[begin..from]);
            let column = before.trim_start_matches('\u{FEFF}').chars().count() + 1;
            assert_eq!((&spot["line"], &spot["column"]), (&line.into(), &column.into()), "{spot}");
        }
        assert!(end > text.len() / 2, "{options:?}");
    }
}

/// What is shown of a text in another encoding is what is shown of it in UTF-8, and offsets index the source.
#[test]
fn encodings() {
    for (text, encodings) in [
        ("研究生命起源，RTX4090\r\n\n结婚的和尚未结婚的", &[GB18030, UTF_16LE, UTF_16BE][..]),
        ("研究生命起源，結婚的和尚未結婚的\n門把手", &[BIG5, UTF_16LE]),
        ("𠮷野家的😀研究生命\n生命起源ê", &[GB18030, UTF_16BE]),
    ] {
        for encoding in encodings {
            let source = encode(encoding, text);
            let label = ["-E", encoding.name()];
            for options in [
                &["--nbest", "3"][..],
                &["--nbest", "3", "--format", "jsonl"],
                &["--confidence", "--format", "tsv"],
                &["--confidence", "--format", "jsonl"],
                &["--confidence", "--format", "mecab"],
                &["--only-ambiguous"],
                &["--only-ambiguous", "--format", "jsonl"],
            ] {
                let expected = out(options, text);
                assert!(!expected.is_empty());
                assert_eq!(out(&[&label[..], options].concat(), &source), expected, "{options:?}, {}", encoding.name());
            }
            for options in [
                &["--nbest", "3"][..],
                &["--confidence", "--format", "tsv", "--offsets", "utf-8"],
                &["--confidence", "--format", "mecab", "--offsets", "utf-8"],
            ] {
                let found = bytes(&[&label[..], &["--output-encoding", "source"], options].concat(), &source);
                assert_eq!(found, encode(encoding, &out(options, text)), "{options:?}, {}", encoding.name());
            }
            let shown = |options: &[&str]| {
                let options = [&label[..], &["--format", "jsonl", "--offsets", "source"], options].concat();
                lines(&out(&options, &source))
            };
            let mut count = 0;
            let mut check = |item: &Value| {
                let [start, end] = ["start", "end"].map(|key| item[key].as_u64().unwrap() as usize);
                assert_eq!(source[start..end], encode(encoding, item["text"].as_str().unwrap()), "{item}");
                count += 1;
            };
            shown(&["--only-ambiguous"]).iter().for_each(&mut check);
            for line in shown(&["--nbest", "2"]) {
                let readings = line["readings"].as_array().unwrap();
                readings.iter().flat_map(|reading| reading["tokens"].as_array().unwrap()).for_each(&mut check);
            }
            for line in shown(&["--confidence"]) {
                line["tokens"].as_array().unwrap().iter().for_each(&mut check);
            }
            assert!(count > 10);
        }
    }
    // What can't be decoded is what it is in the other formats.
    let damaged = b"\xD1\xD0\xBE\xBF\n\xC9\xFA\xFF\xC3\xFC\x81\n";
    for (options, expected) in [
        (&["--output-encoding", "source"][..], &b"\xC9\xFA \xFF \xC3\xFC \x81\n"[..]),
        (&[], "生 \u{FFFD} 命 \u{FFFD}\n".as_bytes()),
    ] {
        let output = seg(&[&["-E", "gb18030", "--nbest", "1"], options].concat(), damaged);
        let last = output.stdout.split(|&byte| byte == b'\t').next_back().unwrap();
        assert_eq!(last.escape_ascii().to_string(), [expected, b"\n"].concat().escape_ascii().to_string());
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.contains("not gb18030 in 2 places, first at byte 7"), "{said}");
    }
    let output = seg(&["-E", "gb18030", "--nbest", "1", "--format", "jsonl"], damaged);
    let found = lines(&String::from_utf8(output.stdout).unwrap());
    let bases: Vec<&Value> =
        found[1]["readings"][0]["tokens"].as_array().unwrap().iter().filter_map(|token| token.get("base64")).collect();
    assert_eq!(bases, [&json!("/w=="), &json!("gQ==")]);
}

/// Several files, one after the other and on any number of threads: what is shown is that of each by itself.
#[test]
fn files_and_threads() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (open, long, empty) = (path("open"), path("long"), path("empty"));
    fs::write(&open, "研究生命\n结婚的和尚未结婚的").unwrap();
    fs::write(&long, "这个门把手坏了，结婚的和尚未结婚的，研究生命起源。\r\n".repeat(4_000)).unwrap();
    fs::write(&empty, "").unwrap();
    for options in [
        &["--nbest", "2"][..],
        &["--nbest", "2", "--format", "jsonl"],
        &["--confidence", "--format", "mecab"],
        &["--only-ambiguous=5"],
        &["--only-ambiguous=5", "--format", "jsonl"],
    ] {
        let run = |more: &[&str]| out(&[options, more].concat(), "王建国说\n");
        let each = [&open, "-", &empty, &long, &open].map(|file| run(&["--threads", "1", file])).concat();
        for threads in ["1", "2", "3"] {
            assert!(run(&["--threads", threads, &open, "-", &empty, &long, &open]) == each, "{options:?}, {threads}");
        }
    }
    let last = out(&["--only-ambiguous=5", &long], "").lines().last().unwrap().to_owned();
    assert!(last.starts_with(&format!("{long}:4000:")), "{last}");
}

#[test]
fn bad_bytes_end_it_where_that_is_wanted() {
    for (options, written) in [
        (&["--nbest", "1"][..], out(&["--nbest", "1"], "研究\n")),
        (&["--confidence", "--format", "tsv"], out(&["--confidence", "--format", "tsv"], "研究\n")),
        (&["--only-ambiguous=30"], out(&["--only-ambiguous=30"], "研究\n")),
    ] {
        let output = seg(&[&["--strict"], options].concat(), b"\xE7\xA0\x94\xE7\xA9\xB6\n\xE7\xA0\x94\xFF\n");
        assert_eq!((output.status.code(), String::from_utf8(output.stdout).unwrap()), (Some(2), written));
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.contains("standard input: line 2, byte 10 of the input: not UTF-8"), "{said}");
    }
}

#[test]
fn errors() {
    let long = "研究".repeat(400);
    for (arguments, input, expected) in [
        (&["--nbest", "0"][..], "", "invalid value '0' for '--nbest <N>': 0 is not in 1..=65535"),
        (&["--nbest", "many"], "", "invalid value 'many' for '--nbest <N>'"),
        (&["--nbest", "2", "--confidence"], "", "'--nbest <N>' cannot be used with '--confidence'"),
        (&["--nbest", "2", "--only-ambiguous"], "", "cannot be used with '--only-ambiguous"),
        (&["--confidence", "--only-ambiguous"], "", "cannot be used with '--only-ambiguous"),
        (&["--only-ambiguous=-1"], "", "it is a number of bits from 0 on, such as 3 or 0.5"),
        (&["--only-ambiguous=few"], "", "it is a number of bits from 0 on"),
        (
            &["--nbest", "2", "--mode", "bidir"],
            "",
            "--nbest shows what mode lattice weighs, and --mode bidir weighs nothing; leave out --mode, or say --mode lattice",
        ),
        (&["--mode", "full", "--confidence", "--format", "tsv"], "", "--confidence shows what mode lattice weighs"),
        (&["--mode", "full", "--only-ambiguous"], "", "--only-ambiguous shows what mode lattice weighs"),
        (
            &["--confidence"],
            "",
            "--confidence has no place in --format text; it has one in --format tsv, jsonl or mecab",
        ),
        (
            &["--nbest", "2", "--format", "bies"],
            "",
            "--nbest has no place in --format bies; it has one in --format text or jsonl",
        ),
        (&["--only-ambiguous", "--format", "tsv"], "", "--only-ambiguous has no place in --format tsv"),
        (&["--only-ambiguous", "--output-encoding", "source"], "", "leave out --output-encoding source"),
        (&["--only-ambiguous", "--offsets", "source"], "", "--offsets means nothing with --format text"),
        (&["--nbest", "2", "--format", "jsonl", "--separator", "|"], "", "--separator means nothing with"),
        (&["--nbest", "2", "explain", "研究"], "", "--nbest means nothing to `seg explain`"),
        (&["--only-ambiguous", "explain", "研究"], "", "--only-ambiguous means nothing to `seg explain`"),
        (
            &["--nbest", "65535"],
            &long,
            "standard input: line 1 is longer than 1024 bytes of UTF-8 with its line end, and --nbest keeps its",
        ),
    ] {
        let said = message(arguments, input, 2);
        assert!(said.contains(expected), "{arguments:?}: {said}");
    }
    // The mode may be said.
    assert_eq!(out(&["--mode", "lattice", "--nbest", "1"], "研究"), out(&["--nbest", "1"], "研究"));
}
