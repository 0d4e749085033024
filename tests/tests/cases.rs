//! The tables of `cases/`: by example, what the specification demands.

use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::sync::OnceLock;

use maxmatch::{Dictionary, Mode, Principles, Rules, Scratch, Segmenter, Token, UserDictionary};
use maxmatch_dict::View;
use maxmatch_tests::CLAUSES;
use maxmatch_tests::oracle::Oracle;
use serde::Deserialize;

/// A file: its cases, and what they have in common where they do not say otherwise.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    dictionary: Option<String>,
    words: Option<Vec<String>>,
    layers: Option<Vec<String>>,
    rules: Option<String>,
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    /// One of [`CLAUSES`].
    clause: String,
    /// Why the case is there.
    reason: String,
    text: String,
    /// The words of the dictionary.
    words: Option<Vec<String>>,
    /// Their frequencies; 10 each if there are none.
    frequencies: Option<Vec<u32>>,
    /// User dictionaries on it, the text of each, the lowermost first.
    layers: Option<Vec<String>>,
    /// The views of the dictionary; all if there are none.
    views: Option<Vec<String>>,
    rules: Option<String>,
    principles: Option<String>,
    /// What both passes say, and so the bidirectional mode.
    tokens: Option<Vec<String>>,
    forward: Option<Vec<String>>,
    backward: Option<Vec<String>>,
    bidir: Option<Vec<String>>,
    /// What other modes say. Where a case says nothing of one, the oracle alone does.
    mmseg: Option<Vec<String>>,
    unigram: Option<Vec<String>>,
    full: Option<Vec<String>>,
    index: Option<Vec<String>>,
    query: Option<Vec<String>>,
    /// What decided in each region.
    #[serde(default)]
    decisions: Vec<String>,
    /// The kinds of the bidirectional tokens.
    kinds: Option<Vec<String>>,
    /// Text and tokens hold `<FF>` for a byte of that value.
    #[serde(default)]
    raw: bool,
    /// How often text, tokens and decisions are repeated.
    repeat: Option<usize>,
}

fn files() -> Vec<(String, File)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let read = |path: &Path| -> File {
        let text = std::fs::read_to_string(path).unwrap();
        toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    };
    paths.iter().map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), read(path))).collect()
}

/// The default dictionary, and its words for the oracle.
fn zh() -> &'static (Dictionary, HashMap<String, u32>) {
    static ZH: OnceLock<(Dictionary, HashMap<String, u32>)> = OnceLock::new();
    ZH.get_or_init(|| {
        let dictionary = maxmatch_zh::dictionary();
        let words = dictionary.iter().unwrap().map(|word| (word.text().to_owned(), word.frequency())).collect();
        (dictionary, words)
    })
}

/// The oracle for the default dictionary under the standard rules.
fn zh_oracle() -> &'static Oracle {
    static ORACLE: OnceLock<Oracle> = OnceLock::new();
    ORACLE.get_or_init(|| Oracle::new(&zh().1, &View::ALL, Rules::standard()))
}

impl Case {
    /// Bytes of the text or of a token.
    fn bytes(&self, text: &str) -> Vec<u8> {
        if !self.raw {
            return text.as_bytes().to_vec();
        }
        let mut parts = text.split('<');
        let mut bytes = parts.next().unwrap().as_bytes().to_vec();
        for part in parts {
            let (byte, rest) = part.split_once('>').expect("a byte is <FF>");
            bytes.push(u8::from_str_radix(byte, 16).expect("a byte is <FF>"));
            bytes.extend_from_slice(rest.as_bytes());
        }
        bytes
    }

    fn repeated<T: Clone>(&self, items: &[T]) -> Vec<T> {
        vec![items; self.repeat.unwrap_or(1)].concat()
    }

    /// What the case says of a mode. None where only the oracle does.
    fn expected(&self, mode: Mode) -> Result<Option<Vec<Vec<u8>>>, String> {
        let of_passes = |own: &Option<_>| {
            Some(own.clone().or_else(|| self.tokens.clone()).ok_or_else(|| format!("no tokens for {mode}"))).transpose()
        };
        let tokens = match mode {
            Mode::Forward => of_passes(&self.forward)?,
            Mode::Backward => of_passes(&self.backward)?,
            Mode::Bidirectional => of_passes(&self.bidir)?,
            Mode::Mmseg => self.mmseg.clone(),
            Mode::Unigram => self.unigram.clone(),
            Mode::Full => self.full.clone(),
            Mode::Index => self.index.clone(),
            Mode::Query => self.query.clone(),
            _ => None,
        };
        let bytes = |tokens: Vec<String>| tokens.iter().map(|token| self.bytes(token)).collect::<Vec<_>>();
        Ok(tokens.map(|tokens| self.repeated(&bytes(tokens))))
    }

