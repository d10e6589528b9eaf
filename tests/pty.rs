//! The real program in a real pseudo-terminal: what is on the screen, and how the terminal is left.

use std::io::{Read, Write};
use std::num::NonZero;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

use crate::support::Program;

/// How long anything may take on a loaded machine before it counts as not happening.
const PATIENCE: Duration = Duration::from_secs(20);

/// The program in a terminal of its own.
struct Terminal {
    master: Option<Box<dyn MasterPty + Send>>,
    writer: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    output: Receiver<Vec<u8>>,
    screen: vt100::Parser,
    /// Every byte that came, for what a screen does not show.
    bytes: Vec<u8>,
}

impl Terminal {
    fn open(program: &Program, args: &[&str]) -> Self {
        Self::open_at(program, args, 120, 40)
    }

    fn open_at(program: &Program, args: &[&str], cols: u16, rows: u16) -> Self {
        Self::open_in(program, args, (cols, rows), &[])
    }

    /// The same at 120 by 40, with more variables.
    fn open_with(program: &Program, args: &[&str], variables: &[(&str, &str)]) -> Self {
        Self::open_in(program, args, (120, 40), variables)
    }

    fn open_in(
        program: &Program,
        args: &[&str],
        (cols, rows): (u16, u16),
        variables: &[(&str, &str)],
    ) -> Self {
        let pair = native_pty_system()
            .openpty(PtySize { rows, cols, pixel_width: 0, pixel_height: 0 })
            .unwrap();
        let mut command = CommandBuilder::new(Program::path());
        command.args(args);
        command.env_clear();
        for (name, value) in program.variables() {
            command.env(name, value);
        }
        for (name, value) in variables {
            command.env(name, value);
        }
        let child = pair.slave.spawn_command(command).unwrap();
        let mut reader = pair.master.try_clone_reader().unwrap();
        let (sender, output) = mpsc::channel();
        std::thread::spawn(move || {
            let mut buffer = vec![0; 65536];
            while let Ok(n) = reader.read(&mut buffer) {
                if n == 0 || sender.send(buffer.get(..n).unwrap_or_default().to_vec()).is_err() {
                    return;
                }
            }
        });
        let writer = pair.master.take_writer().unwrap();
        let screen =
            vt100::Parser::new(NonZero::new(rows).unwrap(), NonZero::new(cols).unwrap(), 0);
        Self { master: Some(pair.master), writer, child, output, screen, bytes: Vec::new() }
    }

    fn text(&self) -> String {
        self.screen.screen().contents()
    }

    /// Waits until the screen is as it should be.
    #[track_caller]
    fn wait(&mut self, what: &str, is_there: impl Fn(&vt100::Screen) -> bool) {
        let end = Instant::now() + PATIENCE;
        while !is_there(self.screen.screen()) {
            let left = end.saturating_duration_since(Instant::now());
            match self.output.recv_timeout(left) {
                Ok(bytes) => self.take(&bytes),
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {
                    assert!(is_there(self.screen.screen()), "{what} never came:\n{}", self.text());
                    return;
                }
            }
        }
    }

    #[track_caller]
    fn wait_for(&mut self, text: &str) {
        self.wait(text, |screen| screen.contents().contains(text));
    }

    fn take(&mut self, bytes: &[u8]) {
        self.screen.process(bytes);
        self.bytes.extend_from_slice(bytes);
    }

    /// Waits until bytes came that no screen shows.
    #[track_caller]
    fn wait_for_bytes(&mut self, wanted: &str) {
        let end = Instant::now() + PATIENCE;
        while !self.bytes.windows(wanted.len()).any(|bytes| bytes == wanted.as_bytes()) {
            let left = end.saturating_duration_since(Instant::now());
            let bytes = self.output.recv_timeout(left).expect("the bytes never came");
            self.take(&bytes);
        }
    }

    fn press(&mut self, keys: &str) {
        self.writer.write_all(keys.as_bytes()).unwrap();
        self.writer.flush().unwrap();
    }

