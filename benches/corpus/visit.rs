//! A visit report (form 5), the most frequent kind of note: a full form, a table, a task list, a link to a contact.

use std::collections::BTreeSet;

use super::account::{Account, contact_slug};
use super::author::Author;
use super::contact::Impression;
use super::day::TODAY;
use super::note::Note;
use super::words::{ATTITUDES, CRITERIA, OBJECTIVES, OUTCOMES, RAPPORTS, STAGES};

/// Returns the visit's note. Its observation of its first person is added to `impressions`, unless there is a later
/// one.
pub fn note(
    author: &mut Author,
    account: &Account,
    index: usize,
    impressions: &mut [Option<Impression>],
) -> Note {
    let day = TODAY.before(author.random.between(0, 700));
    let next = day.after(author.random.between(3, 30));
    let people: BTreeSet<usize> = (0..3)
        .map(|_| author.random.below(account.people.len()))
        .collect();
    let first = people.first().copied().unwrap_or_default();
    let minutes = author.random.between(9 * 2, 16 * 2 + 1) * 30;
    let impression = Impression {
        when: (day, minutes, index),
        rapport: author.random.pick(RAPPORTS),
        attitude: author.random.pick(ATTITUDES),
    };
    let observation = format!(
        "  - {{contact: {}, rapport: {}, attitude: {}}}\n",
        contact_slug(first),
        impression.rapport,
        impression.attitude
    );
    if let Some(latest) = impressions.get_mut(first)
        && latest
            .as_ref()
            .is_none_or(|latest| latest.when < impression.when)
    {
        *latest = Some(impression);
    }
    let slugs: Vec<String> = people.iter().map(|person| contact_slug(*person)).collect();
    let done = if next < TODAY && author.random.chance(97) {
        format!(", done: {next}")
    } else {
        String::new()
    };
    let commitment = format!("owner: {}, due: {next}{done}", account.manager);
    let head = head(author, account, index, &slugs.join(", "), &commitment);
    let body = body(
        author,
        account,
        first,
        people.last().copied().unwrap_or_default(),
    );
    let (hour, minute, city) = (minutes / 60, minutes % 60, account.city);
    let purpose = author.quoted_sentence();
    let text = format!(
        "---
date: {day} {hour:02}:{minute:02}
{head}observations:
{observation}next_visit: {{date: {next} 10:00, place: {city}, purpose: {purpose}}}
---

{body}"
    );
    Note {
        path: format!("visits/{day}-{index:02}.md"),
        text,
    }
}

/// Returns the form between its date and its observations.
fn head(
    author: &mut Author,
    account: &Account,
    index: usize,
    people: &str,
    commitment: &str,
) -> String {
    let Account {
        city,
        manager,
        shape,
        ..
    } = account;
    let project = author.random.below(shape.projects);
    let stage = STAGES
        .get(index * STAGES.len() / shape.visits)
        .copied()
        .unwrap_or_default();
    let objective = author.random.pick(OBJECTIVES);
    let outcome = author.random.pick(OUTCOMES);
    let [
        aim,
        budget,
        decision,
        success,
        failure,
        suggestion,
        promise,
        action,
    ] = std::array::from_fn(|_| author.quoted_sentence());
    format!(
        "project: p{project}
stage: {stage}
people: [{people}]
place: {city}
objectives: [{objective}]
aim: {aim}
accompanied_by: [{manager}]
outcome: {outcome}
elements:
  - {{element: 预算, situation: {budget}}}
  - {{element: 决策流程, situation: {decision}}}
successes: [{success}]
failures: [{failure}]
suggestions: [{suggestion}]
promises:
  - {{task: {promise}, {commitment}}}
actions:
  - {{task: {action}, {commitment}}}
"
    )
}

/// Returns the Markdown below the form; it links to the first person and names the last.
fn body(author: &mut Author, account: &Account, first: usize, last: usize) -> String {
    let name = |index: usize| account.people.get(index).map_or("", String::as_str);
    let (met, responsible, manager) = (name(first), name(last), account.manager);
    let slug = contact_slug(first);
    let (strong, soft) = (author.random.pick(CRITERIA), author.random.pick(CRITERIA));
    let summary = author.paragraph(5);
    let [topic, result, other_topic, other_result, open, closed] =
        std::array::from_fn(|_| author.sentence());
    let end = author.paragraph(3);
    format!(
        "## 过程

{summary}

今天见到 [{met}](../contacts/{slug}.md),谈到 **{strong}** 与 *{soft}*。

| 议题 | 结论 | 负责人 |
|---|---|---|
| {topic} | {result} | {manager} |
| {other_topic} | {other_result} | {responsible} |

- [ ] {open}
- [x] {closed}

{end}
"
    )
}
