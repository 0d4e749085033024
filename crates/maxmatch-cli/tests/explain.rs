//! `seg explain`: in the terminal, as JSON, as a page, as a picture.

mod common;

use std::fs;
use std::path::Path;

use common::{message, out};
use serde_json::Value;

/// A small dictionary of these words, in a folder.
fn dictionary(folder: &Path) -> String {
    let (list, dict) = (folder.join("list.txt"), folder.join("my.dict"));
    fs::write(&list, "研究 90 vn\n研究生 50 n\n生命 70\n起源 30\n命 9\n").unwrap();
    let dict = dict.to_str().unwrap().to_owned();
    message(&["dict", "build", list.to_str().unwrap(), "-o", &dict], "", 0);
    dict
}

#[test]
fn terminal() {
    let folder = tempfile::tempdir().unwrap();
    let dict = dictionary(folder.path());
    let plain = out(&["explain", "--dict", &dict, "--mode", "bidir", "研究生命起源"], "");
    assert_eq!(
        plain,
        "\
forward   研究生 / 命 / 起源
backward  研究 / 生命 / 起源

bytes 0..12: 研究生命
  * backward  研究 / 生命   words 2, oov 0, singles 0, cost 3.32 bits
    forward   研究生 / 命   words 2, oov 0, singles 1, cost 6.98 bits
    decided by: singles, by 1
    to flip it: 研究生|命
    which gives 研究生 / 命 / 起源

bidir     研究 / 生命 / 起源

words
    研究  my  vn, frequency 90, cost 1.48 bits
    生命  my  frequency 70, cost 1.84 bits
    起源  my  frequency 30, cost 3.04 bits

words that lost
    研究生  my  n, frequency 50, cost 2.32 bits
    命      my  frequency 9, cost 4.67 bits
"
    );
    assert!(!plain.contains('\x1B'), "no colour where there is no terminal");
    let coloured = out(&["explain", "--dict", &dict, "研究生命起源", "--color", "always"], "");
    assert!(coloured.contains("\x1B["));
}

/// In mode lattice the runner-up is that of the lattice, and every token has its confidence.
#[test]
fn lattice() {
    let folder = tempfile::tempdir().unwrap();
    let dict = dictionary(folder.path());
    let explain = |format: &str, text: &str| {
        out(&["explain", "--dict", &dict, "--mode", "lattice", "--format", format, text], "")
    };
    let plain = explain("text", "研究生命。");
    for line in ["runner-up, forward  研究生 / 命", "the runner-up costs 3.66 bits more", "生命  3.66 bits  overlap"]
    {
        assert!(plain.contains(line), "{plain}");
    }
    let view: Value = serde_json::from_str(&explain("json", "研究生命。")).unwrap();
    assert_eq!(view["regions"][0]["readings"][1]["by"], serde_json::json!(["runner-up", "forward"]));
    assert_eq!((&view["regions"][0]["margin"], &view["tokens"][1]["margin"]), (&3.66.into(), &3.66.into()));
    assert_eq!(view["tokens"][1]["ambiguities"], serde_json::json!(["overlap", "combination"]));
    assert_eq!((&view["tokens"][2]["text"], &view["tokens"][2]["margin"]), (&"。".into(), &Value::Null));
    let page = explain("html", "研究生命。");
    assert!(page.contains("costs <strong>3.66 bits</strong> more") && page.contains(">certain<"), "{page}");
    // Where no other reading is near, there is the nearest.
    let far: Value = serde_json::from_str(&explain("json", "起源")).unwrap();
    assert!(far["regions"][0]["margin"].as_f64().unwrap() > 10.0, "{far}");
}

/// What is proposed does what is said: `seg -u` gives it.
#[test]
fn edits_do_what_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let (dict, user) = (dictionary(folder.path()), folder.path().join("user.txt"));
    let user = user.to_str().unwrap();
    for mode in ["forward", "backward", "bidir", "mmseg", "unigram", "lattice"] {
        for want in ["研究生 命 起源", "研究 生命 起源", "研 究生 命起 源", "研究生命 起源", "究生"]
        {
            let engine = ["--dict", &dict, "--mode", mode];
            let json =
                out(&[&["explain", "研究生命起源", "--format", "json", "--want", want][..], &engine].concat(), "");
            let view: Value = serde_json::from_str(&json).unwrap();
            let lines: Vec<&str> =
                view["want"]["edit"]["lines"].as_array().unwrap().iter().map(|line| line.as_str().unwrap()).collect();
            fs::write(user, lines.join("\n")).unwrap();
            let then = out(&[&engine[..], &["-u", user]].concat(), "研究生命起源\n");
            assert!(
                format!(" {}", then.replace('\n', " ")).contains(&format!(" {want} ")),
                "{mode}, {lines:?}: {then}"
            );
        }
    }
}

