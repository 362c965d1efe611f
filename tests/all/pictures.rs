//! Few, small pictures of the window, painted on the CPU: the same on every machine.

use argumentenkaart::app::{App, Settings, load};
use argumentenkaart::command::{ThemeName, UiLang};
use argumentenkaart::layout::Spot;
use argumentenkaart::ui::raster::Raster;
use argumentenkaart::view::{ViewAction, ZoomTo};
use egui_kittest::{Harness, TestRenderer};

#[derive(Default)]
struct CpuRenderer(Raster);

impl TestRenderer for CpuRenderer {
    fn handle_delta(&mut self, delta: &mut egui::TexturesDelta) {
        self.0.apply(delta);
    }

    fn render(&mut self, context: &egui::Context, output: &egui::FullOutput) -> Result<image::RgbaImage, String> {
        let scale = context.pixels_per_point();
        let size = context.content_rect().size() * scale;
        let size = [size.x.round() as usize, size.y.round() as usize];
        let primitives = context.tessellate(output.shapes.clone(), scale);
        let painted = self.0.paint(size, scale, egui::Color32::WHITE, &primitives);
        let bytes = painted.pixels.iter().flat_map(|pixel| pixel.to_array()).collect();
        image::RgbaImage::from_raw(size[0] as u32, size[1] as u32, bytes).ok_or_else(|| "size".to_owned())
    }
}

fn picture(name: &str, theme: ThemeName, lang: UiLang, set_up: impl FnOnce(&mut App)) {
    let map = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("maps/aanmelden-utrecht.ron");
    let mut harness = Harness::builder()
        .with_size(egui::vec2(800.0, 500.0))
        .with_theme(egui::Theme::Light)
        .with_max_steps(60)
        .with_render_cursor(false)
        .renderer(CpuRenderer::default())
        .build_eframe(move |creation| App::new(&creation.egui_ctx, load(Some(&map)), Settings::unkept(lang, theme)));
    harness.state_mut().view_mut().show_outline = false;
    harness.state_mut().view_mut().show_details = false;
    harness.run_ok();
    set_up(harness.state_mut());
    harness.run_ok();
    harness.snapshot(name);
}

#[test]
fn from_afar() {
    picture("van-ver", ThemeName::Light, UiLang::Dutch, |_| {});
}

#[test]
fn near_by_on_a_projector() {
    picture("dichtbij", ThemeName::Projector, UiLang::English, |app| {
        let claim = app.editor().document().claims.id("scholen-niet-gemengder").unwrap();
        app.apply_view(ViewAction::Select(Spot::Claim(claim)));
        app.apply_view(ViewAction::ZoomTo(ZoomTo::Selection));
    });
}

#[test]
fn the_toolbox_in_the_dark() {
    picture("toolbox", ThemeName::Dark, UiLang::Dutch, |app| {
        app.apply_view(ViewAction::ToggleToolbox)
    });
}
