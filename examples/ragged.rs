//! Measures how even paragraphs are: ours, textwrap's, and those of the programs at hand, at widths from 30 to 100.
//!
//! `cargo run --release --example ragged -- FILE…`, each file plain text with a paragraph a line. What is not installed
//! is left out. The table in `docs/typography.md` is made so.

#![allow(clippy::cast_precision_loss, clippy::unwrap_used, reason = "figures to look at")]
#![allow(clippy::print_stdout, reason = "it prints a table")]

use std::io::Write;
use std::process::{Command, Stdio};

use anora_tui::text::hyphens::Hyphens;
use anora_tui::text::language::Language;
use anora_tui::text::prose::{Block, BlockKind};
use anora_tui::text::width;
use anora_tui::text::wrap::{Composition, Manner, wrap};

/// Paragraphs, each as its lines.
type Set = Vec<Vec<String>>;

/// Sets paragraphs at a width; `None` where its program is not there.
type Way = Box<dyn Fn(&[String], u16) -> Option<Set>>;

fn ours(hyphens: Hyphens) -> Way {
    Box::new(move |paragraphs, cells| {
        let manner = Manner {
            composition: Composition { hyphens, ..Composition::default() },
            language: Language::named("en"),
            ..Manner::from(cells)
        };
        Some(paragraphs.iter().map(|text| lines(text, manner)).collect())
    })
}

fn lines(text: &str, manner: Manner) -> Vec<String> {
    let block = Block {
        kind: BlockKind::Paragraph,
        text: text.to_owned(),
        spans: Vec::new(),
        quote_depth: 0,
        indent: 0,
        marker: None,
        is_tight: false,
    };
    let line = |line: &anora_tui::text::wrap::Line| {
        format!(
            "{}{}",
            &block.text.get(line.start..line.end).unwrap(),
            if line.hyphen { "-" } else { "" }
        )
    };
    wrap(&block, manner).iter().map(line).collect()
}

fn textwraps(algorithm: textwrap::WrapAlgorithm) -> Way {
    Box::new(move |paragraphs, cells| {
        let options = textwrap::Options::new(usize::from(cells)).wrap_algorithm(algorithm);
        let set = |text: &String| {
            textwrap::wrap(text, &options).iter().map(ToString::to_string).collect()
        };
        Some(paragraphs.iter().map(set).collect())
    })
}

/// A program that reads a text and writes its lines; `W` in its arguments is the width.
fn program(command: &'static str, input: fn(&[String], u16) -> String) -> Way {
    Box::new(move |paragraphs, cells| {
        let words = command.replace('W', &cells.to_string());
        let mut words = words.split(' ');
        let mut child = Command::new(words.next()?)
            .args(words)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        let text = input(paragraphs, cells);
        let mut stdin = child.stdin.take()?;
        let writer = std::thread::spawn(move || stdin.write_all(text.as_bytes()));
        let out = child.wait_with_output().ok()?;
        writer.join().ok()?.ok()?;
        let text = String::from_utf8_lossy(&out.stdout).into_owned();
        let blocks = text.split("\n\n").map(|block| {
            block
                .lines()
                .map(|line| line.trim_end().to_owned())
                .filter(|line| !line.is_empty())
                .collect()
        });
        Some(blocks.filter(|lines: &Vec<String>| !lines.is_empty()).collect())
    })
}

fn plain(paragraphs: &[String], _: u16) -> String {
    paragraphs.join("\n\n") + "\n"
}

fn html(paragraphs: &[String], _: u16) -> String {
    let escaped =
        |text: &String| format!("<p>{}</p>", text.replace('&', "&amp;").replace('<', "&lt;"));
    format!("<meta charset=utf-8>{}", paragraphs.iter().map(escaped).collect::<String>())
}

fn roff(paragraphs: &[String], cells: u16) -> String {
    let letter = |c: char| match c {
        '\\' => "\\e".to_owned(),
        c if c.is_ascii() => c.to_string(),
        c => format!("\\[u{:04X}]", u32::from(c)),
    };
    let paragraph = |text: &String| format!("\\&{}", text.chars().map(letter).collect::<String>());
    let text: Vec<String> = paragraphs.iter().map(paragraph).collect();
    format!(".pl 1\n.ll {cells}n\n.na\n.nh\n{}\n", text.join("\n.sp\n"))
}

