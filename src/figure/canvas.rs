//! The canvas: the drawing operations that figures consist of.
//!
//! Writes the `svg` element, its title and description, marks and their links. Shapes go through plotters' drawing area
//! to the backend in `svg`; no other file uses plotters. Points are pixels from the upper left corner; the point of a
//! text is on its baseline.

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

/// The width of a drawing that is scaled to a phone: its 12 px text is 11 px there.
pub(super) const SMALL_PX: f64 = 380.0;

/// A point in pixels: from the left, from the top.
pub type Point = (f64, f64);

/// A drawing in progress. [`Canvas::finish`] returns its SVG.
pub struct Canvas {
    area: DrawingArea<Svg, Shift>,
    svg: Rc<RefCell<Svg>>,
    element: SvgElement,
}

/// The attributes of the `svg` element.
struct SvgElement {
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
    /// Creates an empty drawing of this size in pixels. The title names it; the description, which may be empty, says
    /// in a sentence what a reader would see.
    pub fn new(width: f64, height: f64, title: &str, description: &str) -> Self {
        let (width_tenths, height_tenths) = (tenths(width).max(0), tenths(height).max(0));
        let size_tenths = (width_tenths.unsigned_abs(), height_tenths.unsigned_abs());
        let svg = Rc::new(RefCell::new(Svg::new(size_tenths)));
        let element = SvgElement {
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
            element,
        }
    }

    /// Sets classes of the whole drawing.
    pub fn with_classes(mut self, classes: &str) -> Self {
        self.element.classes = classes.to_owned();
        self
    }

    /// Writes width and height, for a drawing that scrolls in its own frame and must not be scaled to the column.
    pub fn with_size(mut self) -> Self {
        self.element.keeps_size = true;
        self
    }

    /// Creates an empty swatch for a legend, next to its text.
    pub fn swatch(width: f64, height: f64) -> Self {
        let mut canvas = Self::new(width, height, "", "").with_size();
        canvas.element.is_swatch = true;
        canvas
    }

    /// Draws a line through these points.
    pub fn line(&mut self, points: &[Point], ink: Ink) {
        self.draw(&PathElement::new(in_tenths(points), color(ink)));
    }

    /// Draws several lines as one shape.
    pub fn lines(&mut self, lines: &[&[Point]], ink: Ink) {
        let lines: Vec<Vec<(i32, i32)>> = lines.iter().map(|line| in_tenths(line)).collect();
        self.svg.borrow_mut().draw_paths(&lines, ink);
    }

    /// Draws a closed shape with these corners.
    pub fn polygon(&mut self, corners: &[Point], ink: Ink) {
        self.draw(&Polygon::new(in_tenths(corners), color(ink)));
    }

    /// Draws a rectangle.
    pub fn rect(&mut self, left: f64, top: f64, width: f64, height: f64, ink: Ink) {
        let corners = [
            (tenths(left), tenths(top)),
            (tenths(left + width), tenths(top + height)),
        ];
        self.draw(&Rectangle::new(corners, color(ink)));
    }

    /// Draws a circle.
    pub fn circle(&mut self, (x, y): Point, radius: f64, ink: Ink) {
        self.draw(&Circle::new(
            (tenths(x), tenths(y)),
            tenths(radius).max(0),
            color(ink),
        ));
    }

    /// Draws one line of text; an empty text draws nothing.
    pub fn text(&mut self, x: f64, y: f64, text: &str, style: TextStyle) {
        if !text.is_empty() {
            let font = FontDesc::new(FontFamily::SansSerif, style.size_px(), FontStyle::Normal);
            let (hue, shape) = style.numbers();
            let color = RGBColor(0, hue, shape);
            let style = PlottersTextStyle::from(font).color(&color);
            self.draw(&Text::new(text, (tenths(x), tenths(y)), style));
        }
    }

    /// Groups what `draw` draws as one mark. The title is shown on hover and read aloud; with a link, the mark can be
    /// reached by keyboard. Marks with links must not be nested.
    ///
    /// The link is written unchanged: the caller is responsible for its scheme.
    pub fn mark(&mut self, title: &str, link: Option<&str>, draw: impl FnOnce(&mut Self)) {
        self.mark_with_classes("", title, link, draw);
    }

    /// Draws a mark with classes of the style sheet.
    pub fn mark_with_classes(
        &mut self,
        classes: &str,
        title: &str,
        link: Option<&str>,
        draw: impl FnOnce(&mut Self),
    ) {
        self.mark_with_data(classes, title, link, &[], draw);
    }

    /// Draws a mark with classes, and with attributes that tell a script of the theme what it represents; empty ones
    /// are left out.
    pub fn mark_with_data(
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
        self.element.has_links |= link.is_some();
        draw(self);
        self.write(|text| text.push_str(end));
    }

    /// Draws an invisible rectangle that makes a small mark easy to hit.
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

    /// Returns the finished SVG, to be placed inline in a page.
    pub fn finish(self) -> String {
        let body = std::mem::take(&mut self.svg.borrow_mut().text);
        let mut out = String::with_capacity(body.len() + 512);
        self.element.push_start(&mut out);
        out.push_str(&body);
        out.push_str("</svg>");
        out
    }

    /// Draws an element of plotters. It cannot fail: the backend writes to memory and is not borrowed elsewhere.
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

impl SvgElement {
    /// Writes the opening tag, the title and the description.
    fn push_start(&self, out: &mut String) {
        out.push_str("<svg");
        push_attribute(out, "class", &self.classes);
        if self.keeps_size {
            push_length(out, "width", self.width_tenths);
            push_length(out, "height", self.height_tenths);
        }
        // A swatch is never scaled.
        if !self.is_swatch {
            out.push_str(" viewBox=\"0 0 ");
            push_tenths(out, self.width_tenths);
            out.push(' ');
            push_tenths(out, self.height_tenths);
            out.push('"');
        }
        // The content of an image is hidden from screen readers; links must not be. A drawing without a title is
        // decoration next to text.
        out.push_str(match (self.has_links, self.title.is_empty()) {
            (true, _) => " role=group>",
            (false, false) => " role=img>",
            (false, true) => " aria-hidden=true>",
        });
        push_element(out, "title", &self.title);
        push_element(out, "desc", &self.description);
    }
}

/// Writes an element that contains only text, unless the text is empty.
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

/// Represents an ink as a colour for plotters.
fn color(ink: Ink) -> plotters::style::ShapeStyle {
    RGBColor(0, 0, ink.number()).filled()
}

/// Converts points to whole tenths of a pixel.
fn in_tenths(points: &[Point]) -> Vec<(i32, i32)> {
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
    fn extreme_numbers_are_drawn() {
        let mut canvas = Canvas::new(f64::NAN, -1.0, "", "").with_size();
        canvas.rect(f64::INFINITY, f64::NEG_INFINITY, f64::NAN, 1e300, Ink::Bar);
        canvas.circle((f64::NAN, 1e12), -3.0, Ink::Bar);
        canvas.line(&[], Ink::Axis);
        let svg = canvas.finish();
        assert!(svg.starts_with(r#"<svg width=0 height=0 viewBox="0 0 0 0" aria-hidden=true>"#));
        assert!(!svg.contains("NaN") && !svg.contains("inf"));
    }
}