    fn signal(&self, name: &str) {
        let id = self.child.process_id().unwrap().to_string();
        let done =
            std::process::Command::new("kill").args([&format!("-{name}"), &id]).status().unwrap();
        assert!(done.success());
    }

    /// Lets a program go on that is about to stop, until it has: before, the signal says nothing to it.
    #[track_caller]
    fn go_on(&mut self) {
        let end = Instant::now() + PATIENCE;
        while !self.screen.screen().alternate_screen() {
            assert!(Instant::now() < end, "it does not go on");
            self.signal("CONT");
            if let Ok(bytes) = self.output.recv_timeout(Duration::from_millis(200)) {
                self.take(&bytes);
            }
        }
    }

    /// Waits for the end of the program; its exit code.
    #[track_caller]
    fn end(&mut self) -> u32 {
        let end = Instant::now() + PATIENCE;
        loop {
            while let Ok(bytes) = self.output.try_recv() {
                self.take(&bytes);
            }
            if let Some(status) = self.child.try_wait().unwrap() {
                while let Ok(bytes) = self.output.recv_timeout(Duration::from_millis(200)) {
                    self.take(&bytes);
                }
                return status.exit_code();
            }
            assert!(Instant::now() < end, "the program did not end:\n{}", self.text());
            // A new look as soon as there is output, and otherwise soon.
            if let Ok(bytes) = self.output.recv_timeout(Duration::from_millis(20)) {
                self.take(&bytes);
            }
        }
    }

    /// The terminal is as it was found: its own screen, a cursor, no mouse, no bracketed paste, echo and lines.
    #[track_caller]
    fn is_restored(&self) {
        let screen = self.screen.screen();
        assert!(!screen.alternate_screen(), "still on the alternate screen");
        assert!(!screen.hide_cursor(), "the cursor is still hidden");
        assert!(!screen.bracketed_paste(), "bracketed paste is still on");
        assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None);
        if let Some(master) = &self.master
            && let Some(modes) = master.get_termios()
        {
            let local = modes.local_flags.bits();
            // ECHO and ICANON of Linux and of the BSDs.
            assert!(local & 0x8 != 0, "echo is still off");
            assert!(local & (0x2 | 0x100) != 0, "lines are still off");
        }
    }
}

fn with_library() -> Program {
    let program = Program::new();
    program.ok(&["import", "--shelf"]);
    program
}

#[test]
fn a_first_start_shows_the_shelf_and_q_restores_the_terminal() {
    let program = Program::new();
    let mut terminal = Terminal::open(&program, &[]);
    terminal.wait_for("14 reviews");
    terminal.wait_for("A fairy tale with the lights on");
    terminal.press("q");
    assert_eq!(terminal.end(), 0);
    terminal.is_restored();
    assert!(program.library().exists());
}

#[test]
fn filter_read_quit_and_resume_at_the_same_sentence() {
    let program = with_library();
    let mut terminal = Terminal::open(&program, &[]);
    terminal.wait_for("14 reviews");
    terminal.press("/withhlds\r");
    terminal.wait_for("People came out of Anora");
    terminal.press("  ))");
    terminal.wait("a place in the middle", |s| !s.contents().contains("People came out of Anora"));
    terminal.press("j");
    terminal.press("?");
    terminal.wait_for("next review, or one row down");
    terminal.press("\x1b");
    terminal.wait("the text again", |s| !s.contents().contains("next review, or one row down"));
    let text = terminal.text();
    let rows = text.lines().skip(7).filter_map(|line| line.split('│').nth(1));
    let words: Vec<&str> = rows
        .map(|row| row.split_whitespace().take(4).collect())
        .find(|w: &Vec<_>| w.len() == 4)
        .unwrap();
    terminal.press("q");
    assert_eq!(terminal.end(), 0);

    let mut again = Terminal::open_at(&program, &[], 60, 20);
    again.wait_for("14 reviews");
    again.press("\r");
    let words = words.join(" ");
    again.wait("the same sentence", |screen| {
        screen.contents().split_whitespace().collect::<Vec<_>>().join(" ").contains(&words)
    });
}

