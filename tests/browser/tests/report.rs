//! Reports opened and printed by their recipients: from the disk, without the site next to them.

use kafolio_browser_tests::{Fixture, Reader, kafolio, program};
use std::path::{Path, PathBuf};
use tempfile::TempDir;
use url::Url;

const PASSWORD: &str = "青风 2026 灯检";

/// Writes a report of the example to a folder.
fn report(folder: &Path, name: &str, options: &[&str]) -> PathBuf {
    let file = folder.join(name);
    let written = kafolio()
        .args(["report", "--out"])
        .arg(&file)
        .args(options)
        .env("KAFOLIO_PASSWORD", PASSWORD)
        .output()
        .expect("the program starts");
    let stderr = String::from_utf8_lossy(&written.stderr);
    assert!(written.status.success(), "{options:?}: {stderr}");
    file
}

fn open(reader: &Reader, file: &Path) {
    reader.open_without_scrolling(&Url::from_file_path(file).expect("the path is absolute"));
}

fn pages_of(pdf: &[u8]) -> usize {
    let text = String::from_utf8_lossy(pdf);
    text.matches("/Type /Page\n").count() + text.matches("/Type /Page ").count()
}

#[test]
fn a_report_is_self_contained_on_desktop_and_phone() {
    let fixture = Fixture::shared();
    let reader = fixture.reader();
    let folder = TempDir::new().expect("a temporary folder can be made");
    for pack in ["review", "handover", "visit"] {
        let file = report(folder.path(), "report.html", &["zhiheng", "--pack", pack]);
        for width_px in [1440, 390] {
            reader.set_width_px(width_px);
            open(&reader, &file);
            let activity = reader.take_activity();
            assert_eq!(activity.complaints, Vec::<String>::new(), "{pack}");
            let further: Vec<&String> = activity
                .requests
                .iter()
                .filter(|request| !request.ends_with("report.html"))
                .collect();
            assert!(further.is_empty(), "{pack}: {further:?}");
            let wide: bool = reader.eval("document.documentElement.scrollWidth > innerWidth");
            assert!(!wide, "{pack} at {width_px} px is not scrolled sideways");
            let heading: String = reader.eval("document.querySelector('h1').textContent");
            assert_eq!(heading, "芷衡疫苗");
        }
    }
}

#[test]
fn a_brief_fits_on_one_sheet() {
    let fixture = Fixture::shared();
    let reader = fixture.reader();
    let folder = TempDir::new().expect("a temporary folder can be made");
    for account in ["zhiheng", "lanche", "danning", "muyu", "pengchuan"] {
        let file = report(folder.path(), "brief.html", &[account, "--pack", "visit"]);
        open(&reader, &file);
        assert_eq!(pages_of(&reader.print()), 1, "{account}");
    }
}

#[test]
fn an_encrypted_report_opens_only_with_its_password() {
    let fixture = Fixture::shared();
    let reader = fixture.reader();
    let folder = TempDir::new().expect("a temporary folder can be made");
    let file = report(folder.path(), "sealed.html", &["zhiheng", "--password"]);
    let bytes = std::fs::read_to_string(&file).expect("it is there");
    assert!(
        !bytes.contains("芷衡"),
        "the file does not say whom it is about"
    );
    open(&reader, &file);
    reader.type_into("#password", "青风 2025 灯检");
    reader.press_key("Enter");
    reader.wait_until("document.getElementById('said').textContent.includes('密码不对')");
    reader.eval::<bool>("!(document.getElementById('password').value = '')");
    reader.type_into("#password", PASSWORD);
    reader.press_key("Enter");
    reader.wait_until("document.querySelector('h1').textContent === '芷衡疫苗'");
    let drawings: usize = reader.eval("document.querySelectorAll('svg').length");
    assert!(drawings > 20, "{drawings}");
    assert_eq!(reader.take_activity().complaints, Vec::<String>::new());
}

#[test]
fn an_installed_browser_prints_reports() {
    let folder = TempDir::new().expect("a temporary folder can be made");
    let options = ["zhiheng", "--pack", "visit", "--pdf"];
    let file = report(folder.path(), "brief.html", &options);
    let pdf = std::fs::read(file.with_extension("pdf")).expect("the PDF lies beside the file");
    assert!(pdf.starts_with(b"%PDF-"));
    let left: Vec<_> = std::fs::read_dir(folder.path())
        .expect("it can be read")
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name.starts_with('.'))
        .collect();
    assert_eq!(left, Vec::<String>::new(), "nothing is left behind");
    let without = kafolio()
        .args(["report", "zhiheng", "--pdf", "--out"])
        .arg(folder.path().join("other.html"))
        .env("CHROME", "/nowhere/chromium")
        .output()
        .expect("the program starts");
    assert_eq!(without.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&without.stderr).contains("--pdf"));
    assert!(folder.path().join("other.html").is_file());
}

