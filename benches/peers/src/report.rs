//! The results: Markdown for people, JSON for machines.

use serde_json::{Value, json};

use crate::check::Answer;
use crate::contenders::{Contender, REFERENCE};
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
    pub(crate) contenders: &'r [Contender],
    pub(crate) answers: &'r [Answer],
    pub(crate) times: &'r [Times],
    pub(crate) threads: usize,
    pub(crate) scaling: &'r [Scaling],
}

impl Report<'_> {
    fn bytes(&self) -> usize {
        self.input.text().len()
    }

    fn rows(&self) -> impl Iterator<Item = (&Contender, &Answer, Spread, Spread)> {
        let reference = self.contenders.iter().position(|contender| contender.name == REFERENCE);
        let reference = &self.times[reference.expect("the reference always takes part")];
        let rows = self.contenders.iter().zip(self.answers).zip(self.times);
        rows.map(move |((contender, answer), times)| {
            (contender, answer, times.speed(self.bytes()), times.ratio(reference))
        })
    }

    pub(crate) fn markdown(&self) -> String {
        let mut out = format!(
            "{} bytes ({} Han), {} words, {} rounds, one thread, maxmatch fed {}\n\n\
             | contender | MB/s median | min | best | × {REFERENCE} | tokens | hash | build ms | open ms | index MB |\n\
             |---|--:|--:|--:|--:|--:|---|--:|--:|--:|\n",
            self.bytes(),
            self.han_characters(),
            self.words.len(),
            self.rounds,
            self.feed,
        );
        for (contender, answer, speed, ratio) in self.rows() {
            let cost = &contender.cost;
            let absent = || "–".to_owned();
            out += &format!(
                "| {} | {:.0} | {:.0} | {:.0} | {:.2} | {} | {:016x}{} | {:.0} | {} | {} |\n",
                contender.name,
                speed.median,
                speed.min,
                speed.best,
                ratio.median,
                answer.sum.tokens,
                answer.hash,
                if contender.is_forward { " =" } else { "" },
                cost.build.as_secs_f64() * 1e3,
                cost.open.map_or_else(absent, |open| format!("{:.1}", open.as_secs_f64() * 1e3)),
                cost.bytes.map_or_else(absent, |bytes| format!("{:.2}", bytes as f64 / 1e6)),
            );
        }
        out +=
            "\n`=`: forward maximum matching, checked to be equal. jieba-rs chooses the most probable path instead.\n";
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
                "is_forward": contender.is_forward,
                "build_seconds": contender.cost.build.as_secs_f64(),
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
        json!({
            "bytes": self.bytes(),
            "han_characters": self.han_characters(),
            "words": self.words.len(),
            "feed": self.feed,
            "rounds": self.rounds,
            "reference": REFERENCE,
            "contenders": contenders.collect::<Vec<_>>(),
            "threads": self.threads,
            "scaling": scaling.collect::<Vec<_>>(),
        })
    }

    fn han_characters(&self) -> usize {
        self.input.runs().filter(|run| run.is_han).map(|run| run.text.chars().count()).sum()
    }
}
