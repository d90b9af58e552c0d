//! `kafolio report`: one file about some accounts, to send or to print.

use super::arguments::{PackName, ReportWanted, Site};
use super::exit::Exit;
use super::options::{day, options};
use crate::build::{Report, ReportRequest, reader, report};
use crate::console::{locale, password, printed, sentence_of};
use crate::disclosure::{Product, Prover, Publication};
use crate::disk::site_folder;
use crate::documents::Pack;
use crate::domain::Scope;
use crate::html::NoProgress;
use crate::publish::pictures::{self, Shown};
use crate::publish::{Planned, Reporter, Target, one_file, pdf, sealed};
use crate::text::{Diagnostic, Diagnostics, Language};

/// Writes the file and says where it is; the exit code.
pub(super) fn write(site: &Site, wanted: &ReportWanted) -> Result<Exit, String> {
    let mut options = options(site, None)?;
    options.accounts.extend(wanted.accounts.iter().cloned());
    let language = options.language;
    let most_bytes = bytes_of(&wanted.max_size, language)?;
    check_places(wanted, language)?;
    let since = wanted.since.as_ref();
    let since = since.map(|since| day("--since", since, language));
    let order = ReportRequest {
        pack: match wanted.pack {
            PackName::Review => Pack::Review,
            PackName::Handover => Pack::Handover,
            PackName::Visit => Pack::Visit,
        },
        since: since.transpose()?,
    };
    let snapshot = site_folder::read(&site.site, language)?;
    let file = one_file::name(&wanted.out);
    let publication = Publication::of(&snapshot, &options, Product::Report(&order, &file));
    let target = Target {
        site: &site.site,
        out: &wanted.out,
        record: wanted.disclosure.as_deref(),
    };
    let planned = Planned::new(&publication, Some(target))?;
    let proved = planned.prove(&mut Prover::once(), &NoProgress)?;
    let cannot = |refusal| sentence_of(&refusal, language);
    let is_filtered = !reader(&snapshot, &options).map_err(cannot)?.is_owner();
    let mut made = report(&snapshot, &options, &order, None).map_err(cannot)?;
    let language = made.built.language;
    let checked = match proved.check(&[(&file, &made.html)], &mut made.built) {
        Ok(checked) => checked,
        Err(leaks) => {
            leaks.report(&made.built, site.format);
            return Ok(Exit::NotDone);
        }
    };
    let scope = &made.built.scope;
    let cannot = |error: one_file::Failed| error.told(&wanted.out, language);
    one_file::check_scope(&wanted.out, scope, wanted.widen).map_err(cannot)?;
    made.html = one_file::with_scope(made.html, scope);
    let (mut html, pictures) = whole(site, &made, is_filtered, most_bytes, language)?;
    let all = made.built.diagnostics.iter().cloned().chain(pictures);
    made.built.diagnostics = Diagnostics::from_found(all.collect());
    // Asked for last: nobody types it twice to be told of something else.
    if wanted.password {
        let password = password::asked(options.language)?;
        let sealed = sealed::sealed(&html, &password, language);
        let sealed = sealed.ok_or_else(|| cannot_seal(language))?;
        // Whoever has no password learns of no account.
        let outside = Scope {
            accounts: None,
            ..made.built.scope.clone()
        };
        html = one_file::with_scope(sealed, &outside);
    }
    one_file::write(&wanted.out, &html).map_err(cannot)?;
    checked.disclose((wanted.out.as_path(), &file), &html, &made.built)?;
    let reporter = Reporter::new(site.format, language);
    reporter.diagnostics(&made.built.diagnostics);
    reporter.document(&wanted.out);
    if wanted.pdf {
        reporter.document(&pdf::printed(&wanted.out, language)?);
    }
    Ok(Exit::after(&made.built, site.strict))
}

/// The PDF lies next to the document, under the same name: the document cannot be called like it.
fn check_places(wanted: &ReportWanted, language: Option<Language>) -> Result<(), String> {
    let ending = wanted.out.extension();
    if !wanted.pdf || !ending.is_some_and(|ending| ending.eq_ignore_ascii_case("pdf")) {
        return Ok(());
    }
    let words = language.unwrap_or_else(locale::spoken).pick(
        "--out 写 HTML 文件的名字（如 简报.html），PDF 会放在旁边、同名",
        "--out is the name of the HTML file (such as briefing.html); the PDF goes next to it under the same name",
    );
    Err(format!("{}: {words}", printed::path(&wanted.out)))
}

/// The document with its pictures in it, as large as they may be, and what should be known of these.
fn whole(
    site: &Site,
    made: &Report,
    is_filtered: bool,
    most_bytes: usize,
    language: Language,
) -> Result<(Vec<u8>, Vec<Diagnostic>), String> {
    let html = String::from_utf8_lossy(&made.html);
    let count = |source: &str| html.matches(&src(source)).count();
    let shown = made.pictures.iter().map(|picture| Shown {
        path: picture.path.clone(),
        times: count(&picture.source),
    });
    let shown: Vec<Shown> = shown.collect();
    let room = most_bytes.saturating_sub(html.len());
    let fitted = match pictures::fitted(&site.site, &shown, is_filtered, room) {
        Ok(fitted) if html.len() <= most_bytes => fitted,
        Ok(smallest) | Err(smallest) => {
            return Err(bill(&html, &smallest, &shown, most_bytes, language));
        }
    };
    let mut whole = html.into_owned();
    for (picture, data) in made.pictures.iter().zip(&fitted.data) {
        whole = whole.replace(&src(&picture.source), &src(data));
    }
    Ok((whole.into_bytes(), fitted.found))
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

/// What the document weighs, part by part, where it cannot be made to fit.
fn bill(
    html: &str,
    smallest: &pictures::Fitted,
    shown: &[Shown],
    most_bytes: usize,
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
            kilobytes(most_bytes)
        ),
        Language::English => format!(
            "--max-size: even with the smallest pictures the report is {}, over {}; nothing was written. Raise the limit, choose fewer accounts, or a --pack with less in it",
            kilobytes(sum),
            kilobytes(most_bytes)
        ),
    };
    format!("{heading}\n{}", lines.join("\n"))
}

fn kilobytes(bytes: usize) -> String {
    format!("{} kB", bytes.div_ceil(1000))
}

/// A size as people write it: `2MB`, `800kB`, `1.5 MB`, or bytes.
fn bytes_of(text: &str, language: Option<Language>) -> Result<usize, String> {
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
            let words = language.unwrap_or_else(locale::spoken).pick(
                "不是大小；写成 2MB 或 800kB",
                "is not a size; write 2MB or 800kB",
            );
            Err(format!("--max-size: `{}` {words}", printed::one_line(text)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::bytes_of;

    #[test]
    fn sizes_are_as_people_write_them() {
        let sizes = ["2MB", "1.5 mb", "800kB", "12345", "2GB", "-1", "viel"];
        let read = sizes.map(|size| bytes_of(size, None).ok());
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