#[test]
fn every_signal_that_ends_it_restores_the_terminal() {
    for (signal, code) in [("INT", 130), ("TERM", 143), ("HUP", 129), ("QUIT", 131)] {
        let program = with_library();
        let mut terminal = Terminal::open(&program, &[]);
        terminal.wait_for("14 reviews");
        terminal.signal(signal);
        assert_eq!(terminal.end(), code, "{signal}");
        terminal.is_restored();
    }
}

#[test]
fn a_terminal_that_goes_away_ends_the_program() {
    let program = with_library();
    let mut terminal = Terminal::open(&program, &[]);
    terminal.wait_for("14 reviews");
    terminal.writer = Box::new(std::io::sink());
    terminal.master = None;
    let (_, nothing) = mpsc::channel();
    terminal.output = nothing;
    let end = Instant::now() + PATIENCE;
    while terminal.child.try_wait().unwrap().is_none() {
        assert!(Instant::now() < end, "it goes on without a terminal");
        let _ = terminal.output.recv_timeout(Duration::from_millis(20));
        std::thread::yield_now();
    }
}

#[test]
fn it_stops_with_the_terminal_restored_and_goes_on_with_a_whole_screen() {
    let program = with_library();
    let mut terminal = Terminal::open(&program, &[]);
    terminal.wait_for("14 reviews");
    terminal.press("\x1a");
    terminal.wait("the shell's screen", |s| !s.alternate_screen() && !s.hide_cursor());
    terminal.is_restored();
    terminal.go_on();
    terminal.wait("the whole screen", |s| {
        s.alternate_screen()
            && s.contents().contains("14 reviews")
            && s.contents().contains("Anora")
    });
    terminal.press("j");
    terminal.wait_for("2 of 14");
    terminal.press("q");
    assert_eq!(terminal.end(), 0);
    terminal.is_restored();
}

#[test]
fn a_resize_draws_the_new_size() {
    let program = with_library();
    let mut terminal = Terminal::open(&program, &[]);
    terminal.wait_for("14 reviews");
    for (cols, rows) in [(40, 12), (1, 1), (200, 50), (80, 24)] {
        terminal
            .screen
            .screen_mut()
            .set_size(NonZero::new(rows).unwrap(), NonZero::new(cols).unwrap());
        terminal
            .master
            .as_ref()
            .unwrap()
            .resize(PtySize { rows, cols, pixel_width: 0, pixel_height: 0 })
            .unwrap();
    }
    terminal.wait_for("14 reviews");
    terminal.press("jq");
    assert_eq!(terminal.end(), 0);
    terminal.is_restored();
}

#[test]
fn a_review_opens_from_a_file_and_nothing_is_kept() {
    let program = Program::new();
    let path = program.file("one.md", "---\ntitle: Only looking\n---\nA text to look at.\n");
    let mut terminal = Terminal::open(&program, &[&path]);
    terminal.wait_for("A text to look at.");
    terminal.wait_for("nothing is kept");
    terminal.press("q");
    assert_eq!(terminal.end(), 0);
    assert!(!program.library().exists());
}

#[test]
fn no_byte_of_a_review_reaches_the_terminal() {
    let program = Program::new();
    let evil = "start \u{1b}]0;TITLE\u{7} \u{1b}[2J \u{1b}]52;c;aGk=\u{7} \u{9b}31m \u{202e}reversed \u{2066}isolate \u{e0041} &#27;[31m &amp;#27;]0;X end";
    let text = format!(
        "---\ntitle: \"t \\e]0;PWNED\\a {evil2} x\"\nauthor: \"a\\e[5m\"\ntags: [\"g\\e[6m\"]\n---\n{evil}\n",
        evil2 = "\\u202Eabc"
    );
    let path = program.file("evil.md", text);
    let _ = program.run(&["import", &path]);
    let plain = program
        .file("evil.txt", format!("A film about {evil}. It is long.\n\nAnd {evil} again.\n"));
    program.ok(&["import", &plain]);
    let mut terminal = Terminal::open(&program, &[]);
    terminal.wait_for("start");
    terminal.press("j");
    terminal.wait_for("2 of 2");
    terminal.press("q");
    assert_eq!(terminal.end(), 0);
    let wire = String::from_utf8_lossy(&terminal.bytes).into_owned();
    for marker in [
        "\u{1b}]0;",
        "\u{1b}]52",
        "\u{1b}[2J",
        "\u{1b}[5m",
        "\u{1b}[6m",
        "\u{9b}",
        "\u{202e}",
        "\u{2066}",
        "\u{e0041}",
    ] {
        assert!(!wire.contains(marker), "{marker:?} is on the wire");
    }
}

