//! What belongs to the page and not to its article: buttons to share, links to others, letters to subscribe to.

use super::tree::{Id, Tree};

/// Words in classes and ids of what is never text, and pairs of words where one alone could be.
#[rustfmt::skip]
const WORDS: [&str; 38] = [
    "sharedaddy", "sharethis", "addthis", "addtoany", "share", "sharing", "social", "relatedposts", "related", "yarpp", "newsletter", "subscribe", "subscription",
    "signup", "mailchimp", "outbrain", "taboola", "advert", "advertisement", "advertisements", "sponsored", "authorbox", "disqus", "comments", "respond", "breadcrumb",
    "breadcrumbs", "pagination", "cookie", "popup", "modal", "kksr", "noprint", "printfriendly", "postnav", "recirc", "recirculation", "promo",
];

#[rustfmt::skip]
const PAIRS: [(&str, &str); 24] = [
    ("author", "box"), ("author", "bio"), ("about", "author"), ("author", "info"), ("author", "description"), ("comment", "form"), ("comment", "list"), ("post", "navigation"),
    ("nav", "links"), ("screen", "reader"), ("visually", "hidden"), ("sr", "only"), ("skip", "link"), ("tags", "links"), ("cat", "links"), ("post", "tags"), ("entry", "tags"),
    ("post", "ratings"), ("read", "more"), ("more", "stories"), ("you", "may"), ("mc", "embed"), ("sign", "up"), ("also", "like"),
];

/// Elements that are never text in an article.
const NAMES: [&str; 6] = ["nav", "button", "input", "label", "fieldset", "dialog"];

/// What has more of the letters of a page than this is its text whatever it is called, in percent.
const MOST: usize = 30;

/// No more tags of a page are looked at.
const MOST_TAGS: usize = 200;

/// Takes what is not text out of a page.
pub(super) fn page(tree: &mut Tree) {
    let most = tree.n_letters(tree.root()) * MOST / 100;
    let found = tree.elements(tree.root()).filter(|&id| is_foreign(tree, id));
    let found: Vec<Id> = found.chain(tags(tree)).collect();
    for id in found {
        if tree.n_letters(id) <= most && tree.named(id, "h1").next().is_none() {
            tree.remove(id);
        }
    }
}

fn is_foreign(tree: &Tree, id: Id) -> bool {
    let name = tree.name(id);
    let is_frame = matches!(name, "html" | "body" | "main" | "article" | "figure" | "img");
    let classes = tree.attribute(id, "class").into_iter().chain(tree.attribute(id, "id"));
    NAMES.contains(&name)
        || tree.attribute(id, "hidden").is_some()
        || tree.attribute(id, "aria-hidden") == Some("true") && tree.n_letters(id) < 200
        || name == "aside" && is_of_links(tree, id)
        || !is_frame && classes.into_iter().any(says_foreign)
}

/// Lists of nothing but tags: the outermost elements around `rel=tag` of whose letters most are such links.
fn tags(tree: &Tree) -> Vec<Id> {
    let is_tag = |&id: &Id| {
        let rels = tree.attribute(id, "rel").unwrap_or_default();
        rels.split_ascii_whitespace().any(|rel| rel.eq_ignore_ascii_case("tag"))
    };
    let is_list = |&id: &Id| {
        let (tags, others): (Vec<Id>, Vec<Id>) = tree.named(id, "a").partition(is_tag);
        let letters = |links: &[Id]| links.iter().map(|&link| tree.n_letters(link)).sum::<usize>();
        let is_frame = matches!(tree.name(id), "html" | "body" | "main" | "article" | "section");
        !is_frame && others.len() <= tags.len() && letters(&tags) * 10 >= tree.n_letters(id) * 6
    };
    let mut found: Vec<Id> = Vec::new();
    for link in tree.named(tree.root(), "a").filter(is_tag).take(MOST_TAGS) {
        if !tree.ancestors(link).any(|at| found.contains(&at)) {
            found.extend(tree.ancestors(link).take_while(is_list).last());
        }
    }
    found
}

/// Whether names of classes say that something is not text.
fn says_foreign(names: &str) -> bool {
    names.split_ascii_whitespace().any(|name| {
        let words = words(name);
        words.iter().any(|word| WORDS.contains(&word.as_str()))
            || words.windows(2).any(|pair| {
                PAIRS.iter().any(|(one, other)| {
                    pair.first().is_some_and(|w| w == one)
                        && pair.last().is_some_and(|w| w == other)
                })
            })
    })
}

/// The words of the name of a class: `post-authorBox` is `post`, `author`, `box`.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut was_lower = false;
    for c in name.chars() {
        if !c.is_ascii_alphanumeric() || was_lower && c.is_ascii_uppercase() {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| c.is_ascii_alphanumeric()) {
            word.push(c.to_ascii_lowercase());
        }
        was_lower = c.is_ascii_lowercase();
    }
    words.retain(|word| !word.is_empty());
    words
}

/// Whether half of an element's letters are links.
fn is_of_links(tree: &Tree, id: Id) -> bool {
    let links: usize = tree.named(id, "a").map(|link| tree.n_letters(link)).sum();
    links * 2 >= tree.n_letters(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(part: &str, is_kept: bool) {
        let text = "Words of the review itself, of which there are many more. ".repeat(8);
        let mut tree = Tree::parse(&format!("<article><p>{text}</p>{part}</article>")).unwrap();
        page(&mut tree);
        assert_eq!(tree.words(tree.root()).contains("PART"), is_kept, "{part}");
    }

    #[test]
    fn buttons_and_boxes_go() {
        check("<div class='sharedaddy sd-sharing'>PART</div>", false);
        check("<div id='jp-relatedposts'>PART</div>", false);
        check("<section class='postAuthorBox'>PART</section>", false);
        check("<span class='screen-reader-text'>PART</span>", false);
        check("<aside><a href=x>PART and more</a></aside>", false);
        check("<nav>PART</nav>", false);
        check(
            "<ul><li><a rel=tag href=x>PART</a></li><li><a rel=tag href=y>drama</a></li></ul>",
            false,
        );
        check(
            "<p>Tags: <a rel='category tag' href=x>PART of many</a>, <a rel=tag href=y>drama</a></p>",
            false,
        );
    }

    #[test]
    fn what_may_be_text_stays() {
        check("<div class='post-body shared'>PART</div>", true);
        check("<aside>PART of a verdict, said in words</aside>", true);
        check("<p class='author-says'>PART</p>", true);
        check("<p>PART of a sentence with <a rel=tag href=x>one</a> tag among its words</p>", true);
        check("<div class='related'><h1>PART</h1></div>", true);
        let long = format!("<div class='social'>PART {}</div>", "and more of the text ".repeat(40));
        check(&long, true);
    }
}
