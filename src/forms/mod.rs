//! The field dictionary of the seven working forms, and what a field can hold.
//!
//! `forms.yaml` is the one home of every field, label, enum and list: readers, labels, levels and lists all come from
//! it, so that a field is added in one place. Knows nothing of notes and how they are written.

mod dictionary;
mod field;
mod label;
mod level;
mod moment;
mod money;
mod percent;
mod raw;
mod record;
mod value;

pub use dictionary::{AS_WRITTEN, Dictionary, FormField, FormPart, Kind, Question, dictionary};
pub use field::{Choice, Choices, Field, FieldType, Lookup, Schema};
pub use label::{Labelled, labels};
pub use level::Level;
pub use moment::{DateProblem, Moment, Precision};
pub use money::{Currency, Money};
pub use percent::{Percent, PercentProblem};
pub use record::{Entry, Other, Record};
pub use value::{Named, Reference, Refers, Score, Value};
