//! Whole screens, as a user sees them. A change here is a change of the look: see it, then accept it (`cargo insta`).

use crate::support::{Test, review, three};

#[test]
fn library_at_120_by_40() {
    insta::assert_snapshot!(Test::new(three()).screen());
}

#[test]
fn library_at_80_by_24() {
    insta::assert_snapshot!(Test::new(three()).size(80, 24).screen());
}

#[test]
fn a_text_at_40_by_12() {
    let mut test = Test::new(three()).size(40, 12);
    insta::assert_snapshot!(test.keys("j<Enter>").screen());
}

#[test]
fn a_filter_being_typed() {
    let mut test = Test::new(three());
    insta::assert_snapshot!(test.keys("/ferry rating>=80").screen());
}

#[test]
fn a_covered_passage() {
    let mut test = Test::new(three());
    insta::assert_snapshot!(test.keys("jj[<Enter>").screen());
}

#[test]
fn a_table_and_a_poem() {
    let body = "The boats, and what is said of them:\n\n| boat | crew | what is said |\n|-|-:|:-:|\n| Ida | 12 | leaves **on time** |\n| Maud | 4 | never |\n\n> | boat | a long word of her |\n> |-|-|\n> | Ida | She leaves on time, and what comes after that is another matter |\n\nThe ferry leaves without a sound and nobody is on the pier\\\nto see her go.\\\nThe lights go out,\\\nthe gulls stay.";
    let mut test =
        Test::new(vec![review("Boats", "Harbor", "Tom Okafor", "B+", body)]).size(50, 30);
    insta::assert_snapshot!(test.keys("<Enter>").screen());
}
