//! The command line: results on stdout, errors on stderr; exit status 0, 1 (problems found) or 2
//! (wrong use, or a file that cannot be read).

mod exchange;
mod generate;
mod print;
mod said;
mod shot;
mod together;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use clap::{Parser, Subcommand, ValueEnum};
use serde_json::json;

use crate::app::{App, Guarded, Settings};
use crate::command::{ThemeName, UiLang};
use crate::exchange::Format;
use crate::links::{self, LinkState, LinkStates, Reach};
use crate::model::{Document, Item, Lang, Problem, SourceId, Structure};
use crate::storage::disk;
use crate::ui::words::{Usage, Words};
use crate::ui::{NotMade, Output};

use exchange::Wishes;
pub use generate::generate;
use said::{fail, say, shown, warn};
pub use shot::{ShotOptions, shot};

/// Shows, checks and measures argument maps.
#[derive(Parser)]
#[command(
    name = "argumentenkaart",
    version,
    about = "Argumentenkaart: laat de argumenten rond een vraag zien / shows the arguments around a question",
    args_conflicts_with_subcommands = true
)]
struct Arguments {
    #[command(subcommand)]
    task: Option<Task>,
    /// The map to open / de kaart om te openen
    file: Option<PathBuf>,
    /// Write to stderr when each part of starting was done, in milliseconds since 1970 (for measurements)
    #[arg(long, hide = true)]
    timing: bool,
    /// Fail after so many seconds (to see that nothing is lost then)
    #[arg(long, hide = true)]
    fail_after: Option<f64>,
}

