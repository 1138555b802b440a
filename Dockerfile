# The program in a container; the network is needed to build it and never to run it.
# How to build, run and configure it: docs/OPERATORS.md.
ARG BASE=python:3.11-slim
FROM ${BASE}

WORKDIR /app
COPY requirements.txt ./
RUN python -m pip install --no-cache-dir --disable-pip-version-check -r requirements.txt

COPY app.py LICENSE ./
COPY .streamlit/config.toml .streamlit/
COPY pages pages
COPY inlmap inlmap
COPY data data
RUN python -m compileall -q app.py pages inlmap

# Streamlit reads these; those of `docker run -e` stand above them. Nothing is written but to /tmp.
ENV HOME=/tmp \
    MPLCONFIGDIR=/tmp/matplotlib \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    STREAMLIT_SERVER_ADDRESS=0.0.0.0

USER 10001:10001
EXPOSE 8501
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s CMD ["python", "-c", "import os, sys; from http.client import HTTPConnection as C; c = C('127.0.0.1', 8501, timeout=4); b = os.environ.get('STREAMLIT_SERVER_BASE_URL_PATH', '').strip('/'); c.request('GET', f'/{b}/_stcore/health' if b else '/_stcore/health'); sys.exit(c.getresponse().status != 200)"]
CMD ["python", "-m", "streamlit", "run", "app.py"]