#[test]
fn a_dumb_terminal_gets_a_word_and_no_escape() {
    let program = with_library();
    for term in ["dumb", ""] {
        let mut command = program.command(&[]);
        command.env("TERM", term);
        let output = command.output().unwrap();
        assert_eq!(output.status.code(), Some(2));
        assert!(!output.stdout.contains(&0x1b) && !output.stderr.contains(&0x1b));
        assert!(String::from_utf8_lossy(&output.stderr).contains("anora-tui list"));
    }
}

#[test]
fn what_the_screen_said_is_saved_when_it_is_killed() {
    let program = with_library();
    let mut terminal = Terminal::open(&program, &[]);
    terminal.wait_for("14 reviews");
    terminal.press("f");
    terminal.wait_for("starred · U undoes");
    terminal.signal("KILL");
    terminal.end();
    let starred = program.ok(&["list", "is:starred"]);
    assert!(starred.contains("A fairy tale with the lights on"), "{starred}");
}

#[test]
fn an_idle_program_writes_nothing() {
    let program = with_library();
    let mut terminal = Terminal::open(&program, &[]);
    terminal.wait_for("14 reviews");
    terminal.wait_for("%");
    while terminal.output.recv_timeout(Duration::from_millis(300)).is_ok() {}
    assert!(
        terminal.output.recv_timeout(Duration::from_secs(1)).is_err(),
        "it wrote while nothing happened"
    );
    terminal.press("q");
    assert_eq!(terminal.end(), 0);
}

/// Answers the question for the background; the colour of the rule under the bar then.
fn rule_after(answer: &str) -> vt100::Color {
    let program = with_library();
    let mut terminal = Terminal::open(&program, &[]);
    terminal.wait_for_bytes("\x1b]11;?\x1b\\");
    terminal.press(answer);
    terminal.wait_for("1 of 14");
    terminal.press("j");
    terminal.wait_for("2 of 14");
    let text = terminal.text();
    assert!(text.contains("14 reviews") && !text.contains("does nothing"), "{text}");
    let colour = terminal.screen.screen().cell(1, 0).unwrap().fgcolor();
    terminal.press("q");
    assert_eq!(terminal.end(), 0);
    terminal.is_restored();
    colour
}

#[test]
fn the_colours_follow_the_terminals_background() {
    const WHITE: &str = "\x1b]11;rgb:ffff/ffff/ffff\x1b\\";
    let (dark, light) = (vt100::Color::Idx(245), vt100::Color::Idx(242));
    // An answer counts only if it comes in time, which a busy machine does not always let it.
    assert!((0..10).any(|_| rule_after(WHITE) == light), "a light background is not seen");
    assert_eq!(rule_after("\x1b]11;rgb:1e1e/1e1e/1e1e\x07"), dark);
    assert_eq!(rule_after("\x1b]11;QQ;1fDyR:qqq\x07"), dark);
}

