//! The font that pictures carry which are no text any more, pixels and pages: it is part of the program, so that they are the same on
//! every machine. Letters that it lacks are those of a font that is installed, if that is allowed.

use std::cmp::Reverse;
use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use ttf_parser::Face;
use usvg::fontdb::{Database, FaceInfo, ID, Source, Style};
use usvg::{FontFamily, FontResolver, Options, Tree};

/// Where the letters of a picture come from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fonts {
    /// Only from the font that is part of the program: the same bytes on every machine. It has Latin, Greek and Cyrillic letters; of
    /// others there is an empty box.
    #[default]
    Embedded,
    /// From fonts of the system too, where a letter is missing or a chart names another font. They are looked for only then.
    Installed,
}

/// Why there is no picture.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PictureError {
    /// It would have more pixels than a picture may have.
    TooLarge {
        /// Its width in pixels.
        width: u64,
        /// Its height in pixels.
        height: u64,
    },
    /// What was given is no chart.
    NoChart(String),
}

impl fmt::Display for PictureError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge { width, height } => {
                write!(formatter, "a picture of {width} × {height} pixels is too large")
            }
            Self::NoChart(reason) => write!(formatter, "it is no chart: {reason}"),
        }
    }
}

impl std::error::Error for PictureError {}

/// The family that is part of the program, in the weights that charts are set in.
const FAMILY: &str = "Inter";
const FACES: [&[u8]; 2] = [
    include_bytes!("../../assets/fonts/Inter-Regular.ttf"),
    include_bytes!("../../assets/fonts/Inter-SemiBold.ttf"),
];

/// Reads a chart, its texts set.
pub(super) fn set(svg: &str, fonts: Fonts) -> Result<Tree, PictureError> {
    let mut database = Database::new();
    for face in FACES {
        database.load_font_source(Source::Binary(Arc::new(face)));
    }
    database.set_sans_serif_family(FAMILY);
    database.set_serif_family(FAMILY);
    let font_resolver = match fonts {
        Fonts::Embedded => FontResolver::default(),
        Fonts::Installed => with_installed(),
    };
    let options = Options { fontdb: Arc::new(database), font_resolver, ..Options::default() };
    Tree::from_str(svg, &options).map_err(|error| PictureError::NoChart(error.to_string()))
}

/// Finds fonts that are installed, once something asks for them.
fn with_installed() -> FontResolver<'static> {
    let is_loaded = Arc::new(AtomicBool::new(false));
    let load = move |database: &mut Arc<Database>| {
        if !is_loaded.swap(true, Ordering::Relaxed) {
            Arc::make_mut(database).load_system_fonts();
        }
    };
    let (load_named, by_name) = (load.clone(), FontResolver::default_font_selector());
    // Those that have helped are asked first: the next letter is likely of the same script.
    let found = Mutex::new(Vec::<ID>::new());
    FontResolver {
        select_font: Box::new(move |font, database| {
            let is_other =
                |family: &FontFamily| !matches!(family, FontFamily::Named(name) if name == FAMILY);
            if font.families().first().is_some_and(is_other) {
                load_named(database);
            }
            by_name(font, database)
        }),
        select_fallback: Box::new(move |letter, used, database| {
            load(database);
            let weight = database.face(*used.first()?)?.weight.0;
            let mut found = found.lock().ok()?;
            let is_of_use = |id: &ID| !used.contains(id) && has(database, *id, letter);
            let known = found.iter().copied().find(|id| {
                is_of_use(id) && database.face(*id).is_some_and(|face| face.weight.0 == weight)
            });
            if known.is_some() {
                return known;
            }
            let mut faces: Vec<_> = database.faces().collect();
            faces.sort_by_cached_key(|face| rank(face, weight, letter));
            let id = faces.into_iter().map(|face| face.id).find(is_of_use)?;
            found.push(id);
            Some(id)
        }),
    }
}

fn has(database: &Database, id: ID, letter: char) -> bool {
    let glyph = database
        .with_face_data(id, |data, index| Face::parse(data, index).ok()?.glyph_index(letter));
    glyph.flatten().is_some()
}

/// How well a font stands in for that of charts, the best first: upright, without serifs, about as heavy. Which of those that are alike
/// comes first does not hang on where they lie on a disk.
fn rank(face: &FaceInfo, weight: u16, letter: char) -> impl Ord + use<> {
    let family = face.families.first().map(|(name, _)| name.clone()).unwrap_or_default();
    let is_pictogram = matches!(letter, '\u{1F000}'..='\u{1FAFF}');
    let is_usual = face.style == Style::Normal && face.stretch == usvg::fontdb::Stretch::Normal;
    let is_plain = !["Serif", "Mono", "Italic"].iter().any(|word| family.contains(word));
    (
        Reverse(family.contains("Emoji") == is_pictogram),
        Reverse(is_usual && is_plain),
        face.weight.0.abs_diff(weight),
        Reverse(family.contains("Sans")),
        family,
        face.post_script_name.clone(),
    )
}
