//! Pictures on cards: read apart from the window, within limits.

use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};

use egui::{ColorImage, Context, TextureOptions};

use crate::ui::album::Album;
use crate::ui::{NoPicture, Picture};

const MAX_BYTES: u64 = 20 * 1024 * 1024;
const MAX_SIDE: u32 = 8192;
const MAX_PIXELS: u64 = 40_000_000;
/// A texture is made no larger than this: every graphics driver takes it.
const TEXTURE_SIDE: u32 = 1024;

/// So many pictures are kept when they leave the screen: at four bytes a pixel, 64 MiB at most for those of full size.
const MOST_KEPT: usize = 16;

/// The pictures on screen, and reading those that are asked for.
pub struct Pictures {
    album: Album,
    /// What is kept, the one that was seen longest ago first.
    kept: Vec<Box<str>>,
    /// The file of the map whose pictures these are.
    map: Option<PathBuf>,
    sender: Sender<Read>,
    receiver: Receiver<Read>,
}

/// A picture that was read: of which map, at which path, and what came of it.
type Read = (Option<PathBuf>, Box<str>, Result<ColorImage, NoPicture>);

impl Default for Pictures {
    fn default() -> Self {
        let (sender, receiver) = channel();
        Self {
            album: Album::default(),
            kept: Vec::new(),
            map: None,
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

    /// Forgets one: its file changed.
    pub fn forget(&mut self, path: &str) {
        self.album.remove(path);
        self.kept.retain(|known| &**known != path);
    }

    /// The pictures as they are now.
    pub fn album(&self) -> &Album {
        &self.album
    }

    /// Whether pictures that were asked for are still being read.
    pub fn is_reading(&self) -> bool {
        self.kept
            .iter()
            .any(|path| matches!(self.album.peek(path), Some(Picture::Loading)))
    }

    /// After a frame: starts reading what it asked for and is not there, takes in what has been read, and lets go of what
    /// is no longer on screen.
    pub fn update(&mut self, context: &Context, map: Option<&Path>) {
        if self.map.as_deref() != map {
            // Paths mean other files now.
            *self = Self {
                map: map.map(Path::to_owned),
                ..Self::default()
            };
        }
        while let Ok((map, path, image)) = self.receiver.try_recv() {
            if map != self.map {
                continue;
            }
            let picture = match image {
                Ok(image) => {
                    Picture::Ready(context.load_texture(format!("picture-{path}"), image, TextureOptions::LINEAR))
                }
                Err(why) => Picture::Missing(why),
            };
            self.album.put(path, picture);
        }
        let wanted = self.album.take_wanted();
        let new: Vec<Box<str>> = wanted.iter().filter(|path| !self.album.has(path)).cloned().collect();
        self.kept.retain(|path| !wanted.contains(path));
        let num_others = self.kept.len().saturating_sub(MOST_KEPT);
        for path in self.kept.drain(..num_others) {
            self.album.remove(&path);
        }
        self.kept.extend(wanted);
        if !new.is_empty() {
            for path in &new {
                self.album.put(path.clone(), Picture::Loading);
            }
            self.read(context, new);
        }
    }

    /// Reads pictures on a thread, one after the other: each may take much memory while it is decoded.
    fn read(&self, context: &Context, paths: Vec<Box<str>>) {
        let (sender, context, map) = (self.sender.clone(), context.clone(), self.map.clone());
        let read = move || {
            for path in paths {
                let file = map.as_deref().and_then(|map| inside(map, &path));
                let image = file.ok_or(NoPicture::NotFound).and_then(|file| read_image(&file));
                if sender.send((map.clone(), path, image)).is_err() {
                    return;
                }
                context.request_repaint();
            }
        };
        if let Err(error) = std::thread::Builder::new().name("pictures".to_owned()).spawn(read) {
            log::warn!("pictures: {error}");
        }
    }
}

/// The file that a path in a map means: only if it is in the folder of the map, links followed.
fn inside(map: &Path, path: &str) -> Option<PathBuf> {
    let folder = std::fs::canonicalize(map.parent()?).ok()?;
    let file = std::fs::canonicalize(folder.join(path)).ok()?;
    file.starts_with(&folder).then_some(file)
}

/// A picture of a map for paper, as a PNG or JPEG file: as it is, or (WebP and GIF) written anew. `None` if it is not there or
/// cannot be read.
pub fn for_print(map: &Path, path: &str) -> Option<Vec<u8>> {
    let file = inside(map, path)?;
    let about = std::fs::metadata(&file).ok()?;
    if !about.is_file() || about.len() > MAX_BYTES {
        return None;
    }
    let bytes = std::fs::read(&file).ok()?;
    if bytes.starts_with(b"\x89PNG") || bytes.starts_with(&[0xff, 0xd8]) {
        return Some(bytes);
    }
    let image = decode(&bytes).ok()?;
    let [width, height] = image.size.map(|side| u32::try_from(side).unwrap_or(0));
    let pixels = image
        .pixels
        .iter()
        .flat_map(|pixel| pixel.to_srgba_unmultiplied())
        .collect();
    let image = image::RgbaImage::from_raw(width, height, pixels)?;
    let mut png = Cursor::new(Vec::new());
    image.write_to(&mut png, image::ImageFormat::Png).ok()?;
    Some(png.into_inner())
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
