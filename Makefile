# Every task of Relay. `make help` lists them; CI runs nothing else.
MAKEFLAGS += --no-print-directory

# The first interpreter on PATH that runs and is 3.11, 3.12 or 3.13; PYTHON=… names another.
PYTHON ?= $(shell for name in python3.11 python3.12 python3.13 python3; do \
  $$name -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null \
  && echo $$name && break; done)
DESK := .venv/bin/python

.DEFAULT_GOAL := help

.PHONY: help
help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  %-18s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: run
run: python ## Install what is missing, start Rasa and the desk (PORT=8000, TORCH_INDEX=…)
	@"$(PYTHON)" -m tools.run

.PHONY: install
install: python ## Install everything that `make run` needs, and start nothing
	@"$(PYTHON)" -m tools.install

.PHONY: install-dev
install-dev: python ## The same, with what tests and checks need
	@"$(PYTHON)" -m tools.install dev

.PHONY: test
test: python ## Run every test and check
	@"$(PYTHON)" -m tools.checks

.PHONY: test-unit test-integration test-bot test-browser test-frontend lint
test-unit: python ## Unit tests: seconds, no network
	@"$(PYTHON)" -m tools.checks unit
test-integration: python ## Tests with a database, an index and sockets; attacks on a whole desk
	@"$(PYTHON)" -m tools.checks integration
test-bot: python ## Rasa's data, its held-out stories and examples, dialogues with a real Rasa
	@"$(PYTHON)" -m tools.checks bot
test-browser: python ## The whole story in a real browser
	@"$(PYTHON)" -m tools.checks browser
test-frontend: python ## The front end's own tests
	@"$(PYTHON)" -m tools.checks frontend
lint: python ## ruff, mypy, import-linter, attacks on regular expressions, eslint, prettier and tsc
	@"$(PYTHON)" -m tools.checks lint

.PHONY: test-faults-short
test-faults-short: python ## Kills, cuts, races, floods and load at reduced size
	@"$(PYTHON)" -m tools.checks faults

.PHONY: test-faults
test-faults: python ## The same in full (half an hour); writes docs/reliability.md
	@"$(PYTHON)" -m tools.checks test-faults

.PHONY: format
format: install-dev ## Format everything
	@$(DESK) -m ruff check --fix --quiet . || true
	@$(DESK) -m ruff format .
	@"$(PYTHON)" -m tools.frontend format

.PHONY: build
build: python ## Build the front end where its sources changed
	@"$(PYTHON)" -m tools.frontend

.PHONY: train
train: python ## Train Rasa where its sources changed
	@"$(PYTHON)" -m tools.training

.PHONY: train-encoder
train-encoder: python ## Train the sentence encoder that ships (RELAY_DATA=… names the data folder)
	@"$(PYTHON)" -m tools.install
	@HF_HUB_OFFLINE=1 DO_NOT_TRACK=1 $(DESK) -m knowledge_base.training

.PHONY: evaluate
evaluate: python ## Measure search on question sets, beside baselines; writes docs/quality.md (RELAY_DATA=…)
	@"$(PYTHON)" -m tools.install
	@HF_HUB_OFFLINE=1 DO_NOT_TRACK=1 $(DESK) -m bench.understanding

.PHONY: bench
bench: python ## Measure encoding, searching and importing; writes docs/performance.md (half an hour)
	@"$(PYTHON)" -m tools.install
	@for part in encoding search importing; do \
	  HF_HUB_OFFLINE=1 DO_NOT_TRACK=1 $(DESK) -m bench.$$part || exit 1; done

.PHONY: bench-turns
bench-turns: python ## Measure the bot's turns through the product, beside Rasa and another checkout (BESIDE=…)
	@"$(PYTHON)" -m tools.install
	@$(DESK) -m bench.turns $(if $(BESIDE),--beside $(BESIDE) --rates 10,20,30,40,50,60,80)

.PHONY: bot-report
bot-report: python ## Write docs/quality.md from the bot's held-out tests
	@"$(PYTHON)" -m tools.checks bot-report

.PHONY: quality
quality: python ## Ask the running product 700 customers' questions (SET=dev: the ones to develop with)
	@"$(PYTHON)" -m tools.checks quality$(if $(SET),-$(SET))

.PHONY: conversations
conversations: python ## Hold whole conversations with the running product, and judge every turn
	@"$(PYTHON)" -m tools.checks conversations

.PHONY: pictures
pictures: python ## Retake the pictures that the docs show, with the browser tests
	@RELAY_PICTURES=1 "$(PYTHON)" -m tools.checks browser

.PHONY: lock
lock: python ## Make requirements/*.lock from requirements*.txt (UPGRADE=1: newest versions)
	@"$(PYTHON)" -m tools.lock $(if $(UPGRADE),upgrade)

.PHONY: clean
clean: ## Delete what was built or cached, except data (var/) and environments
	rm -rf agent_desk/web/dist agent_desk/web/node_modules agent_desk/web/src/shared/payloads.ts
	rm -rf var/models var/log var/test-results .rasa .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -not -path './.venv*' -prune -exec rm -rf {} +

.PHONY: clean-all
clean-all: clean ## The same, and delete both environments
	rm -rf .venv .venv-rasa

.PHONY: python
python:
	@test -n "$(PYTHON)" || \
	  { echo 'error: Relay needs Python 3.11, 3.12 or 3.13 on PATH; none was found' >&2; exit 1; }
