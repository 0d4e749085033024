//! Scores as tables.

use std::io::{self, Write};

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::bootstrap::Interval;
use super::confusion::Confusion;
use super::region::Error;
use super::{Evaluation, System};

/// Words of a confusion take up no more columns than this.
const WIDTH: usize = 60;

pub(super) fn write(evaluation: &Evaluation, output: &mut impl Write) -> io::Result<()> {
    let Evaluation { gold, lines, systems, .. } = evaluation;
    let counts = &systems[0].counts;
    write!(output, "{gold}: {} words, {lines} lines", counts.gold)?;
    if let Some(vocabulary) = &evaluation.vocabulary {
        write!(output, "; OOV rate {:.4}, the words that are not in {vocabulary}", counts.oov_rate())?;
    }
    writeln!(output, "\n")?;
    table(output, scores(evaluation))?;
    writeln!(output)?;
    table(output, errors(systems))?;
    if systems.len() > 1 {
        writeln!(output)?;
        table(output, differences(systems))?;
    }
    for System { name, confusions, .. } in systems {
        if let Some(confusions) = confusions {
            write_confusions(output, name, confusions)?;
        }
    }
    Ok(())
}

/// Rows of cells; the first row has the headings, the first column names.
type Rows = Vec<Vec<String>>;

fn scores(evaluation: &Evaluation) -> Rows {
    let has_intervals = evaluation.resamples > 0;
    let mut headings = vec!["", "words", "right", "precision", "recall", "F1"];
    headings.extend(has_intervals.then_some("95 % of F1"));
    headings.extend(evaluation.vocabulary.iter().flat_map(|_| ["OOV recall", "IV recall"]));
    let mut rows = vec![headings.into_iter().map(str::to_owned).collect()];
    for System { name, counts, interval, .. } in &evaluation.systems {
        let mut row = vec![name.clone(), counts.output.to_string(), counts.right.to_string()];
        row.extend([counts.precision(), counts.recall(), counts.f1()].map(|score| format!("{score:.4}")));
        row.extend(interval.map(|Interval { low, high }| format!("{low:.4} to {high:.4}")));
        if evaluation.vocabulary.is_some() {
            let recall = |recall: Option<f64>| recall.map_or("–".to_owned(), |recall| format!("{recall:.4}"));
            row.extend([counts.oov_recall(), counts.iv_recall()].map(recall));
        }
        rows.push(row);
    }
    rows
}

fn errors(systems: &[System]) -> Rows {
    let headings = ["gold words that are wrong"].into_iter().chain(Error::ALL.map(Error::name)).chain(["all"]);
    let mut rows = vec![headings.map(str::to_owned).collect::<Vec<_>>()];
    for System { name, counts, .. } in systems {
        let errors = Error::ALL.map(|error| counts.errors(error).gold.to_string());
        rows.push([name.clone()].into_iter().chain(errors).chain([(counts.gold - counts.right).to_string()]).collect());
    }
    rows
}

fn differences(systems: &[System]) -> Rows {
    let against = format!("against {}", systems[0].name);
    let mut rows = vec![[against.as_str(), "F1", "95 %", "p"].map(str::to_owned).to_vec()];
    for System { name, difference, .. } in systems {
        let Some(difference) = difference else { continue };
        let interval = difference.interval.map(|Interval { low, high }| format!("{low:+.4} to {high:+.4}"));
        let p = difference.p.map(|p| format!("{p:.4}"));
        let cells = [Some(format!("{:+.4}", difference.f1)), interval, p].into_iter().flatten();
        rows.push([name.clone()].into_iter().chain(cells).collect());
    }
    let columns = rows[1].len();
    rows[0].truncate(columns);
    rows
}

/// Names at the left, all else at the right of its column.
fn table(output: &mut impl Write, rows: Rows) -> io::Result<()> {
    let widths: Vec<usize> =
        (0..rows[0].len()).map(|column| rows.iter().map(|row| row[column].width()).max().unwrap_or(0)).collect();
    for row in &rows {
        for (column, (cell, width)) in row.iter().zip(&widths).enumerate() {
            let (gap, empty) = (width - cell.width(), "");
            match column {
                0 => write!(output, "{cell}{empty:gap$}")?,
                _ => write!(output, "  {empty:gap$}{cell}")?,
            }
        }
        writeln!(output)?;
    }
    Ok(())
}

fn write_confusions(output: &mut impl Write, name: &str, confusions: &[Confusion]) -> io::Result<()> {
    writeln!(output, "\n{name}: the most frequent confusions")?;
    let Some(Confusion { count: most, .. }) = confusions.first() else { return writeln!(output, "none") };
    let digits = most.to_string().len();
    for Confusion { pair, error, count, examples } in confusions {
        let (gold, taken) = (shorten(&pair.gold, WIDTH), shorten(&pair.output, WIDTH));
        writeln!(output, "{count:digits$}  {gold} → {taken}, {}", error.name())?;
        for example in examples {
            let place = format!("[{gold}]");
            let parts = [&example.before, &place, &example.after].map(String::as_str);
            let sentence = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
            writeln!(output, "{:digits$}    line {}: {sentence}", "", example.line)?;
        }
    }
    Ok(())
}

/// At most so many columns of a text, with an ellipsis in the place of its middle.
pub(super) fn shorten(text: &str, columns: usize) -> String {
    if text.width() <= columns {
        return text.to_owned();
    }
    let fitting = |columns: usize, characters: &mut dyn Iterator<Item = char>| {
        let mut width = 0;
        let mut fits = |c: &char| {
            width += c.width().unwrap_or(0);
            width <= columns
        };
        characters.take_while(|c| fits(c)).map(char::len_utf8).sum::<usize>()
    };
    let half = (columns - 1) / 2;
    let start = fitting(columns - 1 - half, &mut text.chars());
    let end = text.len() - fitting(half, &mut text.chars().rev());
    format!("{}…{}", &text[..start], &text[end..])
}

#[cfg(test)]
mod tests {
    use unicode_width::UnicodeWidthStr;

    use super::shorten;

    #[test]
    fn shortening() {
        for (text, columns, expected) in [
            ("abcdef", 6, "abcdef"),
            ("abcdefg", 6, "abc…fg"),
            ("一二三四", 8, "一二三四"),
            ("一二三四五", 8, "一二…五"),
            ("一二三四五", 9, "一二…四五"),
        ] {
            assert_eq!(shorten(text, columns), expected);
            assert!(expected.width() <= columns);
        }
    }
}
