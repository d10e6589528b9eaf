//! Importing: each folder under `tests/fixtures` is a source and what must come of it; real files are tried where they are.

#![expect(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a test that cannot go on fails there; one that skips says so"
)]

use std::fs;
use std::path::{Path, PathBuf};

use anora_tui::import::{self, ImportError, Options, Source};
use anora_tui::library::Library;
use anora_tui::rating::Mark;
use anora_tui::review::{Draft, Record, ReviewId};
use anora_tui::schema::{Facts, review_to_json};
use serde_json::{Value, json};

/// Formats whose fixtures are tried here; a case is a folder with one source and `expected.json`, the rows in order.
const FORMATS: [&str; 5] = ["markdown", "json", "csv", "html", "feed"];

fn folders_in(folder: &Path) -> Vec<PathBuf> {
    let mut found: Vec<_> =
        fs::read_dir(folder).unwrap().map(|f| f.unwrap().path()).filter(|p| p.is_dir()).collect();
    found.sort();
    found
}

fn source_in(case: &Path) -> PathBuf {
    let mut files = fs::read_dir(case).unwrap().map(|f| f.unwrap().path());
    files.find(|path| path.file_name().unwrap() != "expected.json").unwrap()
}

/// A row as `expected.json` writes it: what the draft says in our JSON, or the error without its folder.
fn shown(row: Result<Draft, ImportError>) -> Value {
    let draft = match row {
        Ok(draft) => draft,
        Err(error) => {
            let path = PathBuf::from(error.path.file_name().unwrap());
            return json!({ "error": ImportError { path, ..error }.to_string() });
        }
    };
    let is_own = draft.state.is_some();
    let record = Record {
        id: draft.id.unwrap_or_else(|| ReviewId::new("none").unwrap()),
        review: draft.review,
        state: draft.state.unwrap_or_default(),
        // A path of this machine says nothing; those that an export brings along do.
        based_on: draft
            .based_on
            .into_iter()
            .filter(|path| !path.starts_with(env!("CARGO_MANIFEST_DIR")))
            .collect(),
    };
    let mut value = review_to_json(&record, &Facts { with_body: true, ..Facts::default() });
    if !is_own {
        let object = value.as_object_mut().unwrap();
        object.shift_remove("identifier");
        object.shift_remove("readingState");
    }
    value
}

