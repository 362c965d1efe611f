//! What the program costs, by size of the map: `cargo bench`.
//!
//! Figures are CPU time of this thread (not of the wall), the median of several runs, so that a busy
//! machine does not change them much. Maps come from `generate`, with seed 1; 68 is the shipped map.
//! One part for one size: `cargo bench -- typing 10000` (or model, edits, together, searches, evening, exchange, paper, frames).
//! `cargo bench -- --cold`: reading to comparing, each run with nothing of the map in the caches of the processor. So it is for
//! a person: between two wishes lie frames, which fill the caches with pixels; and so maps that fit a cache compare with
//! maps that fit none.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a benchmark prints, and may stop where it is wrong"
)]

use std::hint::black_box;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use argumentenkaart::app::{App, Derived, OpenFile, Opened, Settings};
use argumentenkaart::check::{Day, SimilarIndex, check};
use argumentenkaart::cli::generate;
use argumentenkaart::command::{Action, AppAction, ThemeName, UiLang};
use argumentenkaart::compare;
use argumentenkaart::edit::{Edit, Editor, Site, TextField, Under};
use argumentenkaart::exchange;
use argumentenkaart::layout::{LayoutSpec, Spot, Texts, layout};
use argumentenkaart::model::{Document, Lang, RelationKind, Structure, Target};
use argumentenkaart::paper;
use argumentenkaart::present::{Ready, ShowAction};
use argumentenkaart::storage;
use argumentenkaart::ui::{drag, fonts};
use argumentenkaart::view::{Editing, SearchIndex, ViewAction, ZoomTo};
use egui::{Context, Event, Modifiers, PointerButton, Pos2, RawInput, Rect, vec2};

const SHIPPED: &str = include_str!("../maps/gemengde-scholen.ron");
const SIZES: [usize; 4] = [68, 1_000, 10_000, 100_000];

/// CPU time of this thread, in milliseconds.
#[cfg(unix)]
fn cpu_ms() -> f64 {
    let now = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    now.tv_sec as f64 * 1e3 + now.tv_nsec as f64 / 1e6
}

#[cfg(not(unix))]
fn cpu_ms() -> f64 {
    use std::sync::OnceLock;
    static START: OnceLock<std::time::Instant> = OnceLock::new();
    START.get_or_init(std::time::Instant::now).elapsed().as_secs_f64() * 1e3
}

/// More than the caches of common processors hold, in bytes.
const CACHES: usize = 96 << 20;

/// Whether each run is to find the caches full of something else.
static COLD: AtomicBool = AtomicBool::new(false);

/// Fills the caches of the processor with something else.
fn fill_caches() {
    static MEMORY: Mutex<Vec<u64>> = Mutex::new(Vec::new());
    let mut memory = MEMORY.lock().unwrap();
    memory.resize(CACHES / size_of::<u64>(), 0);
    for word in memory.iter_mut() {
        *word = word.wrapping_add(1);
    }
    black_box(&mut *memory);
}

/// Median cost of one run, in milliseconds; fewer runs for what takes long. What the run gives is let go of outside
/// the measurement: it would be kept.
fn cost<T>(mut run: impl FnMut() -> T) -> f64 {
    let mut costs = Vec::new();
    let begin = cpu_ms();
    let is_cold = COLD.load(Ordering::Relaxed);
    let patience = if is_cold { 2000.0 } else { 400.0 };
    while costs.len() < 5 || (costs.len() < 41 && cpu_ms() - begin < patience) {
        if is_cold {
            fill_caches();
        }
        let start = cpu_ms();
        let made = black_box(run());
        costs.push(cpu_ms() - start);
        drop(made);
    }
    costs.sort_by(f64::total_cmp);
    costs[costs.len() / 2]
}

fn document(size: usize) -> Document {
    if size == 68 {
        storage::read(SHIPPED).unwrap().document
    } else {
        generate(size, 1)
    }
}

