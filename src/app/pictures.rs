//! Pictures on cards: read apart from the window, within limits.

use std::io::{Cursor, Write as _};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};

use egui::{ColorImage, Context, TextureOptions};

use crate::exchange::Format;
use crate::model::{Document, Item};
use crate::paper::Kind;
use crate::storage::disk::{self, OpenError};
use crate::ui::album::Album;
use crate::ui::words::Words;
use crate::ui::{NoPicture, Picture, PictureLimit};

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
                let image = map.as_deref().ok_or(NoPicture::NotFound);
                let image = image.and_then(|map| read_image(&find(map, &path)?));
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

/// The file of a picture of a map.
fn find(map: &Path, path: &str) -> Result<PathBuf, NoPicture> {
    let is_elsewhere = || !disk::is_beside(path) || map.with_file_name(path).exists();
    disk::beside(map, path).ok_or_else(|| {
        if is_elsewhere() {
            NoPicture::Outside
        } else {
            NoPicture::NotFound
        }
    })
}

/// Why a picture of a map is not shown, if it is not.
fn why_not(map: Option<&Path>, path: &str) -> Option<NoPicture> {
    let map = map.ok_or(NoPicture::NotFound);
    map.and_then(|map| read_image(&find(map, path)?)).err()
}

/// A sentence for each picture that cannot be shown, with its record; of the records that are wanted, in reading order.
/// `map` is the file of the map.
pub fn unshown(
    map: Option<&Path>,
    document: &Document,
    words: &Words,
    is_wanted: fn(Item) -> bool,
) -> Vec<(Item, String)> {
    let cover = document
        .cover
        .picture
        .iter()
        .map(|picture| (Item::Cover, &picture.path));
    let claims = document.claims.iter().filter_map(|(id, claim)| {
        let picture = claim.picture.as_ref()?;
        Some((Item::Claim(id), &picture.path))
    });
    let instruments = document
        .instruments
        .iter()
        .filter_map(|(id, instrument)| Some((Item::Instrument(id), instrument.image.as_ref()?)));
    let all = cover.chain(claims).chain(instruments);
    all.filter(|(item, _)| is_wanted(*item))
        .filter_map(|(item, path)| {
            let why = why_not(map, path)?;
            Some((item, words.not_shown_of(document, item, path, why)))
        })
        .collect()
}

/// Pictures that cannot be shown of a map that is written in another format: only where it is painted, they are part of it.
pub fn unshown_as(map: Option<&Path>, document: &Document, words: &Words, format: Format) -> Vec<String> {
    let is_painted = matches!(format, Format::Svg | Format::Png | Format::Pdf);
    let is_on_map = |item| matches!(item, Item::Claim(_));
    let unshown = is_painted.then(|| unshown(map, document, words, is_on_map));
    unshown.into_iter().flatten().map(|(_, sentence)| sentence).collect()
}

/// Pictures that cannot be shown of a map that is printed: the booklet has those of the toolbox.
pub fn unshown_on(map: Option<&Path>, document: &Document, words: &Words, kind: Kind) -> Vec<String> {
    let is_card = |item| matches!(item, Item::Instrument(_));
    let unshown = (kind == Kind::Booklet).then(|| unshown(map, document, words, is_card));
    unshown.into_iter().flatten().map(|(_, sentence)| sentence).collect()
}

