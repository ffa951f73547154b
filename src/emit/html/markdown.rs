//! Markdown as HTML that does nothing but be read: raw HTML is dropped, a picture is its words, and a link leads to the web or to a
//! letter, or is none.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

use crate::text::{in_markup, may_be_followed, visible_lines};

/// Markdown as HTML whose headings begin at this level.
pub(super) fn rendered(markdown: &str, top: usize) -> String {
    let markdown = visible_lines(markdown);
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    let mut filter = Filter { top, links: Vec::new() };
    let events = Parser::new_ext(&markdown, options).filter_map(|event| filter.passed(event));
    let mut out = String::with_capacity(markdown.len() * 2);
    html::push_html(&mut out, events);
    aligned(&out)
}

/// A cell says by a class where its words stand: a style of its own no policy lets through. Quotes stand for themselves in tags alone.
fn aligned(html: &str) -> String {
    html.replace(" style=\"text-align: left\"", "")
        .replace(" style=\"text-align: right\"", " class=\"end\"")
        .replace(" style=\"text-align: center\"", " class=\"middle\"")
}

/// What is let through.
struct Filter {
    top: usize,
    /// Of each link that is open, whether it is one.
    links: Vec<bool>,
}

impl Filter {
    fn passed<'e>(&mut self, event: Event<'e>) -> Option<Event<'e>> {
        match event {
            Event::Html(_)
            | Event::InlineHtml(_)
            | Event::Start(Tag::HtmlBlock | Tag::Image { .. })
            | Event::End(TagEnd::HtmlBlock | TagEnd::Image) => None,
            Event::Start(Tag::Heading { level, .. }) => {
                let level = self.level(level);
                Some(Event::Start(Tag::Heading {
                    level,
                    id: None,
                    classes: Vec::new(),
                    attrs: Vec::new(),
                }))
            }
            Event::End(TagEnd::Heading(level)) => {
                Some(Event::End(TagEnd::Heading(self.level(level))))
            }
            Event::Start(Tag::Link { dest_url, .. }) => {
                let is_link = may_be_followed(&dest_url);
                self.links.push(is_link);
                is_link.then(|| Event::InlineHtml(opened(&dest_url).into()))
            }
            Event::End(TagEnd::Link) => {
                self.links.pop().unwrap_or(false).then(|| Event::InlineHtml("</a>".into()))
            }
            // Quotes in words are written otherwise than those of tags.
            Event::Text(text) => Some(Event::InlineHtml(in_markup(&text).into_owned().into())),
            Event::Code(code) => {
                Some(Event::InlineHtml(format!("<code>{}</code>", in_markup(&code)).into()))
            }
            // A box that can't be ticked here would be one more thing without a name.
            Event::TaskListMarker(is_done) => {
                Some(Event::Text(if is_done { "☑ " } else { "☐ " }.into()))
            }
            other => Some(other),
        }
    }

    fn level(&self, level: HeadingLevel) -> HeadingLevel {
        let level = level as usize + self.top.saturating_sub(1);
        HeadingLevel::try_from(level.min(6)).unwrap_or(HeadingLevel::H6)
    }
}

/// A link that opens beside the page and tells nobody where it was.
pub(super) fn opened(address: &str) -> String {
    format!("<a href=\"{}\" target=\"_blank\" rel=\"noopener noreferrer\">", in_markup(address))
}

#[cfg(test)]
mod tests {
    use super::rendered;

    #[test]
    fn what_acts_is_dropped() {
        let said =
            rendered("a <b onclick=x>b</b>\n\n<script>alert(1)</script>\n\n![c](https://d.e)", 4);
        assert_eq!(said, "<p>a b</p>\n<p>c</p>\n");
    }

    #[test]
    fn links_lead_where_they_may() {
        let said =
            rendered("[a](javascript:alert(1)) [b](https://c.d/?e&f) [g](data:text/html,h)", 4);
        let link =
            "<a href=\"https://c.d/?e&amp;f\" target=\"_blank\" rel=\"noopener noreferrer\">";
        assert_eq!(said, format!("<p>a {link}b</a> g</p>\n"));
    }

    #[test]
    fn headings_stand_below_what_they_are_in() {
        assert_eq!(rendered("# a\n\n###### b", 4), "<h4>a</h4>\n<h6>b</h6>\n");
    }

    #[test]
    fn cells_have_no_style() {
        let said = rendered("| a | style=\"text-align: right\" |\n| :-: | -: |\n| b | c |", 2);
        assert!(said.contains("<td class=\"middle\">b</td><td class=\"end\">c</td>"), "{said}");
        assert!(said.contains(">style=&quot;text-align: right&quot;<"), "{said}");
    }

    #[test]
    fn marks_of_direction_are_seen() {
        assert_eq!(rendered("a\u{202e}b\n\nc", 2), "<p>a\u{fffd}b</p>\n<p>c</p>\n");
    }
}
