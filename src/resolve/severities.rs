//! `allow`, `warn` and `deny`: which rules are meant, and where.

use super::resolver::Resolver;
use crate::diagnostic::{Diagnostic, Guard, Rule, Severity, rules};
use crate::syntax::ast::Value;
use crate::syntax::keyword::DeclarationKind as K;
use crate::text::Span;

impl Resolver<'_> {
    pub(super) fn resolve_severities(&mut self) {
        let tree = self.tree;
        for node in std::mem::take(&mut self.survey.judging) {
            let declaration = tree.declaration(node);
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
