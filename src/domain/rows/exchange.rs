//! The parts of a technical exchange: its plan (form 6) and its summary (form 7).

use crate::domain::fields::fields;
use crate::domain::{ObservationEntry, PromiseEntry};

fields! {
    /// The plan of an exchange (form 6).
    record ExchangePlan in "exchange.plan" {
        /// What it is for.
        [PURPOSE] purpose: text;
        /// The customer's people who are invited.
        [CUSTOMER_ATTENDEES] customer_attendees: records(InvitedContact);
        /// Our people who are to take part.
        [OUR_ATTENDEES] our_attendees: records(OurAttendee);
    }
}

fields! {
    /// A person at the customer who is invited.
    record InvitedContact in "exchange.plan.customer_attendees" {
        /// The person.
        [CONTACT] contact: reference;
    }
}

fields! {
    /// One of our people who is to take part.
    record OurAttendee in "exchange.plan.our_attendees" {
        /// The name.
        name: text;
    }
}

fields! {
    /// The summary of an exchange (form 7).
    record ExchangeSummary in "exchange.summary" {
        /// When it took place, if not as planned.
        [DATE] date: moment;
        /// The customer's people who attended.
        [ATTENDEES] attendees: references;
        /// Our people who attended.
        our_attendees: texts;
        /// Which of its goals were reached.
        goals_reached: records(GoalReached);
        /// The answers to the customer's questions.
        answers: records(AnswerGiven);
        /// What we have to do.
        [ACTIONS] actions: records(PromiseEntry);
        /// What was observed of people.
        observations: records(ObservationEntry);
    }
}

fields! {
    /// A goal of an exchange.
    record GoalReached in "exchange.summary.goals_reached" {
        /// Whether it was reached.
        is_reached = "reached": yes;
    }
}

fields! {
    /// An answer to a question of the customer.
    record AnswerGiven in "exchange.summary.answers" {
        /// Whether the customer was satisfied with it.
        is_satisfied = "satisfied": yes;
    }
}
