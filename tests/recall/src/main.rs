//! Random cases of the guarantee: texts, dictionaries, user dictionaries and rules at random; a piece of each text as a query; and
//! whether it is found.

mod random;

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use maxmatch::{Dictionary, Error, Mode, Rules, Scratch, Segmenter, UserDictionary};
use maxmatch_dict::View;
use maxmatch_tests::search::Indexed;

use random::Random;

/// How many pieces of one text are looked for.
const PIECES: usize = 32;

/// How many texts a random dictionary is used for.
const TEXTS: u64 = 16;

/// Looks for random pieces of random texts, cut between units, in what is indexed of the texts.
///
/// A case is a piece. Half of the texts are on the dictionaries named and the default one, folding and not, half on words that
/// are cut out of the text. A third have a user dictionary with words, forbidden words, cuts and joins. Exit code 1 means that
/// a piece was not found, or that tokens were no graph.
#[derive(Debug, Parser)]
#[command(max_term_width = 100)]
struct Arguments {
    /// What texts are cut out of
    text: PathBuf,
    /// Dictionary files
    dictionaries: Vec<PathBuf>,
    /// First look at the whole text, with the dictionaries named and the default one, folding and not: whether the tokens are a graph,
    /// and each is what its bytes are
    #[arg(long)]
    whole: bool,
    /// How many cases
    #[arg(long, value_name = "N", default_value_t = 100_000)]
    cases: u64,
    /// What is random is made from it
    #[arg(long, value_name = "S", default_value_t = 1)]
    seed: u64,
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err((code, message)) => {
            eprintln!("recall: {message}");
            ExitCode::from(code)
        }
    }
}

type Failure = (u8, String);

fn run(arguments: &Arguments) -> Result<(), Failure> {
    let unusable = |error: Error| (2, error.to_string());
    let text = fs::read(&arguments.text).map_err(|e| (2, format!("{}: {e}", arguments.text.display())))?;
    let mut real = vec![maxmatch_zh::dictionary()];
    for path in &arguments.dictionaries {
        real.push(Dictionary::open(path).map_err(unusable)?);
    }
    for dictionary in real.clone() {
        real.push(dictionary.with_views(&[]).map_err(unusable)?);
    }
    let mut scratch = Scratch::default();
    if arguments.whole {
        for dictionary in &real {
            check_whole(dictionary, &text, &mut scratch)?;
        }
    }
    let mut random = Random::new(arguments.seed, String::from_utf8_lossy(&text).into_owned());
    let (mut cases, mut texts, mut tokens, mut characters) = (0u64, 0u64, 0u64, 0u64);
    let mut made = None;
    while cases < arguments.cases {
        let text = random.text();
        let dictionary = match random.below(2) {
            0 => real[random.below(real.len())].clone(),
            _ => {
                if made.is_none() || texts % TEXTS == 0 {
                    made = Some(words(&mut random, &text).map_err(unusable)?);
                }
                made.clone().expect("it was made")
            }
        };
        let segmenter = segmenter(&mut random, &dictionary, &text).map_err(unusable)?;
        let wrong = |what: String| {
            (1, format!("case {cases}, seed {}, {}: {what}; the text: {text:?}", arguments.seed, segmenter.rules()))
        };
        let indexed = Indexed::new(&segmenter, &mut scratch, text.as_bytes());
        if let Some(fault) = indexed.fault() {
            return Err(wrong(fault));
        }
        for _ in 0..PIECES {
            let start = random.below(indexed.units());
            let end = start + random.length(indexed.units() - start);
            if let Some(missing) = indexed.missing(&mut scratch, start..end) {
                let piece = &text[indexed.start(start)..indexed.start(end)];
                return Err(wrong(format!("{missing:?} of {piece:?} is not found")));
            }
        }
        cases += PIECES as u64;
        texts += 1;
        tokens += indexed.postings().len() as u64;
        characters += text.chars().count() as u64;
    }
    println!("{cases} pieces of {texts} texts with {characters} characters, {tokens} tokens: all found");
    Ok(())
}

/// Looks at the graphs of a text, piece by piece, each up to the end of a line.
fn check_whole(dictionary: &Dictionary, text: &[u8], scratch: &mut Scratch) -> Result<(), Failure> {
    let segmenter = Segmenter::builder(dictionary).mode(Mode::Index).build().map_err(|e| (2, e.to_string()))?;
    let (mut start, mut tokens, mut units) = (0, 0, 0);
    while start < text.len() {
        let least = text.len().min(start + (1 << 20));
        let end = text[least..].iter().position(|&byte| byte == b'\n').map_or(text.len(), |line| least + line + 1);
        let indexed = Indexed::new(&segmenter, scratch, &text[start..end]);
        if let Some(fault) = indexed.fault() {
            return Err((1, format!("from byte {start}: {fault}")));
        }
        tokens += indexed.postings().len();
        units += indexed.units();
        start = end;
    }
    let name = dictionary.info().name;
    let views = dictionary.info().views;
    println!("{name:?} {views:?}: {} bytes, {units} units, {tokens} tokens: a graph", text.len());
    Ok(())
}

/// A dictionary of words that are cut out of a text, and views at random.
fn words(random: &mut Random, text: &str) -> Result<Dictionary, Error> {
    let mut builder = Dictionary::builder();
    let views: Vec<View> = View::ALL.into_iter().filter(|_| random.below(2) == 0).collect();
    builder.views(&views);
    for _ in 0..random.length(300) {
        let word = random.piece(text, 8);
        // What can't be a word is none.
        let _ = builder.add(word, random.length(1000) as u32, None);
    }
    builder.build()
}

/// A segmenter with rules at random, and sometimes a user dictionary.
fn segmenter(random: &mut Random, dictionary: &Dictionary, text: &str) -> Result<Segmenter, Error> {
    let mut builder = Segmenter::builder(dictionary);
    let rules = match random.below(8) {
        0 => Rules::none(),
        1 => Rules::all(),
        2 => Rules::none().with(maxmatch::Rule::Words),
        _ => Rules::standard(),
    };
    // Without words the dictionary is indexed anew, which takes its time.
    let is_large = dictionary.info().words > 1000;
    builder.mode(Mode::Index).rules(if is_large && rules == Rules::none() { Rules::standard() } else { rules });
    if random.below(3) == 0 {
        let lines: String = (0..random.length(20)).map(|_| line(random, text)).collect();
        if let Ok(user) = UserDictionary::read("random", lines.as_bytes()) {
            builder.layer(&user);
        }
    }
    builder.build()
}

/// A line of a user dictionary.
fn line(random: &mut Random, text: &str) -> String {
    let [first, second] = [0, 1].map(|_| random.piece(text, 5));
    match random.below(4) {
        0 => format!("{first}\n"),
        1 => format!("!{first}\n"),
        2 => format!("{first}|{second}\n"),
        _ => format!("{first}+{second}\n"),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{Arguments, run};

    #[test]
    fn pieces_are_found() {
        let text = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../benches/criterion/data/prose.txt");
        run(&Arguments { text, dictionaries: Vec::new(), whole: true, cases: 20_000, seed: 1 }).unwrap();
    }

    #[test]
    fn what_cannot_be_read_is_said() {
        let arguments = Arguments { text: "no/such".into(), dictionaries: Vec::new(), whole: false, cases: 1, seed: 1 };
        assert!(run(&arguments).unwrap_err().1.starts_with("no/such: "));
    }
}
