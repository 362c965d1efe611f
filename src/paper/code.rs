//! QR codes (ISO/IEC 18004).

use qrcode::{Color, EcLevel, QrCode};

use super::address;
use super::page::{Outline, mm};

/// White modules on each side; without them phones do not find the code.
const QUIET: usize = 4;
/// Smaller modules on paper are not read.
const SMALLEST: f32 = 0.3;

/// The QR code of an address in a square of `side` points, its upper left corner at a place. The square includes the
/// margin that a code needs, and must be white. A seventh of the code may be damaged.
///
/// `None` if there is no address, or if it is too long to be read in a code of this size.
pub fn code(address: &str, x: f32, y: f32, side: f32) -> Option<Outline> {
    let address = address.trim();
    if address.is_empty() {
        return None;
    }
    // Readers of codes do not agree about letters outside of ASCII.
    let code = QrCode::with_error_correction_level(address::plain(address), EcLevel::M).ok()?;
    let num_modules = code.width();
    let module = side / (num_modules + 2 * QUIET) as f32;
    if module < mm(SMALLEST) {
        return None;
    }
    let edge = |module_idx: usize, start: f32| start + (module_idx + QUIET) as f32 * module;
    let colors = code.to_colors();
    // Columns from and to, and row from and to.
    let mut blocks: Vec<[usize; 4]> = Vec::new();
    // Those that end in the row above: they grow if the next row is the same.
    let mut growing: Vec<[usize; 4]> = Vec::new();
    for (row_idx, row) in colors.chunks(num_modules).enumerate() {
        let mut next = Vec::new();
        for [from, to] in dark(row) {
            let above = growing.iter().find(|[left, right, ..]| [*left, *right] == [from, to]);
            next.push([from, to, above.map_or(row_idx, |[_, _, top, _]| *top), row_idx + 1]);
        }
        let is_grown = |old: &[usize; 4]| {
            next.iter()
                .any(|new| old.iter().zip(new).take(3).all(|(old, new)| old == new))
        };
        blocks.extend(growing.into_iter().filter(|old| !is_grown(old)));
        growing = next;
    }
    blocks.extend(growing);
    let squares = blocks.into_iter().map(|[left, right, top, bottom]| {
        let (left, right) = (edge(left, x), edge(right, x));
        let (top, bottom) = (edge(top, y), edge(bottom, y));
        vec![(left, top), (right, top), (right, bottom), (left, bottom)]
    });
    Some(Outline::Polygons(squares.collect()))
}

/// From where to where a row is dark.
fn dark(row: &[Color]) -> Vec<[usize; 2]> {
    let mut runs: Vec<[usize; 2]> = Vec::new();
    for (column_idx, _) in row.iter().enumerate().filter(|(_, color)| **color == Color::Dark) {
        match runs.last_mut() {
            Some([_, to]) if *to == column_idx => *to += 1,
            _ => runs.push([column_idx, column_idx + 1]),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_the_same_modules_in_its_square() {
        let address = "https://argumentenkaart.example/mengen?taal=nl";
        let modules = QrCode::with_error_correction_level(address, EcLevel::M).unwrap();
        let side = (modules.width() + 8) as f32 * 2.0;
        let Some(Outline::Polygons(blocks)) = code(address, 100.0, 200.0, side) else {
            panic!("no code");
        };
        let mut num_dark = 0;
        for row in 0..modules.width() {
            for column in 0..modules.width() {
                let (x, y) = (109.0 + 2.0 * column as f32, 209.0 + 2.0 * row as f32);
                let over = |block: &&Vec<(f32, f32)>| {
                    let ((left, top), (right, bottom)) = (block[0], block[2]);
                    left < x && x < right && top < y && y < bottom
                };
                let num_over = blocks.iter().filter(over).count();
                num_dark += num_over;
                assert_eq!(
                    num_over,
                    usize::from(modules[(column, row)] == Color::Dark),
                    "{column} {row}"
                );
            }
        }
        assert!(blocks.len() * 2 < num_dark, "{} of {num_dark}", blocks.len());
    }

    #[test]
    fn an_address_too_long_for_its_square_has_no_code() {
        assert_eq!(code(" ", 0.0, 0.0, 100.0), None);
        let address = "https://argumentenkaart.example/mengen";
        assert!(code(address, 0.0, 0.0, mm(20.0)).is_some());
        assert_eq!(code(address, 0.0, 0.0, mm(10.0)), None);
        assert_eq!(code(&"a".repeat(3000), 0.0, 0.0, 1e5), None);
    }
}
