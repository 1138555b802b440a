"""What one page alone draws, in a module with the page's name."""