#[test]
fn what_goes_on_by_itself_is_drawn_without_a_key() {
    let program = with_library();
    let mut terminal = Terminal::open(&program, &[]);
    terminal.wait_for("14 reviews");
    terminal.press("j\r");
    terminal.wait_for("People came out of Anora");
    terminal.press(" ");
    terminal.wait("the last row of the page before", |s| s.contents().contains(" ›"));
    terminal.wait("no mark any more", |s| !s.contents().contains(" ›"));
    terminal.press("g");
    terminal.wait_for("People came out of Anora");
    terminal.press(&format!("p{}", ".".repeat(20)));
    terminal.wait_for("scrolling: 1000 words a minute");
    terminal.wait("the next rows", |s| !s.contents().contains("People came out of Anora"));
    terminal.press(" ");
    terminal.wait_for("the text stands still");
    terminal.press("q");
    assert_eq!(terminal.end(), 0);
}

#[test]
fn a_library_that_cannot_be_opened_is_named_on_the_shells_screen() {
    let program = Program::new();
    let path = program.file("notes.db", "just some text, much longer than nothing at all");
    let mut terminal = Terminal::open(&program, &["--library", &path]);
    assert_eq!(terminal.end(), 1);
    terminal.is_restored();
    assert!(terminal.text().contains("notes.db"), "{}", terminal.text());
}

#[test]
fn a_mark_is_there_in_the_next_session() {
    let program = with_library();
    let mut terminal = Terminal::open(&program, &[]);
    terminal.wait_for("14 reviews");
    terminal.press("/withhlds\r");
    terminal.wait_for("People came out of Anora");
    terminal.press("}}ma");
    terminal.wait_for("mark a is here");
    terminal.press("gq");
    assert_eq!(terminal.end(), 0);
    let mut again = Terminal::open(&program, &[]);
    again.wait_for("People came out of Anora");
    again.press("'");
    again.wait_for("a All of them can");
    again.press("aq");
    assert_eq!(again.end(), 0);
}

/// The texts that a terminal was told to put on its clipboard (OSC 52), in order.
fn clipboard_of(bytes: &[u8]) -> Vec<String> {
    let wire = String::from_utf8_lossy(bytes).into_owned();
    let told = wire.split("\u{1b}]52;c;").skip(1);
    told.map(|rest| {
        let end = rest.find(['\u{1b}', '\u{7}']).expect("the sequence ends");
        decoded(rest.get(..end).unwrap())
    })
    .collect()
}

/// What base64 (RFC 4648) stands for.
fn decoded(base64: &str) -> String {
    const LETTERS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let (mut bits, mut n_bits, mut bytes) = (0_u32, 0, Vec::new());
    for letter in base64.trim_end_matches('=').chars() {
        bits =
            bits << 6 | u32::try_from(LETTERS.find(letter).expect("a letter of base64")).unwrap();
        n_bits += 6;
        if n_bits >= 8 {
            n_bits -= 8;
            bytes.push(u8::try_from(bits >> n_bits & 0xff).unwrap());
        }
    }
    String::from_utf8(bytes).unwrap()
}

const FERRY: &str =
    "---\ntitle: The last ferry\nauthor: Zoë Lund\n---\nA ferry leaves. It is ||the last||.\n";
const COPIED: &str = "A ferry leaves. It is [spoiler].\n\n— Zoë Lund, “The last ferry”";

/// The program, whose environment is as given, copies the paragraph of a review and says this of it.
#[track_caller]
fn check_copied(program: &Program, said: &str) -> Vec<u8> {
    let path = program.file("ferry.md", FERRY);
    let mut terminal = Terminal::open(program, &[&path]);
    terminal.wait_for("A ferry leaves.");
    terminal.press("y");
    terminal.wait_for(&format!("copied a paragraph (5 words, spoilers left out) · {said}"));
    terminal.press("q");
    assert_eq!(terminal.end(), 0);
    terminal.is_restored();
    terminal.bytes
}

#[test]
fn a_paragraph_gets_to_the_terminals_clipboard() {
    let bytes = check_copied(&Program::new(), "terminal clipboard");
    assert_eq!(clipboard_of(&bytes), [COPIED]);
}