/// A window without a screen.
struct Window {
    context: Context,
    app: App,
    time: f64,
}

impl Window {
    fn new(text: &str, size: [f32; 2]) -> (Self, [f32; 2]) {
        let context = Context::default();
        let opened = Opened::Map(Box::new(storage::read(text).unwrap()), OpenFile::default());
        let app = App::new(&context, opened, Settings::unkept(UiLang::Dutch, ThemeName::Light));
        (
            Self {
                context,
                app,
                time: 0.0,
            },
            size,
        )
    }

    /// One frame: what `ui` and what tessellation cost, and the number of triangles.
    fn frame(&mut self, size: [f32; 2]) -> (f64, f64, usize) {
        self.frame_with(size, Vec::new())
    }

    /// The same with what mouse and keyboard did.
    fn frame_with(&mut self, size: [f32; 2], events: Vec<Event>) -> (f64, f64, usize) {
        self.time += 0.5;
        let screen_rect = Some(Rect::from_min_size(Pos2::ZERO, vec2(size[0], size[1])));
        let input = RawInput {
            screen_rect,
            time: Some(self.time),
            events,
            ..RawInput::default()
        };
        let start = cpu_ms();
        let mut output = self.context.run_ui(input, |ui| self.app.frame(ui));
        let shown = cpu_ms();
        let primitives = self.context.tessellate(std::mem::take(&mut output.shapes), 1.0);
        let end = cpu_ms();
        output.textures_delta.clear();
        let triangles = primitives
            .iter()
            .map(|primitive| match &primitive.primitive {
                egui::epaint::Primitive::Mesh(mesh) => mesh.indices.len() / 3,
                egui::epaint::Primitive::Callback(_) => 0,
            })
            .sum();
        (shown - start, end - shown, triangles)
    }

    /// The median frame while something is done before each.
    fn frames(&mut self, size: [f32; 2], mut before: impl FnMut(&mut App, usize)) -> (f64, f64) {
        let mut costs = Vec::new();
        for number in 0..40 {
            before(&mut self.app, number);
            let (ui, tessellate, _) = self.frame(size);
            costs.push((ui, tessellate));
        }
        let median = |get: fn(&(f64, f64)) -> f64| {
            let mut list: Vec<f64> = costs.iter().skip(5).map(get).collect();
            list.sort_by(f64::total_cmp);
            list[list.len() / 2]
        };
        (median(|cost| cost.0), median(|cost| cost.1))
    }
}

fn row(name: &str, unit: &str, values: &[f64]) {
    let cells: Vec<String> = values.iter().map(|value| format!("{value:>12.3}")).collect();
    // The cost of an argument at 100,000 over that at 1,000.
    let ratio = match values {
        [_, small, _, large] if unit == "ms" => format!("{:>8.2}", large / small / 100.0),
        _ => String::new(),
    };
    println!("{name:<34}{unit:>8}{}{ratio}", cells.join(""));
}

fn main() {
    // `cargo test --benches` and `cargo bench -- --list` only ask whether it runs.
    if std::env::args().any(|argument| argument == "--list" || argument == "--test") {
        return;
    }
    let is_cold = std::env::args().any(|argument| argument == "--cold");
    // `cargo bench -- typing 10000`: one part, one size.
    let only: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    if let [part, size] = only.as_slice() {
        let texts = [storage::write(&document(size.parse().unwrap()))];
        let documents = texts.each_ref().map(|text| storage::read(text).unwrap().document);
        match part.as_str() {
            "model" => model(&texts, &documents),
            "edits" => edits(&documents, &fonts::advances()),
            "together" => together(&documents),
            "typing" => typing(&texts),
            "searches" => searches(&documents),
            "evening" => evening(&texts),
            "exchange" => exchanges(&documents),
            "paper" => prints(&documents),
            _ => frames(&texts),
        }
        return;
    }
    println!(
        "{:<34}{:>8}{}   ratio",
        "arguments",
        if is_cold { "cold" } else { "" },
        SIZES.map(|size| format!("{size:>12}")).join("")
    );
    let texts: Vec<String> = SIZES.iter().map(|size| storage::write(&document(*size))).collect();
    let documents: Vec<Document> = texts.iter().map(|text| storage::read(text).unwrap().document).collect();
    COLD.store(is_cold, Ordering::Relaxed);
    model(&texts, &documents);
    edits(&documents, &fonts::advances());
    together(&documents);
    searches(&documents);
    if is_cold {
        return;
    }
    typing(&texts);
    frames(&texts);
    evening(&texts);
    exchanges(&documents);
    prints(&documents);
}

