//! What each place that takes a name expects; and from a written name to the declaration that is meant: the innermost block first,
//! then outward, then the top.

use super::names::{Category, Names, Scope};
use super::tree::{Node, TOP, Tree};
use crate::syntax::keyword::{DeclarationKind, DeclarationKind as K};
use crate::text::Sources;

/// What a place can take.
#[derive(Clone, Copy)]
pub(super) struct ExpectedName {
    /// How it is referred to.
    pub(super) category: Category,
    /// Whether it takes such a declaration.
    pub(super) accepts: fn(K) -> bool,
    /// In words: `a person, team or resource`.
    pub(super) words: &'static str,
    /// The same without its article.
    pub(super) noun: &'static str,
    /// How such a thing is declared: what stands before its name, and behind it.
    pub(super) declaration: (&'static str, &'static str),
    /// A name for one.
    pub(super) sample: &'static str,
}

impl ExpectedName {
    /// Whatever is of such kinds: nothing is said where there is none.
    pub(super) const fn of_kinds(category: Category, accepts: fn(K) -> bool) -> Self {
        Self { category, accepts, words: "", noun: "", declaration: ("", ""), sample: "" }
    }

    /// How something of that name is declared, in the block of what its path begins with.
    pub(super) fn declared(&self, path: &str) -> String {
        let path = without_edge(path);
        match path.rsplit_once('.') {
            Some((outer, name)) => format!("declare it in `{outer}`: `{}`", self.written(name)),
            None => format!("declare it: `{}`", self.written(path)),
        }
    }

    /// The same of a path of which the beginning has no name either.
    pub(super) fn declared_outside(&self, path: &str, outer: &str) -> String {
        let path = without_edge(path);
        let name = path.rsplit('.').next().unwrap_or(path);
        let declared = self.written(name);
        format!("nothing is named `{outer}` either: declare `{declared}`, and write `{name}`")
    }

    /// The declaration that is missing where nothing has a name, unless it would have to stand in another that may be missing too.
    pub(super) fn missing(&self, path: &str) -> Option<String> {
        let name = without_edge(path);
        if name.contains('.') { None } else { Some(self.written(name)) }
    }

    fn written(&self, name: &str) -> String {
        let (before, behind) = self.declaration;
        format!("{before}{name}{behind}")
    }

    /// The same among other things.
    const fn of(self, category: Category) -> Self {
        Self { category, ..self }
    }

    /// How one is declared.
    pub(super) fn declared_anew(&self) -> String {
        format!("declare one: `{}`", self.written(self.sample))
    }
}

/// A path without the end that it speaks of: `api` of `api.start`.
pub(super) fn without_edge(path: &str) -> &str {
    path.strip_suffix(".start").or_else(|| path.strip_suffix(".end")).unwrap_or(path)
}

/// What is looked for among all that is planned, if nothing else is said.
const fn expected(
    accepts: fn(K) -> bool,
    words: &'static str,
    noun: &'static str,
    declaration: (&'static str, &'static str),
    sample: &'static str,
) -> ExpectedName {
    ExpectedName { category: Category::Plan, accepts, words, noun, declaration, sample }
}

/// How a task is declared.
const TASK: (&str, &str) = ("task ", " 5d");

/// A point in time: an item's start or end, a `let`, a period of a cadence.
pub(super) static POINT: ExpectedName = expected(
    |kind| kind.is_item() || matches!(kind, K::Let | K::Cadence),
    "an item or a date",
    "item",
    TASK,
    "design",
);
/// A date: the same, but an item is none.
pub(super) static DATE: ExpectedName = expected(
    |kind| kind.is_item() || matches!(kind, K::Let | K::Cadence),
    "a date",
    "date",
    ("let ", " = 2026-06-01"),
    "freeze",
);
/// A stream, feature, task, milestone or release.
pub(super) static ITEM: ExpectedName = expected(K::is_item, "an item", "item", TASK, "design");
/// An objective.
pub(super) static OBJECTIVE: ExpectedName = expected(
    |kind| matches!(kind, K::Objective),
    "an objective",
    "objective",
    ("objective ", " by 2026-Q4"),
    "growth",
);
/// A release.
pub(super) static RELEASE: ExpectedName = expected(
    |kind| matches!(kind, K::Release),
    "a release",
    "release",
    ("release ", " on 2026-06-01"),
    "v1",
);
/// A stream.
pub(super) static STREAM: ExpectedName =
    expected(|kind| matches!(kind, K::Stream), "a stream", "stream", ("stream ", ""), "checkout");
