//! Icons, symbols and pictograms, drawn as shapes: no font has them all, and shapes are sharp at every size.

use egui::{Color32, CornerRadius, Painter, Pos2, Rect, Shape, Stroke, StrokeKind, pos2, vec2};

use crate::model::{Pictogram, Stance, Symbol};

/// A drawing on a field of 24 by 24.
#[derive(Clone, Copy)]
enum Mark {
    /// An open line.
    Line(&'static [(f32, f32)]),
    /// A closed line.
    Ring(&'static [(f32, f32)]),
    /// A circle: middle and radius.
    Circle(f32, f32, f32),
    /// A filled circle.
    Dot(f32, f32, f32),
    /// A rectangle with rounded corners: left, top, right, bottom, radius.
    Box(f32, f32, f32, f32, f32),
}
use Mark::{Box as Frame, Circle, Dot, Line, Ring};

/// A small picture on a button or beside a text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Icon {
    Plus,
    Minus,
    Close,
    Search,
    Filter,
    Eye,
    Undo,
    Redo,
    Fit,
    Back,
    Forward,
    Sun,
    Moon,
    Screen,
    List,
    Panel,
    Cards,
    Pencil,
    Trash,
    Link,
    Right,
    Check,
    Warning,
    Target,
    Book,
    Globe,
    Swap,
}

fn icon_marks(icon: Icon) -> &'static [Mark] {
    match icon {
        Icon::Plus => &[Line(&[(12.0, 5.0), (12.0, 19.0)]), Line(&[(5.0, 12.0), (19.0, 12.0)])],
        Icon::Minus => &[Line(&[(5.0, 12.0), (19.0, 12.0)])],
        Icon::Close => &[Line(&[(6.0, 6.0), (18.0, 18.0)]), Line(&[(18.0, 6.0), (6.0, 18.0)])],
        Icon::Search => &[Circle(10.5, 10.5, 6.5), Line(&[(15.5, 15.5), (21.0, 21.0)])],
        Icon::Filter => &[
            Line(&[(3.0, 6.0), (21.0, 6.0)]),
            Line(&[(7.0, 12.0), (17.0, 12.0)]),
            Line(&[(10.5, 18.0), (13.5, 18.0)]),
        ],
        Icon::Eye => &[
            Ring(&[
                (2.0, 12.0),
                (6.0, 7.5),
                (12.0, 5.5),
                (18.0, 7.5),
                (22.0, 12.0),
                (18.0, 16.5),
                (12.0, 18.5),
                (6.0, 16.5),
            ]),
            Circle(12.0, 12.0, 3.0),
        ],
        Icon::Undo => &[
            Line(&[(8.0, 4.0), (3.5, 8.5), (8.0, 13.0)]),
            Line(&[
                (3.5, 8.5),
                (14.0, 8.5),
                (18.5, 10.5),
                (20.0, 14.0),
                (18.5, 17.5),
                (14.0, 19.5),
                (9.0, 19.5),
            ]),
        ],
        Icon::Redo => &[
            Line(&[(16.0, 4.0), (20.5, 8.5), (16.0, 13.0)]),
            Line(&[
                (20.5, 8.5),
                (10.0, 8.5),
                (5.5, 10.5),
                (4.0, 14.0),
                (5.5, 17.5),
                (10.0, 19.5),
                (15.0, 19.5),
            ]),
        ],
        Icon::Fit => &[
            Line(&[(4.0, 9.0), (4.0, 4.0), (9.0, 4.0)]),
            Line(&[(15.0, 4.0), (20.0, 4.0), (20.0, 9.0)]),
            Line(&[(20.0, 15.0), (20.0, 20.0), (15.0, 20.0)]),
            Line(&[(9.0, 20.0), (4.0, 20.0), (4.0, 15.0)]),
        ],
        Icon::Back => &[
            Line(&[(11.0, 5.0), (4.0, 12.0), (11.0, 19.0)]),
            Line(&[(4.0, 12.0), (20.0, 12.0)]),
        ],
        Icon::Forward => &[
            Line(&[(13.0, 5.0), (20.0, 12.0), (13.0, 19.0)]),
            Line(&[(4.0, 12.0), (20.0, 12.0)]),
        ],
        Icon::Sun => &[
            Circle(12.0, 12.0, 4.5),
            Line(&[(12.0, 1.5), (12.0, 4.0)]),
            Line(&[(12.0, 20.0), (12.0, 22.5)]),
            Line(&[(1.5, 12.0), (4.0, 12.0)]),
            Line(&[(20.0, 12.0), (22.5, 12.0)]),
            Line(&[(4.6, 4.6), (6.3, 6.3)]),
            Line(&[(17.7, 17.7), (19.4, 19.4)]),
            Line(&[(4.6, 19.4), (6.3, 17.7)]),
            Line(&[(17.7, 6.3), (19.4, 4.6)]),
        ],
        Icon::Moon => &[Ring(&[
            (14.0, 3.5),
            (8.5, 5.0),
            (4.5, 9.5),
            (4.5, 15.0),
            (8.5, 19.5),
            (14.0, 20.5),
            (19.5, 17.0),
            (14.5, 16.0),
            (11.5, 12.0),
            (11.8, 7.5),
        ])],
        Icon::Screen => &[
            Frame(3.0, 4.0, 21.0, 16.0, 1.5),
            Line(&[(12.0, 16.0), (12.0, 20.0)]),
            Line(&[(7.0, 20.5), (17.0, 20.5)]),
        ],
        Icon::List => &[
            Dot(4.5, 6.0, 1.6),
            Line(&[(9.0, 6.0), (21.0, 6.0)]),
            Dot(7.5, 12.0, 1.6),
            Line(&[(12.0, 12.0), (21.0, 12.0)]),
            Dot(7.5, 18.0, 1.6),
            Line(&[(12.0, 18.0), (21.0, 18.0)]),
        ],
        Icon::Panel => &[
            Frame(3.0, 4.0, 21.0, 20.0, 2.0),
            Line(&[(14.5, 4.0), (14.5, 20.0)]),
            Line(&[(17.0, 9.0), (19.0, 9.0)]),
            Line(&[(17.0, 12.5), (19.0, 12.5)]),
        ],
        Icon::Cards => &[
            Frame(8.0, 6.0, 21.0, 21.0, 2.0),
            Line(&[(5.0, 17.5), (3.0, 5.5), (15.0, 3.0)]),
            Line(&[(11.5, 11.0), (17.5, 11.0)]),
            Line(&[(11.5, 15.0), (17.5, 15.0)]),
        ],
        Icon::Pencil => &[
            Ring(&[(4.0, 20.0), (5.0, 15.5), (16.0, 4.5), (19.5, 8.0), (8.5, 19.0)]),
            Line(&[(13.5, 7.0), (17.0, 10.5)]),
        ],
        Icon::Trash => &[
            Line(&[(4.0, 6.5), (20.0, 6.5)]),
            Line(&[(9.0, 6.0), (9.5, 3.5), (14.5, 3.5), (15.0, 6.0)]),
            Line(&[(6.0, 6.5), (7.0, 20.5), (17.0, 20.5), (18.0, 6.5)]),
            Line(&[(10.0, 10.5), (10.3, 16.5)]),
            Line(&[(14.0, 10.5), (13.7, 16.5)]),
        ],
        Icon::Link => &[
            Line(&[(10.0, 5.0), (4.0, 5.0), (4.0, 20.0), (19.0, 20.0), (19.0, 14.0)]),
            Line(&[(13.0, 3.5), (20.5, 3.5), (20.5, 11.0)]),
            Line(&[(20.5, 3.5), (11.0, 13.0)]),
        ],
        Icon::Right => &[Line(&[(9.0, 5.0), (16.0, 12.0), (9.0, 19.0)])],
        Icon::Check => &[Line(&[(4.5, 12.5), (9.5, 17.5), (19.5, 6.5)])],
        Icon::Warning => &[
            Ring(&[(12.0, 3.5), (22.0, 20.5), (2.0, 20.5)]),
            Line(&[(12.0, 9.5), (12.0, 14.5)]),
            Dot(12.0, 17.5, 1.2),
        ],
        Icon::Target => &[
            Circle(12.0, 12.0, 8.5),
            Circle(12.0, 12.0, 3.5),
            Line(&[(12.0, 1.0), (12.0, 6.0)]),
            Line(&[(12.0, 18.0), (12.0, 23.0)]),
            Line(&[(1.0, 12.0), (6.0, 12.0)]),
            Line(&[(18.0, 12.0), (23.0, 12.0)]),
        ],
        Icon::Book => pictogram_marks(Pictogram::Book),
        Icon::Swap => &[
            Line(&[(4.0, 8.0), (20.0, 8.0)]),
            Line(&[(16.0, 4.0), (20.0, 8.0), (16.0, 12.0)]),
            Line(&[(20.0, 16.5), (4.0, 16.5)]),
            Line(&[(8.0, 12.5), (4.0, 16.5), (8.0, 20.5)]),
        ],
        Icon::Globe => &[
            Circle(12.0, 12.0, 9.0),
            Line(&[(3.0, 12.0), (21.0, 12.0)]),
            Ring(&[
                (12.0, 3.0),
                (15.5, 7.0),
                (16.5, 12.0),
                (15.5, 17.0),
                (12.0, 21.0),
                (8.5, 17.0),
                (7.5, 12.0),
                (8.5, 7.0),
            ]),
        ],
    }
}

