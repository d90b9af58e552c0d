//! The field dictionary of the seven working forms, and the types of values.
//!
//! `forms.yaml` declares every field, label, level, enum and list once, so that a field is added in one place. Knows
//! nothing of notes and how they are written.

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

pub use dictionary::{Dictionary, FORMS_YAML, FormField, FormPart, Kind, Question, dictionary};
pub use field::{Choice, Choices, Field, FieldType, Lookup, Schema};
pub use label::{Labelled, labels};
pub use level::Level;
pub use moment::{DateProblem, Moment, Precision};
pub use money::{Currency, Money};
pub use percent::{Percent, PercentProblem};
pub use record::{Entry, Record, UnknownEntry};
pub use value::{NamedValue, Reference, ReferenceKind, Score, Value};
