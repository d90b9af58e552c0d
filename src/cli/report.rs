//! `kafolio report`: writes one file about some accounts, to send or to print.

use super::arguments::{PackName, ReportArguments, SiteArguments};
use super::exit::Exit;
use super::options::{day, options};
use crate::build::{Report, ReportRequest, reader, report};
use crate::console::{locale, password, printed, sentence_of};
use crate::disclosure::{Product, Prover, Publication};
use crate::disk::site_folder;
use crate::documents::Pack;
use crate::domain::Scope;
use crate::html::NoProgress;
use crate::publish::pictures::{self, EmbeddedPicture};
use crate::publish::{Planned, Reporter, Target, one_file, pdf, sealed};
use crate::text::{Diagnostic, Diagnostics, Language};

/// Writes the file, reports where it is, and returns the exit code.
pub(super) fn write(site: &SiteArguments, arguments: &ReportArguments) -> Result<Exit, String> {
    let mut options = options(site, None)?;
    options.accounts.extend(arguments.accounts.iter().cloned());
    let language = options.language;
    let max_bytes = parse_size(&arguments.max_size, language)?;
    check_output(arguments, language)?;
    let since = arguments.since.as_ref();
    let since = since.map(|since| day("--since", since, language));
    let request = ReportRequest {
        pack: match arguments.pack {
            PackName::Review => Pack::Review,
            PackName::Handover => Pack::Handover,
            PackName::Visit => Pack::Visit,
        },
        since: since.transpose()?,
    };
    let snapshot = site_folder::read(&site.site, language)?;
    let file = one_file::name(&arguments.out);
    let publication = Publication::of(&snapshot, &options, Product::Report(&request, &file));
    let target = Target {
        site: &site.site,
        out: &arguments.out,
        record: arguments.disclosure.as_deref(),
    };
    let planned = Planned::new(&publication, Some(target))?;
    let proved = planned.prove(&mut Prover::once(), &NoProgress)?;
    let message = |refusal| sentence_of(&refusal, language);
    let is_filtered = !reader(&snapshot, &options).map_err(message)?.is_owner();
    let mut document = report(&snapshot, &options, &request, None).map_err(message)?;
    let language = document.built.language;
    let checked = match proved.check(&[(&file, &document.html)], &mut document.built) {
        Ok(checked) => checked,
        Err(leaks) => {
            leaks.report(&document.built, site.format);
            return Ok(Exit::Failed);
        }
    };
    let scope = &document.built.scope;
    let message = |error: one_file::WriteFailure| error.message(&arguments.out, language);
    one_file::check_scope(&arguments.out, scope, arguments.widen).map_err(message)?;
    document.html = one_file::with_scope(document.html, scope);
    let (mut html, pictures) = with_pictures(site, &document, is_filtered, max_bytes, language)?;
    let all = document.built.diagnostics.iter().cloned().chain(pictures);
    document.built.diagnostics = Diagnostics::from_found(all.collect());
    // Read last, so that nobody types it twice before another error is reported.
    if arguments.password {
        let password = password::read(options.language)?;
        let sealed = sealed::seal(&html, &password, language);
        let sealed = sealed.ok_or_else(|| cannot_seal(language))?;
        // The unencrypted part must not name the accounts.
        let outside = Scope {
            accounts: None,
            ..document.built.scope.clone()
        };
        html = one_file::with_scope(sealed, &outside);
    }
    one_file::write(&arguments.out, &html).map_err(message)?;
    checked.disclose((arguments.out.as_path(), &file), &html, &document.built)?;
    let reporter = Reporter::new(site.format, language);
    reporter.diagnostics(&document.built.diagnostics);
    reporter.document(&arguments.out);
    if arguments.pdf {
        reporter.document(&pdf::print(&arguments.out, language)?);
    }
    Ok(Exit::after(&document.built, site.strict))
}

