//! The part of a chart that a page shows, so that a page does not hold all of the others, and each of its texts once.
//!
//! A chart is written an element a line, by `chart/draw/canvas.rs`.

use std::fmt::Write as _;

use svgtypes::{SimplePathSegment, SimplifyingPathParser};
use usvg::tiny_skia_path::PathSegment;
use usvg::{Group, Node};

use super::super::chart::Px;
use super::super::typeface::{PictureError, Typesetter};
use super::pages::points;

/// Half of the widest line.
const REACH: f32 = 5.0;
/// What keeps lines at a distance from a text.
const HALO: &str = "<text aria-hidden=\"true\"";

/// A chart, of each of its elements known from where to where it reaches downwards.
pub(super) struct Elements<'s> {
    svg: &'s str,
    all: Vec<Element<'s>>,
}

/// What is left out or drawn as a whole, but for paths, of which only some parts may be drawn.
enum Element<'s> {
    /// It holds what follows up to the end that belongs to it.
    Begin(&'s str),
    End(&'s str),
    Shape(&'s str, Extent),
    /// What stands before its parts and behind them.
    Path([&'s str; 2], Vec<(&'s str, Extent)>),
    /// It is no shape, or a shape of an unknown extent.
    Other(&'s str),
}

/// From where to where something reaches downwards.
#[derive(Clone, Copy)]
struct Extent(f32, f32);

impl Extent {
    fn meets(self, part: Self) -> bool {
        self.1 >= part.0 && self.0 <= part.1
    }
}

impl<'s> Elements<'s> {
    pub(super) fn of(svg: &'s str) -> Self {
        let mut all = Vec::new();
        for line in svg.split_inclusive('\n') {
            // Behind the beginning of a link stands what it holds.
            let end = line.find('>').filter(|_| line.starts_with("<a ")).map_or(0, |end| end + 1);
            let (link, held) = line.split_at_checked(end).unwrap_or(("", line));
            if !link.is_empty() {
                all.push(Element::Begin(link));
            }
            all.push(element(held));
        }
        Self { svg, all }
    }

    /// The chart without all that lies outside of a part of it. What keeps lines at a distance from a text is no text by itself,
    /// which would be found and copied beside the other: it is the outline of its letters.
    pub(super) fn excerpt(
        &self,
        (from, to): (Px, Px),
        setter: &mut Typesetter,
    ) -> Result<String, PictureError> {
        let part = Extent(points(from), points(to));
        let texts = self.all.iter().filter_map(|element| match element {
            Element::Shape(text, extent) if extent.meets(part) => Some(*text),
            _ => None,
        });
        let mut halos = halos(self.svg, texts, setter)?.into_iter();
        let mut excerpt = Excerpt::default();
        for element in &self.all {
            match element {
                Element::Begin(text) => excerpt.begin(text),
                Element::End(text) => excerpt.end(text),
                Element::Shape(_, extent) if !extent.meets(part) => {}
                Element::Shape(text, _) if text.starts_with(HALO) => {
                    excerpt.draw([halos.next().unwrap_or_default()]);
                }
                Element::Shape(text, _) => excerpt.draw([text]),
                Element::Path([before, behind], ways) => {
                    let ways = ways.iter().filter(|(_, extent)| extent.meets(part));
                    let mut ways = ways.map(|(way, _)| *way).peekable();
                    if ways.peek().is_some() {
                        excerpt.draw([*before].into_iter().chain(ways).chain([*behind]));
                    }
                }
                Element::Other(text) => excerpt.text.push_str(text),
            }
        }
        Ok(excerpt.text)
    }
}

/// An excerpt as far as it is written.
#[derive(Default)]
struct Excerpt {
    text: String,
    /// Where each of what is begun begins, if nothing was drawn in it so far.
    begun: Vec<Option<usize>>,
}

impl Excerpt {
    fn begin(&mut self, text: &str) {
        self.begun.push(Some(self.text.len()));
        self.text.push_str(text);
    }

    /// Ends what was begun last, or leaves it out if it is empty.
    fn end(&mut self, text: &str) {
        match self.begun.pop().flatten() {
            Some(start) => self.text.truncate(start),
            None => self.text.push_str(text),
        }
    }

    fn draw(&mut self, pieces: impl IntoIterator<Item: AsRef<str>>) {
        self.begun.fill(None);
        self.text.extend(pieces.into_iter().map(|piece| piece.as_ref().to_owned()));
    }
}

/// What a line says.
fn element(line: &str) -> Element<'_> {
    let number = |name| attribute(line, name).and_then(|value| value.parse::<f32>().ok());
    let ends = |end| line.trim_end().ends_with(end);
    let begins = |element| line.starts_with(element);
    let extent = if begins("<text ") && ends("</text>") {
        // A text is where its letters stand: below that is the next row's.
        number("y").map(|y| Extent(y, y))
    } else if begins("<rect ") && ends("/>") {
        number("y").zip(number("height")).map(|(y, height)| Extent(y - REACH, y + height + REACH))
    } else if begins("<circle ") && ends("/>") {
        number("cy").zip(number("r")).map(|(y, r)| Extent(y - r - REACH, y + r + REACH))
    } else {
        None
    };
    if let Some(extent) = extent {
        return Element::Shape(line, extent);
    }
    if begins("<path ") && ends("/>") {
        return path(line).unwrap_or(Element::Other(line));
    }
    match line {
        _ if begins("<g>") || begins("<g ") => Element::Begin(line),
        _ if begins("</g>") || begins("</a>") => Element::End(line),
        _ => Element::Other(line),
    }
}

/// A path in its parts, each with an extent of its own.
fn path(line: &str) -> Option<Element<'_>> {
    let (before, rest) = line.split_at_checked(line.find(" d=\"")? + " d=\"".len())?;
    let (data, behind) = rest.split_at_checked(rest.find('"')?)?;
    let starts: Vec<_> = data.match_indices('M').map(|(at, _)| at).collect();
    let ends = starts.iter().skip(1).copied().chain([data.len()]);
    let ways = starts.iter().zip(ends).map(|(start, end)| {
        let way = data.get(*start..end)?;
        Some((way, reach(way)?))
    });
    let ways = ways.collect::<Option<Vec<_>>>()?;
    (starts.first() == Some(&0)).then_some(Element::Path([before, behind], ways))
}

/// From where to where path data reaches, or what bends it.
#[allow(clippy::cast_possible_truncation, reason = "it has one decimal")]
fn reach(data: &str) -> Option<Extent> {
    let (mut top, mut foot) = (f64::INFINITY, f64::NEG_INFINITY);
    for segment in SimplifyingPathParser::from(data) {
        let ys = match segment.ok()? {
            SimplePathSegment::MoveTo { y, .. } | SimplePathSegment::LineTo { y, .. } => [y; 3],
            SimplePathSegment::Quadratic { y1, y, .. } => [y1, y, y],
            SimplePathSegment::CurveTo { y1, y2, y, .. } => [y1, y2, y],
            SimplePathSegment::ClosePath => continue,
        };
        (top, foot) = ys.iter().fold((top, foot), |(top, foot), y| (top.min(*y), foot.max(*y)));
    }
    (top <= foot).then_some(Extent(top as f32 - REACH, foot as f32 + REACH))
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
        Elements::of(svg).excerpt(part, &mut Typesetter::new(Fonts::Embedded)).unwrap()
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
    fn of_a_path_the_parts_are_kept_that_reach_there() {
        let svg = "<svg>\n<path fill=\"none\" d=\"M0 10H9M1 20V900M2 500l3 3zm0 2v1M3 700a3 3 0 1 0 6 0\"/>\n<path d=\"M0 10H9\"/>\n<circle cx=\"1\" cy=\"9\" r=\"3\"/>\n<circle cx=\"1\" cy=\"390\" r=\"9\"/>\n</svg>\n";
        let expected = "<svg>\n<path fill=\"none\" d=\"M1 20V900M2 500l3 3zm0 2v1\"/>\n<circle cx=\"1\" cy=\"390\" r=\"9\"/>\n</svg>\n";
        assert_eq!(excerpt_of(svg, (400, 600)), expected);
    }

    #[test]
    fn what_holds_nothing_is_left_out() {
        let svg = "<svg>\n<g>\n<g><title>a\nb</title>\n<a href=\"x\"><text y=\"20\">a</text>\n</a>\n</g>\n<g id=\"b\">\n<a href=\"y\"><text y=\"500\">b</text>\n</a>\n</g>\n</g>\n</svg>\n";
        let expected = "<svg>\n<g>\n<g id=\"b\">\n<a href=\"y\"><text y=\"500\">b</text>\n</a>\n</g>\n</g>\n</svg>\n";
        assert_eq!(excerpt_of(svg, (400, 600)), expected);
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
