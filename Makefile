# The two commands of a newcomer: make demo, make test.

SWIFT ?= swift
RELEASE := .build/release
# Remedies that are programs; each lies in Plugins by its name.
PROGRAMS := ims-oauth
EXAMPLE := kb/examples/ims-after-restart

.PHONY: demo test test-oracle test-mcp build kb setup lint bench bench-search fuzz-search clean

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

# Every tool of `aemedic mcp`, called with a client from PyPI; says so if that is not installed.
test-mcp: kb
	$(PYTHON) Tests/ModelContext/client.py $(RELEASE)/aemedic

# One file with the index, the rules and the literal database, beside the binary; so are the
# remedies and the page.
kb: build
	@rm -rf $(RELEASE)/plugins && cp -R Plugins $(RELEASE)/plugins
	@rm -rf $(RELEASE)/page && cp -R Sources/Service/Page $(RELEASE)/page
	@for plugin in $(PROGRAMS); do \
	  rm -rf $(RELEASE)/plugins/$$plugin/Sources && \
	  cp $(RELEASE)/$$plugin $(RELEASE)/plugins/$$plugin/$$plugin && \
	  digest=$$($(RELEASE)/aemedic plugin inspect $$plugin --plugins $(RELEASE)/plugins | \
	    grep -o 'sha256:[0-9a-f]*') && \
	  echo "$$digest $$plugin" >> $(RELEASE)/plugins/shipped.sha256 || exit 1; \
	done
	$(RELEASE)/aemedic kb build kb -o $(RELEASE)/aemedic.kb

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
	$(RELEASE)/benchmarks $(MIB) --json $(RELEASE)/bench.json

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

clean:
	rm -rf .build
