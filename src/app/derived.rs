//! What is worked out from the document and kept until it changes.

use crate::edit::Editor;
use crate::layout::{Advances, LayoutSpec, Scene, Texts, layout};
use crate::model::{Document, Item, Structure};
use crate::view::SearchIndex;

/// Structure, broken lines, picture and search words of the document.
pub struct Derived {
    /// Where each claim hangs.
    pub structure: Structure,
    /// The broken lines.
    pub texts: Texts,
    /// The picture.
    pub scene: Scene,
    /// The words for the search.
    pub index: SearchIndex,
    pub(super) advances: Advances,
    structure_is_current: bool,
    key: Option<(u64, LayoutSpec)>,
    num_layouts: usize,
}

impl Derived {
    /// Nothing yet.
    pub fn new(advances: Advances) -> Self {
        Self {
            structure: Structure::default(),
            texts: Texts::default(),
            scene: Scene::default(),
            index: SearchIndex::default(),
            advances,
            structure_is_current: false,
            key: None,
            num_layouts: 0,
        }
    }

    /// Another one of the same document: what was measured is taken over, the picture is laid out anew.
    pub fn like(&self) -> Self {
        Self {
            structure: self.structure.clone(),
            texts: self.texts.clone(),
            structure_is_current: self.structure_is_current,
            ..Self::new(self.advances.clone())
        }
    }

    /// Forgets everything: for another document.
    pub fn clear(&mut self) {
        self.texts.clear();
        self.index.forget();
        self.structure_is_current = false;
        self.key = None;
    }

    /// Forgets what depends on what was touched.
    pub fn touched(&mut self, touched: &[Item], only_texts: bool) {
        self.index.forget();
        self.texts.forget(touched.iter().filter_map(|item| match item {
            Item::Claim(claim) => Some(*claim),
            _ => None,
        }));
        if !only_texts {
            self.structure_is_current = false;
        }
    }

    /// Works out what is not current; costs nothing if all is.
    pub fn update(&mut self, editor: &Editor, spec: &LayoutSpec) {
        if self
            .key
            .as_ref()
            .is_some_and(|(revision, known)| *revision == editor.revision() && known == spec)
        {
            return;
        }
        let document: &Document = editor.document();
        if !self.structure_is_current {
            self.structure = Structure::new(document);
            self.structure_is_current = true;
        }
        self.texts.measure(document, &self.structure, spec.lang, &self.advances);
        self.scene = layout(document, &self.structure, spec, &self.texts);
        self.key = Some((editor.revision(), spec.clone()));
        self.num_layouts += 1;
    }

    /// How often a picture was laid out: for tests.
    pub fn num_layouts(&self) -> usize {
        self.num_layouts
    }
}
