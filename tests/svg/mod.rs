//! A drawing as a reader sees it: its texts with the space they take, and its marks with their positions.

use kafolio::figure::label::width_px;

/// An axis-aligned box in pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Area {
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

impl Area {
    /// Returns whether two boxes overlap by more than a tolerance.
    pub fn overlaps(&self, other: &Area) -> bool {
        const TOLERANCE_PX: f64 = 0.75;
        self.left + TOLERANCE_PX < other.right
            && other.left + TOLERANCE_PX < self.right
            && self.top + TOLERANCE_PX < other.bottom
            && other.top + TOLERANCE_PX < self.bottom
    }

    /// Returns whether it is within another, up to a pixel.
    pub fn is_within(&self, other: &Area) -> bool {
        self.left >= other.left - 1.0
            && self.top >= other.top - 1.0
            && self.right <= other.right + 1.0
            && self.bottom <= other.bottom + 1.0
    }
}

/// A text of a drawing.
#[derive(Clone, Debug)]
pub struct Text {
    pub words: String,
    pub area: Area,
}

/// A drawing.
pub struct Drawing {
    pub frame: Area,
    pub texts: Vec<Text>,
    pub elements: Vec<Element>,
}

/// An element with its attributes.
#[derive(Clone, Debug)]
pub struct Element {
    pub tag: String,
    attributes: Vec<(String, String)>,
}

impl Element {
    pub fn get(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    pub fn number(&self, name: &str) -> f64 {
        let value = self
            .get(name)
            .unwrap_or_else(|| panic!("{self:?} has no {name}"));
        value
            .parse()
            .unwrap_or_else(|_| panic!("{name}={value} is a number"))
    }

    pub fn has_class(&self, class: &str) -> bool {
        let classes = self.get("class").unwrap_or_default();
        classes.split(' ').any(|one| one == class)
    }
}

impl Drawing {
    /// Parses one of our drawings; panics if it is not well-formed.
    pub fn read(svg: &str) -> Drawing {
        let mut drawing = Drawing {
            frame: Area {
                left: 0.0,
                top: 0.0,
                right: 0.0,
                bottom: 0.0,
            },
            texts: Vec::new(),
            elements: Vec::new(),
        };
        let mut open: Vec<String> = Vec::new();
        let mut rest = svg;
        while let Some(start) = rest.find('<') {
            let end = rest.find('>').expect("a tag ends");
            let tag = &rest[start + 1..end];
            let after = &rest[end + 1..];
            let words = &after[..after.find('<').unwrap_or(0)];
            if let Some(closed) = tag.strip_prefix('/') {
                assert_eq!(open.pop().as_deref(), Some(closed), "tags are nested");
            } else {
                let element = element(tag.trim_end_matches('/'));
                if !tag.ends_with('/') {
                    open.push(element.tag.clone());
                }
                drawing.add(element, words);
            }
            rest = after;
        }
        assert!(open.is_empty(), "tags are closed: {open:?}");
        drawing
    }

    fn add(&mut self, element: Element, words: &str) {
        match element.tag.as_str() {
            "svg" => {
                let numbers: Vec<f64> = element
                    .get("viewBox")
                    .expect("a drawing has a size")
                    .split(' ')
                    .map(|number| number.parse().expect("a number"))
                    .collect();
                self.frame.right = numbers[2];
                self.frame.bottom = numbers[3];
            }
            "text" => self.texts.push(text(&element, words)),
            _ => {}
        }
        self.elements.push(element);
    }

    /// Returns the elements of a class.
    pub fn of_class<'d>(&'d self, class: &'d str) -> impl Iterator<Item = &'d Element> {
        let all = self.elements.iter();
        all.filter(move |element| element.has_class(class))
    }

    /// Returns what is wrong with the texts: those that leave the frame, and pairs that overlap.
    pub fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        for (place, text) in self.texts.iter().enumerate() {
            if !text.area.is_within(&self.frame) {
                faults.push(format!(
                    "“{}” leaves the frame: {:?}",
                    text.words, text.area
                ));
            }
            for other in &self.texts[place + 1..] {
                if text.area.overlaps(&other.area) {
                    faults.push(format!("“{}” lies on “{}”", text.words, other.words));
                }
            }
        }
        faults
    }
}

fn element(tag: &str) -> Element {
    let (name, mut rest) = tag.split_once(' ').unwrap_or((tag, ""));
    let mut attributes = Vec::new();
    while let Some((key, value)) = rest.split_once('=') {
        let (value, further) = match value.strip_prefix('"') {
            Some(quoted) => quoted.split_once('"').expect("a value ends"),
            None => value.split_once(' ').unwrap_or((value, "")),
        };
        attributes.push((key.trim().to_owned(), value.to_owned()));
        rest = further;
    }
    Element {
        tag: name.to_owned(),
        attributes,
    }
}

/// Returns a text with the space it takes by the rule of `figure::label`.
fn text(element: &Element, words: &str) -> Text {
    let size = if element.has_class("xl") {
        22.0
    } else if element.has_class("xs") {
        11.0
    } else if element.has_class("t2") || element.has_class("t3") {
        12.0
    } else {
        13.0
    };
    let plain = words
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&amp;", "&");
    let (x, y) = (element.number("x"), element.number("y"));
    let width = width_px(&plain, size);
    let left = if element.has_class("end") {
        x - width
    } else if element.has_class("mid") {
        x - width / 2.0
    } else {
        x
    };
    Text {
        words: plain,
        area: Area {
            left,
            top: y - size * 0.8,
            right: left + width,
            bottom: y + size * 0.2,
        },
    }
}
