//! Observers of a build that tell what a proof would find: one removes what is withheld, another lets a field slip through
//! the filter.

mod inputs;
mod remover;
mod slip;

pub use inputs::inputs;
pub use remover::Remover;
pub use slip::Slip;
