//! What nobody asked for: every field of a file that a reader does not use is told, once for all its places.

use std::fmt::Write as _;

use rustc_hash::FxHashMap;

use super::value::Json;
use crate::diagnostic::Fate;
use crate::import::{Draft, shown};

/// A field that is known and not used, and why.
#[derive(Clone, Copy, Debug)]
pub(super) struct Known {
    /// Its path, such as `cards[].badges`: what is below it is not looked at. `*.id` is a key wherever it stands that nobody asked for.
    path: &'static str,
    /// Whether it says something of the plan that is lost.
    is_lost: bool,
    /// Why it is not used.
    why: &'static str,
}

/// A field that says nothing of a plan: it is told beside all others that share the reason.
pub(super) const fn own(path: &'static str, why: &'static str) -> Known {
    Known { path, is_lost: false, why }
}

/// A field that says something which a roadmap has no place for.
pub(super) const fn lost(path: &'static str, why: &'static str) -> Known {
    Known { path, is_lost: true, why }
}

impl Known {
    fn is_of(&self, path: &str, is_read: bool) -> bool {
        match self.path.strip_prefix("*.") {
            None => self.path == path,
            Some(key) => {
                if is_read {
                    return false;
                }
                let before = path.strip_suffix(key);
                before.is_some_and(|before| before.is_empty() || before.ends_with('.'))
            }
        }
    }
}

/// Tells every field that nobody asked for, of all that stands in a file.
pub(super) fn tell(values: &[Json<'_>], known: &[Known], draft: &mut Draft) {
    let mut walk = Walk { known, draft, own: Vec::new(), met: FxHashMap::default() };
    for (index, value) in values.iter().enumerate() {
        let place = place_of_value(values.len(), index);
        walk.value(value, &mut String::new(), &mut place.clone(), "");
    }
    walk.finish();
}

/// How places in the value of that index begin.
pub(super) fn place_of_value(count: usize, index: usize) -> String {
    if count > 1 { format!("answer {}: ", index + 1) } else { String::new() }
}

struct Walk<'w> {
    known: &'w [Known],
    draft: &'w mut Draft,
    /// Reasons that say nothing of the plan, and the fields that share each: path and count.
    own: Vec<(&'static str, Vec<(String, usize)>)>,
    /// Where a path stands there.
    met: FxHashMap<String, (usize, usize)>,
}

impl Walk<'_> {
    /// `path` has no indices, `place` has them; `name` is what the innermost thing with a name is called.
    fn value(&mut self, value: &Json<'_>, path: &mut String, place: &mut String, name: &str) {
        let (path_length, place_length) = (path.len(), place.len());
        let name = name_of(value).unwrap_or(name);
        for (index, element) in value.elements().iter().enumerate() {
            path.push_str("[]");
            let _ = write!(place, "[{index}]");
            self.value(element, path, place, name);
            path.truncate(path_length);
            place.truncate(place_length);
        }
        for entry in value.entries() {
            for text in [&mut *path, &mut *place] {
                if !text.is_empty() && !text.ends_with(' ') {
                    text.push('.');
                }
                text.push_str(&entry.key);
            }
            self.entry(entry.is_read(), &entry.value, path, place, name);
            path.truncate(path_length);
            place.truncate(place_length);
        }
    }

    fn entry(
        &mut self,
        is_read: bool,
        value: &Json<'_>,
        path: &mut String,
        place: &mut String,
        name: &str,
    ) {
        let is_container = matches!(value, Json::List(_) | Json::Object(_));
        if value.is_silent() || (is_read && !is_container) {
            return;
        }
        match self.known.iter().find(|known| known.is_of(path, is_read)) {
            Some(known) if known.is_lost => self.lost(known.why, path, place, name),
            Some(known) => self.own(known.why, path),
            None if is_read => self.value(value, path, place, name),
            None => self.lost("a roadmap has no place for it", path, place, name),
        }
    }

    fn lost(&mut self, why: &'static str, path: &str, place: &str, name: &str) {
        let of = if name.is_empty() { String::new() } else { format!(" of {}", shown(name)) };
        self.draft.left_out(format!("field {}", shown(path)), why, &format!("{place}{of}"));
    }

    fn own(&mut self, why: &'static str, path: &str) {
        if let Some((reason, field)) = self.met.get(path) {
            let field = self.own.get_mut(*reason).and_then(|(_, fields)| fields.get_mut(*field));
            if let Some((_, count)) = field {
                *count += 1;
            }
            return;
        }
        let reason = self.own.iter().position(|(known, _)| *known == why).unwrap_or_else(|| {
            self.own.push((why, Vec::new()));
            self.own.len() - 1
        });
        if let Some((_, fields)) = self.own.get_mut(reason) {
            self.met.insert(path.to_owned(), (reason, fields.len()));
            fields.push((path.to_owned(), 1));
        }
    }

    /// One line a reason.
    fn finish(self) {
        for (why, fields) in self.own {
            let said: Vec<_> = (fields.iter())
                .map(|(path, count)| match count {
                    1 => shown(path),
                    count => format!("{} ({count} times)", shown(path)),
                })
                .collect();
            let noun = if said.len() == 1 { "field" } else { "fields" };
            let what = format!("{noun} {}", said.join(", "));
            self.draft.losses.add(Fate::Decided, what, why, "");
        }
    }
}

/// What a thing is called, where it says so.
fn name_of<'j>(value: &'j Json<'_>) -> Option<&'j str> {
    let content = value.peek("content");
    let names = [value.peek("name"), value.peek("title"), content.peek("title")];
    names.into_iter().find_map(|name| name.as_text())
}
