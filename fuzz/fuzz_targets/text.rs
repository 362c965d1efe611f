//! Texts that a person types or pastes.
#![no_main]

mod readers;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| readers::words(text));
