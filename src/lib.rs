//! kafolio compiles key-account notes into a browsable static site.
pub mod compile;
pub mod figure;
pub mod forms;
pub mod insight;
pub mod model;
pub mod note;
pub mod render;
pub mod shell;
pub mod text;
pub mod theme;
