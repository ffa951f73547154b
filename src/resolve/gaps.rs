//! What errors leave out of the model, or put in doubt there: told by the tree, in which what could not be read has its place.

use rustc_hash::FxHashSet;

use super::resolver::Resolver;
use super::tree::Node;
use crate::diagnostic::{Diagnostic, Guard, Rule, Severity, rules};
use crate::model::{Gaps, ItemId};
use crate::syntax::ast::{Attribute, Broken};
use crate::syntax::keyword::{AttributeKind as A, DeclarationKind as K};
use crate::text::Span;

/// Errors of these rules are slips of their own: the dates stand without what they are about.
const HARMLESS: &[&Rule] = &[
    &rules::INVALID_UTF8,
    &rules::NOT_YET,
    &rules::INVALID_TEXT,
    &rules::INVALID_LINK,
    &rules::DUPLICATE_NAME,
    &rules::DUPLICATE_HEADER,
    &rules::UNKNOWN_RULE,
    &rules::FIXED_SEVERITY,
    &rules::UNKNOWN_FIELD,
    &rules::FIELD_TYPE,
];

/// Errors of these rules leave nothing certain.
const FATAL: &[&Rule] = &[
    &rules::SOURCE_TOO_LARGE,
    &rules::MISSING_HEADER,
    &rules::IMPORT_NOT_FOUND,
    &rules::IMPORT_CYCLE,
    &rules::IMPORT_OUTSIDE_ROOT,
];

/// What is wrong with a name may be said of the name of something else: a field that nothing declares may have been meant as an attribute
/// (`assignee: ana`), and of two with one name either may be meant.
const UNCLEAR: &[&Rule] = &[&rules::UNKNOWN_FIELD, &rules::DUPLICATE_NAME];

/// How many names that errors are about are kept.
const WRONG: usize = 100;

impl Resolver<'_> {
    /// Notes what the errors so far are about.
    pub(super) fn note_gaps(&mut self) {
        let casts_doubt = |said: &Diagnostic| {
            said.severity == Severity::Error
                && said.rule.guard == Guard::Meaning
                && !HARMLESS.contains(&said.rule)
        };
        let is_noted = |said: &&Diagnostic| casts_doubt(said) || UNCLEAR.contains(&said.rule);
        let mut said = self.out.iter().filter(is_noted).peekable();
        if said.peek().is_none() {
            return;
        }
        let places = Sites::of(self);
        let mut gaps = Gaps::default();
        // Of one statement much may be said, and it may be long.
        let mut noted = FxHashSet::default();
        for said in said {
            let place = said.primary.span;
            let within = places.declaration_at(place);
            places.note_error(place, within, &mut gaps);
            let written = places.written_at(place, within);
            if noted.insert(written) {
                gaps.names.extend(names_in(self.text(written)).map(Into::into));
            }
            if !casts_doubt(said) {
                continue;
            }
            if said.rule == &rules::MISPLACED_DECLARATION {
                // What it stands in lacks it, as what it was meant to be.
                let before = place.start.saturating_sub(1);
                let around = places.innermost(Span::new(before, before));
                gaps.items.extend(around.and_then(|node| places.item(node)));
            }
            match within.and_then(|node| places.item(node)) {
                Some(item) => gaps.items.push(item),
                None => {
                    gaps.is_everywhere |=
                        FATAL.contains(&said.rule) || places.decides_all(place, within);
                }
            }
        }
        self.model.gaps = gaps;
    }

    /// Whether a name may be declared in what could not be read.
    pub(super) fn may_be_declared_unread(&mut self, name: &str) -> bool {
        let (tree, sources) = (self.tree, self.sources);
        let unread = self.suggestions.unread.get_or_insert_with(|| {
            tree.broken.iter().flat_map(|broken| names_in(sources.text(broken.declares))).collect()
        });
        unread.contains(name)
    }
}

/// Where everything stands that was read or not, in order of place.
struct Sites<'r, 's> {
    resolver: &'r Resolver<'s>,
    declarations: Vec<Node>,
    broken: Vec<&'s Broken>,
}

impl<'r, 's> Sites<'r, 's> {
    fn of(resolver: &'r Resolver<'s>) -> Self {
        let mut declarations: Vec<Node> = resolver.tree.iter().map(|(node, _)| node).collect();
        declarations.sort_by_key(|node| resolver.declaration(*node).extent.start);
        let mut broken: Vec<&Broken> = resolver.tree.broken.iter().collect();
        broken.sort_by_key(|broken| broken.span.start);
        Self { resolver, declarations, broken }
    }

