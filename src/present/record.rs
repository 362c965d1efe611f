//! Makes a stop of what is on screen now.

use crate::layout::{Scene, Spot};
use crate::model::{Document, Item, MapView, Shows, Stop};
use crate::view::{Selected, ViewState};

/// What the map shows now, as a stop: a selected argument with what is marked beside it, a card of the toolbox, or the
/// map as it is seen.
pub fn recorded(document: &Document, scene: &Scene, view: &ViewState, as_view: bool) -> Stop {
    let shows = match view.selected {
        Some(Selected::Instrument(instrument)) if view.show_toolbox || !as_view => Shows::Instrument(instrument),
        Some(Selected::Spot(Spot::Claim(_))) if !as_view => Shows::Claims(view.claims()),
        Some(Selected::Spot(Spot::Stakeholder(Some(stakeholder)))) if !as_view => Shows::Stakeholder(stakeholder),
        Some(Selected::Spot(Spot::Question)) if !as_view => Shows::Whole,
        _ => seen(document, scene, view),
    };
    Stop {
        lang: Some(view.spec.lang),
        ..Stop::new(shows)
    }
}

/// The map as it is seen: what is nearest to the middle holds it.
fn seen(document: &Document, scene: &Scene, view: &ViewState) -> Shows {
    let visible = view.camera.visible();
    if !visible.is_positive() {
        return Shows::Whole;
    }
    let middle = visible.center();
    // What is large enough to be looked for: signs of stakeholders and the question, and cards when they can be read.
    let signs = scene.bands.iter().filter_map(|band| match band.kind {
        crate::layout::BandKind::Stakeholder(Some(id)) => Some((Item::Stakeholder(id), band.sign)),
        _ => None,
    });
    let cards = scene.cards.iter().map(|card| (Item::Claim(card.claim), card.rect()));
    let all = signs.chain([(Item::Cover, scene.question)]).chain(cards);
    let nearest = all.min_by(|one, other| {
        let distance = |rect: egui::Rect| rect.distance_sq_to_pos(middle);
        distance(one.1).total_cmp(&distance(other.1))
    });
    let Some((anchor, rect)) = nearest else {
        return Shows::Whole;
    };
    let offset = middle - rect.center();
    let folded = view.spec.folds.folded_of(document);
    let lit = match view.selected {
        Some(Selected::Instrument(instrument)) => Some(Item::Instrument(instrument)),
        Some(Selected::Spot(Spot::Claim(claim))) => Some(Item::Claim(claim)),
        _ => view.eyes.map(Item::Stakeholder),
    };
    Shows::View(Box::new(MapView {
        anchor,
        offset: (offset.x.round() as i32, offset.y.round() as i32),
        height: visible.height().round().clamp(50.0, 4e9) as u32,
        folded,
        focus: view.spec.focus,
        lit,
    }))
}
