//! Texts that stand on more than one kind of print.

use super::words;

words! {
    /// Texts of several kinds of prints.
    Common, common;
    pro: "Voor", "For";
    contra: "Tegen", "Against";
    nobody: "Zonder belanghebbende", "No stakeholder";
    other: "Zonder thema", "No theme";
    toolbox: "Toolbox", "Toolbox";
    sources: "Bronnen", "Sources";
    core: "kern", "core";
    map: "Argumentenkaart", "Argument map";
    made_with: "Gemaakt met Argumentenkaart", "Made with Argumentenkaart";
    page: "Pagina", "Page";
    of: "van", "of";
    date: "Datum", "Date";
    version: "Versie", "Version";
    supports: "steunt", "supports";
    attacks: "weerlegt", "objects to";
    undercuts: "ondergraaft de stap", "undercuts the step";
}
