//! How far something is that takes long: one line on standard error that is rewritten, and cleared in the end.

use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use super::terminal::{Terminal, rewrite};

/// Of what takes no longer nothing is said.
const PATIENCE: Duration = Duration::from_secs(1);
/// From one line to the next.
const STEP: Duration = Duration::from_millis(100);

/// Does something, and says meanwhile how far it is, if anybody looks.
pub(super) fn during<T>(
    terminal: &Terminal,
    words: impl Fn() -> String + Sync,
    work: impl FnOnce() -> T,
) -> T {
    if !terminal.has_a_reader() {
        return work();
    }
    let (end, ended) = channel::<()>();
    std::thread::scope(|scope| {
        let words = &words;
        scope.spawn(move || tell(rewrite, words, &ended));
        let result = work();
        drop(end);
        result
    })
}

/// Tells until there is nobody who could say that it has ended.
fn tell(line: impl Fn(&str), words: impl Fn() -> String, ended: &Receiver<()>) {
    let is_still_on = |wait| ended.recv_timeout(wait) == Err(RecvTimeoutError::Timeout);
    if !is_still_on(PATIENCE) {
        return;
    }
    line(&words());
    while is_still_on(STEP) {
        line(&words());
    }
    line("");
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::*;

    #[test]
    fn what_is_soon_over_is_not_told() {
        let (end, ended) = channel();
        drop(end);
        let told = RefCell::new(Vec::new());
        tell(|line| told.borrow_mut().push(line.to_owned()), || "half".to_owned(), &ended);
        assert!(told.borrow().is_empty());
    }

    #[test]
    fn what_takes_long_is_told_and_cleared() {
        let (end, ended) = channel();
        let end = RefCell::new(Some(end));
        let told = RefCell::new(Vec::new());
        let line = |line: &str| {
            told.borrow_mut().push(line.to_owned());
            end.take();
        };
        tell(line, || "half".to_owned(), &ended);
        assert_eq!(*told.borrow(), ["half", ""]);
    }
}
