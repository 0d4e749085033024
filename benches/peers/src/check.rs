//! Equal output: whoever claims to answer as another must end its tokens where that does.

use std::collections::HashMap;
use std::hash::Hasher;

use fnv::FnvHasher;

use crate::contenders::{Contender, Sum};
use crate::input::Input;

/// What a contender answered, before anything is timed.
pub(crate) struct Answer {
    /// What every timed pass must give.
    pub(crate) sum: Sum,
    /// FNV-1a, 64 bits, of token ends as little-endian 64-bit numbers, outside Han text only those of whole runs.
    pub(crate) hash: u64,
}

/// Asks every contender.
///
/// # Errors
///
/// When two that must agree do not: names them and the first place. When one fails, or ends its tokens where none can end.
pub(crate) fn answers(contenders: &mut [Contender], input: &Input) -> Result<Vec<Answer>, String> {
    let mut firsts: HashMap<String, (String, Vec<usize>)> = HashMap::new();
    let mut answers = Vec::new();
    for at in 0..contenders.len() {
        let Contender { name, group, passes, .. } = &mut contenders[at];
        let ends = passes.ends(input).map_err(|e| format!("{name}: {e}"))?;
        if !are_ends(&ends, input.text()) {
            return Err(format!("{name}: token ends that do not rise, or are no ends of characters"));
        }
        let sum = Sum::of(&ends);
        let ends = input.outside_runs_collapsed(&ends);
        answers.push(Answer { sum, hash: hash(&ends) });
        let (name, group) = (name.clone(), group.clone());
        if let Some((first, expected)) = firsts.get(&group) {
            compare(input, (first, expected), (&name, &ends))?;
        } else if contenders[at + 1..].iter().any(|later| later.group == group) {
            firsts.insert(group, (name, ends));
        }
    }
    Ok(answers)
}

fn are_ends(ends: &[usize], text: &str) -> bool {
    ends.is_sorted_by(|a, b| a < b) && ends.iter().all(|&end| end > 0 && text.is_char_boundary(end))
}

fn hash(ends: &[usize]) -> u64 {
    let mut hasher = FnvHasher::default();
    ends.iter().for_each(|&end| hasher.write(&(end as u64).to_le_bytes()));
    hasher.finish()
}

fn compare(input: &Input, a: (&str, &[usize]), b: (&str, &[usize])) -> Result<(), String> {
    if a.1 == b.1 {
        return Ok(());
    }
    let same = a.1.iter().zip(b.1).take_while(|(a, b)| a == b).count();
    let start = same.checked_sub(1).map_or(0, |last| a.1[last]);
    let next = |ends: &[usize]| ends.get(same).map_or("nothing", |&end| &input.text()[start..end]).to_owned();
    Err(format!("{} and {} differ, first at byte {start}: {:?} against {:?}", a.0, b.0, next(a.1), next(b.1)))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Input, Sum, answers, are_ends, compare};
    use crate::contenders::{Contender, Cost, Passes, Whose};

    struct Fixed(&'static [usize]);

    impl Passes for Fixed {
        fn time(&mut self, _: &Input, _: Sum) -> Result<Duration, String> {
            Ok(Duration::ZERO)
        }

        fn ends(&mut self, _: &Input) -> Result<Vec<usize>, String> {
            Ok(self.0.to_vec())
        }
    }

    #[test]
    fn those_of_one_group_must_agree() {
        let contender = |name: &str, group: &str, ends| {
            let cost = Cost { build: None, open: None, bytes: None };
            let (name, group) = (name.to_owned(), group.to_owned());
            Contender { name, group, passes: Box::new(Fixed(ends)), words: Whose::Given, cost }
        };
        let ask = |b, c| {
            let mut all = [contender("a", "x", &[9, 12]), contender("b", "y", b), contender("c", "x", c)];
            answers(&mut all, &Input::new("研究生命"))
        };
        assert_eq!(ask(&[6, 12], &[9, 12]).unwrap().len(), 3);
        let message = ask(&[6, 12], &[6, 12]).err().unwrap();
        assert!(message.starts_with("a and c differ, first at byte 0"), "{message}");
        assert_eq!(
            ask(&[9, 6], &[9, 12]).err().unwrap(),
            "b: token ends that do not rise, or are no ends of characters"
        );
    }

    #[test]
    fn ends_rise_and_are_those_of_characters() {
        for (ends, expected) in [
            (&[][..], true),
            (&[3, 6], true),
            (&[6, 3], false),
            (&[3, 3], false),
            (&[0, 3], false),
            (&[4], false),
            (&[9], false),
        ] {
            assert_eq!(are_ends(ends, "汉字"), expected, "{ends:?}");
        }
    }

    #[test]
    fn the_first_difference_is_named() {
        let input = Input::new("研究生命");
        assert!(compare(&input, ("a", &[9, 12]), ("b", &[9, 12])).is_ok());
        let message = compare(&input, ("a", &[9, 12]), ("b", &[6, 12])).unwrap_err();
        assert_eq!(message, r#"a and b differ, first at byte 0: "研究生" against "研究""#);
        let message = compare(&input, ("a", &[9, 12]), ("b", &[9])).unwrap_err();
        assert_eq!(message, r#"a and b differ, first at byte 9: "命" against "nothing""#);
    }
}
