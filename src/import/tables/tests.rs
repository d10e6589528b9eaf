use super::super::read_source;
use super::*;

fn rows(text: &str, options: &Options) -> Rows {
    read_source(&Source { path: "films.csv".into(), text: text.to_owned() }, options)
}

/// Each row as `title | work | rating | body`, or its error.
fn shown(text: &str, options: &Options) -> Vec<String> {
    let line = |draft: Draft| {
        let review = draft.review;
        let title = Some(review.title.text).filter(|_| !review.title.is_made).unwrap_or_default();
        let rating = review.rating.map(|rating| rating.to_string()).unwrap_or_default();
        format!("{title} | {} | {rating} | {}", review.work.name, review.body)
    };
    let rows = rows(text, options).into_iter();
    rows.map(|row| row.map_or_else(|error| error.to_string(), line)).collect()
}

#[track_caller]
fn check(text: &str, wanted: &[&str]) {
    assert_eq!(shown(text, &Options::default()), wanted, "{text}");
}

#[test]
fn columns_are_known_by_name_in_any_order_case_and_delimiter() {
    check("film,review,score\nAnora,Loud.,9/10\n", &[" | Anora | 9/10 | Loud."]);
    check("SCORE;Review;FILM\r\n8/10;\"Loud; long\";Anora\r\n", &[" | Anora | 8/10 | Loud; long"]);
    check("Title\tText\nA headline\tWords\n", &["A headline |  |  | Words"]);
    check("title,year,rating\nAnora,2024,4/5\n", &[" | Anora | 4/5 | "]);
    check("Film Title|my_rating|Review Text\nAnora|4/5|One.\n", &[" | Anora | 4/5 | One."]);
}

#[test]
fn a_value_that_cannot_be_is_told_and_its_row_comes_in() {
    let header = "Date,Name,Year,Letterboxd URI,Rating,Review";
    check(
        &format!(
            "{header}\n2024-10-18,Anora,2024,https://boxd.it/a,9999,Loud.\nnever,Flow,2024,https://boxd.it/b,★★★½,Wet.\n"
        ),
        &[
            " | Anora |  | Loud.",
            "films.csv:2: came in without its rating, for \"9999\" is none",
            " | Flow | ★★★½ | Wet.",
            "films.csv:3: came in without its date, for \"never\" is none",
        ],
    );
}

#[test]
fn a_scale_is_inferred_from_the_whole_file_and_nought_is_no_mark() {
    check(
        "film,rating\nA,3\nB,0\nC,7\n",
        &[
            " | A | 3 (of 10?) | ",
            " | C | 7 (of 10?) | ",
            "films.csv:3: on a list, without text, rating or a date of reading",
        ],
    );
}

#[test]
fn an_author_beside_a_book_is_the_books() {
    let rows = rows(
        "book,author,critic,review\nSmall Hours,Ada Quill,Ines Vale,Fine.\n",
        &Options::default(),
    );
    let review = &rows[0].as_ref().unwrap().review;
    assert_eq!(
        (&review.authors[..], &review.work.creators[..]),
        (&["Ines Vale".to_owned()][..], &["Ada Quill".to_owned()][..])
    );
}

#[test]
fn a_bad_row_does_not_stop_the_file() {
    check(
        "film,rating,review\nA,4/5,x\nB\"\",3/5\nC,2/5,y,z,w\nD,1/5,v\n",
        &[
            " | A | 4/5 | x",
            "films.csv:3: 2 cells for 3 columns",
            "films.csv:4: 5 cells for 3 columns",
            " | D | 1/5 | v",
        ],
    );
}

#[test]
fn a_quote_that_is_never_closed_costs_its_own_row() {
    check(
        "film,review\nA,one\nB,\"two\nC,three\nD,four\n",
        &[
            " | A |  | one",
            "films.csv:3: a quotation mark is never closed",
            " | C |  | three",
            " | D |  | four",
        ],
    );
}

#[test]
fn a_table_that_is_not_understood_names_its_columns() {
    check(
        "a,b\n1,2\n",
        &[
            "films.csv:1: no column is known as a title, a work or a text; name them: --map title=…,body=… (columns: a, b)",
        ],
    );
    let column = |ours: &str, theirs: &str| (ours.to_owned(), theirs.to_owned());
    let options =
        Options { columns: vec![column("work", "A"), column("body", "b")], ..Options::default() };
    assert_eq!(shown("a,b\nAnora,Loud.\n", &options), [" | Anora |  | Loud."]);
}

#[test]
fn prose_with_commas_is_no_table() {
    assert!(!is_table("Loud, long, and never dull.\nA film.\n"));
    assert!(!is_table("Title, review, rating: three words.\n"));
    assert!(is_table("title,review,rating\nA,b,3\n"));
}

#[test]
fn what_is_only_listed_is_counted() {
    check(
        "Date,Name,Year,Letterboxd URI\n2020-01-01,A,1999,https://boxd.it/a\n2020-01-01,B,1999,https://boxd.it/b\n",
        &[
            "films.csv:2: 2 rows left out, from here on: on a list, without text, rating or a date of reading",
        ],
    );
}
