//! Sources and positions in them, the snapshot that a build is made from, and diagnostics with their messages.
//!
//! Every other module uses this one; it knows nothing of notes, forms or accounts.

mod code;
mod diagnostic;
mod digest;
mod fingerprint;
mod fold;
mod language;
mod line_index;
mod messages;
mod nearest;
mod phrases;
mod snapshot;
mod source;
mod template;
mod term;
mod translated;

pub use code::{Code, Severity};
pub use diagnostic::{Diagnostic, Diagnostics, MessageValue};
pub use digest::{Digest, digest};
pub use fingerprint::fingerprint;
pub use fold::fold;
pub use language::{AmountUnit, DatePatterns, Language, NameStyle};
pub use line_index::LineIndex;
pub use messages::{MESSAGES_YAML, Message, message_of};
pub use nearest::{nearest, nearest_within};
pub use snapshot::{Asset, AttachmentPolicy, Snapshot, UnreadableFile};
pub use source::{Place, Source, Span};
pub use template::{CLOSING_MARK, OPENING_MARK, fill, fill_displayed, marked, placeholders};
pub use term::Term;
pub use translated::{Translated, TranslationError};