/// The environment of a command.
enum Environment {
    Whole,
    /// With these variables set.
    With(&'static [(&'static str, &'static str)]),
    /// With nothing but the search path of programs.
    Nothing,
}

/// Prints a report to a path below a folder, from within the folder; returns the PDF.
fn printed(folder: &Path, out: &Path, environment: &Environment) -> Vec<u8> {
    let mut command = program();
    match environment {
        Environment::Whole => {}
        Environment::With(variables) => drop(command.envs(variables.iter().copied())),
        Environment::Nothing => {
            command.env_clear();
            for name in ["PATH", "CHROME"] {
                command.envs(std::env::var_os(name).map(|value| (name, value)));
            }
        }
    }
    let mut option = std::ffi::OsString::from("--out=");
    option.push(out);
    // One account prints quickly.
    let accounts = folder.join("content/accounts");
    std::fs::create_dir_all(&accounts).expect("it can be made");
    let note = "---\n企业名称: 岚澈药业\n---\n";
    std::fs::write(accounts.join("lanche.md"), note).expect("it can be written");
    let output = command
        .current_dir(folder)
        .args(["report", "lanche", "--pack", "visit", "--pdf"])
        .arg(option)
        .output()
        .expect("the program starts");
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}: {stderr}", out.display());
    std::fs::read(folder.join(out).with_extension("pdf")).expect("the PDF lies next to the file")
}

/// Returns the title of a PDF that Chromium printed, if it is in Chinese.
fn title_of(pdf: &[u8]) -> String {
    let text = String::from_utf8_lossy(pdf);
    let title = text.split("/Title <FEFF").nth(1);
    let digits = title.and_then(|rest| rest.split('>').next());
    let digits = digits.unwrap_or_default().as_bytes();
    let unit = |four: &[u8]| u16::from_str_radix(std::str::from_utf8(four).ok()?, 16).ok();
    let units: Vec<u16> = digits.chunks(4).filter_map(unit).collect();
    String::from_utf16_lossy(&units)
}

#[test]
fn a_chinese_path_prints_in_any_system_locale() {
    let folder = TempDir::new().expect("a temporary folder can be made");
    let environments = [
        Environment::Whole,
        Environment::With(&[("LANG", "C"), ("LC_ALL", "C")]),
        Environment::With(&[("LANG", "C"), ("LC_ALL", "")]),
        Environment::With(&[("LANG", ""), ("LC_ALL", "")]),
        Environment::Nothing,
    ];
    let place = folder.path().join("客户 资料");
    std::fs::create_dir(&place).expect("it can be made");
    for (number, environment) in environments.iter().enumerate() {
        let name = format!("客户 资料/简报{number}.html");
        let title = title_of(&printed(folder.path(), Path::new(&name), environment));
        assert!(title.starts_with("岚澈药业"), "{number}: {title}");
        assert!(!title.contains("kafolio"), "{number}: {title}");
    }
    let left = std::fs::read_dir(place).expect("it can be read").count();
    assert_eq!(left, 2 * environments.len(), "nothing else is left there");
}

#[test]
fn names_that_need_percent_encoding_print() {
    let folder = TempDir::new().expect("a temporary folder can be made");
    let real = folder.path().join("真的");
    std::fs::create_dir(&real).expect("it can be made");
    let mut names = vec![
        "-简报.html",
        "报 告#1?100%25'x'&y;.html",
        "a/../真的/b.v2.html",
    ];
    std::fs::create_dir(folder.path().join("a")).expect("it can be made");
    if cfg!(unix) {
        names.push("换\n行\"\\.html");
    }
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(&real, folder.path().join("链接")).expect("it can be made");
        names.push("链接/c.html");
    }
    for name in names {
        let c = Environment::With(&[("LANG", "C"), ("LC_ALL", "C")]);
        let title = title_of(&printed(folder.path(), Path::new(name), &c));
        assert!(title.starts_with("岚澈药业"), "{name}: {title}");
    }
    let refused = kafolio()
        .args(["report", "lanche", "--pdf", "--out"])
        .arg(folder.path().join("brief.pdf"))
        .output()
        .expect("the program starts");
    assert_eq!(refused.status.code(), Some(2));
    assert!(!folder.path().join("brief.pdf").exists());
}
