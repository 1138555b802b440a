"""The Streamlit side of the program: shell, sidebar and screens."""
