//! What `seg` makes for search indexes: terms and positions, members of JSON, and what a search would miss.

mod common;

use std::fs;

use common::{bytes, message, out, seg};

/// A token: term, first byte, last byte + 1, position, position length.
type Posting<S> = (S, u64, u64, u64, u64);

/// The tokens of each line.
fn postings(arguments: &[&str], input: &str) -> Vec<Vec<Posting<String>>> {
    let arguments = [&["--format", "jsonl"], arguments].concat();
    let line = |line: &str| {
        let value: serde_json::Value = serde_json::from_str(line).unwrap();
        value["tokens"].as_array().unwrap().iter().map(posting).collect()
    };
    out(&arguments, input).lines().map(line).collect()
}

fn posting(token: &serde_json::Value) -> Posting<String> {
    let [start, end, position, length] =
        ["start", "end", "position", "position_length"].map(|member| token[member].as_u64().unwrap());
    (token["term"].as_str().unwrap().to_owned(), start, end, position, length)
}

fn owned(postings: &[Posting<&str>]) -> Vec<Posting<String>> {
    postings
        .iter()
        .map(|&(term, start, end, position, length)| (term.to_owned(), start, end, position, length))
        .collect()
}

/// Positions begin anew with each line; white space is no token and takes none.
#[test]
fn terms_and_positions() {
    let text = "發展ＡＩ\n \n二十三 次，\r\n生命";
    assert_eq!(
        postings(&["--mode", "index"], text),
        [
            owned(&[("发", 0, 3, 0, 1), ("发展", 0, 6, 0, 2), ("展", 3, 6, 1, 1), ("ai", 6, 12, 2, 1)]),
            owned(&[]),
            owned(&[
                ("二", 15, 18, 0, 1),
                ("二十", 15, 21, 0, 2),
                ("二十三", 15, 24, 0, 3),
                ("十", 18, 21, 1, 1),
                ("十三", 18, 24, 1, 2),
                ("三", 21, 24, 2, 1),
                ("次", 25, 28, 3, 1),
                (",", 28, 31, 4, 1),
            ]),
            owned(&[("生", 33, 36, 0, 1), ("生命", 33, 39, 0, 2), ("命", 36, 39, 1, 1)]),
        ]
    );
    assert_eq!(
        postings(&["--mode", "query", "--kinds", "-punctuation"], text),
        [
            owned(&[("发展", 0, 6, 0, 2), ("ai", 6, 12, 2, 1)]),
            owned(&[]),
            owned(&[("二十", 15, 21, 0, 2), ("三", 21, 24, 2, 1), ("次", 25, 28, 3, 1)]),
            owned(&[("生命", 33, 39, 0, 2)]),
        ]
    );
    // Without case folding terms are as they stand there.
    assert_eq!(
        postings(&["--mode", "query", "--rules", "none"], "AＩ"),
        [owned(&[("A", 0, 1, 0, 1), ("Ｉ", 1, 4, 1, 1)])]
    );
}

/// A line of any length has the positions that it has when it is short.
#[test]
fn positions_in_a_long_line() {
    let sentence = "研究生命起源，ABC 二十三。";
    let (many, units) = (40_000, 12);
    let [lines] = &postings(&["--mode", "index", "--threads", "1"], &sentence.repeat(many))[..] else {
        panic!("one line")
    };
    let [short] = &postings(&["--mode", "index"], sentence)[..] else { panic!("one line") };
    assert_eq!(lines.len(), many * short.len());
    for ((found, one), at) in lines.iter().zip(short.iter().cycle()).zip(0..) {
        let before = at / short.len() as u64;
        let byte = before * sentence.len() as u64;
        let (term, start, end, position, length) = one.clone();
        assert_eq!(*found, (term, start + byte, end + byte, position + before * units, length));
    }
}