/// From text to picture, and back to text.
fn model(texts: &[String], documents: &[Document]) {
    let advances = fonts::advances();
    row(
        "file",
        "MB",
        &texts.iter().map(|text| text.len() as f64 / 1e6).collect::<Vec<_>>(),
    );
    let parse: Vec<f64> = texts.iter().map(|text| cost(|| storage::parse_only(text))).collect();
    let read: Vec<f64> = texts.iter().map(|text| cost(|| storage::read(text))).collect();
    row("bare parse", "ms", &parse);
    row("read (parse, model, problems)", "ms", &read);
    row(
        "read / bare parse",
        "",
        &read
            .iter()
            .zip(&parse)
            .map(|(read, parse)| read / parse)
            .collect::<Vec<_>>(),
    );
    row(
        "write",
        "ms",
        &documents
            .iter()
            .map(|document| cost(|| drop(black_box(storage::write(document)))))
            .collect::<Vec<_>>(),
    );
    let structures: Vec<Structure> = documents.iter().map(Structure::new).collect();
    row(
        "structure",
        "ms",
        &documents
            .iter()
            .map(|document| cost(|| drop(black_box(Structure::new(document)))))
            .collect::<Vec<_>>(),
    );
    let spec = LayoutSpec::new(Lang::NL);
    let measured: Vec<Texts> = documents
        .iter()
        .zip(&structures)
        .map(|(document, structure)| {
            let mut texts = Texts::default();
            texts.measure(document, structure, Lang::NL, &advances);
            texts
        })
        .collect();
    let measure = |document: &Document, structure: &Structure| {
        cost(|| {
            let mut texts = Texts::default();
            texts.measure(document, structure, Lang::NL, &advances);
            black_box(&texts);
        })
    };
    row(
        "break lines of all texts",
        "ms",
        &documents
            .iter()
            .zip(&structures)
            .map(|(document, structure)| measure(document, structure))
            .collect::<Vec<_>>(),
    );
    let laid: Vec<f64> = (0..documents.len())
        .map(|at| cost(|| drop(black_box(layout(&documents[at], &structures[at], &spec, &measured[at])))))
        .collect();
    row("layout", "ms", &laid);
    let cards: Vec<f64> = documents
        .iter()
        .map(|document| document.claims.len() as f64 - 1.0)
        .collect();
    row(
        "layout, a card",
        "ns",
        &laid
            .iter()
            .zip(&cards)
            .map(|(ms, cards)| ms * 1e6 / cards)
            .collect::<Vec<_>>(),
    );
}

/// Maps of others: written, and read into a map.
fn exchanges(documents: &[Document]) {
    println!();
    println!("files of other programs, ms");
    for format in exchange::Format::ALL
        .into_iter()
        .filter(|format| exchange::kept(*format).is_some())
    {
        let (mut written, mut read) = (Vec::new(), Vec::new());
        for document in documents {
            let write = || argumentenkaart::app::write_as(document, None, format, Lang::NL).unwrap();
            let bytes = write();
            written.push(cost(|| {
                black_box(write());
            }));
            let extension = format.extensions()[0];
            if exchange::read(&bytes, extension, Some(format)).is_err() {
                continue;
            }
            read.push(cost(|| {
                let gathered = exchange::read(&bytes, extension, Some(format)).unwrap();
                let choices = exchange::Choices::new(&gathered, Lang::NL);
                black_box(exchange::build(&gathered, &choices));
            }));
        }
        row(&format!("{}, written", format.name()), "ms", &written);
        // Some are only written.
        if !read.is_empty() {
            row(&format!("{}, read", format.name()), "ms", &read);
        }
    }
}

