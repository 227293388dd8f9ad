//! Finds the files of a publication: those that a manifest names, on this disk.

use std::path::{Path, PathBuf};

use serde_json::Value;

use super::super::input::{Input, Look};
use super::super::report::Kind;
use super::super::text::string;
use super::super::{Context, folder};
use super::made;
use slot_publisher::failure::Failure;

/// The files to read, in order.
#[derive(Default)]
pub struct Files {
    /// Files with locations and schedules.
    pub first: Vec<PathBuf>,
    /// Files with slots alone.
    pub slots: Vec<PathBuf>,
    /// When the publication was made.
    pub made: Option<i64>,
    /// The states in the manifests.
    pub states: Vec<String>,
}

/// The files of manifests, of folders with one, and files of resources themselves.
///
/// # Errors
/// If one is missing, or of another format.
pub fn listed(paths: &[PathBuf], context: &mut Context) -> Result<Files, Failure> {
    let mut files = Files::default();
    for path in paths {
        if path.is_dir() {
            within(path, &mut files, context)?;
        } else {
            file(path, &mut files, context)?;
        }
    }
    let mut seen: Vec<PathBuf> = Vec::new();
    let mut fresh = |path: &PathBuf| {
        let new = !seen.contains(path);
        if new {
            seen.push(path.clone());
        } else {
            context
                .report
                .note(Kind::File, || format!("{} again", path.display()));
        }
        new
    };
    files.first.retain(&mut fresh);
    files.slots.retain(&mut fresh);
    Ok(files)
}

/// The manifest of a folder, or all of its resources if it has none.
fn within(path: &Path, files: &mut Files, context: &mut Context) -> Result<(), Failure> {
    let mut manifests = Vec::new();
    let mut resources = Vec::new();
    for path in folder(path)?.into_iter().filter(|path| path.is_file()) {
        match Input::open(&path).map(|input| input.look) {
            Ok(Look::SmartManifest) => manifests.push(path),
            Ok(Look::SmartResources) => resources.push(path),
            _ => context
                .report
                .note(Kind::File, || path.display().to_string()),
        }
    }
    let found = if manifests.is_empty() {
        resources
    } else {
        manifests
    };
    if found.is_empty() {
        return Err(Failure::new(format!(
            "there is no manifest of SMART Scheduling Links in the folder {}; give the manifest's file",
            path.display()
        )));
    }
    found.iter().try_for_each(|path| file(path, files, context))
}

fn file(path: &Path, files: &mut Files, context: &mut Context) -> Result<(), Failure> {
    let input = Input::open(path)?;
    match input.look {
        Look::SmartManifest => manifest(path, input, files, context),
        Look::SmartResources => {
            files.first.push(path.to_owned());
            Ok(())
        }
        _ => Err(input.unlike("manifest of SMART Scheduling Links")),
    }
}

fn manifest(
    path: &Path,
    input: Input,
    files: &mut Files,
    context: &mut Context,
) -> Result<(), Failure> {
    let mut fields = serde_json::Map::new();
    let mut outputs = Vec::new();
    input.document(&["output"], &mut |key, value| {
        if key == "output" {
            outputs.push(value);
        } else {
            fields.insert(key.to_owned(), value);
        }
    })?;
    files.made = files.made.max(made(&fields, context));
    for output in outputs {
        let kind = string(output.get("type")).unwrap_or_default();
        let Some(url) = string(output.get("url")) else {
            context
                .report
                .note(Kind::Record, || format!("{}: {output}", path.display()));
            continue;
        };
        let list = match kind.as_str() {
            "Location" | "Schedule" | "" => &mut files.first,
            "Slot" => &mut files.slots,
            _ => {
                context
                    .report
                    .note(Kind::File, || format!("{url} ({kind})"));
                continue;
            }
        };
        let found = on_disk(path, &url)?;
        if url.contains("://") && !url.starts_with("file:") {
            context
                .report
                .note(Kind::FileBeside, || format!("{url}: {}", found.display()));
        }
        list.push(found);
        let states = output.pointer("/extension/state");
        let states = match states {
            Some(Value::Array(states)) => states.as_slice(),
            Some(state) => std::slice::from_ref(state),
            None => &[],
        };
        for state in states.iter().filter_map(|state| string(Some(state))) {
            if !files.states.contains(&state) {
                files.states.push(state);
            }
        }
    }
    Ok(())
}

/// The file for a manifest's URL: relative to the manifest, or for a remote URL the last name in it, beside the
/// manifest.
fn on_disk(manifest: &Path, url: &str) -> Result<PathBuf, Failure> {
    let folder = manifest.parent().unwrap_or(Path::new(""));
    let remote = url.contains("://") && !url.starts_with("file:");
    let bare = url.split(['?', '#']).next().unwrap_or_default();
    let name = bare.rsplit('/').next().unwrap_or_default();
    let candidates = if remote {
        vec![folder.join(percent_decoded(name))]
    } else {
        let local = |url: &str| folder.join(url.strip_prefix("file://").unwrap_or(url));
        vec![local(url), local(bare), local(&percent_decoded(bare))]
    };
    let found = candidates.into_iter().find(|path| path.is_file());
    found.ok_or_else(|| {
        let from = manifest.display();
        Failure::new(if remote {
            format!(
                "{from} names {url}, which is not on this disk, and slot-feed convert fetches nothing; download it beside the manifest as {name}"
            )
        } else {
            format!("{from} names {url}, and there is no such file; put it where the manifest says")
        })
    })
}

/// Decodes `%20` and the like in a path.
fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        let hex = tail.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
        let decoded = hex
            .filter(|_| first == b'%')
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        bytes.push(decoded.unwrap_or(first));
        rest = if decoded.is_some() {
            tail.get(2..).unwrap_or_default()
        } else {
            tail
        };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
