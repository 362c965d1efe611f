//! What went wrong with a file or a map, in words: where, and what to do. Dutch and English stand side by side, as in
//! `words.rs`.

use std::path::Path;

use crate::command::UiLang;
use crate::model::{Document, Item, Problem, ProblemKind};
use crate::storage::disk::{OpenError, SaveError};
use crate::storage::{FilePlace, LoadError, Syntax};

use super::words::{Words, capital};
use super::{NoPicture, PictureLimit};

/// The name of a file, without its folder.
pub(super) fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

impl Words {
    /// A place in a file.
    pub fn place(&self, place: FilePlace) -> String {
        match self.lang {
            UiLang::Dutch => format!("regel {}, kolom {}", place.line, place.column),
            UiLang::English => format!("line {}, column {}", place.line, place.column),
        }
    }

    /// Why a file cannot be read, and what to do. What was kept of a map is told apart (`kept_words.rs`): it may not be there.
    pub fn load_error(&self, error: &LoadError) -> String {
        let nl = self.lang == UiLang::Dutch;
        match error {
            LoadError::TooLarge { bytes, limit } => {
                let (size, limit) = (bytes / 1_000_000, limit / 1_000_000);
                if nl {
                    format!(
                        "Dit bestand is {size} MB; een kaart is hooguit {limit} MB. Controleer of dit het goede bestand is."
                    )
                } else {
                    format!(
                        "This file has {size} MB; a map has at most {limit} MB. Check whether this is the right file."
                    )
                }
            }
            LoadError::Empty => self.pick("Dit bestand is leeg. Kies een ander bestand.", "This file is empty. Choose another file.").to_owned(),
            LoadError::OnlyZeros => self.pick("In dit bestand staan alleen nultekens (NUL). Dat gebeurt soms als de stroom uitvalt of een schijf stuk is.", "There are only zero signs (NUL) in this file. That can happen in a power cut or when a disk fails.").to_owned(),
            LoadError::Utf16 => self
                .pick(
                    "Dit bestand is opgeslagen als UTF-16. Open het in een teksteditor en sla het op als UTF-8.",
                    "This file is saved as UTF-16. Open it in a text editor and save it as UTF-8.",
                )
                .to_owned(),
            LoadError::NotUtf8 { place } => {
                let place = self.place(*place);
                if nl {
                    format!(
                        "Op {place} staat een teken dat geen UTF-8 is. Open het bestand in een teksteditor, herstel dat teken en sla op als UTF-8."
                    )
                } else {
                    format!(
                        "At {place} there is a sign that is not UTF-8. Open the file in a text editor, mend that sign and save it as UTF-8."
                    )
                }
            }
            LoadError::NotAMap => self
                .pick(
                    "Dit bestand is geen argumentenkaart. Kies een bestand dat op .ron eindigt en met ( begint.",
                    "This file is not an argument map. Choose a file that ends in .ron and begins with (.",
                )
                .to_owned(),
            LoadError::NewerFormat { found, known } => {
                if nl {
                    format!(
                        "Deze kaart is gemaakt met een nieuwere versie van het programma (vorm {found}; dit programma leest vorm {known}). Installeer de nieuwe versie."
                    )
                } else {
                    format!(
                        "This map was made with a newer version of the program (form {found}; this program reads form {known}). Install the new version."
                    )
                }
            }
            LoadError::UnknownFormat { found, place } => {
                let place = capital(&self.place(*place));
                if nl {
                    format!(
                        "{place}: hier staat {found} als nummer van de bestandsvorm, en die vorm bestaat niet. Schrijf hier: format: 1."
                    )
                } else {
                    format!(
                        "{place}: the number of the file form is {found} here, and there is no such form. Write here: format: 1."
                    )
                }
            }
            LoadError::Syntax { place, what } => {
                format!("{}: {}", capital(&self.place(*place)), self.syntax(what))
            }
            LoadError::DoubledId { id, place, first } => {
                let (place, first) = (self.place(*place), self.place(*first));
                if nl {
                    format!(
                        "{}: de naam ‘{id}’ is al gebruikt op {first}. Geef een van de twee een andere naam.",
                        capital(&place)
                    )
                } else {
                    format!(
                        "{}: the name ‘{id}’ is in use already at {first}. Give one of the two another name.",
                        capital(&place)
                    )
                }
            }
            LoadError::RelationTarget { id, place } => {
                let place = capital(&self.place(*place));
                if nl {
                    format!(
                        "{place}: verband ‘{id}’ moet precies één van deze velden hebben: supports, attacks, undercuts, backs."
                    )
                } else {
                    format!(
                        "{place}: relation ‘{id}’ must have exactly one of these fields: supports, attacks, undercuts, backs."
                    )
                }
            }
        }
    }

