//! `edit`, `tag`, `star` and its siblings, `remove`: what a reader does to reviews, from the command line.

use clap::Args;

use super::{Desk, MINUS, list};
use crate::date::Date;
use crate::error::{Error, Result};
use crate::library::{Change, Field};
use crate::rating::Rating;
use crate::review::{ReviewId, Title, WorkKind};
use crate::text::sanitize;

#[derive(Debug, Args)]
pub(super) struct Ids {
    /// Ids of reviews, as `list` shows them; a unique beginning will do
    #[arg(value_name = "ID", required = true)]
    ids: Vec<String>,
}

/// Makes one change to each review named.
pub(super) fn apply(desk: &mut Desk, ids: &Ids, change: &Change, said: &str) -> Result<()> {
    let mut library = desk.library()?;
    for id in list::resolved(desk, &library, &ids.ids) {
        let title = library.summary(&id)?.title;
        library.apply(std::slice::from_ref(&id), change, (desk.around.now)())?;
        desk.out.line(format!("{id} {said}: {title}"))?;
    }
    if *change == Change::Remove {
        desk.out.note("importing it again brings it back, with all that was done with it");
    }
    Ok(())
}

#[derive(Debug, Args)]
pub(super) struct TagArgs {
    /// The review's id
    #[arg(value_name = "ID")]
    id: String,
    /// Tags to add (+drama, or drama) and to take away (-drama)
    #[arg(value_name = "TAG", required = true)]
    tags: Vec<String>,
}

pub(super) fn tag(desk: &mut Desk, args: &TagArgs) -> Result<()> {
    let mut library = desk.library()?;
    let id = library.resolve(&args.id)?;
    for tag in &args.tags {
        let (is_dropped, name) = match tag.strip_prefix(MINUS) {
            Some(name) => (true, name),
            None => (false, tag.strip_prefix('+').unwrap_or(tag)),
        };
        let name = sanitize::line(name.trim_start_matches('#'));
        if name.is_empty() {
            return Err(Error::asked(tag, "not a tag"));
        }
        let change = if is_dropped { Change::DropTag(name) } else { Change::AddTag(name) };
        library.apply(std::slice::from_ref(&id), &change, (desk.around.now)())?;
    }
    let keywords = library.summary(&id)?.keywords;
    desk.out.line(
        format!(
            "{id} {}",
            keywords.iter().map(|tag| format!("#{tag}")).collect::<Vec<_>>().join(" ")
        )
        .trim_end(),
    )
}

/// Each option sets a field; an empty value takes it away.
#[derive(Debug, Args)]
#[command(arg_required_else_help = true)]
pub(super) struct EditArgs {
    /// The review's id; several, to say what they are all about, or what one of them alone is about
    #[arg(value_name = "ID", required = true)]
    ids: Vec<String>,
    /// The review's title
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// The name of the work
    #[arg(long, value_name = "TEXT")]
    work: Option<String>,
    /// When the work came out: 2024, 2024-10 or 2024-10-18
    #[arg(long, value_name = "DATE")]
    work_date: Option<String>,
    /// What the work is: film, series, book, game, album, product
    #[arg(long, value_name = "KIND")]
    work_type: Option<String>,
    /// The critics, separated by semicolons
    #[arg(long, value_name = "NAMES")]
    author: Option<String>,
    /// The publication
    #[arg(long, value_name = "NAME")]
    publisher: Option<String>,
    /// When the review was published
    #[arg(long, value_name = "DATE")]
    date: Option<String>,
    /// The rating, in the critic's notation: 9/10, ★★★½, B+
    #[arg(long, value_name = "RATING", allow_hyphen_values = true)]
    rating: Option<String>,
    /// The review's address
    #[arg(long, value_name = "URL")]
    url: Option<String>,
    /// Its language: en, pt-BR
    #[arg(long, value_name = "CODE")]
    language: Option<String>,
    /// The standfirst
    #[arg(long, value_name = "TEXT")]
    description: Option<String>,
}

pub(super) fn edit(desk: &mut Desk, args: &EditArgs) -> Result<()> {
    let mut library = desk.library()?;
    let mut ids: Vec<ReviewId> =
        args.ids.iter().map(|id| library.resolve(id)).collect::<Result<_>>()?;
    ids.sort_unstable();
    ids.dedup();
    // All fields are understood before the first is changed.
    let fields = fields(args)?;
    if let (true, Some(option)) = (ids.len() > 1, args.of_one_alone()) {
        return Err(Error::asked(option, "belongs to one review; name one"));
    }
    if fields.is_empty() {
        return Err(Error::asked(
            "edit",
            "nothing to change: name a field, as in --author 'A Critic'",
        ));
    }
    let n = fields.len();
    for field in fields {
        library.apply(&ids, &Change::Edit(field), (desk.around.now)())?;
    }
    let fields = if n == 1 { "field" } else { "fields" };
    ids.iter().try_for_each(|id| desk.out.line(format!("{id} edited: {n} {fields}")))
}

impl EditArgs {
    /// An option given that makes sense for one review only.
    fn of_one_alone(&self) -> Option<&'static str> {
        let options = [(&self.title, "--title"), (&self.url, "--url")];
        options.iter().find(|(value, _)| value.is_some()).map(|(_, option)| *option)
    }
}

fn fields(args: &EditArgs) -> Result<Vec<Field>> {
    let mut fields = Vec::new();
    if let Some(title) = &args.title {
        let title = line(title).ok_or_else(|| Error::asked("--title", "a review needs a title"))?;
        fields.push(Field::Title(Title::stated(title)));
    }
    if let Some(work) = &args.work {
        fields.push(Field::WorkName(line(work).unwrap_or_default()));
    }
    if let Some(date) = &args.work_date {
        fields.push(Field::WorkDate(read_date("--work-date", date)?));
    }
    if let Some(kind) = &args.work_type {
        let kind = WorkKind::from_word(kind).ok_or_else(|| {
            let words: Vec<&str> = WorkKind::TABLE.iter().map(|row| row.2).collect();
            Error::asked(
                format!("--work-type {kind}"),
                format!("not a kind of work ({})", words.join(", ")),
            )
        })?;
        fields.push(Field::WorkKind(kind));
    }
    if let Some(names) = &args.author {
        fields.push(Field::Authors(names.split(';').filter_map(line).collect()));
    }
    if let Some(date) = &args.date {
        fields.push(Field::DatePublished(read_date("--date", date)?));
    }
    if let Some(rating) = &args.rating {
        fields.push(Field::Rating(read_rating(rating)?));
    }
    let mut text = |value: &Option<String>, field: fn(Option<String>) -> Field| {
        fields.extend(value.as_deref().map(|text| field(line(text))));
    };
    text(&args.publisher, Field::Publisher);
    text(&args.url, Field::Url);
    text(&args.language, Field::Language);
    text(&args.description, Field::Description);
    Ok(fields)
}

/// A field's text as it may be kept, or `None` where nothing is left of it.
fn line(text: &str) -> Option<String> {
    Some(sanitize::line(text)).filter(|text| !text.is_empty())
}

fn read_date(option: &str, text: &str) -> Result<Option<Date>> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    text.parse()
        .map(Some)
        .map_err(|e: crate::date::NotADate| Error::asked(format!("{option} {text}"), e.to_string()))
}

fn read_rating(text: &str) -> Result<Option<Rating>> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let rating = Rating::read(text).ok_or_else(|| {
        Error::asked(format!("--rating {text}"), "not a rating (9/10, ★★★½, B+, 85 %)")
    })?;
    Ok(Some(rating))
}
