//! From an array of strings to an array of lists.

use std::iter;
use std::ops::Range;
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::{ArrowPrimitiveType, Int32Type, Int64Type};
use arrow_array::{
    Array, ArrayRef, GenericListArray, GenericStringArray, OffsetSizeTrait, StringArrayType, StringViewArray,
};
use arrow_buffer::OffsetBuffer;
use arrow_schema::{ArrowError, DataType, Field, FieldRef};
use maxmatch::{Batch, BatchSpans, Kind, Segmenter, Span};

use crate::offsets::Unit;
use crate::places::{self, Places};
use crate::utf8::no_strings;
use crate::words::{Copied, Shared, Viewed};

/// What the lists hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Output {
    /// The words: strings of the layout that the texts have.
    Words,
    /// Where the words are in their text, and what: structs of `start`, `end` and `kind`. The places are signed integers as wide
    /// as the offsets of the texts' layout, 32 bits for views; the kinds are [names](Kind::name), dictionary-encoded.
    Tokens(Unit),
}

/// Segments arrays of strings. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Kernel {
    segmenter: Segmenter,
    output: Output,
    without: Vec<Kind>,
}

impl Kernel {
    /// One that gives all tokens.
    pub fn new(segmenter: &Segmenter, output: Output) -> Kernel {
        Kernel { segmenter: segmenter.clone(), output, without: Vec::new() }
    }

    /// Leaves out tokens of these kinds. The words, joined, are then no longer the text.
    ///
    /// ```
    /// use arrow_array::StringArray;
    /// use arrow_array::cast::AsArray;
    /// use maxmatch::{Batch, BatchSpans, Kind, Segmenter, Span};
    /// use maxmatch_arrow::{Kernel, Output};
    ///
    /// let mut kernel = Kernel::new(&Segmenter::new(&maxmatch_zh::dictionary()), Output::Words);
    /// let words = kernel.without(&[Kind::Whitespace, Kind::Punctuation]).run(&StringArray::from(vec!["研究， 生命。"]))?;
    /// assert!(words.as_list::<i32>().values().as_string::<i32>().iter().eq([Some("研究"), Some("生命")]));
    /// # Ok::<(), arrow_schema::ArrowError>(())
    /// ```
    pub fn without(&mut self, kinds: &[Kind]) -> &mut Kernel {
        self.without = kinds.to_vec();
        self
    }

    /// The type of the lists for texts of a type.
    ///
    /// # Errors
    ///
    /// If it is no type of strings.
    pub fn data_type(&self, texts: &DataType) -> Result<DataType, ArrowError> {
        let values = |integer| match self.output {
            Output::Words => texts.clone(),
            Output::Tokens(_) => DataType::Struct(places::fields(integer)),
        };
        match texts {
            DataType::Utf8 | DataType::Utf8View => Ok(DataType::List(item(values(DataType::Int32)))),
            DataType::LargeUtf8 => Ok(DataType::LargeList(item(values(DataType::Int64)))),
            other => Err(no_strings(other)),
        }
    }

    /// Segments all texts, which are UTF-8: see [`check_utf8`](crate::check_utf8).
    ///
    /// # Errors
    ///
    /// If these are no strings, or if there are more tokens, or more bytes in tokens that overlap, than the layout of the
    /// texts can count (2³¹ − 1, save for `LargeUtf8`).
    pub fn run(&self, texts: &dyn Array) -> Result<ArrayRef, ArrowError> {
        self.dispatch(texts, 1)
    }

    /// The same, on the threads of rayon's current pool.
    ///
    /// # Errors
    ///
    /// As [`run`](Kernel::run).
    #[cfg(feature = "rayon")]
    pub fn run_in_parallel(&self, texts: &dyn Array) -> Result<ArrayRef, ArrowError> {
        // More parts than threads, since some take longer than others.
        self.dispatch(texts, 4 * rayon::current_num_threads())
    }

    fn dispatch(&self, texts: &dyn Array, parts: usize) -> Result<ArrayRef, ArrowError> {
        match self.data_type(texts.data_type())? {
            DataType::LargeList(item) => self.strings(texts.as_string::<i64>(), parts, item),
            DataType::List(item) if texts.data_type() == &DataType::Utf8 => {
                self.strings(texts.as_string::<i32>(), parts, item)
            }
            DataType::List(item) => self.views(texts.as_string_view(), parts, item),
            other => unreachable!("{other} is no list"),
        }
    }

    fn strings<O: Integer>(
        &self,
        texts: &GenericStringArray<O>,
        parts: usize,
        item: FieldRef,
    ) -> Result<ArrayRef, ArrowError> {
        match self.output {
            Output::Tokens(unit) => self.lists::<O, _, _>(texts, parts, item, || Places::<O::Type>::new(unit)),
            Output::Words if self.gives_texts_back() && !has_bytes_under_nulls(texts) => {
                self.lists::<O, _, _>(texts, parts, item, || Shared::of(texts))
            }
            Output::Words => self.lists::<O, _, _>(texts, parts, item, Copied::<O>::default),
        }
    }

    fn views(&self, texts: &StringViewArray, parts: usize, item: FieldRef) -> Result<ArrayRef, ArrowError> {
        match self.output {
            Output::Tokens(unit) => self.lists::<i32, _, _>(texts, parts, item, || Places::<Int32Type>::new(unit)),
            Output::Words => self.lists::<i32, _, _>(texts, parts, item, || Viewed::of(texts)),
        }
    }