/// A picture of a map for paper, as a PNG or JPEG file: as it is, or (WebP and GIF) written anew. `None` if it is not there or
/// cannot be read.
pub fn for_print(map: &Path, path: &str) -> Option<Vec<u8>> {
    let bytes = read_bytes(&disk::beside(map, path)?).ok()?;
    // Who writes the pages decodes it without limits.
    decode_whole(&bytes).ok()?;
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

/// The bytes of a picture file: of a file only, since a pipe would wait and a device never ends, and not too many.
fn read_bytes(file: &Path) -> Result<Vec<u8>, NoPicture> {
    let size = disk::size(file).map_err(|error| match error {
        OpenError::NotAFile => NoPicture::NotAFile,
        _ => NoPicture::NotFound,
    })?;
    let too_large = NoPicture::TooLarge(PictureLimit::Bytes);
    if size > PictureLimit::MOST_BYTES {
        return Err(too_large);
    }
    let bytes = disk::read_bytes(file).map_err(|_| NoPicture::Unreadable)?;
    if bytes.len() as u64 > PictureLimit::MOST_BYTES {
        return Err(too_large);
    }
    Ok(bytes)
}

/// Reads a PNG, JPEG, WebP or GIF within limits, made small enough for a card.
fn read_image(file: &Path) -> Result<ColorImage, NoPicture> {
    decode(&read_bytes(file)?)
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
        image::ImageError::Limits(error) => NoPicture::TooLarge(match error.kind() {
            image::error::LimitErrorKind::DimensionError => PictureLimit::Side,
            _ => PictureLimit::Memory,
        }),
        _ => NoPicture::Unreadable,
    };
    let reader = || image::ImageReader::new(Cursor::new(bytes)).with_guessed_format();
    let unreadable = |_| NoPicture::Unreadable;
    let mut limits = image::Limits::default();
    limits.max_image_width = Some(PictureLimit::MOST_SIDE);
    limits.max_image_height = Some(PictureLimit::MOST_SIDE);
    limits.max_alloc = Some(PictureLimit::MOST_MEMORY);
    let size = reader().map_err(unreadable)?.into_dimensions().map_err(why)?;
    if u64::from(size.0) * u64::from(size.1) > PictureLimit::MOST_PIXELS {
        return Err(NoPicture::TooLarge(PictureLimit::Pixels));
    }
    let mut reader = reader().map_err(unreadable)?;
    reader.limits(limits);
    let image = reader.decode().map_err(why)?;
    // Some formats have such: there is nothing to show, and no texture is without a side.
    if image.width() == 0 || image.height() == 0 {
        return Err(NoPicture::Unreadable);
    }
    Ok(image)
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
    let bytes = read_bytes(file)?;
    let image = decode_whole(&bytes)?;
    let folder = map.parent().and_then(|folder| std::fs::canonicalize(folder).ok());
    let whole = std::fs::canonicalize(file).ok();
    let inside = folder.zip(whole).and_then(|(folder, whole)| {
        let path = whole.strip_prefix(folder).ok()?;
        let parts: Option<Vec<&str>> = path.iter().map(std::ffi::OsStr::to_str).collect();
        // A name that other systems do not take is stored under another one.
        Some(parts?.join("/")).filter(|path| disk::is_beside(path))
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
    if u64::from(width) * u64::from(height) > PictureLimit::MOST_PIXELS {
        return Err(NoPicture::TooLarge(PictureLimit::Pixels));
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
    // A link to elsewhere: what is stored there would not be found again, and could be in the way of something.
    if disk::beside(map, "pictures").is_none() {
        return Err(broken("link"));
    }
    let (stem, kind) = name.rsplit_once('.').unwrap_or((&name, "png"));
    for number in 1..1000 {
        let name = if number == 1 {
            format!("{stem}.{kind}")
        } else {
            format!("{stem}-{number}.{kind}")
        };
        let target = folder.join(&name);
        // The same picture twice is one file.
        if disk::read_bytes(&target).is_ok_and(|known| known == bytes) {
            return Ok(format!("pictures/{name}"));
        }
        // Only where there is nothing, not even a link that leads nowhere yet.
        match std::fs::OpenOptions::new().write(true).create_new(true).open(&target) {
            Ok(mut file) => {
                file.write_all(&bytes)?;
                return Ok(format!("pictures/{name}"));
            }
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
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
    fn a_picture_without_a_side_is_no_picture() {
        // Found by `scripts/fuzz`: a GIF of no width.
        let gif = b"GIF87a\x00\x00\x89\x03\xdaP\x01\x02\xff\xb1\x06%\x9d \x00\x00\x09pHXs\x00\x00\x0b\x13 \x00\x14(\xf0\xa0,\x00I\x00\x00\x02\x00\x03\x00\xdaP\x01\x02\xff\xb1\x06%\x9d\x00\x00\x00\x09pHXs\x00\x00\x0b\xfe\x00\x00\x14(\x01\x03\x00\x00\x89P\x1a\x00\x00\x00\x00\x00\x00\xff\xd8\xff\x00\x00\x82`\xab\x82";
        assert_eq!(decode(gif), Err(NoPicture::Unreadable));
    }

    #[test]
    fn a_picture_that_claims_to_be_huge_is_refused() {
        // A PNG header of 60,000 by 60,000 pixels, rightly signed, and the start of its data.
        let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\xea\x60\0\0\xea\x60\x08\x06\0\0\0".to_vec();
        png.extend(b"\x80\xd2\x75\x42\0\0\x01\0IDAT");
        assert_eq!(decode(&png), Err(NoPicture::TooLarge(PictureLimit::Pixels)));
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

    /// Sixteen sums over a byte at a time, as PNG has them.
    fn crc(bytes: &[u8]) -> u32 {
        let step = |sum: u32, _| {
            if sum & 1 == 1 {
                (sum >> 1) ^ 0xedb8_8320
            } else {
                sum >> 1
            }
        };
        !bytes
            .iter()
            .fold(!0, |sum, byte| (0..8).fold(sum ^ u32::from(*byte), step))
    }

    /// A PNG that says it has this size, rightly signed, with these (packed) pixels.
    fn png(width: u32, height: u32, kind: [u8; 2], packed: &[u8]) -> Vec<u8> {
        let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
        let head = [&width.to_be_bytes()[..], &height.to_be_bytes(), &kind, &[0, 0, 0]].concat();
        for (name, data) in [(b"IHDR", &head[..]), (b"IDAT", packed), (b"IEND", b"")] {
            file.extend((data.len() as u32).to_be_bytes());
            let start = file.len();
            file.extend(name);
            file.extend(data);
            let sum = crc(&file[start..]);
            file.extend(sum.to_be_bytes());
        }
        file
    }

    /// The packed pixels of a grey picture of this size, all black: some kB for millions of them.
    fn packed(width: u32, height: u32) -> Vec<u8> {
        let mut file = Vec::new();
        let image = image::DynamicImage::from(image::GrayImage::new(width, height));
        image
            .write_to(&mut Cursor::new(&mut file), image::ImageFormat::Png)
            .unwrap();
        let mut data = Vec::new();
        let mut rest = &file[8..];
        while rest.len() > 8 {
            let length = u32::from_be_bytes(rest[..4].try_into().unwrap()) as usize;
            if &rest[4..8] == b"IDAT" {
                data.extend(&rest[8..8 + length]);
            }
            rest = &rest[12 + length..];
        }
        data
    }

    /// A GIF of one red point, this often, that says it has this size.
    fn gif(width: u16, height: u16, frames: usize) -> Vec<u8> {
        let mut file = b"GIF89a".to_vec();
        file.extend([width.to_le_bytes(), height.to_le_bytes()].concat());
        file.extend([0x80, 0, 0, 255, 0, 0, 0, 0, 0]);
        for _ in 0..frames {
            file.extend([0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0]);
        }
        file.push(0x3b);
        file
    }

    /// A JPEG that says it has this size, and has no more than its head.
    fn jpeg(width: u16, height: u16) -> Vec<u8> {
        let mut file = vec![0xff, 0xd8, 0xff, 0xc0, 0, 11, 8];
        file.extend([height.to_be_bytes(), width.to_be_bytes()].concat());
        file.extend([1, 1, 0x11, 0, 0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, 0xff, 0xd9]);
        file
    }

    /// A WebP without losses that says it has this size.
    fn webp(width: u32, height: u32) -> Vec<u8> {
        let mut file = Vec::new();
        let image = image::DynamicImage::from(image::RgbaImage::from_fn(9, 7, |x, y| {
            image::Rgba([x as u8, y as u8, 3, 255])
        }));
        image
            .write_to(&mut Cursor::new(&mut file), image::ImageFormat::WebP)
            .unwrap();
        assert_eq!(&file[12..16], b"VP8L");
        let size = (width - 1) | (height - 1) << 14 | 1 << 28;
        file[21..25].copy_from_slice(&size.to_le_bytes());
        file
    }

    /// Whatever a picture file is, there is a picture within limits or a reason, and what is no file is not waited for.
    #[test]
    fn pictures_that_lie_are_refused_with_a_reason() {
        use NoPicture::{NotAFile, NotFound, Outside, TooLarge, Unreadable};
        use PictureLimit::{Bytes, Memory, Pixels, Side};
        let folder = tempfile::tempdir().unwrap();
        let map = folder.path().join("kaart.ron");
        let small = packed(64, 64);
        let mut broken = png(64, 64, [8, 0], &small);
        let at = broken.len() - 20;
        broken[at] ^= 1;
        let svg = b"<svg xmlns='http://www.w3.org/2000/svg'><image href='/etc/passwd'/></svg>".to_vec();
        let files: Vec<(&str, Vec<u8>, Option<NoPicture>)> = vec![
            ("kop.png", png(60_000, 60_000, [8, 6], &small), Some(TooLarge(Pixels))),
            (
                "breed.png",
                png(8_193, 16, [8, 0], &packed(8_193, 16)),
                Some(TooLarge(Side)),
            ),
            (
                "breder.png",
                png(16_385, 4, [8, 0], &packed(16_385, 4)),
                Some(TooLarge(Side)),
            ),
            (
                "lint.png",
                png(1, 120_000, [8, 0], &packed(1, 120_000)),
                Some(TooLarge(Side)),
            ),
            (
                "diep.png",
                png(8_192, 8_192, [1, 0], &packed(8_192, 1_024)),
                Some(TooLarge(Pixels)),
            ),
            ("bom.png", png(1, 1, [8, 0], &packed(4_096, 2_048)), None),
            (
                "zestien.png",
                png(6_300, 6_300, [16, 6], &small),
                Some(TooLarge(Memory)),
            ),
            ("half.png", png(64, 64, [8, 0], &small)[..60].to_vec(), Some(Unreadable)),
            ("som.png", broken, Some(Unreadable)),
            ("scherm.gif", gif(65_535, 65_535, 1), Some(TooLarge(Pixels))),
            ("film.gif", gif(1, 1, 10_000), None),
            ("groot.jpg", jpeg(65_500, 65_500), Some(TooLarge(Pixels))),
            ("kop.jpg", jpeg(8_000, 4_000), Some(Unreadable)),
            ("groot.webp", webp(16_383, 8_000), Some(TooLarge(Pixels))),
            ("kop.webp", webp(4_000, 4_000), Some(Unreadable)),
            ("tekening.png", svg, Some(Unreadable)),
            ("leeg.png", Vec::new(), Some(Unreadable)),
            (
                "vol.png",
                vec![0; PictureLimit::MOST_BYTES as usize + 1],
                Some(TooLarge(Bytes)),
            ),
            ("rand.png", png(8_192, 2, [8, 0], &packed(8_192, 2)), None),
        ];
        let mut expected: Vec<(String, Option<NoPicture>)> = Vec::new();
        for (name, bytes, why) in files {
            std::fs::write(folder.path().join(name), bytes).unwrap();
            expected.push((name.to_owned(), why));
        }
        std::fs::create_dir(folder.path().join("map.png")).unwrap();
        expected.push(("map.png".to_owned(), Some(NotAFile)));
        expected.push(("nergens.png".to_owned(), Some(NotFound)));
        #[cfg(unix)]
        {
            let links = [
                ("uit.png", "/etc/hostname"),
                ("apparaat.png", "/dev/zero"),
                ("rond.png", "rond.png"),
            ];
            for (name, goal) in links {
                std::os::unix::fs::symlink(goal, folder.path().join(name)).unwrap();
                let why = if name == "rond.png" { NotFound } else { Outside };
                expected.push((name.to_owned(), Some(why)));
            }
            let pipe = folder.path().join("pijp.png");
            if std::process::Command::new("mkfifo")
                .arg(&pipe)
                .status()
                .is_ok_and(|status| status.success())
            {
                expected.push(("pijp.png".to_owned(), Some(NotAFile)));
            }
        }
        // As the window does it: asked for by path, read on a thread, put in the album.
        let (context, mut pictures) = (Context::default(), Pictures::default());
        let ask = |pictures: &mut Pictures| {
            for (name, _) in &expected {
                let _ = pictures.album().get(name);
            }
            pictures.update(&context, Some(&map));
        };
        ask(&mut pictures);
        ask(&mut pictures);
        while pictures.is_reading() {
            std::thread::yield_now();
            ask(&mut pictures);
        }
        for (name, why) in &expected {
            let found = match pictures.album().peek(name) {
                Some(Picture::Ready(texture)) => {
                    assert!(
                        texture.size().iter().all(|side| *side <= TEXTURE_SIDE as usize),
                        "{name}"
                    );
                    None
                }
                Some(Picture::Missing(why)) => Some(*why),
                Some(Picture::Loading) | None => panic!("{name} is not there"),
            };
            assert_eq!(found, *why, "{name}");
            // On paper, and as a picture to be taken over: the same.
            assert_eq!(for_print(&map, name).is_some(), why.is_none(), "{name}");
            let chosen = choose(&folder.path().join(name), &map).map(|chosen| chosen.name);
            assert!(
                chosen.is_ok() == why.is_none() || name == "uit.png",
                "{name}: {chosen:?}"
            );
        }
        #[cfg(unix)]
        assert_eq!(choose(Path::new("/dev/zero"), &map).unwrap_err(), NotAFile);
    }

    /// Paths in a map lead to files in its folder only, and nothing else is asked of the disk.
    #[test]
    fn no_path_leads_out_of_the_folder() {
        let outside = tempfile::tempdir().unwrap();
        let folder = outside.path().join("kaarten");
        std::fs::create_dir_all(folder.join("pictures/sub")).unwrap();
        let map = folder.join("kaart.ron");
        for place in [outside.path(), &folder, &folder.join("pictures/sub")] {
            std::fs::write(place.join("aas.png"), png(1, 1, [8, 0], &packed(1, 1))).unwrap();
        }
        #[cfg(unix)]
        for (name, goal) in [("uit", ".."), ("wortel", "/"), ("pictures/op", "../..")] {
            std::os::unix::fs::symlink(goal, folder.join(name)).unwrap();
        }
        let mut attacks: Vec<String> = serde_json::from_str(include_str!("../../tests/hostile/paths.json")).unwrap();
        attacks.push(format!("{}aas.png", "a/../".repeat(1_000)));
        attacks.push(format!("{}aas.png", "./".repeat(3_000)));
        attacks.push("a".repeat(4_096));
        attacks.push(outside.path().join("aas.png").display().to_string());
        attacks.push(format!("file://{}", outside.path().join("aas.png").display()));
        assert!(attacks.len() > 60);
        for attack in attacks {
            assert_eq!(disk::beside(&map, &attack), None, "{attack:?}");
            assert_eq!(for_print(&map, &attack), None, "{attack:?}");
        }
        for path in ["aas.png", "./aas.png", "pictures/sub/aas.png", "pictures/./sub/aas.png"] {
            assert!(for_print(&map, path).is_some(), "{path}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_picture_is_never_stored_through_a_link() {
        let (folder, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let map = folder.path().join("kaart.ron");
        let foto = elsewhere.path().join("foto.png");
        std::fs::write(&foto, png(1, 1, [8, 0], &packed(1, 1))).unwrap();
        let chosen = choose(&foto, &map).unwrap();
        let pictures = folder.path().join("pictures");
        std::os::unix::fs::symlink(elsewhere.path(), &pictures).unwrap();
        assert!(store(chosen.clone(), &map, None).is_err());
        std::fs::remove_file(&pictures).unwrap();
        std::fs::create_dir(&pictures).unwrap();
        let nowhere = elsewhere.path().join("nergens");
        std::os::unix::fs::symlink(&nowhere, pictures.join("foto.png")).unwrap();
        assert_eq!(store(chosen, &map, None).unwrap(), "pictures/foto-2.png");
        assert!(!nowhere.exists());
    }
}
