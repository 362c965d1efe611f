//! The reader of maps and of evenings.
#![no_main]

mod readers;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| readers::map(bytes));
