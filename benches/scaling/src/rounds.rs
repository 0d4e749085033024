//! Rounds: every point once in each, in a process of its own, each round beginning with another point.

use std::collections::HashMap;
use std::process::{Command, Stdio};

use crate::parts::Point;
use crate::pieces::Cut;
use crate::work::{Answer, Outcome, Work};
use crate::{Failure, unusable};

/// The first argument of a process that does one work, which is the second.
pub(crate) const ONE: &str = "--one";

/// A point and what came of it, by round.
#[derive(Debug, Clone)]
pub(crate) struct Measured {
    pub(crate) point: Point,
    pub(crate) outcomes: Vec<Outcome>,
}

/// Measures all points.
pub(crate) fn interleaved(points: Vec<Point>, rounds: usize) -> Result<Vec<Measured>, Failure> {
    let count = points.len();
    let mut measured: Vec<Measured> =
        points.into_iter().map(|point| Measured { point, outcomes: Vec::with_capacity(rounds) }).collect();
    let mut answers = Answers::default();
    for round in 0..rounds {
        for turn in 0..count {
            let Measured { point, outcomes } = &mut measured[(round + turn) % count];
            let place = format!("{:?}, {}, {}", point.part, point.series, point.size);
            eprintln!("round {} of {rounds}, {} of {count}: {place}", round + 1, turn + 1);
            let outcome = in_a_process(&point.work).map_err(|e| unusable(format!("{place}: {e}")))?;
            answers.take(&point.work, outcome.answer, &place).map_err(|message| Failure(1, message))?;
            outcomes.push(outcome);
        }
    }
    Ok(measured)
}

fn in_a_process(work: &Work) -> Result<Outcome, String> {
    let program = std::env::current_exe().map_err(|e| format!("this program is not found: {e}"))?;
    let json = serde_json::to_string(work).map_err(|e| e.to_string())?;
    let done = Command::new(program).args([ONE, &json]).stderr(Stdio::inherit()).output().map_err(|e| e.to_string())?;
    if !done.status.success() {
        return Err(format!("its process ended with {}", done.status));
    }
    serde_json::from_slice(&done.stdout).map_err(|e| e.to_string())
}

/// What each text gave first.
#[derive(Default)]
struct Answers(HashMap<Work, (Answer, String)>);

impl Answers {
    /// Takes an answer, which must be the same for the same text, however it is cut into whole lines and on however
    /// many threads.
    fn take(&mut self, work: &Work, answer: Answer, place: &str) -> Result<(), String> {
        let mut text = work.clone();
        if let Work::Segment { cut, threads, .. } = &mut text {
            *threads = 1;
            if let Cut::Lines(bytes) = cut {
                *bytes = 0;
            }
        }
        let (first, at) = self.0.entry(text).or_insert_with(|| (answer, place.to_owned()));
        if *first == answer {
            return Ok(());
        }
        Err(format!("{place}: {answer:?}, but {at}: {first:?}, of the same text"))
    }
}

#[cfg(test)]
mod tests {
    use super::{Answer, Answers, Cut, Work};

    #[test]
    fn how_lines_are_split_must_not_show() {
        let work = |cut, threads| Work::Segment {
            dictionary: "words.dict".into(),
            mode: "bidir".to_owned(),
            text: "text.txt".into(),
            bytes: 9,
            cut,
            threads,
        };
        let [one, two] = [1, 2].map(|tokens| Answer { tokens, ends: 9 });
        let mut answers = Answers::default();
        assert!(answers.take(&work(Cut::Lines(9), 1), one, "whole").is_ok());
        assert!(answers.take(&work(Cut::Lines(2), 4), one, "by lines").is_ok());
        assert!(answers.take(&work(Cut::Characters(2), 1), two, "by characters").is_ok());
        assert!(answers.take(&work(Cut::Characters(2), 1), one, "again").is_err());
        assert!(answers.take(&work(Cut::Lines(3), 1), two, "otherwise").unwrap_err().contains("whole"));
    }
}