#[derive(Subcommand)]
enum Task {
    /// Reads maps and reports every problem with its place / leest kaarten en meldt elk probleem
    ///
    /// A picture that cannot be shown is told with its reason, unless only problems are asked for.
    Check {
        /// The maps
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// Only what is not sound; not what deserves attention / alleen wat niet klopt
        #[arg(long)]
        problems: bool,
        /// Ask over the internet whether the web addresses still work / vraag via internet of de webadressen nog werken
        #[arg(long)]
        links: bool,
    },
    /// Compares two maps by argument / vergelijkt twee kaarten per argument
    Diff {
        /// The two maps (or the seven words that git gives to a diff driver)
        #[arg(required = true, num_args = 2..=9)]
        files: Vec<PathBuf>,
    },
    /// Merges two changed copies of a map by argument / voegt twee gewijzigde kaarten samen per argument
    Merge {
        /// The map that both began with
        base: PathBuf,
        /// Our copy
        ours: PathBuf,
        /// The other copy
        theirs: PathBuf,
        /// Where the result goes
        #[arg(short, long)]
        out: PathBuf,
        /// Replaces a file that is there and is none of the three / vervangt een bestand dat er is en geen van de drie is
        #[arg(long)]
        force: bool,
    },
    /// Prints counts of a map / toont aantallen van een kaart
    Info {
        /// The map
        file: PathBuf,
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// Reads a file of another program into a map, or the other way round / leest een bestand van een ander programma
    ///
    /// The kind is known by the content and then by the ending of the name. What deserves attention and what is lost goes
    /// to stderr.
    Convert {
        /// What is read: a map, or a file of another program (docs/exchange.md has the list)
        file: PathBuf,
        /// What is written: a map (.ron), or a file of another program
        out: PathBuf,
        /// The language of the text / de taal van de tekst
        #[arg(long, value_parser = language)]
        lang: Option<Lang>,
        /// The kind of file that is read, if the content does not tell / de soort van het bestand
        #[arg(long, value_parser = format)]
        from: Option<Format>,
        /// The kind of file that is written, if its name does not tell / de soort die geschreven wordt
        #[arg(long, value_parser = format)]
        to: Option<Format>,
        /// Prints as JSON what was read and what was lost / toont als JSON wat gelezen en verloren is
        #[arg(long)]
        report: bool,
        /// Replaces a file that is there / vervangt een bestand dat er is
        #[arg(long)]
        force: bool,
    },
    /// Writes a map in another format / schrijft een kaart in een andere soort
    Export {
        /// The map
        file: PathBuf,
        /// What is written; the ending of its name says what kind
        out: PathBuf,
        /// The language / de taal
        #[arg(long, value_parser = language)]
        lang: Option<Lang>,
        /// The kind of file, if its name does not tell / de soort, als de naam dat niet zegt
        #[arg(long, value_parser = format)]
        to: Option<Format>,
        /// Prints as JSON what was lost / toont als JSON wat verloren is
        #[arg(long)]
        report: bool,
        /// Replaces a file that is there / vervangt een bestand dat er is
        #[arg(long)]
        force: bool,
    },
    /// Reads a file of another program and prints what was found: for the window, which starts this apart from itself
    #[command(name = crate::app::READ_APART, hide = true)]
    ReadApart {
        /// What is read
        file: PathBuf,
        /// The kind of file that is read, if the content does not tell
        #[arg(long, value_parser = format)]
        from: Option<Format>,
    },
    /// Prints a map as PDF: poster, hand-out, booklet, cards, voting sheet / drukt een kaart af als PDF
    Print {
        /// What
        #[arg(value_enum)]
        kind: print::KindArgument,
        /// The map
        file: PathBuf,
        /// The PDF
        out: PathBuf,
        /// The paper / het papier
        #[arg(long, value_enum)]
        paper: Option<print::SheetArgument>,
        /// On its side / liggend
        #[arg(long, conflicts_with = "portrait")]
        landscape: bool,
        /// Upright / staand
        #[arg(long)]
        portrait: bool,
        /// Black, white and grey / zwart-wit
        #[arg(long)]
        gray: bool,
        /// The language; twice for two / de taal; twee keer voor twee talen
        #[arg(long, value_parser = language)]
        lang: Vec<Lang>,
        /// If it does not fit / als het niet past
        #[arg(long, value_enum, default_value = "split")]
        if_full: print::IfFullArgument,
        /// A web address for a QR code / een webadres voor een QR-code
        #[arg(long)]
        address: Option<String>,
        /// Replaces a file that is there / vervangt een bestand dat er is
        #[arg(long)]
        force: bool,
    },
    /// Draws the window to a PNG, without a display / tekent het venster als PNG
    Shot {
        /// The map
        file: PathBuf,
        /// The picture
        out: PathBuf,
        /// Width and height in pixels
        #[arg(long, default_value = "1280x720", value_parser = size)]
        size: (u32, u32),
        /// Language
        #[arg(long, value_enum, default_value = "nl")]
        lang: LangArgument,
        /// Theme
        #[arg(long, value_enum, default_value = "light")]
        theme: ThemeArgument,
        /// Id of a claim, stakeholder or instrument to select
        #[arg(long)]
        select: Option<String>,
        /// What to show
        #[arg(long, value_enum, default_value = "all")]
        zoom: ZoomArgument,
        /// The gallery of the toolbox instead of the map
        #[arg(long)]
        toolbox: bool,
        /// Without the panels beside the map
        #[arg(long)]
        map_only: bool,
    },
    /// Writes a synthetic map, for benchmarks / schrijft een kunstmatige kaart
    Generate {
        /// Number of arguments
        #[arg(long, value_parser = number::<usize>)]
        arguments: usize,
        /// The same seed gives the same map
        #[arg(long, default_value_t = 1, value_parser = number::<u64>)]
        seed: u64,
        /// The map
        out: PathBuf,
        /// Replaces a file that is there / vervangt een bestand dat er is
        #[arg(long)]
        force: bool,
    },
}

#[derive(Clone, Copy, ValueEnum)]
enum LangArgument {
    Nl,
    En,
}

#[derive(Clone, Copy, ValueEnum)]
enum ThemeArgument {
    Light,
    Dark,
    Projector,
}

#[derive(Clone, Copy, ValueEnum)]
enum ZoomArgument {
    All,
    Selection,
}

fn size(text: &str) -> Result<(u32, u32), String> {
    let parsed = text
        .split_once('x')
        .and_then(|(width, height)| Some((width.parse().ok()?, height.parse().ok()?)));
    match parsed {
        Some((width @ 320..=8192, height @ 240..=8192)) => Ok((width, height)),
        Some(_) => Err("from 320x240 to 8192x8192 / van 320x240 tot 8192x8192".to_owned()),
        None => Err("WIDTHxHEIGHT, for instance 1280x720 / BREEDTExHOOGTE, bijvoorbeeld 1280x720".to_owned()),
    }
}

fn number<T: std::str::FromStr>(text: &str) -> Result<T, String> {
    text.parse().map_err(|_| "0, 1, 2, …".to_owned())
}

fn language(text: &str) -> Result<Lang, String> {
    Lang::new(text).ok_or_else(|| "nl, en, …".to_owned())
}

fn format(text: &str) -> Result<Format, String> {
    let wanted = text.to_lowercase();
    let is_it = |format: &Format| {
        let name = format.name().to_lowercase();
        name == wanted || format.extensions().first() == Some(&wanted.as_str())
    };
    Format::ALL
        .into_iter()
        .find(is_it)
        .ok_or_else(|| "argdown, …".to_owned())
}

const WRONG: u8 = 2;
const PROBLEMS: u8 = 1;

/// Runs the program as the arguments say.
pub fn main() -> ExitCode {
    let status = run();
    if said::is_cut_off() {
        return fail(Settings::load().words().not_printed);
    }
    status
}

fn run() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version go to stdout with status 0, mistakes to stderr with status 2.
            if !error.use_stderr() {
                return say(error.render().to_string().trim_end());
            }
            return fail(&Settings::load().words().usage(&usage(&error)));
        }
    };
    let words = Settings::load().words();
    match arguments.task {
        None => window(arguments.file, arguments.timing, arguments.fail_after),
        Some(Task::Check { files, problems, links }) => check(&files, problems, links, words),
        Some(Task::Diff { files }) => together::diff(&files, words),
        Some(Task::Merge {
            base,
            ours,
            theirs,
            out,
            force,
        }) => together::merge(&base, &ours, &theirs, &out, force, words),
        Some(Task::Info { file, json }) => info(&file, json, words),
        Some(Task::Shot {
            file,
            out,
            size,
            lang,
            theme,
            select,
            zoom,
            toolbox,
            map_only,
        }) => {
            let options = ShotOptions {
                size,
                lang: if matches!(lang, LangArgument::Nl) {
                    UiLang::Dutch
                } else {
                    UiLang::English
                },
                theme: match theme {
                    ThemeArgument::Light => ThemeName::Light,
                    ThemeArgument::Dark => ThemeName::Dark,
                    ThemeArgument::Projector => ThemeName::Projector,
                },
                select,
                zoom_to_selection: matches!(zoom, ZoomArgument::Selection),
                toolbox,
                map_only,
            };
            write_shot(&file, &out, &options, words)
        }
        Some(Task::Convert {
            file,
            out,
            lang,
            from,
            to,
            report,
            force,
        }) => {
            let wishes = Wishes {
                from,
                to,
                lang,
                report,
                force,
            };
            exchange::convert(&file, &out, &wishes, words)
        }
        Some(Task::Export {
            file,
            out,
            lang,
            to,
            report,
            force,
        }) => {
            let wishes = Wishes {
                from: None,
                to,
                lang,
                report,
                force,
            };
            exchange::convert(&file, &out, &wishes, words)
        }
        Some(Task::Print {
            kind,
            file,
            out,
            paper,
            landscape,
            portrait,
            gray,
            lang,
            if_full,
            address,
            force,
        }) => {
            let wishes = print::Wishes {
                kind,
                sheet: paper,
                landscape: (landscape || portrait).then_some(landscape),
                gray,
                languages: lang,
                if_full,
                address,
                force,
            };
            print::print(&file, &out, &wishes, words)
        }
        Some(Task::ReadApart { file, from }) => exchange::read_apart(&file, from),
        Some(Task::Generate {
            arguments,
            seed,
            out,
            force,
        }) => write_generated(arguments, seed, &out, force, words),
    }
}

