//! Texts on argument cards.

use super::words;
use crate::model::Lang;

words! {
    /// Texts on argument cards.
    Cards, cards;
    question: "De vraag", "The question";
    neither: "Zonder kant", "On neither side";
    loose: "Nog zonder plek", "No place yet";
}

/// How many arguments there are.
pub(in crate::paper) fn num_cards(lang: Lang, all: usize, pro: usize, contra: usize) -> String {
    let is_dutch = lang == Lang::NL;
    match (is_dutch, all) {
        (true, 1) => format!("1 argument: {pro} voor, {contra} tegen"),
        (true, _) => format!("{all} argumenten: {pro} voor, {contra} tegen"),
        (false, 1) => format!("1 argument: {pro} for, {contra} against"),
        (false, _) => format!("{all} arguments: {pro} for, {contra} against"),
    }
}
