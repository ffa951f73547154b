//! Compiles `plans/release.roadmap` and puts its chart where the program can include it.

use std::error::Error;
use std::path::Path;
use std::{env, fs};

use milepost::emit::{self, ChartOptions};
use milepost::{Folder, Options, compile};

fn main() -> Result<(), Box<dyn Error>> {
    let (folder, source) = Folder::open("plans/release.roadmap")?;
    let compilation = compile(source, &Options::new().loader(&folder));
    // Also those that were not found: one that appears may mend the build.
    for file in compilation.files() {
        println!("cargo::rerun-if-changed={}", folder.path_of(file).display());
    }
    // A plan that misses a deadline could be drawn, but is no plan to ship by.
    match compilation.plan().and_then(|plan| plan.sound().map(|()| plan)) {
        Ok(plan) => {
            let chart = emit::svg(&plan, &ChartOptions::default());
            let out = env::var("OUT_DIR")?;
            fs::write(Path::new(&out).join("release.svg"), chart)?;
        }
        // Cargo shows these lines, and stops.
        Err(problems) => {
            for problem in problems.to_string().lines() {
                println!("cargo::error={problem}");
            }
        }
    }
    Ok(())
}
