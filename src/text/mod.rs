//! What every room above stands on: sources and places in them, the snapshot that a build is made from, and diagnostics.
//!
//! Knows nothing of notes, forms or accounts.

mod code;
mod diagnostic;
mod fingerprint;
mod fold;
mod language;
mod messages;
mod nearest;
mod places;
mod snapshot;
mod source;

pub use code::{Code, Severity};
pub use diagnostic::{Diagnostic, Diagnostics, Words};
pub use fingerprint::fingerprint;
pub use fold::fold;
pub use language::Language;
pub use messages::{Bilingual, MESSAGES_AS_WRITTEN, Message, fill, message_of, placeholders};
pub use nearest::{nearest, nearest_within};
pub use places::Places;
pub use snapshot::{Asset, Refused, Snapshot, Vetting};
pub use source::{Place, Source, Span};
