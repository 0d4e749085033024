//! Words as strings, in the layout of their texts.

use std::ops::Range;
use std::sync::Arc;

use arrow_array::builder::make_view;
use arrow_array::{Array, ArrayRef, GenericStringArray, OffsetSizeTrait, StringViewArray};
use arrow_buffer::{Buffer, OffsetBuffer, ScalarBuffer};
use arrow_data::ByteView;
use arrow_schema::ArrowError;
use maxmatch::Kind;

use crate::kernel::{Column, too_many};

/// Words that, joined, are the texts: their bytes, with a boundary at the end of each word.
pub(crate) struct Shared<'a, O: OffsetSizeTrait> {
    texts: &'a GenericStringArray<O>,
    /// Where the words end in the bytes of the texts, and 0 before all.
    offsets: Vec<O>,
}

impl<'a, O: OffsetSizeTrait> Shared<'a, O> {
    /// No null of these texts has bytes.
    pub(crate) fn of(texts: &'a GenericStringArray<O>) -> Shared<'a, O> {
        Shared { texts, offsets: vec![O::default()] }
    }
}

impl<O: OffsetSizeTrait> Column for Shared<'_, O> {
    #[inline]
    fn push(&mut self, row: usize, _: &str, range: Range<usize>, _: Kind) {
        let offsets = self.texts.value_offsets();
        self.offsets.push(offsets[row] - offsets[0] + O::usize_as(range.end));
    }

    fn len(&self) -> usize {
        self.offsets.len() - 1
    }

    fn append(&mut self, other: Self) {
        self.offsets.extend(&other.offsets[1..]);
    }

    fn finish(self) -> Result<ArrayRef, ArrowError> {
        // Of a slice of an array, those that are in it.
        let (texts, offsets) = (self.texts, self.texts.value_offsets());
        let (first, last) = (offsets[0].as_usize(), offsets[texts.len()].as_usize());
        strings(self.offsets, texts.values().slice_with_length(first, last - first))
    }
}

/// Words that are copied.
pub(crate) struct Copied<O> {
    bytes: Vec<u8>,
    offsets: Vec<O>,
}

impl<O: OffsetSizeTrait> Default for Copied<O> {
    fn default() -> Copied<O> {
        Copied { bytes: Vec::new(), offsets: vec![O::default()] }
    }
}

impl<O: OffsetSizeTrait> Column for Copied<O> {
    fn push(&mut self, _: usize, text: &str, range: Range<usize>, _: Kind) {
        self.bytes.extend_from_slice(&text.as_bytes()[range]);
        // Wraps where there are too many bytes, which `finish` sees.
        self.offsets.push(O::usize_as(self.bytes.len()));
    }

    fn len(&self) -> usize {
        self.offsets.len() - 1
    }

    fn append(&mut self, other: Copied<O>) {
        let before = self.bytes.len();
        self.bytes.extend(other.bytes);
        self.offsets.extend(other.offsets[1..].iter().map(|end| O::usize_as(before + end.as_usize())));
    }

    fn finish(self) -> Result<ArrayRef, ArrowError> {
        if O::from_usize(self.bytes.len()).is_none() {
            return Err(too_many("bytes in words"));
        }
        strings(self.offsets, Buffer::from_vec(self.bytes))
    }
}

fn strings<O: OffsetSizeTrait>(offsets: Vec<O>, bytes: Buffer) -> Result<ArrayRef, ArrowError> {
    let offsets = OffsetBuffer::new(ScalarBuffer::from(offsets));
    Ok(Arc::new(GenericStringArray::<O>::try_new(offsets, bytes, None)?))
}

/// Words as views: short ones are in the view itself, and the others where their text is.
pub(crate) struct Viewed<'a> {
    texts: &'a StringViewArray,
    views: Vec<u128>,
}

impl<'a> Viewed<'a> {
    pub(crate) fn of(texts: &'a StringViewArray) -> Viewed<'a> {
        Viewed { texts, views: Vec::new() }
    }
}

impl Column for Viewed<'_> {
    fn push(&mut self, row: usize, text: &str, range: Range<usize>, _: Kind) {
        // A word that is too long to be in its view is of a text that is too.
        let whole = ByteView::from(self.texts.views()[row]);
        let word = &text.as_bytes()[range.clone()];
        self.views.push(make_view(word, whole.buffer_index, whole.offset.wrapping_add(range.start as u32)));
    }

    fn len(&self) -> usize {
        self.views.len()
    }

    fn append(&mut self, other: Self) {
        self.views.extend(other.views);
    }

    fn finish(self) -> Result<ArrayRef, ArrowError> {
        let (views, buffers) = (ScalarBuffer::from(self.views), self.texts.data_buffers().to_vec());
        Ok(Arc::new(StringViewArray::try_new(views, buffers, None)?))
    }
}
