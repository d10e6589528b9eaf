//! What the text says of the names in a headline: which of them is quoted as a work, and whose whole name it is.

use std::collections::HashMap;

use super::super::names;
use super::super::page::Page;
use super::title::{bare, quoted};

/// Whether the text has a name in quotation marks, as it has works.
pub(in crate::import::plain) fn is_set_apart(page: &Page, name: &str) -> bool {
    page.paras.iter().any(|para| quoted(&para.text).contains(&name))
}

/// A person's whole name: `Marsh` is `Edda Marsh` where the text says that at least twice. `None` where it is nobody's.
pub(in crate::import::plain) fn full_name(page: &Page, name: &str) -> Option<String> {
    if !names::is_name(name) {
        return None;
    }
    if name.contains(' ') {
        let is_said = page.paras.iter().any(|para| para.text.contains(name));
        return is_said.then(|| name.to_owned());
    }
    let mut counts: HashMap<String, usize> = HashMap::new();
    for para in &page.paras {
        let words: Vec<&str> = para.text.split_whitespace().collect();
        for pair in words.windows(2) {
            let [first, last] = pair else { continue };
            let whole = format!("{first} {name}");
            if bare(last) == name && names::is_name(&whole) {
                *counts.entry(whole).or_default() += 1;
            }
        }
    }
    let most = counts.values().copied().max().filter(|n| *n >= 2)?;
    let mut likeliest = counts.into_iter().filter(|(_, n)| *n == most).map(|(whole, _)| whole);
    likeliest.next().filter(|_| likeliest.next().is_none())
}
