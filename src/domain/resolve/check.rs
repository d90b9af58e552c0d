//! Checks what the forms require of notes beyond single values: weights, stages, promises, the account a note belongs
//! to.
//!
//! Runs before the cut and the filter: a diagnostic is for the author, who sees everything.

use super::misread::is_misread;
use crate::domain::visibility::cut::last_stage;
use crate::domain::{Draft, Item, Viewpoint};
use crate::forms::{Field, FieldType, Kind, Moment, Precision, Record, Value};
use crate::text::{Code, Diagnostic, Severity, Span, Term, fold};

/// Checks the notes of an account against the rules of the forms.
pub fn check(draft: &mut Draft, viewpoint: &Viewpoint) {
    let mut found = Vec::new();
    let dated = draft
        .items
        .iter()
        .filter(|item| matches!(item.kind, Kind::Visit | Kind::Exchange));
    let last = dated.filter_map(|item| item.record.moment("date")).max();
    for item in &draft.items {
        belongs_to_its_account(item, &draft.core, &mut found);
        match item.kind {
            Kind::Project => {
                weights(item, &draft.found, &mut found);
                stage_agrees_with_history(item, &mut found);
            }
            Kind::Visit => visit(item, last, viewpoint, &draft.found, &mut found),
            _ => {}
        }
    }
    observations_hold(draft, viewpoint, &mut found);
    draft.found.append(&mut found);
}

/// Checks that a note that names an account names the one whose folder it is in.
fn belongs_to_its_account(item: &Item, core: &Item, found: &mut Vec<Diagnostic>) {
    let names = [
        Some(core.slug.as_ref()),
        core.record.text("name"),
        core.record.text("short_name"),
    ];
    let codes = [core.record.text("code")];
    for (key, known) in [("account", &names[..]), ("account_code", &codes[..])] {
        let Some(entry) = item.record.entry(key) else {
            continue;
        };
        let Value::Text(written) = &entry.value else {
            continue;
        };
        let mut known = known.iter().flatten().peekable();
        let nothing_to_check_against = core.broken || known.peek().is_none();
        if nothing_to_check_against || known.any(|name| fold(name) == fold(written)) {
            continue;
        }
        let other = Diagnostic::at(Code::OtherAccount, &item.source, entry.span);
        found.push(
            other
                .with("value", written.as_ref())
                .with("account", core.name()),
        );
    }
}

/// Checks that the weights of forms 2 and 4 add up to 100 %, and agree with each other.
fn weights(item: &Item, known: &[Diagnostic], found: &mut Vec<Diagnostic>) {
    const WHOLE: i32 = 10_000;
    let criteria = item.record.records("criteria");
    let competition = item.record.records("competition");
    for (key, rows) in [("criteria", criteria), ("competition", competition)] {
        let weights: Vec<i32> = rows
            .iter()
            .filter_map(|row| weight(row, criteria))
            .collect();
        let total: i32 = weights
            .iter()
            .fold(0, |sum, weight| sum.saturating_add(*weight));
        let Some(entry) = item
            .record
            .entry(key)
            .filter(|_| !weights.is_empty() && total != WHOLE)
        else {
            continue;
        };
        // A weight that could not be read has been reported and would be missing from the total; one of form 2 also
        // from form 4.
        let lists = match key {
            "criteria" => &["criteria"][..],
            _ => &["criteria", "competition"],
        };
        let is_misread = |list: &&str| has_misread_weight(item, list, known);
        if lists.iter().any(is_misread) {
            continue;
        }
        let number = |hundredths: i32| crate::forms::Percent { hundredths }.number();
        let wrong = Diagnostic::at(Code::WeightsTotal, &item.source, entry.span)
            .with("total", number(total));
        found.push(match total < WHOLE {
            true => wrong.with("missing", number(WHOLE - total)),
            false => wrong.with("excess", number(total - WHOLE)),
        });
    }
    for row in competition {
        let (Some(entry), Some(criterion)) = (row.entry("weight"), row.text("criterion")) else {
            continue;
        };
        let in_criteria = same_criterion(criteria, criterion).and_then(|row| row.percent("weight"));
        let (Value::Percent(in_competition), Some(in_criteria)) = (&entry.value, in_criteria)
        else {
            continue;
        };
        if *in_competition != in_criteria {
            let differ = Diagnostic::at(Code::WeightsDiffer, &item.source, entry.span)
                .with("criterion", criterion);
            found.push(
                differ
                    .with("here", in_competition.number())
                    .with("there", in_criteria.number()),
            );
        }
    }
}

