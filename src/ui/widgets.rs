//! Small parts that panels share.

use egui::{
    Align, Align2, Color32, CornerRadius, CursorIcon, FontId, Layout, Rect, Response, Role, Sense, Stroke, StrokeKind,
    Ui, WidgetInfo, pos2, vec2,
};

use super::bidi;
use super::icons::{self, Icon};
use super::theme::{Theme, bold_font, font};

/// A flat button with an icon, a text, or both. The name is what a screen reader says.
pub(super) struct FlatButton<'a> {
    pub icon: Option<Icon>,
    pub text: &'a str,
    pub name: &'a str,
    pub selected: bool,
    pub enabled: bool,
    pub filled: bool,
}

impl<'a> FlatButton<'a> {
    pub fn icon(icon: Icon, name: &'a str) -> Self {
        Self {
            icon: Some(icon),
            text: "",
            name,
            selected: false,
            enabled: true,
            filled: false,
        }
    }

    pub fn text(text: &'a str) -> Self {
        Self {
            icon: None,
            text,
            name: text,
            selected: false,
            enabled: true,
            filled: false,
        }
    }

    pub fn both(icon: Icon, text: &'a str) -> Self {
        Self {
            icon: Some(icon),
            text,
            name: text,
            selected: false,
            enabled: true,
            filled: false,
        }
    }

    /// Another name for screen readers than what is seen.
    pub fn named(mut self, name: &'a str) -> Self {
        self.name = name;
        self
    }

    pub fn selected(mut self, selected: bool) -> Self {
        self.selected = selected;
        self
    }

    pub fn enabled(mut self, enabled: bool) -> Self {
        self.enabled = enabled;
        self
    }

    /// The one button that does what the window is for.
    pub fn filled(mut self) -> Self {
        self.filled = true;
        self
    }

    pub fn show(self, ui: &mut Ui, theme: &Theme) -> Response {
        let text_width = if self.text.is_empty() {
            0.0
        } else {
            ui.painter()
                .layout_no_wrap(self.text.to_owned(), font(15.0), theme.ink)
                .size()
                .x
        };
        let icon_width = if self.icon.is_some() { 20.0 } else { 0.0 };
        let gap = if self.icon.is_some() && !self.text.is_empty() {
            6.0
        } else {
            0.0
        };
        let padding = if self.text.is_empty() { 6.0 } else { 10.0 };
        let size = vec2(text_width + icon_width + gap + 2.0 * padding, 32.0);
        let sense = if self.enabled { Sense::click() } else { Sense::hover() };
        let (rect, response) = ui.allocate_exact_size(size, sense);
        let name = self.name.to_owned();
        let (enabled, selected) = (self.enabled, self.selected);
        response.widget_info(move || WidgetInfo::selected(Role::Button, enabled, selected, name.clone()));
        let ink = if self.filled {
            theme.thesis.on
        } else if self.enabled {
            theme.ink
        } else {
            theme.canvas.lerp_to_gamma(theme.ink, 0.35)
        };
        let ground = if self.filled {
            Some(theme.thesis.solid)
        } else if self.selected || (response.hovered() && self.enabled) {
            Some(theme.grid)
        } else {
            None
        };
        if let Some(ground) = ground {
            ui.painter().rect_filled(rect, CornerRadius::same(6), ground);
        }
        if self.selected {
            ui.painter().rect_stroke(
                rect,
                CornerRadius::same(6),
                Stroke::new(1.0, theme.hairline),
                StrokeKind::Inside,
            );
        }
        focus_ring(ui, theme, &response, rect);
        let mut x = rect.min.x + padding;
        if let Some(icon) = self.icon {
            icons::icon(
                ui.painter(),
                Rect::from_center_size(pos2(x + 10.0, rect.center().y), vec2(18.0, 18.0)),
                icon,
                ink,
            );
            x += icon_width + gap;
        }
        if !self.text.is_empty() {
            ui.painter().text(
                pos2(x, rect.center().y),
                Align2::LEFT_CENTER,
                self.text,
                font(15.0),
                ink,
            );
        }
        if response.hovered() && self.enabled {
            ui.set_cursor_icon(CursorIcon::PointingHand);
        }
        if self.text.is_empty() {
            response.on_hover_text(self.name)
        } else {
            response
        }
    }
}

