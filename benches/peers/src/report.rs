//! The results: Markdown for people, JSON for machines.

use serde_json::{Value, json};

use crate::chart;
use crate::check::Answer;
use crate::contenders::{Absent, Contender, FORWARD, Whose};
use crate::input::Input;
use crate::rounds::{Spread, Times};
use crate::threads::Scaling;
use crate::words::Words;

/// All that was measured.
pub(crate) struct Report<'r> {
    pub(crate) input: &'r Input,
    pub(crate) words: &'r Words,
    pub(crate) feed: String,
    pub(crate) rounds: usize,
    /// The level of processor that maxmatch uses.
    pub(crate) level: &'static str,
    /// The contender that the others are measured by.
    pub(crate) base: &'r str,
    pub(crate) contenders: &'r [Contender],
    pub(crate) absent: &'r [Absent],
    pub(crate) answers: &'r [Answer],
    pub(crate) times: &'r [Times],
    pub(crate) threads: usize,
    pub(crate) scaling: &'r [Scaling],
}

impl Report<'_> {
    fn bytes(&self) -> usize {
        self.input.text().len()
    }

    /// Each contender, its answer, its MB/s, and how many times as fast as the base it is.
    fn rows(&self) -> impl Iterator<Item = (&Contender, &Answer, Spread, Spread)> {
        let base = self.contenders.iter().position(|contender| contender.name == self.base);
        let base = &self.times[base.expect("the base always takes part")];
        let rows = self.contenders.iter().zip(self.answers).zip(self.times);
        rows.map(move |((contender, answer), times)| (contender, answer, times.speed(self.bytes()), times.ratio(base)))
    }

    /// What was done, in one line.
    fn summary(&self) -> String {
        format!(
            "{} bytes ({} Han), {} words, {} rounds, one thread, maxmatch fed {} at level {}",
            self.bytes(),
            self.han_characters(),
            self.words.len(),
            self.rounds,
            self.feed,
            self.level,
        )
    }

    pub(crate) fn chart(&self) -> String {
        let rows = self.rows().map(|(contender, _, speed, ratio)| chart::Row {
            name: &contender.name,
            is_ours: contender.name.starts_with("maxmatch/"),
            has_own_words: contender.words == Whose::Own,
            speed,
            ratio: ratio.median,
        });
        chart::draw(&self.summary(), self.base, rows.collect())
    }

    pub(crate) fn markdown(&self) -> String {
        let mut out = format!(
            "{}\n\n\
             | contender | MB/s median | min | best | × {} | tokens | hash | words | build ms | open ms | index MB |\n\
             |---|--:|--:|--:|--:|--:|---|---|--:|--:|--:|\n",
            self.summary(),
            self.base,
        );
        for (contender, answer, speed, ratio) in self.rows() {
            let cost = &contender.cost;
            let absent = || "–".to_owned();
            out += &format!(
                "| {} | {} | {} | {} | {:.2} | {} | {:016x}{} | {} | {} | {} | {} |\n",
                contender.name,
                rounded(speed.median),
                rounded(speed.min),
                rounded(speed.best),
                ratio.median,
                answer.sum.tokens,
                answer.hash,
                if contender.group == FORWARD { " =" } else { "" },
                whose(contender.words),
                cost.build.map_or_else(absent, |build| format!("{:.0}", build.as_secs_f64() * 1e3)),
                cost.open.map_or_else(absent, |open| format!("{:.1}", open.as_secs_f64() * 1e3)),
                cost.bytes.map_or_else(absent, |bytes| format!("{:.2}", bytes as f64 / 1e6)),
            );
        }
        out += "\n`=`: forward maximum matching, checked to be equal. jieba-rs and the jiebas of Python choose the most probable \
                path instead. Whoever has its own words answers another question: compare its speed alone, and with care.\n";
        if !self.absent.is_empty() {
            let absent = self.absent.iter().map(|Absent { name, reason }| format!("{name} ({reason})"));
            out += &format!("\nAbsent: {}.\n", absent.collect::<Vec<_>>().join(", "));
        }
        if !self.scaling.is_empty() {
            out += &format!(
                "\n| standard rules | MB/s, 1 thread | MB/s, {0} | {0} against 1 |\n|---|--:|--:|--:|\n",
                self.threads
            );
        }
        for Scaling { mode, one, several } in self.scaling {
            let [single, many] = [one, several].map(|times| times.speed(self.bytes()).median);
            out += &format!("| maxmatch/{mode} | {single:.0} | {many:.0} | {:.2} |\n", several.ratio(one).median);
        }
        out
    }

    pub(crate) fn json(&self) -> Value {
        let spread = |spread: Spread| json!({"min": spread.min, "median": spread.median, "best": spread.best});
        let contenders = self.rows().map(|(contender, answer, speed, ratio)| {
            json!({
                "name": contender.name,
                "mb_per_second": spread(speed),
                "ratio": spread(ratio),
                "tokens": answer.sum.tokens,
                "hash": format!("{:016x}", answer.hash),
                "is_forward": contender.group == FORWARD,
                "words": whose(contender.words),
                "build_seconds": contender.cost.build.map(|build| build.as_secs_f64()),
                "open_seconds": contender.cost.open.map(|open| open.as_secs_f64()),
                "index_bytes": contender.cost.bytes,
            })
        });
        let scaling = self.scaling.iter().map(|Scaling { mode, one, several }| {
            json!({
                "mode": mode.name(),
                "one": spread(one.speed(self.bytes())),
                "several": spread(several.speed(self.bytes())),
                "ratio": spread(several.ratio(one)),
            })
        });
        let absent = self.absent.iter().map(|Absent { name, reason }| json!({"name": name, "reason": reason}));
        json!({
            "bytes": self.bytes(),
            "han_characters": self.han_characters(),
            "words": self.words.len(),
            "feed": self.feed,
            "rounds": self.rounds,
            "level": self.level,
            "base": self.base,
            "contenders": contenders.collect::<Vec<_>>(),
            "absent": absent.collect::<Vec<_>>(),
            "threads": self.threads,
            "scaling": scaling.collect::<Vec<_>>(),
        })
    }

    fn han_characters(&self) -> usize {
        self.input.runs().filter(|run| run.is_han).map(|run| run.text.chars().count()).sum()
    }
}

/// Megabytes a second, to two digits at least.
pub(crate) fn rounded(speed: f64) -> String {
    let places = match speed {
        9.95.. => 0,
        0.995.. => 1,
        _ => 2,
    };
    format!("{speed:.places$}")
}

fn whose(words: Whose) -> &'static str {
    match words {
        Whose::Given => "given",
        Whose::Own => "own",
    }
}

#[cfg(test)]
mod tests {
    use super::rounded;

    #[test]
    fn speeds_have_two_digits() {
        let speeds = [0.046, 0.5, 0.994, 0.996, 9.94, 9.96, 231.4].map(rounded);
        assert_eq!(speeds, ["0.05", "0.50", "0.99", "1.0", "9.9", "10", "231"]);
    }
}
