//! A wish that what is being computed be given up, and how far it is.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

/// Shared by who computes and who waits for it or may want it no more: what takes long asks it now and then, and tells it how far it
/// is. By default nobody listens.
///
/// ```
/// use milepost::schedule::Stop;
/// let stop = Stop::new();
/// let other = stop.clone();
/// assert!(!other.is_wanted());
/// stop.want();
/// assert!(other.is_wanted());
/// assert!(!Stop::default().is_wanted());
/// assert_eq!(stop.progress(), 0);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Stop(Option<Arc<Shared>>);

#[derive(Debug, Default)]
struct Shared {
    is_wanted: AtomicBool,
    /// In thousandths.
    progress: AtomicU32,
}

impl Stop {
    /// One that can be wanted.
    pub fn new() -> Self {
        Self(Some(Arc::default()))
    }

    /// Has it given up, as soon as that is noticed.
    pub fn want(&self) {
        if let Some(shared) = &self.0 {
            shared.is_wanted.store(true, Ordering::Relaxed);
        }
    }

    /// Whether it is to be given up.
    pub fn is_wanted(&self) -> bool {
        self.0.as_ref().is_some_and(|shared| shared.is_wanted.load(Ordering::Relaxed))
    }

    /// How much was done of the most that may be, in thousandths. It may end before that is reached.
    pub fn progress(&self) -> u32 {
        self.0.as_ref().map_or(0, |shared| shared.progress.load(Ordering::Relaxed))
    }

    /// Tells that so much was done of so much.
    pub(super) fn tell(&self, done: u64, most: u64) {
        if let Some(shared) = &self.0 {
            let thousandths = u128::from(done) * 1000 / u128::from(most.max(1));
            let thousandths = u32::try_from(thousandths).unwrap_or(u32::MAX).min(1000);
            shared.progress.fetch_max(thousandths, Ordering::Relaxed);
        }
    }
}