fn symbol_marks(symbol: Symbol) -> &'static [Mark] {
    match symbol {
        Symbol::Backpack => &[
            Line(&[
                (9.0, 6.5),
                (9.0, 4.5),
                (10.5, 3.0),
                (13.5, 3.0),
                (15.0, 4.5),
                (15.0, 6.5),
            ]),
            Frame(5.5, 6.5, 18.5, 21.0, 4.0),
            Line(&[(9.0, 11.0), (15.0, 11.0)]),
            Frame(8.5, 14.0, 15.5, 21.0, 1.0),
            Line(&[(3.5, 12.0), (3.5, 18.0)]),
            Line(&[(20.5, 12.0), (20.5, 18.0)]),
        ],
        Symbol::People => &[
            Circle(8.0, 7.5, 3.2),
            Line(&[
                (2.5, 20.0),
                (2.5, 16.5),
                (4.5, 14.0),
                (8.0, 13.2),
                (11.5, 14.0),
                (13.5, 16.5),
                (13.5, 20.0),
            ]),
            Circle(16.5, 8.5, 2.6),
            Line(&[(15.5, 13.8), (18.5, 14.3), (20.8, 16.0), (21.5, 18.0), (21.5, 20.0)]),
        ],
        Symbol::Building => &[
            Frame(4.0, 8.0, 20.0, 21.0, 0.5),
            Line(&[(2.5, 8.0), (12.0, 3.0), (21.5, 8.0)]),
            Frame(10.0, 15.0, 14.0, 21.0, 0.5),
            Line(&[(7.0, 12.0), (9.0, 12.0)]),
            Line(&[(15.0, 12.0), (17.0, 12.0)]),
            Line(&[(11.0, 11.0), (13.0, 11.0)]),
        ],
        Symbol::Columns => &[
            Ring(&[(3.0, 9.0), (12.0, 3.5), (21.0, 9.0)]),
            Line(&[(6.0, 9.5), (6.0, 18.0)]),
            Line(&[(10.0, 9.5), (10.0, 18.0)]),
            Line(&[(14.0, 9.5), (14.0, 18.0)]),
            Line(&[(18.0, 9.5), (18.0, 18.0)]),
            Line(&[(3.5, 18.5), (20.5, 18.5)]),
            Line(&[(2.5, 21.0), (21.5, 21.0)]),
        ],
        Symbol::House => &[
            Line(&[(3.0, 11.5), (12.0, 4.0), (21.0, 11.5)]),
            Line(&[(5.5, 10.0), (5.5, 20.5), (18.5, 20.5), (18.5, 10.0)]),
            Frame(10.0, 14.0, 14.0, 20.5, 0.5),
        ],
        Symbol::Bike => &[
            Circle(5.5, 16.0, 3.8),
            Circle(18.5, 16.0, 3.8),
            Line(&[(5.5, 16.0), (9.0, 8.5), (15.5, 8.5), (18.5, 16.0)]),
            Line(&[(9.5, 9.5), (12.0, 16.0), (15.5, 9.0)]),
            Line(&[(5.5, 16.0), (12.0, 16.0)]),
            Line(&[(7.5, 7.5), (10.5, 7.5)]),
            Line(&[(14.5, 6.0), (17.5, 6.0)]),
        ],
    }
}

