//! Where a block text was meant to end, when it was never closed.

use crate::syntax::keyword;

/// Whether a `"""` that seems to close this text was meant to open another one: it stands behind a word such as `note`,
/// and a line of the text declares something.
pub(in crate::syntax) fn is_unclosed(inside: &str) -> bool {
    let Some((before, last)) = inside.rsplit_once('\n') else { return false };
    last.trim_end().ends_with("note")
        && before.lines().skip(1).any(|line| declares(line.trim_start()))
}

/// The end of the last line that belongs to an unclosed block text: what follows declares something no deeper than the line on
/// which the text began. Failing that the text's own line.
pub(in crate::syntax) fn end_of_block(text: &str, start: usize, limit: usize) -> usize {
    let line_start = text.get(..start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
    let indent = indentation(text.get(line_start..start).unwrap_or_default());
    let mut at = start;
    let mut end_of_first = None;
    for line in text.get(start..limit).unwrap_or_default().split_inclusive('\n') {
        if at > start {
            let is_end = line.trim_start().starts_with('}') || declares(line.trim_start());
            if is_end && indentation(line) <= indent {
                // The line break stays outside: it ends the line that the text stands on.
                return at - 1;
            }
        }
        at += line.len();
        end_of_first.get_or_insert(at - usize::from(line.ends_with('\n')));
    }
    end_of_first.unwrap_or(limit)
}

fn indentation(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// Whether a line without its indentation reads like a declaration: a keyword with a name or a title behind it.
fn declares(line: &str) -> bool {
    let mut words = line.split_whitespace();
    let keyword = words.next().is_some_and(|word| keyword::declaration(word).is_some());
    let named = words
        .next()
        .is_some_and(|word| word.starts_with(|first: char| first == '"' || first.is_alphabetic()));
    // A sentence of prose has no title in quotes, no duration and no brace.
    let shaped = words.next().is_none_or(|word| {
        word.starts_with(|first: char| "\"{@#".contains(first) || first.is_ascii_digit())
            || keyword::attribute(word).is_some()
    });
    keyword && named && shaped
}
