//! Texts on the hand-out.

use super::words;

words! {
    /// Texts on the hand-out.
    HandOut, hand_out;
    thesis: "Stelling", "Thesis";
    no_pro: "Geen argumenten voor", "No arguments for";
    no_contra: "Geen argumenten tegen", "No arguments against";
    empty: "Op deze kaart staan nog geen argumenten.", "There are no arguments on this map yet.";
    loose: "Nog zonder plaats op de kaart", "No place on the map yet";
    belongs: "bij", "to";
    glossary: "Begrippen", "Glossary";
    about_toolbox: "De letter staat met een pijl achter de argumenten waar het middel bij hoort.",
        "The letter stands with an arrow behind the arguments that the instrument goes with.";
    about_sources: "Het nummer staat tussen haken achter de argumenten die op de bron steunen.",
        "The number stands in brackets behind the arguments that rest on the source.";
}
