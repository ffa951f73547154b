//! Declarations of which nothing but the keyword is written.

use super::found::syntax;
use crate::syntax::ast::{Declaration, DeclarationId};
use crate::syntax::keyword::DeclarationKind as K;
use crate::syntax::parse::Tree;

impl Tree<'_> {
    /// Reports keywords that stand alone, and takes them out of the tree: nobody means an item that is called `task`, and what misses
    /// its dates or its people shall keep quiet.
    pub(in crate::syntax) fn drop_empty(&mut self) {
        if !self.ast.declarations.iter().any(|one| self.is_empty(one)) {
            return;
        }
        let all = self.ast.declarations.iter();
        let is_empty: Vec<bool> = all.map(|one| self.is_empty(one)).collect();
        let mut kept = 0;
        let mut numbers = Vec::with_capacity(is_empty.len());
        for is_empty in &is_empty {
            numbers.push(DeclarationId(kept));
            kept += u32::from(!is_empty);
        }
        let reports = &mut self.reports;
        let mut all = is_empty.into_iter();
        self.ast.declarations.retain_mut(|one| {
            let is_empty = all.next().unwrap_or(false);
            if is_empty {
                reports.error(|| {
                    let message = "expected a name or a title, found the end of the line";
                    let example = format!("for example `{}`", one.kind.word().form);
                    syntax(one.keyword.after(), message).help(example)
                });
            } else if let Some(parent) = &mut one.parent {
                *parent = numbers.get(parent.0 as usize).copied().unwrap_or(*parent);
            }
            !is_empty
        });
    }

    /// Whether a declaration says nothing, on its line or below it, and has no block. A header without a start is told to lack that.
    fn is_empty(&self, one: &Declaration) -> bool {
        one.name.is_none()
            && one.title.is_none()
            && one.attributes.1 == 0
            && one.extent == one.head
            && !matches!(one.kind, K::Roadmap | K::Import | K::Baseline)
            && self.at(one.head).trim_end() == one.kind.lexeme()
    }
}
