//! The field dictionary of the seven working forms, and the types of values.
//!
//! `forms.yaml` declares every field, label, level, enum and list once, so that a field is added in one place. Knows
//! nothing of notes and how they are written.

mod all_labels;
mod dictionary;
mod dictionary_error;
mod field;
mod form;
mod kind;
mod label;
mod level;
mod lists;
mod moment;
mod money;
mod per_dictionary;
mod percent;
mod question;
mod raw;
mod record;
mod value;

pub use all_labels::{Labels, labels, list_item_key};
pub use dictionary::{Dictionary, FORMS_YAML};
pub use field::{Choice, Choices, Field, FieldType, Lookup, Schema};
pub use form::{FormField, FormPart};
pub use kind::Kind;
pub use label::Labelled;
pub use level::Level;
pub use moment::{DateProblem, Moment, Precision};
pub use money::{Currency, Money};
pub(crate) use per_dictionary::PerDictionary;
pub use percent::{Percent, PercentProblem};
pub use question::Question;
pub use record::{Entry, Record, UnknownEntry};
pub use value::{NamedValue, Reference, ReferenceKind, Score, Value};
