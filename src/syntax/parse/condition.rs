//! Conditions: from tests with `and`, `or`, `not` and parentheses between to a tree. Parentheses are paired with a stack.

use pest::iterators::{Pair, Pairs};

use super::grammar::{MAX_DEPTH, Rule as R};
use super::literal::{percent, quantity};
use super::view::dimension;
use super::written::{Read, Written, stop};
use crate::syntax::ast::{
    Asked, Comparand, Comparison, Condition, Decimal, Dimension, Health, Horizon, Occasion,
    Relation, State, Subject, Test, When,
};
use crate::syntax::keyword;

/// What stands between a parenthesis and its end, or in none.
#[derive(Default)]
struct Level<'p> {
    /// The parenthesis; none of the whole.
    opening: Option<Pair<'p, R>>,
    /// Whether a `not` stands before it.
    is_negated: bool,
    /// What was read so far, up to the last `or`.
    alternatives: Vec<Condition>,
    /// What was read behind it.
    all: Vec<Condition>,
}

impl Level<'_> {
    /// Ends what has to hold together.
    fn or(&mut self) {
        let all = std::mem::take(&mut self.all);
        self.alternatives.extend(joined(all, Condition::All));
    }

    /// All that was read, as one.
    fn whole(mut self) -> Option<Condition> {
        self.or();
        let condition = joined(self.alternatives, Condition::Any)?;
        Some(negated(condition, self.is_negated))
    }
}

fn joined(
    mut conditions: Vec<Condition>,
    join: impl FnOnce(Box<[Condition]>) -> Condition,
) -> Option<Condition> {
    if conditions.len() > 1 { Some(join(conditions.into())) } else { conditions.pop() }
}

fn negated(condition: Condition, is_negated: bool) -> Condition {
    match condition {
        Condition::Not(inner) if is_negated => *inner,
        condition if is_negated => Condition::Not(Box::new(condition)),
        condition => condition,
    }
}