/// Checks that the document is not named like its PDF, which is written next to it under the same name.
fn check_output(arguments: &ReportArguments, language: Option<Language>) -> Result<(), String> {
    let ending = arguments.out.extension();
    if !arguments.pdf || !ending.is_some_and(|ending| ending.eq_ignore_ascii_case("pdf")) {
        return Ok(());
    }
    let words = language.unwrap_or_else(locale::detect).pick(
        "--out 写 HTML 文件的名字（如 简报.html），PDF 会放在旁边、同名",
        "--out is the name of the HTML file (such as briefing.html); the PDF goes next to it under the same name",
    );
    Err(format!("{}: {words}", printed::path(&arguments.out)))
}

/// Embeds the pictures, as large as the limit allows; returns the document and the diagnostics about its pictures.
fn with_pictures(
    site: &SiteArguments,
    document: &Report,
    is_filtered: bool,
    max_bytes: usize,
    language: Language,
) -> Result<(Vec<u8>, Vec<Diagnostic>), String> {
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
            return Err(size_breakdown(
                &html, &smallest, &shown, max_bytes, language,
            ));
        }
    };
    let mut embedded = html.into_owned();
    for (picture, data) in document.pictures.iter().zip(&fitted.data) {
        embedded = embedded.replace(&src(&picture.source), &src(data));
    }
    Ok((embedded.into_bytes(), fitted.found))
}

fn cannot_seal(language: Language) -> String {
    let words = language.pick(
        "--password: 系统没有给随机数，没有写文件",
        "--password: the system provided no random numbers; nothing was written",
    );
    words.to_owned()
}

fn src(source: &str) -> String {
    format!("src=\"{source}\"")
}

/// Returns the message for a document that cannot fit, with the size of each part.
fn size_breakdown(
    html: &str,
    smallest: &pictures::FittedPictures,
    shown: &[EmbeddedPicture],
    max_bytes: usize,
    language: Language,
) -> String {
    let style = html
        .find("<style>")
        .zip(html.find("</style>"))
        .map_or(0, |(start, end)| end.saturating_sub(start));
    let drawings: usize = html
        .split("<svg")
        .skip(1)
        .map(|rest| rest.find("</svg>").unwrap_or_default())
        .sum();
    let words = html.len().saturating_sub(style + drawings);
    let mut items = vec![
        (
            language.pick("文字和表", "text and tables").to_owned(),
            words,
        ),
        (language.pick("图", "charts").to_owned(), drawings),
        (language.pick("样式", "styles").to_owned(), style),
    ];
    let pictures = shown.iter().zip(&smallest.data);
    items.extend(pictures.map(|(one, data)| (one.path.clone(), data.len() * one.times)));
    let sum: usize = items.iter().map(|(_, bytes)| bytes).sum();
    let lines: Vec<String> = items
        .iter()
        .map(|(what, bytes)| format!("  {:>9}  {}", kilobytes(*bytes), printed::one_line(what)))
        .collect();
    let heading = match language {
        Language::Chinese => format!(
            "--max-size: 图片缩到最小，报告仍有 {}，超过 {}；什么也没有写。放宽上限，少选几家客户，或换一个内容少的 --pack",
            kilobytes(sum),
            kilobytes(max_bytes)
        ),
        Language::English => format!(
            "--max-size: even with the smallest pictures the report is {}, over {}; nothing was written. Raise the limit, choose fewer accounts, or a --pack with less in it",
            kilobytes(sum),
            kilobytes(max_bytes)
        ),
    };
    format!("{heading}\n{}", lines.join("\n"))
}

fn kilobytes(bytes: usize) -> String {
    format!("{} kB", bytes.div_ceil(1000))
}

/// Parses a size in bytes: `2MB`, `800kB`, `1.5 MB`, or a plain number.
fn parse_size(text: &str, language: Option<Language>) -> Result<usize, String> {
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
        None => {
            let words = language.unwrap_or_else(locale::detect).pick(
                "不是大小；写成 2MB 或 800kB",
                "is not a size; write 2MB or 800kB",
            );
            Err(format!("--max-size: `{}` {words}", printed::one_line(text)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::parse_size;

    #[test]
    fn sizes_are_parsed_as_people_write_them() {
        let sizes = ["2MB", "1.5 mb", "800kB", "12345", "2GB", "-1", "viel"];
        let read = sizes.map(|size| parse_size(size, None).ok());
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
