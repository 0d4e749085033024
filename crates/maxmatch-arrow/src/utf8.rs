//! Whether texts are UTF-8, as their type says.

use arrow_array::cast::AsArray;
use arrow_array::{Array, GenericBinaryArray, GenericStringArray, OffsetSizeTrait};
use arrow_schema::{ArrowError, DataType};
use simdutf8::basic::from_utf8;

/// Checks that an array of strings holds UTF-8. That is what its type says, and [`Kernel::run`](crate::Kernel::run) relies on it; but
/// of what comes through Arrow's C data interface it may not be so, because nobody looks: pyarrow, for one, reads Parquet unchecked.
///
/// What is under a null does not matter.
///
/// # Errors
///
/// If a text is ill-formed, by its row, or if the array is not of strings.
pub fn check_utf8(texts: &dyn Array) -> Result<(), ArrowError> {
    let wrong = match texts.data_type() {
        DataType::Utf8 => first_wrong(texts.as_string::<i32>()),
        DataType::LargeUtf8 => first_wrong(texts.as_string::<i64>()),
        DataType::Utf8View => {
            let bytes = texts.as_string_view().clone().to_binary_view();
            (0..texts.len()).find(|&row| texts.is_valid(row) && from_utf8(bytes.value(row)).is_err())
        }
        other => return Err(no_strings(other)),
    };
    match wrong {
        None => Ok(()),
        Some(row) => Err(ArrowError::InvalidArgumentError(format!(
            "text {row} is not UTF-8, though its type says so: decode the column anew, with what is ill-formed replaced"
        ))),
    }
}

pub(crate) fn no_strings(data_type: &DataType) -> ArrowError {
    ArrowError::InvalidArgumentError(format!(
        "texts are {data_type}, and must be strings: cast them to Utf8, LargeUtf8 or Utf8View"
    ))
}

/// The first row whose text is ill-formed. As a rule all bytes are read at once, and no row by itself.
fn first_wrong<O: OffsetSizeTrait>(texts: &GenericStringArray<O>) -> Option<usize> {
    let bytes = GenericBinaryArray::from(texts.clone());
    let offsets = bytes.value_offsets();
    let [first, last] = [offsets[0], offsets[texts.len()]].map(|offset| offset.as_usize());
    if let Ok(all) = from_utf8(&bytes.value_data()[first..last])
        && offsets.iter().all(|offset| all.is_char_boundary(offset.as_usize() - first))
    {
        return None;
    }
    (0..texts.len()).find(|&row| texts.is_valid(row) && from_utf8(bytes.value(row)).is_err())
}
