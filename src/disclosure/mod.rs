//! Disclosure control: what must hold for files before they leave the company.
//!
//! `picture` decodes images and encodes them anew, so that only what they show is left; `text_file` checks text
//! attachments. The rest is the proof that a filtered build contains nothing that was withheld: `proof` builds with
//! canaries in place of all withheld values, and compares `inputs` or pages; `secrets` are the texts that must not be in any file, `inspector` checks
//! every file of the real build before it is written, `recheck` checks those that contain withheld text once more,
//! and `record` documents the result. `overlap` finds withheld values in the visible texts of the notes themselves.
//!
//! A document of one file is proved like a site: a `publication` is made twice, once observed by a `probe`.

mod bisection;
mod decoded;
mod inputs;
mod inspector;
mod leak;
mod overlap;
mod packer;
mod picture;
mod probe;
mod proof;
mod publication;
mod recheck;
mod record;
mod secrets;
mod text_file;
mod views;
mod visible_text;
mod words;

pub use bisection::culprit;
pub use inputs::InputCheck;
pub use inspector::{Inspection, Inspector};
pub use leak::{Leak, LeakCheck};
pub use picture::{
    Cleaned, MOST_FILE_BYTES, Reason, cleaned, is_animated, may_be_picture, rewritten_profile,
};
pub use probe::{
    Probe, Replaceable, TextKind, ValuePath, ValueVisitor, ValueWalk, VisitedValue, WithholdReason,
};
pub use proof::{Hash, Method, Proof, ProofError, Prover, hash_of};
pub use publication::{CHANGES_JSON, Product, Publication};
pub use record::{Attachments, Terms, disclosure_record, is_record};
pub use text_file::{MOST_TEXT_BYTES, is_private_text, is_text};
