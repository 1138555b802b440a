"""What a visitor uploads stays in memory."""

from __future__ import annotations

from starlette.formparsers import MultiPartParser

NEVER = 0  # of a SpooledTemporaryFile: how much may be held before it goes to disk


def keep_uploads_in_memory() -> None:
    """Let no part of an upload pass through a file, whatever its size.

    Starlette moves a part to a temporary file at 1 MB; Streamlit limits the size of an upload
    (``server.maxUploadSize``) and then holds it in memory anyway.
    """
    MultiPartParser.spool_max_size = NEVER
