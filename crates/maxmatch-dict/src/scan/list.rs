//! A list that is filled without branches.

use std::ops::{Deref, DerefMut};

/// What a phase finds: it writes whatever may belong to the list behind it, and counts what does. Memory is initialised once and
/// then used again, so that growing fills nothing.
#[derive(Debug, Clone, Default)]
pub(super) struct List<T> {
    items: Vec<T>,
    count: usize,
}

impl<T: Copy + Default> List<T> {
    pub(super) fn clear(&mut self) {
        self.count = 0;
    }

    /// The list itself, and room for so many more behind it, which is to be overwritten.
    pub(super) fn with_room(&mut self, more: usize) -> &mut [T] {
        let needed = self.count + more;
        if self.items.len() < needed {
            self.items.resize(needed, T::default());
        }
        &mut self.items[..needed]
    }

    /// Keeps so many, those first added.
    pub(super) fn keep(&mut self, count: usize) {
        assert!(count <= self.items.len(), "there is room for no more");
        self.count = count;
    }

    pub(super) fn push(&mut self, item: T) {
        let count = self.count;
        self.with_room(1)[count] = item;
        self.count += 1;
    }
}

impl<T> Deref for List<T> {
    type Target = [T];

    #[inline(always)]
    fn deref(&self) -> &[T] {
        &self.items[..self.count]
    }
}

impl<T> DerefMut for List<T> {
    #[inline(always)]
    fn deref_mut(&mut self) -> &mut [T] {
        &mut self.items[..self.count]
    }
}
