//! The reader of maps and of evenings: what is read is written and read again, and is the same.
#![no_main]

use argumentenkaart::storage;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(loaded) = storage::read_bytes(bytes) {
        let written = storage::write(&loaded.document);
        let again = storage::read(&written).expect("what was written can be read");
        assert_eq!(written, storage::write(&again.document), "written twice, the same");
    }
    if let Ok(text) = std::str::from_utf8(bytes)
        && let Ok(session) = storage::session::read(text)
    {
        let written = storage::session::write(&session);
        let again = storage::session::read(&written).expect("what was written can be read");
        assert_eq!(written, storage::session::write(&again), "written twice, the same");
    }
});
