//! Fixes that leave a line as a person would: without doubled blanks where a word is gone, without a comma behind which nothing comes.

use std::ops::Range;

use super::{Edit, Fix};
use crate::text::{Source, Sources};

const BLANKS: [char; 2] = [' ', '\t'];

impl Fix {
    /// Widens what is taken out by the blanks that it leaves without use, and drops blanks that would be doubled.
    pub(crate) fn tidy(&mut self, sources: &Sources) {
        for index in 0..self.edits.len() {
            let (before, here) = self.edits.split_at_mut(index);
            let Some((edit, behind)) = here.split_first_mut() else { return };
            let source = sources.source_of(edit.span);
            let Some(text) = sources.source(source).map(Source::text) else { continue };
            // Neighbouring edits keep what is theirs.
            let near = |other: &&Edit| sources.source_of(other.span) == source;
            let from = before.last().filter(near).map_or(0, |edit| sources.local(edit.span).end);
            let to = behind.first().filter(near);
            let to = to.map_or(text.len(), |edit| sources.local(edit.span).start);
            tidy(edit, text, from..to, sources);
        }
    }
}

fn tidy(edit: &mut Edit, text: &str, free: Range<usize>, sources: &Sources) {
    let old = sources.local(edit.span);
    let piece = |range: Range<usize>| text.get(range).unwrap_or_default();
    let (before, behind) = (piece(free.start..old.start), piece(old.end..free.end));
    if !edit.text.trim_matches(BLANKS).is_empty() {
        if edit.text.starts_with('\n') {
            let kept = before.trim_end_matches(BLANKS);
            edit.span.start -= width(before.len() - kept.len());
        } else if before.ends_with(BLANKS) {
            edit.text = edit.text.trim_start_matches(BLANKS).to_owned();
        }
        if behind.starts_with(BLANKS) {
            edit.text.truncate(edit.text.trim_end_matches(BLANKS).len());
        }
        return;
    }
    let is_word = piece(old)
        .starts_with(|first: char| !first.is_ascii_punctuation() || "\"@#".contains(first));
    if let Some((left, right)) = gap(before, behind, is_word) {
        edit.span.start -= width(left);
        edit.span.end += width(right);
        edit.text.clear();
    }
}

fn width(bytes: usize) -> u32 {
    u32::try_from(bytes).unwrap_or(0)
}

/// How many bytes before and behind something that is taken out go with it. `None` where nothing separates its neighbours but itself.
fn gap(before: &str, behind: &str, is_word: bool) -> Option<(usize, usize)> {
    let kept = before.trim_end_matches(BLANKS);
    let rest = behind.trim_start_matches(BLANKS);
    let blanks = (before.len() - kept.len(), behind.len() - rest.len());
    let is_first = kept.is_empty() || kept.ends_with('\n');
    let is_last = rest.is_empty() || rest.starts_with(['\n', '\r']);
    if is_word && (is_last || rest.starts_with(',')) {
        // A comma would go on with the next line.
        let listed = before.trim_end();
        if listed.ends_with(',') {
            return Some((before.len() - listed.len() + 1, if is_last { blanks.1 } else { 0 }));
        }
    }
    match (is_first, is_last) {
        (true, true) => Some((blanks.0, blanks.1 + line_break(rest))),
        (true, false) => Some((0, blanks.1)),
        (false, true) => Some(blanks),
        (false, false) if blanks.0 > 0 && (blanks.1 > 0 || rest.starts_with(',')) => {
            Some((blanks.0, 0))
        }
        (false, false) if blanks.0 > 0 || blanks.1 > 0 => Some((0, 0)),
        (false, false) => None,
    }
}

fn line_break(text: &str) -> usize {
    ["\r\n", "\n", "\r"].into_iter().find(|end| text.starts_with(end)).map_or(0, str::len)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    /// The text without the piece between `[` and `]`, or with what stands behind a `|` in it in its place.
    fn mended(marked: &str) -> String {
        let (before, rest) = marked.split_once('[').unwrap();
        let (old, behind) = rest.split_once(']').unwrap();
        let (old, new) = old.split_once('|').unwrap_or((old, ""));
        let text = format!("{before}{old}{behind}");
        let mut sources = Sources::default();
        let id = sources.add(Source::new("a", text.clone())).unwrap();
        let at = |offset: usize| sources.base(id) + u32::try_from(offset).unwrap();
        let span = Span::new(at(before.len()), at(before.len() + old.len()));
        let edit = Edit { span, text: new.to_owned() };
        let mut fix = Fix { title: String::new(), edits: vec![edit] };
        fix.tidy(&sources);
        let edit = &fix.edits[0];
        let mut text = text;
        text.replace_range(sources.local(edit.span), &edit.text);
        text
    }

    #[test]
    fn no_blank_is_doubled_and_none_is_lost() {
        for (marked, expected) in [
            ("task a 5d [10d]\n", "task a 5d\n"),
            ("task a 5d  [10d]", "task a 5d"),
            ("task a  5d  [10d]  @ana\n", "task a  5d  @ana\n"),
            ("task a 5d, [10d]\ntask b", "task a 5d\ntask b"),
            ("task a 5d,\n  [10d]\ntask b", "task a 5d\ntask b"),
            ("task a 5d, [10d], @ana", "task a 5d, @ana"),
            ("task a [10d], @ana", "task a, @ana"),
            ("task a {\n  [10d]\n  @ana\n}", "task a {\n  @ana\n}"),
            ("task a {\r\n  [10d]\r\n}", "task a {\r\n}"),
            ("task a {\n  [10d] @ana\n}", "task a {\n  @ana\n}"),
            ("task a [10d] {\n", "task a {\n"),
            ("task a 5d,[,] @ana\n", "task a 5d, @ana\n"),
            ("task a 5d,[,]\n", "task a 5d,\n"),
            ("task a 5d [|\n  ]task b\n", "task a 5d\n  task b\n"),
            ("task a by[:| ]2026\n", "task a by 2026\n"),
            ("task a by[:| ] 2026\n", "task a by 2026\n"),
            ("task a by [:| ] 2026\n", "task a by 2026\n"),
            ("task a [| \"A\"] 5d\n", "task a \"A\" 5d\n"),
            ("task a[| \"A\"] 5d\n", "task a \"A\" 5d\n"),
        ] {
            assert_eq!(mended(marked), expected, "{marked:?}");
        }
    }
}