/// What the parser of arguments found wrong.
fn usage(error: &clap::Error) -> Usage {
    use clap::error::{ContextKind as Context, ErrorKind};
    let named = |kind| error.get(kind).map(ToString::to_string);
    let value = |good: String| {
        let option = named(Context::InvalidArg).unwrap_or_default();
        match named(Context::InvalidValue) {
            Some(value) if !value.is_empty() => Usage::Value { option, value, good },
            _ => Usage::Missing(option),
        }
    };
    match error.kind() {
        ErrorKind::ArgumentConflict if named(Context::PriorArg).is_some_and(|prior| prior.starts_with("--")) => {
            match (named(Context::InvalidArg), named(Context::PriorArg)) {
                (Some(one), Some(other)) => Usage::Both(one, other),
                _ => Usage::Other,
            }
        }
        // The second word after a file, too, is one that is not known.
        ErrorKind::UnknownArgument | ErrorKind::InvalidSubcommand | ErrorKind::ArgumentConflict => {
            let word = named(Context::InvalidArg).or_else(|| named(Context::InvalidSubcommand));
            word.map_or(Usage::Other, Usage::Unknown)
        }
        ErrorKind::MissingRequiredArgument => named(Context::InvalidArg).map_or(Usage::Other, Usage::Missing),
        ErrorKind::InvalidValue => value(named(Context::ValidValue).unwrap_or_default()),
        ErrorKind::ValueValidation => {
            let source = std::error::Error::source(error);
            value(source.map_or(String::new(), ToString::to_string))
        }
        _ => Usage::Other,
    }
}

