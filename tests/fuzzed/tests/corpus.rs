//! Runs every fuzz target on its corpus: nothing that is found once may fail again.

use std::fs;
use std::path::Path;
use std::process::Command;

use slot_fuzzed::TARGETS;

#[test]
fn every_target_has_a_corpus_and_runs_on_it() {
    for (name, _) in TARGETS {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../../fuzz/corpus")
            .join(name);
        let files =
            fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        let mut files: Vec<_> = files.map(|file| file.unwrap().path()).collect();
        files.sort();
        assert!(files.len() >= 5, "{name} has only {} files", files.len());
        // A process of its own: the command writes what nobody has to see, and a stack that overflows ends a process.
        let output = Command::new(env!("CARGO_BIN_EXE_slot-fuzzed"))
            .arg(name)
            .args(&files)
            .output()
            .unwrap();
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{name}: {told}");
    }
}

#[test]
fn every_target_has_a_program_for_the_fuzzer() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/fuzz_targets");
    let mut programs: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path())
        .collect();
    programs.sort();
    let names = programs
        .iter()
        .map(|path| path.file_stem().unwrap().to_str().unwrap());
    let mut targets = TARGETS.map(|(name, _)| name);
    targets.sort_unstable();
    assert_eq!(names.collect::<Vec<_>>(), targets);
}
