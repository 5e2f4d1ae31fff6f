# The two commands of a new user are `make serve` and `make test`; both set up what they need, once.
PYTHON ?= python3
BIN := .venv/bin
SETUP := .stamps/setup

.PHONY: serve test check build prove bench clean

serve: build
	$(BIN)/sendgraph serve

build: $(SETUP)
	$(BIN)/sendgraph build

test: $(SETUP)
	$(BIN)/python -m pytest -n 3 --dist loadfile

check: $(SETUP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# What takes long: an hour of load, the whole interface fuzzed, requests a second by route.
prove: build
	$(BIN)/python benchmarks/load.py > benchmarks/results/load.txt
	$(BIN)/python benchmarks/load.py --seconds 3600 --clients 10 --pause 0.5 > benchmarks/results/hour.txt
	$(BIN)/python benchmarks/fuzzing.py
	$(BIN)/python benchmarks/serving.py > benchmarks/results/serving.md

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
