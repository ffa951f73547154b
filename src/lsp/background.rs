//! What is computed behind what is typed: for each key only the newest is wanted, and what is not wanted any more is given up.

use std::collections::BTreeMap;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use crossbeam_channel::{Receiver, Sender, unbounded};

use crate::schedule::Stop;

/// How many are computed at once: one that takes long does not keep the others waiting.
const THREADS: usize = 2;

/// What comes of one of them.
pub(super) enum News<T> {
    /// So many hundredths are done, and of what.
    Reached(&'static str, u32),
    Done(T),
}

/// News, and which of all they are of.
pub(super) struct Sent<K, T> {
    key: K,
    number: u64,
    news: News<T>,
}

/// What is being computed is told that it is to stop, and tells how far it is.
pub(super) struct Handle<'h> {
    pub(super) stop: &'h Stop,
    pub(super) reached: &'h (dyn Fn(&'static str, u32) + Sync),
}

/// When something is begun with, if no thread is free for it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Turn {
    /// Before all that waits.
    Next,
    /// After it.
    Last,
}

type Work<T> = Box<dyn FnOnce(&Handle<'_>) -> T + Send>;

/// Threads that compute, until the end of the session: nobody waits for them then.
pub(super) struct Background<K, T> {
    queue: Arc<Queue<K, T>>,
    /// What is wanted and not there yet.
    wanted: BTreeMap<K, (u64, Stop)>,
    count: u64,
    pub(super) news: Receiver<Sent<K, T>>,
}

struct Task<K, T> {
    key: K,
    number: u64,
    stop: Stop,
    work: Work<T>,
}

struct Queue<K, T> {
    waiting: Mutex<Waiting<K, T>>,
    more: Condvar,
}

struct Waiting<K, T> {
    tasks: Vec<Task<K, T>>,
    is_over: bool,
}

impl<K: Clone + Ord + Send + Sync + 'static, T: Send + 'static> Background<K, T> {
    pub(super) fn start() -> Self {
        let waiting = Mutex::new(Waiting { tasks: Vec::new(), is_over: false });
        let queue = Arc::new(Queue { waiting, more: Condvar::new() });
        let (sender, news) = unbounded();
        for _ in 0..THREADS {
            let (queue, sender) = (Arc::clone(&queue), sender.clone());
            thread::spawn(move || queue.serve(&sender));
        }
        Self { queue, wanted: BTreeMap::new(), count: 0, news }
    }

    /// Wants something; what was wanted under the same key is not any more.
    pub(super) fn want(
        &mut self,
        key: K,
        turn: Turn,
        work: impl FnOnce(&Handle<'_>) -> T + Send + 'static,
    ) {
        self.give_up(&key);
        self.count += 1;
        let (number, stop) = (self.count, Stop::new());
        self.wanted.insert(key.clone(), (number, stop.clone()));
        let task = Task { key, number, stop, work: Box::new(work) };
        let tasks = &mut self.queue.lock().tasks;
        let at = if turn == Turn::Next { 0 } else { tasks.len() };
        tasks.insert(at, task);
        self.queue.more.notify_one();
    }

    /// What is wanted and not there yet.
    pub(super) fn wanted(&self) -> impl Iterator<Item = &K> {
        self.wanted.keys()
    }

    pub(super) fn is_wanted(&self, key: &K) -> bool {
        self.wanted.contains_key(key)
    }

    /// Whether it was wanted, which it is no more.
    pub(super) fn give_up(&mut self, key: &K) -> bool {
        let Some((number, stop)) = self.wanted.remove(key) else { return false };
        stop.want();
        self.queue.lock().tasks.retain(|task| task.number != number);
        true
    }

    /// Gives up what is not to be kept, and says what that was.
    pub(super) fn keep(&mut self, is_kept: impl Fn(&K) -> bool) -> Vec<K> {
        let keys: Vec<K> = self.wanted.keys().filter(|key| !is_kept(key)).cloned().collect();
        for key in &keys {
            self.give_up(key);
        }
        keys
    }

    /// News, if they are of something that is still wanted.
    pub(super) fn take(&mut self, sent: Sent<K, T>) -> Option<(K, News<T>)> {
        let Sent { key, number, news } = sent;
        self.wanted.get(&key).filter(|(wanted, _)| *wanted == number)?;
        if matches!(news, News::Done(_)) {
            self.wanted.remove(&key);
        }
        Some((key, news))
    }
}

impl<K, T> Drop for Background<K, T> {
    fn drop(&mut self) {
        self.wanted.values().for_each(|(_, stop)| stop.want());
        let mut waiting = self.queue.lock();
        waiting.tasks.clear();
        waiting.is_over = true;
        drop(waiting);
        self.queue.more.notify_all();
    }
}

impl<K: Clone + Send + Sync, T: Send> Queue<K, T> {
    fn serve(&self, sender: &Sender<Sent<K, T>>) {
        while let Some(Task { key, number, stop, work }) = self.next() {
            let reached = |what, percent| {
                let news = News::Reached(what, percent);
                drop(sender.send(Sent { key: key.clone(), number, news }));
            };
            let done = work(&Handle { stop: &stop, reached: &reached });
            if sender.send(Sent { key, number, news: News::Done(done) }).is_err() {
                return;
            }
        }
    }
}

impl<K, T> Queue<K, T> {
    fn lock(&self) -> MutexGuard<'_, Waiting<K, T>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What comes first; `None` at the end of the session.
    fn next(&self) -> Option<Task<K, T>> {
        let mut waiting = self.lock();
        loop {
            if waiting.is_over {
                return None;
            }
            if !waiting.tasks.is_empty() {
                return Some(waiting.tasks.remove(0));
            }
            waiting = self.more.wait(waiting).unwrap_or_else(PoisonError::into_inner);
        }
    }
}
