//! A page on its way to drafts: whose review it is, and which of its sources is trusted for what.

use serde_json::Value;

use super::super::markup::as_commonmark;
use super::super::plain;
use super::address::Base;
use super::data::{Data, Object};
use super::head::{self, Head};
use super::text::{self, Block};
use super::tree::{Id, Tree};
use super::{article, blocks, book, clean, people, stars, title};
use crate::rating::{Mark, Rating};
use crate::review::{Draft, Review, Title, Work, WorkKind};
use crate::schema;
use crate::text::prose;

/// A page and what it says of itself.
pub(super) struct Page {
    tree: Tree,
    base: Base,
    /// Where it is at home.
    address: Option<String>,
    head: Head,
    data: Data,
}

/// A standfirst is no shorter, in letters.
const SHORTEST_STANDFIRST: usize = 16;

impl Page {
    /// Reads the data of a page. `saved_from` is where it was saved.
    pub(super) fn new(tree: Tree, saved_from: Option<&str>) -> Self {
        let link = tree.named(tree.root(), "base").find_map(|id| tree.attribute(id, "href"));
        let base = Base::new(saved_from, link);
        let address = head::address(&tree, &base).or_else(|| saved_from.map(str::to_owned));
        let base = Base::new(saved_from.or(address.as_deref()), link);
        let head = Head::of(&tree, address.as_deref());
        let data = Data::of(&tree);
        Self { tree, base, address, head, data }
    }

    /// The reviews of the page.
    pub(super) fn drafts(mut self) -> Vec<Draft> {
        let several = self.several();
        if several.len() > 1 {
            return several;
        }
        vec![self.article()]
    }

    /// The reviews of a page that is a list of them.
    fn several(&self) -> Vec<Draft> {
        let with_text = self.data.reviews.iter().filter(|review| self.n_letters(review) > 0);
        let mut known: Vec<Draft> = Vec::new();
        for review in with_text {
            let Ok(mut draft) = schema::draft_from_json(&review.value) else { continue };
            if let Some(body) = review.body {
                draft.review.body = blocks::markdown(&self.tree, body, &self.base);
            }
            let is_known = |other: &Draft| {
                title::folded(&other.review.body) == title::folded(&draft.review.body)
            };
            if !known.iter().any(is_known) {
                tidy(&mut draft.review);
                draft.review.language =
                    draft.review.language.or_else(|| self.head.language.clone());
                known.push(draft);
            }
        }
        let is_article =
            self.data.articles.iter().any(|article| article.value.get("headline").is_some());
        if is_article { Vec::new() } else { known }
    }

    /// How much text an object has.
    fn n_letters(&self, object: &Object) -> usize {
        let own = object.body.map(|id| self.tree.n_letters(id));
        let text = || object.value.get("reviewBody").and_then(Value::as_str).map_or(0, str::len);
        own.unwrap_or_else(text)
    }

    /// The page as one review.
    fn article(&mut self) -> Draft {
        let review = self.data.reviews.first();
        let articles = self
            .data
            .articles
            .iter()
            .max_by_key(|article| article.body.map_or(0, |id| self.tree.n_letters(id)));
        let stated = [review, articles].into_iter().flatten();
        let mut drafts = stated.filter_map(|object| schema::draft_from_json(&object.value).ok());
        let mut draft = drafts.next().unwrap_or_default();
        for other in drafts {
            fill(&mut draft.review, other.review);
        }
        self.entitle(&mut draft.review, articles);
        tidy(&mut draft.review);
        self.fill_from_head(&mut draft.review);
        let own = review.or(articles).and_then(|object| object.body);
        self.write(&mut draft.review, own);
        draft
    }

    /// Chooses the title.
    fn entitle(&self, review: &mut Review, article: Option<&Object>) {
        let headline =
            article.and_then(|article| article.value.get("headline")).and_then(Value::as_str);
        let mut stated: Vec<String> = headline.map(str::to_owned).into_iter().collect();
        let own = std::mem::take(&mut review.title).text;
        let is_work = !own.is_empty() && own == review.work.name;
        stated.extend(Some(own.clone()).filter(|own| !own.is_empty() && !is_work));
        stated.extend(self.head.titles.iter().cloned());
        let publisher = review.publisher.as_deref().or(self.head.site.as_deref());
        let (chosen, site) = title::chosen(&self.tree, &stated, publisher);
        let is_fragment =
            self.head.titles.is_empty() && !self.data.reviews.is_empty() && own.is_empty();
        review.title = chosen.filter(|_| !is_fragment).map(Title::stated).unwrap_or_default();
        review.publisher = review.publisher.take().or_else(|| self.head.site.clone()).or(site);
    }

    fn fill_from_head(&self, review: &mut Review) {
        let head = &self.head;
        let authors =
            head.authors.iter().filter(|name| Some(name.as_str()) != review.publisher.as_deref());
        if review.authors.is_empty() {
            review.authors = authors.cloned().collect();
        }
        review.date_published = review.date_published.or(head.date);
        review.language = review.language.take().or_else(|| head.language.clone());
        review.url = self.address.clone().or_else(|| review.url.take());
        if review.keywords.is_empty() {
            review.keywords.clone_from(&head.keywords);
        }
        if review.work.name.is_empty() {
            self.name_work(review);
        }
        review.rating = review.rating.take().or_else(|| stars::drawn(&self.tree));
    }