/// Laying out and writing what goes on paper: the shipped map, and the others.
fn prints(documents: &[Document]) {
    println!();
    println!("paper: the shipped map, then the others, ms from map to PDF (pages, kB)");
    let shipped = argumentenkaart::storage::read(include_str!("../maps/gemengde-scholen.ron"));
    let shipped = shipped.unwrap().document;
    for kind in paper::Kind::ALL {
        let mut costs = Vec::new();
        let mut sizes = Vec::new();
        for document in std::iter::once(&shipped).chain(documents) {
            let choices = argumentenkaart::app::first_choices(document, None, kind, Lang::NL);
            let print = || {
                let made = argumentenkaart::app::make_print(document, None, &choices);
                let bytes = paper::to_pdf(&made.print).unwrap();
                (made.print.pages.len(), bytes.len())
            };
            let (pages, bytes) = print();
            sizes.push(format!("{pages} pages, {} kB", bytes / 1000));
            costs.push(cost(|| {
                black_box(print());
            }));
        }
        row(&format!("{kind:?}"), "ms", &costs);
        println!("    {}", sizes.join(" · "));
    }
}

/// From a change of one sentence to a new picture, and the same for a new reply.
fn edits(documents: &[Document], advances: &argumentenkaart::layout::Advances) {
    let costs = |text_only: bool| -> Vec<f64> {
        documents
            .iter()
            .map(|document| {
                let mut editor = Editor::new(document.clone());
                let mut derived = Derived::new(advances.clone());
                let spec = LayoutSpec::new(Lang::NL);
                derived.update(&editor, &spec);
                let claim = document.claims.in_order()[document.claims.len() / 2];
                let mut number = 0;
                cost(|| {
                    number += 1;
                    let edit = if text_only {
                        Edit::SetText {
                            field: TextField::Claim(claim),
                            lang: Lang::NL,
                            words: format!("Zin nummer {number}"),
                        }
                    } else {
                        Edit::SwitchSide { claim }
                    };
                    let transaction = editor.run(edit).unwrap();
                    derived.touched(&transaction.touched(), text_only);
                    derived.update(&editor, &spec);
                })
            })
            .collect()
    };
    row("change a sentence, to new layout", "ms", &costs(true));
    row("switch a side, to new layout", "ms", &costs(false));
}

/// Comparing, merging, the map check, and what resembles what.
fn together(documents: &[Document]) {
    let all = |run: &dyn Fn(&Document) -> f64| documents.iter().map(run).collect::<Vec<_>>();
    // Every tenth claim is reworded: by one in Dutch, by the other in English, and some by both.
    let changed = |document: &Document, lang: Lang, every: usize| {
        let mut editor = Editor::new(document.clone());
        for claim in document.claims.in_order().into_iter().skip(1).step_by(every) {
            let field = TextField::Claim(claim);
            let words = format!("Anders gezegd in het {lang}");
            editor.run(Edit::SetText { field, lang, words }).unwrap();
        }
        editor.document().clone()
    };
    let diff = all(&|document| {
        let other = changed(document, Lang::NL, 10);
        cost(|| compare::diff(document, &other).len())
    });
    row("diff, a tenth reworded", "ms", &diff);
    let merge = all(&|document| {
        let (ours, theirs) = (changed(document, Lang::NL, 10), changed(document, Lang::EN, 7));
        cost(|| compare::merge(document, &ours, &theirs).conflicts)
    });
    row("merge of two such copies", "ms", &merge);
    let day = Day::parse("2026-11-22").unwrap();
    let found = all(&|document| {
        let structure = Structure::new(document);
        cost(|| check(document, &structure, day).len())
    });
    row("map check", "ms", &found);
    let made = all(&|document| cost(|| SimilarIndex::new(document, Lang::NL)));
    row("index of what is alike", "ms", &made);
    let alike = all(&|document| {
        let index = SimilarIndex::new(document, Lang::NL);
        cost(|| index.find("de scholen in de buurt worden gemengder", None, 3).len())
    });
    row("looks like ..., per key", "ms", &alike);
}

