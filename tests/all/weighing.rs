//! An evening from beginning to end: begun by the form, weighed, cut off and gone on with, taken into the map, reported.

use std::path::{Path, PathBuf};

use argumentenkaart::app::{App, Settings, load};
use argumentenkaart::command::{Action, AppAction, ThemeName, UiLang};
use argumentenkaart::edit::{Edit, Editor};
use argumentenkaart::model::{Ballot, Chart, Document, Item, Lang, MapView, Shows, Stage, Stance, Stop, Text};
use argumentenkaart::present::{Ready, evening_stops, first_side, ready_stops};
use argumentenkaart::session::{Fate, Place, Plan, Session, State, Subject, Walk};
use argumentenkaart::storage::session as files;
use argumentenkaart::ui::dialogs::Dialog;
use argumentenkaart::view::{ContentTab, ViewAction};
use egui::{Key, Modifiers, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::desk::{ARGUMENT, SMALL, claim, press, press_with, select, type_words, until};

struct Evening {
    folder: tempfile::TempDir,
}

impl Evening {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::copy(SMALL, folder.path().join("kaart.ron")).unwrap();
        Self { folder }
    }

    fn map(&self) -> PathBuf {
        self.folder.path().join("kaart.ron")
    }

    fn window(&self) -> Harness<'static, App> {
        let (map, data) = (self.map(), self.folder.path().join("data"));
        let mut harness = Harness::builder()
            .with_size(vec2(1400.0, 1000.0))
            .with_max_steps(60)
            .build_eframe(move |creation| {
                let settings = Settings::kept_in(&data, UiLang::Dutch, ThemeName::Light);
                App::new(&creation.egui_ctx, load(Some(&map)), settings)
            });
        harness.run_ok();
        harness
    }

    fn sessions(&self) -> Vec<PathBuf> {
        files::all_in(self.folder.path())
    }
}

/// Begins an evening with the form as it is, but for what was clicked.
fn begin(harness: &mut Harness<'_, App>, clicks: &[&str]) {
    press_with(harness, Modifiers::COMMAND, Key::F5);
    // The window over the map finds its size.
    harness.run_steps(4);
    for name in clicks {
        harness.get_by_label(name).click();
        harness.run_ok();
    }
    harness.get_by_label("Beginnen").click();
    harness.run_ok();
    assert!(harness.state().is_showing());
}

fn session(harness: &Harness<'_, App>) -> Session {
    harness.state().show().unwrap().session().clone()
}

fn go_to(harness: &mut Harness<'_, App>, is_it: impl Fn(&Shows) -> bool) {
    let stops = harness.state().show().unwrap().stops();
    let number = stops.iter().position(|stop| is_it(&stop.shows)).unwrap() + 1;
    for digit in number.to_string().bytes() {
        let keys = [
            Key::Num0,
            Key::Num1,
            Key::Num2,
            Key::Num3,
            Key::Num4,
            Key::Num5,
            Key::Num6,
            Key::Num7,
            Key::Num8,
            Key::Num9,
        ];
        press(harness, keys[usize::from(digit - b'0')]);
    }
    press(harness, Key::Enter);
    assert_eq!(harness.state().show().unwrap().at().stop + 1, number);
}

/// What is on disk, once it is what is on screen.
fn on_disk(harness: &mut Harness<'_, App>, path: &Path) -> Session {
    // What was read then: the file may still be behind, at a state of before that is the same, and go through the ones between.
    let read = std::cell::RefCell::new(None);
    until(harness, |app| {
        let shown = app.show().map(|show| show.session().rounds.clone());
        let shown = shown.or_else(|| app.evening_session().map(|session| session.rounds.clone()));
        *read.borrow_mut() = files::open(path).ok();
        read.borrow().as_ref().map(|session| &session.rounds) == shown.as_ref()
    });
    read.into_inner().unwrap()
}

