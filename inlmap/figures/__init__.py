"""Numbers and their reasons: amounts added, gaps, measures, evidence."""
