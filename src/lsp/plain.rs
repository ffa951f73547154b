//! Markdown for clients that show text as it comes.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

/// What Markdown says, without its signs: code keeps its backticks, as in messages.
pub(super) fn plain(markdown: &str) -> String {
    let mut text = String::new();
    for event in Parser::new(markdown) {
        match event {
            Event::Text(said) => text.push_str(&said),
            Event::Code(code) => text.extend(["`", &*code, "`"]),
            Event::SoftBreak | Event::HardBreak => text.push('\n'),
            Event::Start(Tag::Item) => {
                end_line(&mut text);
                text.push_str("- ");
            }
            Event::Rule
            | Event::Start(
                Tag::Paragraph | Tag::Heading { .. } | Tag::CodeBlock(_) | Tag::List(_),
            ) => {
                part(&mut text);
            }
            Event::End(TagEnd::List(_)) => end_line(&mut text),
            _ => {}
        }
    }
    text.truncate(text.trim_end().len());
    text
}

fn end_line(text: &mut String) {
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
}

/// An empty line before what stands by itself; the first of a list's item does not.
fn part(text: &mut String) {
    if text.ends_with("- ") {
        return;
    }
    end_line(text);
    if !text.is_empty() && !text.ends_with("\n\n") {
        text.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn emphasis_goes_and_code_stays() {
        let said = "**task** `build` *Build*\n\n9 Mar\\\nAna\n\n- `a` ends\n- [b](x) ends\n\n```roadmap\ntask b\n```";
        let expected = "task `build` Build\n\n9 Mar\nAna\n\n- `a` ends\n- b ends\n\ntask b";
        assert_eq!(plain(said), expected);
        assert_eq!(plain(""), "");
    }
}
