//! Printed pages as data. All lengths are in points (1/72 inch); y runs down from the upper edge.

use std::sync::Arc;

use crate::model::Lang;

/// A color on paper: red, green and blue.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Ink(pub u8, pub u8, pub u8);

impl Ink {
    /// Black.
    pub const BLACK: Self = Self(0, 0, 0);
    /// White.
    pub const WHITE: Self = Self(255, 255, 255);
}

/// Width and height of a page.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Size {
    /// Width.
    pub width: f32,
    /// Height.
    pub height: f32,
}

/// Points in a millimetre.
const POINTS_PER_MM: f32 = 72.0 / 25.4;

impl Size {
    /// A size in millimetres.
    pub fn mm(width: f32, height: f32) -> Self {
        Self {
            width: mm(width),
            height: mm(height),
        }
    }
}

/// Millimetres in points.
pub fn mm(length: f32) -> f32 {
    length * POINTS_PER_MM
}

/// One of the fonts that are built in.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Font {
    /// Atkinson Hyperlegible Next.
    Regular,
    /// The same in bold.
    Bold,
    /// Inter: signs and scripts that the first does not have.
    Fallback,
    /// Noto Sans Arabic.
    Arabic,
    /// The same in bold.
    ArabicBold,
}

/// A glyph of a run.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Glyph {
    /// Its number in the font.
    pub id: u32,
    /// How far the next one stands.
    pub advance: f32,
    /// How far it is moved to the right and down.
    pub shift: (f32, f32),
    /// Its letters: bytes of the text of the run, from.
    pub start: u32,
    /// To.
    pub end: u32,
}

/// Glyphs of one font and color on one line, from left to right as they are seen.
#[derive(Clone, PartialEq, Debug)]
pub struct Run {
    /// The font.
    pub font: Font,
    /// Size of the letters.
    pub size: f32,
    /// Color.
    pub ink: Ink,
    /// Left end.
    pub x: f32,
    /// Base line.
    pub y: f32,
    /// Width.
    pub width: f32,
    /// The letters, in the order in which they are read.
    pub text: String,
    /// The glyphs.
    pub glyphs: Vec<Glyph>,
    /// Whether the letters run from right to left.
    pub is_rtl: bool,
    /// What it is part of; `None` for what is only decoration (a page number, a repeated head).
    pub tag: Option<TagId>,
}

/// A line around or along something.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Stroke {
    /// Width.
    pub width: f32,
    /// Color.
    pub ink: Ink,
    /// Length of dashes and of gaps, if it is dashed.
    pub dash: Option<(f32, f32)>,
}

/// The form of a shape.
#[derive(Clone, PartialEq, Debug)]
pub enum Outline {
    /// A rectangle, with round corners if the radius is above 0.
    Rect {
        /// Left edge.
        x: f32,
        /// Upper edge.
        y: f32,
        /// Width.
        width: f32,
        /// Height.
        height: f32,
        /// Radius of the corners.
        radius: f32,
    },
    /// A circle.
    Circle {
        /// Middle.
        x: f32,
        /// Middle.
        y: f32,
        /// Radius.
        radius: f32,
    },
    /// Straight lines from point to point, not closed.
    Line(Vec<(f32, f32)>),
    /// Straight lines from point to point and back to the first.
    Polygon(Vec<(f32, f32)>),
    /// Several closed forms that are filled as one (the modules of a QR code).
    Polygons(Vec<Vec<(f32, f32)>>),
}

/// Something drawn.
#[derive(Clone, PartialEq, Debug)]
pub struct Shape {
    /// Its form.
    pub outline: Outline,
    /// The color inside.
    pub fill: Option<Ink>,
    /// The line around or along it.
    pub stroke: Option<Stroke>,
    /// What it is part of; `None` for decoration.
    pub tag: Option<TagId>,
}

/// Something on a page; later ones lie over earlier ones.
#[derive(Clone, PartialEq, Debug)]
pub enum Item {
    /// Letters.
    Run(Run),
    /// A shape.
    Shape(Shape),
    /// A picture (PNG or JPEG, as in its file) in a rectangle of its own proportions: x, y, width, height.
    Picture {
        /// The file.
        bytes: Arc<[u8]>,
        /// Where: x, y, width, height.
        rect: [f32; 4],
        /// What it is part of: a [`Tag::Figure`]; `None` for decoration.
        tag: Option<TagId>,
    },
    /// A place that opens a web address: x, y, width, height. Its tag is a [`Tag::Link`].
    Link {
        /// Where: x, y, width, height.
        rect: [f32; 4],
        /// What it opens.
        address: String,
        /// Its tag.
        tag: TagId,
    },
}

/// A page.
#[derive(Clone, PartialEq, Debug)]
pub struct Page {
    /// Its size.
    pub size: Size,
    /// What stands on it.
    pub items: Vec<Item>,
}

impl Page {
    /// An empty page.
    pub fn new(size: Size) -> Self {
        Self {
            size,
            items: Vec::new(),
        }
    }

    /// A filled rectangle that is only decoration.
    pub fn fill(&mut self, x: f32, y: f32, width: f32, height: f32, radius: f32, ink: Ink) {
        self.items.push(Item::Shape(Shape {
            outline: Outline::Rect {
                x,
                y,
                width,
                height,
                radius,
            },
            fill: Some(ink),
            stroke: None,
            tag: None,
        }));
    }

