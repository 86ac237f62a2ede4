//! The pages of the guide agree with the code, and with each other.
#![allow(clippy::unwrap_used)]

mod header_lists;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

/// The pages, by the names of their modules.
fn pages() -> BTreeMap<String, String> {
    let entries = fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../src/guide")).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    let pages = paths.filter(|path| path.extension().is_some_and(|extension| extension == "md"));
    pages
        .map(|path| (path.file_stem().unwrap().to_str().unwrap().to_owned(), fs::read_to_string(path).unwrap()))
        .collect()
}

/// The headings of one level, outside of code.
fn headings<'a>(page: &'a str, level: &str) -> Vec<&'a str> {
    let mut in_code = false;
    let lines = page.lines().filter(|line| {
        in_code ^= line.starts_with("```");
        !in_code
    });
    lines.filter_map(|line| line.strip_prefix(level)?.strip_prefix(' ')).collect()
}

/// Texts between two others, such as the names in `[cors::name]`.
fn between<'a>(text: &'a str, before: &str, after: &str) -> BTreeSet<&'a str> {
    text.split(before).skip(1).map(|rest| rest.split(after).next().unwrap()).collect()
}

/// Names that have no section, and sections without a name.
fn differences(names: &BTreeSet<String>, sections: &[&str]) -> Vec<String> {
    let mut all: Vec<String> = sections.iter().map(|section| (*section).to_owned()).collect();
    all.sort();
    let twice = all.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| format!("{} has two sections", pair[0]));
    let extra = all.iter().filter(|section| !names.contains(*section)).map(|section| format!("{section} is no name"));
    let missing = names.iter().filter(|name| !all.contains(name)).map(|name| format!("{name} has no section"));
    twice.chain(extra).chain(missing).collect()
}

/// Problems, by the texts that `cors-policy/tests/wordings.rs` holds complete; faults of a build; reasons of rejections.
#[test]
fn the_catalogue_has_a_section_for_each_name() {
    let problems = between(include_str!("../../cors-policy/tests/wordings.txt"), "[cors::", "]");
    let faults =
        include_str!("../../cors-runtime/src/policy/build_fault.rs").split_once("pub enum BuildFault {").unwrap().1;
    let faults =
        faults.split_once("\n}").unwrap().0.lines().filter_map(|line| line.strip_prefix("    ")?.strip_suffix(" {"));
    let reasons = include_str!("../../cors-runtime/src/router/respond.rs").split_once("texts! {").unwrap().1;
    let reasons = between(reasons.split_once("\n}").unwrap().0, "=> \"", "\"");
    let mut names: BTreeSet<String> = problems.iter().chain(&reasons).map(|name| (*name).to_owned()).collect();
    names.extend(faults.map(|fault| format!("BuildFault::{fault}")));
    assert!(problems.len() > 150 && reasons.len() > 10 && names.contains("BuildFault::NotNamed"));

    let pages = pages();
    let sections = headings(&pages["diagnostics"], "##");
    let found = differences(&names, &sections);
    assert!(found.is_empty(), "src/guide/diagnostics.md: {found:#?}");

    // What a forgotten section, a second one and a misspelt one would be.
    let mut wrong = sections.clone();
    wrong.swap_remove(0);
    wrong.extend([sections[1], "misspelt"]);
    assert_eq!(differences(&names, &wrong).len(), 3);
}

/// The identifier that rustdoc gives to a heading.
fn id(heading: &str) -> String {
    let kept = heading.to_lowercase().replace(' ', "-");
    kept.chars().filter(|character| character.is_alphanumeric() || ['-', '_'].contains(character)).collect()
}

/// rustdoc checks links to pages, but not to the sections in them.
#[test]
fn links_to_sections_lead_somewhere() {
    let pages = pages();
    let sections = |page: &str| -> BTreeSet<String> {
        let page = &pages[page];
        ["#", "##", "###"].iter().flat_map(|level| headings(page, level)).map(id).collect()
    };
    let mut links = 0;
    for (name, page) in &pages {
        let elsewhere = between(page, "](super::", ")").into_iter().filter_map(|link| link.split_once('#'));
        let here = between(page, "](#", ")").into_iter().map(|section| (name.as_str(), section));
        for (target, section) in elsewhere.chain(here) {
            assert!(sections(target).contains(section), "{name}.md: no section `{section}` in {target}.md");
            links += 1;
        }
    }
    assert!(links > 10, "only {links} links");
}

#[test]
fn the_index_lists_each_page() {
    let pages = pages();
    let listed = between(&pages["index"], "](", ")");
    let missing: Vec<&String> =
        pages.keys().filter(|name| *name != "index" && !listed.contains(name.as_str())).collect();
    assert!(missing.is_empty(), "not in src/guide/index.md: {missing:?}");
}