    fn syntax(&self, what: &Syntax) -> String {
        let nl = self.lang == UiLang::Dutch;
        match what {
            Syntax::UnknownField { found, expected } => {
                let list = expected.join(", ");
                if nl {
                    format!("het veld ‘{found}’ bestaat hier niet. Bedoelt u een van deze: {list}?")
                } else {
                    format!("there is no field ‘{found}’ here. Did you mean one of these: {list}?")
                }
            }
            Syntax::DoubledField(field) => {
                if nl {
                    format!("het veld ‘{field}’ staat hier twee keer. Haal er één weg.")
                } else {
                    format!("the field ‘{field}’ stands here twice. Take one away.")
                }
            }
            Syntax::MissingField(field) => {
                if nl {
                    format!("hier ontbreekt het veld ‘{field}’. Voeg het toe.")
                } else {
                    format!("the field ‘{field}’ is missing here. Add it.")
                }
            }
            Syntax::UnknownWord { found, expected } => {
                let list = expected.join(", ");
                if nl {
                    format!("‘{found}’ kan hier niet. Kies een van deze woorden: {list}.")
                } else {
                    format!("‘{found}’ is not possible here. Choose one of these words: {list}.")
                }
            }
            Syntax::BadLanguage(code) => {
                if nl {
                    format!("‘{code}’ is geen taalcode. Schrijf bijvoorbeeld nl, en of tr.")
                } else {
                    format!("‘{code}’ is not a language code. Write for instance nl, en or tr.")
                }
            }
            Syntax::Expected(sign) => {
                if nl {
                    format!("hier hoort een {sign} te staan.")
                } else {
                    format!("there should be a {sign} here.")
                }
            }
            Syntax::ExpectedText => self
                .pick(
                    "hier hoort een tekst tussen aanhalingstekens te staan, zoals \"tekst\".",
                    "there should be a text between quotes here, such as \"text\".",
                )
                .to_owned(),
            Syntax::ExpectedWords => self
                .pick(
                    "hier hoort een tekst per taal te staan, zoals (nl: \"tekst\", en: \"text\").",
                    "there should be a text per language here, such as (nl: \"tekst\", en: \"text\").",
                )
                .to_owned(),
            Syntax::ExpectedWord => self
                .pick(
                    "hier hoort een woord zonder aanhalingstekens te staan.",
                    "there should be a word without quotes here.",
                )
                .to_owned(),
            Syntax::ExpectedNumber => self
                .pick("hier hoort een getal te staan.", "there should be a number here.")
                .to_owned(),
            Syntax::ExpectedYesNo => self
                .pick(
                    "hier hoort true of false te staan.",
                    "there should be true or false here.",
                )
                .to_owned(),
            Syntax::OpenText => self.pick("de tekst die hier begint, heeft geen aanhalingsteken aan het eind. Houdt het bestand daar op, dan is het niet heel gekopieerd.", "the text that begins here has no quote at its end. If the file ends there, it was not copied as a whole.").to_owned(),
            Syntax::OpenComment => self
                .pick(
                    "de opmerking die hier begint, heeft geen einde.",
                    "the comment that begins here has no end.",
                )
                .to_owned(),
            Syntax::Unfinished => self.pick("het bestand houdt hier te vroeg op. Misschien is het niet heel gekopieerd.", "the file ends too early here. Perhaps it was not copied as a whole.").to_owned(),
            Syntax::ConflictMarker => self.pick(
                "git heeft hier twee versies van enkele regels neergezet (<<<<<<<). Kies er één en haal de merktekens weg, of voeg de kaarten samen met ‘argumentenkaart merge’.",
                "git has put two versions of some lines here (<<<<<<<). Choose one and take the marks away, or merge the maps with “argumentenkaart merge”.",
            ).to_owned(),
            Syntax::Zero => self.pick("hier staat een nulteken (NUL), dat in geen tekst hoort. Haal het weg.", "there is a zero sign (NUL) here, which belongs in no text. Take it away.").to_owned(),
            Syntax::Trailing => self
                .pick(
                    "na het einde van de kaart staat nog iets. Haal dat weg.",
                    "there is something behind the end of the map. Take it away.",
                )
                .to_owned(),
            Syntax::TooDeep => self
                .pick(
                    "hier zijn te veel haakjes in elkaar genest. Dit is geen kaart die dit programma schreef.",
                    "too many brackets are nested here. This is no map that this program wrote.",
                )
                .to_owned(),
            Syntax::TooMany => self
                .pick(
                    "deze lijst heeft meer dan 250.000 regels. Verdeel de kaart.",
                    "this list has more than 250,000 entries. Split the map.",
                )
                .to_owned(),
            Syntax::Other(words) => {
                if nl {
                    format!("dit kan niet gelezen worden ({words}). Vergelijk het met de rest van het bestand.")
                } else {
                    format!("this cannot be read ({words}). Compare it with the rest of the file.")
                }
            }
        }
    }