#[test]
fn kinds_and_stop_words() {
    let folder = tempfile::tempdir().unwrap();
    let [stop, dos] = ["stop.txt", "dos.txt"].map(|name| folder.path().join(name).to_str().unwrap().to_owned());
    fs::write(&stop, "了\n\n 我們 \nTHE\n").unwrap();
    fs::write(&dos, "\u{FEFF}的\r\n").unwrap();
    for (arguments, input, expected) in [
        (&["--kinds", "word"][..], "我们买 iPhone，了\n\n买\n", "我们 买 了\n\n买\n"),
        (&["--kinds", "-punctuation,-whitespace"], "我们买 iPhone，了\n", "我们 买 iPhone 了\n"),
        (&["--stop-words", &stop], "我们了\n我们研究了the生命", "\n研究 生命"),
        (&["--stop-words", &stop, "--stop-words", &dos], "我的书了", "我 书"),
        (&["--stop-words", &stop, "--kinds", "word", "--format", "lines"], "我们研究了，\n", "研究\n\n"),
        (&["--kinds", "invalid", "--format", "tsv"], "买", ""),
        (&["--kinds", "latin", "--format", "jsonl"], "买\n", "{\"tokens\":[]}\n"),
    ] {
        assert_eq!(out(arguments, input), expected, "{arguments:?}");
    }
    assert!(message(&["--kinds", "nouns"], "", 2).contains("unknown kind \"nouns\"; there are word, unknown,"));
    assert!(message(&["--stop-words", "no/such"], "", 2).contains("no/such: "));
    assert!(message(&["--kinds", "word", "--nbest", "2"], "", 2).contains("cannot be used with"));
    // The words would be read, and then there is no text.
    assert!(message(&["--stop-words", "-"], "了\n", 2).contains("standard input"));
}

#[test]
fn members_of_json() {
    for (arguments, input, expected) in [
        // What is not segmented stays as it is, to the digit and in its order.
        (
            &["--json-field", "body"][..],
            "{\"id\":1.0,\"body\":\"研究生命\",\"x\":{\"a\": 1e400},\"n\":12345678901234567890123}\n",
            "{\"id\":1.0,\"body\":\"研究 生命\",\"x\":{\"a\": 1e400},\"n\":12345678901234567890123}\n",
        ),
        (&["--json-field", "a"], "{\"a\":\"研\\u7a76\\n\\\"生命\\u0000\"}", "{\"a\":\"研究\\n\\\" 生命 \\u0000\"}"),
        (
            &["--json-field", "a"],
            "{\"a\":[\"研究生命\",\"\"]}\r\n\n{\"b\":[1]}\n{\"a\":null}\n{}",
            "{\"a\":[\"研究 生命\",\"\"]}\r\n\n{\"b\":[1]}\n{\"a\":null}\n{}",
        ),
        (
            &["--json-field", "a=w"],
            "{\"a\":\"研究生命\",\"b\":1}\n{\"b\":1}\n",
            "{\"a\":\"研究生命\",\"b\":1,\"w\":\"研究 生命\"}\n{\"b\":1}\n",
        ),
        (
            &["--json-field", "a", "--separator", "|", "--kinds", "word"],
            "{\"a\":\"研究，生命\"}\n",
            "{\"a\":\"研究|生命\"}\n",
        ),
        (
            &["--json-field", "a=t", "--format", "jsonl"],
            "{\"a\":\"买 b\"}\n",
            "{\"a\":\"买 b\",\"t\":[{\"text\":\"买\",\"kind\":\"word\",\"start\":0,\"end\":3},{\"text\":\" \",\"kind\":\"whitespace\",\
             \"start\":3,\"end\":4},{\"text\":\"b\",\"kind\":\"latin\",\"start\":4,\"end\":5}]}\n",
        ),
        (
            &["--json-field", "a", "--format", "jsonl", "--mode", "query"],
            "{\"a\":[\"買\\nB\",\"生命\"]}\n",
            "{\"a\":[[{\"text\":\"買\",\"kind\":\"word\",\"start\":0,\"end\":3,\"term\":\"买\",\"position\":0,\"position_length\":1},\
             {\"text\":\"B\",\"kind\":\"latin\",\"start\":4,\"end\":5,\"term\":\"b\",\"position\":1,\"position_length\":1}],\
             [{\"text\":\"生命\",\"kind\":\"word\",\"start\":0,\"end\":6,\"term\":\"生命\",\"position\":0,\"position_length\":2}]]}\n",
        ),
    ] {
        assert_eq!(out(arguments, input), expected, "{arguments:?} {input}");
    }
}

