//! Why an address is not opened. Dutch and English stand side by side, as in `words.rs`.

use crate::command::UiLang;
use crate::model::{NotFollowed, as_followed, why_not_followed};

use super::dialogs::seen;
use super::words::Words;

impl Words {
    /// Why an address is not opened.
    pub fn not_followed(&self, address: &str) -> &'static str {
        match why_not_followed(&as_followed(address)) {
            Some(NotFollowed::Kind) => self.pick(
                "Alleen een adres dat met http:// of https:// begint, wordt geopend.",
                "Only an address that begins with http:// or https:// is opened.",
            ),
            Some(NotFollowed::Letters) => self.pick(
                "Er staan tekens in die u niet ziet of die letters omdraaien. Wat u leest, kan iets anders zijn dan waar het heen leidt.",
                "There are letters in it that are not seen, or that turn others around. What you read may not be where it leads.",
            ),
            Some(NotFollowed::Name) => self.pick(
                "Er staat een naam met een @ voor de naam van de website. Zo ziet u niet goed waar het adres heen leidt.",
                "A name with an @ stands before the name of the website. That hides where the address leads.",
            ),
            Some(NotFollowed::Host) => self.pick(
                "Er staat geen naam van een website in, of een naam met tekens die daar niet horen.",
                "It has no name of a website, or one with signs that do not belong there.",
            ),
            Some(NotFollowed::Mail) => self.pick(
                "Dit adres vraagt een mailprogramma om meer dan een mail aan iemand, met een onderwerp en een tekst.",
                "This address asks a mail program for more than a mail to somebody, with a subject and a text.",
            ),
            // It is good, and still not opened: mail, or what no browser can read.
            None if crate::model::is_of_mail(address.trim()) => self.pick(
                "Dit is een mailadres, en dit programma opent geen mail. Neem het adres over in uw mailprogramma.",
                "This is a mail address, and this program opens no mail. Take the address over into your mail program.",
            ),
            None => self.pick(
                "Een browser kan dit adres niet lezen. Kijk of er een fout in staat.",
                "No browser can read this address. Look whether there is a mistake in it.",
            ),
        }
    }

    /// What is wrong with an address of a source or in a text.
    pub(super) fn bad_address(&self, address: &str) -> String {
        let (why, address) = (self.not_followed(address), seen(address));
        match self.lang {
            UiLang::Dutch => format!("het adres {address} wordt niet geopend. {why}"),
            UiLang::English => format!("the address {address} is not opened. {why}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_said_truly_why_an_address_is_not_opened() {
        let said = |address: &str| [UiLang::Dutch, UiLang::English].map(|lang| Words::of(lang).not_followed(address));
        let [dutch, english] = said("http://a@b");
        assert!(dutch.contains('@') && english.contains("hides where the address leads"));
        assert!(!dutch.contains("http") && !english.contains("http"));
        assert!(said("javascript:alert(1)")[0].contains("http://"));
        assert!(said("mailto:a@b.nl")[1].contains("mail program"));
        // A sentence has no sign in it that turns the rest around.
        assert!(
            !Words::of(UiLang::Dutch)
                .bad_address("https://x.nl/\u{202e}")
                .contains('\u{202e}')
        );
    }
}
