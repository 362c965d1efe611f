//! The words for fixed values, as in the file.

use crate::model::{Hue, Mark, Pictogram, Section, Symbol};

/// All marks; the model needs no list of them.
const MARKS: [Mark; 3] = [Mark::PrintedMap, Mark::Research, Mark::Own];

/// The word for a color.
pub(super) fn of_hue(hue: Hue) -> &'static str {
    match hue {
        Hue::Amber => "amber",
        Hue::Purple => "purple",
        Hue::Green => "green",
        Hue::Slate => "slate",
    }
}

/// The word for a symbol.
pub(super) fn of_symbol(symbol: Symbol) -> &'static str {
    match symbol {
        Symbol::Backpack => "backpack",
        Symbol::People => "people",
        Symbol::Building => "building",
        Symbol::Columns => "columns",
        Symbol::House => "house",
        Symbol::Bike => "bike",
    }
}

/// The word for where a claim comes from.
pub(super) fn of_mark(mark: Mark) -> &'static str {
    match mark {
        Mark::PrintedMap => "printed_map",
        Mark::Research => "research",
        Mark::Own => "own",
    }
}

/// The word for a drawing.
pub(super) fn of_pictogram(pictogram: Pictogram) -> &'static str {
    match pictogram {
        Pictogram::Tool => "tool",
        Pictogram::Rules => "rules",
        Pictogram::Tour => "tour",
        Pictogram::Together => "together",
        Pictogram::Bridge => "bridge",
        Pictogram::Map => "map",
        Pictogram::Book => "book",
        Pictogram::Stairs => "stairs",
        Pictogram::Magnifier => "magnifier",
    }
}

/// The name of a part of a card.
pub(super) fn of_section(section: Section) -> &'static str {
    match section {
        Section::Purpose => "purpose",
        Section::Audience => "audience",
        Section::Experience => "experience",
        Section::Steps => "steps",
        Section::Conditions => "conditions",
        Section::Pitfalls => "pitfalls",
        Section::Facts => "facts",
        Section::Further => "further",
    }
}

/// The color of a word.
pub(super) fn hue(word: &str) -> Option<Hue> {
    Hue::ALL.into_iter().find(|hue| of_hue(*hue) == word)
}

/// The symbol of a word.
pub(super) fn symbol(word: &str) -> Option<Symbol> {
    Symbol::ALL.into_iter().find(|symbol| of_symbol(*symbol) == word)
}

/// The mark of a word.
pub(super) fn mark(word: &str) -> Option<Mark> {
    MARKS.into_iter().find(|mark| of_mark(*mark) == word)
}

/// The drawing of a word.
pub(super) fn pictogram(word: &str) -> Option<Pictogram> {
    Pictogram::ALL
        .into_iter()
        .find(|pictogram| of_pictogram(*pictogram) == word)
}

/// The part of a card of a name.
pub(super) fn section(word: &str) -> Option<Section> {
    Section::ALL.into_iter().find(|section| of_section(*section) == word)
}
