//! What is said when the program itself fails. Dutch and English stand side by side, as in `words.rs`.

use std::path::Path;

use super::words::Words;

/// How a report begins; who reads it may be of any language.
pub const REPORT_HEAD: &str = "\
Argumentenkaart {version}, {system}

In dit verslag staat geen tekst uit uw kaart. Wat deed u toen het misging? Zet het hieronder, als u wilt.
No text of your map is in this report. What were you doing when it went wrong? Add it below, if you want to.
Stuur het aan wie u dit programma gaf, of aan uw beheerder. / Send it to whoever gave you this program, or manages your computer.

> 

";

/// What became of the work when the program failed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Rescued {
    /// All was saved already.
    NothingUnsaved,
    /// It is in the recovery copy.
    Kept,
    /// The copy could not be written; an older one may be there.
    Failed,
}

impl Words {
    /// The heading when the window cannot go on.
    pub fn mishap_title(&self) -> &'static str {
        self.pick(
            "Er ging iets mis in het programma",
            "Something went wrong in the program",
        )
    }

    /// What became of the work.
    pub fn mishap_rescued(&self, rescued: Rescued) -> &'static str {
        match rescued {
            Rescued::NothingUnsaved => self.pick(
                "Uw werk was opgeslagen: er is niets verloren.",
                "Your work was saved: nothing is lost.",
            ),
            Rescued::Kept => self.pick(
                "Wat u nog niet had opgeslagen, is bewaard. Start het programma opnieuw en kies ‘Terughalen’.",
                "What you had not saved yet is kept. Start the program again and choose ‘Bring it back’.",
            ),
            Rescued::Failed => self.pick(
                "Wat u het laatst hebt gedaan, kon niet worden bewaard. Start het programma opnieuw: het zoekt naar een oudere kopie van uw werk.",
                "What you did last could not be kept. Start the program again: it looks for an older copy of your work.",
            ),
        }
    }

    /// Where the report stands, and what is in it.
    pub fn mishap_report(&self, report: &Path) -> String {
        let path = report.display();
        match self.lang {
            crate::command::UiLang::Dutch => format!(
                "Wat er misging, staat in een verslag. Er staat geen tekst uit uw kaart in. Wilt u helpen om dit te verbeteren? Stuur het dan aan de persoon of organisatie van wie u dit programma kreeg, of aan uw beheerder. Het staat hier:\n{path}"
            ),
            crate::command::UiLang::English => format!(
                "What went wrong is in a report. No text of your map is in it. Would you like to help to mend this? Then send it to the person or organisation that gave you this program, or to whoever manages your computer. It is here:\n{path}"
            ),
        }
    }

    /// There is no report.
    pub fn mishap_no_report(&self) -> &'static str {
        self.pick(
            "Een verslag van wat er misging kon niet worden gemaakt.",
            "A report of what went wrong could not be made.",
        )
    }

    /// The button that begins anew.
    pub fn mishap_again(&self) -> &'static str {
        self.pick("Opnieuw starten", "Start again")
    }

    /// The button that shows the report.
    pub fn mishap_show(&self) -> &'static str {
        self.pick("Verslag bekijken", "Show the report")
    }

    /// The program could not be started again.
    pub fn mishap_no_start(&self) -> &'static str {
        self.pick(
            "Het programma kon niet opnieuw starten. Sluit dit venster en start het zelf.",
            "The program could not start again. Close this window and start it yourself.",
        )
    }

    /// A task beside the window failed; the window goes on.
    pub fn mishap_beside(&self) -> &'static str {
        self.pick(
            "Een taak van het programma is mislukt. Uw werk is er nog: sla het op.",
            "A task of the program failed. Your work is still here: save it.",
        )
    }

    /// The program failed the last time.
    pub fn mishap_before(&self) -> &'static str {
        self.pick(
            "De vorige keer ging er iets mis in het programma.",
            "Last time something went wrong in the program.",
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::UiLang;

    #[test]
    fn it_is_said_to_whom_a_report_can_be_sent() {
        let report = Path::new("verslag.txt");
        for (lang, whom) in [
            (UiLang::Dutch, "uw beheerder"),
            (UiLang::English, "manages your computer"),
        ] {
            let said = Words::of(lang).mishap_report(report);
            assert!(said.contains(whom) && said.ends_with("verslag.txt"), "{said}");
            assert!(REPORT_HEAD.contains(whom), "{whom}");
        }
    }
}
