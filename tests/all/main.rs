//! Whole-program tests: one crate, so that the library links once.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test stops where something is wrong"
)]

mod apart;
mod architecture;
mod asked;
mod cli;
mod compare;
mod desk;
mod disk;
mod evening;
mod exchange;
mod hands;
mod history;
mod hostile;
mod importing;
mod instead;
mod kills;
mod layout;
mod mishap;
mod monkey;
mod outside;
mod pictures;
mod power;
mod printing;
mod seeds;
mod soak;
mod storage;
mod supply;
mod told;
mod typing;
mod ui;
mod unshown;
mod versions;
mod weighing;
mod words;