    /// The only work that the page describes is what its review is about.
    fn name_work(&self, review: &mut Review) {
        let mut works = self.data.works.iter();
        if let (Some(work), None) = (works.next(), works.next()) {
            let value = serde_json::json!({ "@type": "Review", "itemReviewed": work });
            if let Ok(draft) = schema::draft_from_json(&value) {
                review.work = draft.review.work;
            }
        }
    }

    /// Writes the text, and reads what it says of itself.
    fn write(&mut self, review: &mut Review, own: Option<Id>) {
        clean::page(&mut self.tree);
        let text = std::mem::take(&mut review.body);
        let mut blocks = Block::all(&self.text(own).unwrap_or(as_commonmark(text)));
        text::without_title(&mut blocks, &review.title.text);
        self.describe(review, &mut blocks);
        self.read(review, &mut blocks);
        text::without_calls(&mut blocks);
        review.body =
            blocks.into_iter().map(|block| block.markdown).collect::<Vec<_>>().join("\n\n");
        let in_prose = || Rating::in_prose(&prose::parse(&review.body).plain());
        review.rating = review.rating.take().or_else(in_prose);
    }

    /// The text: that of the element that the page itself says holds it, if that has not less than half of what
    /// is found to be the article, else of that.
    fn text(&self, own: Option<Id>) -> Option<String> {
        let own = own.filter(|&id| self.tree.n_letters(id) > 0);
        let extracted = article::extracted(&self.tree, self.address.as_deref());
        let n_extracted = extracted.as_ref().map_or(0, |article| article.n_letters(article.root()));
        let (tree, id) =
            match (own.filter(|&id| self.tree.n_letters(id) * 2 >= n_extracted), &extracted) {
                (Some(own), _) => (&self.tree, own),
                (None, Some(article)) => (article, article.root()),
                (None, None) => (&self.tree, self.tree.root()),
            };
        Some(blocks::markdown(tree, id, &self.base)).filter(|text| !text.is_empty())
    }

    /// Reads what the paragraphs say of the review, and which of them are text.
    fn read(&self, review: &mut Review, blocks: &mut Vec<Block>) {
        let words: Vec<String> = blocks.iter().map(|block| block.words.clone()).collect();
        let unsaid = self.unsaid(review, &words);
        if review.work.name.is_empty() && unsaid.is_none() {
            book::read(review, blocks);
        }
        let is_stated = !review.work.name.is_empty();
        let are_kept = plain::read_article(review, words.clone(), self.is_review(review));
        // `Review: Marsh - The Salt Road` names two, and says not which of them is the work.
        let is_open = ["-", "–"]
            .iter()
            .any(|bar| review.title.text.contains(&format!(": {} {bar} ", review.work.name)));
        if is_open && !is_stated && review.work.creators.is_empty() {
            review.work.name.clear();
        }
        if let Some(stated) = unsaid.filter(|stated| !is_better(&review.work.name, stated, &words))
        {
            review.work = stated;
        }
        if are_kept.contains(&true) {
            let mut are_kept = are_kept.into_iter();
            blocks.retain(|block| are_kept.next().unwrap_or(true) || block.is_markup());
        }
        let is_by = name_maker(review);
        self.tell_kind(review, &words, is_by);
    }

    /// Takes out the work that the data names where neither title nor text says its name: a shop's or another's name for
    /// it. They may say better.
    fn unsaid(&self, review: &mut Review, words: &[String]) -> Option<Work> {
        let name = title::folded(&review.work.name);
        let is_said = |text: &str| title::folded(text).contains(&name);
        let is_unsaid = !name.is_empty()
            && self.is_review(review)
            && !is_said(&review.title.text)
            && !words.iter().any(|text| is_said(text));
        is_unsaid.then(|| std::mem::take(&mut review.work))
    }

    /// What kind of thing the work is, where the data does not say: what title, address, tags and text call it, else a
    /// book if it is `by` somebody, else anything.
    fn tell_kind(&self, review: &mut Review, words: &[String], is_by: bool) {
        let has_type = |value: &Value| {
            let item = value.get("itemReviewed").unwrap_or(value);
            let item = item.as_array().and_then(|several| several.first()).unwrap_or(item);
            item.get("@type").is_some()
        };
        let is_stated = review.work.kind != WorkKind::Movie
            || self.data.reviews.iter().any(|object| {
                object.value.get("itemReviewed").is_some() && has_type(&object.value)
            })
            || self.data.works.iter().any(has_type);
        if is_stated || review.work.name.is_empty() {
            return;
        }
        let address = self.address.as_deref().unwrap_or_default().replace(['/', '-', '_'], " ");
        let texts = [review.title.text.as_str(), &address].into_iter();
        let texts = texts.chain(review.keywords.iter().map(String::as_str));
        let told = plain::kind(texts.chain(words.iter().map(String::as_str)));
        let other = if is_by { WorkKind::Book } else { WorkKind::Product };
        review.work.kind = told.unwrap_or(other);
    }

