//! Printed forms compared with the dictionary field by field: seven forms, two languages, blank and filled.
//!
//! The filled forms are those of the site that `filled` generates from the dictionary, in which every field of every
//! note has unique words. Each sheet has, in the dictionary's order, the labels of the form's own fields, the labels
//! within its lists and the values of its enums; a filled one has every value. It has nothing beyond the form.

mod filled;
mod memory;

use filled::{Filled, FilledSite, as_of};
use kafolio::build::Options;
use kafolio::forms::{Dictionary, Field, FieldType, FormPart, Kind, Labelled, Moment, Schema};
use kafolio::text::Language;
use memory::Site;

/// Kinds whose notes fill forms.
const KINDS: [Kind; 5] = [
    Kind::Account,
    Kind::Contact,
    Kind::Project,
    Kind::Visit,
    Kind::Exchange,
];

/// Labels that a sheet must have without a field of its form: whose note it is.
const HEADER_FIELDS: [&str; 3] = ["account", "account_code", "project"];

/// An enum with more values than this is written out instead of ticked.
const MAX_CHECKBOXES: usize = 10;

#[test]
fn every_field_is_on_its_form_in_chinese() {
    check(Language::CHINESE);
}

#[test]
fn every_field_is_on_its_form_in_english() {
    check(Language::ENGLISH);
}