/// The median frame while a card is dragged over the map: the target is looked for, shown and told in each.
fn dragging(window: &mut Window, size: [f32; 2]) -> f64 {
    let cards = &window.app.derived().scene.cards;
    let claim = cards[cards.len() / 2].claim;
    window.app.apply_view(ViewAction::Select(Spot::Claim(claim)));
    window.app.apply_view(ViewAction::ZoomTo(ZoomTo::Full));
    window.frame(size);
    window.frame(size);
    let rect = window.app.derived().scene.rect_of(Spot::Claim(claim)).unwrap();
    let start = window.app.view().camera.screen_from_world(rect.center());
    let button = |pressed| Event::PointerButton {
        pos: start,
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    window.frame_with(size, vec![Event::PointerMoved(start)]);
    window.frame_with(size, vec![button(true)]);
    let mut costs: Vec<f64> = (1..=40)
        .map(|step| {
            // Over its neighbours, round and round, away from the edges of the map.
            let angle = step as f32 / 40.0 * std::f32::consts::TAU;
            let to = start + vec2(angle.cos() * 260.0, angle.sin() * 180.0);
            let (ui, tessellate, _) = window.frame_with(size, vec![Event::PointerMoved(to)]);
            ui + tessellate
        })
        .collect();
    assert!(drag::is_dragging_cards(&window.context), "the card is not dragged");
    window.frame_with(size, vec![Event::PointerGone]);
    drag::cancel(&window.context);
    window.frame_with(size, vec![button(false)]);
    costs.sort_by(f64::total_cmp);
    costs[costs.len() / 2]
}

/// Whole frames while something is typed, dragged or pasted: the wish, the new picture, and all panels.
fn typing(texts: &[String]) {
    let size = [1920.0, 1080.0];
    let mut rows: Vec<(&str, Vec<f64>)> = Vec::new();
    for text in texts {
        let mut put = |name: &'static str, value: f64| match rows.iter_mut().find(|(known, _)| *known == name) {
            Some((_, values)) => values.push(value),
            None => rows.push((name, vec![value])),
        };
        let (mut window, size) = Window::new(text, size);
        window.frame(size);
        let claims = window.app.editor().document().claims.in_order();
        let claim = claims[claims.len() / 2];
        window.app.apply_view(ViewAction::Edit(Editing::OnCard(claim)));
        window.frame(size);
        window.frame(size);
        let with = |window: &mut Window, action: Action| {
            let context = window.context.clone();
            let start = cpu_ms();
            window.app.apply(&context, action);
            let wish = cpu_ms() - start;
            let (ui, tessellate, _) = window.frame(size);
            wish + ui + tessellate
        };
        let median = |window: &mut Window, make: &dyn Fn(&mut Window, usize) -> Action| {
            let mut costs: Vec<f64> = (0..15)
                .map(|number| {
                    let action = make(window, number);
                    with(window, action)
                })
                .collect();
            costs.sort_by(f64::total_cmp);
            costs[costs.len() / 2]
        };
        let key = median(&mut window, &|_, number| {
            Action::Edit(Edit::SetText {
                field: TextField::Claim(claim),
                lang: Lang::NL,
                words: format!("De school ligt te ver weg {number}"),
            })
        });
        put("a key on a card, whole frame", key);
        window.app.apply_view(ViewAction::Edit(Editing::No));
        window.frame(size);
        put("a card being dragged, whole frame", dragging(&mut window, size));
        let argument = window.app.derived().structure.argument_of(claim);
        let other = window.app.derived().scene.cards[0].claim;
        let drop = median(&mut window, &|_, number| {
            Action::Edit(Edit::Place {
                claims: vec![argument],
                site: Site {
                    under: Under::Reply {
                        target: Target::Claim(other),
                        kind: if number % 2 == 0 {
                            RelationKind::Support
                        } else {
                            RelationKind::Attack
                        },
                    },
                    next_to: None,
                },
            })
        });
        put("a card dropped, whole frame", drop);
        window.app.apply_view(ViewAction::ToggleText);
        window.frame(size);
        window.frame(size);
        let typed = median(&mut window, &|window, number| {
            let text = window.app.outline_text().unwrap_or("").to_owned();
            let line = text.lines().position(|line| line.starts_with('+')).unwrap_or(0);
            let lines: Vec<String> = text
                .lines()
                .enumerate()
                .map(|(at, words)| {
                    if at == line {
                        format!("+ Zin {number}")
                    } else {
                        words.to_owned()
                    }
                })
                .collect();
            Action::App(AppAction::TypeOutline {
                text: lines.join("\n"),
                cursor: Some(line),
            })
        });
        put("a key in the text, whole frame", typed);
        let new_line = median(&mut window, &|window, number| {
            let text = window.app.outline_text().unwrap_or("").to_owned();
            let line = text.lines().count() - 1;
            Action::App(AppAction::TypeOutline {
                text: format!("{text}\n+ Nieuw {number}"),
                cursor: Some(line + 1),
            })
        });
        put("a new line in the text", new_line);
        window.app.apply_view(ViewAction::ToggleText);
        window.frame(size);
        let list: Vec<String> = (0..1000)
            .map(|number| {
                format!(
                    "{}- regel {number} over scholen",
                    if number % 3 == 0 { "" } else { "  " }
                )
            })
            .collect();
        let list = list.join("\n");
        put(
            "paste of 1,000 lines",
            with(&mut window, Action::App(AppAction::PasteText(list))),
        );
    }
    for (name, values) in rows {
        row(name, "ms", &values);
    }
}

