//! What levelling has done so far: counted, never timed, so that every machine counts the same.

use std::cell::Cell;
use std::rc::Rc;

/// An account that all who work on one problem keep together. One is about what it takes to look at a stretch of a pool.
#[derive(Clone, Debug, Default)]
pub(super) struct Work(Rc<Cell<u64>>);

impl Work {
    #[inline]
    pub(super) fn add(&self, steps: usize) {
        self.0.set(self.0.get() + steps as u64);
    }

    pub(super) fn done(&self) -> u64 {
        self.0.get()
    }
}
