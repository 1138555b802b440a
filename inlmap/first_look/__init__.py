"""What a browser shows at once, before Streamlit's page has started: drawn on the server."""