/// A map, or a sentence about why it cannot be opened.
fn open(file: &Path, words: &Words) -> Result<crate::storage::Loaded, String> {
    disk::open(file).map(|(loaded, _)| loaded).map_err(|error| match error {
        disk::OpenError::Content(_) if App::is_of_others(file) => {
            format!("{}: {}", file.display(), words.convert_first())
        }
        error => not_opened(file, &error, words),
    })
}

/// Why a map cannot be opened, and what was kept of it.
fn not_opened(file: &Path, error: &disk::OpenError, words: &Words) -> String {
    let says = words.open_error(error);
    let says = match crate::app::kept_of(file, error) {
        Ok(before) => format!("{says} {}", words.kept_there(file, &before)),
        Err(unread) => words.with_unread(says, file, unread),
    };
    format!("{}: {says}", file.display())
}

fn window(file: Option<PathBuf>, timing: bool, fail_after: Option<f64>) -> ExitCode {
    let start = std::time::Instant::now();
    let tell = move |part: &str| {
        if timing && let Ok(now) = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH) {
            eprintln!("{part} {:.2}", now.as_secs_f64() * 1000.0);
        }
    };
    tell("process");
    // Who names no map has not chosen yet; whoever worked here before knows the way.
    let begins = file.is_none();
    let settings = Settings::load();
    let words = settings.words();
    tell("settings");
    if cfg!(all(unix, not(target_os = "macos")))
        && ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET"]
            .iter()
            .all(|name| std::env::var_os(name).is_none_or(|value| value.is_empty()))
    {
        return fail(words.no_display);
    }
    // A file of another program is shown before it becomes a map.
    let (file, of_others) = match file {
        Some(file) if App::is_of_others(&file) => (None, Some(std::path::absolute(&file).unwrap_or(file))),
        file => (file, None),
    };
    // The map is read while the window opens.
    let reading = std::thread::Builder::new().name("read".to_owned()).spawn(move || {
        let opened = crate::app::load(file.as_deref());
        tell("map");
        opened
    });
    let options = eframe::NativeOptions {
        viewport: egui::ViewportBuilder::default()
            .with_app_id("argumentenkaart")
            .with_title(words.app)
            .with_inner_size([1280.0, 720.0])
            .with_min_inner_size([800.0, 500.0]),
        renderer: eframe::Renderer::Glow,
        // There is no gradient to smooth, and without a graphics card it costs a fifth of each picture.
        dithering: false,
        ..eframe::NativeOptions::default()
    };
    // A missing library can end in a panic of the window system before our own code runs: that is no
    // reason to show a stack trace.
    let has_window = Arc::new(AtomicBool::new(false));
    let started = Arc::clone(&has_window);
    let quiet = Arc::clone(&has_window);
    let folder = settings.folder().map(Path::to_owned);
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |about| {
        if quiet.load(Ordering::Relaxed) {
            usual(about);
            crate::app::mishap::record(folder.as_deref(), about);
        }
    }));
    let run = move || {
        eframe::run_native(
            "argumentenkaart",
            options,
            Box::new(move |creation| {
                started.store(true, Ordering::Relaxed);
                // A map wants all the room there is. (Asked of the window once it is there: not every window
                // manager heeds the wish of one that is not shown yet.)
                creation
                    .egui_ctx
                    .send_viewport_cmd(egui::ViewportCommand::Maximized(true));
                tell("window");
                let opened = reading
                    .map_err(|error| error.to_string())?
                    .join()
                    .map_err(|_| "the map could not be read")?;
                tell("waited");
                let mut app = App::new(&creation.egui_ctx, opened, settings);
                if begins {
                    app.open_start();
                }
                if let Some(file) = of_others {
                    app.open_any(&creation.egui_ctx, file);
                }
                tell("program");
                let mut guarded = Guarded::new(&creation.egui_ctx, app);
                if timing {
                    guarded.interfere(move |_| tell("frame"));
                }
                if let Some(seconds) =
                    fail_after.and_then(|seconds| std::time::Duration::try_from_secs_f64(seconds).ok())
                {
                    let context = creation.egui_ctx.clone();
                    let wake = move || {
                        std::thread::sleep(seconds);
                        context.request_repaint();
                    };
                    std::thread::Builder::new().name("fail-after".to_owned()).spawn(wake)?;
                    guarded.interfere(move |_| assert!(start.elapsed() < seconds, "as asked for"));
                }
                Ok(Box::new(guarded))
            }),
        )
    };
    match std::panic::catch_unwind(std::panic::AssertUnwindSafe(run)) {
        Ok(Ok(())) => ExitCode::SUCCESS,
        Ok(Err(error)) => {
            eprintln!("{}", words.no_libraries);
            eprintln!("({error})");
            ExitCode::from(WRONG)
        }
        Err(_) if !has_window.load(Ordering::Relaxed) => fail(words.no_libraries),
        Err(panic) => std::panic::resume_unwind(panic),
    }
}

