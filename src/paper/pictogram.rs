//! The pictograms of instruments as shapes: the same drawings as on screen.

use super::page::{Ink, Item, Outline, Shape, Stroke};
use crate::model::Pictogram;

/// A stroke of a drawing in a square of 24 by 24.
#[derive(Clone, Copy, Debug)]
enum Mark {
    /// From point to point.
    Line(&'static [(f32, f32)]),
    /// A circle: middle and radius.
    Circle(f32, f32, f32),
    /// A filled circle.
    Dot(f32, f32, f32),
    /// A rectangle: left, top, right, bottom and radius of the corners.
    Frame(f32, f32, f32, f32, f32),
}

/// Side of the square that drawings are made in.
const SIDE: f32 = 24.0;

/// The drawing of an instrument in a square of `side` points, its upper left corner at 0, 0; decoration.
pub(super) fn pictogram(pictogram: Pictogram, side: f32, ink: Ink) -> Vec<Item> {
    let scale = side / SIDE;
    let stroke = Stroke {
        width: 1.5 * scale,
        ink,
        dash: None,
    };
    let shape = |outline, fill: Option<Ink>, stroke: Option<Stroke>| {
        Item::Shape(Shape {
            outline,
            fill,
            stroke,
            tag: None,
        })
    };
    let drawn = marks(pictogram).iter().map(|mark| match *mark {
        Mark::Line(points) => {
            let points = points.iter().map(|(x, y)| (x * scale, y * scale)).collect();
            shape(Outline::Line(points), None, Some(stroke))
        }
        Mark::Circle(x, y, radius) => {
            let (x, y, radius) = (x * scale, y * scale, radius * scale);
            shape(Outline::Circle { x, y, radius }, None, Some(stroke))
        }
        Mark::Dot(x, y, radius) => {
            let (x, y, radius) = (x * scale, y * scale, radius * scale);
            shape(Outline::Circle { x, y, radius }, Some(ink), None)
        }
        Mark::Frame(left, top, right, bottom, radius) => {
            let outline = Outline::Rect {
                x: left * scale,
                y: top * scale,
                width: (right - left) * scale,
                height: (bottom - top) * scale,
                radius: radius * scale,
            };
            shape(outline, None, Some(stroke))
        }
    });
    drawn.collect()
}

fn marks(pictogram: Pictogram) -> &'static [Mark] {
    match pictogram {
        Pictogram::Tool => &[
            Mark::Line(&[(4.0, 20.0), (13.0, 11.0)]),
            Mark::Line(&[
                (13.0, 11.0),
                (12.5, 7.5),
                (14.5, 4.5),
                (18.0, 3.5),
                (15.8, 6.5),
                (17.5, 8.2),
                (20.5, 6.0),
                (19.5, 9.5),
                (16.5, 11.5),
                (13.0, 11.0),
            ]),
        ],
        Pictogram::Rules => &[
            Mark::Frame(4.0, 3.0, 16.0, 21.0, 1.5),
            Mark::Line(&[(7.0, 7.5), (13.0, 7.5)]),
            Mark::Line(&[(7.0, 11.0), (13.0, 11.0)]),
            Mark::Line(&[(7.0, 14.5), (10.0, 14.5)]),
            Mark::Circle(17.0, 16.5, 4.2),
            Mark::Line(&[(15.2, 16.6), (16.6, 18.0), (19.0, 15.0)]),
        ],
        Pictogram::Tour => &[
            Mark::Dot(4.0, 19.0, 1.8),
            Mark::Line(&[
                (4.0, 19.0),
                (12.0, 19.0),
                (14.5, 17.5),
                (14.5, 15.0),
                (12.0, 13.5),
                (8.0, 13.5),
                (5.5, 12.0),
                (5.5, 9.5),
                (8.0, 8.0),
                (13.5, 8.0),
            ]),
            Mark::Line(&[
                (14.0, 10.5),
                (14.0, 6.0),
                (18.0, 3.0),
                (22.0, 6.0),
                (22.0, 10.5),
                (14.0, 10.5),
            ]),
            Mark::Line(&[(18.0, 10.5), (18.0, 7.8)]),
        ],
        Pictogram::Together => &[
            Mark::Circle(5.5, 8.5, 2.3),
            Mark::Circle(12.0, 6.5, 2.6),
            Mark::Circle(18.5, 8.5, 2.3),
            Mark::Line(&[(2.0, 17.0), (2.6, 14.2), (5.5, 13.0), (7.5, 13.8)]),
            Mark::Line(&[(8.0, 17.0), (8.4, 13.2), (12.0, 11.5), (15.6, 13.2), (16.0, 17.0)]),
            Mark::Line(&[(16.5, 13.8), (18.5, 13.0), (21.4, 14.2), (22.0, 17.0)]),
            Mark::Line(&[(3.0, 20.5), (20.0, 20.5)]),
            Mark::Line(&[(17.5, 18.3), (20.2, 20.5), (17.5, 22.7)]),
        ],
        Pictogram::Bridge => &[
            Mark::Frame(2.0, 8.0, 7.5, 20.0, 0.5),
            Mark::Line(&[(1.0, 8.0), (4.7, 5.0), (8.5, 8.0)]),
            Mark::Frame(16.5, 8.0, 22.0, 20.0, 0.5),
            Mark::Line(&[(15.5, 8.0), (19.3, 5.0), (23.0, 8.0)]),
            Mark::Line(&[(7.5, 15.5), (9.5, 13.4), (12.0, 12.7), (14.5, 13.4), (16.5, 15.5)]),
            Mark::Line(&[(7.5, 12.0), (16.5, 12.0)]),
            Mark::Line(&[(4.7, 20.0), (4.7, 16.5)]),
            Mark::Line(&[(19.3, 20.0), (19.3, 16.5)]),
        ],
        Pictogram::Map => &[
            Mark::Frame(8.5, 9.5, 15.5, 14.5, 1.5),
            Mark::Line(&[(8.5, 12.0), (5.5, 12.0), (5.5, 6.0), (4.0, 6.0)]),
            Mark::Line(&[(5.5, 12.0), (5.5, 18.0), (4.0, 18.0)]),
            Mark::Line(&[(15.5, 12.0), (18.5, 12.0), (18.5, 6.0), (20.0, 6.0)]),
            Mark::Line(&[(18.5, 12.0), (18.5, 18.0), (20.0, 18.0)]),
            Mark::Circle(2.8, 6.0, 1.5),
            Mark::Circle(2.8, 18.0, 1.5),
            Mark::Circle(21.2, 6.0, 1.5),
            Mark::Circle(21.2, 18.0, 1.5),
        ],
        Pictogram::Book => &[
            Mark::Line(&[
                (12.0, 6.5),
                (9.0, 4.8),
                (5.5, 4.3),
                (2.5, 4.8),
                (2.5, 18.5),
                (5.5, 18.0),
                (9.0, 18.6),
                (12.0, 20.5),
            ]),
            Mark::Line(&[
                (12.0, 6.5),
                (15.0, 4.8),
                (18.5, 4.3),
                (21.5, 4.8),
                (21.5, 18.5),
                (18.5, 18.0),
                (15.0, 18.6),
                (12.0, 20.5),
            ]),
            Mark::Line(&[(12.0, 6.5), (12.0, 20.5)]),
            Mark::Line(&[(5.5, 8.5), (9.0, 9.2)]),
            Mark::Line(&[(5.5, 12.0), (9.0, 12.7)]),
            Mark::Line(&[(15.0, 9.2), (18.5, 8.5)]),
        ],
        Pictogram::Stairs => &[
            Mark::Line(&[
                (2.5, 20.5),
                (7.0, 20.5),
                (7.0, 16.0),
                (11.5, 16.0),
                (11.5, 11.5),
                (16.0, 11.5),
                (16.0, 7.0),
                (21.5, 7.0),
            ]),
            Mark::Line(&[(3.5, 13.0), (10.5, 6.0)]),
            Mark::Line(&[(6.5, 5.5), (11.0, 5.5), (11.0, 10.0)]),
        ],
        Pictogram::Magnifier => &[
            Mark::Line(&[(13.0, 20.5), (4.0, 20.5), (4.0, 3.0), (16.0, 3.0), (16.0, 8.0)]),
            Mark::Line(&[(7.0, 7.0), (12.5, 7.0)]),
            Mark::Line(&[(7.0, 10.5), (10.0, 10.5)]),
            Mark::Circle(14.8, 14.0, 4.2),
            Mark::Line(&[(18.0, 17.2), (21.8, 21.0)]),
        ],
    }
}
