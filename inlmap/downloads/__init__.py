"""Files of a view: tables, archives, boundaries, and the page that opens alone."""
