//! Dates are computed behind what is typed: of each roadmap only the newest is waited for.

use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use crossbeam_channel::{Receiver, Sender, unbounded};
use rustc_hash::FxHashSet;

use crate::diagnostic::Diagnostic;
use crate::ide::Analysis;
use crate::text::Span;

/// How many roadmaps are computed at once: one that takes long does not keep the others waiting.
const THREADS: usize = 2;

/// A roadmap whose dates are wanted.
pub(super) struct Job {
    /// The file that is compiled.
    pub(super) root: PathBuf,
    /// Which state of it.
    pub(super) generation: u64,
    pub(super) now: Arc<Analysis>,
}

/// The dates of a state of a roadmap.
pub(super) struct Done {
    pub(super) root: PathBuf,
    pub(super) generation: u64,
    pub(super) analysis: Analysis,
    /// What the dates have added to what could be said without them.
    pub(super) late: Vec<Diagnostic>,
}

/// The threads that compute; they end with the session.
pub(super) struct Worker {
    queue: Arc<Queue>,
    pub(super) results: Receiver<Done>,
}

#[derive(Default)]
struct Queue {
    waiting: Mutex<Waiting>,
    more: Condvar,
}

#[derive(Default)]
struct Waiting {
    jobs: Vec<Job>,
    is_over: bool,
}

impl Worker {
    pub(super) fn start() -> Self {
        let queue = Arc::new(Queue::default());
        let (sender, results) = unbounded();
        for _ in 0..THREADS {
            let (queue, sender) = (Arc::clone(&queue), sender.clone());
            thread::spawn(move || work(&queue, &sender));
        }
        Self { queue, results }
    }

    /// Wants the dates of a roadmap; an older state of it that nobody has begun with is forgotten.
    pub(super) fn want(&self, job: Job) {
        let mut waiting = self.queue.lock();
        waiting.jobs.retain(|other| other.root != job.root);
        waiting.jobs.push(job);
        drop(waiting);
        self.queue.more.notify_one();
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        let mut waiting = self.queue.lock();
        waiting.jobs.clear();
        waiting.is_over = true;
        drop(waiting);
        self.queue.more.notify_all();
    }
}

impl Queue {
    fn lock(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The job that has waited longest; `None` at the end of the session.
    fn next(&self) -> Option<Job> {
        let mut waiting = self.lock();
        loop {
            if waiting.is_over {
                return None;
            }
            if !waiting.jobs.is_empty() {
                return Some(waiting.jobs.remove(0));
            }
            waiting = self.more.wait(waiting).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

fn work(queue: &Queue, results: &Sender<Done>) {
    while let Some(Job { root, generation, now }) = queue.next() {
        let early: FxHashSet<_> = now.diagnostics().iter().map(said).collect();
        let analysis = now.dated();
        drop(now);
        let all = analysis.diagnostics().iter();
        let late = all.filter(|one| !early.contains(&said(one))).cloned().collect();
        if results.send(Done { root, generation, analysis, late }).is_err() {
            return;
        }
    }
}

/// What tells a diagnostic from others.
fn said(diagnostic: &Diagnostic) -> (Span, &'static str, String) {
    (diagnostic.primary.span, diagnostic.rule.name, diagnostic.message.clone())
}
