//! The rules, in the order in which alerts of one severity are shown.

mod c01_excellent_never_met;
mod c02_supporter_contradicted;
mod c03_score_without_visit;
mod c04_older_than_observed;
mod i01_no_decider;
mod i02_promise_overdue;
mod i03_opponent_unaddressed;
mod i04_criterion_behind;
mod i05_behind_in_total;
mod i06_few_people;
mod i07_visit_without_report;
mod i08_key_person_left;
mod i09_credit_or_anomaly;
mod i10_no_visit;
mod i11_no_next_visit;
mod i12_continuations;
mod i13_stage_stalled;
mod i14_claimed_ahead;
mod i15_customer_promise_overdue;
mod i16_department_without_contact;
mod i17_quote_incomplete;
mod i18_no_opponent_known;
mod i19_opponents_outweigh;
mod i20_criteria_stale;
mod i21_scored_without_evidence;
mod i22_single_colleague;
mod i23_rapport_without_influence;
mod i24_exchange_unfinished;
mod i25_defend;
mod i26_due_soon;
mod i27_reports_unsigned;
mod i28_best_next_visit;
mod i29_changed_recently;
mod i30_good_news;
mod i31_retention_exceeded;

use super::rule::Rule;

/// All rules.
pub const RULES: &[&Rule] = &[
    &i01_no_decider::RULE,
    &i02_promise_overdue::RULE,
    &i03_opponent_unaddressed::RULE,
    &i04_criterion_behind::RULE,
    &i05_behind_in_total::RULE,
    &i06_few_people::RULE,
    &i07_visit_without_report::RULE,
    &i08_key_person_left::RULE,
    &i09_credit_or_anomaly::RULE,
    &i10_no_visit::RULE,
    &i11_no_next_visit::RULE,
    &i12_continuations::RULE,
    &i13_stage_stalled::RULE,
    &i14_claimed_ahead::RULE,
    &i15_customer_promise_overdue::RULE,
    &i16_department_without_contact::RULE,
    &i17_quote_incomplete::RULE,
    &i18_no_opponent_known::RULE,
    &i19_opponents_outweigh::RULE,
    &i20_criteria_stale::RULE,
    &i21_scored_without_evidence::RULE,
    &i22_single_colleague::RULE,
    &i23_rapport_without_influence::RULE,
    &i24_exchange_unfinished::RULE,
    &i25_defend::RULE,
    &c01_excellent_never_met::RULE,
    &c02_supporter_contradicted::RULE,
    &c03_score_without_visit::RULE,
    &c04_older_than_observed::RULE,
    &i31_retention_exceeded::RULE,
    &i28_best_next_visit::RULE,
    &i30_good_news::RULE,
    &i26_due_soon::RULE,
    &i27_reports_unsigned::RULE,
    &i29_changed_recently::RULE,
];
