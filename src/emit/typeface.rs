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

/// Sets the texts of charts. Fonts that one has asked for are there for the next.
pub(super) struct Typesetter {
    fonts: Fonts,
    database: Arc<Database>,
    installed: Arc<Installed>,
}

/// What is known of the fonts that are installed.
#[derive(Default)]
struct Installed {
    are_loaded: AtomicBool,
    /// Those that have helped are asked first: the next letter is likely of the same script.
    found: Mutex<Vec<ID>>,
}

impl Typesetter {
    pub(super) fn new(fonts: Fonts) -> Self {
        let mut database = Database::new();
        for face in FACES {
            database.load_font_source(Source::Binary(Arc::new(face)));
        }
        database.set_sans_serif_family(FAMILY);
        database.set_serif_family(FAMILY);
        Self { fonts, database: Arc::new(database), installed: Arc::default() }
    }

    /// Reads a chart, its texts set.
    pub(super) fn set(&mut self, svg: &str) -> Result<Tree, PictureError> {
        let font_resolver = match self.fonts {
            Fonts::Embedded => FontResolver::default(),
            Fonts::Installed => with_installed(&self.installed),
        };
        let fontdb = self.database.clone();
        let options = Options { fontdb, font_resolver, ..Options::default() };
        // What isolates a name in a sentence has no glyph in most fonts, and would be seen as a box.
        let svg: String = svg.chars().filter(|of| !matches!(of, '\u{2066}'..='\u{2069}')).collect();
        let tree = Tree::from_str(&svg, &options);
        let tree = tree.map_err(|error| PictureError::NoChart(error.to_string()))?;
        self.database = tree.fontdb().clone();
        Ok(tree)
    }
}

/// Finds fonts that are installed, once something asks for them.
fn with_installed(installed: &Arc<Installed>) -> FontResolver<'static> {
    let (named, missing) = (installed.clone(), installed.clone());
    let by_name = FontResolver::default_font_selector();
    FontResolver {
        select_font: Box::new(move |font, database| {
            let is_ours =
                |family: &FontFamily| matches!(family, FontFamily::Named(name) if name == FAMILY);
            if font.families().first().is_some_and(|family| !is_ours(family)) {
                named.load(database);
            }
            by_name(font, database)
        }),
        select_fallback: Box::new(move |letter, used, database| {
            missing.load(database);
            missing.face_with(letter, used, database)
        }),
    }
}

impl Installed {
    fn load(&self, database: &mut Arc<Database>) {
        if !self.are_loaded.swap(true, Ordering::Relaxed) {
            Arc::make_mut(database).load_system_fonts();
        }
    }

    /// The best font that has a letter, but for those that were tried.
    fn face_with(&self, letter: char, used: &[ID], database: &Database) -> Option<ID> {
        let weight = database.face(*used.first()?)?.weight.0;
        let is_of_use = |id: &ID| !used.contains(id) && has(database, *id, letter);
        let mut found = self.found.lock().ok()?;
        let is_alike = |id: &ID| database.face(*id).is_some_and(|face| face.weight.0 == weight);
        let known = found.iter().copied().find(|id| is_alike(id) && is_of_use(id));
        if known.is_some() {
            return known;
        }
        let mut faces: Vec<_> = database.faces().collect();
        faces.sort_by_cached_key(|face| rank(face, weight, letter));
        let id = faces.into_iter().map(|face| face.id).find(is_of_use)?;
        found.push(id);
        Some(id)
    }
}

/// Whether charts can be set in fonts of this family here.
pub fn is_installed(family: &str) -> bool {
    let mut database = Database::new();
    database.load_system_fonts();
    let mut names = database.faces().flat_map(|face| &face.families);
    family == FAMILY || names.any(|(name, _)| name == family)
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
