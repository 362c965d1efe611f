//! Argumentenkaart: the arguments around a public question, as a map one can walk through, weigh and edit.
//!
//! A map says what is for and against a thesis, per stakeholder, with the replies between the
//! arguments and the instruments that answer them. The program shows it as a graph, as a list and in
//! detail, keeps it as a text file that a person can read, and draws it without a window too.
//!
//! ```text
//!   app, cli     own the state, carry out wishes, touch files, read the command line
//!   ui           panels, cards, words, colors
//!   command      everything a person can ask for, once
//!   view         what one person sees now
//!   edit         layout        storage      how it changes · where things stand · file ↔ model
//!   model        what an argument map is
//! ```
//!
//! Names point down only; `tests/all/architecture.rs` holds the floors. Start reading at
//! [`model::Document`], then [`edit::Edit`] (what can be done), [`command::Command`] (what can be asked
//! for) and `app/frame.rs` (one frame: gather, lay out, show, carry out). `ARCHITECTURE.md` says why.

pub mod model;

pub mod edit;
pub mod exchange;
pub mod fonts;

pub mod check;
pub mod compare;
pub mod notation;

pub mod session;

pub mod report;

pub mod paper;

pub mod layout;
pub mod links;
pub mod storage;

pub mod view;

pub mod present;

pub mod command;

pub mod ui;

pub mod app;
pub mod cli;
