//! Arrays of every layout, sliced and with nulls, against segmenting each text by itself.

use std::sync::{Arc, LazyLock};

use arrow_array::cast::AsArray;
use arrow_array::types::{Int8Type, Int32Type, Int64Type};
use arrow_array::{
    Array, ArrayRef, BinaryArray, BinaryViewArray, Int32Array, LargeBinaryArray, LargeStringArray, OffsetSizeTrait,
    StringArray, StringViewArray, make_array,
};
use arrow_buffer::{NullBuffer, OffsetBuffer};
use arrow_schema::DataType;
use maxmatch::{Kind, Mode, Segmenter, UserDictionary};
use maxmatch_arrow::{Kernel, Output, Unit, check_utf8};
use proptest::prelude::*;

/// A word and its place, as every output is compared.
type Token = (String, std::ops::Range<usize>, Kind);

/// One segmenter for each mode, with words beyond the ordinary.
static SEGMENTERS: LazyLock<Vec<Segmenter>> = LazyLock::new(|| {
    let user = UserDictionary::read("user", "\"new york\" 5\n!研究生\n生|命\n".as_bytes()).unwrap();
    let segmenter = Segmenter::builder(&maxmatch_zh::dictionary()).layer(&user).build().unwrap();
    Mode::ALL.map(|mode| segmenter.with_mode(mode)).to_vec()
});

/// The tokens of each text by itself.
fn expected(segmenter: &Segmenter, texts: &[Option<String>], unit: Unit, without: &[Kind]) -> Vec<Option<Vec<Token>>> {
    let place = |text: &str, byte| match unit {
        Unit::Bytes => byte,
        Unit::Characters => text[..byte].chars().count(),
    };
    let tokens = |text: &String| {
        let tokens = segmenter.segment(text).filter(|token| !without.contains(&token.kind()));
        tokens
            .map(|token| {
                let range = place(text, token.range().start)..place(text, token.range().end);
                (token.text().to_owned(), range, token.kind())
            })
            .collect()
    };
    texts.iter().map(|text| text.as_ref().map(tokens)).collect()
}

/// The values of a list array by row.
fn rows(lists: &dyn Array) -> Vec<Option<ArrayRef>> {
    match lists.data_type() {
        DataType::List(_) => lists.as_list::<i32>().iter().collect(),
        _ => lists.as_list::<i64>().iter().collect(),
    }
}

fn words(lists: &dyn Array) -> Vec<Option<Vec<String>>> {
    let strings = |values: ArrayRef| -> Vec<String> {
        let owned = |word: Option<&str>| word.expect("no word is null").to_owned();
        match values.data_type() {
            DataType::Utf8 => values.as_string::<i32>().iter().map(owned).collect(),
            DataType::LargeUtf8 => values.as_string::<i64>().iter().map(owned).collect(),
            _ => values.as_string_view().iter().map(owned).collect(),
        }
    };
    rows(lists).into_iter().map(|values| values.map(strings)).collect()
}

fn places(lists: &dyn Array) -> Vec<Option<Vec<(usize, usize, String)>>> {
    let structs = |values: ArrayRef| {
        let values = values.as_struct();
        let integer = |column: usize, row: usize| match values.column(column).data_type() {
            DataType::Int32 => values.column(column).as_primitive::<Int32Type>().value(row) as usize,
            _ => values.column(column).as_primitive::<Int64Type>().value(row) as usize,
        };
        let kinds = values.column(2).as_dictionary::<Int8Type>().downcast_dict::<StringArray>().unwrap();
        let kinds = kinds.into_iter().map(|kind| kind.unwrap().to_owned());
        kinds.enumerate().map(|(row, kind)| (integer(0, row), integer(1, row), kind)).collect()
    };
    rows(lists).into_iter().map(|values| values.map(structs)).collect()
}

fn strings<O: OffsetSizeTrait>(texts: &[Option<String>]) -> ArrayRef {
    Arc::new(texts.iter().map(Option::as_ref).collect::<arrow_array::GenericStringArray<O>>())
}

/// The same texts in every layout; views also with a text in a second buffer.
fn layouts(texts: &[Option<String>]) -> Vec<ArrayRef> {
    let mut views = arrow_array::builder::StringViewBuilder::new().with_fixed_block_size(64);
    texts.iter().for_each(|text| views.append_option(text.as_ref()));
    vec![strings::<i32>(texts), strings::<i64>(texts), Arc::new(views.finish())]
}

