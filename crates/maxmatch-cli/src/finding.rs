//! What is said of a word that was found in a dictionary or in a layer.

use maxmatch_dict::{Finding, Place};

/// What a word costs, and why that if it was not counted. None if the word is forbidden.
pub(crate) fn describe_cost(found: &Finding<'_>) -> Option<String> {
    let bits = f64::from(found.cost?) / 256.0;
    let is_set = found.frequency.is_none() && matches!(found.place, Place::Line { .. });
    Some(format!("{bits:.2} bits{}", if is_set { ", set so that it wins over its best split" } else { "" }))
}
