"""What a view says, whatever the medium: sentences, tables and charts."""
