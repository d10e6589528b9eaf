//! What the program promises to do fast: filter a key, set a text, draw a frame, take reviews in, read the list.
//!
//! `cargo bench --bench speed`. Times on a shared machine vary: compare within one run.

#![allow(missing_docs, clippy::unwrap_used, reason = "a bench says what is wrong by failing")]

mod made;

use std::path::Path;
use std::sync::Arc;

use anora_tui::app::{App, Start};
use anora_tui::config::{Config, Remembered};
use anora_tui::date::Date;
use anora_tui::event::{Event, Job};
use anora_tui::filter::{Finder, Index, Quest};
use anora_tui::import::{Options, Source, read_as, read_source};
use anora_tui::library::{Library, Prepared};
use anora_tui::query::Query;
use anora_tui::review::Place;
use anora_tui::text::prose;
use anora_tui::text::wrap::{Setting, Spot};
use anora_tui::theme::Ground;
use anora_tui::ui;
use anora_tui::worker::{Worker, World};
use divan::Bencher;
use jiff::Timestamp;
use ratatui::Terminal;
use ratatui::backend::TestBackend;

fn main() {
    divan::main();
}

fn now() -> Timestamp {
    Timestamp::UNIX_EPOCH
}

fn library(n: usize, n_words: usize) -> Library {
    let mut library = Library::in_memory().unwrap();
    library.insert(made::drafts(n, n_words), now()).unwrap();
    library
}

fn quest(n: usize, typed: &str) -> Quest {
    let catalogue = Arc::new(library(n, 8).catalogue().unwrap());
    Quest { catalogue, query: Query::parse(typed, Date::EPOCH).unwrap(), ..Quest::default() }
}

#[divan::bench(args = [1_000, 5_000])]
fn filter_a_key(bencher: Bencher, n: usize) {
    let (other, quest) = (quest(n, "lant"), quest(n, "harb"));
    let mut finder = Finder::default();
    // A word that was looked for before is remembered; that is not what is measured.
    bencher.bench_local(|| finder.find(&other).rows.len() + finder.find(&quest).rows.len());
}

#[divan::bench(args = [1_000, 5_000])]
fn index_the_list(bencher: Bencher, n: usize) {
    let quest = quest(n, "");
    bencher.bench_local(|| Index::new(&quest.catalogue));
}

#[divan::bench(args = [800, 20_000])]
fn parse_and_set_a_page(bencher: Bencher, n_words: usize) {
    let body = made::drafts(1, n_words)[0].review.body.clone();
    bencher.bench_local(|| {
        let prose = prose::parse(&body);
        Setting::new(66).rows(&prose, Spot::default(), 40).len()
    });
}

/// 8 kB and 1 MB.
#[divan::bench(args = [1_400, 175_000])]
fn set_all_of_a_text(bencher: Bencher, n_words: usize) {
    let prose = prose::parse(&made::drafts(1, n_words)[0].review.body);
    bencher.bench_local(|| Setting::new(66).rows(&prose, Spot::default(), usize::MAX).len());
}

/// The app with a library, at 120 by 40, a review open.
fn app(n: usize) -> App {
    let config = Config::defaults().unwrap();
    let start = Start {
        config,
        remembered: Remembered::default(),
        ground: Ground::default(),
        today: Date::EPOCH,
        notice: None,
    };
    let mut worker = Worker::new(library(n, 800), World { now, home: None, remembered: None });
    let mut app = App::new(start);
    app.update(Event::Resize(120, 40));
    let mut jobs = vec![Job::List];
    while let Some(job) = jobs.pop() {
        if let Some(event) = worker.answer(job) {
            jobs.extend(app.update(event));
        }
    }
    app
}

#[divan::bench(args = [100, 1_000])]
fn draw_a_frame(bencher: Bencher, n: usize) {
    let app = app(n);
    let mut terminal = Terminal::new(TestBackend::new(120, 40)).unwrap();
    bencher.bench_local(|| {
        terminal.draw(|frame| ui::view(&app, frame)).unwrap();
    });
}

