//! How fast the program takes in folders of reviews, and how much memory it needs, as a user would see it.
//!
//! `cargo bench --bench import` makes files of 5 kB and pages of 100 kB, runs the program on them and prints files a second
//! of its processors' time and by the clock, and its peak memory. On a shared machine only the first says much. Linux
//! tells these of a program in `/proc`; elsewhere this says nothing.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a bench prints, and says what is wrong by failing"
)]

#[allow(dead_code, reason = "whole reviews are made for the other bench")]
mod made;

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use made::Dice;

/// What the kernel counts processor time in: a hundredth of a second.
const TICK: f64 = 0.01;

fn main() {
    if !Path::new("/proc/self/stat").exists() {
        return;
    }
    println!("{:<32} {:>12} {:>10} {:>9}", "", "a CPU second", "by clock", "peak MB");
    for n in [1_000, 20_000] {
        measure(&format!("{n} Markdown files of 5 kB"), n, markdown);
    }
    for n in [100, 400] {
        measure(&format!("{n} pages of 100 kB"), n, page);
    }
}

/// Prints how the program takes in so many files, made by their numbers: a name and a text.
fn measure(what: &str, n: usize, make: fn(usize, &mut Dice) -> (String, String)) {
    let folder = tempfile::tempdir().unwrap();
    let files = folder.path().join("files");
    let mut dice = Dice(7);
    for at in 0..n {
        let (name, text) = make(at, &mut dice);
        let path = files.join((at / 1000).to_string()).join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let (before, began) = (of_children(), Instant::now());
    let mut child = Command::new(env!("CARGO_BIN_EXE_anora-tui"))
        .arg("--library")
        .arg(folder.path().join("library.db"))
        .args(["import".as_ref(), files.as_os_str()])
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let mut peak = 0;
    while child.try_wait().unwrap().is_none() {
        peak = peak_memory(child.id()).unwrap_or(peak);
        thread::sleep(Duration::from_millis(5));
    }
    let (clock, processor) = (began.elapsed().as_secs_f64(), of_children() - before);
    #[expect(clippy::cast_precision_loss, reason = "a count of files")]
    let n = n as f64;
    println!("{what:<32} {:>12.0} {:>10.0} {:>9}", n / processor, n / clock, peak / 1024);
}

/// Seconds of processor time that this program's children have taken: fields 16 and 17, counted from the name's end.
fn of_children() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap();
    let fields: Vec<&str> = stat.rsplit_once(')').unwrap().1.split_whitespace().collect();
    fields[13..15].iter().map(|ticks| ticks.parse::<f64>().unwrap() * TICK).sum()
}

/// The most memory that a program has had, in kB.
fn peak_memory(id: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{id}/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

fn markdown(at: usize, dice: &mut Dice) -> (String, String) {
    let front = format!(
        "title: {} {at}\nfilm: {}\nauthor: {}\ndate: 2024-05-0{}\nrating: {}/10\n",
        dice.words(4),
        dice.words(2),
        dice.words(2),
        1 + dice.roll(9),
        dice.roll(11),
    );
    let body: Vec<String> = (0..10).map(|_| dice.words(85) + ".").collect();
    (format!("{at}.md"), format!("---\n{front}---\n\n{}\n", body.join("\n\n")))
}

/// A page as newspapers have them: a text, and ten times as much menus and links around it.
fn page(at: usize, dice: &mut Dice) -> (String, String) {
    let text: Vec<String> = (0..18).map(|_| format!("<p>{}.</p>", dice.words(85))).collect();
    let text = text.join("\n");
    let link = "<li class=\"nav-part\"><a href=\"/section/one\" data-track=\"menu\">A part of the paper</a></li>\n";
    let menu = link.repeat((100_000 - text.len()) / link.len());
    let title = format!("{} {at}", dice.words(3));
    let page = format!(
        "<!doctype html><html><head><title>{title} review | Lantern</title></head><body><nav><ul>{menu}</ul></nav>\
         <article><h1>{title}</h1>{text}</article></body></html>"
    );
    (format!("{at}.html"), page)
}
