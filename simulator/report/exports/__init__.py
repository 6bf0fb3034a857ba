"""Files to take along: slides, sheets, reports, pictures, and one file that can be checked."""
