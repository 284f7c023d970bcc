# Thin: every target is one command in .venv. `make demo` and `make test` do all their own set-up.
.DEFAULT_GOAL := help
.PHONY: help setup demo test check score quality bench docs lock clean

# The first Python that is new enough; name another with `make PYTHON=/path/to/python3 demo`.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$p" && break; done)
VENV := .venv
BIN := $(VENV)/bin
# Settings that would make pip or Python put or find packages elsewhere.
CLEAN := env -u PIP_USER -u PIP_TARGET -u PIP_PREFIX -u PYTHONPATH -u PYTHONHOME
PIP := $(CLEAN) $(BIN)/python -m pip --disable-pip-version-check -qq

help:
	@echo "make demo   code, reconcile, store and show the bundled reports"
	@echo "make test   the tests, with coverage"
	@echo "make check  style, types, layers, lexicons, documentation, quality floors"
	@echo "make score  coding quality on every gold set that is there"
	@echo "make quality  the tables of docs/quality.md anew (some minutes; needs the codebook's gold)"
	@echo "make bench  speed, start-up time, memory of coding, linking and the workplace"
	@echo "make docs   write docs/cli.md anew from --help"
	@echo "make lock   resolve the dependencies anew (needs the network)"

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Marsad needs Python 3.11 or newer: install it, or name it: make PYTHON=/path/to/python3" >&2; exit 1; }
	@echo "Making $(VENV) with $(PYTHON)" >&2
	@$(CLEAN) $(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
		echo "$(PYTHON) cannot make a virtual environment: on Debian and Ubuntu install python3-venv" >&2; exit 1; }

$(VENV)/run.stamp: requirements.lock pyproject.toml | $(BIN)/python
	@if test -e $(VENV)/dev.stamp && test $(VENV)/dev.stamp -nt requirements.lock; then :; else \
		echo "Installing what the product needs" >&2; \
		$(PIP) install --require-hashes -r requirements.lock; fi
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/dev.stamp: requirements-dev.lock pyproject.toml | $(BIN)/python
	@echo "Installing what the product and its tests need" >&2
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

setup: $(VENV)/dev.stamp

demo: $(VENV)/run.stamp
	@$(CLEAN) $(BIN)/marsad demo --out out/demo

test: $(VENV)/dev.stamp
	@$(CLEAN) $(BIN)/python -m pytest --cov --cov-report=term

check: $(VENV)/dev.stamp
	@$(CLEAN) $(BIN)/ruff check .
	@$(CLEAN) $(BIN)/mypy
	@$(CLEAN) $(BIN)/lint-imports --no-cache
	@$(CLEAN) $(BIN)/marsad lexicon check
	@$(CLEAN) $(BIN)/python docs/pages.py --check
	@$(CLEAN) $(BIN)/python eval/gate.py

score: $(VENV)/dev.stamp
	@$(CLEAN) $(BIN)/python eval/score.py
	@$(CLEAN) $(BIN)/python eval/gate.py

quality: $(VENV)/dev.stamp
	@$(CLEAN) $(BIN)/python eval/quality.py

bench: $(VENV)/dev.stamp
	@$(CLEAN) $(BIN)/python eval/bench.py
	@$(CLEAN) $(BIN)/python bench/link.py
	@$(CLEAN) $(BIN)/python bench/workplace.py

docs: $(VENV)/dev.stamp
	@$(CLEAN) $(BIN)/python docs/pages.py

COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--custom-compile-command "make lock" pyproject.toml --group build
lock: $(VENV)/dev.stamp
	@$(COMPILE) --extra web --output-file requirements.lock
	@$(COMPILE) --all-extras --group dev --group train --output-file requirements-dev.lock

clean:
	rm -rf $(VENV) build dist out .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .coverage
