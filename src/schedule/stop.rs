//! A wish that what is being computed be given up.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Shared by who computes and who may want it no more: what takes long asks it now and then. By default nobody ever wants that.
///
/// ```
/// use milepost::schedule::Stop;
/// let stop = Stop::new();
/// let other = stop.clone();
/// assert!(!other.is_wanted());
/// stop.want();
/// assert!(other.is_wanted());
/// assert!(!Stop::default().is_wanted());
/// ```
#[derive(Clone, Debug, Default)]
pub struct Stop(Option<Arc<AtomicBool>>);

impl Stop {
    /// One that can be wanted.
    pub fn new() -> Self {
        Self(Some(Arc::default()))
    }

    /// Has it given up, as soon as that is noticed.
    pub fn want(&self) {
        if let Some(flag) = &self.0 {
            flag.store(true, Ordering::Relaxed);
        }
    }

    /// Whether it is to be given up.
    pub fn is_wanted(&self) -> bool {
        self.0.as_ref().is_some_and(|flag| flag.load(Ordering::Relaxed))
    }
}
