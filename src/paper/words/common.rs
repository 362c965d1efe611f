//! Texts that stand on more than one kind of print.

use super::words;
use crate::model::{Place, RelationKind, Stance};

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
    reply_supports: "steunt wat erboven staat", "supports what is above it";
    reply_attacks: "weerlegt wat erboven staat", "objects to what is above it";
    about_color: "de kleur van een reactie is die van haar kant", "the color of a reply is that of its side";
}

impl Common {
    /// A side.
    pub fn side(&self, stance: Stance) -> &'static str {
        match stance {
            Stance::Pro => self.pro,
            Stance::Contra => self.contra,
        }
    }

    /// What a reply does to what it stands under.
    pub fn does(&self, place: &Place) -> &'static str {
        match (place.undercut, place.kind) {
            (true, _) => self.undercuts,
            (false, Some(RelationKind::Support)) => self.supports,
            (false, _) => self.attacks,
        }
    }
}
