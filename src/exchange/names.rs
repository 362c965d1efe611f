//! Names for records, each once.

use std::collections::HashMap;

use crate::model::plain_name;

/// Names that are free, without looking through all that are taken.
#[derive(Default)]
pub(super) struct Names(HashMap<String, u32>);

impl Names {
    /// A free name made of some words.
    pub fn free(&mut self, words: &str) -> String {
        let mut base = plain_name(words, 5);
        if base.is_empty() {
            base.push_str("nieuw");
        }
        self.numbered(base, '-')
    }

    /// This name, or the same with the next number behind a mark.
    pub fn numbered(&mut self, base: String, mark: char) -> String {
        loop {
            let num = self.0.entry(base.clone()).or_default();
            *num += 1;
            if *num == 1 {
                return base;
            }
            let next = format!("{base}{mark}{num}");
            if !self.0.contains_key(&next) {
                self.0.insert(next.clone(), 1);
                return next;
            }
        }
    }

    /// This name, if it is free.
    pub fn take(&mut self, name: &str) -> bool {
        let num = self.0.entry(name.to_owned()).or_default();
        *num += 1;
        *num == 1
    }
}
