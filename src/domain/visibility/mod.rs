//! What a reader may know on a day: the as-of cut, the filter of an audience, and what was withheld.

mod audience;
mod canary;
pub(in crate::domain) mod cut;
pub(in crate::domain) mod existence;
mod filter;
mod inventory;
pub(in crate::domain) mod public_names;
mod scope;
mod value;
mod visitor;

pub use audience::{Audience, Viewpoint};
pub use cut::{cut, cut_item};
pub use filter::{filter, filter_item};
pub use inventory::{Counts, Included, ValueInventory, Withheld};
pub use scope::Scope;
pub use value::{Substitute, Substitution, TextKind, ValuePath, VisitedValue, WithholdReason};
pub use visitor::ValueVisitor;
