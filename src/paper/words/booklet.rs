//! Texts in the booklet.

use super::words;
use crate::model::{Lang, Section};

words! {
    /// Texts in the booklet.
    Booklet, booklet;
    cards: "De kaarten", "The cards";
    empty: "Er zitten nog geen middelen in de toolbox.", "There are no instruments in the toolbox yet.";
    instrument: "Middel", "Instrument";
    tried: "Ervaring in", "Tried in";
    audience: "Voor wie", "For whom";
    answers: "Argumenten waar dit een antwoord op is", "Arguments that this answers";
    strengthens: "Argumenten die dit sterker maakt", "Arguments that this makes stronger";
    others: "Andere uitspraken waar dit bij hoort", "Other statements that this goes with";
    see_end: "de woorden staan achterin", "the words are at the end";
    arguments: "Argumenten op nummer", "Arguments by number";
    own: "eigen suggestie", "own suggestion";
    compare: "vergelijk", "compare";
    pro: "voor", "for";
    contra: "tegen", "against";
}

/// Name of a part of a card.
pub(in crate::paper) fn section_name(lang: Lang, section: Section) -> &'static str {
    let (dutch, english) = match section {
        Section::Purpose => ("Waarvoor", "What for"),
        Section::Audience => ("Voor wie", "For whom"),
        Section::Experience => ("Waar is ervaring?", "Where is there experience?"),
        Section::Steps => ("Stappen", "Steps"),
        Section::Conditions => ("Voorwaarden", "Conditions"),
        Section::Pitfalls => ("Valkuilen", "Pitfalls"),
        Section::Facts => ("Feiten", "Facts"),
        Section::Further => ("Verder", "Further"),
    };
    if lang == Lang::NL { dutch } else { english }
}
