# Two images of one tree: `web` serves and schedules without any machine-learning package, `worker` translates.
#   docker build --target web -t songngu-web .
#   docker build --target worker -t songngu-worker .

FROM python:3.12.11-slim-bookworm AS base
ENV PYTHONUNBUFFERED=1 PYTHONPATH=/app SONGNGU_DATA=/data PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN useradd --uid 10001 --home-dir /data --no-create-home songngu \
 && install -d -o songngu -g songngu -m 0700 /data \
 && printf '#!/bin/sh\nexec python -m config.cli "$@"\n' > /usr/local/bin/songngu \
 && chmod 0755 /usr/local/bin/songngu
WORKDIR /app

FROM base AS web
COPY requirements-web.txt ./
RUN pip install --no-deps -r requirements-web.txt
COPY CHANGELOG.md manage.py ./
COPY config config
COPY translations translations
COPY feeds feeds
COPY worker worker
RUN python -m compileall -q config translations feeds worker
USER songngu
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=20s \
  CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
CMD ["granian", "--interface", "wsgi", "--no-ws", "--host", "0.0.0.0", "--port", "8000", "--workers", "2", \
     "--blocking-threads", "4", "--workers-kill-timeout", "5", "config.wsgi:application"]

FROM base AS worker
COPY requirements.txt ./
RUN pip install --no-deps -r requirements.txt
COPY CHANGELOG.md manage.py ./
COPY config config
COPY translations translations
COPY feeds feeds
COPY worker worker
COPY models models
COPY samples samples
RUN python -m compileall -q config translations feeds worker
USER songngu
# Read by billiard at import: SIGTERM hands the job back instead of waiting for its end.
ENV REMAP_SIGTERM=SIGQUIT OMP_NUM_THREADS=1
HEALTHCHECK --interval=60s --timeout=30s --start-period=60s \
  CMD ["sh", "-c", "celery -A config.celery inspect ping -d celery@$(hostname) >/dev/null"]
CMD ["songngu", "worker"]