    /// Why a file could not be opened, and what to do.
    pub fn open_error(&self, error: &OpenError) -> String {
        match error {
            OpenError::Disk(error) => self.not_got(error),
            OpenError::NotAFile => self
                .pick(
                    "Dit is een map (folder) of apparaat, geen bestand. Kies een bestand.",
                    "This is a folder or a device, not a file. Choose a file.",
                )
                .to_owned(),
            OpenError::Content(error) => self.load_error(error),
        }
    }

    /// Why a file could not be saved, and what to do.
    pub fn save_error(&self, error: &SaveError) -> String {
        match error {
            SaveError::ChangedOnDisk => self.conflict.to_owned(),
            SaveError::IsAFolder => self.pick("Er is een map (folder) met deze naam. Kies een andere naam.", "There is a folder of this name. Choose another name.").to_owned(),
            SaveError::NotAFile => self.pick("Onder deze naam staat geen gewoon bestand, maar een apparaat of een pijp. Dat wordt niet vervangen. Kies een andere naam.", "What has this name is no common file, but a device or a pipe. That is not replaced. Choose another name.").to_owned(),
            SaveError::BackupIsAFolder(path) => {
                let name = name_of(path);
                match self.lang {
                    UiLang::Dutch => format!("De vorige versie kan niet bewaard worden: {name} is een map (folder). Geef die een andere naam, of sla op onder een andere naam."),
                    UiLang::English => format!("The version before cannot be kept: {name} is a folder. Give that another name, or save under another name."),
                }
            }
            SaveError::ReadBack => self.pick("Wat geschreven werd, kon niet goed worden teruggelezen. Het oude bestand is niet veranderd. Sla op onder een andere naam of op een andere schijf.", "What was written could not be read back. The old file is unchanged. Save under another name or on another disk.").to_owned(),
            SaveError::Disk(error) => self.not_put(error),
        }
    }

    /// Why a copy of unsaved work cannot be read, and where it stays.
    pub fn copy_unreadable(&self, path: &Path, error: &OpenError) -> Vec<String> {
        let path = path.display();
        vec![
            self.open_error(error),
            match self.lang {
                UiLang::Dutch => format!("Zij blijft staan zolang u haar niet weggooit: {path}"),
                UiLang::English => format!("It stays until you throw it away: {path}"),
            },
        ]
    }

    /// The map was saved, and why its version could not be kept.
    pub fn no_version(&self, error: &SaveError) -> String {
        let why = self.reason(error);
        match self.lang {
            UiLang::Dutch => {
                format!("De kaart is opgeslagen, maar deze versie kon niet apart bewaard worden. De reden: {why}.")
            }
            UiLang::English => {
                format!("The map was saved, but this version could not be kept apart. The reason: {why}.")
            }
        }
    }

    /// Why something could not be saved, and no more: what to do is another thing than with a map.
    pub fn reason(&self, error: &SaveError) -> String {
        match error {
            SaveError::Disk(error) => self.system_error(error),
            SaveError::IsAFolder | SaveError::BackupIsAFolder(_) => self
                .pick("er is een map (folder) met deze naam", "there is a folder of this name")
                .to_owned(),
            SaveError::NotAFile => self
                .pick(
                    "onder deze naam staat geen gewoon bestand",
                    "what has this name is no common file",
                )
                .to_owned(),
            SaveError::ReadBack => self
                .pick(
                    "wat geschreven werd, kon niet goed worden teruggelezen",
                    "what was written could not be read back",
                )
                .to_owned(),
            SaveError::ChangedOnDisk => self
                .pick(
                    "een ander programma veranderde het bestand",
                    "another program changed the file",
                )
                .to_owned(),
        }
    }