/// What is summed over all texts and widths.
#[derive(Default)]
struct Sums {
    n_lines: usize,
    n_inner: usize,
    n_steps: usize,
    n_paragraphs: usize,
    squared: usize,
    steps: usize,
    hyphens: usize,
    runts: usize,
    strays: usize,
    over: usize,
}

impl Sums {
    fn add(&mut self, set: &Set, cells: usize) {
        for lines in set {
            self.n_lines += lines.len();
            self.n_paragraphs += 1;
            let is_runt = lines.len() > 1
                && lines.last().is_some_and(|last| {
                    last.split_whitespace().count() == 1 || width::width(last) * 10 < cells
                });
            self.runts += usize::from(is_runt);
            self.over += lines.iter().filter(|line| width::width(line) > cells).count();
            self.strays += lines.iter().skip(1).filter(|line| begins_ill(line)).count();
            self.inner(lines.split_last().map_or(&[], |(_, inner)| inner), cells);
        }
    }

    /// Adds the lines of a paragraph but the last.
    fn inner(&mut self, lines: &[String], cells: usize) {
        let slack: Vec<usize> =
            lines.iter().map(|line| cells.saturating_sub(width::width(line))).collect();
        self.n_inner += slack.len();
        self.squared += slack.iter().map(|slack| slack * slack).sum::<usize>();
        self.n_steps += slack.len().saturating_sub(1);
        self.steps +=
            slack.iter().zip(slack.iter().skip(1)).map(|(a, b)| a.abs_diff(*b)).sum::<usize>();
        self.strays += lines.iter().filter(|line| ends_ill(line)).count();
        self.hyphens += lines.iter().filter(|line| line.ends_with('-')).count();
    }

    fn row(&self, name: &str) -> String {
        let share = |of: usize, all: usize| of as f64 / all.max(1) as f64;
        format!(
            "| {name} | {} | {:.1} | {:.2} | {:.1} | {:.1} | {:.2} | {} |",
            self.n_lines,
            share(self.squared, self.n_inner),
            share(self.steps, self.n_steps),
            100.0 * share(self.hyphens, self.n_lines),
            100.0 * share(self.runts, self.n_paragraphs),
            100.0 * share(self.strays, self.n_lines),
            self.over,
        )
    }
}

fn begins_ill(line: &str) -> bool {
    line.trim_start().starts_with(|c| "')]}»”’,.;:!?…–—%".contains(c))
}

fn ends_ill(line: &str) -> bool {
    let word = line.split_whitespace().last().unwrap_or("");
    let is_letter = word.chars().count() == 1 && word.chars().all(char::is_alphabetic);
    is_letter || word.ends_with(|c| "'([{«“‘¿¡".contains(c))
}

fn main() {
    let ways: [(&str, Way); 10] = [
        ("fold -s", program("fold -s -w W", plain)),
        ("fmt", program("fmt -w W", plain)),
        ("par", program("par W", plain)),
        ("w3m -dump", program("w3m -dump -T text/html -cols W", html)),
        ("nroff, .na .nh", program("nroff -Tutf8", roff)),
        ("textwrap, first fit", textwraps(textwrap::WrapAlgorithm::FirstFit)),
        ("textwrap, optimal fit", textwraps(textwrap::WrapAlgorithm::new_optimal_fit())),
        ("anora-tui, never", ours(Hyphens::Never)),
        ("anora-tui, auto", ours(Hyphens::Auto)),
        ("anora-tui, always", ours(Hyphens::Always)),
    ];
    let texts: Vec<Vec<String>> = std::env::args()
        .skip(1)
        .map(|path| {
            let text = std::fs::read_to_string(path).unwrap();
            text.lines()
                .map(|line| line.trim().to_owned())
                .filter(|line| !line.is_empty())
                .collect()
        })
        .collect();
    println!("| | lines | slack² | step | hyphens % | one-word last lines % | strays % | over |");
    println!("|---|---|---|---|---|---|---|---|");
    for (name, way) in &ways {
        let mut sums = Sums::default();
        for cells in 30..=100 {
            for set in texts.iter().filter_map(|text| way(text, cells)) {
                sums.add(&set, usize::from(cells));
            }
        }
        if sums.n_lines > 0 {
            println!("{}", sums.row(name));
        }
    }
}
