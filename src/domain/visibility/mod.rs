//! What a reader may know on a day: the as-of cut, the filter of an audience, and what was withheld.

mod audience;
mod canary;
pub(in crate::domain) mod cut;
mod filter;
mod met;
pub(in crate::domain) mod public_names;
mod scope;
mod told;
mod withheld;

pub use audience::{Audience, Viewpoint};
pub use cut::{cut, cut_item};
pub use filter::{filter, filter_item};
pub use met::{Met, Shape, Spot, Swap, Why, With};
pub use scope::Scope;
pub use told::{Counts, Included, Told, Withheld};
pub use withheld::Walk;
