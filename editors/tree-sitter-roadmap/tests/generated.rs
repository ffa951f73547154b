//! The parser is that of the grammar.

use std::fs;
use std::path::Path;
use std::process::Command;

use tree_sitter_generate::{OptLevel, generate_parser_in_directory};

/// The newest version of a parser's tables that Neovim, Helix, Zed and Emacs all read.
const ABI: usize = 15;

/// What is generated. `grammar.json` and `node-types.json` are for tools.
const GENERATED: [&str; 6] = [
    "parser.c",
    "grammar.json",
    "node-types.json",
    "tree_sitter/alloc.h",
    "tree_sitter/array.h",
    "tree_sitter/parser.h",
];

#[test]
fn the_parser_is_fresh() {
    if Command::new("node").arg("--version").output().is_err() {
        eprintln!("skipped: node, which reads grammar.js, is not installed");
        return;
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = tempfile::tempdir().expect("a folder can be made");
    let mut said = Vec::new();
    let made = generate_parser_in_directory(
        root,
        Some(folder.path()),
        Some(root.join("grammar.js")),
        ABI,
        None,
        Some("node"),
        true,
        OptLevel::default(),
        &mut said,
    );
    if let Err(error) = made {
        panic!("{error}");
    }
    let said: Vec<String> = said.iter().map(ToString::to_string).collect();
    assert_eq!(said, Vec::<String>::new(), "what the generator says of the grammar");
    let mut stale = Vec::new();
    for name in GENERATED {
        let fresh = fs::read_to_string(folder.path().join(name)).expect("it was written");
        let path = root.join("src").join(name);
        if fs::read_to_string(&path).is_ok_and(|text| text == fresh) {
            continue;
        }
        if crate::is_update() {
            fs::create_dir_all(path.parent().unwrap_or(root)).expect("the folder can be made");
            fs::write(&path, fresh).expect("the file can be written");
        } else {
            stale.push(name);
        }
    }
    assert!(stale.is_empty(), "stale; `UPDATE=1` writes them: {stale:?}");
}
