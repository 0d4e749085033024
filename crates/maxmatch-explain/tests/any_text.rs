//! Whatever the text, the mode and the user dictionary: every form can be made, and what the JSON names is where it says.

use maxmatch::{Dictionary, Mode, Segmenter, UserDictionary};
use maxmatch_explain::{View, Wanted};
use proptest::prelude::*;
use serde_json::Value;

const PIECES: [&str; 16] = [
    "研究", "生", "命", "起源", "和尚", "未", "结婚", "的", "12", "a<b", " ", "\n", "😀", "e\u{301}", "，", "\u{FFFE}",
];

fn segmenter(mode: Mode) -> Segmenter {
    let mut builder = Dictionary::builder();
    for (word, frequency) in
        [("研究", 90), ("研究生", 50), ("生命", 70), ("起源", 30), ("和尚", 9), ("尚未", 8), ("结婚", 7), ("的", 900)]
    {
        builder.add(word, frequency, None).unwrap();
    }
    let user = UserDictionary::read("my.txt", "命起 5 n\n!起源\n未|结\n的+12\n".as_bytes()).unwrap();
    Segmenter::builder(&builder.build().unwrap()).mode(mode).layer(&user).build().unwrap()
}

/// All objects with `text`, `start` and `end` hold what lies there, as `slice` cuts it. Says how many there are.
fn check(value: &Value, slice: &impl Fn(usize, usize) -> String) -> usize {
    match value {
        Value::Array(values) => values.iter().map(|value| check(value, slice)).sum(),
        Value::Object(members) => {
            let position = |name: &str| members.get(name).and_then(Value::as_u64).map(|at| at as usize);
            let own = match (position("start"), position("end")) {
                (Some(start), Some(end)) => {
                    assert_eq!(members["text"], slice(start, end));
                    1
                }
                _ => 0,
            };
            own + members.values().map(|value| check(value, slice)).sum::<usize>()
        }
        _ => 0,
    }
}

proptest! {
    // Edits are looked for in each.
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_form(
        pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..14),
        mode in prop::sample::select(&Mode::ALL[..]),
        cut in any::<prop::sample::Index>(),
    ) {
        let text = pieces.concat();
        let segmenter = segmenter(mode);
        let tokens = pieces.get(cut.index(pieces.len() + 1)..).unwrap_or_default().join(" ");
        let view = match Wanted::find(&text, &tokens) {
            Some(wanted) => View::wanting(&segmenter, &wanted).unwrap(),
            None => View::new(&segmenter, &text).unwrap(),
        };
        let json: Value = serde_json::from_str(&view.to_json()).unwrap();
        let tokens = json["tokens"].as_array().unwrap().len();
        let named = check(&json, &|start, end| text[start..end].to_owned());
        prop_assert!(named >= tokens);

        let utf16: Vec<u16> = text.encode_utf16().collect();
        let json = view.to_json_at(|byte| text[..byte].encode_utf16().count());
        let in_utf16 =
            check(&serde_json::from_str(&json).unwrap(), &|start, end| String::from_utf16(&utf16[start..end]).unwrap());
        prop_assert_eq!(named, in_utf16);

        let (svg, html) = (view.to_svg(), view.to_html());
        prop_assert!(html.contains(&svg) && svg.ends_with("</svg>\n"));
        let mut terminal = Vec::new();
        view.write_text(&mut terminal).unwrap();
        prop_assert!(terminal.starts_with(b"forward"));
    }
}
