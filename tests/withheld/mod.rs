//! Sites of which much is withheld, and the readers from whom it is.

use crate::filled::{FilledSite, as_of};
use crate::memory::Files;
use kafolio::build::Options;
use kafolio::forms::Kind;
use kafolio::text::Language;

/// The restricted audiences of these sites, and the account each requires.
pub const AUDIENCES: [(&str, Option<&str>); 5] = [
    ("internal", None),
    ("customer", Some("pool")),
    ("board", None),
    ("dealer", Some("pool")),
    ("guest", Some("pool")),
];

const SETTINGS: &str = "audiences:
  board: {level: public, external: no, fields: [tier, project.amount, contact.phone]}
  dealer: {level: internal, external: yes}
  guest: {level: public, external: yes, fields: [manager, attitude]}
";

pub fn choice((audience, account): (&str, Option<&str>)) -> Options {
    Options {
        as_of: Some(as_of()),
        audience: Some(audience.to_owned()),
        accounts: account.into_iter().map(str::to_owned).collect(),
        language: Some(Language::CHINESE),
    }
}

/// Returns one note of every kind with every field filled; a project with its stage but without its history, and pages
/// to put in an order.
pub fn filled() -> Files {
    let all = [
        Kind::Account,
        Kind::Contact,
        Kind::Project,
        Kind::Visit,
        Kind::Exchange,
        Kind::Competitor,
        Kind::Page,
    ];
    let mut files = FilledSite::of(Language::CHINESE, &all).files;
    let is_filled = |path: &str| path.contains("filled-0") || path.ends_with("pool/index.md");
    let written: String = files
        .iter()
        .filter(|(path, _)| is_filled(path))
        .map(|(_, text)| text.as_str())
        .collect();
    // Of the reference targets, those that are used.
    let is_reference_target = |path: &str, text: &str| {
        let stem = path
            .rsplit('/')
            .next()
            .and_then(|name| name.strip_suffix(".md"));
        let mut names = text.split('"').nth(3).into_iter().chain(stem);
        !path.contains("filled-") && names.any(|name| written.contains(&format!("{name:?}")))
    };
    files.retain(|path, text| is_filled(path) || is_reference_target(path, text));
    for (path, text) in [
        ("site.yaml", SETTINGS),
        (
            "accounts/pool/projects/brief.md",
            "---\nname: 简\nstage: visiting\n---\n",
        ),
        ("playbook/first.md", "---\ntitle: 甲\norder: 2\n---\n"),
        ("playbook/second.md", "---\ntitle: 乙\norder: 1\n---\n"),
    ] {
        files.insert(format!("content/{path}"), text.to_owned());
    }
    files
}

/// Returns a site with a unique value in every place that is not a field of a form.
pub fn planted() -> (Files, Vec<&'static str>) {
    let mut files = Files::new();
    let mut add = |path: &str, text: &str| files.insert(format!("content/{path}"), text.to_owned());
    add("site.yaml", SETTINGS);
    add(
        "accounts/pool/index.md",
        "---\nname: Pool\n绰号: 蓝鲸一号\ntags: [灰雁二号]\n---\n赤狐三号。\n\n## 白鹭四号 {.private}\n\n黑熊五号 ![雪豹六号](棕熊七号.png)\n\n> [!PRIVATE]\n> 银杏八号 [红杉九号](https://example.org/丹桂十号)\n",
    );
    add(
        "accounts/pool/contacts/青鸾十一号.md",
        "---\nname: 林间客\nsensitivity: private\n政治面貌: 玄武十二号\n---\n朱雀十三号\n",
    );
    add(
        "accounts/pool/visits/2026-03-12.md",
        "---\nsensitivity: private\nvisit_number: 麒麟十四号\n---\n貔貅十五号\n",
    );
    add(
        "accounts/other/index.md",
        "---\nname: 白虎十六号\n---\n青龙十七号\n",
    );
    add(
        "playbook/蓝鲨十八号.md",
        "---\ntitle: 海豚十九号\nsensitivity: private\n---\n",
    );
    add(
        "competitors/金雕二十号.md",
        "---\nname: 角雕廿一号\nsensitivity: private\n---\n",
    );
    add("accounts/pool/棕熊七号.png", "");
    let private = vec![
        "蓝鲸一号",
        "白鹭四号",
        "黑熊五号",
        "雪豹六号",
        "棕熊七号",
        "银杏八号",
        "红杉九号",
        "丹桂十号",
        "青鸾十一号",
        "林间客",
        "玄武十二号",
        "朱雀十三号",
        "麒麟十四号",
        "貔貅十五号",
        "蓝鲨十八号",
        "海豚十九号",
        "金雕二十号",
        "角雕廿一号",
    ];
    (files, private)
}

/// Returns links and references to withheld notes, in every place that can have some.
pub fn linked() -> Files {
    let mut files = planted().0;
    let mut add = |path: &str, text: &str| files.insert(format!("content/{path}"), text.to_owned());
    let to_all = "[[林间客]] ![[林间客]] [他](contacts/青鸾十一号.md) [[2026-03-12]] [[蓝鲨十八号]] [[金雕二十号|它]]";
    add(
        "accounts/pool/linked.md",
        &format!("---\ntitle: 甲\nsensitivity: public\n---\n{to_all}\n"),
    );
    add(
        "accounts/pool/contacts/open.md",
        &format!(
            "---\nname: 乔远山\nreports_to: 林间客\nresponsibilities: {to_all}\n---\n{to_all}\n"
        ),
    );
    add(
        "accounts/pool/visits/2026-02-12.md",
        &format!(
            "---\nattendees: [林间客, 乔远山]\npromises: [{{task: 送样, owner: 林间客}}]\n---\n{to_all}\n"
        ),
    );
    files
}