    /// Whether the words of a text, joined, are the text.
    fn gives_texts_back(&self) -> bool {
        !self.segmenter.mode().overlaps() && self.without.is_empty()
    }

    /// The lists of all texts. Each part has a column of its own, and these are joined in the end.
    fn lists<'a, O, S, C>(
        &self,
        texts: S,
        parts: usize,
        item: FieldRef,
        column: impl Fn() -> C + Send + Sync,
    ) -> Result<ArrayRef, ArrowError>
    where
        O: OffsetSizeTrait,
        S: StringArrayType<'a> + Copy + Send + Sync,
        C: Column,
    {
        let parts = in_each(divide(texts, parts), |rows| {
            let (mut column, mut lengths) = (column(), vec![0; rows.len()]);
            let mut take = |row: usize, text: &str, spans: BatchSpans<'_, '_>| {
                let before = column.len();
                if self.without.is_empty() {
                    column.extend(row, text, spans);
                } else {
                    column.extend(row, text, spans.filter(|span| !self.without.contains(&span.kind())));
                }
                lengths[row - rows.start] += column.len() - before;
            };
            let mut batch = Batch::new(&self.segmenter);
            for row in rows.clone().filter(|&row| !texts.is_null(row)) {
                batch.push(row, texts.value(row), &mut take);
            }
            batch.finish(&mut take);
            (lengths, column)
        });
        let (lengths, columns): (Vec<_>, Vec<_>) = parts.into_iter().unzip();
        let (lengths, column) = (lengths.concat(), C::join(columns));
        if O::from_usize(column.len()).is_none() {
            return Err(too_many("tokens"));
        }
        let (offsets, nulls) = (OffsetBuffer::from_lengths(lengths), texts.nulls().cloned());
        Ok(Arc::new(GenericListArray::<O>::try_new(item, offsets, column.finish()?, nulls)?))
    }
}

/// What becomes of the tokens: the values of the lists.
pub(crate) trait Column: Send + Sized {
    /// Takes the next tokens of the text in a row.
    fn extend(&mut self, row: usize, text: &str, spans: impl Iterator<Item = Span>);

    /// How many there are.
    fn len(&self) -> usize;

    /// Those of several columns, one behind the other.
    fn join(parts: Vec<Self>) -> Self;

    /// All of them.
    fn finish(self) -> Result<ArrayRef, ArrowError>;
}

/// The offsets of a layout of strings, and places in them, are integers of one width.
pub(crate) trait Integer: OffsetSizeTrait {
    type Type: ArrowPrimitiveType<Native = Self>;
}

impl Integer for i32 {
    type Type = Int32Type;
}

impl Integer for i64 {
    type Type = Int64Type;
}

pub(crate) fn too_many(what: &str) -> ArrowError {
    ArrowError::InvalidArgumentError(format!(
        "there are too many {what} for offsets of 32 bits: pass fewer texts at a time, or cast them to LargeUtf8"
    ))
}

/// What the values of a list are called by convention.
fn item(data_type: DataType) -> FieldRef {
    Arc::new(Field::new_list_field(data_type, false))
}

/// Whether the texts are more than the values that are not null.
fn has_bytes_under_nulls<O: OffsetSizeTrait>(texts: &GenericStringArray<O>) -> bool {
    texts.nulls().is_some_and(|nulls| {
        let mut lengths = texts.offsets().lengths().zip(nulls);
        lengths.any(|(length, is_valid)| !is_valid && length > 0)
    })
}

/// Rows of some texts in parts with about as many bytes each: so many at most, and at least one.
fn divide<'a>(texts: impl StringArrayType<'a>, parts: usize) -> Vec<Range<usize>> {
    let length = |row| if texts.is_null(row) { 0 } else { texts.value(row).len() };
    let enough = if parts < 2 { usize::MAX } else { (0..texts.len()).map(length).sum::<usize>().div_ceil(parts) };
    let (mut ranges, mut start, mut bytes) = (Vec::new(), 0, 0);
    for row in 0..texts.len() {
        bytes += length(row);
        if bytes >= enough && ranges.len() + 1 < parts {
            ranges.push(start..row + 1);
            (start, bytes) = (row + 1, 0);
        }
    }
    ranges.push(start..texts.len());
    ranges
}

/// What is made of each part, on rayon's threads if there are several.
fn in_each<P: Send, R: Send>(parts: Vec<P>, make: impl Fn(P) -> R + Send + Sync) -> Vec<R> {
    #[cfg(feature = "rayon")]
    if parts.len() > 1 {
        use rayon::iter::{IntoParallelIterator, ParallelIterator};

        return parts.into_par_iter().map(make).collect();
    }
    parts.into_iter().map(make).collect()
}

/// The values of several columns, one behind the other, but of each further one without so many at its beginning.
///
/// Memory that is touched for the first time takes longer than the copy, so each thread copies its own.
pub(crate) fn join<T: Copy + Default + Send + Sync>(mut parts: Vec<Vec<T>>, without: usize) -> Vec<T> {
    if parts.len() == 1 {
        return parts.remove(0);
    }
    let mut all = vec![T::default(); parts.iter().map(Vec::len).sum::<usize>() - without * (parts.len() - 1)];
    let (mut rest, without) = (all.as_mut_slice(), iter::once(0).chain(iter::repeat(without)));
    let places = parts.into_iter().zip(without).map(|(part, without)| {
        let place = rest.split_off_mut(..part.len() - without).expect("there is room for all parts");
        (place, part, without)
    });
    in_each(places.collect(), |(place, part, without)| place.copy_from_slice(&part[without..]));
    all
}