/// The ring around what has the keyboard.
pub(super) fn focus_ring(ui: &Ui, theme: &Theme, response: &Response, rect: Rect) {
    if response.has_focus() {
        ui.painter().rect_stroke(
            rect.expand(1.0),
            CornerRadius::same(7),
            Stroke::new(2.0, theme.focus),
            StrokeKind::Outside,
        );
    }
}

/// A small heading in a panel.
pub(super) fn heading(ui: &mut Ui, theme: &Theme, text: &str) {
    ui.add_space(12.0);
    ui.label(egui::RichText::new(text).font(bold_font(14.0)).color(theme.ink_soft));
}

/// A line of text that wraps.
pub(super) fn paragraph(ui: &mut Ui, text: &str, font_id: FontId, color: Color32) -> Response {
    let text = &*bidi::painted(text);
    if !bidi::has_rtl(text) {
        return ui.add(egui::Label::new(egui::RichText::new(text).font(font_id).color(color)).wrap());
    }
    let job = egui::text::LayoutJob::simple(text.to_owned(), font_id, color, ui.available_width());
    let galley = bidi::lay_out(ui.painter(), job);
    let response = ui.add(egui::Label::new(galley));
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
    response
}

/// A galley that wraps at a width.
pub(super) fn wrapped(
    painter: &egui::Painter,
    text: &str,
    font_id: FontId,
    color: Color32,
    width: f32,
) -> std::sync::Arc<egui::Galley> {
    bidi::lay_out(
        painter,
        egui::text::LayoutJob::simple(text.to_owned(), font_id, color, width),
    )
}

/// A row that leads somewhere: a sign drawn by `sign`, and a text that wraps.
pub(super) fn link_row(
    ui: &mut Ui,
    theme: &Theme,
    text: &str,
    name: &str,
    selected: bool,
    sign: impl FnOnce(&egui::Painter, Rect),
) -> Response {
    let width = ui.available_width();
    let galley = wrapped(ui.painter(), text, font(15.0), theme.ink, (width - 44.0).max(60.0));
    let height = (galley.size().y + 12.0).max(32.0);
    let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::click());
    let name = name.to_owned();
    response.widget_info(move || WidgetInfo::selected(Role::Button, true, selected, name.clone()));
    if response.hovered() || selected {
        ui.painter().rect_filled(rect, CornerRadius::same(6), theme.grid);
        ui.set_cursor_icon(CursorIcon::PointingHand);
    }
    focus_ring(ui, theme, &response, rect);
    sign(
        ui.painter(),
        Rect::from_center_size(pos2(rect.min.x + 18.0, rect.min.y + 16.0), vec2(20.0, 20.0)),
    );
    ui.painter()
        .galley(pos2(rect.min.x + 36.0, rect.min.y + 6.0), galley, theme.ink);
    response
}

/// A small framed word.
pub(super) fn chip(ui: &mut Ui, theme: &Theme, text: &str) {
    let galley = ui.painter().layout_no_wrap(text.to_owned(), font(13.0), theme.ink_soft);
    let (rect, response) = ui.allocate_exact_size(galley.size() + vec2(14.0, 6.0), Sense::hover());
    let name = text.to_owned();
    response.widget_info(move || WidgetInfo::labeled(Role::Label, true, name.clone()));
    ui.painter().rect_stroke(
        rect,
        CornerRadius::same(9),
        Stroke::new(1.0, theme.hairline),
        StrokeKind::Inside,
    );
    ui.painter()
        .galley(rect.center() - galley.size() / 2.0, galley, theme.ink_soft);
}

/// A row from right to left.
pub(super) fn from_right<R>(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> R) -> R {
    ui.with_layout(Layout::right_to_left(Align::Center), add).inner
}