#[test]
fn an_evening_is_weighed_cut_off_and_gone_on_with() {
    let evening = Evening::new();
    let mut harness = evening.window();
    begin(&mut harness, &["Tegen"]);
    let first = session(&harness);
    assert_eq!(Stance::from(first.plan.first), Stance::Contra);
    // It is written by a thread of its own.
    until(&mut harness, |_| !evening.sessions().is_empty());
    let [path] = &*evening.sessions() else {
        panic!("one file")
    };
    let path = path.clone();
    // The question before: 14 and 6 parents, then three hands of pupils, one of them too many.
    go_to(&mut harness, |shows| *shows == Shows::Vote(Ballot::Before));
    press(&mut harness, Key::PageDown);
    for key in [Key::Num1, Key::Num4, Key::Tab, Key::Num6, Key::Enter] {
        press(&mut harness, key);
    }
    for _ in 0..10 {
        press(&mut harness, Key::ArrowRight);
    }
    for _ in 0..3 {
        press(&mut harness, Key::Plus);
    }
    press_with(&mut harness, Modifiers::COMMAND, Key::Z);
    let counted = on_disk(&mut harness, &path);
    assert_eq!(
        (counted.rounds[0].state, counted.rounds[0].num_answered(0)),
        (State::Open, 22)
    );
    // The power fails: nothing is written any more, and the window is gone.
    drop(harness);
    let mut kept = files::open(&path).unwrap();
    assert!(!kept.is_over);
    kept.at.seconds = 600;
    files::save(&path, &files::write(&kept)).unwrap();
    let mut harness = evening.window();
    assert!(matches!(harness.state().dialog(), Some(Dialog::GoOn { .. })));
    harness.get_by_label("Verdergaan").click();
    harness.run_ok();
    let show = harness.state().show().unwrap();
    assert_eq!((show.counting(), show.at().reveal), (Some(0), 1));
    assert_eq!(show.session().rounds[0].num_answered(0), 22);
    // Closed: two pupils are too few to stand apart.
    press(&mut harness, Key::PageDown);
    press(&mut harness, Key::PageDown);
    let closed = session(&harness);
    assert_eq!(
        (closed.rounds[0].state, closed.rounds[0].tally.groups.len()),
        (State::Closed, 1)
    );
    press(&mut harness, Key::Escape);
    press(&mut harness, Key::Escape);
    assert!(!harness.state().is_showing());
    until(&mut harness, |_| {
        files::open(&path).is_ok_and(|session| session.is_over)
    });
    drop(harness);
    assert!(
        evening.window().state().dialog().is_none(),
        "one that was ended is not asked about"
    );
}

#[test]
fn what_the_room_adds_goes_into_the_map_when_somebody_says_so_and_into_the_report() {
    let evening = Evening::new();
    let before = std::fs::read_to_string(evening.map()).unwrap();
    let mut harness = evening.window();
    begin(&mut harness, &[]);
    let wanted = claim(&harness, ARGUMENT);
    press(&mut harness, Key::G);
    type_words(&mut harness, "vroeg");
    press(&mut harness, Key::Enter);
    for line in [
        "- wie verhuist is dan te laat",
        "+ het geeft rust",
        "wat kost dit?",
        "de bus rijdt niet",
    ] {
        press(&mut harness, Key::A);
        type_words(&mut harness, line);
        press(&mut harness, Key::Enter);
        press(&mut harness, Key::Escape);
    }
    let added = session(&harness);
    let places: Vec<&Place> = added.additions.iter().map(|addition| &addition.place).collect();
    assert!(
        matches!(places[0], Place::Reply { claim, .. } if claim == ARGUMENT),
        "{places:?}"
    );
    assert!(matches!(places[1], Place::Reply { claim, .. } if claim == ARGUMENT));
    assert_eq!((places[2], places[3]), (&Place::Question, &Place::Parked));
    assert!(!harness.state().editor().is_dirty(), "an evening never changes the map");
    // Weighed on the way: 5 agree, 4 disagree.
    press(&mut harness, Key::V);
    press(&mut harness, Key::PageDown);
    for key in [Key::Num5, Key::Tab, Key::Num4, Key::Enter] {
        press(&mut harness, key);
    }
    press(&mut harness, Key::PageDown);
    press(&mut harness, Key::PageDown);
    press(&mut harness, Key::Escape);
    press(&mut harness, Key::Escape);
    press(&mut harness, Key::Escape);
    assert!(!harness.state().is_showing());
    let context = harness.ctx.clone();
    let apply = |harness: &mut Harness<'_, App>, action| {
        harness.state_mut().apply(&context, action);
        harness.run_ok();
    };
    apply(
        &mut harness,
        Action::View(ViewAction::Content(Some(ContentTab::Evening))),
    );
    let num = harness.state().editor().document().claims.len();
    harness
        .get_by_label("Overnemen in de kaart: Wie verhuist is dan te laat")
        .click();
    harness.run_ok();
    let accept = AppAction::Accept {
        number: 1,
        words: "Vroeg inschrijven geeft ouders rust".to_owned(),
    };
    apply(&mut harness, Action::App(accept));
    let fates = |harness: &Harness<'_, App>| -> Vec<Fate> {
        let session = harness.state().evening_session().unwrap();
        session.additions.iter().map(|addition| addition.fate).collect()
    };
    assert_eq!(fates(&harness)[..2], [Fate::Accepted, Fate::Rewritten]);
    let document = harness.state().editor().document();
    assert_eq!(document.claims.len(), num + 2);
    let structure = &harness.state().derived().structure;
    assert_eq!(structure.children(wanted).len() - document_children(&before), 2);
    // Taken back: the map is as it was, and the addition waits again; done again, it follows.
    press_with(&mut harness, Modifiers::COMMAND, Key::Z);
    assert_eq!(fates(&harness)[..2], [Fate::Accepted, Fate::Open]);
    press_with(&mut harness, Modifiers::COMMAND, Key::Y);
    assert_eq!(fates(&harness)[..2], [Fate::Accepted, Fate::Rewritten]);
    // The report, in both languages.
    let [path] = &*evening.sessions() else {
        panic!("one file")
    };
    for (lang, files) in [
        (
            UiLang::Dutch,
            [
                "verslag.html",
                "verslag.pdf",
                "verslag.docx",
                "verslag.md",
                "uitkomst.csv",
            ],
        ),
        (
            UiLang::English,
            ["report.html", "report.pdf", "report.docx", "report.md", "results.csv"],
        ),
    ] {
        apply(&mut harness, Action::App(AppAction::MakeReport(lang)));
        let name = path
            .file_name()
            .unwrap()
            .to_string_lossy()
            .replace(".sessie.ron", " verslag");
        let folder = path.with_file_name(name);
        until(&mut harness, |_| files.iter().all(|file| folder.join(file).exists()));
        let page = std::fs::read_to_string(folder.join(files[0])).unwrap();
        for words in ["Wie verhuist is dan te laat", "De bus rijdt niet", "Wat kost dit?"] {
            assert!(page.contains(words), "{words}");
        }
        assert!(!page.contains("<script"));
    }
    assert_eq!(
        std::fs::read_to_string(evening.map()).unwrap(),
        before,
        "nothing is saved unasked"
    );
    let kept = files::open(path).unwrap();
    assert!(matches!(&kept.rounds[0].rows[0].of, Subject::Claim(name) if name == ARGUMENT));
}

