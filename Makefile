# Every target sets up what it needs in .venv, once.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: help setup chat test check format eval bench screenshots

help: ## List the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-8s %s\n", $$1, $$2}'

setup: $(READY) ## Install everything into .venv

$(READY): pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --progress-bar off -c constraints.txt -e '.[dev]'
	touch $@

chat: $(READY) ## Open the chat on the sample article
	$(BIN)/pullquote serve

test: $(READY) ## Run the tests
	$(BIN)/python -m pytest --cov

check: $(READY) ## Lint, formatting and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(READY) ## Format the code and mend what the linter can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

eval: $(READY) ## Ask the fixed questions and print the scores
	$(BIN)/pullquote eval

bench: $(READY) ## Measure speed beside LangChain's tutorial pipeline
	$(BIN)/python -m pip install --progress-bar off -c constraints.txt -e '.[bench]'
	$(BIN)/python -m evals.speed --to bench.json --plot bench.svg

screenshots: $(READY) ## Take the pictures of the README from the running app
	$(BIN)/python -m ui.web.screenshots docs
