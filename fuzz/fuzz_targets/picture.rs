//! Pictures that a map names.
#![no_main]

mod readers;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| readers::picture(bytes));