/// How many replies the argument has in the text of a map.
fn document_children(text: &str) -> usize {
    let document = argumentenkaart::storage::read(text).unwrap().document;
    let structure = argumentenkaart::model::Structure::new(&document);
    structure.children(document.claims.id(ARGUMENT).unwrap()).len()
}

#[test]
fn a_route_of_ones_own_begins_with_the_side_that_was_chosen() {
    let text = std::fs::read_to_string(Path::new("maps").join("gemengde-scholen.ron")).unwrap();
    let document = argumentenkaart::storage::read(&text).unwrap().document;
    let structure = argumentenkaart::model::Structure::new(&document);
    let ready = ready_stops(Ready::Core, &document, &structure, Stance::Contra);
    let mut editor = Editor::new(document);
    editor
        .run(Edit::AddRoute {
            lang: Lang::NL,
            words: "Ons".to_owned(),
            stops: ready.clone(),
        })
        .unwrap();
    let document = editor.document();
    let name = document.routes.name(document.routes.in_order()[0]).to_owned();
    assert_eq!(first_side(document, &structure, &name), Some(Stance::Contra));
    let stops = |first: Stance| {
        let plan = Plan {
            walk: Walk::Own(name.clone()),
            first: first.into(),
            ..Plan::default()
        };
        evening_stops(&plan, document, &structure)
    };
    assert_eq!(stops(Stance::Contra), ready, "as it was recorded");
    let turned = stops(Stance::Pro);
    let said = |stops: &[Stop]| -> Vec<_> { stops.iter().flat_map(|stop| stop.claims().to_vec()).collect() };
    let (mut one, mut other) = (said(&ready), said(&turned));
    assert_eq!(structure.stance(other[0]), Some(Stance::Pro));
    one.sort_unstable();
    other.sort_unstable();
    assert_eq!(one, other, "nothing is left out");
}

#[test]
fn a_show_of_which_nothing_was_collected_leaves_no_file() {
    let evening = Evening::new();
    let own = evening.folder.path().join("data").join("evenings");
    let mut harness = evening.window();
    press(&mut harness, Key::F5);
    press(&mut harness, Key::PageDown);
    until(&mut harness, |_| files::all_in(&own).len() == 1);
    assert_eq!(evening.sessions().len(), 0);
    press(&mut harness, Key::Escape);
    press(&mut harness, Key::Escape);
    assert_eq!(files::all_in(&own).len(), 0);
    drop(harness);
    assert!(evening.window().state().dialog().is_none());
}

