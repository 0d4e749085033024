//! Scores for programs.

use serde_json::{Value, json};

use super::bootstrap::Interval;
use super::confusion::{Confusion, Example};
use super::region::Error;
use super::{Evaluation, System};

/// An object; for several outputs an array of objects.
pub(super) fn of(evaluation: &Evaluation) -> Value {
    let mut objects: Vec<Value> = evaluation.systems.iter().map(|system| object(evaluation, system)).collect();
    match objects.len() {
        1 => objects.remove(0),
        _ => objects.into(),
    }
}

fn object(evaluation: &Evaluation, system: &System) -> Value {
    let System { name, counts, interval, difference, confusions } = system;
    let mut object = json!({
        "name": name,
        "gold": counts.gold,
        "output": counts.output,
        "right": counts.right,
        "precision": counts.precision(),
        "recall": counts.recall(),
        "f1": counts.f1(),
        "errors": {},
    });
    for error in Error::ALL {
        let errors = counts.errors(error);
        object["errors"][error.name().replace(' ', "_")] =
            json!({ "regions": errors.regions, "gold": errors.gold, "output": errors.output });
    }
    if evaluation.vocabulary.is_some() {
        object["oov_rate"] = counts.oov_rate().into();
        object["oov_recall"] = counts.oov_recall().into();
        object["iv_recall"] = counts.iv_recall().into();
    }
    if let Some(interval) = interval {
        object["f1_interval"] = ends(interval);
        object["bootstrap"] = json!({ "resamples": evaluation.resamples, "seed": evaluation.seed });
    }
    if let Some(difference) = difference {
        object["difference"] = json!({ "to": evaluation.systems[0].name, "f1": difference.f1 });
        if let (Some(interval), Some(p)) = (&difference.interval, difference.p) {
            object["difference"]["f1_interval"] = ends(interval);
            object["difference"]["p"] = p.into();
        }
    }
    if let Some(confusions) = confusions {
        object["confusions"] = confusions.iter().map(confusion).collect();
    }
    object
}

fn ends(interval: &Interval) -> Value {
    json!([interval.low, interval.high])
}

fn confusion(confusion: &Confusion) -> Value {
    let Confusion { pair, error, count, examples } = confusion;
    let example = |Example { line, before, after }: &Example| json!({ "line": line, "before": before, "after": after });
    json!({
        "gold": pair.gold,
        "output": pair.output,
        "error": error.name().replace(' ', "_"),
        "count": count,
        "examples": examples.iter().map(example).collect::<Value>(),
    })
}
