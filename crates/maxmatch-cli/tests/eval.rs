//! `seg eval`.

mod common;

use std::fs;

use common::{message, out};
use serde_json::Value;
use tempfile::TempDir;

const GOLD: &str = "研究 生命 起源\n他 从 马 上 下来\n白天鹅 在 湖 里\n";
/// Wrong in each of the three ways.
const A: &str = "研究生 命 起源\n他 从 马上 下来\n白 天鹅 在 湖 里\n";
/// Too coarse, twice.
const B: &str = "研究 生命 起源\n他从 马 上 下来\n白天鹅 在 湖里\n";

struct Folder(TempDir);

impl Folder {
    fn new() -> Folder {
        Folder(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> String {
        self.0.path().join(name).to_str().unwrap().to_owned()
    }

    fn file(&self, name: &str, text: impl AsRef<[u8]>) -> String {
        let path = self.path(name);
        fs::write(&path, text).unwrap();
        path
    }
}

fn json(arguments: &[&str]) -> Value {
    serde_json::from_str(&out(&[&["eval", "--json"], arguments].concat(), "")).unwrap()
}

#[test]
fn tables() {
    let folder = Folder::new();
    let (gold, words) = (folder.file("gold", GOLD), folder.file("words", "研究\t3\n起源\n从\n马\n上\n下来\n"));
    let named = |name: &str, text: &str| format!("{name}={}", folder.file(name, text));
    let (a, b) = (named("A", A), named("更好", B));

    // Words, right words and errors are counted by hand: of A in the three lines 1 of 3, 3 of 4 and 3 of 5 are right.
    let expected = format!(
        "{gold}: 12 words, 3 lines; OOV rate 0.5000, the words that are not in {words}

      words  right  precision  recall      F1  OOV recall  IV recall
A        12      7     0.5833  0.5833  0.5833      0.6667     0.5000
更好     10      8     0.8000  0.6667  0.7273      0.5000     0.8333

gold words that are wrong  too fine  too coarse  overlap  all
A                                 1           2        2    5
更好                              0           4        0    4

against A       F1
更好       +0.1439
"
    );
    assert_eq!(out(&["eval", "--gold", &gold, "--vocab", &words, "--resamples", "0", &a, &b], ""), expected);

    let expected = format!(
        "{gold}: 12 words, 3 lines

                words  right  precision  recall      F1        95 % of F1
standard input     12     12     1.0000  1.0000  1.0000  1.0000 to 1.0000

gold words that are wrong  too fine  too coarse  overlap  all
standard input                    0           0        0    0

standard input: the most frequent confusions
none
"
    );
    assert_eq!(out(&["eval", "--gold", &gold, "--confusions", "3"], GOLD.replace(' ', "\u{3000}")), expected);
}

#[test]
fn objects() {
    let folder = Folder::new();
    let gold = folder.file("gold", GOLD.replace('\n', "\r\n\r\n").replacen("", "\u{FEFF}", 1));
    let (a, b) = (folder.file("a", A), folder.file("b", B));
    let (all, none) = (folder.file("all", GOLD.replace(' ', "\n")), folder.file("none", "没有\n"));

    let one = json(&["--gold", &gold, &a]);
    assert_eq!((&one["gold"], &one["output"], &one["right"]), (&12.into(), &12.into(), &7.into()));
    assert_eq!(
        (&one["name"], &one["f1"], &one["recall"]),
        (&a.clone().into(), &(7.0 / 12.0).into(), &(7.0 / 12.0).into())
    );
    let errors = serde_json::json!({
        "too_fine": { "regions": 1, "gold": 1, "output": 2 },
        "too_coarse": { "regions": 1, "gold": 2, "output": 1 },
        "overlap": { "regions": 1, "gold": 2, "output": 2 },
    });
    assert_eq!(one["errors"], errors);
    for key in ["oov_rate", "difference", "confusions"] {
        assert!(one.get(key).is_none(), "{key}");
    }

    // Of several each is what it is alone, and the later ones are compared with the first.
    let several = json(&["--gold", &gold, &a, &b]);
    assert_eq!(several[0], one);
    let difference = &several[1]["difference"];
    assert_eq!((&difference["to"], &difference["f1"]), (&one["name"], &(16.0 / 22.0 - 7.0 / 12.0).into()));
    let mut other = json(&["--gold", &gold, &b]);
    other["difference"] = difference.clone();
    assert_eq!(several[1], other);
    assert_eq!(json(&["--gold", &gold, "--seed", "1", "--resamples", "1000", &a, &b]), several);

    // Where there is nothing to divide by there is no number.
    let [all, none] = [all, none].map(|words| json(&["--gold", &gold, "--vocab", &words, &a]));
    assert_eq!((&all["oov_rate"], &all["oov_recall"], &all["iv_recall"]), (&0.0.into(), &Value::Null, &one["recall"]));
    assert_eq!(
        (&none["oov_rate"], &none["oov_recall"], &none["iv_recall"]),
        (&1.0.into(), &one["recall"], &Value::Null)
    );
}

/// On one line there is one draw: the interval is a point, and no resample contradicts what it shows.
#[test]
fn intervals_of_one_line() {
    let folder = Folder::new();
    let gold = folder.file("gold", "研究 生命 起源\n");
    let (a, b) = (folder.file("a", "研究生 命 起源\n"), folder.file("b", "研究 生命 起源\n"));
    let twin = format!("twin={a}");
    let several = json(&["--gold", &gold, "--resamples", "99", &a, &b, &twin]);
    assert_eq!(several[0]["f1_interval"], serde_json::json!([1.0 / 3.0, 1.0 / 3.0]));
    assert_eq!(several[1]["difference"]["p"], 2.0 / 100.0);
    assert_eq!(
        several[2]["difference"],
        serde_json::json!({ "to": a, "f1": 0.0, "f1_interval": [0.0, 0.0], "p": 1.0 })
    );
}

#[test]
fn confusions() {
    let folder = Folder::new();
    let gold = folder.file("gold", "\n马 上 来\n从 马 上 下来\n他 说 马 上\n说 马 上\n白天鹅\n一二三四五六七八九十一二三 白天鹅 一二三四五六 一二三四五六 一\n");
    let output = "马上 来\n从 马上 下来\n他 说 马上\n说马 上\n白 天鹅\n一二三四五六七八九十一二三 白天 鹅 一二三四五六 一二三四五六 一\n";
    let shown = out(&["eval", "--gold", &gold, "--confusions", "4"], output);
    let (_, shown) = shown.split_once("standard input: the most frequent confusions\n").unwrap();
    let expected = "\
3  马 上 → 马上, too coarse
     line 2: [马 上] 来
     line 3: 从 [马 上] 下来
     line 4: 他 说 [马 上]
1  白天鹅 → 白 天鹅, too fine
     line 6: [白天鹅]
1  白天鹅 → 白天 鹅, too fine
     line 7: 一二三四五六七八九十一二三 [白天鹅] 一二三四五六 一二三四五六…
1  说 马 → 说马, too coarse
     line 5: [说 马] 上
";
    assert_eq!(shown, expected);

    let object: Value =
        serde_json::from_str(&out(&["eval", "--gold", &gold, "--confusions", "1", "--json"], output)).unwrap();
    let example =
        |line: u32, before: &str, after: &str| serde_json::json!({ "line": line, "before": before, "after": after });
    let confusion = serde_json::json!({
        "gold": "马 上", "output": "马上", "error": "too_coarse", "count": 3,
        "examples": [example(2, "", "来"), example(3, "从", "下来"), example(4, "他 说", "")],
    });
    assert_eq!(object["confusions"], serde_json::json!([confusion]));
}

#[test]
fn charts() {
    let folder = Folder::new();
    let (gold, a, b) = (folder.file("gold", GOLD), folder.file("a", A), folder.file("b", B));
    let svg = folder.path("chart.svg");
    let second = format!("<b> & \"c\"={b}");
    out(&["eval", "--gold", &gold, "--svg", &svg, &a, &second], "");
    let drawn = fs::read_to_string(&svg).unwrap();
    for part in [
        "role=\"img\"",
        "<title id=",
        "<desc id=",
        "prefers-color-scheme: dark",
        "&lt;b&gt; &amp;",
        ">0.5833<",
        ">0.7273<",
    ] {
        assert!(drawn.contains(part), "{part}: {drawn}");
    }
    assert_eq!((drawn.matches("class=\"point\"").count(), drawn.matches("class=\"bar\"").count()), (2, 2));
    assert_eq!(drawn.matches("://").count(), 1, "nothing but the name of the format is somewhere else");

    // Every element that begins ends, and in order.
    let mut open = Vec::new();
    for tag in drawn.split('<').skip(1).map(|part| part.split('>').next().unwrap()) {
        match tag.strip_prefix('/') {
            Some(name) => assert_eq!(open.pop(), Some(name)),
            None if tag.ends_with('/') => {}
            None => open.push(tag.split_whitespace().next().unwrap()),
        }
    }
    assert!(open.is_empty(), "{open:?}");

    out(&["eval", "--gold", &gold, "--svg", &svg, "--resamples", "0", &gold], "");
    let drawn = fs::read_to_string(&svg).unwrap();
    assert!(!drawn.contains("class=\"bar\"") && drawn.contains(">1.0000<"), "{drawn}");
}

#[test]
fn refusals() {
    let folder = Folder::new();
    let (gold, a, empty) = (folder.file("gold", GOLD), folder.file("a", A), folder.file("empty", "\n \n"));
    let bad = folder.file("bad", b"\xE7\xA0\x94\n\xE7\xFF\n");
    for (arguments, input, expected) in [
        (&["--gold", &gold, &bad][..], "", "bad: line 2, byte 4 of the input: not UTF-8"),
        (&["--gold", &gold], "研究 生命 起源\n", "standard input: 1 lines with words, and the gold standard "),
        (&["--gold", &gold], "研究\n", "standard input: line 1 and line 1 of the gold standard "),
        (&["--gold", &gold, &a, &empty], "", "empty: 0 lines with words, and "),
        (&["--gold", &empty, &empty], "", "empty: no words, so there is nothing to compare with"),
        (&["--gold", "not-there", &a], "", "not-there: "),
        (&["--gold", "-"], GOLD, "-: standard input can be read only once"),
        (&["--gold", &gold, "a=-", "b=-"], GOLD, "-: standard input can be read only once"),
        (&["--gold", &gold, "--vocab", "-"], GOLD, "-: standard input can be read only once"),
        (&["--gold", &gold, &a, &a], "", "a: two outputs are called so; give them names: NAME=PATH"),
        (&["--gold", &gold, "--svg", &a, &a], "", "a: this is one of the inputs, which it would replace"),
        (&["--gold", &gold, "--resamples", "39", &a], "", "an interval of 95 % takes at least 40; 0 shows none"),
        (&[&a], "", "--gold <FILE>"),
    ] {
        let said = message(&[&["eval"], arguments].concat(), input, 2);
        assert!(said.contains(expected), "{arguments:?}: {said}");
    }
    assert_eq!(fs::read_to_string(&a).unwrap(), A);
}
