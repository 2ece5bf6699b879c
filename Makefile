# The only commands to remember: make run, make test, make soak, make bench, make lint, make stop.

PORT ?= 8501
ROUNDS ?= 10
PYTHON = .venv/bin/python

.PHONY: run stop test soak bench lint

run: # Everything on this computer, at http://127.0.0.1:8501 until Ctrl-C
	@sh tools/install.sh requirements.txt
	@exec $(PYTHON) -m core.supervisor run --port $(PORT)

stop: # What runs here, wherever it was started
	@sh tools/install.sh requirements.txt
	@exec $(PYTHON) -m core.supervisor stop

test: # All tests, with a PostgreSQL and a browser of their own
	@sh tools/install.sh tests/requirements.txt
	@sh tools/chromium.sh
	@$(PYTHON) -m pytest -n 2 --ignore=tests/bench

soak: # The laws with other examples in each round, until one fails
	@sh tools/install.sh tests/requirements.txt
	@for round in $$(seq $(ROUNDS)); do \
		MENTOR_SYNC_LAWS=soak $(PYTHON) -m pytest -n 2 -q -m hypothesis --timeout=1800 || exit 1; done

bench: # How long the real size takes
	@sh tools/install.sh tests/requirements.txt
	@$(PYTHON) -m pytest tests/bench -s --timeout=1800

lint: # Style and types
	@sh tools/install.sh tests/requirements.txt
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m ruff format --check .
	@$(PYTHON) -m mypy
