# The two commands of a new user are `make serve` and `make test`; both set up what they need, once.
PYTHON ?= python3
BIN := .venv/bin
SETUP := .stamps/setup

.PHONY: serve test check build bench clean

serve: build
	$(BIN)/sendgraph serve

build: $(SETUP)
	$(BIN)/sendgraph build

test: $(SETUP)
	$(BIN)/python -m pytest -n 2

check: $(SETUP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(SETUP)
	$(BIN)/python benchmarks/reading.py
	$(BIN)/python benchmarks/building.py

clean:
	rm -rf .venv .stamps .mypy_cache .pytest_cache .ruff_cache .hypothesis releases dist build

$(SETUP): constraints.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "sendgraph needs Python 3.11 or newer; say which with: make serve PYTHON=python3.12" >&2; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@mkdir -p $(@D) && touch $@
