//! Texts of the poster.

use super::words;
use crate::model::Lang;

words! {
    /// Texts of the poster.
    Poster, poster;
    statements: "Uitspraken", "Statements";
    loose: "Nog zonder plaats", "Not placed yet";
    all: "Alle argumenten", "All arguments";
    no_pro: "Geen argumenten voor", "No arguments for";
    no_contra: "Geen argumenten tegen", "No arguments against";
    empty: "Op deze kaart staan nog geen argumenten.", "There are no arguments on this map yet.";
    no_text: "(zonder tekst)", "(no text)";
    continued: "vervolg", "continued";
    sheet: "Vel", "Sheet";
    of: "van", "of";
    core: "hoort tot de kern", "belongs to the core";
    instrument: "middel uit de toolbox", "instrument of the toolbox";
    note: "nummer van een bron", "number of a source";
    about: "Over deze kaart", "About this map";
    code: "Code van het webadres", "Code of the web address";
}

/// How many arguments there are.
pub(in crate::paper) fn num_arguments(lang: Lang, count: usize) -> String {
    let is_one = count == 1;
    match (lang == Lang::NL, is_one) {
        (true, true) => "1 argument".to_owned(),
        (true, false) => format!("{count} argumenten"),
        (false, true) => "1 argument".to_owned(),
        (false, false) => format!("{count} arguments"),
    }
}
