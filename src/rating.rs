//! Rating: what a critic gave, in the critic's own notation, and the same on a scale of 0 to 100.

/// How letter grades become numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Letters {
    /// Metacritic's even steps: A 100, B+ 83, B 75, B- 67, C 50, F 0.
    #[default]
    Metacritic,
    /// As schools mark: A 95, B 85, C 75, D 65.
    School,
}

/// A critic's rating.
#[derive(Debug, Clone, PartialEq)]
pub struct Rating {
    /// The critic's own notation, always shown first: `★★★½`, `B+`, `3 1/2`, `9/10`.
    pub notation: String,
    /// What the notation says.
    pub mark: Mark,
}

/// What a notation says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Mark {
    /// A number on a scale.
    Points {
        /// The value, as the critic gave it (may lie above `best`: `5.5/5`).
        value: f64,
        /// The end of the scale; `None` where nothing tells it.
        best: Option<f64>,
        /// The scale was inferred from its surroundings, not stated.
        is_inferred: bool,
    },
    /// A letter grade; steps from F- (0) to A+ (14).
    Letter(u8),
    /// Thumbs up or down, buy or skip, fresh or rotten: 0 to 100.
    Word(u8),
    /// A rating that says nothing on a scale (`R`, `T`).
    Unknown,
}
