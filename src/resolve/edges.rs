//! What waits for what: `after`, `ends after`, `before`, `within`.

use super::resolver::Resolver;
use super::tree::Node;
use super::wanted;
use crate::model::{Anchor, Dependency, Edge, ItemId, Lag, Limit, WrittenAs};
use crate::syntax::ast::{Attribute, Point, TimeAmount, Value};
use crate::text::Span;

impl Resolver<'_> {
    pub(super) fn edges(&mut self, node: Node, id: ItemId, attribute: &Attribute) {
        match &attribute.value {
            Value::After(points) => {
                self.waits_for(node, id, Edge::Start, points, WrittenAs::After);
            }
            Value::EndsAfter(points) => {
                self.waits_for(node, id, Edge::End, points, WrittenAs::EndsAfter);
            }
            Value::Before(names) => {
                for name in names {
                    self.before(node, id, *name);
                }
            }
            Value::Within { limit, is_elapsed, after } => {
                self.within(node, id, (*limit, *is_elapsed), after, attribute.span);
            }
            _ => {}
        }
    }

    fn waits_for(
        &mut self,
        node: Node,
        item: ItemId,
        edge: Edge,
        points: &[Point],
        written_as: WrittenAs,
    ) {
        for point in points {
            if let Some((anchor, lag)) = self.anchor(node, point) {
                let span = point.span();
                let dependency = Dependency { item, edge, anchor, lag, written_as, span };
                self.model.dependencies.push(dependency);
            }
        }
    }

    /// `before b` is the same edge as `b after this`.
    fn before(&mut self, node: Node, id: ItemId, name: Span) {
        let Some((found, rest)) = self.refer(node, name, &wanted::ITEM) else { return };
        let edge = match rest {
            "" | "start" => Edge::Start,
            "end" => Edge::End,
            _ => return self.report_unknown_inside(found, rest, name, &wanted::ITEM),
        };
        self.model.dependencies.push(Dependency {
            item: ItemId(self.row(found)),
            edge,
            anchor: Anchor::Item(id, Edge::End),
            lag: Lag::default(),
            written_as: WrittenAs::Before,
            span: name,
        });
    }

    fn within(
        &mut self,
        node: Node,
        item: ItemId,
        (limit, is_elapsed): (TimeAmount, bool),
        after: &[Point],
        span: Span,
    ) {
        let quantity = self.quantity(node, limit);
        let minutes = quantity.and_then(|quantity| {
            if is_elapsed { self.elapsed(quantity, span) } else { self.working(quantity, span) }
        });
        for point in after {
            let anchored = self.anchor(node, point);
            if let Some(((anchor, lag), minutes)) = anchored.zip(minutes) {
                let within = Lag { minutes, is_elapsed };
                self.model.limits.push(Limit { item, anchor, lag, within, span });
            }
        }
    }
}
