# The two commands of a newcomer: make demo, make test.

SWIFT ?= swift
RELEASE := .build/release
EXAMPLE := kb/examples/ims-after-restart

.PHONY: demo test test-oracle build kb setup lint bench clean

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

# One file with the index, the rules and the literal database, beside the binary.
kb: build
	@rm -rf $(RELEASE)/plugins && cp -R Plugins $(RELEASE)/plugins
	$(RELEASE)/aemedic kb build kb -o $(RELEASE)/aemedic.kb

build: setup
	$(SWIFT) build -c release --product aemedic

setup:
	@.ci/setup.sh

lint:
	$(SWIFT) format lint --strict --recursive Package.swift Sources Plugins Tests

bench: kb
	$(SWIFT) build -c release --product benchmarks
	$(RELEASE)/benchmarks

clean:
	rm -rf .build
