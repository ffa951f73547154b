//! The header: whether there is one, and what it says; and which rules are meant where (`allow`, `warn` and `deny`).

use super::dates::When;
use super::resolver::Resolver;
use super::tree::Node;
use crate::diagnostic::{Diagnostic, Edit, Guard, Rule, Severity, rules};
use crate::model::{Anchor, Edge};
use crate::syntax::ast::{Attribute, Declaration, Value};
use crate::syntax::keyword::{AttributeKind, DeclarationKind as K};
use crate::text::{SourceId, Span, is_blank, words};
use crate::time::{Date, Moment};

/// The file that the compilation was asked for.
const ROOT: SourceId = SourceId(0);

impl Resolver<'_> {
    pub(super) fn resolve_header(&mut self) {
        self.model.header.title = self.file_title();
        if let Some((node, declaration)) = self.tree.header() {
            self.model.header.span = declaration.head;
            let title = declaration.title.map(|title| self.unquoted(title));
            if let Some(title) = title.filter(|title| !is_blank(title)) {
                self.model.header.title = title;
            }
            for attribute in self.attributes_of(node) {
                self.header_attribute(node, attribute);
            }
            self.check_that_it_is_the_only_one(node, declaration);
        }
        // A day that does not count is read all the same: a name in it is a name.
        if let Some((node, point)) = self.definitions.today
            && self.definitions.is_day_of_caller
        {
            self.date(node, &point);
        }
        let today = self.definitions.today();
        self.model.header.today = today.map(When::first_day);
        self.model.header.now = today.map(|today| today.at(Edge::Start));
    }

    fn header_attribute(&mut self, node: Node, attribute: &Attribute) {
        let span = attribute.span;
        match &attribute.value {
            Value::Date(AttributeKind::By, point) => {
                self.model.header.by = self.fixed(node, point, Edge::End, span);
            }
            Value::Level(thoroughness) => self.model.header.level = Some(*thoroughness),
            Value::Currency(name) => self.model.header.currency = self.text(*name).into(),
            Value::Budget(amount) => {
                let money = self.money(node, *amount);
                self.model.header.budget = money.map(|money| (money, span));
            }
            Value::Owner(name) => self.model.header.owner = self.resource(node, *name),
            Value::Word { word, arguments } => {
                self.report_unknown_attribute(node, *word, *arguments);
            }
            _ => {
                let mut extras = std::mem::take(&mut self.model.header.extras);
                self.extra(node, attribute, &mut extras);
                self.model.header.extras = extras;
            }
        }
    }

    /// What a roadmap without a title is called: `website-relaunch.roadmap` is `Website relaunch`. What is no such file, standard input
    /// or the chapter of a book, says nothing about it.
    fn file_title(&self) -> Box<str> {
        let path = self.sources.source(ROOT).map_or("", |source| source.path());
        let file = path.rsplit('/').next().unwrap_or(path);
        let name = file.strip_suffix(".roadmap").unwrap_or_default().replace(['-', '_'], " ");
        let title = words::sentence(name.trim());
        if title.is_empty() { "Plan".into() } else { title.into() }
    }

    fn check_that_it_is_the_only_one(&mut self, node: Node, first: &Declaration) {
        for (other, declaration) in self.tree.of_kind(K::Roadmap) {
            if other == node {
                continue;
            }
            let is_imported = self.sources.source_of(declaration.keyword) != ROOT;
            let message = if is_imported {
                "an imported file has a header of its own"
            } else {
                "there is a second header"
            };
            self.report(
                Diagnostic::new(&rules::DUPLICATE_HEADER, declaration.head, message)
                    .label(first.head, "the header of the roadmap")
                    .help("a roadmap has one header, in the file that imports the others: leave this one out"),
            );
        }
    }

    /// Sets the start of the roadmap, once all dates are known: what the header says, or else `today`, or else the earliest date there is.
    pub(super) fn resolve_start(&mut self) {
        let header = self.tree.header();
        let written = header.and_then(|(node, _)| {
            self.attributes_of(node).iter().find_map(|one| match &one.value {
                Value::Date(AttributeKind::From, point) => Some((node, *point)),
                _ => None,
            })
        });
        let from = written.and_then(|(node, point)| self.date(node, &point));
        let known = from.map(|when| when.start).or_else(|| self.likely_start());
        self.model.header.from = known.unwrap_or_else(|| Moment::from_minutes(0));
        let is_header_at_root =
            header.is_some_and(|(_, one)| self.sources.source_of(one.keyword) == ROOT);
        if !is_header_at_root {
            self.report_missing_header(known.map(Moment::date));
        } else if known.is_none() && written.is_none() {
            self.report_missing_start();
        }
    }

    fn likely_start(&self) -> Option<Moment> {
        let today = self.model.header.now;
        today.or_else(|| self.earliest_date())
    }

    fn earliest_date(&self) -> Option<Moment> {
        let items = self.model.items();
        let of_items = items.filter_map(|item| {
            let (dates, progress) = (item.dates(), item.progress());
            let day = |moment: Moment| Moment::start_of(moment.last_day());
            let starts = [dates.from, progress.started].map(|date| date.map(|date| date.moment));
            let ends = [dates.to.map(|date| date.moment), progress.done.and_then(|(day, _)| day)];
            starts.into_iter().chain(ends.map(|end| end.map(day))).flatten().min()
        });
        let waits = self.model.dependencies.iter().filter_map(|one| match one.anchor {
            Anchor::Moment(moment) => Some(moment),
            Anchor::Item(..) => None,
        });
        let deadlines = self
            .model
            .items()
            .filter_map(|item| item.dates().by.map(|by| Moment::start_of(by.moment.last_day())));
        of_items.chain(waits).min().or_else(|| deadlines.min())
    }

    fn report_missing_start(&mut self) {
        let Some((node, header)) = self.tree.header() else { return };
        // A day alone, `roadmap "R" 2026-03-02`, is read as an estimate that is broken.
        let is_broken = |one: &Attribute| {
            use AttributeKind as A;
            matches!(one.value, Value::Broken(A::From | A::Today | A::Duration))
        };
        if self.attributes_of(node).iter().any(is_broken) {
            return;
        }
        let place = header.title.unwrap_or(header.keyword);
        self.report(
            Diagnostic::new(&rules::MISSING_HEADER, place, "the roadmap has no start date")
                .help("write the day on which it starts: `from 2026-03-02`"),
        );
    }

    fn report_missing_header(&mut self, start: Option<Date>) {
        if self.first_line_could_not_be_read() {
            return;
        }
        let place = self.first_written_line();
        let title = self.file_title();
        let day = start.map_or_else(|| "2026-03-02".to_owned(), |date| date.to_string());
        let line = format!("roadmap \"{title}\" from {day}");
        let mut missing =
            Diagnostic::new(&rules::MISSING_HEADER, place, "the roadmap has no header")
                .here("a roadmap begins with its title and its start");
        missing = match self.tree.header() {
            Some((_, other)) => missing
                .label(other.head, "this header stands in an imported file")
                .help("move it to the file that imports the others"),
            None => {
                missing.help(format!("write it in the first line: `{line}`")).missing(line.as_str())
            }
        };
        if self.only_declares() {
            missing = missing.help(format!(
                "a file that holds no work of its own is imported by the roadmap that uses it, and checked with it: `import \"{}\"`",
                self.file_name()
            ));
        }
        if start.is_some() && self.tree.header().is_none() {
            let edit = Edit { span: place, text: format!("{line}\n\n") };
            missing = missing.fix(format!("add `{line}`"), vec![edit]);
        }
        self.report(missing);
    }

    /// Where the first line begins that is not empty.
    fn first_written_line(&self) -> Span {
        let text = self.sources.source(ROOT).map_or("", |source| source.text());
        let written = text.trim_start_matches([' ', '\t', '\r', '\n']);
        let above = text.strip_suffix(written).and_then(|empty| empty.rfind('\n'));
        let start = above.map_or(0, |end| u32::try_from(end + 1).unwrap_or(0));
        let at = self.sources.base(ROOT) + start;
        Span::new(at, at)
    }

    /// Whether there is something to be used by others, such as people and calendars, and nothing else.
    fn only_declares(&self) -> bool {
        let is_shared = |kind: K| {
            matches!(
                kind,
                K::Calendar
                    | K::Team
                    | K::Person
                    | K::Resource
                    | K::Objective
                    | K::Measure
                    | K::Field
                    | K::Cadence
                    | K::Let
                    | K::View
                    | K::Marker
                    | K::Theme
                    | K::Baseline
                    | K::Import
            )
        };
        let declarations = &self.tree.declarations;
        !declarations.is_empty() && declarations.iter().all(|one| is_shared(one.kind))
    }

    /// How the file is called that the compilation was asked for; of standard input a name that it might have.
    fn file_name(&self) -> &str {
        let path = self.sources.source(ROOT).map_or("", |source| source.path());
        let file = path.rsplit('/').next().unwrap_or(path);
        if file.ends_with(".roadmap") { file } else { "teams.roadmap" }
    }

    /// Whether something before the first declaration is reported: it may have been meant as the header.
    fn first_line_could_not_be_read(&self) -> bool {
        let base = self.sources.base(ROOT);
        let end = base
            + u32::try_from(self.sources.source(ROOT).map_or(0, |s| s.text().len())).unwrap_or(0);
        let first =
            self.tree.declarations.iter().map(|one| one.keyword.start).find(|at| *at <= end);
        let first = first.unwrap_or(end);
        let is_before = |span: Span| (base..=first).contains(&span.start);
        let whole = [&rules::INVALID_UTF8, &rules::SOURCE_TOO_LARGE];
        self.tree.broken.iter().any(|broken| is_before(broken.span))
            || self
                .out
                .iter()
                .any(|said| whole.contains(&said.rule) && is_before(said.primary.span))
    }

    pub(super) fn resolve_severities(&mut self) {
        let tree = self.tree;
        for (_, declaration) in tree.iter() {
            for attribute in tree.attributes_of(declaration) {
                let Value::Severity(severity, names) = &attribute.value else { continue };
                for name in names {
                    let Some(rule) = self.rule_named(*name, *severity) else { continue };
                    if declaration.kind == K::Roadmap {
                        let everywhere = &mut self.model.levels.everywhere;
                        everywhere.retain(|(other, _)| *other != rule);
                        everywhere.push((rule, *severity));
                    } else {
                        self.model.levels.inside.push((declaration.extent, rule, *severity));
                    }
                }
            }
        }
    }

    fn rule_named(&mut self, name: Span, severity: Severity) -> Option<&'static Rule> {
        let written = self.text(name);
        let Some(rule) = rules::by_name(written) else {
            self.report_unknown_rule(name);
            return None;
        };
        if rule.guard == Guard::Quality {
            return Some(rule);
        }
        if severity != rule.severity {
            let message = format!("`{written}` can't be changed: it guards what the roadmap means");
            self.report(
                Diagnostic::new(&rules::FIXED_SEVERITY, name, message)
                    .help(format!("mend what it reports: `milepost explain {written}` says how")),
            );
        }
        None
    }

    fn report_unknown_rule(&mut self, name: Span) {
        let written = self.text(name);
        let message = format!("no rule is named `{written}`");
        let unknown = Diagnostic::new(&rules::UNKNOWN_RULE, name, message);
        let near = self.nearest(written, rules::ALL.iter().map(|rule| rule.name));
        self.report(match near {
            Some(near) => unknown.help(format!("did you mean `{near}`?")).replace(
                format!("replace with `{near}`"),
                name,
                near,
            ),
            None => unknown.help("`milepost explain` lists all rules"),
        });
    }
}
