# Two commands: `make demo` publishes the sample article, `make test` runs every check.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready

.PHONY: demo test lint types quality torture bench clean setup
setup: $(READY)

# A new pip first: older ones cannot resolve some of the extras.
$(READY): pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install -q -U pip
	$(BIN)/python -m pip install -q -e '.[neural,portuguese,dask,dev]'
	@touch $@

demo: $(READY)
	$(BIN)/publish input/sample.en.html --lang en,de,sv,pt --out output

test: $(READY) lint types
	$(BIN)/python -m pytest -n 2

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY)
	$(BIN)/mypy

torture: $(READY)
	$(BIN)/python -m pytest -m slow

clean:
	rm -rf .venv output .cache dist build
