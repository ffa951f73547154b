// The words of attributes, by whether something follows them.

// Attributes that take something.
static const char *const ARGUED[] = {"after", "ends", "by", "started", "on", "promised", "due", "today", "for", "in", "before", "allow", "warn", "deny", "from", "to", "owner", "remaining", "effort", "elapsed", "cost", "budget", "priority", "capacity", "note", "blocked", "role", "calendar", "extends", "currency", "during", "within", "now", "link", "score", "horizon", "level", "rate", "away", "off", "open", "work", "every", "day", "probability", "impact", "mitigation", 0};

// Attributes that are a word alone.
static const char *const FLAGS[] = {"must", "should", "could", "wont", "done", "alap", "split", "dropped", "level", "external", "long-term", "short-term", 0};
