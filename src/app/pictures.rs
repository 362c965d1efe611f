//! Pictures on cards: read apart from the window, within limits.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};

use egui::{ColorImage, Context, TextureOptions};

use crate::model::Document;
use crate::ui::{NoPicture, Picture};

const MAX_BYTES: u64 = 20 * 1024 * 1024;
const MAX_SIDE: u32 = 8192;
const MAX_PIXELS: u64 = 40_000_000;
/// A texture is made no larger than this: every graphics driver takes it.
const TEXTURE_SIDE: u32 = 1024;

/// The pictures that a document names, by their paths.
pub struct Pictures {
    shown: BTreeMap<Box<str>, Picture>,
    /// The state of the document and the place of its file for which they were looked up.
    known: Option<(u64, Option<PathBuf>)>,
    sender: Sender<(Box<str>, Result<ColorImage, NoPicture>)>,
    receiver: Receiver<(Box<str>, Result<ColorImage, NoPicture>)>,
}

impl Default for Pictures {
    fn default() -> Self {
        let (sender, receiver) = channel();
        Self {
            shown: BTreeMap::new(),
            known: None,
            sender,
            receiver,
        }
    }
}

impl Pictures {
    /// Forgets all: for another document, or because files changed.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// The pictures as they are now.
    pub fn shown(&self) -> &BTreeMap<Box<str>, Picture> {
        &self.shown
    }

    /// Starts reading what is named and not read yet, and takes in what has been read. `revision` is that of the
    /// document: as long as it is the same nothing is looked up.
    pub fn update(&mut self, context: &Context, document: &Document, revision: u64, map: Option<&Path>) {
        while let Ok((path, image)) = self.receiver.try_recv() {
            let picture = match image {
                Ok(image) => {
                    Picture::Ready(context.load_texture(format!("picture-{path}"), image, TextureOptions::LINEAR))
                }
                Err(why) => Picture::Missing(why),
            };
            self.shown.insert(path, picture);
        }
        let now = Some((revision, map.map(Path::to_owned)));
        if self.known == now {
            return;
        }
        let has_moved = self.known.as_ref().is_some_and(|(_, known)| known.as_deref() != map);
        if has_moved {
            self.shown.clear();
        }
        self.known = now;
        let of_claims = document.claims.iter().filter_map(|(_, claim)| claim.picture.as_deref());
        let of_cards = document
            .instruments
            .iter()
            .filter_map(|(_, instrument)| instrument.image.as_ref());
        let named = of_claims
            .chain(document.cover.picture.as_deref())
            .map(|picture| &picture.path);
        let named: BTreeSet<Box<str>> = named.chain(of_cards).cloned().collect();
        self.shown.retain(|path, _| named.contains(path));
        for path in named {
            if !self.shown.contains_key(&path) {
                self.start(context, &path, map);
                self.shown.insert(path, Picture::Loading);
            }
        }
    }