fn check(language: Language) {
    let filled = FilledSite::of(language, &KINDS);
    let choice = Options {
        as_of: Some(as_of()),
        audience: Some("owner".to_owned()),
        language: Some(language),
        ..Options::default()
    };
    let site = memory::built(&filled.files, &choice).expect("it can be built");
    let sheets = filled_sheets(&site);
    let mut wrong = Vec::new();
    for form in &Dictionary::built_in().forms {
        let blank = blank_sheet(&site, form);
        wrong.extend(label_faults(form, language, &blank, "blank"));
        assert!(
            !blank.contains('☑'),
            "the blank form {} is ticked",
            form.form
        );
        let of_form = |one: &&(String, u8, String)| one.1 == form.form && one.0.contains("filled-");
        let own_sheets: Vec<_> = sheets.iter().filter(of_form).collect();
        assert_eq!(
            own_sheets.len(),
            filled::NOTES,
            "sheets of form {}",
            form.form
        );
        for (route, _, sheet) in own_sheets {
            wrong.extend(label_faults(form, language, sheet, route));
            let fields = filled.fields.iter().filter(|one| one.route == *route);
            wrong.extend(fields.filter_map(|one| missing_value(form, language, one, sheet)));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

/// Long lists continue on the next page, and links from a note to its form still work.
#[test]
fn hundreds_of_visits_are_split_over_pages() {
    const VISITS: usize = 400;
    const MAX_BYTES: usize = 1_000_000;
    let mut files = memory::Files::new();
    let mut add =
        |name: String, text: String| files.insert(format!("content/accounts/{name}.md"), text);
    add(
        "a#b/index".to_owned(),
        "---\nname: Hundreds\n---\n".to_owned(),
    );
    for visit in 0..VISITS {
        let day = Moment::parse("2026-03-01").expect("it is a date").day;
        let day = day.saturating_sub(jiff::Span::new().days(visit as i64));
        let text = format!("---\ndate: {day}\nplace: place-{visit}-\n---\n");
        add(format!("a#b/visits/v{visit}"), text);
    }
    let site = memory::built(&files, &Options::default()).expect("it can be built");
    let of_forms = || {
        site.pages
            .iter()
            .filter(|(route, _)| route.starts_with("forms/"))
    };
    assert!(of_forms().all(|(_, bytes)| bytes.len() < MAX_BYTES));
    for visit in 0..VISITS {
        let page = site.page(&format!("accounts/a#b/visits/v{visit}.html"));
        let link = page.split("href=\"../../../forms/a%23b/").nth(1);
        let link = link
            .and_then(|rest| rest.split('"').next())
            .expect("it links to its form");
        let (file, place) = link.split_once('#').expect("the form has a place");
        let sheet = site.page(&format!("forms/a#b/{file}"));
        let sheet = sheet
            .split(&format!("id=\"{place}\""))
            .nth(1)
            .expect("the place is there");
        let sheet = sheet.split("</section>").next().unwrap_or_default();
        assert!(
            sheet.contains(&format!("place-{visit}-")),
            "v{visit}: {link}"
        );
    }
}

/// Returns the text of the sheet on the page of a blank form.
fn blank_sheet(site: &Site, form: &FormPart) -> String {
    let page = site.page(&format!("forms/form-{}.html", form.form));
    let mut sheets = page.split("<section class=\"sheet ").skip(1);
    let sheet = sheets.next().expect("a sheet is on the page");
    assert!(sheets.next().is_none(), "one sheet is on the page");
    text_of_html(sheet)
}

/// Returns all filled sheets: the page of the note, the number of the form, its text.
fn filled_sheets(site: &Site) -> Vec<(String, u8, String)> {
    let mut all = Vec::new();
    let is_account =
        |route: &&String| route.starts_with("forms/") && route.matches('/').count() == 2;
    for route in site.pages.keys().filter(is_account) {
        for sheet in site.page(route).split("<section class=\"sheet f").skip(1) {
            let form = sheet[..1].parse().expect("a sheet names its form");
            let foot = sheet.split("<footer>").nth(1).expect("a sheet has a foot");
            let href = foot
                .split("href=\"")
                .nth(1)
                .and_then(|rest| rest.split('"').next());
            let note = href
                .expect("the foot leads to the note")
                .trim_start_matches("../");
            all.push((note.to_owned(), form, text_of_html(sheet)));
        }
    }
    all
}

/// Returns what is wrong with the labels of a sheet.
fn label_faults(
    form: &'static FormPart,
    language: Language,
    sheet: &str,
    which: &str,
) -> Vec<String> {
    let fault = |what: &str, label: &str| format!("form {}, {which}: {what} {label}", form.form);
    let own = own_labels(form, language);
    let mut wrong = Vec::new();
    let mut at = 0;
    for label in &own {
        match sheet[at..].find(label.as_str()) {
            Some(found) => at += found + label.len(),
            None => wrong.push(fault("no", label)),
        }
    }
    let schema = Dictionary::built_in().schema(form.kind);
    let elsewhere = |field: &&Field| !HEADER_FIELDS.contains(&field.key.as_str());
    for field in schema
        .fields
        .iter()
        .filter(|field| field.form == 0)
        .filter(elsewhere)
    {
        let label = label_of(field, language) + &String::from(TAG);
        let is_own = own.iter().any(|own| label.starts_with(own.as_str()));
        if !is_own && sheet.contains(&label) {
            wrong.push(fault("beyond the form:", &label));
        }
    }
    wrong
}

/// Returns the labels that a form must show, in order, each as it opens its element, and the values of its enums.
fn own_labels(form: &'static FormPart, language: Language) -> Vec<String> {
    let mut labels = Vec::new();
    for one in Dictionary::built_in().fields_of_form(form) {
        add_labels(one.field, language, &mut labels);
    }
    labels
}

fn add_labels(field: &'static Field, language: Language, labels: &mut Vec<String>) {
    labels.push(label_of(field, language));
    match field.value_type {
        FieldType::List(schema) | FieldType::Record(schema) => {
            let inner = schema.fields.iter();
            inner.for_each(|field| add_labels(field, language, labels));
        }
        FieldType::Enum(choices) if !choices.open && choices.values.len() <= MAX_CHECKBOXES => {
            let words = choices.values.iter();
            labels.extend(words.map(|choice| text_of_html(choice.label(language))));
        }
        _ => {}
    }
}

fn label_of(field: &Field, language: Language) -> String {
    format!("{LABEL_START}{}", text_of_html(field.label(language)))
}

/// Returns a value of the form that is missing from its sheet.
fn missing_value(
    form: &'static FormPart,
    language: Language,
    filled: &Filled,
    sheet: &str,
) -> Option<String> {
    let (field, in_table) = field_of(form, &filled.path)?;
    let expected = on_paper(field, in_table, language, &filled.shown);
    let missing = expected
        .into_iter()
        .find(|value| !sheet.contains(&text_of_html(value)))?;
    Some(format!(
        "form {}, {}: {} is not {missing}",
        form.form, filled.route, filled.path
    ))
}

/// Returns the field of a path, if the form has it, and whether it is in a table.
fn field_of(form: &'static FormPart, path: &str) -> Option<(&'static Field, bool)> {
    let mut keys = path.split('.');
    let mut key = keys.next()?;
    if form.under.as_deref() == Some(key) {
        key = keys.next()?;
    }
    let under = (path.split('.').next() != Some(key))
        .then_some(form.under.as_deref())
        .flatten();
    let mut own = Dictionary::built_in().fields_of_form(form).into_iter();
    let mut field = own
        .find(|one| one.field.key == key && one.under == under)?
        .field;
    let mut in_table = false;
    for key in keys {
        let inner: &'static Schema = match field.value_type {
            FieldType::List(inner) => {
                in_table = true;
                inner
            }
            FieldType::Record(inner) => inner,
            _ => return None,
        };
        field = inner.field(key)?;
    }
    Some((field, in_table))
}

/// Returns what a sheet must show for a value: the points of a score, a date in paper format.
fn on_paper(field: &Field, in_table: bool, language: Language, shown: &[String]) -> Vec<String> {
    match field.value_type {
        FieldType::Score => shown[..1].to_vec(),
        FieldType::MapOfScores => shown
            .chunks(5)
            .flat_map(|rival| rival[..2].to_vec())
            .collect(),
        FieldType::Date | FieldType::DateTime if language == Language::CHINESE => {
            shown.iter().map(|iso| chinese_date(iso)).collect()
        }
        FieldType::Bool => shown.iter().map(|words| format!("☑ {words}")).collect(),
        FieldType::Enum(choices) if !choices.open && !in_table => {
            shown.iter().map(|words| format!("☑ {words}")).collect()
        }
        _ => shown.to_vec(),
    }
}

fn chinese_date(iso: &str) -> String {
    let moment = Moment::parse(iso).expect("it is a date");
    let day = moment.day;
    let time = iso.split_once(' ').map_or("", |(_, time)| time);
    format!(
        "{} 年 {} 月 {} 日 {time}",
        day.year(),
        day.month(),
        day.day()
    )
}

/// Takes the place of a tag.
const TAG: char = '\u{1}';
/// Takes the place of the start of a label.
const LABEL_START: char = '\u{2}';

/// Returns the text of HTML without tags and white space.
fn text_of_html(html: &str) -> String {
    let mut words = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        words.push_str(&rest[..start]);
        let is_head = rest[start..].starts_with("<th") && !rest[start..].starts_with("<thead");
        words.push(if is_head { LABEL_START } else { TAG });
        rest = rest[start..]
            .find('>')
            .map_or("", |end| &rest[start + end + 1..]);
    }
    words.push_str(rest);
    words.replace("&amp;", "&").split_whitespace().collect()
}
