//! What a reader may know on a day: the as-of cut, and the filter of an audience.

mod audience;
pub(in crate::domain) mod cut;
pub(in crate::domain) mod existence;
mod filter;
pub(in crate::domain) mod public_names;
mod scope;

pub use audience::{Audience, Viewpoint};
pub use cut::{cut, cut_item};
pub(crate) use existence::{is_known, may_see};
pub use filter::{filter, filter_item};
pub(crate) use filter::{fits, is_always_shown};
pub use scope::Scope;
