//! Views, markers and themes: what is shown, by what it is put together, which days are marked, in which colours.

use super::dates::When;
use super::lookup::{self, ExpectedName, Lookup};
use super::names::{Category, Namer};
use super::resolver::Resolver;
use super::tree::Node;
use crate::diagnostic::{Diagnostic, Severity, rules};
use crate::model::{
    Audience, BrandTheme, ChartKind, Columns, Condition, Dimension, FieldId, FieldKind, Marker,
    Ranking, Shown, Sort, SortKey, View, Weight,
};
use crate::syntax::ast::{self, Attribute, Value};
use crate::syntax::keyword::{AttributeKind as A, DeclarationKind as K};
use crate::text::{Span, words};

impl Resolver<'_> {
    pub(super) fn resolve_views(&mut self) {
        let mut namer = Namer::of(Category::Views);
        let first = self.model.views.len();
        let mut extents = Vec::new();
        for (node, declaration) in self.tree.of_kind(K::View) {
            let label = self.label_of(declaration);
            let name = match declaration.name {
                Some(_) => label.name,
                None => namer.name(&self.names, self.scope_of(node), label.name.into()),
            };
            let namespace = &self.tree.namespace(self.tree.namespace_of(node)).path;
            let name = format!("{namespace}{name}").into();
            let mut view = View { name, title: label.title, span: label.span, ..View::default() };
            let mut conditions = Vec::new();
            for attribute in self.attributes_of(node) {
                self.view_attribute(node, attribute, &mut view, &mut conditions);
            }
            view.condition = match conditions.len() {
                0 | 1 => conditions.pop(),
                _ => Some(Condition::All(conditions.into())),
            };
            self.check_window(node, &view);
            if view.audience == Audience::Public {
                self.check_that_nothing_internal_is_asked_for(node, view.chart);
            }
            self.model.views.push(view);
            extents.push(declaration.extent);
        }
        let errors = self.out.iter().filter(|one| one.severity == Severity::Error);
        let mut places: Vec<u32> = errors.map(|one| one.primary.span.start).collect();
        places.sort_unstable();
        for (view, extent) in self.model.views.iter_mut().skip(first).zip(extents) {
            let next = places.partition_point(|place| *place < extent.start);
            view.is_garbled = places.get(next).is_some_and(|place| *place <= extent.end);
        }
    }

    fn view_attribute(
        &mut self,
        node: Node,
        attribute: &Attribute,
        view: &mut View,
        conditions: &mut Vec<Condition>,
    ) {
        match &attribute.value {
            Value::Chart(chart) => view.chart = *chart,
            Value::Where(condition) => {
                tags_of(condition, &mut view.tags);
                conditions.extend(self.condition(node, condition));
            }
            Value::Group(dimension) => view.group = self.dimension(node, dimension),
            Value::Colour(dimension) => view.colour = self.dimension(node, dimension),
            Value::Sort(sort) => view.sort = self.sort(node, sort),
            Value::Columns(columns) => view.columns = self.columns(node, columns),
            Value::Rank(ranking) => view.rank = self.ranking(node, ranking),
            Value::Parts(shown, parts) => {
                view.parts.extend(parts.iter().map(|part| (part.value, *shown)));
            }
            Value::Count(A::Depth, count) => view.depth = Some(*count),
            Value::Count(_, count) => view.width = Some(*count),
            Value::Page(page) => view.page = Some(*page),
            Value::Audience(audience) => view.audience = *audience,
            Value::Date(A::From, point) => {
                view.from = self.date(node, point).map(|when| when.start);
            }
            Value::Date(A::To, point) => view.to = self.date(node, point).map(|when| when.end),
            Value::Word { word, arguments } => {
                self.report_unknown_attribute(node, *word, *arguments);
            }
            _ => {}
        }
    }

    pub(super) fn dimension(
        &mut self,
        node: Node,
        written: &ast::Dimension<Span>,
    ) -> Option<Dimension> {
        use ast::Dimension as D;
        Some(match written {
            D::Stream => D::Stream,
            D::Objective => D::Objective,
            D::Release => D::Release,
            D::Assignee => D::Assignee,
            D::Owner => D::Owner,
            D::Team => D::Team,
            D::Tag => D::Tag,
            D::Priority => D::Priority,
            D::State => D::State,
            D::Health => D::Health,
            D::Horizon => D::Horizon,
            D::Kind => D::Kind,
            D::Field(name) => {
                let words = dimension_words();
                D::Field(FieldId(self.row_beside(node, *name, &lookup::FIELD, &words)?))
            }
        })
    }

    fn sort(&mut self, node: Node, written: &ast::Sort<Span>) -> Option<Sort> {
        use ast::SortKey as S;
        let by = match &written.by {
            S::Start => SortKey::Start,
            S::End => SortKey::End,
            S::Title => SortKey::Title,
            S::Slack => SortKey::Slack,
            S::Score => SortKey::Score,
            S::By(ast::Dimension::Field(name)) => {
                let keys = S::<Span>::WORDS.iter().filter_map(S::word);
                let words: Vec<_> = keys.chain(dimension_words()).collect();
                let field = self.row_beside(node, *name, &lookup::FIELD, &words)?;
                SortKey::By(Dimension::Field(FieldId(field)))
            }
            S::By(dimension) => SortKey::By(self.dimension(node, dimension)?),
        };
        Some(Sort { by, is_reversed: written.is_reversed })
    }

    /// Of a field only numbers can be weighed.
    fn ranking(&mut self, node: Node, written: &ast::Ranking<Span>) -> Option<Ranking> {
        use ast::Criterion as C;
        let mut weights = Vec::new();
        for weight in &written.weights {
            let of = match weight.of {
                C::Reach => C::Reach,
                C::Impact => C::Impact,
                C::Confidence => C::Confidence,
                C::Value => C::Value,
                C::Urgency => C::Urgency,
                C::Risk => C::Risk,
                C::Field(name) => {
                    let words = C::<Span>::WORDS.into_iter().filter_map(|own| own.word());
                    let field = self.field_beside(node, name, &lookup::NUMBER, words)?;
                    if !matches!(self.kind_of_field(field), Some(FieldKind::Number)) {
                        let help = "weigh another field, or declare it as a `number`";
                        self.report_mismatch(field, name, "only numbers can be weighed", help);
                        return None;
                    }
                    C::Field(field)
                }
            };
            weights.push(Weight { of, factor: weight.factor });
        }
        Some(Ranking { by: written.by, weights: weights.into() })
    }

    fn columns(&mut self, node: Node, written: &ast::Columns<Span>) -> Option<Columns> {
        use ast::Columns as C;
        Some(match written {
            C::Week => C::Week,
            C::Month => C::Month,
            C::Quarter => C::Quarter,
            C::Half => C::Half,
            C::Year => C::Year,
            C::Horizon => C::Horizon,
            C::Cadence(name) => {
                let words: Vec<_> = C::<Span>::WORDS.iter().filter_map(C::word).collect();
                let found = self.node_beside(node, *name, &lookup::CADENCE, &words)?;
                let declared = self.label_of(self.declaration(found)).span;
                let mut cadences = self.model.cadences.iter();
                let place = cadences.position(|cadence| cadence.span == declared)?;
                C::Cadence(u32::try_from(place).ok()?)
            }
        })
    }

    /// The row of what a name means where words of the language may stand too.
    pub(super) fn row_beside(
        &mut self,
        node: Node,
        span: Span,
        wanted: &ExpectedName,
        beside: &[&'static str],
    ) -> Option<u32> {
        self.node_beside(node, span, wanted, beside).map(|found| self.row(found))
    }

    /// What a name means where words of the language may stand too: one of them may be meant.
    fn node_beside(
        &mut self,
        node: Node,
        span: Span,
        wanted: &ExpectedName,
        beside: &[&'static str],
    ) -> Option<Node> {
        let written = self.text(span);
        if !matches!(self.scopes().look_up(node, written, wanted), Lookup::Nothing) {
            let (found, rest) = self.refer(node, span, wanted)?;
            if rest.is_empty() {
                return Some(found);
            }
            self.report_unknown_inside(found, rest, span, wanted);
            return None;
        }
        if self.tree.has_gaps || self.may_be_declared_unread(written) {
            return None;
        }
        let unknown = format!("no {} is named `{written}`", wanted.noun);
        let unknown = Diagnostic::new(&rules::UNKNOWN_NAME, span, unknown);
        if let Some(near) = self.nearest(written, beside.iter().copied()) {
            let title = format!("replace with `{near}`");
            self.report(unknown.help(format!("did you mean `{near}`?")).replace(title, span, near));
        } else if self.nearest_paths(Some(node), written, wanted).is_empty() {
            let words: Vec<_> = beside.iter().map(|word| format!("`{word}`")).collect();
            let words = words::list_or(&words);
            let unknown = unknown
                .help(format!("what may stand here is {words}, or the name of {}", wanted.words));
            // A word of the language names nothing.
            let is_free = crate::syntax::keyword::attribute(written).is_none();
            self.report(if is_free { unknown.help(wanted.declared(written)) } else { unknown });
        } else {
            self.report_unknown(node, span, wanted);
        }
        None
    }

    /// Time goes on: a view ends no earlier than it begins.
    fn check_window(&mut self, node: Node, view: &View) {
        let (Some(from), Some(to)) = (view.from, view.to) else { return };
        if from < to {
            return;
        }
        let place = |kind| {
            let is_it = |one: &&Attribute| matches!(one.value, Value::Date(of, _) if of == kind);
            self.attributes_of(node).iter().find(is_it).map(|one| one.span)
        };
        let (Some(first), Some(last)) = (place(A::From), place(A::To)) else { return };
        let (begins, ends) = (from.date().long(), to.last_day().long());
        self.report(
            Diagnostic::new(
                &rules::END_BEFORE_START,
                last,
                format!("the view ends on {ends}, before it begins"),
            )
            .label(first, format!("it begins on {begins}"))
            .help("is one of the two a slip of a month or a year?"),
        );
    }

    /// What the public is not to know is not asked for in one breath with it.
    fn check_that_nothing_internal_is_asked_for(&mut self, node: Node, chart: ChartKind) {
        let attributes = self.attributes_of(node);
        let public = attributes.iter().find(|one| matches!(one.value, Value::Audience(_)));
        let Some(public) = public.map(|one| one.span) else { return };
        for attribute in attributes {
            let (span, what) = match &attribute.value {
                Value::Chart(_) if chart.is_internal() => {
                    (attribute.span, "what it shows is internal")
                }
                Value::Group(dimension) | Value::Colour(dimension) if dimension.is_internal() => {
                    (attribute.span, "who does what, and how it stands, is internal")
                }
                Value::Parts(Shown::Shown, parts) => {
                    match parts.iter().find(|part| part.value.is_internal()) {
                        Some(part) => (part.span, "this is internal"),
                        None => continue,
                    }
                }
                _ => continue,
            };
            let written = self.text(span);
            self.report(
                Diagnostic::new(
                    &rules::CONFLICTING_ATTRIBUTES,
                    span,
                    format!("`{written}` contradicts `for public`"),
                )
                .here(what)
                .label(public, "everybody may look at it")
                .help("leave one of them out: a view for the team may show it"),
            );
        }
    }

    pub(super) fn resolve_markers(&mut self) {
        for (node, declaration) in self.tree.of_kind(K::Marker) {
            let label = self.label_of(declaration);
            for attribute in self.attributes_of(node) {
                match &attribute.value {
                    Value::Date(A::Marker, point) => {
                        let when = self.date(node, point);
                        let title = label.title.clone().unwrap_or_default();
                        let span = label.span;
                        let marker = |when: When| Marker { moment: when.start, title, span };
                        self.model.markers.extend(when.map(marker));
                    }
                    Value::Word { word, arguments } => {
                        self.report_unknown_attribute(node, *word, *arguments);
                    }
                    _ => {}
                }
            }
        }
    }

    pub(super) fn resolve_themes(&mut self) {
        for (node, declaration) in self.tree.of_kind(K::Theme) {
            let label = self.label_of(declaration);
            let mut theme = BrandTheme {
                name: label.name,
                title: label.title,
                span: label.span,
                accent: None,
                streams: Vec::new(),
                font: None,
            };
            for attribute in self.attributes_of(node) {
                match &attribute.value {
                    Value::Colours(A::Accent, colours) => theme.accent = colours.first().copied(),
                    Value::Colours(_, colours) => theme.streams = colours.to_vec(),
                    Value::Text(A::Font, font) => theme.font = Some(self.unquoted(*font)),
                    Value::Word { word, arguments } => {
                        self.report_unknown_attribute(node, *word, *arguments);
                    }
                    _ => {}
                }
            }
            self.model.themes.push(theme);
        }
    }
}

/// The tags that a condition asks for.
fn tags_of(condition: &ast::Condition, tags: &mut Vec<Span>) {
    match condition {
        ast::Condition::Is(test) => {
            if let ast::Asked::Tag(tag) = &test.asked {
                tags.push(*tag);
            }
        }
        ast::Condition::Not(inner) => tags_of(inner, tags),
        ast::Condition::All(parts) | ast::Condition::Any(parts) => {
            parts.iter().for_each(|part| tags_of(part, tags));
        }
    }
}

pub(super) fn dimension_words() -> Vec<&'static str> {
    ast::Dimension::<Span>::WORDS.iter().filter_map(ast::Dimension::word).collect()
}
