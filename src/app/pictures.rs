//! Pictures on cards: read apart from the window, within limits.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};

use egui::{ColorImage, Context, TextureOptions};

use crate::model::{Document, InstrumentId};
use crate::ui::{NoPicture, Picture};

const MAX_BYTES: u64 = 20 * 1024 * 1024;
const MAX_SIDE: u32 = 8192;
const MAX_PIXELS: u64 = 40_000_000;
/// A texture is made no larger than this: every graphics driver takes it.
const TEXTURE_SIDE: u32 = 1024;

/// The pictures of the cards of a document.
pub struct Pictures {
    by_card: BTreeMap<InstrumentId, (Box<str>, Picture)>,
    shown: BTreeMap<InstrumentId, Picture>,
    sender: Sender<(InstrumentId, Box<str>, Result<ColorImage, NoPicture>)>,
    receiver: Receiver<(InstrumentId, Box<str>, Result<ColorImage, NoPicture>)>,
}

impl Default for Pictures {
    fn default() -> Self {
        let (sender, receiver) = channel();
        Self {
            by_card: BTreeMap::new(),
            shown: BTreeMap::new(),
            sender,
            receiver,
        }
    }
}

impl Pictures {
    /// Forgets all: for another document.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// The pictures as they are now.
    pub fn shown(&self) -> &BTreeMap<InstrumentId, Picture> {
        &self.shown
    }

    /// Starts reading what is named and not read yet, and takes in what has been read.
    pub fn update(&mut self, context: &Context, document: &Document, map: Option<&Path>) {
        while let Ok((id, path, image)) = self.receiver.try_recv() {
            let picture = match image {
                Ok(image) => {
                    Picture::Ready(context.load_texture(format!("card-{path}"), image, TextureOptions::LINEAR))
                }
                Err(why) => Picture::Missing(why),
            };
            self.shown.insert(id, picture.clone());
            self.by_card.insert(id, (path, picture));
        }
        for (id, instrument) in document.instruments.iter() {
            let Some(path) = &instrument.image else {
                if self.by_card.remove(&id).is_some() {
                    self.shown.remove(&id);
                }
                continue;
            };
            if self.by_card.get(&id).is_some_and(|(known, _)| known == path) {
                continue;
            }
            self.by_card.insert(id, (path.clone(), Picture::Loading));
            self.shown.insert(id, Picture::Loading);
            self.start(context, id, path, map);
        }
    }

    fn start(&self, context: &Context, id: InstrumentId, path: &str, map: Option<&Path>) {
        let (sender, context, path) = (self.sender.clone(), context.clone(), Box::<str>::from(path));
        let file = map.and_then(|map| inside(map, &path));
        let read = move || {
            let image = file.ok_or(NoPicture::NotFound).and_then(|file| read_image(&file));
            let _ = sender.send((id, path, image));
            context.request_repaint();
        };
        if let Err(error) = std::thread::Builder::new().name("picture".to_owned()).spawn(read) {
            log::warn!("picture: {error}");
        }
    }
}

/// The file that a path in a map means: only if it is in the folder of the map, links followed.
fn inside(map: &Path, path: &str) -> Option<PathBuf> {
    let folder = std::fs::canonicalize(map.parent()?).ok()?;
    let file = std::fs::canonicalize(folder.join(path)).ok()?;
    file.starts_with(&folder).then_some(file)
}

/// Reads a PNG or JPEG within limits, made small enough for a card.
fn read_image(file: &Path) -> Result<ColorImage, NoPicture> {
    let about = std::fs::metadata(file).map_err(|_| NoPicture::NotFound)?;
    if !about.is_file() {
        return Err(NoPicture::NotFound);
    }
    if about.len() > MAX_BYTES {
        return Err(NoPicture::TooLarge);
    }
    decode(&std::fs::read(file).map_err(|_| NoPicture::Unreadable)?)
}

/// Decodes within limits: a small file can claim to be a very large picture.
///
/// # Errors
/// Says whether it is too large, or no picture that can be read.
pub fn decode(bytes: &[u8]) -> Result<ColorImage, NoPicture> {
    let why = |error: image::ImageError| match error {
        image::ImageError::Limits(_) => NoPicture::TooLarge,
        _ => NoPicture::Unreadable,
    };
    let reader = || image::ImageReader::new(Cursor::new(bytes)).with_guessed_format();
    let unreadable = |_| NoPicture::Unreadable;
    let mut limits = image::Limits::default();
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    limits.max_alloc = Some(256 * 1024 * 1024);
    let size = reader().map_err(unreadable)?.into_dimensions().map_err(why)?;
    if u64::from(size.0) * u64::from(size.1) > MAX_PIXELS {
        return Err(NoPicture::TooLarge);
    }
    let mut reader = reader().map_err(unreadable)?;
    reader.limits(limits);
    let image = reader.decode().map_err(why)?;
    let image = if image.width().max(image.height()) > TEXTURE_SIDE {
        image.thumbnail(TEXTURE_SIDE, TEXTURE_SIDE)
    } else {
        image
    };
    let pixels = image.to_rgba8();
    Ok(ColorImage::from_rgba_unmultiplied(
        [pixels.width() as usize, pixels.height() as usize],
        pixels.as_raw(),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_that_claims_to_be_huge_is_refused() {
        // A PNG header of 60,000 by 60,000 pixels, rightly signed, and the start of its data.
        let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\xea\x60\0\0\xea\x60\x08\x06\0\0\0".to_vec();
        png.extend(b"\x80\xd2\x75\x42\0\0\x01\0IDAT");
        assert_eq!(decode(&png), Err(NoPicture::TooLarge));
        assert_eq!(decode(b"no picture"), Err(NoPicture::Unreadable));
        assert_eq!(read_image(Path::new("nergens.png")), Err(NoPicture::NotFound));
    }

    #[test]
    fn a_small_picture_is_read() {
        let mut bytes = Vec::new();
        let image = image::RgbaImage::from_pixel(3, 2, image::Rgba([10, 20, 30, 255]));
        image::DynamicImage::from(image)
            .write_to(&mut Cursor::new(&mut bytes), image::ImageFormat::Png)
            .unwrap();
        assert_eq!(decode(&bytes).unwrap().size, [3, 2]);
    }

    #[test]
    fn a_path_that_leads_out_of_the_folder_is_no_file() {
        let folder = tempfile::tempdir().unwrap();
        let map = folder.path().join("kaart.ron");
        std::fs::write(folder.path().join("pad.png"), b"x").unwrap();
        assert!(inside(&map, "pad.png").is_some());
        assert!(inside(&map, "../pad.png").is_none());
        assert!(inside(&map, "/etc/passwd").is_none());
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink("/etc/passwd", folder.path().join("link.png")).unwrap();
            assert!(inside(&map, "link.png").is_none());
        }
    }
}
