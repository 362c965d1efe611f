//! Short messages at the bottom of the window.

use crate::command::Action;

/// How long a message stays, in seconds.
const SECONDS: f64 = 8.0;
/// A long one stays longer: so many letters are read in a second.
const LETTERS: f64 = 15.0;

/// A message on screen.
pub struct Message {
    /// The sentence.
    pub text: String,
    /// A button: its name and what it does.
    pub button: Option<(String, Action)>,
    until: Option<f64>,
}

/// The messages that are on screen, the newest last.
#[derive(Default)]
pub struct Messages {
    list: Vec<Message>,
}

impl Messages {
    /// Says something.
    pub fn say(&mut self, text: impl Into<String>) {
        self.push(Message {
            text: text.into(),
            button: None,
            until: None,
        });
    }

    /// Says something, with a button.
    pub fn offer(&mut self, text: impl Into<String>, name: &str, action: Action) {
        self.push(Message {
            text: text.into(),
            button: Some((name.to_owned(), action)),
            until: None,
        });
    }

    fn push(&mut self, message: Message) {
        // One at a time: the newest counts.
        self.list.clear();
        self.list.push(message);
    }

    /// What is still on screen at this time (in seconds), and when to look again.
    pub fn at(&mut self, now: f64) -> (&[Message], Option<f64>) {
        for message in &mut self.list {
            let seconds = (message.text.chars().count() as f64 / LETTERS).max(SECONDS);
            message.until.get_or_insert(now + seconds);
        }
        self.list
            .retain(|message| message.until.is_none_or(|until| until > now));
        let next = self
            .list
            .iter()
            .filter_map(|message| message.until)
            .reduce(f64::min)
            .map(|until| until - now);
        (&self.list, next)
    }

    /// Takes all away.
    pub fn clear(&mut self) {
        self.list.clear();
    }
}
