//! Indexes the text files of a folder, and searches them.
//!
//! ```console
//! $ cargo run --release --example folder -- index texts texts.index --threads 4
//! $ cargo run --release --example folder -- search texts.index '"生命的起源" -研究生'
//! ```
//!
//! A document is a file, so that words that must all be there may stand anywhere in it. What stands together, with no
//! space in it or in quotes, is a phrase; the rest is tantivy's query language.

use std::error::Error;
use std::io::Write;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs};

use maxmatch_tantivy::Tokenizers;
use tantivy::collector::{Count, TopDocs};
use tantivy::directory::MmapDirectory;
use tantivy::query::{Occur, QueryParser};
use tantivy::query_grammar::{UserInputAst, UserInputLeaf, parse_query};
use tantivy::schema::{Field, IndexRecordOption, STORED, Schema, TextFieldIndexing, TextOptions, Value};
use tantivy::tokenizer::TokenizerManager;
use tantivy::{Index, IndexWriter, TantivyDocument, doc};

const USAGE: &str = "\
usage: folder index FOLDER INDEX [--threads N] [--dict FILE]
       folder search INDEX QUERY [--dict FILE]";

/// How many documents a search shows.
const SHOWN: usize = 10;

/// How much of a text is shown before and behind a place, in characters.
const AROUND: usize = 20;

/// What each thread may keep in memory before it writes a segment, in bytes.
const MEMORY: usize = 50_000_000;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    match run(&arguments, &mut std::io::stdout().lock()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("folder: {error}");
            ExitCode::from(2)
        }
    }
}

/// Does what the arguments say.
pub(crate) fn run(arguments: &[String], out: &mut dyn Write) -> Result<()> {
    let (mut names, mut threads, mut tokenizers) = (Vec::new(), 1, None);
    let mut arguments = arguments.iter().map(String::as_str);
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or_else(|| format!("{argument} needs a value\n{USAGE}"));
        match argument {
            "--threads" => {
                let number = value()?.parse().ok().filter(|number| (1..=64).contains(number));
                threads = number.ok_or("--threads takes a number from 1 to 64")?;
            }
            "--dict" => tokenizers = Some(Tokenizers::open(value()?)?),
            option if option.starts_with("--") => return Err(format!("unknown option {option}\n{USAGE}").into()),
            name => names.push(name),
        }
    }
    let tokenizers = tokenizers.unwrap_or_else(Tokenizers::embedded);
    match names[..] {
        ["index", folder, index] => index_folder(&tokenizers, folder.as_ref(), index.as_ref(), threads, out),
        ["search", index, query] => search(&tokenizers, index.as_ref(), query, out),
        _ => Err(USAGE.into()),
    }
}

/// The fields of a document.
struct Fields {
    path: Field,
    text: Field,
}

impl Fields {
    fn new(tokenizers: &Tokenizers) -> (Schema, Fields) {
        let indexing = TextFieldIndexing::default()
            .set_tokenizer(tokenizers.name())
            .set_index_option(IndexRecordOption::WithFreqsAndPositions);
        let mut schema = Schema::builder();
        let path = schema.add_text_field("path", STORED);
        // Stored too, for the snippets.
        let text = schema.add_text_field("text", TextOptions::default().set_indexing_options(indexing).set_stored());
        (schema.build(), Fields { path, text })
    }

    fn of(index: &Index) -> Result<Fields> {
        let field = |name| index.schema().get_field(name);
        Ok(Fields { path: field("path")?, text: field("text")? })
    }
}

fn index_folder(tokenizers: &Tokenizers, folder: &Path, at: &Path, threads: usize, out: &mut dyn Write) -> Result<()> {
    let mut files = Vec::new();
    list(folder, &mut files)?;
    if files.is_empty() {
        return Err(format!("{}: no file in it ends in .txt", folder.display()).into());
    }
    let (schema, fields) = Fields::new(tokenizers);
    fs::create_dir_all(at).map_err(|e| format!("{}: {e}", at.display()))?;
    let index = Index::create_in_dir(at, schema).map_err(|e| format!("{}: {e}", at.display()))?;
    index.tokenizers().register(tokenizers.name(), tokenizers.for_index());

    // Its threads take the documents apart, each with a clone of the tokenizer; this one reads files.
    let mut writer: IndexWriter = index.writer_with_num_threads(threads, threads * MEMORY)?;
    let (mut count, mut left_out) = (0, 0);
    for file in files {
        let at_file = |e: &dyn Error| format!("{}: {e}", file.display());
        let bytes = fs::read(&file).map_err(|e| at_file(&e))?;
        match String::from_utf8(bytes) {
            Ok(text) => {
                let path = file.strip_prefix(folder).unwrap_or(&file).to_string_lossy().into_owned();
                writer.add_document(doc!(fields.path => path, fields.text => text))?;
                count += 1;
            }
            Err(error) => {
                eprintln!("folder: left out, since it is not UTF-8: {}", at_file(&error));
                left_out += 1;
            }
        }
    }
    writer.commit()?;
    writeln!(out, "{count} files, {left_out} left out")?;
    Ok(())
}