fn check(segmenter: &Segmenter, texts: &[Option<String>], array: &dyn Array, without: &[Kind]) {
    let run = |output| {
        let mut kernel = Kernel::new(segmenter, output);
        kernel.without(without);
        let lists = kernel.run(array).unwrap();
        assert_eq!(lists.data_type(), &kernel.data_type(array.data_type()).unwrap());
        // Every invariant of the layout, UTF-8 included.
        lists.to_data().validate_full().unwrap();
        #[cfg(feature = "rayon")]
        {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(3).build().unwrap();
            assert_eq!(&pool.install(|| kernel.run_in_parallel(array)).unwrap(), &lists);
        }
        lists
    };
    let tokens = expected(segmenter, texts, Unit::Bytes, without);
    let texts_of = |tokens: &Vec<Token>| tokens.iter().map(|token| token.0.clone()).collect();
    let wanted: Vec<Option<Vec<String>>> = tokens.iter().map(|tokens| tokens.as_ref().map(texts_of)).collect();
    assert_eq!(words(&run(Output::Words)), wanted, "{}", segmenter.mode());
    for unit in [Unit::Bytes, Unit::Characters] {
        let place = |token: &Token| (token.1.start, token.1.end, token.2.to_string());
        let places_of = |tokens: &Vec<Token>| tokens.iter().map(place).collect::<Vec<_>>();
        let tokens = expected(segmenter, texts, unit, without);
        let wanted: Vec<_> = tokens.iter().map(|tokens| tokens.as_ref().map(places_of)).collect();
        assert_eq!(places(&run(Output::Tokens(unit))), wanted, "{} {unit:?}", segmenter.mode());
    }
}

/// Texts in which lines, their ends and what joins across them are frequent.
fn texts() -> impl Strategy<Value = Vec<Option<String>>> {
    let pieces = prop::sample::select(vec![
        "研究生",
        "命",
        "起源",
        "和尚未",
        "結婚",
        "new york",
        "iPhone",
        "3.5",
        "二十",
        "三",
        "#",
        "话题#",
        "@",
        "a\r",
        "\r",
        "\n",
        "\r\n",
        "\u{301}",
        "\u{200D}",
        "\u{2029}",
        " ",
        "，",
        "👩",
        "ＡＢ",
        "http://a.b",
        "한",
        "\u{0}",
        // Longer than a place for forms is looked at.
        "二\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}二十二十",
        "10.5",
    ]);
    let text = prop_oneof![
        8 => prop::collection::vec(pieces, 0..8).prop_map(|pieces| pieces.concat()),
        1 => any::<String>(),
    ];
    prop::collection::vec(prop::option::weighted(0.9, text), 0..12)
}

proptest! {
    #[test]
    fn as_each_text_by_itself(texts in texts(), mode in 0..Mode::ALL.len(), cut in any::<[prop::sample::Index; 2]>()) {
        let [from, to] = cut.map(|cut| cut.index(texts.len() + 1));
        let slice = from.min(to)..from.max(to);
        let segmenter = &SEGMENTERS[mode];
        for array in layouts(&texts) {
            for without in [&[][..], &[Kind::Whitespace, Kind::Punctuation]] {
                check(segmenter, &texts, &array, without);
                check(segmenter, &texts[slice.clone()], &array.slice(slice.start, slice.len()), without);
            }
        }
    }
}

#[test]
fn long_texts_and_many() {
    let long = "研究生命起源，new york 2024年二十三。\n".repeat(2000);
    let texts: Vec<Option<String>> = (0..3000)
        .map(|row| match row % 7 {
            0 => None,
            1 => Some(String::new()),
            2 => Some(format!("第{row}行\r")),
            _ if row == 1501 => Some(long.clone()),
            _ => Some(format!("和尚未结婚的{row}，南京市长江大桥")),
        })
        .collect();
    for array in layouts(&texts) {
        for segmenter in [Mode::Bidirectional, Mode::Lattice, Mode::Index].map(|mode| SEGMENTERS[0].with_mode(mode)) {
            check(&segmenter, &texts, &array, &[]);
        }
    }
}

/// Where a form did not end within 256 bytes, units were passed over beyond the end of the line; and a run of as many was whole if it
/// was the last of all.
#[test]
fn an_index_has_the_forms_of_a_line_whatever_is_before_and_behind() {
    let marked = format!("二{}", "\u{301}".repeat(15)).repeat(10);
    let full = "二十".repeat(42) + "\u{301}\u{301}";
    assert_eq!(full.len(), 256);
    let segmenter = SEGMENTERS[0].with_mode(Mode::Index);
    for texts in
        [[&marked[..], "10.5"], [&marked, "二十三"], [&full, "a"], ["a", &full], [&full, "10.5"], [&marked, &full]]
    {
        let texts = texts.map(|text| Some(text.to_owned()));
        check(&segmenter, &texts, &strings::<i32>(&texts), &[]);
    }
}