#[test]
fn a_route_is_made_by_walking_shown_saved_and_says_what_is_gone() {
    let evening = Evening::new();
    let mut harness = evening.window();
    let wanted = claim(&harness, ARGUMENT);
    let record = Modifiers::COMMAND | Modifiers::SHIFT;
    select(&mut harness, wanted);
    press_with(&mut harness, record, Key::R);
    press_with(&mut harness, Modifiers::COMMAND | Modifiers::ALT, Key::R);
    let routes = |harness: &Harness<'_, App>| harness.state().editor().document().routes.clone();
    let stops = routes(&harness).iter().next().unwrap().1.stops.clone();
    assert_eq!(stops[0].shows, Shows::Claims(vec![wanted]));
    let Shows::View(view) = &stops[1].shows else {
        panic!("{stops:?}")
    };
    assert!(view.height > 50);
    // Written and read back it is the same.
    let text = argumentenkaart::storage::write(harness.state().editor().document());
    let back = argumentenkaart::storage::read(&text).unwrap();
    assert!(back.problems.is_empty(), "{:?}", back.problems);
    assert_eq!(argumentenkaart::storage::write(&back.document), text);
    press_with(&mut harness, Modifiers::COMMAND, Key::Z);
    assert_eq!(routes(&harness).iter().next().unwrap().1.stops.len(), 1);
    press_with(&mut harness, Modifiers::COMMAND, Key::Y);
    let context = harness.ctx.clone();
    let route = routes(&harness).iter().next().unwrap().0;
    harness
        .state_mut()
        .apply(&context, Action::App(AppAction::PresentRoute(route, 1)));
    harness.run_ok();
    assert_eq!(harness.state().show().unwrap().at().stop, 1);
    press(&mut harness, Key::Escape);
    press(&mut harness, Key::Escape);
    // What is gone from the map is said, by the stop and by the problems of the file.
    select(&mut harness, wanted);
    press(&mut harness, Key::Delete);
    let text = argumentenkaart::storage::write(harness.state().editor().document());
    let problems = argumentenkaart::storage::read(&text).unwrap().problems;
    assert!(!problems.is_empty());
    harness
        .state_mut()
        .apply(&context, Action::App(AppAction::PresentRoute(route, 0)));
    harness.run_ok();
    // The presenter hears it, the audience does not.
    assert!(harness.query_by_label_contains("staat niet meer in de kaart").is_none());
    press(&mut harness, Key::H);
    assert!(harness.query_by_label_contains("staat niet meer in de kaart").is_some());
}

#[test]
fn every_kind_of_stop_is_written_and_read_back() {
    let text = std::fs::read_to_string(SMALL).unwrap();
    let document = argumentenkaart::storage::read(&text).unwrap().document;
    let claims = document.claims.in_order();
    let (some, tool) = (claims[1..4].to_vec(), document.instruments.in_order());
    let stakeholder = document.stakeholders.in_order()[0];
    let mut shows = vec![
        Shows::Whole,
        Shows::Claims(some.clone()),
        Shows::Stakeholder(stakeholder),
        Shows::Picture(Item::Claim(some[0])),
        Shows::Picture(Item::Cover),
        Shows::View(Box::new(MapView {
            anchor: Item::Stakeholder(stakeholder),
            offset: (-120, 44),
            height: 900,
            folded: some.clone(),
            focus: Some(some[1]),
            lit: Some(Item::Claim(some[2])),
        })),
        Shows::Vote(Ballot::Before),
        Shows::Vote(Ballot::After),
        Shows::Vote(Ballot::Opinion(some.clone())),
        Shows::Vote(Ballot::Dots(some.clone())),
        Shows::Vote(Ballot::Tools(tool.clone())),
        Shows::Sides {
            covered: Stance::Contra,
            claims: some.clone(),
        },
    ];
    shows.extend(tool.first().copied().map(Shows::Instrument));
    shows.extend(Chart::ALL.map(Shows::Result));
    shows.extend(Stage::ALL.map(Shows::Stage));
    let stops: Vec<Stop> = shows
        .into_iter()
        .enumerate()
        .map(|(number, shows)| Stop {
            note: Text::new(Lang::NL, &format!("Notitie \"{number}\"")),
            seconds: number as u32 * 30,
            lang: (number % 2 == 0).then_some(Lang::EN),
            ..Stop::new(shows)
        })
        .collect();
    let mut editor = Editor::new(document);
    editor
        .run(Edit::AddRoute {
            lang: Lang::NL,
            words: "Alles".to_owned(),
            stops: stops.clone(),
        })
        .unwrap();
    let text = argumentenkaart::storage::write(editor.document());
    let back = argumentenkaart::storage::read(&text).unwrap().document;
    assert_eq!(argumentenkaart::storage::write(&back), text);
    let route = back.routes.iter().next().unwrap().1;
    for (one, other) in stops.iter().zip(&route.stops) {
        let names = |document: &Document, stop: &Stop| -> Vec<String> {
            stop.items().into_iter().map(|item| document.item_name(item)).collect()
        };
        assert_eq!(names(editor.document(), one), names(&back, other));
        assert_eq!(
            (one.seconds, one.lang, &one.note),
            (other.seconds, other.lang, &other.note)
        );
    }
    // A merge of two that only one changed is that one.
    let base = argumentenkaart::storage::read(&std::fs::read_to_string(SMALL).unwrap())
        .unwrap()
        .document;
    let merged = argumentenkaart::compare::merge(&base, &base, editor.document());
    assert_eq!(argumentenkaart::storage::write(&merged.document), text);
}