/// A cadence.
pub(super) static CADENCE: ExpectedName = expected(
    |kind| matches!(kind, K::Cadence),
    "a cadence",
    "cadence",
    ("cadence ", " every 2w from 2026-03-02"),
    "sprint",
);
/// What a status entry can be about.
pub(super) static SUBJECT: ExpectedName = expected(
    |kind| kind.is_item() || matches!(kind, K::Objective | K::Idea),
    "an item, an objective or an idea",
    "item",
    TASK,
    "design",
);
/// A duration that has a name.
pub(super) static DURATION: ExpectedName =
    expected(|kind| matches!(kind, K::Let), "a duration", "duration", ("let ", " = 10d"), "sprint");
/// An amount that has a name.
pub(super) static AMOUNT: ExpectedName =
    expected(|kind| matches!(kind, K::Let), "an amount", "amount", ("let ", " = 12k"), "price");
/// Who or what does the work.
pub(super) static RESOURCE: ExpectedName = expected(
    |kind| matches!(kind, K::Team | K::Person | K::Resource),
    "a person, team or resource",
    "person, team or resource",
    ("person ", ""),
    "ana",
)
.of(Category::People);
/// A team.
pub(super) static TEAM: ExpectedName =
    expected(|kind| matches!(kind, K::Team), "a team", "team", ("team ", ""), "platform")
        .of(Category::People);
/// A calendar.
pub(super) static CALENDAR: ExpectedName = expected(
    |kind| matches!(kind, K::Calendar),
    "a calendar",
    "calendar",
    ("calendar ", " { work mon-fri 09:00-17:00 }"),
    "berlin",
)
.of(Category::Calendars);

/// A custom field.
pub(super) static FIELD: ExpectedName = field("a field", " text");

/// A field of numbers.
pub(super) static NUMBER: ExpectedName = field("a field of numbers", " number");

const fn field(words: &'static str, kind: &'static str) -> ExpectedName {
    expected(|kind| matches!(kind, K::Field), words, "field", ("field ", kind), "severity")
        .of(Category::Fields)
}

/// What came of a look-up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lookup<'s> {
    /// The declaration, and what of the name is left behind it: `start` of `api.start`, mostly nothing.
    Declaration(Node, &'s str),
    /// A declaration of this name that the place can't take.
    OtherKind(Node),
    /// Nothing of that name.
    Nothing,
    /// Nothing, but through an import that failed: its message is enough.
    Gap,
}

/// What a look-up reads.
#[derive(Clone, Copy)]
pub(super) struct Scopes<'a, 's> {
    pub(super) sources: &'s Sources,
    pub(super) tree: &'a Tree,
    pub(super) names: &'a Names<'s>,
}

