//! The canvas: the small set of strokes a figure is made of.
//!
//! Owns the `svg` element, its title and description, marks and their links. The shapes go through
//! plotters' drawing area to our backend in `svg`; no other file names plotters. Points are pixels
//! from the upper left corner; a text's point is on its baseline.

use std::cell::RefCell;
use std::rc::Rc;

use plotters::coord::Shift;
use plotters::drawing::DrawingArea;
use plotters::element::{
    Circle, CoordMapper, Drawable, PathElement, PointCollection, Polygon, Rectangle, Text,
};
use plotters::style::{
    Color, FontDesc, FontFamily, FontStyle, RGBColor, TextStyle as PlottersTextStyle,
};

use super::ink::{Ink, TextStyle};
use super::markup::{END, push_attribute, push_escaped, push_length, push_tenths, tenths};
use super::svg::Svg;

/// The width of a drawing that is scaled to a telephone: its 12 px type is 11 px there.
pub(super) const SMALL_PX: f64 = 380.0;

/// A point in pixels: from the left, from the top.
pub type Point = (f64, f64);

/// A drawing in the publication. [`Canvas::finish`] gives its SVG.
pub struct Canvas {
    area: DrawingArea<Svg, Shift>,
    svg: Rc<RefCell<Svg>>,
    frame: Frame,
}

/// What the `svg` element says about the whole drawing.
struct Frame {
    width_tenths: i32,
    height_tenths: i32,
    classes: String,
    keeps_size: bool,
    is_swatch: bool,
    has_links: bool,
    title: String,
    description: String,
}

impl Canvas {
    /// An empty drawing of this size in pixels. The title names it; the description, which may be
    /// empty, says in a sentence what a reader would see.
    pub fn new(width: f64, height: f64, title: &str, description: &str) -> Self {
        let (width_tenths, height_tenths) = (tenths(width).max(0), tenths(height).max(0));
        let size_tenths = (width_tenths.unsigned_abs(), height_tenths.unsigned_abs());
        let svg = Rc::new(RefCell::new(Svg::new(size_tenths)));
        let frame = Frame {
            width_tenths,
            height_tenths,
            classes: String::new(),
            keeps_size: false,
            is_swatch: false,
            has_links: false,
            title: title.to_owned(),
            description: description.to_owned(),
        };
        Self {
            area: DrawingArea::from(&svg),
            svg,
            frame,
        }
    }

    /// Gives the whole drawing a class of the style sheet, or several.
    pub fn with_classes(mut self, classes: &str) -> Self {
        self.frame.classes = classes.to_owned();
        self
    }

    /// Writes width and height, for a drawing that scrolls in its own frame and must not be
    /// scaled to the column.
    pub fn with_size(mut self) -> Self {
        self.frame.keeps_size = true;
        self
    }

    /// An empty sample for a legend, beside the words of which it stands.
    pub fn swatch(width: f64, height: f64) -> Self {
        let mut canvas = Self::new(width, height, "", "").with_size();
        canvas.frame.is_swatch = true;
        canvas
    }

    /// A line through these points.
    pub fn line(&mut self, points: &[Point], ink: Ink) {
        self.draw(&PathElement::new(whole(points), color(ink)));
    }

    /// Several lines as one shape.
    pub fn lines(&mut self, lines: &[&[Point]], ink: Ink) {
        let lines: Vec<Vec<(i32, i32)>> = lines.iter().map(|line| whole(line)).collect();
        self.svg.borrow_mut().draw_paths(&lines, ink);
    }

    /// A closed shape with these corners.
    pub fn polygon(&mut self, corners: &[Point], ink: Ink) {
        self.draw(&Polygon::new(whole(corners), color(ink)));
    }

    /// An upright rectangle.
    pub fn rect(&mut self, left: f64, top: f64, width: f64, height: f64, ink: Ink) {
        let corners = [
            (tenths(left), tenths(top)),
            (tenths(left + width), tenths(top + height)),
        ];
        self.draw(&Rectangle::new(corners, color(ink)));
    }

    /// A circle.
    pub fn circle(&mut self, (x, y): Point, radius: f64, ink: Ink) {
        self.draw(&Circle::new(
            (tenths(x), tenths(y)),
            tenths(radius).max(0),
            color(ink),
        ));
    }

