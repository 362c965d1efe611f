//! What never gets lost, as it is promised to who uses the program. Dutch and English stand side by side, as in `words.rs`; the
//! page `docs/wat-er-nooit-verloren-gaat.md` has the same sentences, with what tests them.

use crate::command::UiLang;

use super::words::Words;

/// A promise: its heading, and what is promised.
pub type Promise = (&'static str, &'static str);

const DUTCH: [Promise; 9] = [
    (
        "Wat u typt",
        "Elke wijziging staat binnen een seconde ook op de schijf, in een reservekopie (bij een kaart van 100.000 argumenten binnen \
         drie). Stopt het programma plotseling? Dan krijgt u uw werk de volgende keer terug: u kiest zelf of u het wilt.",
    ),
    (
        "Wat u opslaat",
        "Opslaan lukt helemaal of helemaal niet. Op de schijf staat altijd de oude of de nieuwe kaart, nooit een halve. Wat is \
         geschreven, wordt eerst teruggelezen en vergeleken. Lukt het niet, dan hoort u waarom, en blijft uw werk op het scherm.",
    ),
    (
        "Eerdere versies",
        "Elke keer dat u opslaat, blijft de vorige versie bewaard. U vindt ze bij Kaart, Versies. Alles van de laatste drie dagen \
         waarop u opsloeg blijft; daarvoor één versie per uur (negen dagen) en één per dag (92 dagen), samen hooguit 50 MB. \
         Versies met een naam blijven altijd.",
    ),
    (
        "Ongedaan maken",
        "U kunt elke wijziging ongedaan maken zolang het venster open is, hoeveel het er ook zijn. Daarna zijn er de versies.",
    ),
    (
        "Een bestand dat verandert",
        "Verandert iemand anders het bestand terwijl u het open hebt? Dan hoort u dat vóór er iets wordt overschreven. U kunt \
         beide versies samenvoegen. Wat u allebei anders schreef, blijft naast elkaar staan tot iemand kiest.",
    ),
    (
        "Een bestand dat beschadigd raakt",
        "Is een kaart beschadigd of weg, dan opent u met één klik de nieuwste versie die nog heel is. Het beschadigde bestand \
         blijft bewaard.",
    ),
    (
        "De uitkomst van een avond",
        "Elke telling wordt meteen bewaard. Stopt de computer midden in de avond, dan gaat u verder bij dezelfde stap, met alle \
         tellingen.",
    ),
    (
        "Uw computer",
        "Een kaart van iemand anders kan niets uitvoeren, niets van internet halen en geen bestanden buiten haar eigen map lezen, \
         tenzij u daar ja op zegt. Alleen gewone webadressen worden links. Die opent u zelf, na een vraag.",
    ),
    (
        "Wat wij niet kunnen beloven",
        "Een schijf die stukgaat, of een map die met alle versies wordt weggegooid: maak dus ook een kopie op een andere plek. Een \
         stroomstoring is nagebootst, niet echt geprobeerd. Windows en macOS zijn nog niet getest.",
    ),
];

const ENGLISH: [Promise; 9] = [
    (
        "What you type",
        "Within a second each change is on disk too, in a spare copy (within three for a map of 100,000 arguments). Does the \
         program stop suddenly? Then you get your work back next time: you choose whether you want it.",
    ),
    (
        "What you save",
        "Saving succeeds as a whole or not at all. On disk there is always the old or the new map, never half of one. What was \
         written is read back and compared first. If it fails you are told why, and your work stays on screen.",
    ),
    (
        "Earlier versions",
        "Each time you save, the version before is kept. You find them under Map, Versions. All of the last three days on which \
         you saved stay; before that one an hour (nine days) and one a day (92 days), together at most 50 MB. Versions with a \
         name stay for good.",
    ),
    (
        "Undo",
        "You can undo every change as long as the window is open, however many there are. After that there are the versions.",
    ),
    (
        "A file that changes",
        "Does someone else change the file while you have it open? Then you are told before anything is overwritten. You can merge \
         both versions. What both of you wrote differently stays side by side until someone chooses.",
    ),
    (
        "A file that gets damaged",
        "If a map is damaged or gone, one click opens the newest version that is still whole. The damaged file is kept.",
    ),
    (
        "What came of an evening",
        "Each count is kept at once. If the computer stops in the middle of the evening, you go on at the same stop, with all \
         counts.",
    ),
    (
        "Your computer",
        "A map by someone else cannot run anything, fetch anything from the internet, or read files outside its own folder, \
         unless you say yes to that. Only common web addresses become links. You open these yourself, after a question.",
    ),
    (
        "What we cannot promise",
        "A disk that breaks, or a folder that is thrown away with all versions: so make a copy in another place too. A power cut \
         was simulated, not really tried. Windows and macOS were not tested yet.",
    ),
];

impl Words {
    /// What is promised about the work of a person.
    pub fn promises(&self) -> &'static [Promise] {
        match self.lang {
            UiLang::Dutch => &DUTCH,
            UiLang::English => &ENGLISH,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_says_what_the_window_says() {
        let page = include_str!("../../docs/wat-er-nooit-verloren-gaat.md");
        let page = page.split_whitespace().collect::<Vec<_>>().join(" ");
        for (heading, promise) in DUTCH {
            assert!(page.contains(&format!("## {heading} {promise}")), "{heading}");
        }
    }

    #[test]
    fn both_languages_have_the_same_promises() {
        for ((dutch, _), (english, _)) in DUTCH.iter().zip(&ENGLISH) {
            assert!(!dutch.is_empty() && dutch != english);
        }
    }
}
