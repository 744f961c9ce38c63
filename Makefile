# songngu: `make run` shows it, `make check` judges it. Needs make and Python 3.11 or newer; the rest it fetches.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --no-deps
TOOLS := var/tools
APT_PACKAGES := redis-server postgresql chromium newsboat faketime

# The first Python that is new enough; PYTHON=… chooses another one.
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)

.PHONY: help
help: ## show this help
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo
	@echo "  PORT=8080 and SONGNGU_DATA=DIRECTORY choose where it listens and keeps its data."

.PHONY: run
run: $(VENV)/.installed ## start everything, with sample articles, on http://127.0.0.1:8000
	@exec $(BIN)/songngu run --samples

.PHONY: install
install: $(VENV)/.installed ## only install it, into .venv

$(BIN)/python:
	@$(if $(PYTHON),,echo "songngu needs Python 3.11 or newer; found: $$(python3 --version 2>&1 || true)." >&2; \
	  echo "Install one, or name it: make run PYTHON=/path/to/python3.12" >&2; exit 1)
	@echo "Making $(VENV) with $$($(PYTHON) --version) …"
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
	  echo "This Python cannot make virtual environments. On Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }

# Without dependencies: requirements.txt is complete, and two packages declare gigabytes that nothing here uses.
$(VENV)/.installed: requirements.txt pyproject.toml | $(BIN)/python
	@echo "Installing into $(VENV); the first time takes a minute or two …"
	@$(PIP) -r requirements.txt
	@$(PIP) --editable .
	@touch $@

$(VENV)/.installed-dev: requirements-dev.txt $(VENV)/.installed
	@$(PIP) -r requirements-dev.txt
	@touch $@

.PHONY: system
system:
	@missing=(); for package in $(APT_PACKAGES); do \
	  dpkg-query -W -f '$${Status}' $$package 2>/dev/null | grep -q 'ok installed' || missing+=("$$package"); done; \
	[[ $${#missing[@]} -eq 0 ]] && exit 0; \
	if [[ $$(id -u) -eq 0 ]] && command -v apt-get >/dev/null; then \
	  apt-get update -qq; \
	  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$${missing[@]}" >/dev/null; \
	else echo "Not installed, so the tests that need them are skipped: $${missing[*]}" >&2; fi

POSTGRES_TESTS := tests/translations tests/feeds tests/worker tests/story tests/config/test_backing_up.py
BESIDE := var/test-beside.log

# Two runs side by side, for stories in a browser wait more than they work. Each is a group of processes of its own, so
# that Ctrl-C can end both; the log of the second is shown when both are done.
.PHONY: test
test: system $(VENV)/.installed-dev ## run the tests on SQLite, then those that touch the database on PostgreSQL
	@mkdir -p $(dir $(BESIDE)); set -m; \
	( browser=0; $(BIN)/python -m pytest -m browser || browser=$$?; [[ $$browser -ne 2 ]] || exit 2; \
	  tests/postgres.sh $(BIN)/python -m pytest $(POSTGRES_TESTS) -m 'database and not browser' && exit $$browser \
	) </dev/null >$(BESIDE) 2>&1 & beside=$$!; \
	echo "The browser, then PostgreSQL: tail -f $(BESIDE)"; \
	$(BIN)/python -m pytest -m 'not browser' </dev/null & first=$$!; \
	trap 'kill -INT -- -$$first -$$beside 2>/dev/null || true' EXIT; trap 'exit 130' INT TERM; \
	status=0; wait $$first || status=$$?; [[ $$status -ne 2 ]] || exit 2; \
	echo "Waiting for the browser and PostgreSQL …"; wait $$beside || status=$$?; \
	trap - EXIT; cat $(BESIDE); exit $$status

.PHONY: lint
lint: $(VENV)/.installed-dev ## style, types, and the direction of imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

.PHONY: audit
audit: $(VENV)/.installed-dev ## look for known holes in what is installed
	$(BIN)/python tests/audit_dependencies.py

.PHONY: check
check: lint audit test ## everything that must pass before a change goes in

.PHONY: chaos
chaos: system $(VENV)/.installed-dev ## beat the running service for ten minutes and see that nothing is lost; SEED=… repeats one
	PYTHONPATH=tests $(BIN)/python -m chaos $(if $(SEED),--seed $(SEED))

.PHONY: bench
bench: $(VENV)/.installed-dev ## compare with what you would use instead
	$(BIN)/python -m benchmarks

.PHONY: evaluate
evaluate: $(VENV)/.installed-dev ## score the drafts: numbers, dates, names, terms, markup; BLEU, chrF
	$(BIN)/python -m benchmarks.evaluate

.PHONY: model-eval
model-eval: $(VENV)/.installed-dev ## score translation packages: the bundled one, and OTHER=FILE.argosmodel beside it
	cd models/vi-en && $(CURDIR)/$(BIN)/python -m recipe.evaluate $(OTHER) *.argosmodel

.PHONY: lock
lock: ## pin requirements*.txt anew; UPGRADE=1 takes newer versions
	@[[ -x $(TOOLS)/bin/uv ]] || { $(PYTHON) -m venv $(TOOLS) && $(TOOLS)/bin/python -m pip install --quiet uv; }
	@for name in requirements requirements-web requirements-dev; do \
	  $(TOOLS)/bin/uv pip compile --quiet --universal --python-version 3.11 $(if $(UPGRADE),--upgrade) \
	    --no-emit-index-url --no-annotate --no-header --excludes requirements-excludes.txt $$name.in -o $$name.txt; done

.PHONY: clean
clean: ## remove what was made here, but no data
	rm -rf $(VENV) $(TOOLS) *.egg-info .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