    /// Why no copy of unsaved work can be written, and what to do.
    pub fn no_copy(&self, error: &SaveError) -> String {
        let why = self.reason(error);
        match self.lang {
            UiLang::Dutch => {
                format!(
                    "Let op: in de map van de instellingen kan nu geen reservekopie van uw werk gemaakt worden. Sla de kaart vaker op. De reden: {why}."
                )
            }
            UiLang::English => {
                format!(
                    "Mind: no copy of your unsaved work can be made now in the folder of the settings. Save the map more often. The reason: {why}."
                )
            }
        }
    }

    /// What the system says of a failure, in plain words, with its number for whoever gives support: `geen rechten (fout 13)`.
    pub fn system_error(&self, error: &std::io::Error) -> String {
        use std::io::ErrorKind as K;
        let what = match error.kind() {
            K::NotFound => self.pick("niet gevonden", "not found"),
            K::NotADirectory => self.pick(
                "een deel van het pad is een bestand en geen map (folder)",
                "a part of the path is a file and no folder",
            ),
            K::PermissionDenied => self.pick("geen rechten", "no permission"),
            K::ReadOnlyFilesystem => self.pick("de schijf is alleen te lezen", "the disk can only be read"),
            K::StorageFull => self.pick("de schijf is vol", "the disk is full"),
            K::QuotaExceeded => self.pick("uw ruimte op deze schijf is op", "your room on this disk is used up"),
            K::FileTooLarge => self.pick(
                "het bestand is te groot voor deze schijf",
                "the file is too large for this disk",
            ),
            K::AlreadyExists => self.pick(
                "er staat al iets anders met de naam die nodig is",
                "something else has the name that is needed",
            ),
            K::InvalidFilename => self.pick(
                "de naam is te lang of kan hier niet",
                "the name is too long or not possible here",
            ),
            K::IsADirectory => self.pick("dit is een map (folder), geen bestand", "this is a folder, not a file"),
            K::DirectoryNotEmpty => self.pick("de map (folder) is niet leeg", "the folder is not empty"),
            K::ResourceBusy | K::ExecutableFileBusy => {
                self.pick("in gebruik door een ander programma", "in use by another program")
            }
            K::TimedOut | K::HostUnreachable | K::NetworkUnreachable | K::NetworkDown | K::StaleNetworkFileHandle => {
                self.pick("de netwerkschijf antwoordt niet", "the network disk does not answer")
            }
            K::OutOfMemory => self.pick("te weinig geheugen", "too little memory"),
            // Windows: another program holds the file.
            _ if cfg!(windows) && matches!(error.raw_os_error(), Some(32 | 33)) => {
                self.pick("in gebruik door een ander programma", "in use by another program")
            }
            _ => {
                log::warn!("{error}");
                return match (self.lang, error.raw_os_error()) {
                    (UiLang::Dutch, Some(number)) => format!("het systeem meldde fout {number}"),
                    (UiLang::English, Some(number)) => format!("the system reported error {number}"),
                    (UiLang::Dutch, None) => "een fout waarvan de reden niet bekend is".to_owned(),
                    (UiLang::English, None) => "a failure of which the reason is not known".to_owned(),
                };
            }
        };
        match error.raw_os_error() {
            Some(number) => format!("{what} ({} {number})", self.pick("fout", "error")),
            None => what.to_owned(),
        }
    }

    /// Why the disk gives no file, and what to do.
    fn not_got(&self, error: &std::io::Error) -> String {
        use std::io::ErrorKind as K;
        let why = self.system_error(error);
        let (nl, en) = match error.kind() {
            K::NotFound | K::NotADirectory => (
                "Er is geen bestand met deze naam, of de map (folder) bestaat niet",
                "There is no file of this name, or the folder does not exist",
            ),
            K::PermissionDenied => (
                "U mag dit bestand niet lezen. Vraag om rechten aan wie het beheert",
                "You may not read this file. Ask for permission from whoever manages it",
            ),
            _ => (
                "Dit bestand kan niet gelezen worden. Probeer het opnieuw of kies een ander bestand",
                "This file cannot be read. Try again or choose another file",
            ),
        };
        format!("{}. {}: {why}.", self.pick(nl, en), self.pick("De reden", "The reason"))
    }

