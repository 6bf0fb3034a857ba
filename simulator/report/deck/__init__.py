"""A short deck out of compared scenarios: one message a screen, for the page on the wall and for slides."""
