//! Why `kafolio report` writes no document.

use crate::console::{joined_lines, printed};
use crate::publish::pictures::{EmbeddedPicture, FittedPictures};
use crate::text::Language;
use std::path::PathBuf;
use thiserror::Error;

/// Why no report is written.
#[derive(Debug, Error)]
pub(in crate::cli) enum ReportError {
    /// The document is named like its PDF, which is written next to it under the same name.
    #[error("cli.out-is-pdf")]
    OutIsPdf {
        /// The document.
        path: PathBuf,
    },
    /// Even with the smallest pictures the document is larger than it may be.
    #[error("cli.too-large")]
    TooLarge {
        /// The size of its parts.
        sizes: Sizes,
        /// The largest size allowed, in bytes.
        limit: usize,
    },
}

impl ReportError {
    /// Returns the message for the user; for a document that is too large, with the size of each part.
    pub fn message(&self, language: Language) -> String {
        let key = self.to_string();
        match self {
            ReportError::OutIsPdf { path } => {
                printed::phrase(language, &key, &[("path", &printed::path(path))])
            }
            ReportError::TooLarge { sizes, limit } => {
                let parts = sizes.parts(language);
                let sum: usize = parts.iter().map(|(_, bytes)| bytes).sum();
                let heading = printed::phrase(
                    language,
                    &key,
                    &[("size", &kilobytes(sum)), ("limit", &kilobytes(*limit))],
                );
                let line = |(part, bytes): &(String, usize)| {
                    format!("{:>9}  {}", kilobytes(*bytes), printed::one_line(part))
                };
                let lines: Vec<String> = std::iter::once(heading)
                    .chain(parts.iter().map(line))
                    .collect();
                joined_lines(&lines)
            }
        }
    }
}

/// The size of each part of a document, in bytes.
#[derive(Debug)]
pub(in crate::cli) struct Sizes {
    text: usize,
    charts: usize,
    styles: usize,
    /// By the paths of the pictures.
    pictures: Vec<(String, usize)>,
}

impl Sizes {
    /// Measures a document without its pictures, and the smallest that its pictures can be.
    pub fn of(html: &str, smallest: &FittedPictures, shown: &[EmbeddedPicture]) -> Sizes {
        let styles = html
            .find("<style>")
            .zip(html.find("</style>"))
            .map_or(0, |(start, end)| end.saturating_sub(start));
        let charts: usize = html
            .split("<svg")
            .skip(1)
            .map(|rest| rest.find("</svg>").unwrap_or_default())
            .sum();
        let pictures = shown.iter().zip(&smallest.data);
        Sizes {
            text: html.len().saturating_sub(styles + charts),
            charts,
            styles,
            pictures: pictures
                .map(|(one, data)| (one.path.clone(), data.len() * one.times))
                .collect(),
        }
    }

    /// Returns the name and size of each part.
    fn parts(&self, language: Language) -> Vec<(String, usize)> {
        let of_html = [
            ("cli.size-of-text", self.text),
            ("cli.size-of-charts", self.charts),
            ("cli.size-of-styles", self.styles),
        ];
        let of_html = of_html
            .into_iter()
            .map(|(key, bytes)| (language.phrase(key).to_owned(), bytes));
        of_html.chain(self.pictures.iter().cloned()).collect()
    }
}

fn kilobytes(bytes: usize) -> String {
    format!("{} kB", bytes.div_ceil(1000))
}
