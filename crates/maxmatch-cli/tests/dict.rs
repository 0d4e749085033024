//! The tools for dictionaries: export, merge, find, diff, stats.

mod common;

use std::fs;

use common::{message, out};
use tempfile::TempDir;

/// A folder, and the paths of files in it.
struct Folder(TempDir);

impl Folder {
    fn new() -> Folder {
        Folder(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> String {
        self.0.path().join(name).to_str().unwrap().to_owned()
    }

    fn file(&self, name: &str, contents: impl AsRef<[u8]>) -> String {
        let path = self.path(name);
        fs::write(&path, contents).unwrap();
        path
    }

    /// A dictionary of a word list.
    fn build(&self, name: &str, list: &str) -> String {
        let path = self.path(name);
        message(&["dict", "build", "-", "-o", &path], list, 0);
        path
    }
}

/// The value of a key of `seg dict info`.
fn info(dict: &str, key: &str) -> String {
    let info = out(&["dict", "info", "--dict", dict], "");
    let line = info.lines().find(|line| line.starts_with(&format!("{key}  "))).unwrap();
    line[16..].to_owned()
}

#[test]
fn what_is_exported_can_be_built_again() {
    let folder = Folder::new();
    let fingerprint = |info: &str| info.lines().find(|line| line.starts_with("fingerprint")).map(str::to_owned);
    let embedded = fingerprint(&out(&["dict", "info"], ""));
    for format in ["tsv", "jieba"] {
        let again = folder.build(format, &out(&["dict", "export", "--format", format], ""));
        assert_eq!(fingerprint(&out(&["dict", "info", "--dict", &again], "")), embedded, "{format}");
    }

    let list = "ＡＢＣ\t5\tnz\nNew York\t0\t\n北京\t30\t地名\n";
    let dict = folder.build("list", list);
    assert_eq!(out(&["dict", "export", "--dict", &dict], ""), "New York\t0\t\n北京\t30\t地名\nＡＢＣ\t5\tnz\n");
    assert_eq!(out(&["dict", "export", "--format", "plain", "--dict", &dict], ""), "New York\n北京\nＡＢＣ\n");
    let said = message(&["dict", "export", "--format", "jieba", "--dict", &dict], "", 2);
    assert_eq!(said, "seg: a jieba list can't hold \"北京\" with the tag \"地名\"; choose tsv\n");
}

/// A list that holds too long words says so for itself.
#[test]
fn what_a_dictionary_adds_to_costs() {
    let folder = Folder::new();
    let list = folder.file("words.txt", "中文 9\n分词 9\n中文分词 9\n");
    let words = |terms: &[&str]| {
        let dict = folder.path("terms.dict");
        message(&[&["dict", "build", &list, "-o", &dict][..], terms].concat(), "", 0);
        (info(&dict, "terms"), out(&["--mode", "lattice", "--dict", &dict], "中文分词"))
    };
    assert_eq!(words(&[]), ("none".to_owned(), "中文分词".to_owned()));
    assert_eq!(words(&["--terms", "4=3.5,unknown=-1"]), ("unknown=-1,4=3.5".to_owned(), "中文 分词".to_owned()));
    let said = message(&["dict", "build", &list, "-o", &folder.path("no.dict"), "--terms", "9=1"], "", 2);
    assert!(said.contains("can't read \"9=1\"; give each of unknown, 1, 2, 3, 4, 5, 6, 7, 8+ at most once"), "{said}");
}

#[test]
fn merging() {
    let folder = Folder::new();
    let one = folder.build("one.dict", "北京 30 ns\n南京 20\n大学 7 n\n");
    let two = folder.file("two.txt", "北京\t40\tnz\n大学\t\t\n东京\t10\t\n");
    let target = folder.path("merged.dict");
    for (policy, beijing) in [("last", "40\tnz"), ("first", "30\tns"), ("max", "40\tnz"), ("sum", "70\tnz")] {
        let said = message(&["dict", "merge", &one, &two, "-o", &target, "--on-conflict", policy], "", 0);
        assert!(said.ends_with("merged.dict: 4 words; of 1 the inputs said different things\n"), "{said}");
        let expected = format!("东京\t10\t\n北京\t{beijing}\n南京\t20\t\n大学\t7\tn\n");
        assert_eq!(out(&["dict", "export", "--dict", &target], ""), expected, "{policy}");
    }
    let before = fs::read(&target).unwrap();
    let said = message(&["dict", "merge", &one, &two, "-o", &target, "--on-conflict", "error"], "", 2);
    assert!(said.contains("\"北京\" is 30 \"ns\" in dictionary 1 (\"one\"), 40 \"nz\" in dictionary 2 ("), "{said}");

    let damaged = {
        let mut bytes = fs::read(&one).unwrap();
        bytes[5000] ^= 1;
        folder.file("damaged.dict", bytes)
    };
    for (arguments, expected) in [
        (&[&*one, &target][..], "this is one of the inputs"),
        (&[&one, &damaged], "damaged.dict: "),
        (&[&one, &folder.path("missing")], "missing: "),
        (&[&one, folder.0.path().to_str().unwrap()], "directory"),
        (&[&one, &folder.file("gbk.txt", b"\xB1\xB1\xBE\xA9 30 ns\n")], "gbk.txt:1: "),
        (&["-", "-"], "standard input can be read only once"),
    ] {
        let said = message(&[&["dict", "merge", "-o", &target], arguments].concat(), "", 2);
        assert!(said.contains(expected), "{said}");
    }
    assert_eq!(fs::read(&target).unwrap(), before, "what fails changes nothing");

    message(&["dict", "merge", &one, "-", "-o", &target, "--from", "plain"], "西京 1\n", 0);
    assert_eq!(out(&["dict", "get", "西京 1", "--dict", &target], ""), "西京 1\t0\t\n");
    let said = message(&["dict", "merge", &one, "-", "-o", &target], "", 0);
    assert!(said.ends_with("merged.dict: 3 words\n"), "{said}");

    message(&["dict", "merge", "--base", "--dict", &one, &two, "-o", &target], "", 0);
    assert_eq!(out(&["dict", "get", "南京", "北京", "--dict", &target], ""), "南京\t20\t\n北京\t40\tnz\n");
    let said = message(&["dict", "merge", "--base", "--dict", &one, &two, "-o", &one], "", 2);
    assert!(said.contains("this is one of the inputs"), "{said}");
}

#[test]
fn what_a_merged_dictionary_says_of_itself() {
    let folder = Folder::new();
    let list = folder.file("list", "北京 30\n");
    let with = |name: &str, about: &[&str]| {
        let path = folder.path(name);
        message(&[&["dict", "build", &list, "-o", &path], about].concat(), "", 0);
        path
    };
    let one = with("one", &["--licence", "MIT OR Apache-2.0", "--source", "a map"]);
    let two = with("two", &["--licence", "MIT", "--source", "a book"]);
    let target = folder.path("places.dict");
    message(&["dict", "merge", &one, &two, &one, "-o", &target], "", 0);
    assert_eq!(info(&target, "name"), "places");
    assert_eq!(info(&target, "licence"), "(MIT OR Apache-2.0) AND MIT");
    assert_eq!(info(&target, "source"), "a map; a book");
    assert_eq!(info(&target, "folds"), info(&one, "folds"));

    let said = message(&["dict", "merge", &list, "-o", &target], "", 0);
    assert!(said.contains("no input says its licence"), "{said}");
    let said = message(&["dict", "merge", "--base", &list, "-o", &target], "", 0);
    assert!(said.contains("list says no licence, and the result that of the others"), "{said}");
    let embedded = out(&["dict", "info"], "");
    for key in ["licence", "source"] {
        assert!(embedded.contains(&format!("{key:16}{}\n", info(&target, key))), "{key}");
    }

    let said = message(&["dict", "merge", &one, &list, "-o", &target], "", 0);
    assert!(said.contains("list says no licence, and the result that of the others"), "{said}");
    let about = ["--licence", "CC0-1.0", "--source", "us", "--name", "all", "--list-version", "2", "--fold", "none"];
    let said = message(&[&["dict", "merge", &one, &list, "-o", &target], &about[..]].concat(), "", 0);
    assert!(!said.contains("warning"), "{said}");
    for (key, value) in
        [("licence", "CC0-1.0"), ("source", "us"), ("name", "all"), ("version", "2"), ("folds", "nothing")]
    {
        assert_eq!(info(&target, key), value);
    }
}

#[test]
fn finding() {
    let folder = Folder::new();
    let dict = folder.build("dict", "北京 3 ns\n北京市 2 ns\n南京 1 ns\n京 5\n");
    let find = |arguments: &[&str]| out(&[&["dict", "find", "--dict", &dict], arguments].concat(), "");
    assert_eq!(find(&["--pattern", "?京"]), "北京\t3\tns\n南京\t1\tns\n");
    assert_eq!(find(&["[!南]*", "--pattern", "--limit", "2"]), "京\t5\t\n北京\t3\tns\n");
    assert_eq!(find(&["北", "--limit", "1"]), "北京\t3\tns\n");
    for (arguments, code, expected) in [
        (&["--pattern", "??京"][..], 1, ""),
        (&["--pattern", "[京"], 2, "character 1: the [ has no ]"),
        (&["--pattern", "京", "--within", "1"], 2, "cannot be used with"),
    ] {
        let said = message(&[&["dict", "find", "--dict", &dict], arguments].concat(), "", code);
        assert!(said.contains(expected) && said.is_empty() == expected.is_empty(), "{said}");
    }
}

#[test]
fn comparing_words() {
    let folder = Folder::new();
    let old = folder.build("old.dict", "北京 30 ns\n南京 20 ns\n大学 7 n\n");
    let new = folder.file("new.txt", "北京 30 ns\n南京 20 n\n东京 10 ns\n");
    let diff = |arguments: &[&str], code| {
        let output = common::seg(&[&["dict", "diff"], arguments].concat(), "");
        assert_eq!(output.status.code(), Some(code));
        (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap())
    };
    let rows = "+\t东京\t10\tns\n-\t南京\t20\tns\n+\t南京\t20\tn\n-\t大学\t7\tn\n";
    assert_eq!(diff(&[&old, &new], 1), (rows.to_owned(), String::new()));
    let counts = "added           1\nremoved         1\nchanged         1\n";
    assert_eq!(diff(&[&old, &new, "--summary"], 1), (counts.to_owned(), String::new()));
    assert_eq!(diff(&[&new, &new], 0), (String::new(), String::new()));

    let unfolded = folder.path("unfolded.dict");
    message(&["dict", "build", &new, "-o", &unfolded, "--fold", "none"], "", 0);
    let (rows, said) = diff(&[&new, &unfolded], 1);
    assert!(rows.is_empty() && said.contains("the words are the same, but not what"), "{said}");
    let (rows, said) = diff(&[&new, &unfolded, "--corpus", &new], 0);
    assert!(rows.is_empty() && said.contains("the dictionaries fold differently"), "{said}");

    let cut_short = folder.file("cut.dict", &fs::read(&old).unwrap()[..2000]);
    for (arguments, expected) in [
        (&[&*old, &cut_short][..], "cut.dict: "),
        (&[&folder.path("missing"), &old], "missing: "),
        (&["-", "-"], "standard input can be read only once"),
        (&["-", &old, "--corpus", "-"], "standard input can be read only once"),
        (&[&old, &new, "--corpus", &folder.path("missing")], "missing: "),
        (&[&old, &new, "--lines"], "--corpus"),
    ] {
        let (rows, said) = diff(arguments, 2);
        assert!(rows.is_empty() && said.contains(expected), "{said}");
    }
}

/// Lines of words and of what is between them in texts, the same ones every time.
fn text(words: &str, length: usize) -> Vec<u8> {
    let words: Vec<&[u8]> = words.lines().map(str::as_bytes).collect();
    let between: [&[u8]; 9] = [b"", b"", b" ", "，".as_bytes(), b"\n", b"\r\n", b"\n\n", b"\xFF\t", "、a/b".as_bytes()];
    let mut state = 7u64;
    let mut below = |n: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % n
    };
    let mut text = Vec::new();
    while text.len() < length {
        let word = words[below(words.len())];
        // A beginning of one makes the next ambiguous.
        let end = if below(3) == 0 { word.len() / 2 / 3 * 3 } else { word.len() };
        text.extend_from_slice(&word[..end]);
        text.extend_from_slice(between[below(between.len())]);
    }
    text
}

/// The lines that are listed are those that change: both dictionaries segment the whole text, and lines are compared.
#[test]
fn the_lines_that_change_are_listed() {
    let folder = Folder::new();
    let words = out(&["dict", "export"], "");
    let fewer: String = words.lines().enumerate().filter(|(i, _)| i % 9 > 0).map(|(_, l)| format!("{l}\n")).collect();
    let (old, new) = (folder.build("old", &words), folder.build("new", &fewer));
    // More than all processors are given at once, with one line longer than what one is given; the last one does not end.
    let plain = out(&["dict", "export", "--format", "plain"], "");
    let long = text(&plain, 400_000).into_iter().filter(|byte| !b"\r\n".contains(byte)).collect();
    let corpus = [text(&plain, 1_500_000), long, text(&plain, 300_000), "\n研究生命".into()].concat();
    let corpus_file = folder.file("corpus", &corpus);

    for options in [&[][..], &["--mode", "forward"], &["--rules", "none", "--mode", "backward"]] {
        let segmented = |dict: &str| {
            // That there are bytes that are not UTF-8 is said on standard error.
            let output = common::seg(&[&["--dict", dict, "--format", "slash"], options].concat(), &corpus).stdout;
            let lines =
                output.split(|&byte| byte == b'\n').map(|line| line.strip_suffix(b"\r").unwrap_or(line).to_vec());
            lines.collect::<Vec<_>>()
        };
        let (before, after) = (segmented(&old), segmented(&new));
        let (mut numbers, mut rows, mut count) = (String::new(), Vec::new(), 0);
        for ((before, after), number) in before.iter().zip(&after).zip(1..).filter(|((a, b), _)| a != b) {
            numbers += &format!("{number}\n");
            for (mark, line) in [("-", before), ("+", after)] {
                rows.extend([format!("{mark}\t{number}\t").as_bytes(), line, b"\n"].concat());
            }
            count += 1;
        }
        assert!(count > 1000 && count < before.len(), "{count} of {}", before.len());

        let diff = |more: &[&str], input: &[u8]| {
            let arguments = [&["dict", "diff", &old, &new, "--corpus"], more, options].concat();
            let output = common::seg(&arguments, input);
            assert_eq!(output.status.code(), Some(1));
            output.stdout
        };
        assert!(diff(&[&corpus_file], b"") == rows, "{options:?}");
        assert_eq!(String::from_utf8(diff(&["-", "--lines"], &corpus)).unwrap(), numbers);
        let summary = format!("lines           {}\nchanged         {count}\n", before.len());
        assert_eq!(String::from_utf8(diff(&[&corpus_file, "--summary"], b"")).unwrap(), summary);
    }
    assert_eq!(out(&["dict", "diff", &old, &old, "--corpus", &corpus_file], ""), "");
}

/// User dictionaries are compared on the dictionary that they are laid on.
#[test]
fn the_lines_that_a_user_dictionary_changes_are_listed() {
    let folder = Folder::new();
    let dict = folder.build("dict", "研究 1\n研究生 1\n生命 1\n");
    let (empty, user) = (folder.file("empty", ""), folder.file("user", "!研究生\n"));
    let arguments = ["dict", "diff", &empty, &user, "--layers", "--corpus", "-", "--dict", &dict, "--mode", "forward"];
    let text = "研究\n研究生命\n";
    let output = common::seg(&arguments, text);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(String::from_utf8(output.stdout).unwrap(), "-\t2\t研究生/命\n+\t2\t研究/生命\n");
    // What lies below both is the same.
    assert_eq!(out(&[&arguments[..], &["-u", &user]].concat(), text), "");
    let fewer = folder.file("fewer", "研究 1\n生命 1\n");
    let dictionaries = ["dict", "diff", &dict, &fewer, "--corpus", "-", "--mode", "forward"];
    assert_eq!(common::seg(&dictionaries, text).status.code(), Some(1));
    assert_eq!(out(&[&dictionaries[..], &["-u", &user]].concat(), text), "");
}

#[test]
fn statistics() {
    let folder = Folder::new();
    let dict = folder.build("dict", "北京\t30\tns\n大学\t7\tn\n大\t0\t\n北京大学\t9\tn\nT恤\t5\t\n");
    let words = "\
words 5

by length in characters
  1                        1    20.00 %
  2                        3    60.00 %
  4                        1    20.00 %

by frequency
  unknown                  1    20.00 %
  least                    5
  25 % up to               5
  50 % up to               7
  75 % up to               9
  99 % up to               9
  most                    30

by tag, 2 different ones
  none                     2    40.00 %
  n                        2    40.00 %
";
    assert_eq!(out(&["dict", "stats", "--dict", &dict, "--top", "1"], ""), words);

    let coverage = "
tokens of the text 10, white space aside
  word                     3    30.00 %
  unknown                  5    50.00 %
  number                   1    10.00 %
  latin                    0     0.00 %
  letter                   0     0.00 %
  punctuation              1    10.00 %
  symbol                   0     0.00 %
  invalid                  0     0.00 %
  url                      0     0.00 %
  email                    0     0.00 %
  hashtag                  0     0.00 %
  mention                  0     0.00 %
  date                     0     0.00 %

characters of the text 16, white space aside
  word                     8    50.00 %
  unknown                  5    31.25 %
  number                   2    12.50 %
  latin                    0     0.00 %
  letter                   0     0.00 %
  punctuation              1     6.25 %
  symbol                   0     0.00 %
  invalid                  0     0.00 %
  url                      0     0.00 %
  email                    0     0.00 %
  hashtag                  0     0.00 %
  mention                  0     0.00 %
  date                     0     0.00 %

different words in the text 3, of 5 in the dictionary

unknown strings, 2 different ones
             2  冯诺
";
    let text = "北京大学, 冯诺 冯诺\n是T恤 t恤\r\n24";
    let both = format!("{words}{coverage}");
    assert_eq!(out(&["dict", "stats", "-", "--dict", &dict, "--top", "1"], text), both);
    let user = folder.file("user", "冯诺\n北京大学\n");
    let layered = out(&["dict", "stats", "-", "--dict", &dict, "-u", &user], text);
    assert!(
        layered.contains("\ndifferent words in the text 4: 3 of 5 in the dictionary, 1 of user dictionaries alone\n"),
        "{layered}"
    );
    let said = message(&["dict", "stats", &folder.path("missing")], "", 2);
    assert!(said.contains("missing: "), "{said}");
}