    /// The innermost declaration that holds a place: the nearest that begins before it, or one that this stands in.
    fn innermost(&self, place: Span) -> Option<Node> {
        let extent = |node: Node| self.resolver.declaration(node).extent;
        let before = self.declarations.partition_point(|node| extent(*node).start <= place.start);
        let nearest = *self.declarations.get(before.checked_sub(1)?)?;
        let mut around = std::iter::once(nearest).chain(self.resolver.tree.ancestors(nearest));
        around.find(|node| extent(*node).contains(place))
    }

    /// The innermost declaration that holds a place, or the statement in which it could not be read.
    fn declaration_at(&self, place: Span) -> Option<Node> {
        let first =
            self.broken_at(place).map(|broken| Span::new(broken.span.start, broken.span.start));
        let found = [Some(place), first].into_iter().flatten().filter_map(|at| self.innermost(at));
        found.max_by_key(|node| self.resolver.declaration(*node).extent.start)
    }

    /// The item that a declaration is, or stands in.
    fn item(&self, node: Node) -> Option<ItemId> {
        let is_item = self.resolver.kind(node).is_item();
        if is_item {
            Some(ItemId(self.resolver.row(node)))
        } else {
            self.resolver.item_around(node)
        }
    }

    /// What could not be read at a place.
    fn broken_at(&self, place: Span) -> Option<&'s Broken> {
        let before = self.broken.partition_point(|broken| broken.span.start <= place.start);
        let nearest = *self.broken.get(before.checked_sub(1)?)?;
        (place.start <= nearest.span.end).then_some(nearest)
    }

    fn attribute_at(&self, place: Span, within: Node) -> Option<&'s Attribute> {
        let attributes = self.resolver.attributes_of(within);
        let behind = attributes.partition_point(|one| one.span.start <= place.start);
        let nearest = attributes.get(behind.checked_sub(1)?)?;
        (place.start <= nearest.span.end).then_some(nearest)
    }

    /// The statement that could not be read at a place, or else the attribute that stands there.
    fn written_at(&self, place: Span, within: Option<Node>) -> Span {
        let broken = self.broken_at(place).map(|broken| broken.span);
        let attribute = || Some(self.attribute_at(place, within?)?.span);
        broken.or_else(attribute).unwrap_or(place)
    }

    /// Notes what an error is about, and in whose declaration it is.
    fn note_error(&self, place: Span, within: Option<Node>, gaps: &mut Gaps) {
        let name =
            |node: Node| self.resolver.declaration(node).name.map(|name| self.resolver.text(name));
        if let Some(node) = within {
            let is_worker = matches!(self.resolver.kind(node), K::Team | K::Person | K::Resource);
            gaps.declared.extend(name(node).filter(|_| is_worker).map(Into::into));
            gaps.names.extend(name(node).map(Into::into));
        }
        let about = self.resolver.text(place).trim_start_matches('@').rsplit('.').next();
        let is_name = |about: &&str| about.len() <= 64 && about.chars().all(is_of_a_name);
        if gaps.wrong.len() < WRONG {
            gaps.wrong.extend(about.filter(is_name).map(Into::into));
        }
    }

    /// Whether what is wrong at a place that lies in no item decides dates everywhere.
    fn decides_all(&self, place: Span, within: Option<Node>) -> bool {
        let decides = |kind: A| {
            matches!(kind, A::From | A::Today | A::Extends | A::Day | A::Work | A::Off | A::Open)
        };
        let broken = self.broken_at(place).map(|broken| broken.attribute);
        match within.map(|node| (self.resolver.kind(node), node)) {
            None => broken.flatten().is_some_and(decides),
            Some((K::Calendar | K::Let | K::Import, _)) => true,
            Some((K::Roadmap, node)) => {
                let read = || Some(self.attribute_at(place, node)?.value.kind());
                broken.unwrap_or_else(read).is_none_or(decides)
            }
            Some(_) => false,
        }
    }
}

/// The names in a text, and the words that may be some.
fn names_in(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !is_of_a_name(c)).filter(|word| !word.is_empty())
}

fn is_of_a_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '-'
}
