# One image for the web server, the workers and the scheduler. Settings come from the environment only.
FROM python:3.13-slim-trixie

RUN apt-get update \
    && apt-get install --yes --no-install-recommends tesseract-ocr \
    && rm -rf /var/lib/apt/lists/* \
    && pip install --no-cache-dir uv \
    && useradd --create-home --uid 10001 desk \
    && install --directory --owner desk /app /data

WORKDIR /app
USER desk
ENV UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy UV_PYTHON_DOWNLOADS=never PATH=/app/.venv/bin:$PATH PYTHONUNBUFFERED=1

COPY --chown=desk pyproject.toml uv.lock .python-version README.md LICENSE ./
RUN uv sync --locked --no-dev --no-cache

COPY --chown=desk . .
# Static files with hashed names, as servers serve them; the addresses here only choose that way.
RUN DATA_DIR=/tmp/build REDIS_URL=redis://build python manage.py collectstatic --noinput --verbosity 0

ENV DATA_DIR=/data HOST=0.0.0.0
VOLUME /data
EXPOSE 8000
CMD ["gunicorn", "--config", "python:config.gunicorn", "config.wsgi"]
