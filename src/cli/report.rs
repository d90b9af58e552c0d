//! `kafolio report`: writes one file about some accounts, to send or to print.

use super::arguments::{PackName, ReportArguments, SiteArguments};
use super::exit::Exit;
use super::failure::{Failure, InLanguage, ReportError, Sizes};
use super::options::{OptionError, day, options};
use crate::build::{Report, ReportRequest, reader, report};
use crate::console::password;
use crate::disclosure::{Method, Product, Prover, Publication};
use crate::disk::site_folder;
use crate::documents::Pack;
use crate::domain::Scope;
use crate::html::NoProgress;
use crate::publish::pictures::{self, EmbeddedPicture};
use crate::publish::{Planned, Reporter, Target, one_file, pdf, sealed};
use crate::text::{Diagnostic, Diagnostics, Language};

/// Writes the file, reports where it is, and returns the exit code. `language` is that of messages until the language of the
/// site is known.
pub(super) fn write(
    site: &SiteArguments,
    arguments: &ReportArguments,
    language: Language,
) -> Result<Exit, Failure> {
    let mut options = options(site, None)?;
    options.accounts.extend(arguments.accounts.iter().cloned());
    let max_bytes = parse_size(&arguments.max_size)?;
    check_output(arguments)?;
    let since = arguments.since.as_ref();
    let since = since.map(|since| day("--since", since));
    let request = ReportRequest {
        pack: match arguments.pack {
            PackName::Review => Pack::Review,
            PackName::Handover => Pack::Handover,
            PackName::Visit => Pack::Visit,
        },
        since: since.transpose()?,
    };
    let snapshot = site_folder::read(&site.site)?;
    let file = one_file::name(&arguments.out);
    let publication = Publication::of(&snapshot, &options, Product::Report(&request, &file));
    let target = Target {
        site: &site.site,
        out: &arguments.out,
        record: arguments.disclosure.as_deref(),
    };
    let planned = Planned::new(&publication, Some(target))?;
    let proved = planned.prove(&mut Prover::once(Method::Files), &NoProgress)?;
    let is_filtered = !reader(&snapshot, &options)?.is_owner();
    let mut document = report(&snapshot, &options, &request, None)?;
    let checked = proved.check(&[(&file, &document.html)], &mut document.built);
    let built = &document.built;
    let checked = checked.map_err(|leaks| Failure::of_leaks(&leaks, built, site.format))?;
    one_file::check_scope(
        &arguments.out,
        (&built.scope, built.dictionary),
        arguments.widen,
    )
    .in_language(built.language)?;
    document.html = one_file::with_scope(document.html, &document.built.scope);
    let embedded = with_pictures(site, &document, is_filtered, max_bytes);
    let built = &mut document.built;
    let (mut html, pictures) = embedded.in_language(built.language)?;
    let all = built.diagnostics.iter().cloned().chain(pictures);
    built.diagnostics = Diagnostics::from_found(all.collect());
    // Read last, so that nobody types it twice before another error is reported.
    if arguments.password {
        let password = password::read(language)?;
        let sealed = sealed::seal(&html, &password, built.language).in_language(built.language)?;
        // The unencrypted part must not name the accounts.
        let outside = Scope {
            accounts: None,
            ..built.scope.clone()
        };
        html = one_file::with_scope(sealed, &outside);
    }
    one_file::write(&arguments.out, &html).in_language(built.language)?;
    checked.disclose((arguments.out.as_path(), &file), &html, built, language)?;
    let reporter = Reporter::new(site.format, built.language);
    reporter.diagnostics(&built.diagnostics);
    reporter.document(&arguments.out);
    if arguments.pdf {
        reporter.document(&pdf::print(&arguments.out).in_language(built.language)?);
    }
    Ok(Exit::after(built, site.strict))
}

/// Checks that the document is not named like its PDF.
fn check_output(arguments: &ReportArguments) -> Result<(), ReportError> {
    let ending = arguments.out.extension();
    match arguments.pdf && ending.is_some_and(|ending| ending.eq_ignore_ascii_case("pdf")) {
        true => Err(ReportError::OutIsPdf {
            path: arguments.out.clone(),
        }),
        false => Ok(()),
    }
}

/// Embeds the pictures, as large as the limit allows; returns the document and the diagnostics about its pictures.
fn with_pictures(
    site: &SiteArguments,
    document: &Report,
    is_filtered: bool,
    max_bytes: usize,
) -> Result<(Vec<u8>, Vec<Diagnostic>), ReportError> {
    let html = String::from_utf8_lossy(&document.html);
    let count = |source: &str| html.matches(&src(source)).count();
    let shown = document.pictures.iter().map(|picture| EmbeddedPicture {
        path: picture.path.clone(),
        times: count(&picture.source),
    });
    let shown: Vec<EmbeddedPicture> = shown.collect();
    let remaining_bytes = max_bytes.saturating_sub(html.len());
    let fitted = match pictures::fit(&site.site, &shown, is_filtered, remaining_bytes) {
        Ok(fitted) if html.len() <= max_bytes => fitted,
        Ok(smallest) | Err(smallest) => {
            return Err(ReportError::TooLarge {
                sizes: Sizes::of(&html, &smallest, &shown),
                limit: max_bytes,
            });
        }
    };
    let mut embedded = html.into_owned();
    for (picture, data) in document.pictures.iter().zip(&fitted.data) {
        embedded = embedded.replace(&src(&picture.source), &src(data));
    }
    Ok((embedded.into_bytes(), fitted.found))
}

fn src(source: &str) -> String {
    format!("src=\"{source}\"")
}

/// Parses a size in bytes: `2MB`, `800kB`, `1.5 MB`, or a plain number.
fn parse_size(text: &str) -> Result<usize, OptionError> {
    let lower = text.trim().to_lowercase();
    let split = lower.find(|letter: char| letter.is_alphabetic());
    let (number, unit) = lower.split_at(split.unwrap_or(lower.len()));
    let factor = match unit.trim() {
        "" | "b" => 1.0,
        "k" | "kb" => 1e3,
        "m" | "mb" => 1e6,
        _ => 0.0,
    };
    let number = number.trim().parse::<f64>().ok();
    let bytes = number.map(|number| number * factor);
    match bytes.filter(|bytes| *bytes >= 1.0 && *bytes < 1e9) {
        Some(bytes) => Ok(bytes as usize),
        None => Err(OptionError::NotASize {
            text: text.to_owned(),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::parse_size;

    #[test]
    fn sizes_are_parsed_as_people_write_them() {
        let sizes = ["2MB", "1.5 mb", "800kB", "12345", "2GB", "-1", "viel"];
        let read = sizes.map(|size| parse_size(size).ok());
        let (some, none) = read.split_at(4);
        assert_eq!(
            some,
            [
                Some(2_000_000),
                Some(1_500_000),
                Some(800_000),
                Some(12_345)
            ]
        );
        assert_eq!(none, [None, None, None]);
    }
}
