//! The results as Markdown.

use crate::clock::Spread;
use crate::corpus::Kind;
use crate::quality::{Quality, Queries};
use crate::speed::Speed;
use crate::throughput::{MEMORY, Throughput};

/// What was found, a table for each kind of queries.
pub(crate) fn quality(quality: &Quality) -> String {
    let Quality { documents, characters, bytes, queries, engines } = quality;
    let mut out = format!("{documents} documents, {characters} characters, {bytes} bytes\n\n");
    out += "| tokenizer | what it is | index bytes | of the text | tokens | a character |\n|---|---|--:|--:|--:|--:|\n";
    for engine in engines {
        out += &format!(
            "| {} | {} | {} | {} | {} | {:.2} |\n",
            engine.name,
            engine.summary,
            engine.index_bytes,
            percent(engine.index_bytes as usize, *bytes),
            engine.tokens,
            engine.tokens as f64 / *characters as f64,
        );
    }
    for kind in Kind::ALL {
        let Queries { queries, pairs, words, inside_units } = queries[kind as usize];
        out += &format!(
            "\nQueries of {}: {queries}. Documents that hold them: {pairs} pairs, {words} where words of the text begin \
             and end; left out, since it begins or ends inside a unit: {inside_units}.\n\n\
             | tokenizer | missed, all tokens | missed, phrase | of those of words: all tokens | phrase \
             | wrong, all tokens | wrong, phrase |\n|---|--:|--:|--:|--:|--:|--:|\n",
            kind.name(),
        );
        for engine in engines {
            let [all, phrase] = [&engine.all, &engine.phrase].map(|counts| counts[kind as usize]);
            let of = |count: usize, all: usize| format!("{count} ({})", percent(count, all));
            out += &format!(
                "| {} | {} | {} | {} | {} | {} | {} |\n",
                engine.name,
                of(all.missed, pairs),
                of(phrase.missed, pairs),
                of(all.missed_words, words),
                of(phrase.missed_words, words),
                of(all.wrong, all.found),
                of(phrase.wrong, phrase.found),
            );
        }
    }
    out +=
        "\nMissed: of the pairs. Wrong: of the pairs that were found, those whose document does not hold the query.\n";
    out
}

/// Indexing on one thread.
pub(crate) fn speed(speed: &Speed) -> String {
    let Speed { bytes, rounds, engines } = speed;
    let mut out = format!(
        "Indexing {bytes} bytes in memory, the documents repeated, one thread, {rounds} rounds\n\n\
         | tokenizer | MB/s median | min | max | MB per processor's second |\n|---|--:|--:|--:|--:|\n"
    );
    for engine in engines {
        let Spread { min, median, max } = engine.passed;
        let worked = engine.worked.map_or("–".to_owned(), |worked| format!("{:.2}", worked.median));
        out += &format!("| {} | {median:.2} | {min:.2} | {max:.2} | {worked} |\n", engine.name);
    }
    out
}

/// Indexing on several threads.
pub(crate) fn throughput(throughput: &Throughput) -> String {
    let Throughput { bytes, characters, documents, threads, rounds, engines } = throughput;
    let mut out = format!(
        "Indexing {bytes} bytes in {documents} documents on disk, {threads} threads with {} MB each, {rounds} rounds\n\n\
         | tokenizer | MB/s to commit | min | max | MB/s merges done | processors' s | tokenizer alone, s \
         | share | tokens a character | index MB |\n|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n",
        MEMORY / 1_000_000,
    );
    for engine in engines {
        let Spread { min, median, max } = engine.committed;
        out += &format!(
            "| {} | {median:.2} | {min:.2} | {max:.2} | {:.2} | {} | {:.2} | {} | {:.2} | {:.1} |\n",
            engine.name,
            engine.merged.median,
            engine.worked.map_or("–".to_owned(), |worked| format!("{:.2}", worked.median)),
            engine.tokenizer.median,
            engine.share.map_or("–".to_owned(), |share| format!("{:.1} %", 100.0 * share.median)),
            engine.tokens as f64 / *characters as f64,
            engine.index_bytes as f64 / 1e6,
        );
    }
    out
}

fn percent(count: usize, of: usize) -> String {
    match of {
        0 => "–".to_owned(),
        _ => format!("{:.2} %", 100.0 * count as f64 / of as f64),
    }
}
