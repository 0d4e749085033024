//! The cheapest paths through the graph.

use std::ops::Range;

use maxmatch_dict::{Bigrams, Class};

use super::graph::{Graph, Id, NO_LINK};
use crate::boundaries::Boundaries;

/// By link: what the cheapest path costs on one side of it, and the link that is its neighbour there.
pub(crate) type Sums = Vec<(i64, Id)>;

/// A path and what it costs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Path {
    pub(crate) cost: i64,
    pub(crate) links: Vec<Id>,
}

/// What the model of which word follows which adds; nothing where there is none.
#[derive(Clone, Copy)]
struct Model<'b>(Option<&'b Bigrams>);

impl Model<'_> {
    /// What is added to tokens behind this one.
    #[inline(always)]
    fn after(self, left: u32) -> impl Fn(u32) -> i64 {
        let after = self.0.map(|bigrams| bigrams.after(left));
        move |right| after.as_ref().map_or(0, |after| after.term(right).into())
    }

    /// What is added at the end of a sentence.
    #[inline(always)]
    fn end(self, last: u32) -> i64 {
        self.after(last)(BOUNDARY)
    }
}

const BOUNDARY: u32 = Class::Boundary.number();

impl Graph {
    /// The cheapest path: what it costs and its last link; and by link, the cheapest that ends with it. Of those that cost
    /// the same, that whose last differing link is longer.
    pub(crate) fn forward(&self, bigrams: Option<&Bigrams>, sums: &mut Sums) -> (i64, Id) {
        let model = Model(bigrams);
        sums.clear();
        sums.resize(self.links().len(), (i64::MAX, NO_LINK));
        for position in 0..=self.length() {
            if self.is_stop(position) {
                let all =
                    self.ending(position).iter().map(|&id| (sums[id as usize].0 + model.end(self.link(id).number), id));
                let (cost, last) = all.min_by_key(|path| path.0).unwrap_or((0, NO_LINK));
                if position == self.length() {
                    return (cost, last);
                }
                let after = model.after(BOUNDARY);
                for id in self.starting(position) {
                    sums[id as usize] = (cost + after(self.link(id).number), last);
                }
            } else {
                for &last in self.ending(position) {
                    let (cost, after) = (sums[last as usize].0, model.after(self.link(last).number));
                    for id in self.starting(position) {
                        let cost = cost + after(self.link(id).number);
                        if cost < sums[id as usize].0 {
                            sums[id as usize] = (cost, last);
                        }
                    }
                }
            }
            for id in self.starting(position) {
                sums[id as usize].0 += i64::from(self.link(id).cost);
            }
        }
        unreachable!("a part ends")
    }

    /// By link: the cheapest way on from its end.
    pub(crate) fn backward(&self, bigrams: Option<&Bigrams>, sums: &mut Sums) {
        let model = Model(bigrams);
        sums.clear();
        sums.resize(self.links().len(), (i64::MAX, NO_LINK));
        for position in (0..=self.length()).rev() {
            if self.is_stop(position) {
                let after = model.after(BOUNDARY);
                let on = |id: Id| sums[id as usize].0 + i64::from(self.link(id).cost) + after(self.link(id).number);
                let (cost, next) =
                    self.starting(position).map(|id| (on(id), id)).min_by_key(|path| path.0).unwrap_or((0, NO_LINK));
                for &id in self.ending(position) {
                    sums[id as usize] = (cost + model.end(self.link(id).number), next);
                }
            } else {
                for &id in self.ending(position) {
                    let after = model.after(self.link(id).number);
                    let on = |id: Id| sums[id as usize].0 + i64::from(self.link(id).cost) + after(self.link(id).number);
                    let best = self.starting(position).map(|id| (on(id), id)).min_by_key(|path| path.0);
                    sums[id as usize] = best.unwrap_or((0, NO_LINK));
                }
            }
        }
    }

    /// The `count` cheapest paths, or all if there are fewer, in order: of those that cost the same, that whose last
    /// differing link is longer comes first.
    pub(crate) fn cheapest(&self, bigrams: Option<&Bigrams>, count: usize) -> Vec<Path> {
        /// A link with what comes before it on a path.
        struct Step {
            cost: i64,
            link: Id,
            /// [`NO_LINK`] for a path's first.
            before: u32,
        }
        /// Ways to a position, as what they cost and their last steps.
        type Ways = Vec<(i64, u32)>;
        let model = Model(bigrams);
        let mut steps: Vec<Step> = Vec::new();
        // By link: its steps, the cheapest first.
        let mut of: Vec<Range<usize>> = vec![0..0; self.links().len()];
        let (mut ways, mut on) = (Ways::new(), Ways::new());
        let keep = |ways: &mut Ways| {
            ways.sort_by_key(|way| way.0);
            ways.truncate(count);
        };
        for position in 0..=self.length() {
            ways.clear();
            if position == 0 {
                ways.push((0, NO_LINK));
            }
            for &id in self.ending(position) {
                ways.extend(of[id as usize].clone().map(|step| (steps[step].cost, step as u32)));
            }
            let is_stop = self.is_stop(position);
            if is_stop {
                for (cost, step) in ways.iter_mut().filter(|way| way.1 != NO_LINK) {
                    *cost += model.end(self.link(steps[*step as usize].link).number);
                }
                keep(&mut ways);
            }
            for id in self.starting(position) {
                let link = self.link(id);
                on.clear();
                on.extend(ways.iter().map(|&(cost, step)| {
                    let left = if is_stop { BOUNDARY } else { self.link(steps[step as usize].link).number };
                    (cost + model.after(left)(link.number) + i64::from(link.cost), step)
                }));
                keep(&mut on);
                let first = steps.len();
                steps.extend(on.iter().map(|&(cost, before)| Step { cost, link: id, before }));
                of[id as usize] = first..steps.len();
            }
        }
        let trace = |mut step: u32| {
            let mut path = Vec::new();
            while let Some(&Step { link, before, .. }) = steps.get(step as usize) {
                path.push(link);
                step = before;
            }
            path.reverse();
            path
        };
        ways.iter().map(|&(cost, step)| Path { cost, links: trace(step) }).collect()
    }

    /// Finds the cheapest path.
    pub(crate) fn solve(&self, bigrams: &Bigrams, sums: &mut Sums, path: &mut Boundaries) {
        let (_, mut last) = self.forward(Some(bigrams), sums);
        let marks = path.open(self.length());
        while last != NO_LINK {
            marks[self.link(last).end as usize] = 1;
            last = sums[last as usize].1;
        }
        path.close();
    }
}

/// The links of the cheapest path that ends with one.
pub(crate) fn trace(mut last: Id, ahead: &Sums) -> Vec<Id> {
    let mut path = Vec::new();
    while last != NO_LINK {
        path.push(last);
        last = ahead[last as usize].1;
    }
    path.reverse();
    path
}