fn pictogram_marks(pictogram: Pictogram) -> &'static [Mark] {
    match pictogram {
        Pictogram::Tool => &[
            Line(&[(4.0, 20.0), (13.0, 11.0)]),
            Line(&[
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
            Frame(4.0, 3.0, 16.0, 21.0, 1.5),
            Line(&[(7.0, 7.5), (13.0, 7.5)]),
            Line(&[(7.0, 11.0), (13.0, 11.0)]),
            Line(&[(7.0, 14.5), (10.0, 14.5)]),
            Circle(17.0, 16.5, 4.2),
            Line(&[(15.2, 16.6), (16.6, 18.0), (19.0, 15.0)]),
        ],
        Pictogram::Tour => &[
            Dot(4.0, 19.0, 1.8),
            Line(&[
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
            Line(&[
                (14.0, 10.5),
                (14.0, 6.0),
                (18.0, 3.0),
                (22.0, 6.0),
                (22.0, 10.5),
                (14.0, 10.5),
            ]),
            Line(&[(18.0, 10.5), (18.0, 7.8)]),
        ],
        Pictogram::Together => &[
            Circle(5.5, 8.5, 2.3),
            Circle(12.0, 6.5, 2.6),
            Circle(18.5, 8.5, 2.3),
            Line(&[(2.0, 17.0), (2.6, 14.2), (5.5, 13.0), (7.5, 13.8)]),
            Line(&[(8.0, 17.0), (8.4, 13.2), (12.0, 11.5), (15.6, 13.2), (16.0, 17.0)]),
            Line(&[(16.5, 13.8), (18.5, 13.0), (21.4, 14.2), (22.0, 17.0)]),
            Line(&[(3.0, 20.5), (20.0, 20.5)]),
            Line(&[(17.5, 18.3), (20.2, 20.5), (17.5, 22.7)]),
        ],
        Pictogram::Bridge => &[
            Frame(2.0, 8.0, 7.5, 20.0, 0.5),
            Line(&[(1.0, 8.0), (4.7, 5.0), (8.5, 8.0)]),
            Frame(16.5, 8.0, 22.0, 20.0, 0.5),
            Line(&[(15.5, 8.0), (19.3, 5.0), (23.0, 8.0)]),
            Line(&[(7.5, 15.5), (9.5, 13.4), (12.0, 12.7), (14.5, 13.4), (16.5, 15.5)]),
            Line(&[(7.5, 12.0), (16.5, 12.0)]),
            Line(&[(4.7, 20.0), (4.7, 16.5)]),
            Line(&[(19.3, 20.0), (19.3, 16.5)]),
        ],
        Pictogram::Map => &[
            Frame(8.5, 9.5, 15.5, 14.5, 1.5),
            Line(&[(8.5, 12.0), (5.5, 12.0), (5.5, 6.0), (4.0, 6.0)]),
            Line(&[(5.5, 12.0), (5.5, 18.0), (4.0, 18.0)]),
            Line(&[(15.5, 12.0), (18.5, 12.0), (18.5, 6.0), (20.0, 6.0)]),
            Line(&[(18.5, 12.0), (18.5, 18.0), (20.0, 18.0)]),
            Circle(2.8, 6.0, 1.5),
            Circle(2.8, 18.0, 1.5),
            Circle(21.2, 6.0, 1.5),
            Circle(21.2, 18.0, 1.5),
        ],
        Pictogram::Book => &[
            Line(&[
                (12.0, 6.5),
                (9.0, 4.8),
                (5.5, 4.3),
                (2.5, 4.8),
                (2.5, 18.5),
                (5.5, 18.0),
                (9.0, 18.6),
                (12.0, 20.5),
            ]),
            Line(&[
                (12.0, 6.5),
                (15.0, 4.8),
                (18.5, 4.3),
                (21.5, 4.8),
                (21.5, 18.5),
                (18.5, 18.0),
                (15.0, 18.6),
                (12.0, 20.5),
            ]),
            Line(&[(12.0, 6.5), (12.0, 20.5)]),
            Line(&[(5.5, 8.5), (9.0, 9.2)]),
            Line(&[(5.5, 12.0), (9.0, 12.7)]),
            Line(&[(15.0, 9.2), (18.5, 8.5)]),
        ],
        Pictogram::Stairs => &[
            Line(&[
                (2.5, 20.5),
                (7.0, 20.5),
                (7.0, 16.0),
                (11.5, 16.0),
                (11.5, 11.5),
                (16.0, 11.5),
                (16.0, 7.0),
                (21.5, 7.0),
            ]),
            Line(&[(3.5, 13.0), (10.5, 6.0)]),
            Line(&[(6.5, 5.5), (11.0, 5.5), (11.0, 10.0)]),
        ],
        Pictogram::Magnifier => &[
            Line(&[(13.0, 20.5), (4.0, 20.5), (4.0, 3.0), (16.0, 3.0), (16.0, 8.0)]),
            Line(&[(7.0, 7.0), (12.5, 7.0)]),
            Line(&[(7.0, 10.5), (10.0, 10.5)]),
            Circle(14.8, 14.0, 4.2),
            Line(&[(18.0, 17.2), (21.8, 21.0)]),
        ],
    }
}

fn draw(painter: &Painter, rect: Rect, marks: &[Mark], color: Color32, width: f32) {
    let side = rect.width().min(rect.height());
    let scale = side / 24.0;
    let origin = rect.center() - vec2(side, side) / 2.0;
    let at = |(x, y): (f32, f32)| origin + vec2(x, y) * scale;
    let stroke = Stroke::new((width * scale).max(1.0), color);
    for mark in marks {
        match mark {
            Line(points) => painter.add(Shape::line(points.iter().copied().map(at).collect(), stroke)),
            Ring(points) => painter.add(Shape::closed_line(points.iter().copied().map(at).collect(), stroke)),
            Circle(x, y, radius) => painter.circle_stroke(at((*x, *y)), radius * scale, stroke),
            Dot(x, y, radius) => painter.circle_filled(at((*x, *y)), radius * scale, color),
            Frame(left, top, right, bottom, radius) => {
                let rect = Rect::from_min_max(at((*left, *top)), at((*right, *bottom)));
                painter.rect_stroke(
                    rect,
                    CornerRadius::same((radius * scale).round() as u8),
                    stroke,
                    StrokeKind::Middle,
                )
            }
        };
    }
}

/// Draws an icon in a square.
pub fn icon(painter: &Painter, rect: Rect, icon: Icon, color: Color32) {
    draw(painter, rect, icon_marks(icon), color, 2.0);
}

/// Draws the symbol of a stakeholder.
pub fn symbol(painter: &Painter, rect: Rect, symbol: Symbol, color: Color32) {
    draw(painter, rect, symbol_marks(symbol), color, 1.9);
}

/// Draws the pictogram of an instrument.
pub fn pictogram(painter: &Painter, rect: Rect, pictogram: Pictogram, color: Color32) {
    draw(painter, rect, pictogram_marks(pictogram), color, 1.5);
}

/// Draws the sign of a side: a plus in a circle, or a minus in a square.
pub fn side_sign(painter: &Painter, center: Pos2, size: f32, side: Stance, fill: Color32, on: Color32) {
    let half = size / 2.0;
    match side {
        Stance::Pro => painter.circle_filled(center, half, fill),
        Stance::Contra => painter.rect_filled(
            Rect::from_center_size(center, vec2(size * 0.92, size * 0.92)),
            CornerRadius::same((size * 0.14).round() as u8),
            fill,
        ),
    };
    sign_stroke(painter, center, size, side == Stance::Pro, on);
}

fn sign_stroke(painter: &Painter, center: Pos2, size: f32, plus: bool, color: Color32) {
    let arm = size * 0.27;
    let width = (size * 0.13).max(1.2);
    let bar = |along: egui::Vec2| painter.rect_filled(Rect::from_center_size(center, along), CornerRadius::ZERO, color);
    bar(vec2(arm * 2.0, width));
    if plus {
        bar(vec2(width, arm * 2.0));
    }
}

/// Draws the sign of a reply: a plus or minus in the color of its side; an undercut has a stroke through its line.
pub fn reply_sign(
    painter: &Painter,
    center: Pos2,
    size: f32,
    supports: bool,
    undercut: bool,
    color: Color32,
    ground: Color32,
) {
    let stroke = Stroke::new((size * 0.12).max(1.0), color);
    if undercut {
        let half = size * 0.5;
        let points = [pos2(0.0, -half), pos2(half, 0.0), pos2(0.0, half), pos2(-half, 0.0)]
            .map(|point| center + point.to_vec2());
        painter.add(Shape::convex_polygon(points.to_vec(), ground, stroke));
    } else if supports {
        painter.circle(center, size / 2.0, ground, stroke);
    } else {
        painter.rect(
            Rect::from_center_size(center, vec2(size * 0.92, size * 0.92)),
            CornerRadius::same(2),
            ground,
            stroke,
            StrokeKind::Middle,
        );
    }
    sign_stroke(painter, center, size, supports, color);
}