/// Prints what is not sound, and (unless only that was asked for) what deserves attention: the list of the window.
fn check(files: &[PathBuf], only_problems: bool, with_links: bool, words: &Words) -> ExitCode {
    let mut worst = 0;
    let today = crate::app::today();
    for file in files {
        let (loaded, bytes) = match disk::open_with_bytes(file) {
            Ok(loaded) => loaded,
            Err(error) => {
                warn(&not_opened(file, &error, words));
                worst = WRONG;
                continue;
            }
        };
        let document = &loaded.document;
        let line = |place: Option<crate::storage::FilePlace>, sentence: &str| {
            let place = place.map_or(String::new(), |place| format!("{}:{}:", place.line, place.column));
            say(&shown(&format!("{}:{place} {sentence}", file.display())));
        };
        for (problem, place) in &loaded.problems {
            let sentence = words.problem(document, problem);
            if matches!(problem.kind, crate::model::ProblemKind::BadAddress(_)) {
                // It is shown and never opened: the map is good as it is.
                let severity = words.severity(crate::check::Severity::Warning);
                line(*place, &format!("{severity}: {sentence}"));
            } else {
                line(*place, &sentence);
                worst = worst.max(PROBLEMS);
            }
        }
        let mut found = Vec::new();
        if !only_problems {
            found = crate::check::check(document, &Structure::new(document), today);
            found.retain(|finding| !matches!(finding.kind, crate::check::FindingKind::Problem(_)));
        }
        let mut unshown = Vec::new();
        if !only_problems {
            unshown = crate::app::unshown(Some(file), document, words, |_| true);
            // Of a path that leads elsewhere it is told above.
            let is_told = |item| {
                let is_it = |problem: &Problem| {
                    problem.item == item && matches!(problem.kind, crate::model::ProblemKind::BadPicture(_))
                };
                loaded.problems.iter().any(|(problem, _)| is_it(problem))
            };
            unshown.retain(|(item, _)| !is_told(*item));
        }
        if loaded.problems.is_empty() && found.is_empty() && unshown.is_empty() {
            say(&format!("{}: {}", file.display(), words.no_problems));
        }
        let text = String::from_utf8_lossy(&bytes);
        let items: Vec<crate::model::Item> = found.iter().map(|finding| finding.item).collect();
        let places = crate::storage::places_of(document, &text, &items);
        for (finding, place) in found.iter().zip(places) {
            let severity = finding.severity();
            if severity == crate::check::Severity::Error {
                worst = worst.max(PROBLEMS);
            }
            let sentence = words.finding(document, finding);
            line(place, &format!("{}: {sentence}", words.severity(severity)));
        }
        let items: Vec<Item> = unshown.iter().map(|(item, _)| *item).collect();
        let places = crate::storage::places_of(document, &text, &items);
        for ((_, sentence), place) in unshown.iter().zip(places) {
            let severity = words.severity(crate::check::Severity::Warning);
            line(place, &format!("{severity}: {sentence}"));
        }
        if with_links {
            let broken = broken_links(document);
            let items: Vec<_> = broken.iter().map(|(source, ..)| Item::Source(*source)).collect();
            let places = crate::storage::places_of(document, &text, &items);
            for ((_, url, state), place) in broken.iter().zip(places) {
                if matches!(state, LinkState::Gone(_) | LinkState::NoAnswer) {
                    worst = worst.max(PROBLEMS);
                }
                line(place, &format!("{url}: {}", words.link_state(state)));
            }
        }
    }
    ExitCode::from(worst)
}