#[test]
fn json() {
    let folder = tempfile::tempdir().unwrap();
    let dict = dictionary(folder.path());
    let json = out(&["explain", "--dict", &dict, "--format", "json", "--mode", "forward", "研究生命"], "");
    let view: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json.lines().count(), 1);
    assert_eq!(
        (&view["text"], &view["mode"], &view["layers"][0]),
        (&"研究生命".into(), &"forward".into(), &"my".into())
    );
    let region = &view["regions"][0];
    assert_eq!(region["readings"][0]["by"], serde_json::json!(["forward"]));
    assert_eq!(region["readings"][1]["by"], serde_json::json!(["bidir", "backward"]));
    assert_eq!(region["decision"], serde_json::json!({"by": "singles", "margin": 1.0}));
    assert_eq!(region["edit"]["lines"], serde_json::json!(["研究|生命"]));
    let words: Vec<&str> =
        view["words"].as_array().unwrap().iter().map(|word| word["text"].as_str().unwrap()).collect();
    assert_eq!(words, ["研究", "研究生", "生命", "命"]);
}

/// What is wanted and can't be had, or is there already, or is not in the text.
#[test]
fn wants() {
    assert!(out(&["explain", "研究生命", "--want", "研究 生命"], "").contains("that is what is there"));
    assert!(out(&["explain", "a b", "--want", "a b"], "").contains("that is what is there"));
    let none = out(&["explain", "e\u{301}", "--want", "e \u{301}"], "");
    assert!(none.contains("no edit of a user dictionary was found"), "{none}");
    let said = message(&["explain", "研究生命", "--want", "研究 起源"], "", 2);
    assert!(said.contains("--want 研究 起源: the text does not hold these tokens"), "{said}");
}

/// The page needs nothing else, runs nothing, and shows text as it is.
#[test]
fn page() {
    let folder = tempfile::tempdir().unwrap();
    let user = folder.path().join("<i>.txt");
    fs::write(&user, "测|试\n研究生命\n").unwrap();
    let text = "<script>alert(\"研究生命\")</script> & 测试\u{1}";
    let page = out(&["explain", text, "-u", user.to_str().unwrap(), "--format", "html"], "");
    assert!(!page.contains("<script") && !page.contains("<i>") && !page.contains('\u{1}'), "{page}");
    assert!(page.contains("&lt;script&gt;") && page.contains("&lt;i&gt;.txt:2"));
    let outside: Vec<&str> = page.matches("http").collect();
    assert_eq!(outside.len(), 1, "only the name of SVG's namespace is an address");
    for tag in ["html", "body", "main", "figure", "svg", "table", "section", "div", "pre", "g"] {
        let [begins, ends] = [format!("<{tag}"), format!("</{tag}>")];
        let is_tag = |rest: &str| rest[begins.len()..].starts_with([' ', '>']);
        let begun = page.match_indices(&begins).filter(|&(at, _)| is_tag(&page[at..])).count();
        assert_eq!(begun, page.matches(&ends).count(), "{tag}");
    }
    assert!(page.contains("role=\"img\"") && page.contains("<desc") && page.contains("prefers-color-scheme: dark"));
}

#[test]
fn files() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (html, svg) = (path("why.html"), path("why.svg"));
    let text = out(&["explain", "研究生命起源", "--html", &html, "--svg", &svg], "");
    assert_eq!(text, out(&["explain", "研究生命起源"], ""));
    for (file, format) in [(&html, "html"), (&svg, "svg")] {
        let written = fs::read_to_string(file).unwrap();
        assert_eq!(written, out(&["explain", "研究生命起源", "--format", format], ""));
    }
    let said = message(&["explain", "研究", "-u", &html, "--html", &html], "", 2);
    assert!(said.contains("one of the inputs"), "{said}");
}

/// Long texts are explained, and what is not drawn or looked for is told.
#[test]
fn long_texts() {
    let text = "结婚的和尚未结婚的。".repeat(700);
    let plain = out(&["explain", &text], "");
    assert!(plain.contains("in 700 regions no edit was looked for"));
    let svg = out(&["explain", &text, "--format", "svg"], "");
    assert!(svg.contains("more are not drawn") && svg.len() < 200_000, "{}", svg.len());
    let (empty, run) = ("", "a".repeat(3000));
    for text in [empty, &run] {
        for format in ["text", "json", "html", "svg"] {
            assert!(!out(&["explain", text, "--format", format], "").is_empty());
        }
    }
}

/// Every mode is explained in every format.
#[test]
fn modes() {
    for mode in ["forward", "backward", "bidir", "mmseg", "unigram", "lattice", "full"] {
        for format in ["text", "json", "html", "svg"] {
            let shown = out(&["explain", "乒乓球拍卖完了", "--mode", mode, "--format", format], "");
            assert!(shown.contains(mode), "{mode} {format}");
        }
    }
}

/// The picture in the README is the command's.
#[test]
fn picture_of_the_readme() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/explain.svg");
    let drawn = out(&["explain", "--mode", "bidir", "结婚的和尚未结婚的", "--format", "svg"], "");
    if std::env::var_os("BLESS").is_some() {
        fs::write(file, drawn).unwrap();
    } else if let Ok(shown) = fs::read_to_string(file) {
        // A package does not hold it.
        assert!(shown == drawn, "docs/explain.svg is another one; BLESS=1 writes it anew");
    }
}
