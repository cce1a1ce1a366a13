# Two commands do everything: `make demo` and `make test`. Each makes what it needs and is quick the second time.
SHELL := /bin/bash
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
APERTIUM := apertium apertium-eng-spa apertium-fr-es apertium-es-pt

.PHONY: demo test test-all lint types bench fuzz histories canaries clean translators constraints
.DEFAULT_GOAL := help

help: ## What can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

demo: $(VENV)/.app translators ## Pull, theme and report an invented town; opens the digest
	@$(BIN)/hearback demo --dir hearback-demo $(DEMO_FLAGS)

test: $(VENV)/.test translators lint ## Lint, types, import contracts and the tests
	@$(BIN)/pytest -m "not slow"

test-all: $(VENV)/.test translators lint ## The tests that take long, too
	@$(BIN)/pytest

lint: $(VENV)/.test ## ruff, mypy (strict) and the import contracts
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/lint-imports

bench: $(VENV)/.test translators ## Measure; JSON under benchmarks/results
	@mkdir -p benchmarks/results
	@for each in $$(ls benchmarks/*.py | grep -v __init__); do name=$$(basename $$each .py); \
	  echo "== $$name"; $(BIN)/python -m benchmarks.$$name > benchmarks/results/$$name.json && cat benchmarks/results/$$name.json || echo "left out"; done

fuzz: $(VENV)/.test ## Feed damaged input to every source for FUZZ_SECONDS (120)
	@$(BIN)/python -m benchmarks.fuzz --seconds $(or $(FUZZ_SECONDS),120)

histories: $(VENV)/.test ## Play HEARBACK_HISTORIES (10000) random histories of a survey, on all cores
	@$(BIN)/pytest tests/sources/test_histories.py -m slow

canaries: $(VENV)/.test ## Search every byte that 500 canaries' runs leave, killed and failed ones too (half an hour)
	@$(BIN)/pytest tests/canaries -s

clean: ## Remove what was made, but no data of yours
	rm -rf $(VENV) build *.egg-info hearback-demo benchmarks/results .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

translators: ## Debian's Apertium, where it may be installed; everything works without it
	@command -v apertium >/dev/null || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    echo "Installing Apertium (rough machine translation) ..."; \
	    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(APERTIUM); } >/dev/null 2>&1; \
	  fi; \
	  command -v apertium >/dev/null || echo "Apertium is not installed: texts stay untranslated and are marked so. To have it: sudo apt-get install $(APERTIUM)"; }

constraints: $(VENV)/.test ## Write constraints.txt from what is installed
	@{ head -1 constraints.txt; $(BIN)/pip freeze --exclude-editable | sed 's/+cpu//'; } > .constraints.new && mv .constraints.new constraints.txt

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit("Hearback needs Python 3.11 or newer, this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else None'
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.app: pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing Hearback into $(VENV) (once; about two minutes) ..."
	@$(PIP) install -q -c constraints.txt torch==2.13.0 2> >(grep -v "is ignored: it is neither" >&2)
	@$(PIP) install -q -c constraints.txt -e '.[pdf]' 2> >(grep -v "is ignored: it is neither" >&2)
	@touch $@

$(VENV)/.test: pyproject.toml constraints.txt | $(VENV)/.app
	@$(PIP) install -q -c constraints.txt -e '.[test]' 2> >(grep -v "is ignored: it is neither" >&2)
	@touch $@
