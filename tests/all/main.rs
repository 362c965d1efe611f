//! Whole-program tests: one crate, so that the library links once.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test stops where something is wrong"
)]

mod architecture;
mod cli;
mod compare;
mod desk;
mod evening;
mod exchange;
mod hands;
mod history;
mod importing;
mod layout;
mod pictures;
mod printing;
mod storage;
mod typing;
mod ui;
mod versions;
mod weighing;
mod words;
