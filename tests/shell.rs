//! What the program makes for shells and manuals.

use crate::support::Program;

#[test]
fn completions_are_there_for_every_shell() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = Program::new().ok(&["completions", shell]);
        assert!(script.contains("import") && script.contains("anora-tui"), "{shell}");
    }
}

#[test]
fn the_man_page_names_every_command() {
    let page = Program::new().ok(&["man"]);
    assert!(page.starts_with(".ie") || page.contains(".TH"), "{page}");
    for command in ["import", "list", "search", "show", "export", "edit", "tag", "remove", "backup"]
    {
        assert!(page.contains(command), "{command}");
    }
}

#[test]
fn the_settings_can_be_shown_and_checked() {
    let program = Program::new();
    assert!(program.ok(&["config", "default"]).contains("#measure = 66"));
    assert!(program.ok(&["config", "path"]).contains("library.db"));
    assert!(program.ok(&["config", "check"]).contains("the defaults hold"));
    program.file("config/anora-tui/config.toml", "\nmeassure = 60\n");
    let said = program.fails(1, &["config", "check"]);
    assert!(said.contains("config.toml: 2:1: unknown field `meassure`"), "{said}");
    program.file("config/anora-tui/config.toml", "measure = 60\n");
    assert!(program.ok(&["config", "check"]).contains("understood"));
}