/// The text files in a folder and in those in it, in order.
fn list(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    let at_folder = |e: std::io::Error| format!("{}: {e}", folder.display());
    let mut entries =
        fs::read_dir(folder).and_then(|entries| entries.collect::<std::io::Result<Vec<_>>>()).map_err(at_folder)?;
    entries.sort_unstable_by_key(|entry| entry.path());
    for entry in entries {
        let path = entry.path();
        // What a link leads to is not followed, which might be where it stands.
        let kind = entry.file_type().map_err(at_folder)?;
        if kind.is_dir() {
            list(&path, files)?;
        } else if kind.is_file() && path.extension().is_some_and(|extension| extension == "txt") {
            files.push(path);
        }
    }
    Ok(())
}

fn search(tokenizers: &Tokenizers, at: &Path, query: &str, out: &mut dyn Write) -> Result<()> {
    if !Index::exists(&MmapDirectory::open(at)?)? {
        return Err(format!("{}: no index is there", at.display()).into());
    }
    let index = Index::open_in_dir(at).map_err(|e| format!("{}: {e}", at.display()))?;
    let fields = Fields::of(&index)?;
    // tantivy would say so too, with the whole schema.
    index.tokenizers().register(tokenizers.name(), tokenizers.for_index());
    index.tokenizer_for_field(fields.text).map_err(|_| {
        format!("{}: made with another dictionary or version; name it with --dict, or index anew", at.display())
    })?;

    let for_queries = TokenizerManager::new();
    for_queries.register(tokenizers.name(), tokenizers.for_query());
    let mut parser = QueryParser::new(index.schema(), vec![fields.text], for_queries);
    parser.set_conjunction_by_default();
    let parsed = parser.parse_query(query).map_err(|e| format!("{query}: {e}"))?;

    let searcher = index.reader()?.searcher();
    let (count, best) = searcher.search(&parsed, &(Count, TopDocs::with_limit(SHOWN).order_by_score()))?;
    writeln!(out, "{count} of {} files", searcher.num_docs())?;
    let phrases = phrases(query)?;
    let mut highlighter = tokenizers.highlighter(phrases.iter().map(String::as_str));
    for (_, address) in best {
        let document: TantivyDocument = searcher.doc(address)?;
        let value = |field| document.get_first(field).and_then(|value| value.as_str()).unwrap_or_default();
        let text = value(fields.text);
        writeln!(out, "{}: {}", value(fields.path), snippet(text, &highlighter.find(text)))?;
    }
    Ok(())
}

/// The phrases of a query that are not unwanted.
fn phrases(query: &str) -> Result<Vec<String>> {
    fn collect(tree: UserInputAst, phrases: &mut Vec<String>) {
        match tree {
            UserInputAst::Clause(parts) => {
                let wanted = parts.into_iter().filter(|(occur, _)| *occur != Some(Occur::MustNot));
                wanted.for_each(|(_, part)| collect(part, phrases));
            }
            UserInputAst::Boost(part, _) => collect(*part, phrases),
            UserInputAst::Leaf(leaf) => {
                if let UserInputLeaf::Literal(literal) = *leaf {
                    phrases.push(literal.phrase);
                }
            }
        }
    }
    let mut phrases = Vec::new();
    collect(parse_query(query).map_err(|_| format!("{query}: not a query"))?, &mut phrases);
    Ok(phrases)
}

/// The text around the first place, on one line, with that and all others in it in brackets.
pub(crate) fn snippet(text: &str, places: &[Range<usize>]) -> String {
    let Some(first) = places.first() else { return String::new() };
    let (before, behind) = (&text[..first.start], &text[first.end..]);
    let start = before.char_indices().rev().nth(AROUND - 1).map_or(0, |(at, _)| at);
    let mut end = behind.char_indices().nth(AROUND).map_or(text.len(), |(at, _)| first.end + at);
    // A place that begins in it is shown as a whole.
    let places = &places[..places.partition_point(|place| place.start < end)];
    end = places.iter().fold(end, |end, place| end.max(place.end));
    let text = text.trim_end();
    let end = end.min(text.len());
    let (mut snippet, mut at) = (String::from(if start > 0 { "…" } else { "" }), start);
    for place in places {
        snippet.extend([&text[at..place.start], "【", &text[place.clone()], "】"]);
        at = place.end;
    }
    snippet.extend([&text[at..end], if end < text.len() { "…" } else { "" }]);
    snippet.replace(|c: char| c.is_control(), " ")
}