#[test]
fn bad_evenings_are_told_and_left_alone() {
    let evening = Evening::new();
    let data = evening.folder.path().join("data");
    std::fs::create_dir_all(&data).unwrap();
    let path = evening.folder.path().join("kaart 2026-11-25 1930.sessie.ron");
    for text in [
        "",
        "(format: 2)",
        "(format: 1, rounds: [(asked: nooit)])",
        "(format: 1, rounds: [(tally: (counts: [4000000000]))])",
    ] {
        std::fs::write(&path, text).unwrap();
        std::fs::write(data.join("evening.txt"), path.display().to_string()).unwrap();
        let mut harness = evening.window();
        assert!(matches!(harness.state().dialog(), Some(Dialog::Error { .. })), "{text}");
        press(&mut harness, Key::Escape);
        let context = harness.ctx.clone();
        harness
            .state_mut()
            .apply(&context, Action::App(AppAction::GoOnEvening(path.clone())));
        harness.run_ok();
        assert!(!harness.state().is_showing());
        assert_eq!(std::fs::read_to_string(&path).unwrap(), text, "the file is as it was");
    }
    // Another map's evening does not open on this one.
    let other = Session {
        map: argumentenkaart::session::OfMap {
            file: "andere.ron".to_owned(),
            ..argumentenkaart::session::OfMap::default()
        },
        ..Session::default()
    };
    std::fs::write(&path, files::write(&other)).unwrap();
    let mut harness = evening.window();
    let context = harness.ctx.clone();
    harness
        .state_mut()
        .apply(&context, Action::App(AppAction::OpenEvening(path)));
    harness.run_ok();
    assert!(harness.state().evening_session().is_none());
}

#[test]
fn routes_are_compared_and_merged_like_the_rest() {
    let base = std::fs::read_to_string(SMALL).unwrap();
    let read = |text: &str| argumentenkaart::storage::read(text).unwrap().document;
    let with = |stops: &str| {
        let routes = format!("    routes: [(id: \"avond\", name: (nl: \"Avond\"), stops: [{stops}])],\n)");
        let text = base.trim_end().strip_suffix(')').unwrap().to_owned();
        read(&format!("{text}{routes}"))
    };
    let one = with("(), (stakeholder: \"ouders\", note: (nl: \"Rustig\"))");
    let two = with("(), (stakeholder: \"ouders\", note: (nl: \"Rustig\")), (vote: before)");
    let three = with(&format!(
        "(), (stakeholder: \"ouders\", note: (nl: \"Rustig aan\")), (claims: [\"{ARGUMENT}\"], seconds: 90)"
    ));
    let merged = argumentenkaart::compare::merge(&one, &two, &three);
    let route = merged.document.routes.iter().next().unwrap().1;
    let shows: Vec<&Shows> = route.stops.iter().map(|stop| &stop.shows).collect();
    assert_eq!(shows.len(), 4, "{shows:?}");
    assert!(shows.contains(&&Shows::Vote(Ballot::Before)));
    let claims = route.stops.iter().find(|stop| !stop.claims().is_empty()).unwrap();
    assert_eq!(claims.seconds, 90);
    let said = route.stops[1].note.get(Lang::NL);
    assert_eq!(said, Some("Rustig aan"));
    assert!(!argumentenkaart::compare::diff(&one, &two).is_empty());
}
