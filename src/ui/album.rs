//! The pictures of a map that are on screen.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use super::Picture;

/// Pictures by their paths. Whoever asks for one that is not here gets it in a later frame: only what is on screen is
/// read and kept.
#[derive(Default)]
pub struct Album {
    pictures: BTreeMap<Box<str>, Picture>,
    wanted: RefCell<BTreeSet<Box<str>>>,
}

impl Album {
    /// A picture, if it is known by now.
    pub fn get(&self, path: &str) -> Option<&Picture> {
        self.wanted.borrow_mut().insert(path.into());
        self.pictures.get(path)
    }

    /// A picture, without asking for it.
    pub fn peek(&self, path: &str) -> Option<&Picture> {
        self.pictures.get(path)
    }

    /// What was asked for since this was last called.
    pub fn take_wanted(&self) -> BTreeSet<Box<str>> {
        self.wanted.take()
    }

    /// Whether there is anything about a picture.
    pub fn has(&self, path: &str) -> bool {
        self.pictures.contains_key(path)
    }

    /// Puts a picture in.
    pub fn put(&mut self, path: Box<str>, picture: Picture) {
        self.pictures.insert(path, picture);
    }

    /// Lets go of a picture.
    pub fn remove(&mut self, path: &str) {
        self.pictures.remove(path);
    }
}
