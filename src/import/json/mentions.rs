//! What a text says that something waits for: `Blocked by #10`, `Depends on https://…`.

use std::sync::LazyLock;

use regex_lite::Regex;

/// Something that a text says it waits for, or that waits for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mention<'t> {
    /// Whether the other waits for it, and not it for the other.
    pub(super) is_reverse: bool,
    /// The other: `#10`, `owner/repository#10`, or an address.
    pub(super) of: &'t str,
}

const PHRASE: &str = r"(?i)\b(?:(blocks|blocking|is a prerequisite (?:for|of)|required by)|blocked by|depends (?:up)?on|depend on|depending on|dependent on|requires|needs|wait(?:s|ing)? (?:for|on))\b";

/// What may stand before a reference.
const BEFORE: &str = r"(?i)^(?:[ \t:,;&+(*_`]|and\b|or\b|also\b|(?:up)?on\b|by\b|for\b|the\b|issues?\b|cards?\b|tickets?\b|tasks?\b|prs?\b|pull requests?\b|\[[^\]\n]*\]\()*";

/// What stands before an entry of a list.
const ENTRY: &str = r"^[^\n]*\n\s*(?:[-*+•]|\d{1,3}[.)])\s+(?:\[[ xX]?\]\s*)?";

/// A reference; a bare address ends where a Markdown link or a sentence does.
const REFERENCE: &str = r"^(?:https?://[^\s<>()\]]+[^\s<>()\].,;:!?*_`]|[\w.-]+/[\w.-]+#\d+|#\d+)";

/// An entry of a list of tasks that is another issue.
const TASK: &str =
    r"(?m)^[ \t]*[-*+][ \t]+\[[ xX]?\][ \t]+(https?://[^\s<>()\]]+|[\w.-]+/[\w.-]+#\d+|#\d+)";

/// What a reader of the text does not see.
const HIDDEN: &str = r"(?s)<!--.*?-->|```.*?```";

static PATTERNS: LazyLock<Option<[Regex; 5]>> = LazyLock::new(|| {
    let [phrase, before, entry, reference, hidden] =
        [PHRASE, BEFORE, ENTRY, REFERENCE, HIDDEN].map(|pattern| Regex::new(pattern).ok());
    Some([phrase?, before?, entry?, reference?, hidden?])
});

/// Everything that a text says something waits for, in its order.
pub(super) fn mentions(text: &str) -> Vec<Mention<'_>> {
    let mut found = Vec::new();
    let Some([phrase, _, _, _, hidden]) = &*PATTERNS else { return found };
    let mut start = 0;
    let hidden = hidden.find_iter(text).map(|it| (it.start(), it.end()));
    for (from, to) in hidden.chain([(text.len(), text.len())]) {
        let seen = text.get(start..from).unwrap_or_default();
        for captures in phrase.captures_iter(seen) {
            let Some(whole) = captures.get(0) else { continue };
            let said_before = seen.get(..whole.start()).unwrap_or_default().trim_end();
            if ["not", "no longer", "n't"].iter().any(|word| said_before.ends_with(word)) {
                continue;
            }
            let is_reverse = captures.get(1).is_some();
            let behind = seen.get(whole.end()..).unwrap_or_default();
            found.extend(references(behind).map(|of| Mention { is_reverse, of }));
        }
        start = to;
    }
    found
}

/// The issues that stand in lists of tasks: `- [ ] #12`.
pub(super) fn tasks(text: &str) -> Vec<&str> {
    static PATTERN: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(TASK).ok());
    let found = PATTERN.as_ref().map(|pattern| pattern.captures_iter(text));
    let all = found.into_iter().flatten();
    all.filter_map(|captures| captures.get(1)).map(|of| of.as_str()).collect()
}

/// The references that follow, on the line or as the list below it.
fn references(text: &str) -> impl Iterator<Item = &str> {
    let (mut rest, mut is_list, mut is_first) = (text, false, true);
    std::iter::from_fn(move || {
        let [_, before, entry, reference, _] = PATTERNS.as_ref()?;
        if is_first && !is_list {
            // What waits may stand in a list below: then nothing but a colon follows on the line.
            let line = rest.lines().next().unwrap_or_default();
            is_list = line.chars().all(|c| matches!(c, ' ' | ':' | '*' | '_' | '\t'));
        }
        if is_list {
            rest = rest.get(entry.find(rest)?.end()..)?;
        }
        is_first = false;
        rest = rest.get(before.find(rest)?.end()..)?;
        let found = reference.find(rest)?;
        rest = rest.get(found.end()..)?.trim_start_matches(')');
        Some(found.as_str())
    })
}
