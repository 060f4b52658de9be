"""One typed line, understood: people, dates, kinds, promises."""