    /// One line of text; an empty text draws nothing.
    pub fn text(&mut self, x: f64, y: f64, text: &str, style: TextStyle) {
        if !text.is_empty() {
            let font = FontDesc::new(FontFamily::SansSerif, style.size_px(), FontStyle::Normal);
            let (hue, shape) = style.numbers();
            let color = RGBColor(0, hue, shape);
            let style = PlottersTextStyle::from(font).color(&color);
            self.draw(&Text::new(text, (tenths(x), tenths(y)), style));
        }
    }

    /// Groups what `draw` draws as one mark. The title is shown on hover and read aloud; a link
    /// makes the mark a place the keyboard can reach. Marks with links do not contain each other.
    ///
    /// The link is written as it is: whoever made it vouches for its scheme.
    pub fn mark(&mut self, title: &str, link: Option<&str>, draw: impl FnOnce(&mut Self)) {
        self.mark_of("", title, link, draw);
    }

    /// A mark with classes of the style sheet.
    pub fn mark_of(
        &mut self,
        classes: &str,
        title: &str,
        link: Option<&str>,
        draw: impl FnOnce(&mut Self),
    ) {
        self.mark_with(classes, title, link, &[], draw);
    }

    /// A mark with classes, and with attributes that tell a script of the theme what it stands for; empty ones are
    /// left out.
    pub fn mark_with(
        &mut self,
        classes: &str,
        title: &str,
        link: Option<&str>,
        data: &[(&str, &str)],
        draw: impl FnOnce(&mut Self),
    ) {
        let (tag, end) = match link {
            None => ("<g", "</g>"),
            Some(_) => ("<a", "</a>"),
        };
        self.write(|text| {
            text.push_str(tag);
            push_attribute(text, "class", classes);
            push_attribute(text, "href", link.unwrap_or_default());
            for (name, value) in data {
                push_attribute(text, name, value);
            }
            text.push('>');
            push_element(text, "title", title);
        });
        self.frame.has_links |= link.is_some();
        draw(self);
        self.write(|text| text.push_str(end));
    }

    /// An invisible rectangle that answers to pointer and finger, to make a slim mark easy to hit.
    pub fn hit_area(&mut self, left: f64, top: f64, width: f64, height: f64) {
        let numbers = [
            ("x", left),
            ("y", top),
            ("width", width),
            ("height", height),
        ];
        self.write(|text| {
            text.push_str("<rect class=tap");
            for (name, pixels) in numbers {
                push_length(text, name, tenths(pixels));
            }
            text.push_str(END);
        });
    }

    /// The finished SVG, to be placed inline in a page.
    pub fn finish(self) -> String {
        let body = std::mem::take(&mut self.svg.borrow_mut().text);
        let mut out = String::with_capacity(body.len() + 512);
        self.frame.push_start(&mut out);
        out.push_str(&body);
        out.push_str("</svg>");
        out
    }

    /// Draws an element of plotters. It cannot fail: the backend writes to memory, and nobody else
    /// holds it meanwhile.
    fn draw<'a, Element, Mapper: CoordMapper>(&self, element: &'a Element)
    where
        &'a Element: PointCollection<'a, (i32, i32), Mapper>,
        Element: Drawable<Svg, Mapper>,
    {
        let drawn = self.area.draw(element);
        debug_assert!(drawn.is_ok(), "the backend writes to memory");
    }

    fn write(&self, write: impl FnOnce(&mut String)) {
        write(&mut self.svg.borrow_mut().text);
    }
}

impl Frame {
    /// The opening tag, the title and the description.
    fn push_start(&self, out: &mut String) {
        out.push_str("<svg");
        push_attribute(out, "class", &self.classes);
        if self.keeps_size {
            push_length(out, "width", self.width_tenths);
            push_length(out, "height", self.height_tenths);
        }
        // A sample of a legend is never scaled.
        if !self.is_swatch {
            out.push_str(" viewBox=\"0 0 ");
            push_tenths(out, self.width_tenths);
            out.push(' ');
            push_tenths(out, self.height_tenths);
            out.push('"');
        }
        // What stands inside an image is hidden from a screen reader; links must not be. What has no
        // name is an ornament beside words that say the same.
        out.push_str(match (self.has_links, self.title.is_empty()) {
            (true, _) => " role=group>",
            (false, false) => " role=img>",
            (false, true) => " aria-hidden=true>",
        });
        push_element(out, "title", &self.title);
        push_element(out, "desc", &self.description);
    }
}

