//! What HTML in a text does to its blocks.

use super::super::BlockKind;
use super::super::html::{self, Effect, Piece};
use super::super::run::Run;
use super::{Builder, tags};

impl Builder {
    /// The HTML block that has been read, if there is one.
    pub(super) fn html(&mut self) {
        let html = std::mem::take(&mut self.html);
        for piece in html::pieces(&html) {
            match piece {
                Piece::Text(text) => self.html_text(&html::decode(text)),
                Piece::Tag(tag) => self.tag(tag),
            }
        }
    }

    fn html_text(&mut self, text: &str) {
        if self.tags.kind() == Some(BlockKind::Code) && self.open.is_none() {
            self.begin(BlockKind::Code, false);
        }
        self.text(text);
    }

    pub(super) fn tag(&mut self, tag: html::Tag<'_>) {
        let effect = tag.effect();
        match effect {
            Effect::Break => self.hard_break(),
            Effect::Rule => self.rule(),
            Effect::Image => {
                let mut words = Run::default();
                words.push(&tag.attribute("alt").unwrap_or_default(), self.tags.look());
                self.pictures.push(words);
                self.picture();
            }
            _ => {
                if effect.is_block() || tags::is_block(tag.name) {
                    self.close();
                }
                if tag.is_end {
                    self.marker.take_if(|_| effect == Effect::Bullet);
                    self.tags.shut(tag.name);
                } else {
                    self.open_tag(tag, effect);
                }
            }
        }
    }

    fn open_tag(&mut self, tag: html::Tag<'_>, effect: Effect) {
        let link = match effect {
            Effect::Link => tag.attribute("href").and_then(|address| self.link(&address)),
            _ => None,
        };
        if effect == Effect::Bullet {
            self.marker = Some("•".to_owned());
        }
        self.tags.open(tag.name, effect, link);
    }
}