#[divan::bench]
fn scroll_a_row_and_draw(bencher: Bencher) {
    let mut app = app(100);
    app.update(Event::Key("<Enter>".parse().unwrap()));
    let mut terminal = Terminal::new(TestBackend::new(120, 40)).unwrap();
    let (down, up) = (["j".parse().unwrap(), "k".parse().unwrap()], 0);
    let mut at = up;
    bencher.bench_local(|| {
        app.update(Event::Key(down[at % 2]));
        at += 1;
        terminal.draw(|frame| ui::view(&app, frame)).unwrap();
    });
}

#[divan::bench(sample_count = 5)]
fn insert_1000_reviews_of_5_kb(bencher: Bencher) {
    let folder = tempfile::tempdir().unwrap();
    let mut n = 0;
    bencher.with_inputs(|| made::drafts(1_000, 850)).bench_local_values(|drafts| {
        n += 1;
        let mut library = Library::open(&folder.path().join(format!("{n}.db"))).unwrap();
        library.insert(drafts, now()).unwrap().len()
    });
}

#[divan::bench]
fn read_a_list_of_5_000(bencher: Bencher) {
    let library = library(5_000, 8);
    bencher.bench_local(|| library.catalogue().unwrap().len());
}

#[divan::bench]
fn keep_a_place(bencher: Bencher) {
    let folder = tempfile::tempdir().unwrap();
    let mut library = Library::open(&folder.path().join("x.db")).unwrap();
    let id = library.insert(made::drafts(1, 800), now()).unwrap()[0].id.clone();
    let mut grapheme = 0;
    bencher.bench_local(|| {
        grapheme += 1;
        let change = anora_tui::library::Change::SetPlace {
            place: Place { block: 0, grapheme },
            progress: 0.1,
        };
        library.apply(std::slice::from_ref(&id), &change, now()).unwrap().len()
    });
}

/// A page as newspapers have them: a text, and ten times as much menus and links around it.
#[divan::bench]
fn import_a_page_of_100_kb(bencher: Bencher) {
    let body = made::drafts(1, 1500)[0].review.body.clone();
    let paragraphs = format!("<p>{}</p>", body.replace("\n\n", "</p>\n<p>"));
    let link = "<li class=\"nav-part\"><a href=\"/section/one\" data-track=\"menu\">A part of the paper</a></li>\n";
    let menu = link.repeat((100_000 - paragraphs.len()) / link.len());
    let text = format!(
        "<!doctype html><html><head><title>Rain review | Lantern</title></head><body><nav><ul>{menu}</ul></nav>\
         <article><h1>Rain review</h1>{paragraphs}</article></body></html>"
    );
    let source = Source { path: Path::new("a.html").to_owned(), text };
    bencher.bench_local(|| read_source(&source, &Options::default()).len());
}

#[divan::bench(args = ["a.txt", "a.md"])]
fn import_a_file_of_5_kb(bencher: Bencher, name: &str) {
    let text = made::drafts(1, 850)[0].review.body.clone();
    let source = Source { path: Path::new(name).to_owned(), text };
    bencher.bench_local(|| read_source(&source, &Options::default()).len());
}

#[divan::bench(sample_count = 5)]
fn import_a_folder_of_1000_files_of_5_kb(bencher: Bencher) {
    let folder = tempfile::tempdir().unwrap();
    for (n, draft) in made::drafts(1_000, 850).iter().enumerate() {
        std::fs::write(folder.path().join(format!("{n}.md")), &draft.review.body).unwrap();
    }
    let paths = [folder.path().to_owned()];
    bencher.with_inputs(|| tempfile::tempdir().unwrap()).bench_local_values(|home| {
        let mut library = Library::open(&home.path().join("x.db")).unwrap();
        let mut drafts = read_as(&paths, &Options::default(), Prepared::from).flatten();
        loop {
            let batch: Vec<Prepared> = drafts.by_ref().take(512).collect();
            if library.insert(batch, now()).unwrap().is_empty() {
                break;
            }
        }
        home
    });
}
