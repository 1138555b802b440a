"""One module for what each page draws."""
