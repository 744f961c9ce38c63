"""The way out: shows what was decided, as Atom and as pages. Never changes the record."""
