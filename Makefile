# What one does here. `make` lists it.

.PHONY: help run bundle package test screenshots bench soak format check sanitize fuzz clean

help: ## list the targets
	@sed -n 's/^\([a-z]*\):[^#]*## \(.*\)/  make \1|\2/p' Makefile | while IFS='|' read -r name what; \
		do printf '%-18s %s\n' "$$name" "$$what"; done

run: ## build, and start the demo on http://127.0.0.1:8080 with its data in ./data
	@scripts/install-packages build
	swift build -c release --product support-server
	exec .build/release/support-server serve --demo --faq ./faq-data --data ./data

bundle: ## minify the widget, with all other pages, into .build/web, and print what it weighs
	@scripts/install-packages bundle
	@scripts/bundle

package: ## build the Debian package, with Swift's runtime inside, into .build/package
	@scripts/install-packages package
	@scripts/package

test: ## build and run every test, as CI does (RECORD=1 rewrites the golden files)
	@scripts/install-packages test
	@scripts/run-tests

screenshots: ## take the pictures in docs/pictures anew (ALL=DIR: every state, into a folder)
	@scripts/install-packages test
	swift build
	.venv/bin/python Tests/Browser/screenshots.py $(ALL)

bench: ## build for release, measure, print tables and JSON (PARTS='turns idle': those; SETS=DIR: where the labelled sets are)
	@scripts/install-packages bench
	swift build -c release
	bench/run --markdown $(if $(SETS),--sets $(SETS)) $(PARTS)
	@$(if $(PARTS),,for what in rank check; do \
		printf '\n== measure %s\n\n' $$what; .build/release/measure $$what $(if $(SETS),--sets $(SETS)) || exit 1; done)

soak: ## run the long forms of the tests that break things on purpose (ONLY=kill: those of that name)
	@scripts/install-packages test
	swift build -c release --product support-server
	scripts/soak $(if $(ONLY),-k '$(ONLY)')

format: ## format the Swift sources in place
	swift format --in-place --recursive --parallel Package.swift Sources Tests bench

check: ## format, types of the scripts, walls between modules, and a build in which warnings are errors
	@scripts/install-packages check
	swift format lint --strict --recursive --parallel Package.swift Sources Tests bench
	tsc --project tsconfig.json
	scripts/check-imports
	scripts/check-imports --self-test
	swift build --build-tests --explicit-target-dependency-import-check error

sanitize: ## run the Swift suites under the thread sanitizer, then under the address sanitizer
	@scripts/install-packages check
	@scripts/sanitize

fuzz: ## feed random bytes to what reads strangers and editors, ten minutes for each kind
	@scripts/install-packages check
	@scripts/fuzz

clean: ## remove what was built and installed here (.build, .venv); ./data stays
	rm -rf .build .venv