#[test]
fn every_fixture_gives_what_it_says() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let mut wrong = Vec::new();
    for case in FORMATS.iter().flat_map(|format| folders_in(&root.join(format))) {
        let options = Options::default();
        let rows: Vec<_> = import::read(&[source_in(&case)], &options).map(shown).collect();
        let expected =
            fs::read_to_string(case.join("expected.json")).unwrap_or_else(|_| "null".into());
        if serde_json::from_str::<Value>(&expected).unwrap() != Value::from(rows.clone()) {
            wrong.push(format!(
                "{}\n{}",
                case.display(),
                serde_json::to_string_pretty(&rows).unwrap()
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// The rows of the corpus' manifest for Markdown files, with the text of each; none where there is no corpus.
fn corpus_rows() -> Vec<(Value, String)> {
    let Some(root) = std::env::var_os("ANORA_CORPUS").map(PathBuf::from) else {
        eprintln!("skipped: ANORA_CORPUS names no folder");
        return Vec::new();
    };
    let manifest = fs::read_to_string(root.join("manifest.jsonl")).unwrap();
    let rows = manifest.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let markdown = rows.filter(|row| row["format"] == "markdown");
    markdown
        .map(|row| {
            (row.clone(), fs::read_to_string(root.join(row["file"].as_str().unwrap())).unwrap())
        })
        .collect()
}

#[track_caller]
fn check_stated(expected: &Value, draft: &Draft) {
    let review = &draft.review;
    let text = |key: &str| expected[key].as_str().map(str::to_owned);
    assert_eq!(Some(review.title.text.clone()).filter(|_| !review.title.is_made), text("title"));
    assert_eq!(review.authors.first().cloned(), text("author"));
    assert_eq!(review.date_published.map(|d| d.to_string()), text("date"));
    assert_eq!(review.work.name, text("item").unwrap_or_default());
    assert_eq!(review.work.year().map(i64::from), expected["item_year"].as_i64());
    assert_eq!(review.work.creators.first().cloned(), text("item_creator"));
    assert_eq!(review.work.kind.word(), expected["subject"]);
    let Mark::Points { value, best, .. } = review.rating.as_ref().unwrap().mark else {
        panic!("{:?}", review.rating)
    };
    assert_eq!(
        (Some(value), best),
        (expected["rating"]["value"].as_f64(), expected["rating"]["best"].as_f64())
    );
    for words in expected["body_in"].as_array().unwrap() {
        assert!(review.body.contains(words.as_str().unwrap()), "{words}");
    }
}

#[test]
fn real_markdown_files_give_what_they_state() {
    for (row, text) in corpus_rows() {
        // The date of a Jekyll post stands in its name, which the corpus has changed.
        let path = PathBuf::from(row["source"]["path"].as_str().unwrap());
        let rows = import::read_source(&Source { path, text }, &Options::default());
        assert_eq!(rows.len(), 1, "{}", row["file"]);
        check_stated(&row["expected"], rows[0].as_ref().unwrap());
    }
}

#[test]
fn a_folder_of_real_files_has_one_scale() {
    if corpus_rows().is_empty() {
        return;
    }
    let folder = PathBuf::from(std::env::var_os("ANORA_CORPUS").unwrap()).join("md");
    let rows: Vec<_> = import::read(&[folder], &Options::default()).collect();
    assert_eq!(rows.len(), 6);
    for draft in rows.iter().map(|row| row.as_ref().unwrap()) {
        let mark = draft.review.rating.as_ref().unwrap().mark;
        assert!(
            matches!(mark, Mark::Points { best: Some(5.0), is_inferred: true, .. }),
            "{mark:?}"
        );
    }
}

#[test]
fn an_export_of_letterboxd_gives_one_review_for_each_that_was_written() {
    let entry = "Date,Name,Year,Letterboxd URI,Rating,Rewatch,Tags,Watched Date\n";
    let review = "Date,Name,Year,Letterboxd URI,Rating,Rewatch,Review,Tags,Watched Date\n";
    let (first, again) = (
        "2021-03-02,Small Hours,2020,https://boxd.it/a1,4.5",
        "2021-05-09,Small Hours,2020,https://boxd.it/b2,4",
    );
    let files = [
        ("diary.csv", format!("{entry}{first},,on tape,2021-03-01\n{again},Yes,,2021-05-09\n2021-06-01,Harbour,1999,https://boxd.it/c3,,,,2021-06-01\n")),
        ("likes/reviews.csv", "Date,Content\n2021-03-02,https://boxd.it/zz\n".to_owned()),
        ("deleted/reviews.csv", format!("{review}2021-01-01,Gone,2020,https://boxd.it/d4,1,,I take it back.,,\n")),
        ("orphaned/reviews.csv", format!("{review}2021-01-01,Lost,2020,,3,,Nobody has it now.,,\n")),
        ("profile.csv", "Date Joined,Username,Given Name\n2019-01-01,inesvale,Ines\n".to_owned()),
        ("ratings.csv", "Date,Name,Year,Letterboxd URI,Rating\n2021-05-09,Small Hours,2020,https://boxd.it/f1,4\n2021-07-01,The Ferry,2018,https://boxd.it/f2,2\n".to_owned()),
        ("reviews.csv", format!("{review}{first},,Nobody listens.,on tape,2021-03-01\n{again},Yes,Still nobody.,,2021-05-09\n")),
    ];
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in &files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let mut library = Library::in_memory().unwrap();
    let now = "2026-01-01T00:00:00Z".parse().unwrap();
    let options = Options::default();
    let drafts = || import::read(&[folder.path().to_owned()], &options).flatten();
    library.insert(drafts(), now).unwrap();
    let bodies = |library: &Library| {
        let records =
            library.summaries().unwrap().into_iter().map(|s| library.record(&s.id).unwrap().review);
        let mut bodies: Vec<_> = records.map(|r| format!("{}: {}", r.work.name, r.body)).collect();
        bodies.sort();
        bodies
    };
    let wanted = [
        "Harbour: ",
        "Lost: Nobody has it now.",
        "Small Hours: Nobody listens.",
        "Small Hours: Still nobody.",
        "The Ferry: ",
    ];
    assert_eq!(bodies(&library), wanted);
    library.insert(drafts(), "2026-01-02T00:00:00Z".parse().unwrap()).unwrap();
    assert_eq!(bodies(&library), wanted);
    let of_all = library.summaries().unwrap();
    assert!(of_all.iter().all(|s| s.author == "Ines"), "its profile says whose it is: {of_all:?}");
}

/// Letterboxd's feed with one entry, and the table of its export with the same.
fn entry_of_letterboxd(words: &str) -> [(&'static str, String); 3] {
    let item = format!(
        "<item><title>Small Hours, 2020 - ★★★★½</title><link>https://letterboxd.com/ines/film/small-hours/</link>\
        <guid isPermaLink=\"false\">letterboxd-review-1</guid><pubDate>Wed, 3 Mar 2021 09:03:05 +1300</pubDate>\
        <letterboxd:filmTitle>Small Hours</letterboxd:filmTitle><letterboxd:filmYear>2020</letterboxd:filmYear>\
        <letterboxd:memberRating>4.5</letterboxd:memberRating><description><![CDATA[<p>{words}</p>]]></description>\
        <dc:creator>Ines</dc:creator></item>"
    );
    let feed = format!(
        "<rss version=\"2.0\" xmlns:letterboxd=\"https://letterboxd.com\"><channel>{item}</channel></rss>"
    );
    let seen = "2021-03-02,Small Hours,2020,https://boxd.it/a1,4.5,";
    let again = "2021-05-02,Small Hours,2020,https://boxd.it/b2,4.5,Yes";
    let columns = "Date,Name,Year,Letterboxd URI,Rating,Rewatch";
    let review = format!(
        "{columns},Review,Tags,Watched Date\n{seen},\"{words}\",,2021-03-01\n{again},\"{words}\",,2021-05-01\n"
    );
    let diary = format!("{columns},Tags,Watched Date\n{seen},,2021-03-01\n{again},,2021-05-01\n");
    [("rss.xml", feed), ("diary.csv", diary), ("reviews.csv", review)]
}

#[test]
fn a_short_review_of_a_feed_and_of_an_export_is_one_and_seen_again_is_another() {
    for words in ["Nobody listens.", &"Nobody listens to the night nurse, who talks. ".repeat(9)] {
        let [feed, diary, reviews] = entry_of_letterboxd(words.trim());
        for order in
            [[&feed, &diary, &reviews], [&diary, &reviews, &feed], [&diary, &feed, &reviews]]
        {
            let mut library = Library::in_memory().unwrap();
            for (at, (name, text)) in order.iter().enumerate() {
                let source = Source { path: (*name).into(), text: text.clone() };
                let rows = import::read_source(&source, &Options::default());
                let now = format!("2026-01-0{}T00:00:00Z", at + 1).parse().unwrap();
                library.insert(rows.into_iter().map(Result::unwrap), now).unwrap();
            }
            let all = library.summaries().unwrap();
            let names: Vec<_> = order.iter().map(|(name, _)| name).collect();
            assert_eq!(all.len(), 2, "{names:?} {words}: {all:#?}");
            assert!(all.iter().all(|s| s.text.n_words > 0), "{all:#?}");
        }
    }
}

#[test]
fn a_list_of_omnivore_is_told_the_texts_beside_it() {
    let list = r#"[{"slug":"lamp","title":"A lamp","url":"https://harbour.example/lamp","state":"Active","labels":[],"savedAt":"2024-01-02T10:00:00Z"},
        {"slug":"bare","title":"Bare","url":"https://harbour.example/bare","state":"Active","labels":[],"savedAt":"2024-01-02T10:00:00Z"}]"#;
    let page = "<html><body><p>The keeper speaks <em>nine</em> words, and four of them are no.</p></body></html>";
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [
        ("metadata_0_to_2.json", list),
        ("content/lamp.html", page),
        ("highlights/lamp.md", "> nine words"),
    ] {
        fs::create_dir_all(folder.path().join(name).parent().unwrap()).unwrap();
        fs::write(folder.path().join(name), text).unwrap();
    }
    let rows: Vec<_> = import::read(&[folder.path().to_owned()], &Options::default()).collect();
    let (known, left): (Vec<_>, Vec<_>) = rows.iter().partition(|row| row.is_ok());
    assert!(left[0].as_ref().unwrap_err().reason.contains("highlights"), "{left:?}");
    let known: Vec<_> = known
        .into_iter()
        .map(|row| &row.as_ref().unwrap().review)
        .map(|review| (review.title.text.as_str(), review.body.as_str()))
        .collect();
    let words = "The keeper speaks *nine* words, and four of them are no.";
    assert_eq!(known, [("A lamp", words), ("Bare", "")]);
}
