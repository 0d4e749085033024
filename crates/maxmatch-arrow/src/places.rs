//! Where tokens are and what, as structs.

use std::ops::Range;
use std::sync::Arc;

use arrow_array::types::{ArrowPrimitiveType, Int8Type};
use arrow_array::{
    Array, ArrayRef, DictionaryArray, Int8Array, OffsetSizeTrait, PrimitiveArray, StringArray, StructArray,
};
use arrow_buffer::{ArrowNativeType, ScalarBuffer};
use arrow_schema::{ArrowError, DataType, Field, Fields};
use maxmatch::{Kind, Span};

use crate::kernel::{Column, join};
use crate::offsets::{Characters, Unit};

/// What the structs hold, if places are integers of this type.
pub(crate) fn fields(integer: DataType) -> Fields {
    let kind = DataType::Dictionary(Box::new(DataType::Int8), Box::new(DataType::Utf8));
    let field = |name, data_type| Field::new(name, data_type, false);
    Fields::from(vec![field("start", integer.clone()), field("end", integer), field("kind", kind)])
}

/// The tokens as structs, a column for each of their fields.
pub(crate) struct Places<T: ArrowPrimitiveType> {
    unit: Unit,
    /// Of the text in this row.
    characters: (usize, Characters),
    starts: Vec<T::Native>,
    ends: Vec<T::Native>,
    kinds: Vec<i8>,
}

impl<T: ArrowPrimitiveType> Places<T> {
    pub(crate) fn new(unit: Unit) -> Places<T> {
        Places { unit, characters: Default::default(), starts: Vec::new(), ends: Vec::new(), kinds: Vec::new() }
    }
}

impl<T: ArrowPrimitiveType<Native: OffsetSizeTrait>> Column for Places<T> {
    fn extend(&mut self, row: usize, text: &str, spans: impl Iterator<Item = Span>) {
        if self.characters.0 != row {
            self.characters = (row, Characters::default());
        }
        for span in spans {
            let Range { start, end } = match self.unit {
                Unit::Bytes => span.range(),
                Unit::Characters => self.characters.1.range(text, span.range()),
            };
            // A text is no longer than its layout can count.
            self.starts.push(T::Native::usize_as(start));
            self.ends.push(T::Native::usize_as(end));
            self.kinds.push(span.kind() as i8);
        }
    }

    fn len(&self) -> usize {
        self.kinds.len()
    }

    fn join(parts: Vec<Self>) -> Self {
        let (unit, characters) = (parts[0].unit, Default::default());
        let (mut starts, mut ends, mut kinds) = (Vec::new(), Vec::new(), Vec::new());
        for part in parts {
            starts.push(part.starts);
            ends.push(part.ends);
            kinds.push(part.kinds);
        }
        Places { unit, characters, starts: join(starts, 0), ends: join(ends, 0), kinds: join(kinds, 0) }
    }

    fn finish(self) -> Result<ArrayRef, ArrowError> {
        let integers = |places: Vec<T::Native>| Arc::new(PrimitiveArray::<T>::new(ScalarBuffer::from(places), None));
        let names = StringArray::from_iter_values(Kind::ALL.map(Kind::name));
        let kinds = DictionaryArray::<Int8Type>::try_new(Int8Array::from(self.kinds), Arc::new(names))?;
        let (starts, ends) = (integers(self.starts), integers(self.ends));
        let fields = fields(starts.data_type().clone());
        Ok(Arc::new(StructArray::try_new(fields, vec![starts, ends, Arc::new(kinds)], None)?))
    }
}
