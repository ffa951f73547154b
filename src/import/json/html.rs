//! Text that a tool keeps as HTML, as Markdown: what is bold stays bold, what is a link stays one, all other marks go.

use std::sync::LazyLock;

use regex_lite::{Captures, Regex};

/// What becomes of tags: each in its turn.
const TAGS: [(&str, &str); 9] = [
    (r"(?is)<(?:script|style)\b.*?</(?:script|style)>", ""),
    (r#"(?is)<a\b[^>]*?\bhref\s*=\s*["'](https?://[^"'\s<>]+)["'][^>]*>(.*?)</a>"#, "[$2]($1)"),
    (r"(?i)\s*<li\b[^>]*>\s*", "\n- "),
    (r"(?i)\s*<h[1-6]\b[^>]*>\s*", "\n\n### "),
    (r"(?i)<br\b[^>]*>\s*", "\n"),
    (r"(?i)\s*</?(?:p|div|ul|ol|table|tr|h[1-6]|blockquote|pre)\b[^>]*>\s*", "\n\n"),
    (r"(?i)</?(?:b|strong)\b[^>]*>", "**"),
    (r"(?i)</?(?:i|em)\b[^>]*>", "*"),
    (r"</?[A-Za-z!][^>]*>", ""),
];

static PATTERNS: LazyLock<Vec<(Regex, &str)>> = LazyLock::new(|| {
    TAGS.iter().filter_map(|(tag, text)| Some((Regex::new(tag).ok()?, *text))).collect()
});

static ENTITY: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"&(?:#([0-9]{1,7})|#[xX]([0-9A-Fa-f]{1,6})|([a-z]{2,5}));").ok());

/// A text of HTML as Markdown.
pub(in crate::import) fn markdown(html: &str) -> String {
    if !html.contains(['<', '&']) {
        return html.trim().to_owned();
    }
    let mut text = html.to_owned();
    for (pattern, stand_in) in &*PATTERNS {
        text = pattern.replace_all(&text, *stand_in).into_owned();
    }
    if let Some(entity) = &*ENTITY {
        text = entity.replace_all(&text, |found: &Captures<'_>| character(found)).into_owned();
    }
    let mut lines: Vec<&str> = Vec::new();
    for line in text.lines().map(str::trim_end) {
        let is_second_blank = line.trim().is_empty() && lines.last().is_none_or(|it| it.is_empty());
        if !is_second_blank {
            lines.push(if line.trim().is_empty() { "" } else { line });
        }
    }
    lines.join("\n").trim().to_owned()
}

fn character(found: &Captures<'_>) -> String {
    let whole = found.get(0).map(|it| it.as_str()).unwrap_or_default();
    let number = (found.get(1).and_then(|it| it.as_str().parse().ok()))
        .or_else(|| found.get(2).and_then(|it| u32::from_str_radix(it.as_str(), 16).ok()));
    let named = match found.get(3).map(|it| it.as_str()) {
        Some("amp") => Some('&'),
        Some("lt") => Some('<'),
        Some("gt") => Some('>'),
        Some("quot") => Some('"'),
        Some("apos") => Some('\''),
        Some("nbsp") => Some(' '),
        _ => None,
    };
    let character = named.or_else(|| number.and_then(char::from_u32));
    character.map_or_else(|| whole.to_owned(), |it| it.to_string())
}
