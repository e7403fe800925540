# Two commands do all the set-up: `make demo` and `make test`. Everything lives in .venv; nothing else is installed.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Two steps, so that looking takes half of what working on it does: what the program needs, then what its tests need.
RUNS := $(VENV)/.runs
READY := $(VENV)/.ready
PIN := uv pip compile pyproject.toml --generate-hashes --universal --python-version 3.11 --no-header --no-annotate --quiet
INSTALL := $(BIN)/pip install --quiet --disable-pip-version-check

.PHONY: demo test crash cluster lint types docs docs-site pictures pictures-check package quality bench bench-speed bench-errors bench-size bench-pages bench-peers bench-scale growth lock clean help

help:            ## the targets, a line each
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/'

$(RUNS): requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(INSTALL) --require-hashes --requirement requirements.lock
	$(INSTALL) --no-deps --no-build-isolation --editable .
	$(BIN)/python -m crossreport.vocabulary.compile_gazetteer
	touch $(RUNS)

$(READY): $(RUNS) requirements-dev.lock
	$(INSTALL) --require-hashes --requirement requirements-dev.lock
	touch $(READY)

demo: $(RUNS)   ## build the record of the sample reports and print its brief
	@rm -rf demo && mkdir -p demo
	$(BIN)/crossreport build examples/reports.jsonl --record demo/sample.record
	@$(BIN)/crossreport brief demo/sample.record
	@echo
	@echo "The record is demo/sample.record. Where to look next:"
	@echo "  $(BIN)/crossreport show demo/sample.record 3      the words behind [3] of the brief"
	@echo "  $(BIN)/crossreport explain demo/sample.record 3   why they were read so"
	@echo "  $(BIN)/crossreport serve demo/sample.record       the pages, in your browser"
	@echo "  $(BIN)/crossreport build YOUR_REPORTS --record my.record"
	@echo "docs/tutorial.md goes through all of it with this record's reports."

test: $(READY) lint types docs-site   ## lint, type-check, check the docs, run the tests
	$(BIN)/python -m pytest -n 2

crash: $(READY)  ## kill a record's every step at every write and sync, and cut its power there: nothing is lost (minutes)
	CROSSREPORT_CRASH=all $(BIN)/python -m pytest -n auto --verbose tests/test_crash.py

cluster: $(READY)  ## REPORTS=FILE.jsonl: on a cluster whose workers are killed, the record of them all is the same row for row
	CROSSREPORT_CLUSTER="$(abspath $(REPORTS))" $(BIN)/python -m pytest tests/test_cluster.py -k row_for_row

lint: $(READY)   ## style, and the directions between the rooms
	$(BIN)/ruff check src tests benchmarks docs hatch_build.py
	$(BIN)/ruff format --check --quiet src tests benchmarks docs hatch_build.py
	$(BIN)/lint-imports

types: $(READY)  ## strict types
	$(BIN)/mypy

docs: $(READY)   ## write the generated pages of docs/ anew
	$(BIN)/python docs/make_docs.py

docs-site: $(READY)  ## docs/ as a site in build/site; fails where a link leads nowhere
	$(BIN)/mkdocs build --quiet --strict --site-dir build/site

pictures: $(READY)  ## the pictures of the pages in docs/pictures, shot anew of the sample reports (needs Chromium)
	$(BIN)/python docs/shoot.py

pictures-check: $(READY)  ## fails where a picture shows other words than its page does now
	$(BIN)/python docs/shoot.py --check

package: $(READY)  ## the source archive and the wheel in dist/, looked at and tried in an empty environment (a minute or two)
	rm -rf dist
	$(BIN)/python -m build --no-isolation --outdir dist
	$(BIN)/check-wheel-contents dist
	$(BIN)/python tests/package.py dist

quality: $(READY)  ## the scorers on the development data (CROSSREPORT_GOLD), against benchmarks/floors.json
	$(BIN)/python benchmarks/quality.py

bench: $(READY)   ## how time, memory and size grow with the reports, 100,000 linked whole (half an hour, 3 GB): docs/performance.md
	$(BIN)/python benchmarks/growth.py

bench-speed: $(READY)  ## a whole build beside one plain pass of the parser, and where its time goes (CROSSREPORT_GOLD): docs/performance.md
	$(BIN)/python benchmarks/speed.py

bench-errors: $(READY)  ## how the wrong counts divide (CROSSREPORT_GOLD, ten minutes): in docs/method.md
	$(BIN)/python benchmarks/errors.py

bench-size: $(READY)  ## what pip install brings, in megabytes, and what each extra adds (minutes, package index): docs/size.md
	$(BIN)/python benchmarks/size.py

bench-pages: $(READY)   ## how long each kind of page takes on 100,000 reports (half an hour): in docs/performance.md
	$(BIN)/python benchmarks/pages.py

bench-peers: $(READY)  ## what a user would pick instead: speed, and how good (CROSSREPORT_GOLD, package index): docs/peers.md
	$(BIN)/python benchmarks/peers.py

bench-scale: $(READY)  ## what a report costs at each stage, and what a billion would (minutes): docs/scale.md
	$(BIN)/python benchmarks/scale.py

growth: $(READY)  ## fails where the work after reading grows faster than the reports (a minute)
	$(BIN)/python benchmarks/growth.py --small

lock: $(RUNS)    ## pin the dependencies of pyproject.toml anew, with hashes (needs uv on the PATH)
	$(PIN) --extra dev --output-file requirements-dev.lock
	$(PIN) --extra charts --extra articles --extra source --constraint requirements-dev.lock --output-file requirements.lock

clean:           ## remove what the other targets made
	rm -rf $(VENV) demo build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
