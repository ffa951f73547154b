//! The part of a chart that a page shows, so that a page does not hold all of the others, and each of its texts once.
//!
//! A chart is written an element a line, by `chart/draw/canvas.rs`.

use std::fmt::Write as _;

use usvg::tiny_skia_path::PathSegment;
use usvg::{Group, Node};

use super::super::chart::Px;
use super::super::typeface::{PictureError, Typesetter};
use super::pages::points;

/// Half of the widest line round a rectangle.
const REACH: f32 = 2.0;
/// What keeps lines at a distance from a text.
const HALO: &str = "<text aria-hidden=\"true\"";

/// A chart without texts and rectangles that lie outside of a part of it. What keeps lines at a distance from a text is no text by itself,
/// which would be found and copied beside the other: it is the outline of its letters.
pub(super) fn excerpt(
    svg: &str,
    (from, to): (Px, Px),
    setter: &mut Typesetter,
) -> Result<String, PictureError> {
    let (from, to) = (points(from), points(to));
    let lines = || svg.split_inclusive('\n').filter(|line| !is_elsewhere(line, from, to));
    let mut halos = halos(svg, lines(), setter)?.into_iter();
    let mut excerpt = String::with_capacity(svg.len() / 2);
    for line in lines() {
        if line.starts_with(HALO) {
            excerpt.push_str(&halos.next().unwrap_or_default());
        } else {
            excerpt.push_str(line);
        }
    }
    Ok(excerpt)
}

fn is_elsewhere(line: &str, from: f32, to: f32) -> bool {
    let number = |name| attribute(line, name).and_then(|value| value.parse::<f32>().ok());
    let ends = |end| line.trim_end().ends_with(end);
    if line.starts_with("<text") && ends("</text>") {
        // A text is where its letters stand: below that is the next row's.
        return number("y").is_some_and(|y| y < from || y > to);
    }
    let is_rect = line.starts_with("<rect") && ends("/>");
    let sides = number("y").zip(number("height")).filter(|_| is_rect);
    sides.is_some_and(|(top, height)| top + height + REACH < from || top - REACH > to)
}

/// For each text that only keeps lines at a distance its outline.
fn halos<'l>(
    svg: &str,
    lines: impl Iterator<Item = &'l str>,
    setter: &mut Typesetter,
) -> Result<Vec<String>, PictureError> {
    let (root, _) = svg.split_once('>').unwrap_or((svg, ""));
    let mut texts = format!("{root}>");
    let mut inks = Vec::new();
    for line in lines {
        let Some(rest) = line.strip_prefix(HALO) else { continue };
        let _ = write!(texts, "<text id=\"{}\"{rest}", inks.len());
        inks.push(attribute(line, "stroke").unwrap_or("none"));
    }
    if inks.is_empty() {
        return Ok(Vec::new());
    }
    let tree = setter.set(&(texts + "</svg>"))?;
    let outlined = inks.into_iter().enumerate().map(|(at, ink)| {
        let mut data = String::new();
        if let Some(Node::Text(text)) = tree.node_by_id(&at.to_string()) {
            outline(text.flattened(), &mut data);
        }
        let looks = format!("fill=\"{ink}\" stroke=\"{ink}\" stroke-width=\"4\"");
        format!("<path {looks} d=\"{data}\"/>\n")
    });
    Ok(outlined.collect())
}

/// Writes the outlines of letters.
fn outline(letters: &Group, data: &mut String) {
    for node in letters.children() {
        match node {
            Node::Group(group) => outline(group, data),
            Node::Path(path) => {
                let placed = path.data().clone().transform(path.abs_transform());
                placed.iter().flat_map(|path| path.segments()).for_each(|part| segment(part, data));
            }
            Node::Image(_) | Node::Text(_) => {}
        }
    }
}

fn segment(segment: PathSegment, data: &mut String) {
    // A text takes all it is given.
    let _ = match segment {
        PathSegment::MoveTo(to) => write!(data, "M{} {}", to.x, to.y),
        PathSegment::LineTo(to) => write!(data, "L{} {}", to.x, to.y),
        PathSegment::QuadTo(by, to) => write!(data, "Q{} {} {} {}", by.x, by.y, to.x, to.y),
        PathSegment::CubicTo(first, then, to) => {
            write!(data, "C{} {} {} {} {} {}", first.x, first.y, then.x, then.y, to.x, to.y)
        }
        PathSegment::Close => write!(data, "Z"),
    };
}

/// The value of an attribute of the element that a line begins with.
fn attribute<'l>(line: &'l str, name: &str) -> Option<&'l str> {
    let (element, _) = line.split_once('>')?;
    let (_, rest) = element.split_once(&format!(" {name}=\""))?;
    rest.split_once('"').map(|(value, _)| value)
}

#[cfg(test)]
mod tests {
    use super::super::super::typeface::Fonts;
    use super::*;

    fn excerpt_of(svg: &str, part: (i64, i64)) -> String {
        let part = (Px::whole(part.0), Px::whole(part.1));
        excerpt(svg, part, &mut Typesetter::new(Fonts::Embedded)).unwrap()
    }

    #[test]
    fn what_lies_elsewhere_is_left_out() {
        let svg = "<svg>\n<rect y=\"0\" height=\"900\"/>\n<rect y=\"10\" height=\"9\"/>\n<text y=\"20\">a</text>\n<text y=\"500\">b &gt; c</text>\n</svg>\n";
        let kept = excerpt_of(svg, (400, 600));
        let expected =
            "<svg>\n<rect y=\"0\" height=\"900\"/>\n<text y=\"500\">b &gt; c</text>\n</svg>\n";
        assert_eq!(kept, expected);
    }

    #[test]
    fn what_keeps_lines_at_a_distance_is_no_text() {
        let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"99\" height=\"99\" font-family=\"Inter\">\n<text aria-hidden=\"true\" fill=\"#fff\" stroke=\"#fff\" x=\"1\" y=\"20\">l</text>\n<text x=\"1\" y=\"20\">l</text>\n</svg>\n";
        let kept = excerpt_of(svg, (0, 99));
        assert_eq!(kept.matches("<text").count(), 1, "{kept}");
        let (_, path) = kept.split_once("stroke-width=\"4\" d=\"M").unwrap();
        assert!(path.split('"').next().unwrap().matches('L').count() >= 3, "{kept}");
        assert_eq!(excerpt_of(svg, (40, 99)).matches("<text").count(), 0);
    }
}
