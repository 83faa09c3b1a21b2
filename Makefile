# make demo: set everything up in .venv and score the bundled sample. make test: set up and pass every check.
PYTHON ?= python3
BIN := .venv/bin
INSTALLED := .venv/.installed
DEV := .venv/.dev-installed
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: demo test check bench fuzz lock clean wheel screenshots

demo: $(INSTALLED)
	$(BIN)/masthead sample --out demo-scores

test: $(DEV)
	$(BIN)/python tests/install_browser.py
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n auto --maxprocesses 4 --dist worksteal

bench: $(DEV)
	$(BIN)/masthead evaluate speed $(or $(CORPUS),data/sample/articles) $(if $(ARTICLES),--articles $(ARTICLES))

# Hostile input for SECONDS; what fails is written to fuzz-failures/. SEED=1 gives other inputs.
SECONDS ?= 600
SEED ?= 0
fuzz: $(DEV)
	POLARS_MAX_THREADS=1 $(BIN)/python -m tests.fuzz --seconds $(SECONDS) --seed $(SEED)

screenshots: $(DEV)
	$(BIN)/python tests/install_browser.py
	$(BIN)/python -m tests.dashboard.screenshots

# Lock the dependencies again, with hashes and without any index address.
lock: $(DEV)
	$(BIN)/python tests/lock.py

wheel: $(DEV)
	$(BIN)/python -m hatchling build -t wheel -d dist

.venv/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Masthead needs Python 3.11 or newer; name one with: make PYTHON=python3.12 ...")'
	$(PYTHON) -m venv .venv

$(INSTALLED): requirements/run.txt requirements/build.txt pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/run.txt -r requirements/build.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

$(DEV): $(INSTALLED) requirements/dev.txt
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/dev.txt
	touch $@

clean:
	rm -rf .venv build dist demo-scores
