//! Names: texts that are kept one after the other, and named by their numbers.

/// The number of a name.
pub type NameId = u32;

/// Where a text lies among others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Span {
    start: u32,
    length: u32,
}

/// Texts, one after the other.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Arena(String);

impl Arena {
    /// Room for so many bytes.
    pub(super) fn with_capacity(n_bytes: usize) -> Self {
        Self(String::with_capacity(n_bytes))
    }

    /// Adds a text. What would lie beyond 4 GB is not kept: the list shows it empty.
    pub(super) fn push(&mut self, text: &str) -> Span {
        let fits = u32::try_from(self.0.len() + text.len()).is_ok();
        let span = (u32::try_from(self.0.len()), u32::try_from(text.len()));
        let (true, (Ok(start), Ok(length))) = (fits, span) else { return Span::default() };
        self.0.push_str(text);
        Span { start, length }
    }

    /// The text that lies there.
    pub(super) fn get(&self, span: Span) -> &str {
        let start = span.start as usize;
        self.0.get(start..start + span.length as usize).unwrap_or("")
    }

    /// Gives back room that is not needed.
    pub(super) fn shrink(&mut self) {
        self.0.shrink_to_fit();
    }
}

/// Names, each once.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Names {
    text: Arena,
    spans: Vec<Span>,
}

impl Names {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.spans.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    /// A name by its number; empty where there is none of it.
    pub fn get(&self, id: NameId) -> &str {
        self.spans.get(id as usize).map_or("", |span| self.text.get(*span))
    }

    /// All names, in the order of their numbers.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &str> + Clone {
        self.spans.iter().map(|span| self.text.get(*span))
    }

    /// Adds a name that is not there yet.
    pub(super) fn push(&mut self, name: &str) -> NameId {
        self.spans.push(self.text.push(name));
        u32::try_from(self.spans.len() - 1).unwrap_or(u32::MAX)
    }

    /// The number of a name, which is added where it is new. Looks through all of them.
    pub(super) fn find_or_push(&mut self, name: &str) -> NameId {
        let known = (0..).zip(self.iter()).find(|(_, known)| *known == name).map(|(id, _)| id);
        known.unwrap_or_else(|| self.push(name))
    }

    /// Gives back room that is not needed.
    pub(super) fn shrink(&mut self) {
        self.text.shrink();
        self.spans.shrink_to_fit();
    }
}
