//! Sources and positions in them, the snapshot that a build is made from, and diagnostics with their messages.
//!
//! Every other module uses this one; it knows nothing of notes, forms or accounts.

mod code;
mod diagnostic;
mod fingerprint;
mod fold;
mod language;
mod line_index;
mod messages;
mod nearest;
mod snapshot;
mod source;

pub use code::{Code, Severity};
pub use diagnostic::{Diagnostic, Diagnostics, MessageValue};
pub use fingerprint::fingerprint;
pub use fold::fold;
pub use language::Language;
pub use line_index::LineIndex;
pub use messages::{Bilingual, MESSAGES_YAML, Message, fill, message_of, placeholders};
pub use nearest::{nearest, nearest_within};
pub use snapshot::{Asset, AttachmentPolicy, Snapshot, UnreadableFile};
pub use source::{Place, Source, Span};
