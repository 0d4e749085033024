//! Words as strings, in the layout of their texts.
//!
//! Arrow's checked constructors read all text once more to see that it is UTF-8, which is a fifth of all that the kernel does, and
//! where words are not copied it would be a twentieth more to see that their offsets do not decrease. Here that is known, so
//! unchecked ones are called; these are the crate's only unsafe code. That the texts themselves are UTF-8 their type says.

use std::sync::Arc;

use arrow_array::builder::make_view;
use arrow_array::{Array, ArrayRef, GenericStringArray, OffsetSizeTrait, StringViewArray};
use arrow_buffer::{Buffer, OffsetBuffer, ScalarBuffer};
use arrow_data::ByteView;
use arrow_schema::ArrowError;
use maxmatch::Span;

use crate::kernel::{Column, join, too_many};

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

    fn last(&self) -> O {
        *self.offsets.last().expect("there is 0 at least")
    }
}

impl<O: OffsetSizeTrait> Column for Shared<'_, O> {
    fn extend(&mut self, row: usize, _: &str, spans: impl Iterator<Item = Span>) {
        // The row's own text, so that what is unsafe below depends on nothing elsewhere.
        let (text, offsets) = (self.texts.value(row), self.texts.value_offsets());
        let base = offsets[row] - offsets[0];
        let mut last = self.last();
        self.offsets.extend(spans.map(|span| {
            let end = span.range().end;
            assert!(text.is_char_boundary(end), "{end} is inside of a character");
            assert!(last <= base + O::usize_as(end), "the words up to {end} are behind others");
            last = base + O::usize_as(end);
            last
        }));
    }

    fn len(&self) -> usize {
        self.offsets.len() - 1
    }

    fn join(parts: Vec<Self>) -> Self {
        let (texts, mut last) = (parts[0].texts, O::default());
        for part in &parts {
            if let [_, first, ..] = part.offsets[..] {
                assert!(last <= first, "a part is behind a later one");
                last = part.last();
            }
        }
        Shared { texts, offsets: join(parts.into_iter().map(|part| part.offsets).collect(), 1) }
    }

    fn finish(self) -> Result<ArrayRef, ArrowError> {
        // Of a slice of an array, those that are in it.
        let (texts, offsets) = (self.texts, self.texts.value_offsets());
        let (first, last) = (offsets[0].as_usize(), offsets[texts.len()].as_usize());
        let bytes = texts.values().slice_with_length(first, last - first);
        // SAFETY: `extend` and `join` saw that no offset is less than the one before, and the first is 0.
        let offsets = unsafe { OffsetBuffer::new_unchecked(ScalarBuffer::from(self.offsets)) };
        // SAFETY: the bytes are those of the texts, which are UTF-8 each, the offsets do not decrease, and `extend` saw that each
        // lies in the text of its row or at its end, between two characters.
        Ok(Arc::new(unsafe { GenericStringArray::new_unchecked(offsets, bytes, None) }))
    }
}

/// Words that are copied.
pub(crate) struct Copied<O> {
    text: String,
    offsets: Vec<O>,
}

impl<O: OffsetSizeTrait> Default for Copied<O> {
    fn default() -> Copied<O> {
        Copied { text: String::new(), offsets: vec![O::default()] }
    }
}

impl<O: OffsetSizeTrait> Column for Copied<O> {
    fn extend(&mut self, _: usize, text: &str, spans: impl Iterator<Item = Span>) {
        for span in spans {
            self.text += &text[span.range()];
            // Wraps where there are too many bytes, which `finish` sees.
            self.offsets.push(O::usize_as(self.text.len()));
        }
    }

    fn len(&self) -> usize {
        self.offsets.len() - 1
    }

    fn join(mut parts: Vec<Self>) -> Self {
        let mut before = 0_usize;
        for part in &mut parts {
            for offset in &mut part.offsets {
                // Wraps as above.
                *offset = O::usize_as(before.wrapping_add(offset.as_usize()));
            }
            before += part.text.len();
        }
        let (texts, offsets): (Vec<_>, Vec<_>) = parts.into_iter().map(|part| (part.text, part.offsets)).unzip();
        Copied { text: texts.concat(), offsets: join(offsets, 1) }
    }

    fn finish(self) -> Result<ArrayRef, ArrowError> {
        if O::from_usize(self.text.len()).is_none() {
            return Err(too_many("bytes in words"));
        }
        let offsets = OffsetBuffer::new(ScalarBuffer::from(self.offsets));
        // SAFETY: the bytes are those of a string, and the offsets its lengths, one piece after the other.
        Ok(Arc::new(unsafe {
            GenericStringArray::new_unchecked(offsets, Buffer::from_vec(self.text.into_bytes()), None)
        }))
    }
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
    fn extend(&mut self, row: usize, _: &str, spans: impl Iterator<Item = Span>) {
        let text = self.texts.value(row);
        // A word that is too long to be in its view is of a text that is too.
        let whole = ByteView::from(self.texts.views()[row]);
        self.views.extend(spans.map(|span| {
            let offset = whole.offset.wrapping_add(span.range().start as u32);
            make_view(text[span.range()].as_bytes(), whole.buffer_index, offset)
        }));
    }

    fn len(&self) -> usize {
        self.views.len()
    }

    fn join(parts: Vec<Self>) -> Self {
        let texts = parts[0].texts;
        Viewed { texts, views: join(parts.into_iter().map(|part| part.views).collect(), 0) }
    }

    fn finish(self) -> Result<ArrayRef, ArrowError> {
        let (views, buffers) = (ScalarBuffer::from(self.views), self.texts.data_buffers().to_vec());
        // SAFETY: `extend` made each view of a piece of a text that is UTF-8. A short one holds it; a long one is where the whole
        // text's view, which is long too, says that the text is, in the same buffers.
        Ok(Arc::new(unsafe { StringViewArray::new_unchecked(views, buffers, None) }))
    }
}