    /// Why the disk takes no file, and what to do.
    fn not_put(&self, error: &std::io::Error) -> String {
        use std::io::ErrorKind as K;
        let why = self.system_error(error);
        let (nl, en) = match error.kind() {
            K::NotFound | K::NotADirectory => (
                "De map (folder) waarin dit bestand moet staan, is er niet of niet meer. Kies een andere plek met ‘Opslaan als’",
                "The folder in which this file is to be does not exist, or no longer. Choose another place with ‘Save as’",
            ),
            K::PermissionDenied | K::ReadOnlyFilesystem => (
                "U mag hier niet opslaan. Kies een andere plek met ‘Opslaan als’",
                "You may not save here. Choose another place with ‘Save as’",
            ),
            K::StorageFull | K::QuotaExceeded | K::FileTooLarge => (
                "Er is geen ruimte meer. Maak ruimte, of sla op een andere schijf op",
                "There is no room left. Make room, or save on another disk",
            ),
            K::AlreadyExists => (
                "Er staat hier iets in de weg. Geef het een andere naam of haal het weg",
                "Something is in the way here. Give it another name or take it away",
            ),
            K::InvalidFilename => (
                "Deze naam kan hier niet. Kies een kortere naam",
                "This name is not possible here. Choose a shorter one",
            ),
            K::IsADirectory => ("Kies een bestand", "Choose a file"),
            _ => (
                "Het bestand kan hier niet opgeslagen worden. Probeer het opnieuw of kies een andere plek met ‘Opslaan als’",
                "The file cannot be saved here. Try again or choose another place with ‘Save as’",
            ),
        };
        format!("{}. {}: {why}.", self.pick(nl, en), self.pick("De reden", "The reason"))
    }

    /// Why a picture is not shown, with the limit that it is over.
    pub fn no_picture(&self, why: NoPicture) -> String {
        let nl = self.lang == UiLang::Dutch;
        let limit = match why {
            NoPicture::NotFound => return self.pick("Afbeelding niet gevonden", "Picture not found").to_owned(),
            NoPicture::NotAFile => {
                return self
                    .pick(
                        "Dit is geen bestand met een afbeelding, maar een map (folder) of apparaat",
                        "This is no picture file, but a folder or a device",
                    )
                    .to_owned();
            }
            NoPicture::Outside => {
                return self
                    .pick(
                        "Afbeelding staat niet in de map (folder) van de kaart",
                        "Picture is not in the folder of the map",
                    )
                    .to_owned();
            }
            NoPicture::Unreadable => {
                return self
                    .pick(
                        "Geen leesbare afbeelding (PNG, JPEG, WebP of GIF)",
                        "Not a readable picture (PNG, JPEG, WebP or GIF)",
                    )
                    .to_owned();
            }
            NoPicture::TooLarge(limit) => limit,
        };
        let (million, megabyte) = (1_000_000, 1024 * 1024);
        match limit {
            PictureLimit::Bytes => {
                let most = PictureLimit::MOST_BYTES / megabyte;
                if nl {
                    format!("Afbeelding te groot: meer dan {most} MB")
                } else {
                    format!("Picture too large: more than {most} MB")
                }
            }
            PictureLimit::Pixels => {
                let most = PictureLimit::MOST_PIXELS / million;
                if nl {
                    format!("Afbeelding te groot: meer dan {most} miljoen beeldpunten")
                } else {
                    format!("Picture too large: more than {most} million pixels")
                }
            }
            PictureLimit::Side => {
                let most = PictureLimit::MOST_SIDE;
                if nl {
                    format!("Afbeelding te groot: meer dan {most} beeldpunten breed of hoog")
                } else {
                    format!("Picture too large: more than {most} pixels wide or high")
                }
            }
            PictureLimit::Memory => {
                let most = PictureLimit::MOST_MEMORY / megabyte;
                if nl {
                    format!("Afbeelding te groot: vraagt meer dan {most} MB geheugen")
                } else {
                    format!("Picture too large: takes more than {most} MB of memory")
                }
            }
        }
    }

    /// A picture of a record is not shown, and why.
    pub fn not_shown_of(&self, document: &Document, item: Item, path: &str, why: NoPicture) -> String {
        format!("{}: {path}: {}", self.item(document, item), self.no_picture(why))
    }

    /// All that is said of unsaved work whose map is gone, or cannot be read: how many arguments it has.
    pub fn copy_alone(&self, is_there: bool, num: usize) -> String {
        let what = if is_there {
            self.pick("De kaart zelf kan niet gelezen worden", "The map itself cannot be read")
        } else {
            self.pick("De kaart zelf staat er niet meer", "The map itself is no longer there")
        };
        let has = self.pick("de kopie heeft", "the copy has");
        let arguments = match num {
            1 => self.pick("argument", "argument"),
            _ => self.pick("argumenten", "arguments"),
        };
        format!("{what}; {has} {num} {arguments}.")
    }

