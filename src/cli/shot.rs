//! The window's content as a picture, without a display: the same code, painted on the CPU.

use std::path::Path;

use egui::{Context, Pos2, RawInput, Rect, vec2};

use crate::app::{App, Opened, Settings};
use crate::command::{ThemeName, UiLang};
use crate::layout::Spot;
use crate::storage::disk::OpenError;
use crate::ui::raster::Raster;
use crate::view::{Selected, ViewAction, ZoomTo};

/// What a picture shows.
#[derive(Clone, Debug)]
pub struct ShotOptions {
    /// Width and height in pixels.
    pub size: (u32, u32),
    /// Language.
    pub lang: UiLang,
    /// Theme.
    pub theme: ThemeName,
    /// Id of a claim, stakeholder or instrument to select.
    pub select: Option<String>,
    /// Show the selection rather than everything.
    pub zoom_to_selection: bool,
    /// The gallery of the toolbox instead of the map.
    pub toolbox: bool,
    /// Without the panels.
    pub map_only: bool,
}

/// Draws a map; `None` if what is to be selected does not exist.
///
/// # Errors
/// Says why the map cannot be opened.
pub fn shot(file: &Path, options: &ShotOptions) -> Result<Option<image::RgbaImage>, OpenError> {
    let opened = match crate::app::load(Some(file)) {
        Opened::Failed(_, error, _) => return Err(error),
        opened => opened,
    };
    let settings = Settings::unkept(options.lang, options.theme);
    let context = Context::default();
    let mut app = App::new(&context, opened, settings);
    let mut camera = Camera {
        raster: Raster::default(),
        context,
        size: options.size,
        time: 0.0,
    };
    if options.map_only {
        app.view_mut().show_outline = false;
        app.view_mut().show_details = false;
    }
    camera.frames(&mut app, 2);
    if let Some(name) = &options.select {
        let Some(selected) = find(&app, name) else {
            return Ok(None);
        };
        let action = match selected {
            Selected::Spot(spot) => ViewAction::Select(spot),
            Selected::Instrument(instrument) => ViewAction::SelectInstrument(instrument),
        };
        let keep = app.view().camera;
        app.apply_view(action);
        if options.zoom_to_selection {
            app.apply_view(ViewAction::ZoomTo(ZoomTo::Selection));
        } else {
            app.view_mut().camera = keep;
        }
    }
    if options.toolbox {
        app.apply_view(ViewAction::ToggleToolbox);
    }
    camera.frames(&mut app, 3);
    Ok(Some(camera.picture(&mut app)))
}

fn find(app: &App, name: &str) -> Option<Selected> {
    let document = app.editor().document();
    if let Some(claim) = document.claims.id(name).filter(|id| document.claims.contains(*id)) {
        let spot = if document.cover.thesis == Some(claim) {
            Spot::Question
        } else {
            Spot::Claim(claim)
        };
        return Some(Selected::Spot(spot));
    }
    if let Some(stakeholder) = document
        .stakeholders
        .id(name)
        .filter(|id| document.stakeholders.contains(*id))
    {
        return Some(Selected::Spot(Spot::Stakeholder(Some(stakeholder))));
    }
    document
        .instruments
        .id(name)
        .filter(|id| document.instruments.contains(*id))
        .map(Selected::Instrument)
}

/// Runs frames without a window.
struct Camera {
    raster: Raster,
    context: Context,
    size: (u32, u32),
    time: f64,
}

impl Camera {
    fn run(&mut self, app: &mut App) -> egui::FullOutput {
        // Large steps of time: movements are over in two.
        self.time += 0.5;
        let size = vec2(self.size.0 as f32, self.size.1 as f32);
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, size)),
            time: Some(self.time),
            ..RawInput::default()
        };
        let mut output = self.context.run_ui(input, |ui| app.frame(ui));
        self.raster.apply(&mut output.textures_delta);
        output
    }

    fn frames(&mut self, app: &mut App, num: usize) {
        for _ in 0..num {
            drop(self.run(app));
        }
    }

    fn picture(&mut self, app: &mut App) -> image::RgbaImage {
        let output = self.run(app);
        let primitives = self.context.tessellate(output.shapes, output.pixels_per_point);
        let size = [self.size.0 as usize, self.size.1 as usize];
        let ground = self.context.global_style().visuals.panel_fill;
        let image = self.raster.paint(size, output.pixels_per_point, ground, &primitives);
        let bytes = image.pixels.iter().flat_map(|pixel| pixel.to_array()).collect();
        image::RgbaImage::from_raw(self.size.0, self.size.1, bytes).unwrap_or_default()
    }
}