/// An evening: whole frames of the audience's window and of the presenter's, each with the wish before it.
fn evening(texts: &[String]) {
    let mut rows: Vec<(&str, Vec<f64>)> = Vec::new();
    for text in texts {
        let mut put = |name: &'static str, value: f64| match rows.iter_mut().find(|(known, _)| *known == name) {
            Some((_, values)) => values.push(value),
            None => rows.push((name, vec![value])),
        };
        let (mut window, size) = Window::new(text, [1280.0, 720.0]);
        window.frame(size);
        let with = |window: &mut Window, action: AppAction| {
            let context = window.context.clone();
            let start = cpu_ms();
            window.app.apply(&context, Action::App(action));
            let wish = cpu_ms() - start;
            let (ui, tessellate, _) = window.frame(size);
            wish + ui + tessellate
        };
        let begin = with(&mut window, AppAction::Present(Ready::Stakeholders));
        put("F5 to the first picture", begin);
        let median = |window: &mut Window, action: &dyn Fn(usize) -> AppAction| {
            let mut costs: Vec<f64> = (0..41).map(|number| with(window, action(number))).collect();
            costs.sort_by(f64::total_cmp);
            costs[costs.len() / 2]
        };
        let next = |_: usize| AppAction::Show(ShowAction::Next);
        let audience = median(&mut window, &next);
        put("a click, the audience's window", audience);
        // The letters of the small pictures are made once.
        with(&mut window, AppAction::ShowNotes);
        let presenter = median(&mut window, &next);
        put("a click, the presenter's window", presenter);
        let plan = argumentenkaart::session::Plan {
            before_and_after: true,
            ..Default::default()
        };
        let about = argumentenkaart::session::About::default();
        with(&mut window, AppAction::BeginEvening(Box::new(about), Box::new(plan)));
        with(&mut window, AppAction::ShowNotes);
        for _ in 0..2 {
            with(&mut window, AppAction::Show(ShowAction::Next));
        }
        let hand = median(&mut window, &|_| AppAction::Show(ShowAction::Count(1)));
        put("a hand that is counted", hand);
        let mut session = window.app.show().unwrap().session().clone();
        let document = window.app.editor().document();
        session.shown = document
            .claims
            .iter()
            .map(|(id, _)| document.claims.name(id).to_owned())
            .collect();
        put(
            "the session as text (on a thread)",
            cost(|| storage::session::write(&session)),
        );
    }
    println!();
    println!("an evening at 1280x720, ms");
    for (name, values) in rows {
        row(name, "ms", &values);
    }
}

