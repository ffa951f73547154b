//! What is good to know of all attributes before they are resolved, found in one way through them.

use super::tree::{Node, Tree};
use crate::syntax::ast::Value;

/// What is good to know of all attributes.
#[derive(Debug, Default)]
pub(super) struct Survey {
    /// How many points are waited for: so many dependencies there will be, but for those of `before` and `within`.
    pub(super) points: usize,
    /// The declarations that say `allow`, `warn` or `deny`, in order.
    pub(super) judging: Vec<Node>,
}

impl Survey {
    pub(super) fn of(tree: &Tree) -> Self {
        let mut survey = Self::default();
        for (node, declaration) in tree.iter() {
            for attribute in tree.attributes_of(declaration) {
                match &attribute.value {
                    Value::After(points) | Value::EndsAfter(points) => {
                        survey.points += points.len();
                    }
                    Value::Severity(..) if survey.judging.last() != Some(&node) => {
                        survey.judging.push(node);
                    }
                    _ => {}
                }
            }
        }
        survey
    }
}
