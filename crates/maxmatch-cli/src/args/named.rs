//! Values that the library reads and the command names.

use std::ffi::OsStr;
use std::marker::PhantomData;
use std::str::FromStr;

use clap::builder::{PossibleValue, StringValueParser, TypedValueParser};
use clap::{Arg, Command};

/// Reads a value as its type does, and tells help and completions the names that there are.
#[derive(Debug, Clone)]
pub(super) struct Named<T> {
    names: Vec<PossibleValue>,
    value: PhantomData<fn() -> T>,
}

impl<T> Named<T> {
    pub(super) fn new(names: impl IntoIterator<Item = impl Into<PossibleValue>>) -> Named<T> {
        Named { names: names.into_iter().map(Into::into).collect(), value: PhantomData }
    }
}

impl<T> TypedValueParser for Named<T>
where
    T: FromStr<Err: std::error::Error + Send + Sync> + Clone + Send + Sync + 'static,
{
    type Value = T;

    fn parse_ref(&self, command: &Command, arg: Option<&Arg>, value: &OsStr) -> Result<T, clap::Error> {
        StringValueParser::new().try_map(|value| value.parse::<T>()).parse_ref(command, arg, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(self.names.iter().cloned()))
    }
}