#[test]
fn tmux_is_told_to_pass_the_clipboard_on() {
    let program = Program::new().with("TMUX", "/nowhere,1,0").with("PATH", "/nowhere");
    let bytes = check_copied(&program, "terminal clipboard");
    let wire = String::from_utf8_lossy(&bytes).into_owned();
    let (_, passed) = wire.split_once("\u{1b}Ptmux;").unwrap();
    let (passed, _) = passed.split_once("\u{1b}\u{1b}\\\u{1b}\\").unwrap();
    assert_eq!(decoded(passed.strip_prefix("\u{1b}\u{1b}]52;c;").unwrap()), COPIED);
}

#[test]
fn a_tool_of_the_system_gets_the_text_too_but_not_over_ssh() {
    let program = Program::new();
    let tool = program.file(
        "bin/xclip",
        "#!/bin/sh\necho \"$@\" > \"$HOME/args\"\nexec /bin/cat > \"$HOME/clipboard\"\n",
    );
    let mode = std::os::unix::fs::PermissionsExt::from_mode(0o755);
    std::fs::set_permissions(&tool, mode).unwrap();
    let folder = std::path::Path::new(&tool).parent().unwrap().to_string_lossy().into_owned();
    let program = program.with("PATH", &folder).with("DISPLAY", ":9");
    let file = |name: &str| std::fs::read_to_string(program.home.path().join("home").join(name));
    let bytes = check_copied(&program, "terminal clipboard, xclip");
    assert_eq!(clipboard_of(&bytes), [COPIED]);
    assert_eq!(file("clipboard").unwrap(), COPIED);
    assert_eq!(file("args").unwrap(), "-selection clipboard\n");

    std::fs::remove_file(program.home.path().join("home/clipboard")).unwrap();
    let far = program.with("SSH_TTY", "/dev/pts/9");
    let bytes = check_copied(&far, "terminal clipboard");
    assert_eq!(clipboard_of(&bytes), [COPIED]);
    assert!(!far.home.path().join("home/clipboard").exists());
}

/// The words on the screen that are drawn on a ground of their own, row by row.
fn marked(screen: &vt100::Screen) -> Vec<String> {
    let (rows, cols) = screen.size();
    let (rows, cols) = (rows.get(), cols.get());
    let is_marked = |cell: &&vt100::Cell| cell.inverse() || cell.bgcolor() != vt100::Color::Default;
    let words = (0..rows).map(|row| {
        let cells = (0..cols).filter_map(|col| screen.cell(row, col));
        cells.filter(is_marked).map(vt100::Cell::contents).collect::<String>()
    });
    words.filter(|words| !words.trim().is_empty()).collect()
}

