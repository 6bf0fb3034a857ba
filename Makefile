# Both `make run` and `make test` do all the set-up that they need. `make help` lists the rest.

PORT ?= 8501
# The newest usable Python: one that starts, is 3.11 or later and can make a virtual environment.
PYTHON ?= $(shell for name in python3.14 python3.13 python3.12 python3.11 python3 python; do \
	"$$name" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 \
	&& echo "$$name" && break; done)

VENV := .venv
VENV_PYTHON := $(VENV)/bin/python
RUN_READY := $(VENV)/run-ready
TEST_READY := $(VENV)/test-ready
INSTALL := $(VENV_PYTHON) -m pip install --disable-pip-version-check --no-input --only-binary :all: --require-hashes
COMPILE := $(VENV_PYTHON) -m uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
	--fork-strategy fewest --no-emit-index-url --custom-compile-command "make lock" --quiet --upgrade

.PHONY: help run test chromium bench calibrate proof lock clean
.DELETE_ON_ERROR:

help:
	@echo 'make run        open the simulator on http://127.0.0.1:8501 (PORT=... for another port)'
	@echo 'make test       format, lint, types, layer rule, unit, property and browser tests'
	@echo 'make bench      the benchmarks of tests/benchmarks, with their limits'
	@echo 'make calibrate  rebuild the shipped posteriors'
	@echo 'make proof      rebuild the posteriors, the backtest and the check of the calibration'
	@echo 'make lock       renew the lock files from pyproject.toml'
	@echo 'make clean      remove what the commands above made'

run: $(RUN_READY)
	@exec $(VENV_PYTHON) -m streamlit run app.py --server.port $(PORT)

test: $(TEST_READY) chromium
	@printf '\n== Format ==\n'
	@$(VENV_PYTHON) -m ruff format --check . || { echo 'To repair: $(VENV_PYTHON) -m ruff format .'; exit 1; }
	@printf '\n== Lint ==\n'
	@$(VENV_PYTHON) -m ruff check .
	@printf '\n== Types ==\n'
	@$(VENV_PYTHON) -m mypy --strict simulator app.py
	@printf '\n== Layer rule ==\n'
	@$(VENV_PYTHON) -m pytest -q tests/test_layers.py
	@printf '\n== Unit and property tests ==\n'
	@$(VENV_PYTHON) -m pytest -q -n 3 --dist worksteal --exitfirst --ignore tests/browser --ignore tests/server \
		--ignore tests/test_layers.py --ignore tests/jobs/test_spread.py
	@printf '\n== Browser tests ==\n'
	@$(VENV_PYTHON) -m pytest -q -n 3 --dist loadfile --no-loadscope-reorder --exitfirst tests/browser
	@printf '\n== Tests of many processes and of running servers ==\n'
	@$(VENV_PYTHON) -m pytest -q --exitfirst tests/jobs/test_spread.py tests/server

# Debian's chromium is the only thing that is installed outside this folder, and only for the browser tests.
chromium:
	@CHROMIUM="$(CHROMIUM)" sh tests/browser/install_chromium.sh

bench: $(TEST_READY) chromium
	@for file in tests/benchmarks/bench_*.py; do \
		test -e "$$file" || { echo 'No benchmarks yet.'; exit 0; }; \
		printf '\n== %s ==\n' "$$file"; \
		PYTHONPATH=. $(VENV_PYTHON) "$$file" || exit 1; done

calibrate: $(RUN_READY)
	@$(VENV_PYTHON) -m simulator calibrate

proof: calibrate
	@$(VENV_PYTHON) -m simulator backtest --keep
	@$(VENV_PYTHON) -m simulator prove

lock: $(VENV_PYTHON)
	$(VENV_PYTHON) -m pip install --disable-pip-version-check --quiet 'uv>=0.9'
	$(COMPILE) --output-file requirements.lock
	$(COMPILE) --extra server --constraints requirements.lock --output-file .streamlit/requirements-server.lock
	$(COMPILE) --extra cluster --constraints requirements.lock --output-file .cluster/requirements.lock
	$(COMPILE) --extra server --extra cluster --group test --constraints .streamlit/requirements-server.lock \
		--constraints .cluster/requirements.lock --output-file tests/requirements.lock

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis build dist out tests/results *.egg-info
	find simulator tests -name __pycache__ -type d -prune -exec rm -rf {} +

# A half-made environment is worse than none: remove it when this step fails.
$(VENV_PYTHON):
	@test -n "$(PYTHON)" || { echo 'Python 3.11 or later with its venv module was not found' \
		'(Debian and Ubuntu: apt-get install python3-venv). Or name it: make PYTHON=/path/to/python'; exit 1; }
	@echo 'Setting up with $(PYTHON): once, one to three minutes, needs the network.'
	@$(PYTHON) -m venv --clear $(VENV) || { rm -rf $(VENV); exit 1; }

$(RUN_READY): requirements.lock $(VENV_PYTHON)
	@$(INSTALL) --requirement requirements.lock
	@touch $@

$(TEST_READY): tests/requirements.lock $(RUN_READY)
	@$(INSTALL) --requirement tests/requirements.lock
	@touch $@
