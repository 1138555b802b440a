# The two commands: make run, make test. Nothing needs to be prepared but Python 3.11+ and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8501
CASES ?= 10000
SEED ?= $(shell date +%s)

.PHONY: run test check fuzz bench words screenshots format clean

run: $(VENV)/runtime
	@echo "INL/WHP program map: http://localhost:$(PORT)"
	$(BIN)/streamlit run app.py --server.port $(PORT)

# Tests start dozens of processes: Python keeps what it has compiled, also where it is told not to.
test check fuzz: export PYTHONDONTWRITEBYTECODE =

# On all cores up to four; a process that has run its tests takes over half of what another has left.
test: $(VENV)/tools
	$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist worksteal

check: $(VENV)/tools
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist worksteal tests/unit tests/data \
		tests/test_floors.py tests/test_names.py tests/test_docs.py tests/test_lint_exceptions.py

fuzz: $(VENV)/tools
	INLMAP_FUZZ_CASES=$(CASES) INLMAP_FUZZ_SEED=$(SEED) $(BIN)/python -m pytest tests/fuzz -q

bench: $(VENV)/tools
	$(BIN)/python -m benchmarks.bench

screenshots: $(VENV)/tools
	$(BIN)/python -m tools.screenshots

words: $(VENV)/tools
	$(BIN)/python -m tools.words

format: $(VENV)/tools
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean:
	rm -rf $(VENV) build .pytest_cache .mypy_cache .ruff_cache

$(VENV)/created:
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed: make PYTHON=python3.11 ..." if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/runtime: $(VENV)/created requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/tools: $(VENV)/created requirements.txt requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@ $(VENV)/runtime
