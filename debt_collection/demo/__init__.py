"""Demo company; nothing is imported here, so that the server start pays nothing for it."""
