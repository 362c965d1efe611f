//! Every reader of files by others. The format is that of the variable `FORMAT` (a name of `Format`, such as `MindMap`), else it
//! is recognised by the content. What is read becomes a map that can be saved and read again.
#![no_main]

use std::sync::LazyLock;

use argumentenkaart::exchange::{self, Choices, Format};
use argumentenkaart::model::Lang;
use argumentenkaart::storage;
use libfuzzer_sys::fuzz_target;

static FORMAT: LazyLock<Option<Format>> = LazyLock::new(|| {
    let name = std::env::var("FORMAT").ok().filter(|name| !name.is_empty())?;
    let known = |format: &Format| format!("{format:?}").eq_ignore_ascii_case(&name);
    Some(Format::ALL.into_iter().find(known).expect("FORMAT is the name of a format"))
});

fuzz_target!(|bytes: &[u8]| {
    let Ok(gathered) = exchange::read(bytes, "", *FORMAT) else { return };
    let built = exchange::build(&gathered, &Choices::new(&gathered, Lang::NL));
    let written = storage::write(&built.document);
    let again = storage::read(&written).expect("what was built can be saved");
    assert_eq!(written, storage::write(&again.document), "saved twice, the same");
});
