//! Several names behind an `@` that are not written as they should be: `@ana or bo`, `@ana | bo`, `@ana/bo`, `@ana and bo`.

use crate::diagnostic::Diagnostic;
use crate::diagnostic::rules::SYNTAX_ERROR;
use crate::syntax::keyword;
use crate::syntax::parse::literals::name;
use crate::syntax::parse::reader::{Reader, Word};
use crate::syntax::parse::token::TokenKind;

/// The names that one assignment is made of, well written or not: those of `@ana|bo`, and what is meant as such.
pub(super) fn names<'s>(reader: &mut Reader<'_, 's>, first: Word<'s>) -> Vec<Word<'s>> {
    let mut words = vec![first];
    while let Some(next) = next_alternative(reader, words.last().copied().unwrap_or(first)) {
        words.push(next);
    }
    let is_apart = words.len() > 1;
    let mut names: Vec<Word<'s>> = words.into_iter().flat_map(parts).collect();
    let is_joined_wrong = first.text.contains(['/', '+', '&']) || first.text.contains("||");
    let are_several = names.len() > 1 && names.iter().all(|name| is_name(*name));
    if is_apart || (is_joined_wrong && are_several) {
        wrong(reader, first, &mut names);
    } else if !is_apart {
        // What is wrong with it in another way is told of the name itself.
        names = bars(first);
    }
    dangling(reader);
    joint(reader, &mut names);
    names
}

/// `@ana |`: says that a name is missing behind the sign, and passes over it.
fn dangling(reader: &mut Reader<'_, '_>) {
    let Some(sign) = reader.peek_word().filter(|next| matches!(next.text, "|" | "||" | "/")) else {
        return;
    };
    reader.skip();
    reader.error(|| {
        let message = format!("expected the name of a person or a team behind `{sign}`");
        Diagnostic::new(&SYNTAX_ERROR, sign.span, message)
    });
}

/// Cut at its `|`, and at nothing else.
fn bars(word: Word<'_>) -> Vec<Word<'_>> {
    let mut parts = Vec::with_capacity(1);
    let mut rest = word;
    while let Some((part, behind)) = rest.split_once("|") {
        parts.push(part);
        rest = behind;
    }
    parts.push(rest);
    parts
}

/// Cut at whatever people put between names, the empty parts left out.
fn parts(word: Word<'_>) -> Vec<Word<'_>> {
    let mut parts = Vec::with_capacity(1);
    let mut start = 0;
    for (at, _) in word.text.match_indices(['|', '/', '+', '&']) {
        parts.push(word.part(start, at));
        start = at + 1;
    }
    parts.push(word.behind(start));
    parts.retain(|part| !part.text.is_empty());
    parts
}

/// Another name, of which blanks or a word part it from the one before; passes over it.
fn next_alternative<'s>(reader: &mut Reader<'_, 's>, before: Word<'s>) -> Option<Word<'s>> {
    let next = reader.peek_word()?;
    if before.text.ends_with(['|', '/']) && is_name(next) {
        reader.skip();
        return Some(next);
    }
    if next.text.starts_with(['|', '/']) && next.text.len() > 1 && is_name(next.behind(1)) {
        reader.skip();
        return Some(next.behind(1));
    }
    let is_sign = matches!(next.text, "or" | "OR" | "Or" | "|" | "||" | "/");
    let name = reader.peek_word_at(1).filter(|name| is_sign && is_name(*name))?;
    reader.skip();
    reader.skip();
    Some(name)
}

/// `@ana`, `ana:50%`, `ana|bo`: whether a word can be the name of somebody.
fn is_name(word: Word<'_>) -> bool {
    let is_path = |part: &str| {
        let bare = part.strip_prefix('@').unwrap_or(part);
        name::is_path(bare.split_once(':').map_or(bare, |(name, _)| name))
    };
    keyword::attribute(word.text).is_none() && word.text.split('|').all(is_path)
}

/// Says how such names are written: each with its `@` where all of them are meant, else with `|` between.
fn wrong<'s>(reader: &mut Reader<'_, 's>, first: Word<'s>, names: &mut [Word<'s>]) {
    let Some(last) = names.last().copied() else { return };
    let span = first.span.to(last.span);
    let bare: Vec<&str> = names.iter().map(|name| name.text.trim_start_matches('@')).collect();
    let are_all_meant = first.text.contains(['+', '&']);
    reader.error(|| {
        let (message, fixed) = if are_all_meant {
            ("everybody who works on it has their own `@`", format!("@{}", bare.join(" @")))
        } else {
            ("alternatives are joined by `|`, without blanks", format!("@{}", bare.join("|")))
        };
        let title = format!("replace with `{fixed}`");
        Diagnostic::new(&SYNTAX_ERROR, span, message).replace(title, span, fixed)
    });
}

/// `owner @ana or bo`, `owner @ana/bo`: says that one answers for it, passes over the others and gives back the first.
pub(super) fn first_of<'s>(reader: &mut Reader<'_, 's>, first: Word<'s>) -> Word<'s> {
    let mut others = Vec::new();
    while let Some(next) = next_alternative(reader, others.last().copied().unwrap_or(first))
        .or_else(|| conjoined(reader).map(|(_, other)| other))
        .or_else(|| listed(reader))
    {
        others.push(next);
    }
    let mut names = parts(first);
    if !names.iter().all(|name| is_name(*name)) {
        return first;
    }
    names.extend(others.into_iter().flat_map(parts));
    let [owner, other, ..] = *names.as_slice() else { return first };
    let last = names.last().copied().unwrap_or(other);
    reader.error(|| {
        let bare = |name: Word<'_>| format!("@{}", name.text.trim_start_matches('@'));
        let span = first.span.to(last.span);
        let fixed = bare(owner);
        Diagnostic::new(&SYNTAX_ERROR, span, "one person or team answers for it")
            .help(format!("who works on it stands alone: `{}`", bare(other)))
            .replace(format!("replace with `{fixed}`"), span, fixed)
    });
    owner
}

/// The name behind a comma of the same line, `@ana, @bo`; passes over both. On the next line somebody stands who works on it.
fn listed<'s>(reader: &mut Reader<'_, 's>) -> Option<Word<'s>> {
    reader.peek().filter(|token| token.kind == TokenKind::Comma)?;
    reader.peek_at(1).filter(|token| !token.is_first)?;
    let other = reader.peek_word_at(1).filter(|other| other.text.starts_with('@'))?;
    if !is_name(other) {
        return None;
    }
    reader.skip();
    reader.skip();
    Some(other)
}

/// The name behind an `and`, with that; passes over both.
fn conjoined<'s>(reader: &mut Reader<'_, 's>) -> Option<(Word<'s>, Word<'s>)> {
    let is_conjunction = |word: &Word<'_>| matches!(word.text, "and" | "AND" | "&" | "+");
    let and = reader.peek_word().filter(is_conjunction)?;
    let other = reader.peek_word_at(1).filter(|other| is_name(*other))?;
    reader.skip();
    reader.skip();
    Some((and, other))
}

/// `@ana and bo`: says that the other has an `@` too, and takes the name in, so that it is looked up.
fn joint<'s>(reader: &mut Reader<'_, 's>, names: &mut Vec<Word<'s>>) {
    while let Some((and, other)) = conjoined(reader) {
        names.push(other);
        let fixed = format!("@{}", other.text.trim_start_matches('@'));
        reader.error(|| {
            let span = and.span.to(other.span);
            let message = "everybody who works on it has their own `@`";
            let title = format!("replace with `{fixed}`");
            Diagnostic::new(&SYNTAX_ERROR, span, message).replace(title, span, fixed)
        });
    }
}
