//! Texts of prints that are read from page to page: the hand-out and the booklet.

use super::words;

words! {
    /// Texts of hand-out and booklet.
    Prints, prints;
    about: "Over deze kaart", "About this map";
    code: "QR-code van het webadres", "QR code of the web address";
    no_text: "(zonder tekst)", "(no text)";
    continued: "vervolg", "continued";
}