impl Written<'_> {
    /// A condition, from the pairs of its rule.
    pub(super) fn condition<'p>(self, pairs: &mut Pairs<'p, R>) -> Read<Condition> {
        let mut outer: Vec<Level<'p>> = Vec::new();
        let mut level = Level::default();
        let mut is_negated = false;
        for pair in pairs {
            match pair.as_rule() {
                R::negation => is_negated = !is_negated,
                R::opening => {
                    if outer.len() >= MAX_DEPTH {
                        return Err(stop(&pair, R::opening));
                    }
                    let is_negated = std::mem::take(&mut is_negated);
                    let inner = Level { opening: Some(pair), is_negated, ..Level::default() };
                    outer.push(std::mem::replace(&mut level, inner));
                }
                R::closing => {
                    let Some(around) = outer.pop() else { return Err(stop(&pair, R::closing)) };
                    let inner = std::mem::replace(&mut level, around);
                    level.all.extend(inner.whole());
                }
                R::joint if pair.as_str() == "or" => level.or(),
                R::joint => {}
                _ => {
                    let test = Condition::Is(self.test(&pair)?);
                    level.all.push(negated(test, std::mem::take(&mut is_negated)));
                }
            }
        }
        match (&level.opening, level.alternatives.is_empty() && level.all.is_empty()) {
            (Some(opening), _) => Err(stop(opening, R::opening)),
            (None, true) => Err(self.missing(R::condition)),
            (None, false) => level.whole().ok_or_else(|| self.missing(R::condition)),
        }
    }

    fn test(self, pair: &Pair<'_, R>) -> Read<Test> {
        let mut inner = pair.clone().into_inner();
        let inner = &mut inner;
        let asked = match pair.as_rule() {
            R::tagged => Asked::Tag(self.behind_sign(pair)?),
            R::assigned => Asked::Related(Relation::Assignee, self.behind_sign(pair)?),
            R::compared => self.compared(inner)?,
            R::dated => self.dated(inner)?,
            R::graded => graded(&self.first(inner)?),
            R::has => {
                let is_some = self.first(inner)?.as_str() == "any";
                Asked::Has(is_some, dimension(self, &self.first(inner)?)?)
            }
            R::related => {
                let word = self.first(inner)?;
                let named = |relation: &Relation| {
                    relation.words().split(' ').eq(word.as_str().split_ascii_whitespace())
                };
                let relation = Relation::ALL.into_iter().find(named);
                let relation = relation.ok_or_else(|| stop(&word, R::relation))?;
                Asked::Related(relation, self.path(&self.first(inner)?)?)
            }
            _ => alone(pair.as_str()).ok_or_else(|| stop(pair, R::condition))?,
        };
        Ok(Test { asked, span: self.span_of(pair) })
    }

    fn first<'p>(self, pairs: &mut Pairs<'p, R>) -> Read<Pair<'p, R>> {
        pairs.next().ok_or_else(|| self.missing(R::condition))
    }

    /// The name behind `#` or `@`.
    fn behind_sign(self, pair: &Pair<'_, R>) -> Read<crate::text::Span> {
        let span = pair.as_span();
        let name = pair.as_str().get(1..).unwrap_or_default();
        if !super::name::is_path(name) {
            return Err(stop(pair, R::path));
        }
        self.name(span.start() + 1, span.end())
    }

    fn compared(self, inner: &mut Pairs<'_, R>) -> Read<Asked> {
        let of = self.first(inner)?;
        let word = |subject: &Subject<_>| subject.word() == Some(of.as_str());
        let subject = match Subject::WORDS.into_iter().find(word) {
            Some(subject) => subject,
            None => Subject::Field(self.field(&of)?),
        };
        let sign = self.first(inner)?;
        let comparison = Comparison::ALL.into_iter().find(|one| one.sign() == sign.as_str());
        let comparison = comparison.ok_or_else(|| stop(&sign, R::comparison))?;
        let value = self.first(inner)?;
        let comparand = match value.as_rule() {
            R::text => Comparand::Text(self.text(&value)?),
            R::share => Comparand::Share(percent(&value)?),
            R::duration => Comparand::Duration(quantity(&value)?),
            R::date => Comparand::Date(Box::new(self.point(&value, inner)?)),
            R::number => Comparand::Number(self.decimal(&value)?),
            _ => match (subject, importance(value.as_str())) {
                (Subject::Priority, Some(priority)) => Comparand::Number(priority),
                _ => Comparand::Word(self.path(&value)?),
            },
        };
        Ok(Asked::Compared(subject, comparison, comparand))
    }

    fn dated(self, inner: &mut Pairs<'_, R>) -> Read<Asked> {
        let of = self.first(inner)?;
        let word = |occasion: &Occasion<_>| occasion.word() == Some(of.as_str());
        let occasion = match Occasion::WORDS.into_iter().find(word) {
            Some(occasion) => occasion,
            // An item has a start and an end, and no field is either.
            None if matches!(
                of.as_str(),
                "start" | "end" | "begin" | "begins" | "finish" | "finishes" | "depends"
            ) =>
            {
                return Err(stop(&of, R::key));
            }
            None => Occasion::Field(self.field(&of)?),
        };
        let relative = self.first(inner)?;
        let when = match relative.as_str() {
            "before" => When::Before(self.next_point(inner)?),
            "after" => When::After(self.next_point(inner)?),
            _ => When::In(self.point_range(inner)?),
        };
        // Days up to others are days on which something falls.
        if let Some(more) = inner.next() {
            return Err(stop(&more, R::dated));
        }
        Ok(Asked::Dated(occasion, Box::new(when)))
    }

    /// The name of a custom field, which no word of a condition is.
    fn field(self, pair: &Pair<'_, R>) -> Read<crate::text::Span> {
        let word = pair.as_str();
        let is_word = alone(word).is_some()
            || Relation::ALL.iter().any(|relation| relation.words() == word)
            || Dimension::<()>::WORDS.iter().any(|dimension| dimension.word() == Some(word))
            || Subject::<()>::WORDS.iter().any(|subject| subject.word() == Some(word))
            || Occasion::<()>::WORDS.iter().any(|occasion| occasion.word() == Some(word))
            || matches!(word, "no" | "any" | "not" | "and" | "or")
            || keyword::is_of_items(word);
        if is_word { Err(stop(pair, R::key)) } else { self.identifier(pair) }
    }
}

/// `must` is a priority by another name.
pub(super) fn importance(word: &str) -> Option<Decimal> {
    Some(Decimal(match word {
        "must" => 900_000,
        "should" => 700_000,
        "could" => 300_000,
        "wont" => 0,
        _ => return None,
    }))
}

/// `priority must`, `horizon now`
fn graded(word: &Pair<'_, R>) -> Asked {
    match importance(word.as_str()) {
        Some(priority) => {
            Asked::Compared(Subject::Priority, Comparison::Equal, Comparand::Number(priority))
        }
        None => Asked::Horizon(horizon(word.as_str())),
    }
}

/// `now`, `next`, `later`
pub(super) fn horizon(word: &str) -> Horizon {
    match word {
        "now" => Horizon::Now,
        "next" => Horizon::Next,
        _ => Horizon::Later,
    }
}

/// What a word asks that stands alone.
fn alone(word: &str) -> Option<Asked> {
    let kind = || {
        keyword::declaration(word)
            .map(|row| row.kind)
            .filter(|kind| kind.is_item() || *kind == keyword::DeclarationKind::Idea)
    };
    let health = [Health::OnTrack, Health::AtRisk, Health::OffTrack, Health::Unknown];
    let named = |health: &Health| health.word() == word;
    Some(match word {
        "done" => Asked::State(State::Done),
        "under-way" => Asked::State(State::UnderWay),
        "waiting" => Asked::State(State::Waiting),
        "overdue" => Asked::State(State::Overdue),
        "dropped" => Asked::State(State::Dropped),
        "critical" => Asked::Critical,
        "blocked" => Asked::Blocked,
        word => match health.into_iter().find(named) {
            Some(health) => Asked::Health(health),
            None => return kind().map(Asked::Kind).filter(|_| !word.is_empty()),
        },
    })
}
