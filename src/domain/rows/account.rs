//! The rows of an account's lists.

use crate::domain::fields::fields;
use crate::domain::{Department, KeyAccountCriterion};

fields! {
    /// A criterion by which an account is a key account, with its score.
    record KeyAccountRow in "account.key_account" {
        /// Which criterion.
        [CRITERION] criterion: choice(KeyAccountCriterion);
        /// Its scores.
        [SCORE] scores = "score": scores;
        /// What supports them.
        [EVIDENCE] evidence: references;
        /// When it was judged.
        [DATE] date: moment;
    }
}

fields! {
    /// What we sold to an account in a year.
    record SalesYear in "account.our_sales" {
        /// The year.
        year: int;
        /// Our sales.
        sales: money;
    }
}

fields! {
    /// What a department cares for.
    record Concern in "account.concerns" {
        /// The department.
        [DEPARTMENT] department: choice(Department);
        /// The department, also one that is not in the list.
        department_value = "department": value;
        /// What it cares for.
        concern: text;
    }
}

fields! {
    /// What a department does.
    record DepartmentEntry in "account.departments" {
        /// The department.
        [DEPARTMENT] department: choice(Department);
    }
}

fields! {
    /// An alert that is not to be raised.
    record MuteEntry in "account.mute" {
        /// The rule, as written.
        [RULE] rule: text;
        /// Why.
        [REASON] reason: text;
        /// Until when.
        [UNTIL] until: moment;
    }
}
