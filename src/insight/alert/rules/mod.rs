//! The rules, in the order in which alerts of one severity stand.

mod behind_in_total;
mod best_next_visit;
mod changed_lately;
mod claimed_ahead;
mod continuations;
mod credit_or_anomaly;
mod criteria_stale;
mod criterion_behind;
mod defend;
mod department_without_contact;
mod due_soon;
mod excellent_and_never_met;
mod exchange_unfinished;
mod few_people;
mod good_news;
mod kept_too_long;
mod key_person_left;
mod no_decider;
mod no_next_visit;
mod no_opponent_known;
mod no_visit;
mod older_than_observed;
mod one_of_ours;
mod opponent_left_alone;
mod opponents_outweigh;
mod promise_overdue;
mod quote_without_facts;
mod rapport_with_members;
mod reports_unsigned;
mod score_without_visit;
mod scored_without_evidence;
mod stage_stalled;
mod supporter_otherwise;
mod their_promise_overdue;
mod visit_without_report;

use super::rule::Rule;

/// All rules.
pub const RULES: &[&Rule] = &[
    &no_decider::RULE,
    &promise_overdue::RULE,
    &opponent_left_alone::RULE,
    &criterion_behind::RULE,
    &behind_in_total::RULE,
    &few_people::RULE,
    &visit_without_report::RULE,
    &key_person_left::RULE,
    &credit_or_anomaly::RULE,
    &no_visit::RULE,
    &no_next_visit::RULE,
    &continuations::RULE,
    &stage_stalled::RULE,
    &claimed_ahead::RULE,
    &their_promise_overdue::RULE,
    &department_without_contact::RULE,
    &quote_without_facts::RULE,
    &no_opponent_known::RULE,
    &opponents_outweigh::RULE,
    &criteria_stale::RULE,
    &scored_without_evidence::RULE,
    &one_of_ours::RULE,
    &rapport_with_members::RULE,
    &exchange_unfinished::RULE,
    &defend::RULE,
    &excellent_and_never_met::RULE,
    &supporter_otherwise::RULE,
    &score_without_visit::RULE,
    &older_than_observed::RULE,
    &kept_too_long::RULE,
    &best_next_visit::RULE,
    &good_news::RULE,
    &due_soon::RULE,
    &reports_unsigned::RULE,
    &changed_lately::RULE,
];