/// Whether a weight of a list of a project, or a whole row, could not be read.
fn has_misread_weight(item: &Item, list: &str, known: &[Diagnostic]) -> bool {
    let Some(entry) = item.record.entry(list) else {
        return false;
    };
    let weight = inner_field(entry.field, "weight");
    let fields = weight.into_iter().chain([entry.field]);
    // A misspelled key is only a warning, but the total is wrong all the same.
    let mut errors = known.iter().filter(|one| one.severity() == Severity::Error);
    errors.any(|one| {
        fields
            .clone()
            .any(|field| is_misread(one, item, entry.span, field))
    })
}

/// Returns a field of the records within a field.
fn inner_field(field: &'static Field, key: &str) -> Option<&'static Field> {
    match field.value_type {
        FieldType::Record(inner) | FieldType::List(inner) => inner.field(key),
        _ => None,
    }
}

/// Returns the weight of a row, in hundredths of a percent: its own, else that of the criterion with the same name in
/// form 2.
fn weight(row: &Record, criteria: &[Record]) -> Option<i32> {
    let own = row.percent("weight");
    let from_criteria = || same_criterion(criteria, row.text("criterion")?)?.percent("weight");
    own.or_else(from_criteria).map(|percent| percent.hundredths)
}

fn same_criterion<'a>(criteria: &'a [Record], name: &str) -> Option<&'a Record> {
    criteria.iter().find(|row| {
        row.text("criterion")
            .is_some_and(|known| fold(known) == fold(name))
    })
}

fn stage_agrees_with_history(item: &Item, found: &mut Vec<Diagnostic>) {
    let (Some(entry), Some(last)) = (item.record.entry("stage"), last_stage(&item.record)) else {
        return;
    };
    let (Value::Choice(choices, stage), Value::Choice(_, last)) = (&entry.value, last) else {
        return;
    };
    if stage != last {
        let differs = Diagnostic::at(Code::StageHistory, &item.source, entry.span)
            .with_term("stage", Value::choice_term(choices, stage))
            .with_term("last", Value::choice_term(choices, last));
        found.push(differs);
    }
}

/// Checks that a visit agrees on the next one, and that its promises have owner and date. `last` is the account's
/// last dated visit or exchange: an earlier visit was followed by another even if none was agreed.
fn visit(
    item: &Item,
    last: Option<Moment>,
    viewpoint: &Viewpoint,
    known: &[Diagnostic],
    found: &mut Vec<Diagnostic>,
) {
    if item.broken {
        return;
    }
    let date = item.record.entry("date");
    let upcoming = item
        .record
        .moment("date")
        .is_some_and(|date| date.is_after(viewpoint.as_of));
    let next = item.record.record("next_visit");
    let agreed = next.is_some_and(|next| next.has("date")) || has_misread_next_visit(item, known);
    let followed = item.record.moment("date") < last && date.is_some();
    if !agreed && !upcoming && !followed {
        let of_date = || date.map_or(item.record.span, |entry| entry.span);
        let span = empty_next_visit(item).unwrap_or_else(of_date);
        found.push(Diagnostic::at(Code::NoNextVisit, &item.source, span));
    }
    next_visit_is_later(item, found);
    promises(item, known, found);
}

/// Checks that the next visit is not before the one that agreed it.
fn next_visit_is_later(item: &Item, found: &mut Vec<Diagnostic>) {
    let record = item.record.record("next_visit");
    let entry = record.and_then(|record| record.entry("date"));
    let next = record.and_then(|record| record.moment("date"));
    let (Some(entry), Some(next), Some(date)) = (entry, next, item.record.moment("date")) else {
        return;
    };
    let of_day = |moment: Moment| matches!(moment.precision, Precision::Day | Precision::Minute);
    if of_day(next) && of_day(date) && next.day < date.day {
        let earlier = Diagnostic::at(Code::EarlierNextVisit, &item.source, entry.span);
        found.push(
            earlier
                .with("next", next.iso_day())
                .with("date", date.iso_day()),
        );
    }
}