    /// What is wrong, if anything.
    fn run(&self, file: &File) -> Result<(), String> {
        let rules = match self.rules.as_ref().or(file.rules.as_ref()) {
            None => Rules::standard(),
            Some(list) => list.parse().map_err(|error| format!("{error}"))?,
        };
        let principles: Principles = match &self.principles {
            None => Principles::default(),
            Some(order) => order.parse().map_err(|error| format!("{error}"))?,
        };
        let own;
        let (dictionary, oracle) = match (&self.words, &file.words, file.dictionary.as_deref()) {
            (None, None, Some("zh")) => (zh().0.clone(), zh_oracle()),
            (Some(words), _, None) | (None, Some(words), None) => {
                let (dictionary, made) = self.dictionary(words, rules)?;
                own = made;
                (dictionary, &own)
            }
            _ => return Err("words, or dictionary = \"zh\", and not both".to_owned()),
        };
        let layers = self.layers.iter().chain(&file.layers).next().into_iter().flatten();
        let users = layers.map(|lines| UserDictionary::read("layer", lines.as_bytes()));
        let users = users.collect::<Result<Vec<_>, _>>().map_err(|error| error.to_string())?;
        let layered = (!users.is_empty()).then(|| oracle.clone().with(&users));
        let oracle = layered.as_ref().unwrap_or(oracle);
        let text = self.repeated(&self.bytes(&self.text));
        let mut builder = Segmenter::builder(&dictionary);
        builder.rules(rules).principles(principles.clone());
        users.iter().for_each(|user| {
            builder.layer(user);
        });
        let mut scratch = Scratch::default();
        for mode in Mode::ALL {
            let segmenter = builder.mode(mode).build().map_err(|error| error.to_string())?;
            let tokens: Vec<_> = segmenter.segment_bytes_with(&mut scratch, &text).collect();
            if let Some(expected) = self.expected(mode)? {
                self.same(&format!("{mode}"), &tokens, &expected)?;
            }
            // A long text is the engine's business only: the oracle takes its time.
            if self.repeat.is_none() {
                let plain: Vec<_> = tokens.iter().map(|token| (token.range(), token.kind())).collect();
                if plain != oracle.read_for(mode, &text).segment(mode, &principles) {
                    return Err(format!("{mode}: the oracle says otherwise"));
                }
            }
        }
        let why = builder.mode(Mode::Bidirectional).build().map_err(|error| error.to_string())?.explain(&text[..]);
        let decisions: Vec<String> = why.regions.iter().map(|region| region.decision.to_string()).collect();
        if decisions != self.repeated(&self.decisions) {
            return Err(format!("decided by {decisions:?}"));
        }
        let kinds: Vec<&str> = why.tokens.iter().map(|token| token.kind().name()).collect();
        match &self.kinds {
            Some(expected) if kinds != self.repeated(expected) => Err(format!("the kinds are {kinds:?}")),
            _ => Ok(()),
        }
    }

    fn dictionary(&self, words: &[String], rules: Rules) -> Result<(Dictionary, Oracle), String> {
        let frequencies = self.frequencies.clone().unwrap_or_else(|| vec![10; words.len()]);
        if frequencies.len() != words.len() {
            return Err("not as many frequencies as words".to_owned());
        }
        let views = match &self.views {
            None => View::ALL.to_vec(),
            Some(names) => names.iter().map(|name| name.parse().expect("a view")).collect(),
        };
        let mut builder = Dictionary::builder();
        builder.views(&views);
        for (word, &frequency) in words.iter().zip(&frequencies) {
            builder.add(word, frequency, None).map_err(|error| error.to_string())?;
        }
        let words = words.iter().cloned().zip(frequencies).collect();
        Ok((builder.build().map_err(|error| error.to_string())?, Oracle::new(&words, &views, rules)))
    }

    fn same(&self, mode: &str, tokens: &[Token<'_, [u8]>], expected: &[Vec<u8>]) -> Result<(), String> {
        if tokens.iter().map(Token::text).eq(expected.iter().map(Vec::as_slice)) {
            return Ok(());
        }
        let show = |tokens: &mut dyn Iterator<Item = &[u8]>| {
            tokens.take(40).map(|token| String::from_utf8_lossy(token).into_owned()).collect::<Vec<_>>().join(" / ")
        };
        let (found, expected) =
            (show(&mut tokens.iter().map(Token::text)), show(&mut expected.iter().map(Vec::as_slice)));
        Err(format!("{mode}: {found:?} instead of {expected:?}"))
    }
}

#[test]
fn every_case_holds() {
    let mut failures = Vec::new();
    for (name, file) in files() {
        for case in &file.case {
            if let Err(what) = case.run(&file) {
                failures.push(format!("{name}: {}, {} ({}): {what}", case.clause, case.name, case.reason));
            }
        }
    }
    assert!(failures.is_empty(), "{} cases fail:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn the_tables_are_complete() {
    let known: HashSet<&str> = CLAUSES.iter().map(|&(clause, _)| clause).collect();
    let (mut names, mut clauses) = (HashSet::new(), HashSet::new());
    for (file, File { case: cases, .. }) in files() {
        for case in cases {
            let place = format!("{file}: {}, {}", case.clause, case.name);
            assert!(!case.reason.trim().is_empty(), "{place}: give a reason");
            assert!(known.contains(case.clause.as_str()), "{place}: no such clause");
            let differs = case.forward != case.backward;
            assert!(differs != case.decisions.is_empty(), "{place}: what decides where the passes differ?");
            assert!(names.insert((case.clause.clone(), case.name)), "{place}: the name is there twice");
            clauses.insert(case.clause);
        }
    }
    for (clause, meaning) in CLAUSES {
        assert!(clauses.contains(*clause), "no case for {clause}, {meaning}");
    }
}