/// What comes before a line that is wrong is written, and nothing of it; the message says where it is.
#[test]
fn lines_that_are_no_objects() {
    for (arguments, bad, expected) in [
        (&["--json-field", "a"][..], "[1]", "no JSON object: invalid type: sequence, expected an object"),
        (&["--json-field", "a"], "{\"a\":1", "no JSON object: EOF while parsing"),
        (&["--json-field", "a"], "{\"a\":1}", "member \"a\" is no string, list of strings or null"),
        (&["--json-field", "a"], "{\"a\":[\"b\",1]}", "member \"a\" is a list, but not of strings alone: "),
        (&["--json-field", "a"], "{\"a\":\"\\ud800\"}", "member \"a\": "),
        (&["--json-field", "a=b"], "{\"b\":1,\"a\":\"b\"}", "there is a member \"b\" already; say another name"),
    ] {
        let good = "{\"a\":\"c\"}\n".repeat(3);
        for threads in ["1", "2"] {
            let output = seg(&[arguments, &["--threads", threads]].concat(), format!("{good}{bad}\n{good}"));
            let said = String::from_utf8(output.stderr).unwrap();
            assert!(said.contains(&format!("standard input: line 4: {expected}")), "{bad}: {said}");
            assert_eq!(
                (output.status.code(), output.stdout.split(|&byte| byte == b'\n').count()),
                (Some(2), 4),
                "{bad}"
            );
        }
    }
    assert!(message(&["--json-field", "a"], b"{\"a\":\"\xFF\"}", 2).contains("line 1: no JSON object: "));
    for more in [&["--format", "tsv"][..], &["--output-encoding", "source"], &["--offsets", "utf-8"], &["--confidence"]]
    {
        message(&[&["--json-field", "a"], more].concat(), "", 2);
    }
}

/// Every document that holds a query is found, and what is not is said, with the reason.
#[test]
fn recall_check() {
    let folder = tempfile::tempdir().unwrap();
    let [queries, documents] = ["queries.txt", "documents.txt"].map(|name| folder.path().join(name));
    fs::write(&documents, "研究生命起源\n买了iPhone手机\n二十三个，a：b\n發展ＡＩ\n").unwrap();
    let check = |asked: &str, more: &[&str], code: i32| {
        fs::write(&queries, asked).unwrap();
        let arguments =
            [&["recall-check", "--queries", queries.to_str().unwrap(), documents.to_str().unwrap()], more].concat();
        let output = seg(&arguments, "");
        assert_eq!(output.status.code(), Some(code), "{asked}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap().replace(folder.path().to_str().unwrap(), "")
    };
    let asked = "研究\n生命起\n究生\nphone\n十三\n发展ai\n\n 三个， \n没有\n。\n";
    assert_eq!(
        check(asked, &[], 0),
        "\
queries                                                  8
  empty                                                  2
documents                                                4
pairs of a query and a document that holds it            7
  only inside of tokens                                  1
missed as AND                                   0 (0.00 %)
missed as a phrase                              0 (0.00 %)
/documents.txt:2: phone: it is a part of \"iPhone\", which is one token
"
    );
    let missed = check(asked, &["--both", "bidir", "--examples", "1"], 1);
    assert!(missed.contains("missed as AND                                  4 (66.67 %)\n"), "{missed}");
    assert!(missed.ends_with("/documents.txt:1: 生命起: the document has no token \"起\"\n"), "{missed}");
    // Folded they are the same, but of the one UAX #29 makes a word.
    let missed = check("a:b", &[], 1);
    assert!(missed.ends_with("/documents.txt:3: a:b: the document has no token \"a:b\"\n"), "{missed}");
    let arguments = ["recall-check", "--mode", "full", "--queries", "a", "b"];
    assert!(message(&arguments, "", 2).contains("--mode means nothing to `seg recall-check`"));
    assert!(message(&["recall-check", "--queries", "-", "-"], "", 2).contains("standard input"));
    assert!(!bytes(&["recall-check", "--help"], "").is_empty());
}