impl<'s> Scopes<'_, 's> {
    /// Looks `path` up from where declaration `node` stands.
    ///
    /// What stands inside the declaration itself comes last: nothing waits for its own parts, so that a name is seldom meant to be
    /// one of them.
    pub(super) fn look_up<'p>(
        self,
        node: Node,
        path: &'p str,
        wanted: &ExpectedName,
    ) -> Lookup<'p> {
        let mut other = None;
        // What is not planned has its names at the top, but for the way down into a team.
        let in_blocks = wanted.category == Category::Plan;
        let path = split(path);
        let scopes = self.outward(node).chain([Scope::Block(node)]);
        for scope in scopes.filter(|scope| in_blocks || matches!(scope, Scope::Namespace(_))) {
            match self.look_in(scope, path, wanted) {
                Lookup::Nothing => {}
                Lookup::OtherKind(node) => other = other.or(Some(node)),
                found => return found,
            }
        }
        other.map_or(Lookup::Nothing, Lookup::OtherKind)
    }

    /// The scopes that a declaration sees, from the inside out.
    pub(super) fn outward(self, node: Node) -> impl Iterator<Item = Scope> {
        let blocks = self.tree.ancestors(node).map(Scope::Block);
        let namespaces =
            std::iter::successors(Some(self.tree.namespace_of(node)), move |namespace| {
                self.tree.namespace(*namespace).outer
            });
        blocks.chain(namespaces.map(Scope::Namespace))
    }

    /// Looks the first part of a path up in one scope, and the rest inside of what was found.
    fn look_in<'p>(
        self,
        scope: Scope,
        (first, rest): (&'p str, &'p str),
        wanted: &ExpectedName,
    ) -> Lookup<'p> {
        if let Some(node) = self.find(scope, wanted.category, first) {
            return self.go_down(node, rest, wanted);
        }
        match self.import_in(scope, first, rest, wanted) {
            Some(node) => self.go_down(node, rest, wanted),
            None => Lookup::Nothing,
        }
    }

    fn go_down<'p>(self, mut node: Node, mut rest: &'p str, wanted: &ExpectedName) -> Lookup<'p> {
        while !rest.is_empty() {
            let Some(scope) = self.inside(node) else { return Lookup::Gap };
            let (next, behind) = split(rest);
            let Some(found) = self
                .find(scope, wanted.category, next)
                .or_else(|| self.import_in(scope, next, behind, wanted))
            else {
                break;
            };
            (node, rest) = (found, behind);
        }
        let kind = self.tree.kind(node);
        let is_way = kind == DeclarationKind::Import && !rest.is_empty();
        if (wanted.accepts)(kind) || is_way {
            Lookup::Declaration(node, rest)
        } else {
            Lookup::OtherKind(node)
        }
    }

    /// The import of this name, behind which what is expected may stand. It is called as what is planned is: of that it is found at once.
    fn import_in(
        self,
        scope: Scope,
        name: &str,
        behind: &str,
        wanted: &ExpectedName,
    ) -> Option<Node> {
        if behind.is_empty() || wanted.category == Category::Plan {
            return None;
        }
        let node = self.find(scope, Category::Plan, name)?;
        Some(node).filter(|node| self.tree.kind(*node) == DeclarationKind::Import)
    }

    /// Where the names inside a declaration are known; `None` inside an import that failed.
    pub(super) fn inside(self, node: Node) -> Option<Scope> {
        if self.tree.kind(node) == DeclarationKind::Import {
            return self.tree.namespace_of_import.get(&node).map(|id| Scope::Namespace(*id));
        }
        Some(Scope::Block(node))
    }

    /// Whether something that has a name can stand inside the declaration.
    pub(super) fn has_inside(self, node: Node) -> bool {
        use DeclarationKind as K;
        matches!(self.tree.kind(node), K::Import | K::Stream | K::Feature | K::Task | K::Team)
    }

    /// The declaration of a name in one scope, its guests included.
    pub(super) fn find(self, scope: Scope, category: Category, name: &str) -> Option<Node> {
        let own = self.names.find(scope, category, name);
        let Scope::Namespace(namespace) = scope else { return own };
        own.or_else(|| {
            let guests = &self.tree.namespace(namespace).guests;
            guests.iter().find_map(|(source, home)| {
                let node = self.names.find(Scope::Namespace(*home), category, name)?;
                let keyword = self.tree.declaration(node).keyword;
                Some(node).filter(|_| self.sources.source_of(keyword) == *source)
            })
        })
    }

    /// The declaration's path from the top, as a reference would be written.
    pub(super) fn path_of(self, node: Node) -> String {
        let declaration = self.tree.declaration(node);
        let own = declaration.name.map_or("", |name| self.sources.text(name));
        let mut parts: Vec<&str> = if Category::of(declaration.kind) == Some(Category::People) {
            Vec::new()
        } else {
            self.tree.ancestors(node).map(|outer| self.name_of(outer)).collect()
        };
        parts.reverse();
        parts.push(own);
        let namespace = self.tree.namespace_of(node);
        let prefix = if namespace == TOP { "" } else { &self.tree.namespace(namespace).path };
        format!("{prefix}{}", parts.join("."))
    }

    fn name_of(self, node: Node) -> &'s str {
        self.tree.declaration(node).name.map_or("", |name| self.sources.text(name))
    }
}

/// The first part of a dotted name, and the others.
pub(super) fn split(path: &str) -> (&str, &str) {
    // Parts are short: looking at each byte is quicker than a search made for long texts.
    let dot = path.bytes().position(|byte| byte == b'.');
    let parts = dot.and_then(|dot| Some((path.get(..dot)?, path.get(dot + 1..)?)));
    parts.unwrap_or((path, ""))
}
