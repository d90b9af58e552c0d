//! The proof of a filtered build: nothing withheld is in any byte of what is made, nothing depends on it, and a slip of the
//! filter in any field would be seen.
#![allow(clippy::disallowed_methods)]

mod filled;
mod memory;

use filled::{FilledSite, as_of};
use kafolio::compile::Choice;
use kafolio::forms::{Field, FieldType, Kind, Level, Schema, dictionary};
use kafolio::model::Audience;
use kafolio::render::Emit;
use kafolio::share::{Inspector, Leak, Trial, trial, trial_with};
use kafolio::text::Language;
use memory::{Files, Site, built, snapshot};
use std::collections::BTreeMap;

/// The audiences of these sites that do not see everything, and what they are asked for with.
const AUDIENCES: [(&str, Option<&str>); 5] = [
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

fn choice((audience, account): (&str, Option<&str>)) -> Choice {
    Choice {
        as_of: Some(as_of()),
        audience: Some(audience.to_owned()),
        accounts: account.into_iter().map(str::to_owned).collect(),
        language: Some(Language::Chinese),
    }
}

/// One note of every kind with every field filled.
fn filled() -> Files {
    let all = [
        Kind::Account,
        Kind::Contact,
        Kind::Project,
        Kind::Visit,
        Kind::Exchange,
        Kind::Competitor,
        Kind::Page,
    ];
    let mut files = FilledSite::of(Language::Chinese, &all).files;
    files.retain(|path, _| path.contains("filled-0") || path.ends_with("pool/index.md"));
    files.insert("content/site.yaml".into(), SETTINGS.into());
    files
}

struct Silent;

impl Emit for Silent {
    fn put(&self, _: &str, _: Vec<u8>) {}
    fn keep(&self, _: &str) {}
    fn copy(&self, _: &str, _: &str) {}
}

fn leaks(trial: &Trial, site: &Site) -> Vec<Leak> {
    let inspector = Inspector::new(trial, BTreeMap::new());
    for (route, bytes) in &site.pages {
        inspector.file(route, bytes);
    }
    for (route, asset) in &site.attachments {
        inspector.attachment(route, asset, b"");
    }
    inspector.done().leaks
}

/// All fields of a schema, those within others too.
fn fields(schema: &'static Schema) -> Vec<&'static Field> {
    let inner = |field: &'static Field| match field.of_type {
        FieldType::Record(schema)
        | FieldType::List(schema)
        | FieldType::MapOfRecords(schema)
        | FieldType::Answers(schema) => fields(schema),
        _ => Vec::new(),
    };
    let with_inner = |field: &'static Field| [vec![field], inner(field)].concat();
    schema.fields.iter().flat_map(with_inner).collect()
}

#[test]
fn nothing_withheld_is_in_what_is_made_of_notes_with_every_field() {
    let files = filled();
    for audience in AUDIENCES {
        let choice = choice(audience);
        let trial = trial(&snapshot(&files), &choice, &Silent);
        let trial = trial
            .expect("it can be tried")
            .expect("something is withheld");
        let site = built(&files, &choice).expect("it can be built");
        assert_eq!(leaks(&trial, &site), [], "{audience:?}");
    }
}

#[test]
fn the_owner_is_kept_from_nothing() {
    let choice = choice(("owner", None));
    assert!(
        trial(&snapshot(&filled()), &choice, &Silent)
            .expect("it can be tried")
            .is_none()
    );
}

/// What would happen if the filter let a field through that is withheld: the proof takes the field for withheld, and the
/// filter does not. Of the fields of each kind every eighth is tried: a trial is a build.
#[test]
fn a_slip_of_the_filter_in_any_field_is_seen() {
    let files = filled();
    let choice = choice(("internal", None));
    let site = built(&files, &choice).expect("it can be built");
    let (mut seen, mut unseen) = (0, Vec::new());
    for kind in Kind::ALL.into_iter().filter(|kind| *kind != Kind::Site) {
        let shown = |field: &&Field| field.level < Level::Private && field.key != "sensitivity";
        for flipped in fields(dictionary().schema(kind))
            .into_iter()
            .filter(shown)
            .step_by(8)
        {
            let level_of = |field: &Field| match std::ptr::eq(field, flipped) {
                true => Level::Private,
                false => field.level,
            };
            let trial = trial_with(&snapshot(&files), &choice, &Silent, &level_of);
            let trial = trial
                .expect("it can be tried")
                .expect("something is withheld");
            match leaks(&trial, &site).is_empty() {
                true => unseen.push(format!("{}.{}", kind.name(), flipped.key)),
                false => seen += 1,
            }
        }
    }
    // Some fields are on no page: who wrote a form down, whose note it is.
    assert!(
        seen > 10 && seen > unseen.len() * 2,
        "{seen} seen; not seen: {unseen:#?}"
    );
}

/// A site with a value of its own in every place that is no field of a form.
fn planted() -> (Files, Vec<&'static str>) {
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

#[test]
fn planted_values_are_found_nowhere() {
    let (files, private) = planted();
    let internal = ["灰雁二号", "赤狐三号"];
    let of_others = ["白虎十六号", "青龙十七号"];
    for audience in AUDIENCES {
        let choice = choice(audience);
        let site = built(&files, &choice).expect("it can be built");
        let level = Audience::built_in()
            .into_iter()
            .find(|known| known.name == audience.0);
        let sees_internal =
            level.is_some_and(|known| known.level == Level::Internal) || audience.0 == "dealer";
        let mut kept = private.clone();
        kept.extend(internal.iter().filter(|_| !sees_internal));
        kept.extend(of_others.iter().filter(|_| audience.1.is_some()));
        for (route, bytes) in &site.pages {
            let page = format!("{route}\n{}", String::from_utf8_lossy(bytes));
            for value in &kept {
                assert!(!page.contains(value), "{audience:?}: {value} in {route}");
            }
        }
        assert_eq!(site.attachments.len(), 0, "{audience:?}");
        let trial = trial(&snapshot(&files), &choice, &Silent);
        let trial = trial
            .expect("it can be tried")
            .expect("something is withheld");
        assert_eq!(leaks(&trial, &site), [], "{audience:?}");
    }
}

#[test]
fn a_value_that_is_smuggled_into_a_page_is_found() {
    let (files, private) = planted();
    let choice = choice(("internal", None));
    let trial = trial(&snapshot(&files), &choice, &Silent);
    let trial = trial
        .expect("it can be tried")
        .expect("something is withheld");
    let page = |value: &str| format!("<svg><title>{value}</title></svg>").into_bytes();
    let long = private
        .into_iter()
        .filter(|value| value.chars().count() > 3);
    // Paths and addresses are looked for as a whole.
    for value in long.filter(|value| !["棕熊七号", "丹桂十号"].contains(value)) {
        let inspector = Inspector::new(&trial, BTreeMap::new());
        assert!(!inspector.file("more.html", &page(value)));
        let leaks = inspector.done().leaks;
        assert!(
            leaks
                .iter()
                .any(|leak| leak.file == "more.html" && leak.place.is_some()),
            "{value}"
        );
    }
}