    /// Whether the page says that it is a review. Of any other, it would be guessed what it is about.
    fn is_review(&self, review: &Review) -> bool {
        let says = |text: &str| {
            let text = text.to_lowercase();
            [
                "review",
                "kritik",
                "rezension",
                "critique",
                "crítica",
                "critica",
                "reseña",
                "resenha",
                "recensi",
                "im test",
                "рецензия",
            ]
            .iter()
            .any(|word| text.contains(word))
        };
        !self.data.reviews.is_empty()
            || review.rating.is_some()
            || says(&review.title.text)
            || self.address.as_deref().is_some_and(says)
            || review.keywords.iter().any(|tag| says(tag))
    }

    /// A standfirst is what the page shows above its text and says of itself; a summary that nobody sees is none.
    fn describe(&self, review: &mut Review, blocks: &mut Vec<Block>) {
        let stated = review.description.take().or_else(|| self.head.description.clone());
        let Some(stated) = stated else { return };
        let said = title::folded(&stated);
        let is_cut = stated.trim_end().ends_with(['…', ']']) || stated.trim_end().ends_with("...");
        if is_cut || said.chars().count() < SHORTEST_STANDFIRST {
            return;
        }
        let is_said = |block: &Block| title::folded(&block.words) == said;
        let is_first = blocks.iter().take(2).position(is_said).filter(|at| blocks.len() > at + 1);
        let is_in_text = || blocks.iter().any(|block| title::folded(&block.words).contains(&said));
        let is_shown = || title::folded(&self.tree.words(self.tree.root())).contains(&said);
        if let Some(at) = is_first {
            blocks.remove(at);
            review.description = Some(stated);
        } else if !is_in_text() && is_shown() {
            review.description = Some(stated);
        }
    }
}

/// Whether a name that a page's headline and text tell is another than the one stated, and said more than in passing.
fn is_better(name: &str, stated: &Work, words: &[String]) -> bool {
    let n_said: usize = words.iter().map(|text| text.matches(name).count()).sum();
    !name.is_empty() && n_said >= 3 && !title::folded(&stated.name).contains(&title::folded(name))
}

/// `The Salt Road by Edda Marsh` in a title names a work and who made it. Says whether it does.
fn name_maker(review: &mut Review) -> bool {
    let work = &mut review.work;
    if !work.creators.is_empty() {
        return false;
    }
    let Some((name, makers)) = title::work_and_makers(&review.title.text) else { return false };
    if work.name.is_empty() {
        name.clone_into(&mut work.name);
    }
    let is_it = work.name == name;
    if is_it {
        work.creators = makers;
    }
    is_it
}

/// Fills what a review does not say from another.
fn fill(review: &mut Review, other: Review) {
    if review.work.name.is_empty() {
        review.work = other.work;
    }
    if review.authors.is_empty() {
        review.authors = other.authors;
    }
    if review.keywords.is_empty() {
        review.keywords = other.keywords;
    }
    if review.body.len() < other.body.len() {
        review.body = other.body;
    }
    review.publisher = review.publisher.take().or(other.publisher);
    review.date_published = review.date_published.or(other.date_published);
    review.rating = review.rating.take().or(other.rating);
    review.description = review.description.take().or(other.description);
    review.language = review.language.take().or(other.language);
    review.url = review.url.take().or(other.url);
}

/// Drops what is stated and cannot be meant: addresses for names, a rating of nothing, the title for the work.
fn tidy(review: &mut Review) {
    let names = std::mem::take(&mut review.authors);
    review.authors = names.iter().flat_map(|name| people::named(name)).collect();
    review.authors.dedup();
    review.publisher = review.publisher.take().filter(|name| people::is_somebody(name));
    // A publication that signs for itself names nobody.
    let publisher = review.publisher.as_deref().map(title::folded);
    review.authors.retain(|name| Some(title::folded(name)) != publisher);
    review.work.creators.retain(|name| people::is_somebody(name));
    review.work.writers.retain(|name| people::is_somebody(name));
    review
        .work
        .same_as
        .retain(|address| schema::loose::is_address(address) || address.starts_with("isbn:"));
    review.rating = review.rating.take().filter(is_given);
    let is_title = title::folded(&review.work.name) == title::folded(&review.title.text);
    if is_title && review.title.text.split_whitespace().count() > 3 {
        review.work = Work { name: String::new(), ..std::mem::take(&mut review.work) };
    }
}

/// Programs write 0 where no rating was given, and more than the best where the scale is another.
fn is_given(rating: &Rating) -> bool {
    let is_zero = matches!(rating.mark, Mark::Points { value, .. } if value <= 0.0);
    !is_zero && !rating.is_above_scale() && rating.mark != Mark::Unknown
}
