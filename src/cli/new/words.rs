//! The messages of `kafolio new`: the next steps, and why nothing was written.

use super::Draft;
use crate::build::{BuildError, Upcoming};
use crate::forms::{Kind, dictionary};
use crate::text::Language;

/// Returns one line about what to fill in next.
pub(super) fn advice(draft: &Draft, path: &str, language: Language) -> String {
    let slug = path.rsplit('/').nth(1).unwrap_or_default();
    let label = |key: &str| label(draft.kind, key, language);
    let [aim, topics, outcome] = ["aim", "topics", "outcome"].map(label);
    let first = ["tier", "source", "manager"].into_iter();
    let is_open = |key: &&str| !draft.scaffold.values.contains_key(*key);
    let open: Vec<&str> = first.filter(is_open).map(label).collect();
    let (chinese, english) = match draft.kind {
        Kind::Account => (
            format!("接着填{}；再记第一个人：kafolio new contact {slug} 姓名", open.join("、")),
            format!("next: {}; then add the first contact: kafolio new contact {slug} NAME", open.join(", ")),
        ),
        Kind::Contact => (
            "接着填职位、部门、影响力、态度".to_owned(),
            "next: title, department, influence and attitude".to_owned(),
        ),
        Kind::Project => (
            "接着填项目阶段、项目金额、采购小组；去掉关注点前的 #，权重合计 100%".to_owned(),
            "next: stage, amount and committee; uncomment the criteria that apply (weights must add up to 100 %)"
                .to_owned(),
        ),
        Kind::Visit => (
            format!("{}；去之前填“{aim}”和“{topics}”，当天填“{outcome}”，离开前约好下次", date_text(draft, language)),
            format!("{}; fill in {aim} and {topics} before it, {outcome} and next_visit on the day", date_text(draft, language)),
        ),
        Kind::Exchange => (
            format!("{}；先填计划，交流之后去掉总结各行行首的 # 再填", date_text(draft, language)),
            format!("{}; fill in the plan first; after the exchange, uncomment and fill in the summary", date_text(draft, language)),
        ),
        _ => (
            "接着填产品、优势、劣势".to_owned(),
            "next: products, strengths and weaknesses".to_owned(),
        ),
    };
    match language {
        Language::Chinese => format!("{chinese}。写完用 kafolio check 检查"),
        Language::English => format!("{english}. Then: kafolio check"),
    }
}

/// Returns the name of a field in the note.
fn label(kind: Kind, key: &str, language: Language) -> &'static str {
    let field = dictionary().schema(kind).field(key);
    field.map_or("", |field| language.pick(&field.zh, &field.key))
}

/// Describes the date, and the visit where it was agreed.
fn date_text(draft: &Draft, language: Language) -> String {
    let day = &draft.name;
    match (&draft.agreed_on, language) {
        (Some(agreed), Language::Chinese) => format!("日期 {day}，接 {agreed} 那次的约定"),
        (Some(agreed), Language::English) => {
            format!("on {day}, as agreed at the visit on {agreed}")
        }
        (None, Language::Chinese) => format!("日期 {day}"),
        (None, Language::English) => format!("on {day}"),
    }
}

/// The message for a name that already has a note.
pub(super) fn name_taken(name: &str, path: &str, language: Language) -> String {
    match language {
        Language::Chinese => {
            format!("{path}: 已经有“{name}”，没有动它；同名的另一个，名字里加几个字区别")
        }
        Language::English => {
            format!(
                "{path}: `{name}` already exists and was not changed; for another one of that name, add a word to it"
            )
        }
    }
}

/// The message for an agreed meeting that already has a note.
pub(super) fn already_begun(begun: &Upcoming, language: Language) -> String {
    let (day, path) = (begun.date.iso_day(), &begun.path);
    match language {
        Language::Chinese => {
            format!("{path}: 约好的 {day} 已经有笔记，没有动它；要另写一篇，在客户后面写上日期")
        }
        Language::English => format!(
            "{path}: there is already a note for the visit agreed for {day}; it was not changed. For another note, add a DATE after the account"
        ),
    }
}

/// The message for an account that was not found.
pub(super) fn no_account(language: Language) -> &'static str {
    language.pick("没有这家客户", "unknown account")
}

/// Returns the message for an account that cannot be resolved; if there are no accounts at all, how to create one.
pub(super) fn sentence_of(refusal: &BuildError, language: Language) -> String {
    match refusal {
        BuildError::NoSuchAccount { name, known, .. } if known.is_empty() => {
            let words = no_account(language);
            let advice = match language {
                Language::Chinese => format!("；先建一家: kafolio new account {name}"),
                Language::English => format!("; create it first: kafolio new account {name}"),
            };
            format!("ACCOUNT: {words}: `{name}`{advice}")
        }
        _ => {
            let message = crate::console::sentence_of(refusal, Some(language));
            match message.strip_prefix("--account") {
                Some(rest) => format!("ACCOUNT{rest}"),
                None => message,
            }
        }
    }
}
