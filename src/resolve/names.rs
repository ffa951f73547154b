//! The table of names: who is called what, where; and names for items that have none.

use std::collections::hash_map::Entry;

use rustc_hash::FxHashMap;

use super::tree::{NamespaceId, Node, Tree};
use crate::diagnostic::{Diagnostic, Diagnostics, rules};
use crate::syntax::ast::Declaration;
use crate::syntax::keyword::DeclarationKind;
use crate::text::{Sources, words};

/// Things that are referred to in the same way, so that their names must differ: a team and a stream may both be called `web`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Category {
    /// What is planned, wanted and feared, and the dates and amounts that have a name: by name alone.
    Plan,
    /// Teams, persons and resources: behind an `@`.
    People,
    /// Calendars: behind `calendar`.
    Calendars,
    /// Custom fields: before a `:`.
    Fields,
    /// Views: on the command line.
    Views,
    /// Themes: on the command line.
    Themes,
}

impl Category {
    pub(super) const ALL: [Self; 4] = [Self::Plan, Self::People, Self::Calendars, Self::Fields];

    /// The category of a kind of declaration; none of one that has no name.
    pub(super) const fn of(kind: DeclarationKind) -> Option<Self> {
        use DeclarationKind as K;
        match kind {
            K::Roadmap | K::Status | K::Marker | K::Baseline => None,
            K::Team | K::Person | K::Resource => Some(Self::People),
            K::Calendar => Some(Self::Calendars),
            K::Field => Some(Self::Fields),
            K::View => Some(Self::Views),
            K::Theme => Some(Self::Themes),
            K::Import
            | K::Objective
            | K::Measure
            | K::Stream
            | K::Feature
            | K::Task
            | K::Milestone
            | K::Release
            | K::Idea
            | K::Risk
            | K::Cadence
            | K::Let => Some(Self::Plan),
        }
    }
}

/// Where a name is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Scope {
    /// At the top of the files of a namespace.
    Namespace(NamespaceId),
    /// In the block of a declaration.
    Block(Node),
}

/// The declaration of each name in each scope; of equal names the first.
pub(super) struct Names<'s>(FxHashMap<(Scope, Category, &'s str), Node>);

impl<'s> Names<'s> {
    /// No names: of what asks for none.
    pub(super) fn none() -> Self {
        Self(FxHashMap::default())
    }

    /// Enters every name, and reports those that are taken already.
    pub(super) fn of(sources: &'s Sources, tree: &Tree, out: &mut Diagnostics) -> Self {
        let mut names = Self(FxHashMap::default());
        names.0.reserve(tree.declarations.len());
        for (node, declaration) in tree.iter() {
            let (Some(span), Some(category)) = (declaration.name, Category::of(declaration.kind))
            else {
                continue;
            };
            let name = sources.text(span);
            let mut scope = Scope::Namespace(tree.namespace_of(node));
            if let Some(parent) = declaration.parent {
                let block = Scope::Block(parent.0);
                if category == Category::People {
                    // A team's persons are known inside it and, as `@` mostly names a person alone, outside of it.
                    names.0.entry((block, category, name)).or_insert(node);
                } else {
                    scope = block;
                }
            }
            match names.0.entry((scope, category, name)) {
                Entry::Occupied(taken) => {
                    out.push(duplicate(name, declaration, tree.declaration(*taken.get())));
                }
                Entry::Vacant(free) => drop(free.insert(node)),
            }
        }
        names
    }

    /// The declaration of this name in a scope.
    pub(super) fn find(&self, scope: Scope, category: Category, name: &str) -> Option<Node> {
        self.0.get(&(scope, category, name)).copied()
    }
}

fn duplicate(name: &str, second: &Declaration, first: &Declaration) -> Diagnostic {
    let place = second.name.unwrap_or(second.keyword);
    let kind = with_article(first.kind);
    let message = if first.kind == second.kind {
        format!("there is {kind} `{name}` here already")
    } else {
        format!("`{name}` is the name of {kind} here already")
    };
    Diagnostic::new(&rules::DUPLICATE_NAME, place, message)
        .here("the same name again")
        .label(first.name.unwrap_or(first.keyword), "first declared here")
        .help("names are unique among siblings: give one of them another name")
}

/// `a task`, `an idea`.
pub(super) fn with_article(kind: DeclarationKind) -> String {
    if kind == DeclarationKind::Let {
        "a `let`".to_owned()
    } else {
        words::with_article(kind.lexeme())
    }
}

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
#[derive(Debug)]
pub(super) struct Namer {
    category: Category,
    next: FxHashMap<(Scope, String), u32>,
}

impl Namer {
    /// Names for things of a category.
    pub(super) fn of(category: Category) -> Self {
        Self { category, next: FxHashMap::default() }
    }

    /// `design`, or if a sibling has that, `design-2` and so on.
    pub(super) fn name(&mut self, names: &Names<'_>, scope: Scope, base: String) -> Box<str> {
        let category = self.category;
        let is_free = |name: &str| names.find(scope, category, name).is_none();
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
