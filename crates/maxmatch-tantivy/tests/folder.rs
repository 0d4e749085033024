//! The example does what it says.
#![cfg(feature = "zh")]

#[path = "../examples/folder.rs"]
#[allow(dead_code, reason = "its main is not called")]
mod folder;

use std::fs;
use std::path::Path;
use std::slice;

fn run(arguments: &[&str]) -> Result<String, String> {
    let (arguments, mut out) = (arguments.iter().map(|&argument| argument.to_owned()).collect::<Vec<_>>(), Vec::new());
    folder::run(&arguments, &mut out).map_err(|error| error.to_string())?;
    Ok(String::from_utf8(out).unwrap())
}

/// Some texts, and where their index is to be.
fn texts(folder: &Path) -> [String; 2] {
    let texts = folder.join("texts");
    fs::create_dir_all(texts.join("more")).unwrap();
    for (name, text) in [
        (
            "a.txt",
            "他在研究生命的起源。\n这是一个很长的句子，后面还有许多别的话要说，说到最后才又说一次：生命的起源，起源。",
        ),
        ("more/b.txt", "研究生谈生命，不谈起源"),
        ("more/c.txt", "他二十三歲結婚，和尚未結婚的人"),
        ("d.text", "生命的起源"),
    ] {
        fs::write(texts.join(name), text).unwrap();
    }
    fs::write(texts.join("latin1.txt"), b"caf\xE9").unwrap();
    [texts, folder.join("index")].map(|path| path.to_str().unwrap().to_owned())
}

#[test]
fn a_folder_is_indexed_and_searched() {
    for threads in ["1", "3"] {
        let dir = tempfile::tempdir().unwrap();
        let [texts, index] = texts(dir.path());
        assert_eq!(run(&["index", &texts, &index, "--threads", threads]).unwrap(), "3 files, 1 left out\n");
        for (query, expected) in [
            ("生命的起源", "1 of 3 files\na.txt: 他在研究【生命的起源】。 这是一个很长的句子，后面还有许多别的…\n"),
            ("谈生命 谈起源 -和尚", "1 of 3 files\nmore/b.txt: 研究生【谈生命】，不【谈起源】\n"),
            ("\"和尚\"", "1 of 3 files\nmore/c.txt: 他二十三歲結婚，【和尚】未結婚的人\n"),
            ("十三岁结婚", "1 of 3 files\nmore/c.txt: 他二【十三歲結婚】，和尚未結婚的人\n"),
            ("研究 研究生 不谈", "1 of 3 files\nmore/b.txt: 【研究生】谈生命，【不谈】起源\n"),
            ("起源的生命", "0 of 3 files\n"),
        ] {
            assert_eq!(run(&["search", &index, query]).unwrap(), expected, "{query}");
        }
    }
}

#[test]
fn snippets() {
    let long = "前".repeat(30) + "中" + &"后".repeat(30);
    let (before, behind) = ("前".repeat(20), "后".repeat(20));
    assert_eq!(folder::snippet(&long, slice::from_ref(&(90..93))), format!("…{before}【中】{behind}…"));
    // The last place of a snippet is not cut off.
    assert_eq!(
        folder::snippet(&long, &[90..93, 150..183]),
        format!("…{before}【中】{}【{}】", "后".repeat(19), "后".repeat(11))
    );
    assert_eq!(folder::snippet("a\r\nb", slice::from_ref(&(0..1))), "【a】  b");
    assert_eq!(folder::snippet("a", &[]), "");
}

#[test]
fn errors_say_what_and_where() {
    let dir = tempfile::tempdir().unwrap();
    let [texts, index] = texts(dir.path());
    run(&["index", &texts, &index]).unwrap();
    let dict = dir.path().join("my.dict");
    maxmatch::Dictionary::builder().add("研究生", 1, None).unwrap().write(&dict).unwrap();
    let (dict, empty) = (dict.to_str().unwrap(), dir.path().join("empty"));
    fs::create_dir(&empty).unwrap();
    let empty = empty.to_str().unwrap();
    for (arguments, parts) in [
        (&[][..], ["usage", "search"]),
        (&["search", &index], ["usage", "search"]),
        (&["index", &texts, &index, "--threads"], ["--threads needs a value", "usage"]),
        (&["index", &texts, &index, "--threads", "0"], ["--threads", "1 to 64"]),
        (&["search", &index, "生命", "--dikt"], ["--dikt", "usage"]),
        (&["search", &index, "生命", "--dict", dict], [&index, "another dictionary"]),
        (&["search", &index, "生命", "--dict", "absent"], ["absent", ""]),
        (&["search", &index, "\"生命"], ["\"生命", "Syntax"]),
        (&["search", &index, "title:生命"], ["title:生命", "exist"]),
        (&["search", empty, "生命"], [empty, "no index"]),
        (&["search", "absent", "生命"], ["absent", "not exist"]),
        (&["index", empty, &index], [empty, ".txt"]),
        (&["index", "absent", &index], ["absent", "No such file"]),
        (&["index", &texts, &index], [&index, "exists"]),
        (&["index", &texts, dict], [dict, "exists"]),
    ] {
        let error = run(arguments).unwrap_err();
        assert!(parts.iter().all(|part| error.contains(part)), "{arguments:?}: {error}");
    }
    assert!(run(&["search", &index, "生命"]).unwrap().starts_with("2 of 3"));
}

/// Runs the commands that a page shows for tantivy, in order and in one folder: the example, and what else there is by a shell.
#[test]
#[cfg(target_os = "linux")]
fn the_page_shows_what_is_printed() {
    const EXAMPLE: &str = "cargo run --release --package maxmatch-tantivy --example folder -- ";
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/search.md");
    let Ok(text) = fs::read_to_string(&page) else {
        // A package does not hold the page.
        return;
    };
    let dir = tempfile::tempdir().unwrap();
    let in_folder = |name: &str| match name {
        "texts" | "texts.index" => dir.path().join(name).to_str().unwrap().to_owned(),
        other => other.to_owned(),
    };
    let (mut made, mut is_ours) = (String::new(), false);
    for line in text.lines() {
        if line.starts_with("```") {
            is_ours = line == "```console tantivy";
        } else if is_ours {
            let Some(command) = line.strip_prefix("$ ") else { continue };
            made += &format!("{line}\n");
            match command.strip_prefix(EXAMPLE) {
                Some(arguments) => {
                    // The words of a shell, as far as they are needed: quotes are single.
                    let quoted = |(part, i): (&str, usize)| match i % 2 {
                        0 => part.split_whitespace().map(in_folder).collect(),
                        _ => vec![part.to_owned()],
                    };
                    let words: Vec<String> = arguments.split('\'').zip(0..).flat_map(quoted).collect();
                    made += &run(&words.iter().map(String::as_str).collect::<Vec<_>>()).unwrap();
                }
                None => {
                    let mut shell = std::process::Command::new("bash");
                    let output = shell.args(["-c", command]).current_dir(dir.path()).output().unwrap();
                    made += &String::from_utf8(output.stdout).unwrap();
                }
            }
            continue;
        }
        made += &format!("{line}\n");
    }
    if std::env::var_os("BLESS").is_some() {
        fs::write(page, made).unwrap();
    } else {
        let first = text.lines().zip(made.lines()).find(|(shown, found)| shown != found);
        assert!(made == text, "the page shows, and the commands print: {first:?}; BLESS=1 writes down what they print");
    }
}
