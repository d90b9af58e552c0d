//! Sharing: what must be true of files before they leave the house.
//!
//! `picture` decodes images and encodes them anew, so that only what they show is left; `text_file` looks into text. The rest is the proof that a filtered build holds nothing that
//! was withheld: `proof` builds with canaries in all withheld places, `dictionary` is what must be found nowhere, the
//! `inspector` looks at every file of the real build before it is written, `second_look` at those that hold withheld words,
//! and the `disclosure` tells what came of it. `overlap` is what the notes themselves give away.
//!
//! A document of one file is proved like a site: `publication` says what is made, and it is made twice, once through a probe.

mod decoded;
mod inspector;
mod leak;
mod overlap;
mod picture;
mod proof;
mod publication;
mod recheck;
mod record;
mod secrets;
mod text_file;
mod visible_text;
mod words;

pub use inspector::{Inspected, Inspector};
pub use leak::{By, Leak};
pub use picture::{
    Cleaned, MOST_FILE_BYTES, Reason, cleaned, is_animated, may_be_picture, rewritten_profile,
};
pub use proof::{Hash, Proof, ProofError, Prover, hash_of, prove, prove_with};
pub use publication::{CHANGES_JSON, Product, Publication};
pub use record::{Attachments, Terms, disclosure_record, is_record};
pub use text_file::{MOST_TEXT_BYTES, is_private_text, is_text};
