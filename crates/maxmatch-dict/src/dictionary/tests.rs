//! Dictionaries with other views than their file's.

use crate::fold::FoldTable;
use crate::{Builder, Dictionary, View};

const VIEWS: [&[View]; 4] = [&[], &[View::Width], &[View::Case], &View::ALL];

fn builder() -> Builder {
    let mut builder = Dictionary::builder();
    for (word, frequency, tag) in
        [("Ｔ恤", 3, Some("n")), ("t恤", 4, None), ("ＡＢＣ", 5, None), ("北京", 6, Some("ns"))]
    {
        builder.add(word, frequency, tag).unwrap();
    }
    builder
}

#[test]
fn views_are_as_if_built_with() {
    let mut builder = builder();
    for file in VIEWS {
        let dictionary = builder.views(file).build().unwrap();
        for views in VIEWS {
            let (with, built) = (dictionary.with_views(views).unwrap(), builder.views(views).build().unwrap());
            assert_eq!(with.info(), built.info(), "{file:?} {views:?}");
            assert_eq!(with.fingerprint(), built.fingerprint(), "{file:?} {views:?}");
            assert_eq!(with.fingerprint() == dictionary.fingerprint(), file == views, "{file:?} {views:?}");
            with.verify().unwrap();
            assert_eq!(with.with_views(file).unwrap().fingerprint(), dictionary.fingerprint());
        }
    }
}

/// As a release with another version of Unicode makes it.
#[test]
fn a_file_is_verified_by_its_own_fold_table() {
    let pair = [u32::from('Ｔ'), u32::from('T')].map(u32::to_le_bytes).concat();
    let table = [&[1, 0, 0, 0, 5, 0, 0, 0], &pair[..], b"width"].concat();
    let file = builder().to_bytes_folding(&FoldTable::from_bytes(&table).unwrap()).unwrap();
    let dictionary = Dictionary::from_bytes(file).unwrap();
    assert_eq!((dictionary.codes().get('Ｔ'), dictionary.codes().get('A')), (dictionary.codes().get('T'), 0));
    dictionary.verify().unwrap();
    for views in VIEWS {
        dictionary.with_views(views).unwrap().verify().unwrap();
    }
}
