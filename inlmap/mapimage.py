"""Stand-in."""
import io
from PIL import Image
from inlmap.view import View
def map_png(view: View) -> bytes:
    b = io.BytesIO(); Image.new("RGB", (1400, 900), "#e9f0f5").save(b, "png"); return b.getvalue()
def map_svg(view: View) -> bytes:
    return b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1400 900"><rect width="1400" height="900" fill="#e9f0f5"/></svg>'
def map_alt(view: View) -> str:
    return f"Map. {view.picture.heading}."
