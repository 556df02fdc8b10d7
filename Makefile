# The commands of the project. `make run` is all it takes to see it.

PYTHON ?= python3
PORT ?= 8501
BIN = .venv/bin

.DEFAULT_GOAL = help
.PHONY: help run serve test test-fast check screens words look handout slides cards references bench load attacked growth steady browser network model audit lock

help: ## what there is
	@sed -nE 's|^([a-z-]+):.*## (.*)|make \1\t\2|p' Makefile

# Memory that readers held goes back to the machine when they leave (README, "Memory"). Measured as it is run.
run serve bench load attacked growth steady browser model: export PYTHONMALLOC = malloc
run serve bench load attacked growth steady browser model: export MALLOC_ARENA_MAX = 1

run: .venv/run ## start the explainer for this machine alone; PORT=8502 chooses another port
	$(BIN)/streamlit run app.py --server.address localhost --server.port $(PORT) --server.fileWatcherType auto

serve: .venv/run ## the same for everybody in the room, with the address and a QR code that phones can use
	@$(BIN)/python -m explainer.door.invite $(PORT)
	$(BIN)/streamlit run app.py --server.address 0.0.0.0 --server.port $(PORT)

# What fails is tried once more, and named as "RERUN" at the end: a browser on a busy machine may be late. One that is
# named again and again is a mistake in the explainer more often than in its test.
test: .venv/dev ## every test, in real browsers too
	$(BIN)/pytest -n auto --dist loadgroup --reruns 1 -rR

test-fast: .venv/dev ## the tests that need neither a browser nor patience, for every save
	$(BIN)/pytest -n auto --ignore tests/browser -m "not slow" -p no:rerunfailures

check: .venv/dev ## the content, the code's style and its types, without the app
	$(BIN)/python -m explainer.checked
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/lint-imports
	$(BIN)/oxlint explainer
	$(BIN)/mypy

screens: .venv/dev ## of the screens of the story, how many have a picture
	$(BIN)/python -m bench.screens

words: .venv/dev ## how many words the story has, chapter by chapter, and what it says that is not said
	$(BIN)/python -m bench.words

look: .venv/dev ## pictures of every page, into look/
	$(BIN)/python -m bench.pictures

handout: .venv/dev ## the sheet to hand out, after a change of what stands on it; and the whole story, handout.pdf
	$(BIN)/python -m exports.handout handout.pdf

slides: .venv/dev ## the plans as slides to edit, after a change of a plan, of a note or of a beat in a plan
	$(BIN)/python -m exports.slides

cards: .venv/dev ## the pictures that links to a chapter show, after a change of a title or a question
	$(BIN)/python -m exports.cards

references: .venv/dev ## content/references.json, after a change of content/sources.yaml or CITATION.cff
	$(BIN)/python -m exports.references

bench: .venv/dev ## what a page costs and what for, and the start, beside stock Streamlit (4 minutes)
	$(BIN)/python -m bench.run

load: .venv/dev ## a lecture hall, and a thousand readers twice, on one process (15 minutes)
	$(BIN)/python -m bench.load hall thousand

attacked: .venv/dev ## thirty readers without and with strangers who try all they can (7 minutes)
	$(BIN)/python -m bench.load attacks

growth: .venv/dev ## 100, 300, 500 and 1,000 readers: where one process ends (8 minutes)
	$(BIN)/python -m bench.load growth

steady: .venv/dev ## a thousand readers for half an hour (35 minutes)
	$(BIN)/python -m bench.load steady

browser: .venv/dev ## what a reader waits for in a slow browser on a slow line, and the bytes (7 minutes)
	$(BIN)/python -m bench.browser

network: .venv/dev ## how smoothly the stage and the network move, and how that bears 500 actors
	$(BIN)/python -m bench.network

model: .venv/dev ## how fast the thought experiment is; beside mesa, where it is installed; and who waits while maps are made
	$(BIN)/python -m bench.thought_experiment
	$(BIN)/python -m bench.load maps --settle 0

# Whether the service that knows of weaknesses answers, and not only some page of its.
ASKS = import urllib.request as ask; ask.urlopen("https://pypi.org/pypi/pip/24.0/json", timeout=10)
LICENCES = MIT;BSD;Apache;ISC;MPL;Mozilla Public License;PSF;Python Software Foundation

audit: .venv/dev ## known weaknesses of everything installed, which pypi.org is asked for, and its licences
	@if $(BIN)/python -c '$(ASKS)' 2>/dev/null; \
	then $(BIN)/pip-audit --strict --disable-pip --require-hashes --progress-spinner off -r requirements-dev.txt; \
	else echo "SKIPPED: known weaknesses. pypi.org, which knows them, does not answer from here."; fi
	@$(BIN)/pip-licenses --from=mixed --partial-match --allow-only="$(LICENCES)" --summary \
		--ignore-packages axe-playwright-python # names none, but brings the MIT licence in a file

lock: .venv/dev ## write requirements*.txt anew, after a change of pyproject.toml
	$(BIN)/uv pip compile -q --universal --generate-hashes --python-version 3.11 --custom-compile-command "make lock" \
		pyproject.toml -o requirements.txt
	$(BIN)/uv pip compile -q --universal --generate-hashes --python-version 3.11 --custom-compile-command "make lock" \
		--group dev pyproject.toml -o requirements-dev.txt

PIP = $(BIN)/python -m pip install --quiet --disable-pip-version-check -r

# uv takes a quarter of the time of pip. It does not know of an index that somebody has set for pip: then pip does it.
define install
$(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python -r $(1) || $(PIP) $(1)
endef

.venv/bin/uv: | .venv/bin/python
	@sed -n '/^uv==/,/[^\\]$$/p' requirements-dev.txt > .venv/uv.txt
	$(PIP) .venv/uv.txt

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed; this is " + sys.version) if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv .venv

# The files .venv/run and .venv/dev say when the requirements were last installed.
.venv/run: requirements.txt | .venv/bin/uv
	$(call install,$<)
	@touch $@

.venv/dev: requirements-dev.txt | .venv/bin/uv
	$(call install,$<)
	@touch $@ .venv/run
