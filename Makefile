# The two commands of a newcomer: make demo, make test.

SWIFT ?= swift
RELEASE := .build/release
# Remedies that are programs; each lies in Plugins by its name.
PROGRAMS := ims-oauth
EXAMPLE := kb/examples/ims-after-restart

.PHONY: demo test test-oracle test-faults build kb setup lint bench bench-table bench-search \
	fuzz-search test-browser test-mcp \
	clean package install deb tarball

demo: kb
	@echo
	@echo "\$$ aemedic diagnose $(EXAMPLE)"
	@$(RELEASE)/aemedic diagnose $(EXAMPLE) --fail-on critical
	@echo
	@echo "To call aemedic by its name in this shell:"
	@echo '  export PATH="$$PWD/$(RELEASE):$$PATH"'

test: setup kb
	$(SWIFT) format lint --strict --recursive Package.swift Sources Plugins Tests
	$(SWIFT) build --build-tests
	AEMEDIC_BINARY=$(CURDIR)/$(RELEASE)/aemedic $(SWIFT) test --skip-build
	$(RELEASE)/aemedic rules lint kb/rules
	$(RELEASE)/aemedic rules test kb/rules

# The operators of the rule language against a naive search, and seeded bugs against that.
test-oracle:
	sh Tests/Mutations/core.sh $(CURDIR)/Sources/Rules/Evaluation $(CURDIR)/.build/oracle 10000
	sh Tests/Mutations/run.sh $(CURDIR)/.build/oracle

# Every fault of the stand-in at every step of every small recipe; `make test` tries every fifth.
test-faults:
	AEMEDIC_FAULTS=all $(SWIFT) test --filter RecipeFaultTests

# Every tool of `aemedic mcp`, called with a client from PyPI; says so if that is not installed.
test-mcp: kb
	$(PYTHON) Tests/ModelContext/client.py $(RELEASE)/aemedic

# One file with the index, the rules and the literal database, beside the binary; so are the
# remedies and the page.
kb: build
	@sh .ci/package/plugins.sh $(RELEASE) $(RELEASE)/plugins
	@rm -rf $(RELEASE)/page && cp -R Sources/Service/Page $(RELEASE)/page
	$(RELEASE)/aemedic kb build kb -o $(RELEASE)/aemedic.kb

# What the program says of itself in `aemedic --version --json`.
export AEMEDIC_COMMIT ?= $(shell git rev-parse --short=12 HEAD 2>/dev/null)

PREFIX ?= /usr/local
DESTDIR ?=
PACKAGE := .build/package
PACKAGED := $(PACKAGE)/release/aemedic
VERSION = $(shell sed -n 's/.*static let version = "\(.*\)"/\1/p' \
	Sources/CommandLineTool/Commands/VersionCommand.swift)

# The program with Swift's own libraries inside; those of C stay shared.
package: setup
	@for product in aemedic $(PROGRAMS); do \
	  $(SWIFT) build -c release --static-swift-stdlib --product $$product \
	    --scratch-path $(PACKAGE) || exit 1; \
	done
	@sh .ci/package/plugins.sh $(PACKAGE)/release $(PACKAGE)/plugins
	$(PACKAGED) kb build kb -o $(PACKAGE)/aemedic.kb

install: package
	sh .ci/package/stage.sh $(PACKAGED) $(PACKAGE)/aemedic.kb "$(DESTDIR)$(PREFIX)"

deb: package
	sh .ci/package/deb.sh $(PACKAGED) $(PACKAGE)/aemedic.kb $(VERSION) dist

tarball: package
	sh .ci/package/tarball.sh $(PACKAGED) $(PACKAGE)/aemedic.kb $(VERSION) dist

build: setup
	$(SWIFT) build -c release --product aemedic
	@for plugin in $(PROGRAMS); do \
	  $(SWIFT) build -c release --product $$plugin || exit 1; \
	done

setup:
	@.ci/setup.sh

lint:
	$(SWIFT) format lint --strict --recursive Package.swift Sources Plugins Tests

bench: kb
	$(SWIFT) build -c release --product benchmarks
	PYTHON=$$(command -v $(PYTHON)) $(RELEASE)/benchmarks $(MIB) --json $(RELEASE)/bench.json

# The table in README.md, from the last `make bench`.
bench-table:
	$(RELEASE)/benchmarks --table $(RELEASE)/bench.json README.md

SHARED ?= $(if $(AEMEDIC_SHARED),$(AEMEDIC_SHARED),../shared)
PYTHON ?= python3
QUERIES ?= $(SHARED)/corpus/search/queries-dev.jsonl

# aemedic beside SQLite's own tokenizers, bm25s and Xapian; says which of them is not installed.
bench-search: kb
	$(SWIFT) build -c release --product searchbench
	@test -e $(QUERIES) || { echo "no judged queries at $(QUERIES); name them with QUERIES="; exit 1; }
	$(PYTHON) Tests/SearchBench/compare.py $(RELEASE)/aemedic $(SHARED)/corpus/kcs $(QUERIES)
	rm -f $(RELEASE)/bench.kb
	$(RELEASE)/aemedic kb import $(SHARED)/corpus/kcs --kb $(RELEASE)/bench.kb
	$(RELEASE)/searchbench $(RELEASE)/bench.kb $(QUERIES)

# A million random queries through tokenizer and query parser.
fuzz-search:
	$(SWIFT) build -c release --product searchbench
	$(RELEASE)/searchbench --fuzz 1000000

# The page, driven with headless Chromium; says what is missing to do so.
test-browser:
	$(PYTHON) Tests/Browser/page_test.py

clean:
	rm -rf .build