/// Checks that promises have an owner and a date.
fn promises(item: &Item, known: &[Diagnostic], found: &mut Vec<Diagnostic>) {
    let Some(entry) = item.record.entry("promises") else {
        return;
    };
    for promise in item.record.records("promises") {
        let is_read = |key: &str| {
            let field = inner_field(entry.field, key);
            let mut known = known.iter();
            !field.is_some_and(|field| known.any(|one| is_misread(one, item, promise.span, field)))
        };
        let lacks = |key: &str| !promise.has(key) && is_read(key);
        let missing = match (lacks("owner"), lacks("due")) {
            (true, true) => "domain.owner-and-due-date",
            (true, false) => "domain.owner",
            (false, true) => "domain.due-date",
            (false, false) => continue,
        };
        let span = promise
            .entry("task")
            .map_or(promise.span, |entry| entry.span);
        let incomplete = Diagnostic::at(Code::IncompletePromise, &item.source, span)
            .with("task", promise.text("task").unwrap_or("…"))
            .with_term("missing", Term::phrase(missing));
        found.push(incomplete);
    }
}

/// Finds the empty key of the next visit, if the note has one.
fn empty_next_visit(item: &Item) -> Option<Span> {
    let field = item.schema().field("next_visit")?;
    let FieldType::Record(inner) = field.value_type else {
        return None;
    };
    let date = inner.field("date")?;
    let labels: Vec<&str> = date.names().skip(1).chain(field.names()).collect();
    let mut start = item.record.span.start as usize;
    for line in item.source.slice(item.record.span).split_inclusive('\n') {
        let key = line.split(':').next().unwrap_or_default();
        let indent = key.len() - key.trim_start_matches([' ', '-']).len();
        let key = &key[indent..];
        if labels.contains(&key.trim_end()) {
            return Some(Span::new(start + indent, start + indent + key.len()));
        }
        start += line.len();
    }
    None
}

/// Whether the next visit was agreed but could not be read.
fn has_misread_next_visit(item: &Item, known: &[Diagnostic]) -> bool {
    let next_visit = item.schema().field("next_visit");
    let date = next_visit.and_then(|field| inner_field(field, "date"));
    let whole = item.record.span;
    let is = |one: &Diagnostic, field: Option<&Field>| {
        field.is_some_and(|field| is_misread(one, item, whole, field))
    };
    // Its date has the same key as the visit's: a typo in that key could mean either.
    let of_date = |one: &Diagnostic| one.code != Code::UnknownKey && is(one, date);
    known.iter().any(|one| is(one, next_visit) || of_date(one))
}

/// Reports fields of contacts that disagree with the latest observation, which takes precedence.
fn observations_hold(draft: &Draft, viewpoint: &Viewpoint, found: &mut Vec<Diagnostic>) {
    for contact in draft.items.iter().filter(|item| item.kind == Kind::Contact) {
        for key in ["rapport", "relation_state", "attitude", "influence"] {
            let Some(entry) = contact.record.entry(key) else {
                continue;
            };
            let Some((date, observed)) = latest_observation(draft, contact.id, key, viewpoint)
            else {
                continue;
            };
            let (Value::Choice(choices, own), Value::Choice(_, seen)) = (&entry.value, observed)
            else {
                continue;
            };
            if own == seen {
                continue;
            }
            let older = Diagnostic::at(Code::OlderThanObservation, &contact.source, entry.span)
                .with_term("field", entry.field.term())
                .with_term("value", Value::choice_term(choices, own))
                .with_term("observed", Value::choice_term(choices, seen))
                .with("date", date.iso());
            found.push(older);
        }
    }
}

/// Returns the latest dated observation of a person up to the day; of several on one day, the last written.
fn latest_observation<'a>(
    draft: &'a Draft,
    contact: u32,
    key: &str,
    viewpoint: &Viewpoint,
) -> Option<(crate::forms::Moment, &'a Value)> {
    let mut latest: Option<(crate::forms::Moment, &Value)> = None;
    for item in &draft.items {
        let (observations, date) = match item.kind {
            Kind::Visit => (
                item.record.records("observations"),
                item.record.moment("date"),
            ),
            Kind::Exchange => match item.record.record("summary") {
                Some(summary) => {
                    let date = summary.moment("date").or(item.record.moment("date"));
                    (summary.records("observations"), date)
                }
                None => continue,
            },
            _ => continue,
        };
        let Some(date) = date.filter(|date| !date.is_after(viewpoint.as_of)) else {
            continue;
        };
        for observation in observations {
            let of_contact = observation
                .reference("contact")
                .is_some_and(|one| one.target == Some(contact));
            let Some(entry) = observation.entry(key).filter(|_| of_contact) else {
                continue;
            };
            if latest.is_none_or(|(known, _)| (known.day, known.minute) <= (date.day, date.minute))
            {
                latest = Some((date, &entry.value));
            }
        }
    }
    latest
}
