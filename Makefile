# make install   .venv with the samverkan command in it
# make demo      install, then evaluate the example studies
# make test      install, then every check and test
# make check     what make test runs, without the slow tests
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
# Byte code saves most of the start-up time of each command.
export PYTHONDONTWRITEBYTECODE :=

PYTHON ?= python3
UV_HOME := .uv
UV := $(UV_HOME)/bin/uv
RUN := .venv/bin
OUT ?= out

.PHONY: help install install-browser demo test check format translations

help:
	@sed -n 's/^# \(make .*\)/\1/p' $(MAKEFILE_LIST)

$(UV):
	@$(PYTHON) -c 'import sys; sys.exit("Samverkan needs Python 3.11 or newer: make PYTHON=/path/to/python3") if sys.version_info < (3, 11) else None'
	@echo "Installing uv into $(UV_HOME) …"
	@$(PYTHON) -m venv $(UV_HOME)
	@$(UV_HOME)/bin/python -m pip install --quiet --disable-pip-version-check uv

.venv/installed: $(UV) pyproject.toml hatch_build.py $(wildcard src/samverkan/locale/*/*.po)
	@echo "Installing Samverkan into .venv …"
	@UV_PYTHON=$(PYTHON) UV_PYTHON_DOWNLOADS=never $(UV) sync --quiet --extra fast --compile-bytecode --reinstall-package samverkan
	@touch $@

install: .venv/installed

demo: install
	@$(RUN)/samverkan evaluate examples/two-clusters examples/swedish-collaborations examples/skane-water --output $(OUT) --brief
	@$(RUN)/samverkan share examples/two-clusters --output $(OUT)/two-clusters
	@$(RUN)/samverkan share examples/skane-water --output $(OUT)/skane-water
	@$(RUN)/samverkan clusters examples/clusters-plan --output $(OUT)/clusters-plan

check: install
	$(RUN)/ruff format --check src tests benchmarks tools hatch_build.py
	$(RUN)/ruff check src tests benchmarks tools hatch_build.py
	$(RUN)/mypy
	$(RUN)/lint-imports --no-cache
	$(RUN)/djlint --check --lint src/samverkan/files
	$(RUN)/djlint --check --lint --profile django src/samverkan/web
	$(RUN)/pytest -m "not browser and not process" -n auto

test: check
	$(RUN)/pytest -m "process and not browser" -n auto
	$(RUN)/pytest -m browser -n auto
	SAMVERKAN_TEST_DATABASE=postgresql $(RUN)/pytest -m "database and not browser" -n auto

format: install
	$(RUN)/ruff check --fix-only --quiet src tests benchmarks tools hatch_build.py
	$(RUN)/ruff format --quiet src tests benchmarks tools hatch_build.py
