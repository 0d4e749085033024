//! Equal output: whoever claims forward maximum matching must end its tokens where the others do.

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
/// When two that must agree do not: names them and the first place.
pub(crate) fn answers(contenders: &mut [Contender], input: &Input) -> Result<Vec<Answer>, String> {
    let mut forward: Option<(String, Vec<usize>)> = None;
    let mut answers = Vec::new();
    for contender in contenders {
        let mut sum = Sum::default();
        let ends = contender.passes.ends(input);
        ends.iter().for_each(|&end| sum.add(end));
        let ends = input.outside_runs_collapsed(&ends);
        answers.push(Answer { sum, hash: hash(&ends) });
        if contender.is_forward {
            match &forward {
                None => forward = Some((contender.name.clone(), ends)),
                Some((name, expected)) => compare(input, (name, expected), (&contender.name, &ends))?,
            }
        }
    }
    Ok(answers)
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
    use super::{Input, compare};

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