/// The words of texts are their bytes, at the same address.
#[test]
fn no_text_is_copied() {
    let texts = StringArray::from(vec![Some("研究生命"), None, Some("起源，很长很长的一个题目")]).slice(1, 2);
    let kernel = Kernel::new(&SEGMENTERS[0], Output::Words);
    let words = kernel.run(&texts).unwrap();
    let words = words.as_list::<i32>().values().as_string::<i32>();
    assert_eq!(words.value(0).as_ptr(), texts.value(1).as_ptr());

    let views = StringViewArray::from(vec!["研究机器学习和自然语言处理NaturalLanguageProcessing"]);
    let words = kernel.run(&views).unwrap();
    let words = words.as_list::<i32>().values().as_string_view();
    let last = words.value(words.len() - 1);
    assert_eq!(last, "NaturalLanguageProcessing");
    assert!(views.value(0).as_bytes().as_ptr_range().contains(&last.as_ptr()));
}

/// A null may have bytes, which are in no list.
#[test]
fn bytes_under_a_null() {
    let offsets = OffsetBuffer::from_lengths([6, 6, 6]);
    let nulls = NullBuffer::from(vec![true, false, true]);
    let texts = StringArray::new(offsets, "研究秘密起源".as_bytes().into(), Some(nulls));
    check(&SEGMENTERS[0], &[Some("研究".into()), None, Some("起源".into())], &texts, &[]);
}

#[test]
fn nothing() {
    for array in layouts(&[]).into_iter().chain(layouts(&[None, None])) {
        check(&SEGMENTERS[0], &vec![None; array.len()], &array, &[]);
    }
}

#[test]
fn what_is_no_string_is_refused() {
    let arrays: [(ArrayRef, &str); 2] =
        [(Arc::new(Int32Array::from(vec![1])), "Int32"), (Arc::new(BinaryArray::from(vec![&b"\xFF"[..]])), "Binary")];
    for (array, name) in arrays {
        let error = Kernel::new(&SEGMENTERS[0], Output::Words).run(&array).unwrap_err().to_string();
        assert!(error.contains(&format!("texts are {name}, and must be strings")), "{error}");
    }
    let large = Kernel::new(&SEGMENTERS[0], Output::Words).run(&LargeStringArray::from(vec!["研究"])).unwrap();
    assert!(matches!(large.data_type(), DataType::LargeList(item) if item.data_type() == &DataType::LargeUtf8));
}

#[test]
fn what_is_not_utf8_is_found() {
    let rows = |rows: &[Option<&'static [u8]>]| -> [ArrayRef; 3] {
        let (short, long) = (BinaryArray::from_iter(rows), LargeBinaryArray::from_iter(rows));
        let views = BinaryViewArray::from_iter(rows);
        let short = short.into_data().into_builder().data_type(DataType::Utf8);
        let long = long.into_data().into_builder().data_type(DataType::LargeUtf8);
        let views = views.into_data().into_builder().data_type(DataType::Utf8View);
        // SAFETY: they are not UTF-8, and nothing but `check_utf8` looks at them.
        [short, long, views].map(|data| make_array(unsafe { data.build_unchecked() }))
    };
    let (good, bad): (&[u8], &[u8]) = ("研究生命，很长很长的一个题目".as_bytes(), b"caf\xE9 au lait, and more of it");
    for (texts, wrong) in [
        (&[][..], None),
        (&[None, Some(good), Some(b"")], None),
        (&[Some(good), None, Some(bad), Some(bad)], Some(2)),
        // Together they are.
        (&[Some(&"研".as_bytes()[..2]), Some(&"研".as_bytes()[2..])], Some(0)),
        (&[Some(good), Some(b"\xED\xA0\x80")], Some(1)),
    ] {
        for array in rows(texts) {
            let said = check_utf8(&array).err().map(|error| error.to_string());
            let expected = wrong.map(|row| format!("text {row} is not UTF-8"));
            assert_eq!(said.is_some(), wrong.is_some(), "{texts:?} {:?}", array.data_type());
            assert!(expected.is_none_or(|expected| said.as_ref().unwrap().contains(&expected)), "{said:?}");
            // What is beyond a slice does not matter.
            assert!(check_utf8(&array.slice(0, wrong.unwrap_or(texts.len()))).is_ok());
        }
    }
    // Nor what is under a null.
    let offsets = OffsetBuffer::from_lengths([6, 1, 6]);
    let bytes = [&good[..6], b"\xFF", &good[..6]].concat();
    let data = BinaryArray::new(offsets, bytes.into(), Some(NullBuffer::from(vec![true, false, true]))).into_data();
    // SAFETY: what is not null is UTF-8.
    let texts = make_array(unsafe { data.into_builder().data_type(DataType::Utf8).build_unchecked() });
    assert!(check_utf8(&texts).is_ok());
    check(&SEGMENTERS[0], &[Some("研究".into()), None, Some("研究".into())], &texts, &[]);
    assert!(check_utf8(&Int32Array::from(vec![1])).unwrap_err().to_string().contains("must be strings"));
}