fn searches(documents: &[Document]) {
    let run = |first: bool| -> Vec<f64> {
        documents
            .iter()
            .map(|document| {
                let mut index = SearchIndex::default();
                index.search(document, Lang::NL, "school");
                cost(|| {
                    if first {
                        index.forget();
                    }
                    black_box(index.search(document, Lang::NL, "school kin"));
                })
            })
            .collect()
    };
    row("search, first letter after a change", "ms", &run(true));
    row("search, each next letter", "ms", &run(false));
}

fn frames(texts: &[String]) {
    for (name, size) in [("1280x800", [1280.0, 800.0]), ("1920x1080", [1920.0, 1080.0])] {
        let mut table: Vec<(String, Vec<f64>)> = Vec::new();
        let mut put = |name: &str, column: usize, value: f64| {
            if let Some((_, values)) = table.iter_mut().find(|(known, _)| known == name) {
                values.push(value);
            } else {
                assert_eq!(column, 0);
                table.push((name.to_owned(), vec![value]));
            }
        };
        for (column, text) in texts.iter().enumerate() {
            let (mut window, size) = Window::new(text, size);
            let first = window.frame(size);
            put("first frame, ui + tessellate", column, first.0 + first.1);
            window.frame(size);
            let (ui, tessellate) = window.frames(size, |_, _| {});
            put("zoomed to all, ui", column, ui);
            put("zoomed to all, tessellate", column, tessellate);
            let middle = window.app.derived().scene.cards[window.app.derived().scene.cards.len() / 2].claim;
            window.app.apply_view(ViewAction::Select(Spot::Claim(middle)));
            window.app.apply_view(ViewAction::ZoomTo(ZoomTo::Full));
            window.frame(size);
            window.frame(size);
            let (ui, tessellate) = window.frames(size, |_, _| {});
            put("at 100 %, ui", column, ui);
            put("at 100 %, tessellate", column, tessellate);
            let (ui, tessellate) = window.frames(size, |app, number| {
                let by = if number % 40 < 20 {
                    vec2(-24.0, 12.0)
                } else {
                    vec2(24.0, -12.0)
                };
                app.apply_view(ViewAction::Pan(by));
            });
            put("panning at 100 %, ui", column, ui);
            put("panning at 100 %, tessellate", column, tessellate);
            window.app.apply_view(ViewAction::ZoomBy(0.35));
            window.frame(size);
            let (ui, tessellate) = window.frames(size, |app, number| {
                let by = if number % 40 < 20 {
                    vec2(-24.0, 12.0)
                } else {
                    vec2(24.0, -12.0)
                };
                app.apply_view(ViewAction::Pan(by));
            });
            put("panning at 35 %, ui", column, ui);
            put("panning at 35 %, tessellate", column, tessellate);
            let (ui, tessellate) = window.frames(size, |app, number| {
                app.apply_view(ViewAction::ZoomBy(if number % 40 < 20 { 1.08 } else { 1.0 / 1.08 }));
            });
            put("zooming around 35 %, ui", column, ui);
            put("zooming around 35 %, tessellate", column, tessellate);
        }
        println!("frames at {name}");
        for (name, values) in &table {
            row(&format!("  {name}"), "ms", values);
        }
    }
}
