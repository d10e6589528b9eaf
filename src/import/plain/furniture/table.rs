//! The lines that pages put around reviews, as patterns (see `pattern`), by what they are for.

/// Buttons and their labels. Each is the whole line.
#[rustfmt::skip]
pub(super) const BUTTONS: &[&str] = &[
    "close", "expand", "collapse", "share", "save", "tweet", "email", "print", "reply", "like", "follow", "subscribe",
    "subscribe now", "log in", "login", "sign in", "sign up", "log out", "menu", "skip to content", "skip to main content",
    "skip to navigation", "read more", "read more about *", "read full review", "read the full review", "continue reading *", "show more *",
    "see more", "view more", "view all", "see all", "load more *", "show more results", "back to top", "top of page",
    "advertisement", "advertising", "advert", "sponsored", "sponsored content", "scroll to continue *", "article continues below *",
    "story continues below *", "continue below", "copy link", "link copied *", "share this", "share this *", "share on *",
    "share via *", "share article", "share to *", "tweet this", "pin it", "facebook", "twitter", "instagram", "reddit", "whatsapp",
    "pinterest", "linkedin", "tumblr", "youtube", "tiktok", "bluesky", "mastodon", "email this *", "print this *",
    "listen to this article *", "listen to article *", "play video", "buy now", "buy tickets", "get tickets", "book tickets",
    "get more info", "from $#", "view gallery", "gallery * photos", "# images", "previous", "prev", "previous article *",
    "previous post *", "next post *", "next article *", "newer post", "older post", "newer posts", "older posts", "newer post * older post", "bookmark",
    "permalink", "report this", "report", "helpful", "# helpful", "was this review helpful *", "copy", "toggle navigation", "open menu",
    "teilen", "drucken", "anzeige", "weiterlesen", "anmelden", "artikel teilen", "zum inhalt springen", "mehr anzeigen",
    "partager", "publicité", "lire la suite", "se connecter", "s'abonner", "imprimer", "aller au contenu",
    "compartir", "publicidad", "leer más", "iniciar sesión", "suscríbete", "imprimir", "saltar al contenido",
];

/// What stands before the colon of a link to another page.
#[rustfmt::skip]
pub(super) const POINTERS: &[&str] = &[
    "read more", "related", "see also", "read also", "also read", "read next", "watch next", "further reading", "more on this", "up next", "next up",
    "lire aussi", "à lire aussi", "lesen sie auch", "lies auch", "mehr zum thema", "lea también", "lee también", "leer más", "te puede interesar",
];

/// Counts and ages that a site keeps, not the critic.
#[rustfmt::skip]
pub(super) const COUNTS: &[&str] = &[
    "# min read", "# mins read", "# minute read", "# minutes read", "min read", "# min", "reading time *", "read time *", "estimated reading time *",
    "lesezeit *", "lesedauer *", "temps de lecture *", "tiempo de lectura *", "# min de lectura", "# min lesezeit",
    "published * ago", "posted * ago", "updated * ago", "last updated * ago", "# hours ago", "# days ago", "# minutes ago",
    "# weeks ago", "# months ago", "# years ago", "a year ago", "about a year ago", "a month ago",
    "# shares", "# share", "# likes", "# views", "# retweets", "# claps", "no comments", "no comments yet",
    "# people found this *", "# out of # found this *", "# of # people found this *", "# of # found this *",
    "vor # stunden", "vor # tagen", "il y a # heures", "il y a # jours", "hace # horas", "hace # días",
];

/// What asks a reader to sign in, comment, subscribe or follow.
#[rustfmt::skip]
pub(super) const INVITATIONS: &[&str] = &[
    "be the first to *", "add your insights", "there are no comments *", "sign in to *", "log in to *", "login to *",
    "sign up for *", "sign up to *", "subscribe to *", "subscribe for *", "join the conversation *", "join the discussion *",
    "your email address will not be published *", "required fields are marked *", "find us on *", "follow us", "follow us *", "connect with us *",
    "stay connected *", "get the latest *", "get our *", "join our newsletter *", "join our mailing list *", "newsletter", "newsletter *",
    "sign me up *", "enter your email *", "your email address", "thank you for subscribing *", "like us on *", "support us on *",
    "click below *", "click here *", "tap here *", "reader insights", "miscellaneous links", "related: *",
    "we use cookies *", "this site uses cookies *", "this website uses cookies *", "by continuing to use *", "accept all *",
    "accept cookies *", "manage preferences", "cookie settings", "cookie preferences", "wir verwenden cookies *",
    "nous utilisons des cookies *", "utilizamos cookies *", "diese seite verwendet cookies *", "alle akzeptieren", "tout accepter", "aceptar todo",
    "melden sie sich an *", "folgen sie uns *", "folge uns *", "abonnieren sie *", "suivez-nous *", "abonnez-vous *", "síguenos *",
    "suscríbete a *", "inscrivez-vous *",
];

