//! The command line, with the real program: what it prints, what it changes, how it fails.

use std::process::Stdio;

use serde_json::Value;

use crate::support::Program;

const NOTE: &str = "---\ntitle: Tide tables\nauthor: Ada Quill\npublisher: The Lantern\ndate: 2025-03-04\nrating: B+\nlang: en\n\
    tags: [sea, slow]\nwork:\n  type: Movie\n  name: Harbor Lights\n  date: 2024\n  director: [Maud Klein]\n---\n\n\
    The tide goes out, and the *town* stays.\n\n## Return\n\nSpoilers follow.\n\nIt was the gull.\n";

fn with_note() -> (Program, String) {
    let program = Program::new();
    let path = program.file("notes/tide.md", NOTE);
    assert_eq!(program.ok(&["import", &path]).trim(), "1 new");
    let id = program
        .ok(&["list", "--format", "tsv"])
        .lines()
        .nth(1)
        .unwrap()
        .split('\t')
        .next()
        .unwrap()
        .to_owned();
    (program, id)
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn what_comes_in_twice_is_there_once() {
    let (program, _) = with_note();
    let path = program.file("notes/tide.md", NOTE);
    assert_eq!(program.ok(&["import", &path]).trim(), "1 same");
    program.file("notes/tide.md", NOTE.replace("stays", "waits"));
    assert_eq!(program.ok(&["import", &path]).trim(), "1 changed");
    assert_eq!(json(&program.ok(&["list", "--json"])).as_array().unwrap().len(), 1);
}

#[test]
fn a_rehearsal_changes_nothing() {
    let (program, _) = with_note();
    let other = program.file("other.txt", "Another film, seen on a plane. It was long.\n");
    let said = program.ok(&["import", "--dry-run", &other]);
    assert_eq!(said.trim(), "1 new (nothing was changed)");
    assert_eq!(
        program.ok(&["import", "--json", &other]).trim(),
        r#"{"new":1,"changed":0,"same":0,"skipped":[]}"#
    );
}

#[test]
fn a_bad_file_does_not_stop_the_run() {
    let program = Program::new();
    program.file("in/a.md", NOTE);
    program.file("in/b.txt", "");
    program.file("in/c.md", "---\ntitle: [unclosed\n---\ntext\n");
    let output = program.run(&["import", program.home.path().join("in").to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), "1 new, 2 files skipped");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("b.txt: empty") && said.contains("c.md:"), "{said}");
}

#[test]
fn many_bad_rows_are_told_by_kind() {
    let program = Program::new();
    let rows = "A,4/5\n".to_owned() + &"B\"\",3/5,2\n".repeat(40);
    let path = program.file("films.csv", format!("film,rating\n{rows}"));
    let output = program.run(&["import", &path]);
    assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), "1 new, 40 rows skipped");
    let said = String::from_utf8_lossy(&output.stderr);
    let lines: Vec<&str> = said.lines().collect();
    assert!(lines.len() == 4 && lines[0].ends_with("films.csv:3: 3 cells for 2 columns"), "{said}");
    assert!(lines[3].contains("37 more: … cells for … columns"), "{said}");
    let output = program.run(&["import", "--verbose", &path]);
    assert_eq!(String::from_utf8_lossy(&output.stderr).lines().count(), 40);
    let output = program.run(&["import", "--json", &path]);
    let report = json(&String::from_utf8(output.stdout).unwrap());
    assert_eq!(report["skipped"].as_array().unwrap().len(), 40);
}

#[test]
fn a_review_comes_in_on_a_pipe() {
    let program = Program::new();
    let output = program.piped(&["import", "-"], NOTE.as_bytes());
    assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), "1 new");
    assert_eq!(json(&program.ok(&["list", "--json"]))[0]["headline"], "Tide tables");
}