    /// What is wrong in a document, and with what.
    pub fn problem(&self, document: &Document, problem: &Problem) -> String {
        let nl = self.lang == UiLang::Dutch;
        let item = self.item(document, problem.item);
        let what = match &problem.kind {
            ProblemKind::NoThesis => self
                .pick("er is geen stelling (veld thesis)", "there is no thesis (field thesis)")
                .to_owned(),
            ProblemKind::Dangling(name) => {
                if nl {
                    format!("verwijst naar ‘{name}’, maar dat bestaat niet")
                } else {
                    format!("refers to ‘{name}’, which does not exist")
                }
            }
            ProblemKind::SupportCircle(names) => {
                let circle = names.join(" → ");
                let first = names.first().map_or("", |name| name);
                if nl {
                    format!("steunt in een kring zichzelf: {circle} → {first}")
                } else {
                    format!("supports itself in a circle: {circle} → {first}")
                }
            }
            ProblemKind::Unreachable => self
                .pick("hangt niet samen met de stelling", "is not tied to the thesis")
                .to_owned(),
            ProblemKind::NoText => self
                .pick("heeft in geen enkele taal een tekst", "has no text in any language")
                .to_owned(),
            ProblemKind::NoPremises => self.pick("heeft geen premisse", "has no premise").to_owned(),
            ProblemKind::SelfReference => self.pick("gaat over zichzelf", "is about itself").to_owned(),
            ProblemKind::Doubled(name) => {
                if nl {
                    format!("heeft twee keer hetzelfde verband met ‘{name}’")
                } else {
                    format!("has the same relation to ‘{name}’ twice")
                }
            }
            ProblemKind::BothWays(name) => {
                if nl {
                    format!("is zowel voor als tegen ‘{name}’")
                } else {
                    format!("is both for and against ‘{name}’")
                }
            }
            ProblemKind::BadAddress(url) => self.bad_address(url),
            ProblemKind::BadPicture(path) => {
                if nl {
                    format!("heeft een afbeelding buiten de map van de kaart: {path}")
                } else {
                    format!("has a picture outside the folder of the map: {path}")
                }
            }
            ProblemKind::Spoiled { saved, before, now } => {
                let saved = saved.get(..16).unwrap_or(saved).replace('.', ":");
                return if nl {
                    format!(
                        "hier staat ‘{now}’, maar op {saved} is ‘{before}’ opgeslagen en daarna niets meer: de schijf of stick kan \
                         stuk zijn. Kijk bij Versies, en maak een kopie op een andere plek"
                    )
                } else {
                    format!(
                        "here it says ‘{now}’, but ‘{before}’ was saved on {saved}, and nothing since: the disk or stick may be \
                         failing. Look at Versions, and make a copy elsewhere"
                    )
                };
            }
            ProblemKind::Comment(_) => return self
                .pick(
                    "opmerkingen in het bestand (met // of /* */) gaan verloren bij opslaan; zet ze in een veld note",
                    "comments in the file (with // or /* */) are lost on saving; put them in a field note",
                )
                .to_owned(),
        };
        format!("{item}: {what}")
    }

    fn item(&self, document: &Document, item: Item) -> String {
        let (kind, name) = match item {
            Item::Cover => return self.pick("de kaart", "the map").to_owned(),
            Item::Claim(id) => (self.pick("uitspraak", "claim"), document.claims.name(id)),
            Item::Relation(id) => (self.pick("verband", "relation"), document.relations.name(id)),
            Item::Stakeholder(id) => (
                self.pick("belanghebbende", "stakeholder"),
                document.stakeholders.name(id),
            ),
            Item::Theme(id) => (self.pick("thema", "theme"), document.themes.name(id)),
            Item::Instrument(id) => (self.pick("instrument", "instrument"), document.instruments.name(id)),
            Item::Source(id) => (self.pick("bron", "source"), document.sources.name(id)),
            Item::Fact(id) => (self.pick("feit", "fact"), document.facts.name(id)),
            Item::Term(id) => (self.pick("begrip", "term"), document.terms.name(id)),
            Item::Route(id) => (self.pick("route", "route"), document.routes.name(id)),
        };
        format!("{kind} ‘{name}’")
    }
}