/// What lawyers ask for.
#[rustfmt::skip]
pub(super) const LEGAL: &[&str] = &[
    "privacy policy", "privacy policy *", "terms of use", "terms of use *", "terms of service", "terms of service *", "terms and conditions",
    "terms & conditions", "cookie policy", "* all rights reserved", "* all rights reserved *", "do not sell *", "your privacy choices *",
    "powered by *", "this post contains affiliate *", "this article contains affiliate *", "* may earn a commission *",
    "* may earn an affiliate commission *", "this material may not be published *", "reprints and permissions",
    "datenschutz", "datenschutzerklärung", "impressum", "agb", "alle rechte vorbehalten", "* alle rechte vorbehalten",
    "mentions légales", "politique de confidentialité", "tous droits réservés", "* tous droits réservés",
    "aviso legal", "política de privacidad", "todos los derechos reservados", "* todos los derechos reservados",
];

/// Words of menus: furniture above and below a review only, for films have such names.
#[rustfmt::skip]
pub(super) const NAVIGATION: &[&str] = &[
    "home", "explore", "contact", "contact us", "about", "about us", "support", "help", "faq", "press", "careers", "jobs", "advertise",
    "advertise *", "sitemap", "accessibility", "accessibility *", "archive", "archives", "search", "more", "next", "news", "reviews",
    "movies", "films", "tv", "books", "music", "games", "culture", "arts", "entertainment", "video", "videos", "podcasts", "features",
    "interviews", "film", "movie", "review", "film review", "movie review", "movie reviews", "film reviews", "latest", "trending", "rss", "rss feed",
    "shop", "store", "donate", "masthead", "imprint", "back", "you are here *", "home > *", "end", "30", "startseite", "kontakt",
    "kritiken", "filme", "kino", "filmkritik", "kritik", "rezension", "kultur", "accueil", "cinéma", "critiques", "critique", "inicio", "cine", "críticas", "crítica", "contacto",
    "how does it work", "edition", "us edition", "uk edition", "more stories", "international",
];

/// Where readers begin to talk, or links to other pages to stand.
#[rustfmt::skip]
pub(super) const DISCUSSION: &[&str] = &[
    "comments", "comments #", "# comments", "# comment", "# responses", "# responses to *", "# thoughts on *", "leave a reply *",
    "leave a comment *", "post a comment *", "add a comment *", "write a comment *", "reader comments", "join the conversation",
    "related", "related articles", "related posts", "related stories", "related reviews", "related content", "related links",
    "more from *", "more like this", "more stories", "more reviews", "you may also like *", "you might also like *", "recommended for you",
    "recommended reading", "trending now", "most read", "most popular", "popular posts", "from around the web", "around the web", "reader insights",
    "recent posts", "recent comments", "read next", "up next", "what to read next", "latest news", "latest posts", "share this review", "share this article",
    "share this", "share this post", "discussion", "explore more on these topics", "reuse this content", "user reviews", "miscellaneous links",
    "kommentare", "# kommentare", "kommentar schreiben", "mehr zum thema", "ähnliche artikel", "das könnte sie auch interessieren",
    "commentaires", "# commentaires", "laisser un commentaire *", "à lire aussi", "sur le même sujet", "articles similaires",
    "comentarios", "# comentarios", "deja una respuesta *", "deja un comentario *", "artículos relacionados", "te puede interesar",
];

/// The headings of boxes about the critic.
#[rustfmt::skip]
pub(super) const ABOUT_AUTHOR: &[&str] = &[
    "about the author", "about the creator", "about the critic", "about the reviewer", "about the writer", "about the contributor",
    "about author", "author bio", "author", "about me", "meet the author", "über den autor", "über die autorin", "zur person", "à propos de l'auteur",
    "sobre el autor", "sobre la autora",
];

/// Sentences that ask to act, at the end of a paragraph that says something else.
#[rustfmt::skip]
pub(super) const CALLS: &[&str] = &[
    "click below *", "click here *", "tap here *", "click the link *", "click on the link *", "click the button *", "subscribe to our *",
    "sign up for our *", "sign up to our *", "follow us on *", "find us on *", "like us on *", "buy tickets here *", "get tickets here *",
    "join our newsletter *", "share this review *", "hier klicken *", "hier geht es *", "cliquez ici *", "haz clic *",
];