#[test]
fn the_list_speaks_schema_org() {
    let (program, id) = with_note();
    let all = json(&program.ok(&["list", "--json"]));
    let review = &all[0];
    assert_eq!(review["@type"], "Review");
    assert_eq!(review["identifier"], id);
    assert_eq!(review["author"][0]["name"], "Ada Quill");
    assert_eq!(review["publisher"]["name"], "The Lantern");
    assert_eq!(review["datePublished"], "2025-03-04");
    assert_eq!(review["reviewRating"]["alternateName"], "B+");
    assert_eq!(review["reviewRating"]["normalized"], 83);
    assert_eq!(review["itemReviewed"]["name"], "Harbor Lights");
    assert_eq!(review["itemReviewed"]["director"][0]["name"], "Maud Klein");
    assert_eq!(review["spoilers"]["passages"], 1);
    assert!(review.get("reviewBody").is_none());
}

#[test]
fn a_filter_narrows_the_list() {
    let (program, _) = with_note();
    program
        .ok(&["import", &program.file("b.md", "---\ntitle: Dry land\nrating: 2/5\n---\nShort.\n")]);
    let titles = |query: &[&str]| {
        let all = json(&program.ok(&[&["list", "--json"], query].concat()));
        all.as_array()
            .unwrap()
            .iter()
            .map(|r| r["name"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(titles(&["tabels"]), ["Tide tables"]);
    assert_eq!(titles(&["rating>=80"]), ["Tide tables"]);
    assert_eq!(titles(&["-by:quill"]), ["Dry land"]);
    assert_eq!(titles(&["--sort", "title"]), ["Dry land", "Tide tables"]);
    assert_eq!(titles(&["--sort", "title", "--limit", "1"]), ["Dry land"]);
    assert_eq!(titles(&["text:gull"]), ["Tide tables"]);
    let said = program.fails(1, &["list", "rating>=lovely"]);
    assert!(said.contains("rating>=lovely"), "{said}");
}

#[test]
fn a_review_is_shown_whole_but_for_what_is_covered() {
    let (program, id) = with_note();
    let text = program.ok(&["show", &id]);
    for part in [
        "Tide tables",
        "Harbor Lights (2024)",
        "Ada Quill",
        "B+ (83)",
        "The tide goes out, and the town stays.",
        "Return",
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
    assert!(!text.contains("gull") && text.contains("[spoiler, 1 line"), "{text}");
    assert!(program.ok(&["show", &id, "--spoilers"]).contains("It was the gull."));
    program.ok(&["seen", &id]);
    assert!(program.ok(&["show", &id]).contains("It was the gull."));
}

#[test]
fn search_shows_the_words_where_they_stand_but_no_spoiler() {
    let (program, id) = with_note();
    let found = program.ok(&["search", "town"]);
    assert!(found.contains(&id) && found.contains("town"), "{found}");
    assert!(program.ok(&["search", "zebra"]).is_empty());
    let covered = program.ok(&["search", "gull"]);
    assert!(covered.contains(&id) && !covered.contains("gull"), "{covered}");
    assert!(program.ok(&["search", "--spoilers", "gull"]).contains("gull"));
    assert_eq!(json(&program.ok(&["search", "--json", "town"]))[0]["identifier"], id);
}

#[test]
fn state_is_kept_through_export_and_import() {
    let (program, id) = with_note();
    program.ok(&["star", &id]);
    program.ok(&["read", &id]);
    program.ok(&["tag", &id, "+gulls", "-slow"]);
    let one_line = program.ok(&["export", "--format", "jsonl"]);
    let other = Program::new();
    other.ok(&["import", &other.file("all.jsonl", &one_line)]);
    assert_eq!(other.ok(&["export", "--format", "jsonl"]).trim(), one_line.trim());
    let review = json(&one_line);
    assert_eq!(review["readingState"]["starred"], true);
    assert_eq!(review["keywords"], serde_json::json!(["sea", "gulls"]));
}

#[test]
fn markdown_goes_out_and_comes_back() {
    let (program, id) = with_note();
    program
        .ok(&["import", &program.file("b.md", "---\ntitle: Dry land\nrating: 2/5\n---\nShort.\n")]);
    let folder = program.home.path().join("out");
    program.ok(&["export", "--format", "markdown", "--output", folder.to_str().unwrap()]);
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 2);
    assert_eq!(program.ok(&["import", folder.to_str().unwrap()]).trim(), "2 same");
    assert!(
        program
            .ok(&["show", &id, "--format", "markdown"])
            .contains("The tide goes out, and the *town* stays.")
    );
    let said = program.fails(1, &["export", "--format", "markdown"]);
    assert!(said.contains("--output"), "{said}");
}

#[test]
fn reviews_go_out_as_pages_a_book_and_citations() {
    let (program, id) = with_note();
    program
        .ok(&["import", &program.file("b.md", "---\ntitle: Dry land\nrating: 2/5\n---\nShort.\n")]);
    let out = |name: &str| program.home.path().join(name).to_str().unwrap().to_owned();
    let read = |name: &str| std::fs::read_to_string(out(name)).unwrap();

    program.ok(&["export", "--format", "html", "--output", &out("all.html")]);
    let page = read("all.html");
    assert!(page.contains("The tide goes out, and the <em>town</em> stays."), "{page}");
    assert!(page.contains("<h1>Dry land</h1>") && page.contains("2/5"), "{page}");

    program.ok(&["export", "--format", "html", "--output", &out("site/")]);
    assert!(read("site/index.html").contains("Dry land"));
    assert_eq!(std::fs::read_dir(out("site")).unwrap().count(), 3);
    assert!(program.ok(&["show", &id, "--format", "html"]).starts_with("<!DOCTYPE html>"));

    assert!(program.ok(&["import", &out("all.html")]).starts_with("2 same"));
    let again = program.run(&["import", &out("site")]);
    assert!(String::from_utf8(again.stdout).unwrap().starts_with("2 same, 1 file skipped"));
    let said = program.fails(1, &["export", "--format", "csl", "--output", &out("folder/")]);
    assert!(said.contains("csl is one file"), "{said}");

    program.ok(&["export", "--format", "epub", "--output", &out("all.epub")]);
    assert!(std::fs::read(out("all.epub")).unwrap().starts_with(b"PK"));

    let cited = json(&program.ok(&["export", "dry land", "--format", "csl"]));
    assert_eq!((&cited[0]["title"], cited.as_array().unwrap().len()), (&"Dry land".into(), 1));
    let entries = program.ok(&["export", "--format", "bibtex"]);
    assert!(entries.contains("title = {{Dry land}}"), "{entries}");
}

#[test]
fn works_are_merged_and_split_by_saying_what_reviews_are_about() {
    let program = Program::new();
    for (name, film) in [("a.md", "Anora"), ("b.md", "Anora: the film"), ("c.md", "Anora")] {
        let text = format!("---\ntitle: {name}\nfilm: '{film}'\n---\nWords about it.\n");
        program.ok(&["import", &program.file(name, text)]);
    }
    let rows = json(&program.ok(&["list", "--json", "--sort", "title"]));
    let id = |n: usize| rows[n]["identifier"].as_str().unwrap().to_owned();
    let works = || {
        let rows = json(&program.ok(&["list", "--json", "--sort", "title"]));
        let name =
            |row: &serde_json::Value| row["itemReviewed"]["name"].as_str().unwrap().to_owned();
        rows.as_array().unwrap().iter().map(name).collect::<Vec<_>>()
    };
    program.ok(&["edit", &id(0), &id(1), "--work", "Anora"]);
    assert_eq!(works(), ["Anora", "Anora", "Anora"]);
    program.ok(&["edit", &id(2), "--work", "Anora, the play"]);
    assert_eq!(works(), ["Anora", "Anora", "Anora, the play"]);
    let said = program.fails(1, &["edit", &id(0), &id(1), "--title", "One"]);
    assert!(said.contains("--title: belongs to one review"), "{said}");
}

#[test]
fn a_settings_file_that_is_wrong_is_told_once_and_nothing_stops() {
    let (program, id) = with_note();
    let settings = program.file("config.toml", "letters = 'nonsense'\n");
    let output = program.command(&["--config", &settings, "show", &id, &id]).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{said}");
    assert_eq!(said.matches("the defaults hold").count(), 1, "{said}");
    assert!(said.contains("config.toml: letters"), "{said}");
}

#[test]
fn what_is_edited_by_hand_stays() {
    let (program, id) = with_note();
    program.ok(&["edit", &id, "--author", "A. Quill", "--rating", "3/4", "--date", "2025-03"]);
    let path = program.file("notes/tide.md", NOTE.replace("stays", "waits"));
    program.ok(&["import", &path]);
    let review = &json(&program.ok(&["list", "--json"]))[0];
    assert_eq!(review["author"][0]["name"], "A. Quill");
    assert_eq!(review["reviewRating"]["ratingValue"], 3.0);
    assert_eq!(review["datePublished"], "2025-03");
    let said = program.fails(1, &["edit", &id, "--date", "yesterday"]);
    assert!(said.contains("--date yesterday: not a date"), "{said}");
}

#[test]
fn what_is_not_there_is_told_and_the_rest_is_done() {
    let (program, id) = with_note();
    let said = program.fails(1, &["star", "zzzz", &id]);
    assert_eq!(said.lines().count(), 1, "{said}");
    assert!(said.contains("zzzz"), "{said}");
    assert_eq!(json(&program.ok(&["list", "--json"]))[0]["readingState"]["starred"], true);
}

#[test]
fn a_removed_review_is_gone_and_comes_back_with_an_import() {
    let (program, id) = with_note();
    program.ok(&["remove", &id]);
    assert_eq!(program.ok(&["list", "--json"]).trim(), "[]");
    program.fails(1, &["show", &id]);
    assert_eq!(program.ok(&["import", &program.file("notes/tide.md", NOTE)]).trim(), "1 new");
}

#[test]
fn the_shelf_comes_only_when_asked_for() {
    let program = Program::new();
    assert_eq!(program.ok(&["list", "--json"]).trim(), "[]");
    assert_eq!(program.ok(&["import", "--shelf"]).trim(), "14 new");
    assert_eq!(program.ok(&["import", "--shelf"]).trim(), "14 same");
    assert!(program.ok(&["list", "film:anora"]).lines().count() >= 4);
}

#[test]
fn a_copy_of_the_library_is_a_library() {
    let (program, id) = with_note();
    let copy = program.home.path().join("copy.db");
    program.ok(&["backup", copy.to_str().unwrap()]);
    assert!(
        program.ok(&["--library", copy.to_str().unwrap(), "show", &id]).contains("Tide tables")
    );
}

#[test]
fn wrong_usage_and_no_terminal_exit_with_2() {
    let program = Program::new();
    assert!(program.fails(2, &["--nonsense"]).contains("--nonsense"));
    assert!(program.fails(2, &["import"]).contains("PATH"));
    assert!(program.fails(2, &[]).contains("standard output is not a terminal"));
    assert!(program.fails(1, &["import", "/nowhere/at/all"]).contains("/nowhere/at/all"));
}

#[test]
fn a_closed_pipe_ends_it_quietly() {
    let program = Program::new();
    program.ok(&["import", "--shelf"]);
    let mut child = program
        .command(&["export", "--format", "jsonl"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn a_file_that_is_no_library_is_left_alone() {
    let program = Program::new();
    for (name, bytes) in [
        ("empty.db", &b""[..]),
        ("text.db", b"just some text, much longer than nothing at all"),
        ("half.db", b"SQLite format 3\0half"),
    ] {
        let path = program.file(name, bytes);
        let said = program.fails(1, &["--library", &path, "list"]);
        assert!(said.contains(name), "{said}");
        assert_eq!(std::fs::read(&path).unwrap(), bytes, "{name}");
    }
}

#[test]
fn plain_prints_what_the_screen_would_show() {
    let (program, _) = with_note();
    assert!(program.ok(&["--plain"]).contains("Tide tables"));
    let other = program.file("other.txt", "A film about bread.\n\nIt rises.\n");
    let text = program.ok(&["--plain", &other]);
    assert!(text.contains("A film about bread.") && text.contains("It rises."), "{text}");
    assert!(!text.contains(['─', '│', '\u{1b}']), "{text}");
}

#[test]
fn options_may_stand_before_and_after_a_filter() {
    let (program, id) = with_note();
    program
        .ok(&["import", &program.file("b.md", "---\ntitle: Dry land\nrating: 2/5\n---\nShort.\n")]);
    let n = |args: &[&str]| json(&program.ok(args)).as_array().unwrap().len();
    assert_eq!(n(&["list", "rating>=80", "--json"]), 1);
    assert_eq!(n(&["list", "--json", "-by:quill"]), 1);
    assert_eq!(n(&["list", "-is:read", "-by:quill", "--sort", "date", "--json"]), 1);
    let out = program.home.path().join("out");
    program.ok(&[
        "export",
        "rating>=80",
        "--format",
        "markdown",
        "--output",
        out.to_str().unwrap(),
    ]);
    assert!(program.ok(&["export", "-by:quill", "--format", "jsonl"]).contains("Dry land"));
    assert!(program.ok(&["tag", &id, "-slow", "+gulls"]).contains("#sea #gulls"));
}

#[test]
fn a_table_is_shown_in_columns_and_a_named_spoiler_makes_no_line_too_wide() {
    let program = Program::new();
    let words = "one ||x|| two ||y|| ".repeat(12);
    let hidden = "It was the gull. ".repeat(9);
    let text = format!(
        "---\ntitle: T\n---\n{words}\n\n||{hidden}and so on||\n\n|boat|crew|\n|-|-:|\n|Ida|12|\n|Maud \\|\\|x\\|\\||4|\n"
    );
    program.ok(&["import", &program.file("a.md", &text)]);
    let id = json(&program.ok(&["list", "--json"]))[0]["identifier"].as_str().unwrap().to_owned();
    let shown = program.ok(&["show", &id, "--width", "30"]);
    assert_eq!(shown.matches("[spoiler]").count(), 25, "{shown}");
    assert!(shown.contains("[spoiler, 6 lines; --spoilers\nshows it]"), "{shown}");
    assert!(shown.lines().all(|line| line.chars().count() <= 30), "{shown}");
    let table = "boat           | crew\n---------------+-----\nIda            |   12\nMaud [spoiler] |    4\n";
    assert!(shown.ends_with(table), "{shown}");
}

#[test]
fn a_spoiler_in_the_middle_of_a_line_is_named_not_shown() {
    let program = Program::new();
    program.ok(&[
        "import",
        &program
            .file("a.md", "---\ntitle: T\n---\nOpen. >!hidden one!< and ||hidden two|| done.\n"),
    ]);
    let id = json(&program.ok(&["list", "--json"]))[0]["identifier"].as_str().unwrap().to_owned();
    assert!(program.ok(&["show", &id]).contains("Open. [spoiler] and [spoiler] done."));
    assert!(
        program.ok(&["show", "--spoilers", &id]).contains("Open. hidden one and hidden two done.")
    );
}

#[test]
fn a_title_made_here_tells_nothing_that_is_covered() {
    let program = Program::new();
    let text =
        "---\nfilm: Foo\nspoilers: true\n---\nHe turns out to be dead all along. More follows.\n";
    program.ok(&["import", &program.file("a.md", text)]);
    let noted = "Spoilers ahead.\n\nShe was the gull all along. A long film, and a wet one, about a bird.\n";
    program.ok(&["import", "--work", "Bar", &program.file("b.txt", noted)]);
    let list = program.ok(&["list"]);
    assert!(list.contains("Foo") && list.contains("Bar"), "{list}");
    assert!(!list.contains("dead") && !list.contains("gull"), "{list}");
}

#[test]
fn state_comes_back_for_every_review_of_a_work_that_was_seen() {
    let program = Program::new();
    for name in ["a", "b"] {
        let text = format!(
            "---\ntitle: T{name}\nfilm: Film\n---\nText {name} of its own, and no other.\n"
        );
        program.ok(&["import", &program.file(&format!("{name}.md"), text)]);
    }
    let ids = json(&program.ok(&["list", "--json"]));
    for review in ids.as_array().unwrap() {
        program.ok(&["star", review["identifier"].as_str().unwrap()]);
    }
    program.ok(&["seen", ids[0]["identifier"].as_str().unwrap()]);
    let exported = program.ok(&["export", "--format", "jsonl"]);
    let other = Program::new();
    other.ok(&["import", &other.file("all.jsonl", exported)]);
    assert_eq!(json(&other.ok(&["list", "is:starred", "--json"])).as_array().unwrap().len(), 2);
}

#[test]
fn a_pipe_in_a_folder_does_not_stop_the_import() {
    let program = Program::new();
    let file = program.file("in/a.md", "---\ntitle: T\nrating: 7\n---\nText.\n");
    let folder = std::path::Path::new(&file).parent().unwrap();
    let made = std::process::Command::new("mkfifo").arg(folder.join("p.txt")).status().unwrap();
    assert!(made.success());
    let said = program.fails(1, &["import", folder.to_str().unwrap()]);
    assert!(said.contains("p.txt: "), "{said}");
    assert!(program.ok(&["list"]).contains('T'));
}

#[test]
fn one_lost_byte_does_not_spoil_a_text() {
    let program = Program::new();
    let mut bytes =
        "---\ntitle: Café society\nauthor: Zoë Müller\n---\nThe señora’s café costs 5 €."
            .as_bytes()
            .to_vec();
    bytes.pop();
    bytes.push(0xff);
    program.ok(&["import", &program.file("a.md", bytes)]);
    let list = program.ok(&["list"]);
    assert!(list.contains("Café society") && list.contains("Zoë Müller"), "{list}");
}

#[test]
fn reading_makes_no_library() {
    let program = Program::new();
    let path = program.home.path().join("nowhere/x.db");
    let said = program.fails(1, &["--library", path.to_str().unwrap(), "list"]);
    assert!(said.contains("there is no library here"), "{said}");
    assert!(!path.parent().unwrap().exists());
    assert!(program.ok(&["list"]).is_empty());
    assert!(!program.library().exists());
}

#[test]
fn a_rewritten_copy_does_not_take_the_place_of_its_original() {
    let program = Program::new();
    let text = |title: &str, film: &str| {
        let body = "It rains, the boat is late, and nobody on the pier knows where to look or what to say. ".repeat(3);
        format!("---\ntitle: {title}\nfilm: '{film}'\n---\n{body}\n")
    };
    let original = program.file("a.md", text("First", "F"));
    let copy = program.file("b.md", text("First", "F"));
    assert_eq!(program.ok(&["import", &original]).trim(), "1 new");
    assert_eq!(program.ok(&["import", &copy]).trim(), "1 same");
    program.file("b.md", text("Second", "G").replace("the boat", "the ferry"));
    assert_eq!(program.ok(&["import", &copy]).trim(), "1 new");
    let list = program.ok(&["list"]);
    assert!(list.contains("First") && list.contains("Second"), "{list}");
    assert_eq!(program.ok(&["import", &original, &copy]).trim(), "2 same");
}

#[test]
fn nothing_covered_is_told_by_search_or_show_and_a_pipe_gets_it_all() {
    let program = Program::new();
    let noted = program.file("noted.md", "---\ntitle: Noted\n---\nThe ferry sails.\n\nSpoilers follow.\n\nThe heron dies, the ferry sinks.\n");
    let flagged = program.file(
        "flagged.md",
        "---\ntitle: Flagged\nspoilers: true\ndescription: How the otter drowns\n---\nThe otter drowns.\n",
    );
    program.ok(&["import", &noted, &flagged]);
    let ids: Vec<String> = program
        .ok(&["list", "--format", "tsv", "--sort", "title"])
        .lines()
        .skip(1)
        .map(|l| l.split('\t').next().unwrap().to_owned())
        .collect();
    let said = program.ok(&["search", "heron"]);
    assert!(
        said.contains("in a covered passage; --spoilers shows it") && !said.contains("heron"),
        "{said}"
    );
    assert!(program.ok(&["search", "heron", "--spoilers"]).contains("The heron dies"));
    let said = program.ok(&["search", "ferry"]);
    assert!(
        said.contains("The ferry sails.")
            && said.contains("(and in a covered passage)")
            && !said.contains("sinks"),
        "{said}"
    );
    let said = program.ok(&["show", &ids[0]]);
    assert!(!said.contains("otter") && said.contains("[spoiler"), "{said}");
    assert!(program.ok(&["show", &ids[0], "--spoilers"]).contains("How the otter drowns"));
    let said = program.ok(&["export", "--format", "jsonl"]);
    assert!(said.contains("heron dies") && said.contains("How the otter drowns"), "{said}");
}

#[test]
fn highlights_are_written_with_whose_words_they_are_and_no_spoiler() {
    let (program, id) = with_note();
    assert!(program.ok(&["highlights"]).is_empty());
    assert_eq!(json(&program.ok(&["highlights", "--format", "json"])), serde_json::json!([]));
    let marked = NOTE.replace(
        "---\n\nThe tide",
        &format!("id: {id}\nreading:\n  highlights:\n    - {{identifier: aaaa1, color: blue, exact: the town stays, note: \"Stays?\\nYes.\"}}\n    \
         - {{identifier: bbbb2, exact: It was the gull.}}\n---\n\nThe tide"),
    );
    program.ok(&["import", &program.file("marked/tide.md", marked)]);
    let text = program.ok(&["highlights", "is:highlighted"]);
    let expected = "## Tide tables\n\n— Ada Quill, “Tide tables”, The Lantern, 4 March 2025\n\n> the town stays\n\n*blue, ¶ 1*\n\nStays?\nYes.\n\n\
        > \\[spoiler\\]\n\n*yellow, ¶ 3*\n";
    assert_eq!(text, expected);
    assert!(program.ok(&["highlights", "-by:nobody", "--spoilers"]).contains("> It was the gull."));
    assert!(program.ok(&["highlights", "by:nobody"]).is_empty());
    let all = json(&program.ok(&["highlights", "--format", "json"]));
    assert_eq!((&all[0]["color"], &all[1]["exact"]), (&"blue".into(), &"[spoiler]".into()));
    assert_eq!(all[0]["position"], serde_json::json!([[0, 23], [0, 37]]));
    assert_eq!(all[0]["review"]["publisher"]["name"], "The Lantern");
    assert!(
        !program.ok(&["list", "--json"]).contains("gull"),
        "the list tells no highlighted spoiler"
    );
    assert!(program.fails(2, &["highlights", "--format", "xml"]).contains("markdown"));
    assert!(program.fails(1, &["highlights", "is:green"]).contains("green"));
}

#[test]
fn a_slash_at_the_end_makes_a_folder_even_for_one_review() {
    let program = Program::new();
    program.ok(&["import", "--shelf"]);
    let out = program.home.path().join("favorites");
    let path = format!("{}/", out.display());
    program.ok(&[
        "export",
        "work:tangerine",
        "rating>=60",
        "--format",
        "markdown",
        "--output",
        &path,
    ]);
    assert_eq!(std::fs::read_dir(&out).unwrap().count(), 1);
    let hidden = std::fs::read_dir(program.home.path()).unwrap();
    let names = hidden.map(|f| f.unwrap().file_name().into_string().unwrap());
    assert!(names.into_iter().all(|name| !name.contains(".new")), "nothing is left beside it");
}

#[test]
fn a_mistyped_command_is_called_one() {
    let said = Program::new().fails(2, &["frob"]);
    assert_eq!(said, "anora-tui: frob: no such file, and no such command; see --help\n");
}

#[test]
fn what_finds_nothing_says_why() {
    let program = Program::new();
    program.ok(&["import", "--shelf"]);
    let said = |args: &[&str]| {
        let output = program.run(args);
        assert!(output.status.success() && output.stdout.is_empty(), "{args:?}");
        String::from_utf8(output.stderr).unwrap()
    };
    let why = said(&["list", "baker", "zebraqq"]);
    assert!(
        why.starts_with("anora-tui: 0 of 14: ") && why.ends_with("zebraqq leaves 0\n"),
        "{why}"
    );
    assert_eq!(said(&["search", "zebraqq"]), "anora-tui: no text has these words\n");
}
