//! A page of paper on screen.

use egui::epaint::PathShape;
use egui::{
    Color32, CornerRadius, Painter, Pos2, Rect, Role, Sense, Shape, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

use crate::paper::{Font, Ink, Item, Outline, Page, Run};

use super::Shown;
use super::bidi;
use super::print_form::{Textures, picture_key};
use super::theme::{bold_font, font, on_paper};

/// Letters that are smaller than this on screen are a line: they could not be read.
const LEAST_SIZE: f32 = 2.5;

/// Shows a page at so many points of the screen per point of paper.
pub(super) fn page_ui(ui: &mut Ui, shown: &Shown<'_>, page: &Page, textures: &Textures, scale: f32, name: &str) {
    let size = vec2(page.size.width, page.size.height) * scale;
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, name));
    let painter = ui.painter_at(rect.expand(1.0));
    painter.rect_filled(rect, CornerRadius::ZERO, on_paper(Ink::WHITE));
    let view = View {
        painter: &painter,
        origin: rect.min,
        scale,
        textures,
        visible: ui.clip_rect().intersect(rect),
    };
    for item in &page.items {
        view.item(item);
    }
    painter.rect_stroke(
        rect,
        CornerRadius::ZERO,
        Stroke::new(1.0, shown.theme.hairline),
        StrokeKind::Outside,
    );
}

struct View<'a> {
    painter: &'a Painter,
    origin: Pos2,
    scale: f32,
    textures: &'a Textures,
    visible: Rect,
}

impl View<'_> {
    fn at(&self, x: f32, y: f32) -> Pos2 {
        self.origin + vec2(x, y) * self.scale
    }

    fn rect(&self, [x, y, width, height]: [f32; 4]) -> Rect {
        Rect::from_min_size(self.at(x, y), vec2(width, height) * self.scale)
    }

    fn item(&self, item: &Item) {
        match item {
            Item::Run(run) => self.run(run),
            Item::Shape(shape) => {
                let fill = shape.fill.map_or(Color32::TRANSPARENT, on_paper);
                let stroke = shape.stroke.map_or(Stroke::NONE, |stroke| {
                    Stroke::new((stroke.width * self.scale).max(0.35), on_paper(stroke.ink))
                });
                let dash = shape.stroke.and_then(|stroke| stroke.dash);
                self.outline(&shape.outline, fill, stroke, dash);
            }
            Item::Picture { rect, bytes, .. } => {
                let rect = self.rect(*rect);
                if let Some(texture) = self.textures.get(&picture_key(bytes)) {
                    let whole = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
                    self.painter.image(texture.id(), rect, whole, on_paper(Ink::WHITE));
                    return;
                }
                // It cannot be shown.
                self.painter
                    .rect_filled(rect, CornerRadius::ZERO, on_paper(Ink(226, 226, 226)));
                let corner = [rect.left_bottom(), rect.right_top()];
                self.painter
                    .line_segment(corner, Stroke::new(1.0, on_paper(Ink(160, 160, 160))));
            }
            Item::Link { .. } => {}
        }
    }

    fn run(&self, run: &Run) {
        let size = run.size * self.scale;
        let color = on_paper(run.ink);
        let base = self.at(run.x, run.y);
        let width = run.width * self.scale;
        let rect = Rect::from_min_max(base - vec2(0.0, size), base + vec2(width, size * 0.3));
        if !rect.intersects(self.visible) {
            return;
        }
        if size < LEAST_SIZE {
            let middle = base - vec2(0.0, size * 0.25);
            let stroke = Stroke::new(size * 0.4, color.gamma_multiply(0.55));
            self.painter.line_segment([middle, middle + vec2(width, 0.0)], stroke);
            return;
        }
        let font_id = match run.font {
            Font::Bold | Font::ArabicBold => bold_font(size),
            Font::Regular | Font::Fallback | Font::Arabic => font(size),
        };
        let words = bidi::one_line(&run.text).into_owned();
        let galley = self.painter.layout_no_wrap(words, font_id, color);
        let Some(glyph) = galley
            .rows
            .first()
            .and_then(|row| row.glyphs.first().map(|glyph| row.pos + glyph.pos.to_vec2()))
        else {
            return;
        };
        let x = if run.is_rtl {
            base.x + width - galley.size().x
        } else {
            base.x
        };
        self.painter.galley(pos2(x, base.y - glyph.y), galley, color);
    }

    fn outline(&self, outline: &Outline, fill: Color32, stroke: Stroke, dash: Option<(f32, f32)>) {
        let points = |points: &[(f32, f32)]| points.iter().map(|(x, y)| self.at(*x, *y)).collect::<Vec<Pos2>>();
        match outline {
            Outline::Rect {
                x,
                y,
                width,
                height,
                radius,
            } => {
                let rect = self.rect([*x, *y, *width, *height]);
                if !rect.expand(stroke.width).intersects(self.visible) {
                    return;
                }
                let corner = CornerRadius::same((radius * self.scale).round().clamp(0.0, 255.0) as u8);
                if let Some(dash) = dash {
                    let corners = [
                        rect.left_top(),
                        rect.right_top(),
                        rect.right_bottom(),
                        rect.left_bottom(),
                    ];
                    let closed: Vec<Pos2> = corners.into_iter().chain([rect.left_top()]).collect();
                    self.dashed(&closed, stroke, dash);
                } else {
                    self.painter.rect(rect, corner, fill, stroke, StrokeKind::Middle);
                }
            }
            Outline::Circle { x, y, radius } => {
                self.painter.circle(self.at(*x, *y), radius * self.scale, fill, stroke);
            }
            Outline::Line(line) => match dash {
                Some(dash) => self.dashed(&points(line), stroke, dash),
                None => {
                    self.painter.add(Shape::line(points(line), stroke));
                }
            },
            Outline::Polygon(corners) => self.polygon(points(corners), fill, stroke),
            Outline::Polygons(all) => {
                for corners in all {
                    self.polygon(points(corners), fill, stroke);
                }
            }
        }
    }

    fn polygon(&self, points: Vec<Pos2>, fill: Color32, stroke: Stroke) {
        self.painter.add(Shape::Path(PathShape {
            points,
            closed: true,
            fill,
            stroke: stroke.into(),
        }));
    }

    fn dashed(&self, points: &[Pos2], stroke: Stroke, (dash, gap): (f32, f32)) {
        let (dash, gap) = ((dash * self.scale).max(1.0), (gap * self.scale).max(1.0));
        self.painter.extend(Shape::dashed_line(points, stroke, dash, gap));
    }
}
