//! Whole-program tests: one crate, so that the library links once.

mod architecture;
mod cli;
mod history;
mod layout;
mod pictures;
mod storage;
mod ui;
mod words;
