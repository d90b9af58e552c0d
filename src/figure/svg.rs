//! A plotters backend that writes SVG with classes instead of colours.
//!
//! Writes the shapes, in tenths of a pixel. The `svg` element, marks and links are written by the canvas. An ink passes
//! through plotters as the blue part of a colour, a text style as the green and blue parts, so that a shape arrives
//! here with its meaning.

use std::convert::Infallible;

use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
};

use super::ink::{Ink, TextStyle};
use super::label;
use super::markup::{
    END, TENTHS_PER_PIXEL, push_attribute, push_escaped, push_length, push_tenths,
};

/// Writing to memory never fails.
type Drawn = Result<(), DrawingErrorKind<Infallible>>;

/// The shapes drawn so far.
pub struct Svg {
    size_tenths: (u32, u32),
    pub text: String,
}

impl Svg {
    /// Creates an empty drawing of this size in tenths of a pixel.
    pub fn new(size_tenths: (u32, u32)) -> Self {
        Self {
            size_tenths,
            text: String::with_capacity(4096),
        }
    }

    /// Draws several lines as one path: plotters can only draw one line at a time.
    pub fn draw_paths(&mut self, lines: &[Vec<BackendCoord>], ink: Ink) {
        self.text.push_str("<path");
        push_attribute(&mut self.text, "class", Ink::classes_of(ink.number()));
        self.text.push_str(" d=\"");
        for line in lines {
            self.path_data(line.iter().copied());
        }
        self.text.push_str("\"/>");
    }

    /// Opens a tag with the classes of an ink: `<path class="axis"`.
    fn open(&mut self, tag: &str, color: BackendColor) {
        self.text.push('<');
        self.text.push_str(tag);
        push_attribute(&mut self.text, "class", Ink::classes_of(color.rgb.2));
    }

    fn number(&mut self, name: &str, tenths: i32) {
        push_length(&mut self.text, name, tenths);
    }

    /// Writes the points of a path in the shortest of the commands `M`, `H`, `V` and `L`.
    fn path_data(&mut self, points: impl IntoIterator<Item = BackendCoord>) {
        let mut last = None;
        for (x, y) in points {
            match last {
                None => self.command('M', &[x, y]),
                Some((_, last_y)) if last_y == y => self.command('H', &[x]),
                Some((last_x, _)) if last_x == x => self.command('V', &[y]),
                Some(_) => self.command('L', &[x, y]),
            }
            last = Some((x, y));
        }
    }

    fn command(&mut self, letter: char, tenths: &[i32]) {
        self.text.push(letter);
        for (at, &number) in tenths.iter().enumerate() {
            if at > 0 {
                self.text.push(' ');
            }
            push_tenths(&mut self.text, number);
        }
    }

    fn text_classes(&mut self, color: BackendColor) {
        let (_, hue, shape) = color.rgb;
        let mut classes = TextStyle::classes_of(hue, shape).peekable();
        let Some(first) = classes.next() else { return };
        if classes.peek().is_none() {
            return push_attribute(&mut self.text, "class", first);
        }
        self.text.extend([" class=\"", first]);
        classes.for_each(|class| self.text.extend([" ", class]));
        self.text.push('"');
    }
}

impl DrawingBackend for Svg {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size_tenths
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    /// Draws a tenth of a pixel. No figure draws single points, but the trait requires it.
    fn draw_pixel(&mut self, (x, y): BackendCoord, color: BackendColor) -> Drawn {
        self.draw_rect(
            (x, y),
            (x.saturating_add(1), y.saturating_add(1)),
            &color,
            true,
        )
    }

    fn draw_line<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
    ) -> Drawn {
        self.draw_path([from, to], style)
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        self.open("path", style.color());
        self.text.push_str(" d=\"");
        self.path_data(path);
        self.text.push_str("\"/>");
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        corners: I,
        style: &S,
    ) -> Drawn {
        self.open("path", style.color());
        self.text.push_str(" d=\"");
        self.path_data(corners);
        self.text.push_str("Z\"/>");
        Ok(())
    }

    /// Draws a rectangle; its ink decides whether it is filled.
    fn draw_rect<S: BackendStyle>(
        &mut self,
        (left, top): BackendCoord,
        (right, bottom): BackendCoord,
        style: &S,
        _fill: bool,
    ) -> Drawn {
        self.open("rect", style.color());
        self.number("x", left);
        self.number("y", top);
        self.number("width", right.saturating_sub(left).max(0));
        self.number("height", bottom.saturating_sub(top).max(0));
        self.text.push_str(END);
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        (x, y): BackendCoord,
        radius: u32,
        style: &S,
        _fill: bool,
    ) -> Drawn {
        self.open("circle", style.color());
        self.number("cx", x);
        self.number("cy", y);
        self.number("r", i32::try_from(radius).unwrap_or(i32::MAX));
        self.text.push_str(END);
        Ok(())
    }

    /// Draws a text whose point is on the baseline; a class decides which part of the text is at the point.
    fn draw_text<S: BackendTextStyle>(
        &mut self,
        text: &str,
        style: &S,
        (x, y): BackendCoord,
    ) -> Drawn {
        self.text.push_str("<text");
        self.text_classes(style.color());
        self.number("x", x);
        self.number("y", y);
        self.text.push('>');
        push_escaped(&mut self.text, text);
        self.text.push_str("</text>");
        Ok(())
    }

    fn estimate_text_size<S: BackendTextStyle>(
        &self,
        text: &str,
        style: &S,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        let width = label::width_px(text, style.size()) * TENTHS_PER_PIXEL;
        Ok((
            width.ceil() as u32,
            (style.size() * TENTHS_PER_PIXEL).ceil() as u32,
        ))
    }
}