/// Writes an element that holds text only, unless the text is empty.
fn push_element(out: &mut String, tag: &str, text: &str) {
    if text.is_empty() {
        return;
    }
    for part in ["<", tag, ">"] {
        out.push_str(part);
    }
    push_escaped(out, text);
    for part in ["</", tag, ">"] {
        out.push_str(part);
    }
}

/// An ink as plotters carries it: a colour that is only a number.
fn color(ink: Ink) -> plotters::style::ShapeStyle {
    RGBColor(0, 0, ink.number()).filled()
}

/// Points in whole tenths of a pixel.
fn whole(points: &[Point]) -> Vec<(i32, i32)> {
    points
        .iter()
        .map(|&(x, y)| (tenths(x), tenths(y)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_are_short_and_have_classes() {
        let mut canvas = Canvas::new(40.0, 20.5, "三种笔画", "");
        canvas.line(
            &[(0.0, 10.5), (40.0, 10.5), (40.0, 0.0), (0.0, 0.0)],
            Ink::Axis,
        );
        canvas.polygon(&[(0.0, 0.0), (4.0, 0.0), (2.0, 3.25)], Ink::Hair);
        canvas.rect(1.0, 2.0, 3.04, 4.0, Ink::Bar);
        canvas.circle((5.0, 5.0), 2.5, Ink::BarEmpty);
        canvas.text(40.0, 18.0, "合计", TextStyle::SECOND.end().bold());
        canvas.text(0.0, 18.0, "", TextStyle::FIRST);
        assert_eq!(
            canvas.finish(),
            concat!(
                r#"<svg viewBox="0 0 40 20.5" role=img><title>三种笔画</title>"#,
                r#"<path class=axis d="M0 10.5H40V0H0"/>"#,
                r#"<path class=hair d="M0 0H4L2 3.3Z"/>"#,
                r#"<rect class=bar x=1 y=2 width=3 height=4 />"#,
                r#"<circle class=bar-0 cx=5 cy=5 r=2.5 />"#,
                r#"<text class="t2 end b" x=40 y=18>合计</text>"#,
                r#"</svg>"#,
            )
        );
    }

    #[test]
    fn a_drawing_with_links_is_a_group_and_everything_is_escaped() {
        let mut canvas = Canvas::new(10.0, 10.0, "价格 < 服务", "a & b").with_classes("small");
        canvas.mark(
            "第一次 \"见面\"",
            Some("visits/a.html?x=1&y=\"2\""),
            |canvas| {
                canvas.hit_area(0.0, 0.0, 10.0, 10.0);
                canvas.text(0.0, 5.0, "<b>", TextStyle::FIRST);
            },
        );
        canvas.mark("没有链接", None, |_| ());
        assert_eq!(
            canvas.finish(),
            concat!(
                r#"<svg class=small viewBox="0 0 10 10" role=group>"#,
                r#"<title>价格 &lt; 服务</title><desc>a &amp; b</desc>"#,
                r#"<a href="visits/a.html?x=1&amp;y=&quot;2&quot;">"#,
                r#"<title>第一次 &quot;见面&quot;</title>"#,
                r#"<rect class=tap x=0 y=0 width=10 height=10 />"#,
                r#"<text x=0 y=5>&lt;b&gt;</text></a>"#,
                r#"<g><title>没有链接</title></g></svg>"#,
            )
        );
    }

    #[test]
    fn no_number_is_too_strange_to_draw() {
        let mut canvas = Canvas::new(f64::NAN, -1.0, "", "").with_size();
        canvas.rect(f64::INFINITY, f64::NEG_INFINITY, f64::NAN, 1e300, Ink::Bar);
        canvas.circle((f64::NAN, 1e12), -3.0, Ink::Bar);
        canvas.line(&[], Ink::Axis);
        let svg = canvas.finish();
        assert!(svg.starts_with(r#"<svg width=0 height=0 viewBox="0 0 0 0" aria-hidden=true>"#));
        assert!(!svg.contains("NaN") && !svg.contains("inf"));
    }
}
