# `make run` and `make test` are the whole set-up: each makes .venv from the pinned requirements when needed,
# and only then. `make run PYTHON=python3.12` takes another Python than the first suitable one.

BIN := .venv/bin
SUITABLE := import sys; sys.exit(sys.version_info < (3, 11))
WANTED := $(PYTHON)
PYTHON ?= $(shell for python in python3 python3.13 python3.12 python3.11 python; do \
	$$python -c '$(SUITABLE)' 2>/dev/null && echo $$python && break; done)
# A .venv that uv made has no pip.
INSTALL = $(BIN)/python -c 'import pip' 2>/dev/null || $(BIN)/python -m ensurepip >/dev/null; \
	$(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: run doctor postgres test check lint types format bench requirements clean

run: .venv/run.stamp
	@$(BIN)/python -m bot run

doctor: .venv/run.stamp
	@$(BIN)/python -m bot doctor

# What a ledger in PostgreSQL needs beside: once, on each machine that uses one.
postgres: .venv/postgres.stamp

# In as many processes as there are processors, four at most; `make test WORKERS=0` runs them in one.
WORKERS ?= auto
test: .venv/dev.stamp
	$(BIN)/python -m pytest --numprocesses $(WORKERS) --maxprocesses 4 --dist worksteal

check: lint types test

lint: .venv/dev.stamp
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: .venv/dev.stamp
	$(BIN)/mypy

format: .venv/dev.stamp
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: .venv/bench.stamp
	$(BIN)/python -m tests.bench

# What is pinned, made anew from pyproject.toml; needs uv.
PIN := uv pip compile --universal --generate-hashes --no-emit-index-url --no-header --no-annotate --quiet
requirements:
	$(PIN) --extra setup pyproject.toml -o requirements.txt
	$(PIN) --extra setup --extra postgres pyproject.toml -o requirements-postgres.txt
	$(PIN) --extra dev pyproject.toml -o requirements-dev.txt
	$(PIN) --extra dev --extra bench pyproject.toml -o requirements-bench.txt

clean:
	rm -rf .venv

# A stamp says that its packages are installed; the larger sets hold the smaller ones.
.venv/run.stamp: requirements.txt pyproject.toml .venv/pyvenv.cfg
	@echo "Installing what releasebot needs into .venv (once)..." >&2
	@$(INSTALL) --require-hashes -r requirements.txt
	@$(INSTALL) --no-index --no-deps --no-build-isolation --editable .
	@touch $@

.venv/postgres.stamp: requirements-postgres.txt requirements.txt pyproject.toml .venv/pyvenv.cfg
	@echo "Installing what a ledger in PostgreSQL needs into .venv (once)..." >&2
	@$(INSTALL) --require-hashes -r requirements-postgres.txt
	@$(INSTALL) --no-index --no-deps --no-build-isolation --editable .
	@touch .venv/run.stamp $@

.venv/dev.stamp: requirements-dev.txt requirements.txt pyproject.toml .venv/pyvenv.cfg
	@echo "Installing what releasebot and its tests need into .venv (once)..." >&2
	@$(INSTALL) --require-hashes -r requirements-dev.txt
	@$(INSTALL) --no-index --no-deps --no-build-isolation --editable .
	@touch .venv/run.stamp .venv/postgres.stamp $@

.venv/bench.stamp: requirements-bench.txt requirements.txt pyproject.toml .venv/pyvenv.cfg
	@echo "Installing what the benchmarks compare with into .venv (once)..." >&2
	@$(INSTALL) --require-hashes -r requirements-bench.txt
	@$(INSTALL) --no-index --no-deps --no-build-isolation --editable .
	@touch .venv/run.stamp .venv/postgres.stamp .venv/dev.stamp $@

.venv/pyvenv.cfg:
	@test -n "$(PYTHON)" && "$(PYTHON)" -c '$(SUITABLE)' 2>/dev/null || { \
		echo "releasebot needs Python 3.11 or later: install it, or say where it is: make PYTHON=/path/to/python3" >&2; exit 1; }
	@"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "This Python has no venv: install it (on Debian and Ubuntu: apt install python3-venv)." >&2; exit 1; }
	@rm -rf .venv
	@"$(PYTHON)" -m venv .venv

# Another Python asked for than the one .venv was made with: make .venv anew.
ifneq ($(WANTED),)
ifneq ($(shell $(WANTED) -V 2>/dev/null),$(shell $(BIN)/python -V 2>/dev/null))
.PHONY: .venv/pyvenv.cfg
endif
endif
