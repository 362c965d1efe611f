//! Posters, hand-outs, booklets, cards and voting sheets on the command line.

use std::path::Path;
use std::process::ExitCode;

use clap::ValueEnum;

use super::{fail, warn};
use crate::app::{first_choices, make_print};
use crate::model::Lang;
use crate::paper::{self, Choices, IfFull, Kind, Sheet};
use crate::storage::disk;
use crate::ui::words::Words;
use crate::ui::{NotMade, Output};

/// What is printed.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum KindArgument {
    /// Everything at a glance / alles in één oogopslag
    Poster,
    /// For and against side by side / voor en tegen naast elkaar
    Handout,
    /// The cards of the toolbox / de kaarten van de toolbox
    Booklet,
    /// Arguments to cut out / argumenten om uit te knippen
    Cards,
    /// Arguments with room for dots / argumenten met ruimte voor stippen
    Dots,
}

/// The paper.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum SheetArgument {
    /// 210 by 297 mm
    A4,
    /// 297 by 420 mm
    A3,
    /// 420 by 594 mm
    A2,
    /// 594 by 841 mm
    A1,
}

/// What is done with what does not fit.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum IfFullArgument {
    /// More sheets / meer vellen
    Split,
    /// Without explanations / zonder toelichting
    Claims,
    /// The core only / alleen de kern
    Core,
}

/// What was asked for.
pub struct Wishes {
    /// What.
    pub kind: KindArgument,
    /// On which paper, if it is not the usual one.
    pub sheet: Option<SheetArgument>,
    /// On its side, if it is not as usual.
    pub landscape: Option<bool>,
    /// Without color.
    pub gray: bool,
    /// One language or two.
    pub languages: Vec<Lang>,
    /// If it does not fit.
    pub if_full: IfFullArgument,
    /// For a QR code.
    pub address: Option<String>,
    /// Whether a file that is there is replaced.
    pub force: bool,
}

/// Writes pages as PDF; what the program says about them goes to stderr.
pub fn print(file: &Path, out: &Path, wishes: &Wishes, words: &Words) -> ExitCode {
    let told = |error: String| fail(&format!("{}: {error}", file.display()));
    let is_same = std::path::absolute(file).ok() == std::path::absolute(out).ok();
    if is_same {
        return fail(&format!("{}: {}", out.display(), words.same_file));
    }
    if out.exists() && !wishes.force {
        return fail(&format!("{}: {}", out.display(), words.out_exists));
    }
    let document = match super::open(file, words) {
        Ok(loaded) => loaded.document,
        Err(error) => return fail(&error),
    };
    let known = document.languages();
    if let Some(asked) = wishes.languages.iter().find(|lang| !known.contains(lang)) {
        return told(words.not_in_language(*asked, &known));
    }
    let kind = match wishes.kind {
        KindArgument::Poster => Kind::Poster,
        KindArgument::Handout => Kind::HandOut,
        KindArgument::Booklet => Kind::Booklet,
        KindArgument::Cards => Kind::Cards,
        KindArgument::Dots => Kind::Dots,
    };
    let first = first_choices(&document, Some(file), kind, words.content_lang());
    let choices = Choices {
        sheet: wishes.sheet.map_or(first.sheet, |sheet| match sheet {
            SheetArgument::A4 => Sheet::A4,
            SheetArgument::A3 => Sheet::A3,
            SheetArgument::A2 => Sheet::A2,
            SheetArgument::A1 => Sheet::A1,
        }),
        is_landscape: wishes.landscape.unwrap_or(first.is_landscape),
        has_color: !wishes.gray,
        languages: if wishes.languages.is_empty() {
            first.languages.clone()
        } else {
            wishes.languages.clone()
        },
        if_full: match wishes.if_full {
            IfFullArgument::Split => IfFull::Split,
            IfFullArgument::Claims => IfFull::Claims,
            IfFullArgument::Core => IfFull::Core,
        },
        address: wishes.address.clone(),
        ..first
    };
    let made = make_print(&document, Some(file), &choices);
    let bytes = match paper::to_pdf(&made.print) {
        Ok(bytes) => bytes,
        Err(why) => {
            let why = words.not_made(&NotMade::new(Output::Pages, &why));
            return fail(&format!("{}: {why}", out.display()));
        }
    };
    match disk::save_bytes(out, &bytes) {
        Ok(()) => {
            for sentence in crate::app::unshown_on(Some(file), &document, words, kind) {
                warn(&format!("{}: {sentence}", file.display()));
            }
            for said in &made.said {
                warn(&format!("{}: {}", out.display(), words.said(said)));
            }
            ExitCode::SUCCESS
        }
        Err(error) => fail(&format!("{}: {}", out.display(), words.save_error(&error))),
    }
}