    fn start(&self, context: &Context, path: &str, map: Option<&Path>) {
        let (sender, context, path) = (self.sender.clone(), context.clone(), Box::<str>::from(path));
        let file = map.and_then(|map| inside(map, &path));
        let read = move || {
            let image = file.ok_or(NoPicture::NotFound).and_then(|file| read_image(&file));
            let _ = sender.send((path, image));
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

/// Reads a PNG, JPEG, WebP or GIF within limits, made small enough for a card.
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
    let image = decode_whole(bytes)?;
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

/// A picture as it is, decoded within the same limits.
fn decode_whole(bytes: &[u8]) -> Result<image::DynamicImage, NoPicture> {
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
    reader.decode().map_err(why)
}

/// A picture that was chosen, dropped or pasted, ready to be stored beside a map.
#[derive(Clone, Debug)]
pub struct Chosen {
    /// What it will be called.
    pub name: String,
    /// The file as it is.
    pub bytes: Vec<u8>,
    /// Width and height, in pixels.
    pub size: (u32, u32),
    /// Where it already stands in the folder of the map, as a path from there.
    pub inside: Option<String>,
}

/// Reads a file that is to become a picture of a map.
///
/// # Errors
/// Says why it cannot be one.
pub fn choose(file: &Path, map: &Path) -> Result<Chosen, NoPicture> {
    let about = std::fs::metadata(file).map_err(|_| NoPicture::NotFound)?;
    if about.len() > MAX_BYTES {
        return Err(NoPicture::TooLarge);
    }
    let bytes = std::fs::read(file).map_err(|_| NoPicture::Unreadable)?;
    let image = decode_whole(&bytes)?;
    let folder = map.parent().and_then(|folder| std::fs::canonicalize(folder).ok());
    let whole = std::fs::canonicalize(file).ok();
    let inside = folder.zip(whole).and_then(|(folder, whole)| {
        let path = whole.strip_prefix(folder).ok()?;
        let parts: Option<Vec<&str>> = path.iter().map(std::ffi::OsStr::to_str).collect();
        Some(parts?.join("/"))
    });
    Ok(Chosen {
        name: file.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        bytes,
        size: (image.width(), image.height()),
        inside,
    })
}

/// The picture on the clipboard, as a PNG.
///
/// # Errors
/// Says that there is none, or that it is too large.
pub fn choose_pasted() -> Result<Chosen, NoPicture> {
    let mut clipboard = arboard::Clipboard::new().map_err(|_| NoPicture::NotFound)?;
    let pasted = clipboard.get_image().map_err(|_| NoPicture::NotFound)?;
    let (width, height) = (pasted.width as u32, pasted.height as u32);
    if u64::from(width) * u64::from(height) > MAX_PIXELS {
        return Err(NoPicture::TooLarge);
    }
    let pixels = image::RgbaImage::from_raw(width, height, pasted.bytes.into_owned()).ok_or(NoPicture::Unreadable)?;
    let mut bytes = Vec::new();
    image::DynamicImage::from(pixels)
        .write_to(&mut Cursor::new(&mut bytes), image::ImageFormat::Png)
        .map_err(|_| NoPicture::Unreadable)?;
    Ok(Chosen {
        name: format!("{}.png", super::versions::now_as_text()),
        bytes,
        size: (width, height),
        inside: None,
    })
}

/// Stores a picture in the folder `pictures` beside a map, made smaller if wished: its path from there. A file that
/// stands in the folder of the map already stays where it is.
///
/// # Errors
/// Says what stands in the way.
pub fn store(chosen: Chosen, map: &Path, most_side: Option<u32>) -> std::io::Result<String> {
    if let (Some(path), None) = (&chosen.inside, most_side) {
        return Ok(path.clone());
    }
    let broken = |error: &str| std::io::Error::other(error.to_owned());
    let (mut name, mut bytes) = (plain_name(&chosen.name), chosen.bytes);
    if let Some(side) = most_side {
        let image = decode_whole(&bytes).map_err(|_| broken("decode"))?;
        let image = image.resize(side, side, image::imageops::FilterType::Lanczos3);
        bytes.clear();
        image
            .write_to(&mut Cursor::new(&mut bytes), image::ImageFormat::Png)
            .map_err(|error| broken(&error.to_string()))?;
        name = Path::new(&name).with_extension("png").to_string_lossy().into_owned();
    }
    let folder = map.with_file_name("pictures");
    std::fs::create_dir_all(&folder)?;
    let (stem, kind) = name.rsplit_once('.').unwrap_or((&name, "png"));
    for number in 1..1000 {
        let name = if number == 1 {
            format!("{stem}.{kind}")
        } else {
            format!("{stem}-{number}.{kind}")
        };
        let target = folder.join(&name);
        // The same picture twice is one file.
        if std::fs::read(&target).is_ok_and(|known| known == bytes) {
            return Ok(format!("pictures/{name}"));
        }
        if !target.exists() {
            std::fs::write(&target, &bytes)?;
            return Ok(format!("pictures/{name}"));
        }
    }
    Err(broken("name"))
}

/// A file name of small plain letters, digits and hyphens, which every disk takes.
fn plain_name(name: &str) -> String {
    let (stem, kind) = name.rsplit_once('.').unwrap_or((name, "png"));
    let letters = stem
        .chars()
        .flat_map(char::to_lowercase)
        .map(crate::model::plain_letter);
    let plain: String = letters
        .map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '-' })
        .take(60)
        .collect();
    let plain = plain.trim_matches('-');
    format!(
        "{}.{}",
        if plain.is_empty() { "picture" } else { plain },
        kind.to_lowercase()
    )
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
    fn a_picture_is_stored_beside_the_map_once_and_smaller_if_wished() {
        let folder = tempfile::tempdir().unwrap();
        let map = folder.path().join("kaart.ron");
        let elsewhere = tempfile::tempdir().unwrap();
        let file = elsewhere.path().join("Één Foto.PNG");
        image::RgbaImage::from_pixel(40, 20, image::Rgba([1, 2, 3, 255]))
            .save_with_format(&file, image::ImageFormat::Png)
            .unwrap();
        let chosen = choose(&file, &map).unwrap();
        assert_eq!((chosen.size, &chosen.inside), ((40, 20), &None));
        assert_eq!(store(chosen.clone(), &map, None).unwrap(), "pictures/een-foto.png");
        assert_eq!(store(chosen.clone(), &map, None).unwrap(), "pictures/een-foto.png");
        let small = store(chosen, &map, Some(10)).unwrap();
        assert_eq!(small, "pictures/een-foto-2.png");
        let own = folder.path().join("pictures/een-foto-2.png");
        let again = choose(&own, &map).unwrap();
        assert_eq!(
            (again.size, again.inside.as_deref()),
            ((10, 5), Some("pictures/een-foto-2.png"))
        );
        std::fs::write(&file, b"nothing").unwrap();
        assert_eq!(choose(&file, &map).unwrap_err(), NoPicture::Unreadable);
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
