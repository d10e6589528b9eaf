//! Imports under way: what is said of them, what goes on meanwhile, and what is kept when they end before their time.

use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::mpsc;

use anora_tui::event::{Event, Job};
use anora_tui::import::{ImportError, Report};
use anora_tui::library::Library;
use anora_tui::worker::{Worker, World};
use jiff::Timestamp;
use serde_json::Value;

use crate::support::{Program, Test, now, review, three};

/// Some files of one review each in a folder of the program's.
fn folder_of(program: &Program, n: usize) -> PathBuf {
    for n in 0..n {
        let text = format!("---\ntitle: T{n}\n---\nWords {n} of it.\n");
        program.file(&format!("in/{n:05}.md"), text);
    }
    program.home.path().join("in")
}

fn world(now: fn() -> Timestamp) -> World {
    World { now, home: None, remembered: None }
}

#[test]
fn an_import_goes_on_between_other_jobs() {
    let program = Program::new();
    let mut worker = Worker::new(Library::in_memory().unwrap(), world(now));
    assert!(worker.answer(Job::Import(folder_of(&program, 70))).is_none());
    let mut listed = Vec::new();
    let report = loop {
        match worker.go_on() {
            Some(Event::Imported { report, new }) => {
                assert_eq!(new.len(), 70);
                break report;
            }
            Some(Event::Importing(_)) | None => {}
            other => panic!("{other:?}"),
        }
        let Some(Event::Listed { catalogue: list, .. }) = worker.answer(Job::List) else {
            panic!("no list")
        };
        listed.push(list.len());
    };
    assert_eq!(report.to_string(), "70 new");
    assert_eq!(listed, [32, 64], "what a batch brought is there at once");
}

#[test]
fn imports_are_done_one_after_the_other() {
    let program = Program::new();
    let mut worker = Worker::new(Library::in_memory().unwrap(), world(now));
    worker.answer(Job::Import(folder_of(&program, 3)));
    worker.answer(Job::Import(program.file("b.md", "Words.").into()));
    let mut said = Vec::new();
    while worker.is_importing() {
        if let Some(Event::Imported { report, .. }) = worker.go_on() {
            said.push(report.to_string());
        }
    }
    assert_eq!(said, ["3 new", "1 new"]);
}

#[test]
fn how_far_an_import_is_shows_where_nothing_else_does() {
    let mut test = Test::new(three());
    let message = |test: &Test| test.app.message().map(|m| m.text.clone()).unwrap_or_default();
    test.event(Event::Importing("5 of 9 files".into()));
    assert_eq!(message(&test), "importing · 5 of 9 files");
    test.event(Event::Copied { what: "a paragraph".into(), to: "clipboard".into() });
    test.event(Event::Importing("6 of 9 files".into()));
    assert_eq!(message(&test), "copied a paragraph · clipboard");
    test.keys("j");
    test.event(Event::Importing("7 of 9 files".into()));
    assert_eq!(message(&test), "importing · 7 of 9 files");
}

/// A clock that is two seconds further whenever it is asked.
fn striding() -> Timestamp {
    static SECONDS: AtomicI64 = AtomicI64::new(0);
    Timestamp::from_second(SECONDS.fetch_add(2, Ordering::Relaxed)).unwrap()
}

#[test]
fn what_another_program_imports_shows_as_soon_as_there_is_something_to_do() {
    let program = Program::new();
    std::fs::create_dir_all(program.library().parent().unwrap()).unwrap();
    let mut theirs = Library::open(&program.library()).unwrap();
    let ours = Library::open(&program.library()).unwrap();
    let ((jobs, outbox), (events, inbox)) = (mpsc::channel(), mpsc::channel());
    let worker =
        std::thread::spawn(move || Worker::new(ours, world(striding)).run(&outbox, &events));
    jobs.send(Job::List).unwrap();
    assert!(
        matches!(inbox.recv().unwrap(), Event::Listed { catalogue: list, .. } if list.is_empty())
    );
    theirs.insert([review("One", "Harbor", "Inés Vale", "B", "Words.")], now()).unwrap();
    jobs.send(Job::Complete("none".into())).unwrap();
    assert!(matches!(inbox.recv().unwrap(), Event::Completed { .. }));
    assert!(
        matches!(inbox.recv().unwrap(), Event::Listed { catalogue: list, .. } if list.len() == 1)
    );
    jobs.send(Job::Complete("none".into())).unwrap();
    jobs.send(Job::Quit).unwrap();
    worker.join().unwrap();
    let rest: Vec<Event> = inbox.iter().collect();
    assert!(matches!(rest.as_slice(), [Event::Completed { .. }]), "{rest:?}");
}

#[test]
fn an_interrupt_keeps_what_is_done_and_says_so() {
    let program = Program::new();
    let folder = folder_of(&program, 4000);
    let n_kept = || {
        let list: Value = serde_json::from_str(&program.ok(&["list", "--json"])).unwrap();
        list.as_array().unwrap().len()
    };
    let mut command = program.command(&["import", "--json", folder.to_str().unwrap()]);
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let has_any = || program.ok(&["list", "--limit", "1", "--format", "tsv"]).lines().count() > 1;
    while !program.library().exists() || !has_any() {}
    let pid = child.id().to_string();
    assert!(Command::new("kill").args(["-INT", &pid]).status().unwrap().success());
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(130), "{said}");
    assert!(said.contains("interrupted"), "{said}");
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let n_kept = n_kept();
    assert_eq!(report["new"], n_kept);
    assert!(n_kept < 4000);
    assert_eq!(
        program.ok(&["import", folder.to_str().unwrap()]).trim(),
        format!("{} new, {n_kept} same", 4000 - n_kept)
    );
}

#[test]
fn what_an_import_left_out_can_be_looked_through() {
    let mut test = Test::new(three());
    test.keys("I");
    assert_eq!(test.said(), "no import left anything out since the start");
    let mut report = Report::default();
    for n in 2..100 {
        let reason = "2 cells for 3 columns";
        report.skip(ImportError::new("/home/ada/films.csv", reason).at(n));
    }
    test.event(Event::Imported { report, new: Vec::new() });
    assert_eq!(test.said(), "98 rows skipped · I shows why");
    test.keys("I");
    let screen = test.screen();
    assert!(screen.contains("/home/ada/films.csv:2: 2 cells for 3 columns"), "{screen}");
    test.keys("G");
    let screen = test.screen();
    assert!(
        screen.contains("films.csv:99: 2 cells") && !screen.contains("films.csv:2:"),
        "{screen}"
    );
    test.keys("<Esc>");
    assert!(!test.screen().contains("films.csv"));
}
