# A web process of Pullquote, and the Chroma server that compose.yaml starts from the same image.
# What is installed, and how, is `make setup`; tests/test_container.py goes through the steps without a container.

FROM python:3.11.14-slim-bookworm AS build
RUN apt-get update && apt-get install -y --no-install-recommends make
# The builds of torch that need no graphics card: a tenth of the size.
ARG PIP_EXTRA_INDEX_URL=https://download.pytorch.org/whl/cpu
ENV PIP_NO_CACHE_DIR=1
WORKDIR /opt/pullquote
COPY Makefile pyproject.toml constraints.txt README.md LICENSE ./
COPY evals evals
COPY ingest ingest
COPY rag rag
COPY ui ui
RUN make setup EXTRAS=mcp,observe,postgres

FROM python:3.11.14-slim-bookworm
RUN useradd --system --uid 10001 --create-home --home-dir /var/lib/pullquote pullquote
COPY --from=build /opt/pullquote /opt/pullquote
USER 10001
ENV PATH=/opt/pullquote/.venv/bin:$PATH PYTHONUNBUFFERED=1 PULLQUOTE_HOME=/var/lib/pullquote
WORKDIR /var/lib/pullquote
VOLUME /var/lib/pullquote
EXPOSE 7860
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:7860/health', timeout=4)"]
CMD ["pullquote", "serve", "--no-browser", "--host", "0.0.0.0", "--port", "7860"]