    /// The edge of a rectangle that is only decoration.
    pub fn frame(&mut self, x: f32, y: f32, width: f32, height: f32, radius: f32, stroke: Stroke) {
        self.items.push(Item::Shape(Shape {
            outline: Outline::Rect {
                x,
                y,
                width,
                height,
                radius,
            },
            fill: None,
            stroke: Some(stroke),
            tag: None,
        }));
    }

    /// A line that is only decoration.
    pub fn line(&mut self, points: Vec<(f32, f32)>, stroke: Stroke) {
        self.items.push(Item::Shape(Shape {
            outline: Outline::Line(points),
            fill: None,
            stroke: Some(stroke),
            tag: None,
        }));
    }
}

impl Page {
    /// Larger or smaller by a factor, with all that stands on it.
    pub fn scaled(mut self, by: f32) -> Self {
        self.size.width *= by;
        self.size.height *= by;
        for item in &mut self.items {
            match item {
                Item::Run(run) => run.scale(by),
                Item::Shape(shape) => {
                    shape.outline.scale(by);
                    if let Some(stroke) = &mut shape.stroke {
                        stroke.width *= by;
                        stroke.dash = stroke.dash.map(|(dash, gap)| (dash * by, gap * by));
                    }
                }
                Item::Picture { rect, .. } | Item::Link { rect, .. } => {
                    for length in rect {
                        *length *= by;
                    }
                }
            }
        }
        self
    }
}

impl Run {
    fn scale(&mut self, by: f32) {
        for length in [&mut self.size, &mut self.x, &mut self.y, &mut self.width] {
            *length *= by;
        }
        for glyph in &mut self.glyphs {
            glyph.advance *= by;
            glyph.shift = (glyph.shift.0 * by, glyph.shift.1 * by);
        }
    }
}

impl Outline {
    fn scale(&mut self, by: f32) {
        let scale = |points: &mut Vec<(f32, f32)>| {
            for (x, y) in points {
                *x *= by;
                *y *= by;
            }
        };
        match self {
            Self::Rect {
                x,
                y,
                width,
                height,
                radius,
            } => {
                for length in [x, y, width, height, radius] {
                    *length *= by;
                }
            }
            Self::Circle { x, y, radius } => {
                for length in [x, y, radius] {
                    *length *= by;
                }
            }
            Self::Line(points) | Self::Polygon(points) => scale(points),
            Self::Polygons(all) => all.iter_mut().for_each(scale),
        }
    }
}

/// The number of a tag in [`Tags`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct TagId(u32);

impl TagId {
    /// As an index.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// What a part of a document is, for who cannot see it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Tag {
    /// A part with a heading of its own.
    Section,
    /// A heading, from 1; its words.
    Heading(u8, String),
    /// A paragraph.
    Paragraph,
    /// A list; its children are [`Tag::Entry`].
    List,
    /// An entry of a list.
    Entry,
    /// A table; its children are [`Tag::Row`].
    Table,
    /// A row of a table.
    Row,
    /// The head of a column.
    ColumnHead,
    /// The head of a row.
    RowHead,
    /// A cell.
    Cell,
    /// A caption of a table or figure.
    Caption,
    /// Something seen, said in words.
    Figure(String),
    /// Words that open an address.
    Link,
    /// A note, such as a source.
    Note,
    /// Words in a paragraph, such as ones in another language.
    Words,
}

/// A tag in its place.
#[derive(Clone, PartialEq, Debug)]
pub struct Tagged {
    /// What it is.
    pub tag: Tag,
    /// What it is part of.
    pub parent: Option<TagId>,
    /// Its language, where it is another one than that of what it is part of.
    pub lang: Option<Lang>,
}

/// The parts of a document, as they are read: a tag comes behind what it is part of, and behind what is read before.
#[derive(Clone, Default, PartialEq, Debug)]
pub struct Tags(Vec<Tagged>);

impl Tags {
    /// Adds a part.
    pub fn add(&mut self, parent: Option<TagId>, tag: Tag) -> TagId {
        self.add_in(parent, tag, None)
    }

    /// Adds a part in a language of its own.
    pub fn add_in(&mut self, parent: Option<TagId>, tag: Tag, lang: Option<Lang>) -> TagId {
        let id = TagId(u32::try_from(self.0.len()).unwrap_or(u32::MAX));
        self.0.push(Tagged { tag, parent, lang });
        id
    }

    /// All tags, in order; each behind its parent.
    pub fn all(&self) -> &[Tagged] {
        &self.0
    }
}

/// An entry of the list of contents that a reader opens beside the pages.
#[derive(Clone, PartialEq, Debug)]
pub struct Bookmark {
    /// How deep, from 0.
    pub level: u8,
    /// Its words.
    pub title: String,
    /// The page, from 0.
    pub page: usize,
    /// How far down it.
    pub y: f32,
}

/// Something to print.
#[derive(Clone, PartialEq, Debug)]
pub struct Print {
    /// Its title.
    pub title: String,
    /// The language of most of it.
    pub lang: Lang,
    /// Who made it.
    pub author: Option<String>,
    /// What it is about, in a sentence.
    pub subject: Option<String>,
    /// The pages.
    pub pages: Vec<Page>,
    /// Its parts.
    pub tags: Tags,
    /// The list of contents.
    pub bookmarks: Vec<Bookmark>,
}

impl Print {
    /// Without pages yet.
    pub fn new(title: &str, lang: Lang) -> Self {
        Self {
            title: title.to_owned(),
            lang,
            author: None,
            subject: None,
            pages: Vec::new(),
            tags: Tags::default(),
            bookmarks: Vec::new(),
        }
    }
}
