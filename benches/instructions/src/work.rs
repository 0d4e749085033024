//! What is counted of the libraries, with the default dictionary.

use std::hint::black_box;

use maxmatch::{Dictionary, Error, Mode, Rules, Scratch, Segmenter};

/// The prose of the benchmarks, over and over, some 300 KB.
pub(crate) fn text() -> String {
    include_str!("../../criterion/data/prose.txt").repeat(66)
}

/// Does all pieces of work and writes their names to standard output, in their order.
pub(crate) fn run() -> Result<(), Error> {
    let dictionary = count("open", || Dictionary::from_static(maxmatch_zh::bytes()))?;
    // The file has an index that folds, so that this one is derived from its words.
    let unfolded = count("derive", || dictionary.with_views(&[]))?;

    let text = text();
    let mut scratch = Scratch::default();
    for (rules, dictionary, name) in [(Rules::none(), unfolded, "none"), (Rules::standard(), dictionary, "standard")] {
        for mode in Mode::ALL {
            let segmenter = Segmenter::builder(&dictionary).mode(mode).rules(rules).build()?;
            let mut pass = || segmenter.segment_with(&mut scratch, &text).for_each(|token| _ = black_box(token));
            // Once before: buffers are warm then, and what is made when it is first needed is there.
            pass();
            count(&format!("{}/{name}", mode.name()), pass);
        }
        let segmenter = Segmenter::builder(&dictionary).mode(Mode::Index).rules(rules).build()?;
        let mut pass = || {
            let mut postings = segmenter.segment_with(&mut scratch, &text).postings();
            while let Some(posting) = postings.next() {
                black_box((posting, postings.term()));
            }
        };
        pass();
        count(&format!("postings/{name}"), pass);
    }
    Ok(())
}

/// Does a piece of work that is counted.
fn count<R>(name: &str, work: impl FnOnce() -> R) -> R {
    println!("{name}");
    let (mut work, mut result) = (Some(work), None);
    counted(&mut || result = work.take().map(|work| work()));
    result.expect("it was called")
}

/// The function whose calls callgrind counts, which finds it by this name.
#[unsafe(no_mangle)]
#[inline(never)]
fn counted(work: &mut dyn FnMut()) {
    work();
    // Something is left to do, or the call above would be a jump out of here.
    black_box(());
}
