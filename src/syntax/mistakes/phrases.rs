//! Words for messages.

use crate::syntax::keyword::{self, AttributeKind, AttributeWord, DeclarationKind};

/// `a task`, `an idea`; of the roadmap `the header`.
pub(in crate::syntax) fn with_article(kind: DeclarationKind) -> String {
    match (kind, kind.lexeme()) {
        (DeclarationKind::Roadmap, _) => "the header".to_owned(),
        (_, lexeme) if lexeme.starts_with(['i', 'o']) => format!("an {lexeme}"),
        (_, lexeme) => format!("a {lexeme}"),
    }
}

/// `a`, `a or b`, `a, b or c`.
pub(in crate::syntax) fn any_of<T: AsRef<str>>(words: &[T]) -> String {
    match words {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [others @ .., last] => {
            let others: Vec<_> = others.iter().map(AsRef::as_ref).collect();
            format!("{} or {}", others.join(", "), last.as_ref())
        }
    }
}

/// A sentence with an example of each way that an attribute is written.
pub(in crate::syntax) fn for_example(
    kind: AttributeKind,
    lexeme: &str,
    on: DeclarationKind,
) -> String {
    let row = keyword::attribute(lexeme).filter(|row| row.kind == kind);
    let row = row.or_else(|| keyword::ATTRIBUTES.iter().find(|row| row.kind == kind));
    let row = row.map(|row| row.on_kind(on));
    let examples = row.into_iter().flat_map(AttributeWord::examples);
    let quoted: Vec<String> = examples.map(|example| format!("`{example}`")).collect();
    format!("for example {}", any_of(&quoted))
}

/// A word as a message shows it: one that is very long only by its beginning.
pub(in crate::syntax) fn shortened(word: &str) -> String {
    const SHOWN: usize = 60;
    if word.len() <= SHOWN {
        return word.to_owned();
    }
    word.chars().take(SHOWN).chain(std::iter::once('…')).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alternatives_read_like_a_sentence() {
        assert_eq!(any_of::<&str>(&[]), "");
        assert_eq!(any_of(&["a"]), "a");
        assert_eq!(any_of(&["a", "b", "c"]), "a, b or c");
    }

    #[test]
    fn kinds_have_their_article() {
        assert_eq!(with_article(DeclarationKind::Idea), "an idea");
        assert_eq!(with_article(DeclarationKind::Task), "a task");
        assert_eq!(with_article(DeclarationKind::Roadmap), "the header");
    }
}
