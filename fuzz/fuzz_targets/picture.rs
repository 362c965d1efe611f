//! Pictures that a map names: decoded within limits, or refused.
#![no_main]

use argumentenkaart::app::decode_picture;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(picture) = decode_picture(bytes) {
        assert!(picture.size.iter().all(|side| (1..=1024).contains(side)));
    }
});
