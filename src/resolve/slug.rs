//! Names of items that have none: made from the title, different from those of their siblings.

use rustc_hash::FxHashMap;

use super::names::{Category, Names, Scope};

/// A title as a name: lower case, what is neither letter nor digit a `-`; empty of a title without letters and digits.
pub(super) fn slug(title: &str) -> String {
    let mut slug = String::with_capacity(title.len());
    for character in title.chars() {
        if character.is_alphanumeric() {
            slug.extend(character.to_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

/// Gives names that no sibling has, without looking twice at the same number.
#[derive(Debug, Default)]
pub(super) struct Namer {
    next: FxHashMap<(Scope, String), u32>,
}

impl Namer {
    /// `design`, or if a sibling has that, `design-2` and so on.
    pub(super) fn name(&mut self, names: &Names<'_>, scope: Scope, base: String) -> Box<str> {
        let is_free = |name: &str| names.find(scope, Category::Plan, name).is_none();
        let key = (scope, base);
        let mut number = self.next.get(&key).copied().unwrap_or(1);
        let name = loop {
            let name = if number == 1 { key.1.clone() } else { format!("{}-{number}", key.1) };
            number += 1;
            if is_free(&name) && (number == 2 || !self.next.contains_key(&(scope, name.clone()))) {
                break name;
            }
        };
        if number > 2 {
            self.next.insert((scope, name.clone()), 2);
        }
        self.next.insert(key, number);
        name.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_become_names() {
        assert_eq!(slug("Load test, 2nd run!"), "load-test-2nd-run");
        assert_eq!(slug("  Café Ünïcode "), "café-ünïcode");
        assert_eq!(slug("…"), "");
    }
}
