//! The results as Markdown.

use crate::clock::Spread;
use crate::corpus::MOST_WORDS;
use crate::quality::{Counts, Quality, Queries};
use crate::speed::Speed;
use crate::throughput::{MEMORY, Throughput};

/// What was found, a table for each number of words and one for all.
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
    for words in 0..=MOST_WORDS {
        let kinds = if words == 0 { 0..MOST_WORDS } else { words - 1..words };
        let Queries { queries, pairs, folded, inside_units } =
            queries[kinds.clone()].iter().copied().fold(Queries::default(), Queries::and);
        let title = if words == 0 { "all".to_owned() } else { format!("{words} words") };
        out += &format!(
            "\nQueries of {title}: {queries}, {pairs} pairs with documents that hold them, {folded} of these only in \
             characters that fold to the same; {inside_units} left out that begin or end inside a unit.\n\n\
             | tokenizer | missed, all tokens | missed, phrase | in the same characters: all | phrase \
             | wrong, all tokens | wrong, phrase |\n|---|--:|--:|--:|--:|--:|--:|\n"
        );
        for engine in engines {
            let sum = |counts: &[Counts]| counts[kinds.clone()].iter().copied().fold(Counts::default(), Counts::and);
            let (all, phrase) = (sum(&engine.all), sum(&engine.phrase));
            let of_pairs = |count: usize| format!("{count} ({})", percent(count, pairs));
            let of_found = |counts: Counts| format!("{} ({})", counts.wrong, percent(counts.wrong, counts.found));
            out += &format!(
                "| {} | {} | {} | {} | {} | {} | {} |\n",
                engine.name,
                of_pairs(all.missed),
                of_pairs(phrase.missed),
                of_pairs(all.missed_literal),
                of_pairs(phrase.missed_literal),
                of_found(all),
                of_found(phrase),
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
