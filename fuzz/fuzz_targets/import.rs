//! Every reader of files by others. The format is that of the variable `FORMAT` (a name of `Format`, such as `MindMap`), else it
//! is recognised by the content.
#![no_main]

mod readers;

use std::sync::LazyLock;

use argumentenkaart::exchange::Format;
use libfuzzer_sys::fuzz_target;

static FORMAT: LazyLock<Option<Format>> = LazyLock::new(|| {
    let name = std::env::var("FORMAT").ok().filter(|name| !name.is_empty())?;
    let known = |format: &Format| format!("{format:?}").eq_ignore_ascii_case(&name);
    Some(Format::ALL.into_iter().find(known).expect("FORMAT is the name of a format"))
});

fuzz_target!(|bytes: &[u8]| readers::import(bytes, *FORMAT));