#[test]
fn a_highlight_stays_on_its_words_when_its_text_comes_in_changed() {
    let program = Program::new();
    let filler = "She counts what is left in the till and puts it back. ".repeat(4);
    let text = |before: &str, words: &str| {
        format!(
            "---\ntitle: The till\nauthor: Ann Vale\n---\n\n{before}{filler}\n\nIn the end {words}.\n"
        )
    };
    let path = program.file("till.md", text("", "nobody pays her for the night"));
    program.ok(&["import", &path]);
    let mut terminal = Terminal::open(&program, &[]);
    terminal.wait_for("nobody pays her");
    // The last sentence without `In the end`, in green.
    terminal.press("\r/in the end\rVowww2");
    terminal.wait_for("highlighted");
    let green = |screen: &vt100::Screen, words: &str| {
        marked(screen).iter().any(|row| row.trim_start_matches('2').contains(words))
    };
    terminal.wait("the highlight", |screen| green(screen, "nobody pays her for the night."));

    program.file("till.md", text("A new first sentence.\n\n", "nobody pays him for that night"));
    terminal.press("i");
    terminal.press(&path);
    terminal.press("\r");
    terminal.wait_for("1 changed");
    terminal.press("G");
    terminal.wait("the same words, moved and mended", |screen| {
        screen.contents().contains("A new first sentence.")
            && green(screen, "nobody pays him for that night.")
    });
    terminal.press("q");
    assert_eq!(terminal.end(), 0);
    let kept = program.ok(&["export", "is:highlighted", "--format", "jsonl"]);
    assert!(
        kept.contains(r#""color":"green","exact":"nobody pays him for that night.""#),
        "{kept}"
    );
}

#[test]
fn a_note_is_written_in_an_editor_that_has_the_terminal_to_itself() {
    let program = with_library();
    // An editor that reads a line from the terminal and adds it to the file.
    let script = "printf 'EDITING'; read -r line; printf '%s' \"$line\" >> \"$1\"\n";
    let editor = format!("sh {}", program.file("editor.sh", script));
    let mut terminal = Terminal::open_with(&program, &[], &[("VISUAL", &editor)]);
    terminal.wait_for("Sean Baker gives");
    terminal.press("\rAtyped here, \x05");
    terminal.wait("the editor", |s| !s.alternate_screen() && s.contents().contains("EDITING"));
    terminal.is_restored();
    terminal.press("qQj and there\n");
    terminal.wait("the note again", |s| {
        s.alternate_screen() && s.contents().contains("typed here, qQj and there")
    });
    terminal.press("\r");
    terminal.wait_for("with a note");
    // Keys come to the program again, and so does a new size.
    terminal.press("h");
    terminal.wait_for("1 of 14");
    terminal.press("q");
    assert_eq!(terminal.end(), 0);
    terminal.is_restored();
    assert!(
        program.ok(&["export", "is:highlighted", "--format", "jsonl"]).contains("qQj and there")
    );
}

#[test]
fn an_editor_that_is_not_there_is_told_and_the_note_kept() {
    let program = with_library();
    let mut terminal = Terminal::open_with(&program, &[], &[("EDITOR", "no-such-editor -x")]);
    terminal.wait_for("Sean Baker gives");
    terminal.press("\rAmine\x05");
    terminal.wait_for("no-such-editor -x: cannot be run");
    terminal.press("\r");
    terminal.wait_for("with a note");
    terminal.press("q");
    assert_eq!(terminal.end(), 0);
}

#[test]
fn what_is_exported_to_a_terminal_has_no_spoilers_unless_they_are_asked_for() {
    let program = Program::new();
    let file = program.file(
        "noted.md",
        "---\ntitle: Noted\n---\nIt begins.\n\nSpoilers follow.\n\nThe heron dies.\n",
    );
    program.ok(&["import", &file]);
    for args in [
        ["export", "--format", "markdown"].as_slice(),
        &["export", "--format", "jsonl"],
        &["search", "--json", "begins"],
    ] {
        let mut terminal = Terminal::open(&program, args);
        assert_eq!(terminal.end(), 0);
        let text = terminal.text();
        assert!(!text.contains("heron") && text.contains("[spoiler]"), "{args:?}: {text}");
        assert!(text.contains("covered passages are left out on a terminal"), "{args:?}: {text}");
        let mut terminal = Terminal::open(&program, &[args, &["--spoilers"]].concat());
        assert_eq!(terminal.end(), 0);
        assert!(terminal.text().contains("heron"), "{args:?}");
    }
}

#[test]
fn keys_typed_ahead_of_a_text_act_on_that_text() {
    let program = Program::new();
    for name in ["Alder", "Birch", "Cedar"] {
        let body = (1..200).fold(String::new(), |all, n| format!("{all}{name} line {n}.\n\n"));
        program.ok(&["import", &program.file(name, format!("# {name}\n\n{body}"))]);
    }
    let mut terminal = Terminal::open(&program, &[]);
    terminal.wait_for("Cedar line 1.");
    terminal.press("jj\r ");
    terminal.wait_for("Alder line 25.");
    assert!(
        !terminal.text().contains("Alder line 1.\n"),
        "a page was turned in the text that was chosen"
    );
    terminal.press("q");
    assert_eq!(terminal.end(), 0);
}

#[test]
fn a_book_is_not_written_to_a_terminal() {
    let mut terminal = Terminal::open(&Program::new(), &["export", "--format", "epub"]);
    assert_eq!(terminal.end(), 1);
    assert!(terminal.text().contains("name a file with --output"), "{}", terminal.text());
}
