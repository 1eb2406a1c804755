# make help lists the targets.
SHELL := /bin/sh
PYTHON := .venv/bin/python
export LC_ALL := C.UTF-8
ONLY ?=
OUT ?= build/demo

.PHONY: help setup run demo test test-all bench pictures lint backtest conformance lock wheel clean

help: ## This list
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/:[^#]*## */\t/' | expand -t 16

setup: ## System packages, .venv, dependencies, fonts, translations; does nothing when all is there
	@resources/deploy/setup.sh

run: setup ## A whole hall on this machine: real windows, or (without a screen) the headless journey into build/demo
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then .venv/bin/kiosk demo; \
	else echo "No screen found: running the headless demo into $(OUT)"; .venv/bin/kiosk demo --headless --out $(OUT); fi

demo: setup ## The headless demo into build/demo (OUT=DIR for another folder)
	@.venv/bin/kiosk demo --headless --out $(OUT)

test: setup ## The fast tests (under 3 minutes)
	@$(PYTHON) -m pytest -q -n 2 --dist worksteal -m "not whole"

test-all: setup ## All tests: real processes, kills and cut lines too
	@resources/deploy/setup.sh tests
	@$(PYTHON) -m pytest -q -n 2 --dist worksteal -m "not whole"
	@$(PYTHON) -m pytest -q -n 2 --dist worksteal -m whole --ignore=tests/whole
	@$(PYTHON) -m pytest -q -m whole tests/whole

bench: setup ## Benchmarks into build/bench.json (ONLY=queue for some)
	@$(PYTHON) -m tests.benchmarks $(ONLY)

pictures: setup ## Every page and state of every window as a PNG into build/pictures (ONLY=home for some)
	@$(PYTHON) -m tests.ui.pictures $(ONLY)

lint: setup ## ruff, mypy --strict, import-linter, qmllint
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m mypy
	@.venv/bin/lint-imports --no-cache
	@$(PYTHON) -m ui.lint

backtest: setup ## Waiting times told on recorded days (DATA=FILE, snapshots as tests/backtest/snapshots.py reads them)
	@$(PYTHON) -m tests.backtest $(DATA)

conformance: setup ## Recorded cases of the reference form engines, where their folder is (CASES=DIR)
	@$(PYTHON) -m tests.conformance $(CASES)

lock: ## Resolve the dependencies anew into requirements.lock (maintainers)
	@.venv/bin/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		--no-annotate --quiet --upgrade --extra dev pyproject.toml -o requirements.lock

wheel: setup ## One wheel into dist/
	@$(PYTHON) -m hatchling build -t wheel

clean: ## Remove what was built here (not .venv)
	@rm -rf build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