/// The addresses that do not answer as they should, with their sources, in reading order.
fn broken_links(document: &Document) -> Vec<(SourceId, Box<str>, LinkState)> {
    let addresses = links::addresses(document);
    let urls: Vec<Box<str>> = addresses.iter().map(|(_, url)| url.clone()).collect();
    let states = Mutex::new(LinkStates::new());
    let tell = |url: &str, state| {
        if let Ok(mut states) = states.lock() {
            states.insert(url.into(), state);
        }
    };
    links::ask_all(&urls, Reach::Web, &AtomicBool::new(false), tell);
    let mut states = states.into_inner().unwrap_or_default();
    let state_of = |(source, url): (SourceId, Box<str>)| {
        let state = states.remove(&url).filter(|state| *state != LinkState::Works)?;
        Some((source, url, state))
    };
    addresses.into_iter().filter_map(state_of).collect()
}

fn info(file: &Path, as_json: bool, words: &Words) -> ExitCode {
    let loaded = match open(file, words) {
        Ok(loaded) => loaded,
        Err(error) => return fail(&error),
    };
    let document = &loaded.document;
    let counts = Structure::new(document).counts();
    let languages = document.languages();
    let lang = languages.first().copied().unwrap_or(Lang::NL);
    let rows = json!({
        "title": document.title(lang),
        "languages": languages.iter().map(Lang::code).collect::<Vec<_>>(),
        "stakeholders": document.stakeholders.len(),
        "claims": counts.claims,
        "arguments": counts.arguments,
        "pro": counts.pro,
        "contra": counts.contra,
        "relations": counts.relations,
        "supports": counts.supports,
        "attacks": counts.attacks,
        "undercuts": counts.undercuts,
        "instruments": document.instruments.len(),
        "sources": document.sources.len(),
        "words": document.num_words(),
        "max_depth": counts.max_depth,
    });
    if as_json {
        return say(&rows.to_string());
    }
    for (name, value) in rows.as_object().into_iter().flatten() {
        say(&format!(
            "{name}: {}",
            value.as_str().map_or_else(|| value.to_string(), str::to_owned)
        ));
    }
    ExitCode::SUCCESS
}

fn write_shot(file: &Path, out: &Path, options: &ShotOptions, words: &Words) -> ExitCode {
    // A map named by mistake is not overwritten by a picture.
    let is_png = |bytes: &[u8]| bytes.is_empty() || bytes.starts_with(b"\x89PNG");
    let in_the_way = out.exists() && !disk::read_bytes(out).is_ok_and(|bytes| is_png(&bytes));
    let named_png = out.extension().is_some_and(|kind| kind.eq_ignore_ascii_case("png"));
    if in_the_way || !named_png {
        return fail(&format!("{}: {}", out.display(), words.picture_only));
    }
    let image = match shot(file, options) {
        Ok(image) => image,
        Err(error) => return fail(&not_opened(file, &error, words)),
    };
    let Some(image) = image else {
        return fail(&match words.lang {
            UiLang::Dutch => format!(
                "--select: ‘{}’ bestaat niet in deze kaart",
                options.select.as_deref().unwrap_or("")
            ),
            UiLang::English => format!(
                "--select: there is no ‘{}’ in this map",
                options.select.as_deref().unwrap_or("")
            ),
        });
    };
    match image.save_with_format(out, image::ImageFormat::Png) {
        Ok(()) => ExitCode::SUCCESS,
        Err(image::ImageError::IoError(error)) => {
            let error = disk::SaveError::Disk(error);
            fail(&format!("{}: {}", out.display(), words.save_error(&error)))
        }
        Err(error) => {
            let why = words.not_made(&NotMade::new(Output::Window, &error));
            fail(&format!("{}: {why}", out.display()))
        }
    }
}

fn write_generated(arguments: usize, seed: u64, out: &Path, force: bool, words: &Words) -> ExitCode {
    // The thesis is a record too.
    let most = crate::storage::MAX_RECORDS - 1;
    if arguments == 0 || arguments > most {
        return fail(&format!("--arguments: 1–{most}"));
    }
    if !force && disk::is_there(out) {
        return fail(&format!("{}: {}", out.display(), words.out_exists));
    }
    let text = crate::storage::write(&generate(arguments, seed));
    match disk::save(out, &text, disk::Overwrite::Yes) {
        Ok(_) => ExitCode::SUCCESS,
        Err(error) => fail(&format!("{}: {}", out.display(), words.save_error(&error))),
    }
}
