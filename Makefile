# The entry point for every task. Each target first installs the tools that are missing.

.DEFAULT_GOAL := help
SHELL := bash
.PHONY: help setup setup-build build wasm package release serve quick test test-bundlers test-engines screenshots audit bench load fmt clean distclean

help: ## say what there is
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-13s %s\n", $$1, $$2 }' Makefile

setup: ## get the tools: instant where nothing is missing
	@tools/setup.sh

setup-build:
	@tools/setup.sh build

build: www/dist/slot-finder.js ## the npm package in pkg/ and the site in www/dist/

# Cargo decides what to rebuild. The file keeps its timestamp when nothing changed.
wasm: setup-build
	@tools/with wasm tools/build-wasm.sh
pkg/slot_finder_bg.wasm pkg/slot_finder.js pkg-page/slot_publisher_bg.wasm: wasm ;

www/dist/slot-finder.js: pkg/slot_finder_bg.wasm pkg/slot_finder.js pkg-page/slot_publisher_bg.wasm Cargo.toml Cargo.lock package-lock.json README.md $(wildcard LICENSE-*) \
		$(wildcard tools/build-*.mjs) tools/bundle.mjs tools/check-words.mjs tools/integrity.mjs tools/licences.mjs tools/package-json.mjs tools/static-list.mjs \
		$(wildcard www/*.* www/dist/feed.json) $(shell find www/src www/i18n www/docs www/types -type f 2>/dev/null)
	@node tools/build-package.mjs
	@node tools/build-site.mjs
	@touch $@

package: build ## the npm package as a file to publish, in release/
	@mkdir -p release && cd pkg && npm pack --silent --pack-destination ../release

release: build ## release/v1.2.3/ and release/v1/ for static hosts, with checksums; built twice, and refused if not the same twice
	@node tools/release.mjs

serve: build ## build, make a sample feed dated from today, serve at PORT (8080, or the next free one)
	@tools/sample-feed.sh www/dist/feed.json
	@node tools/build-site.mjs
	@node tools/serve.mjs www/dist

quick: setup ## test in a minute what needs no browser, with few random cases
	@[ -f pkg/slot_finder.d.ts ] || $(MAKE) --no-print-directory build
	@. tools/env.sh && node tools/test.mjs --quick

ONLY ?=
test: setup ## run everything; the last line counts. ONLY=page or ONLY=lints,native runs parts, ONLY=? names them
	@. tools/env.sh && node tools/test.mjs '$(ONLY)'

test-bundlers: build ## build a page with each bundler that news sites use, Next.js and Parcel too, which it gets
	@tools/npm-ci.sh tests/bundlers tests/bundlers/slow tests/bundlers/slow/next16
	@node --test --test-concurrency=1 --test-reporter=spec tests/bundlers/bundlers.test.mjs tests/bundlers/slow/slow.test.mjs

test-engines: build ## run the smoke test in Chromium, Firefox and WebKit, which it gets, and the Wasm tests in Firefox
	@tools/setup.sh engines
	@. tools/env.sh && node tools/test.mjs engines

screenshots: setup build ## pictures of the main states, in screenshots/
	@npx playwright test --config tests/page/screenshots.config.ts

audit: setup build ## judge the built page with Lighthouse, which it gets
	@node tools/audit.mjs

bench: setup build ## compare with plain JavaScript: a table, www/docs/bench.json and its plot; ONLY=500 for one size
	@node tools/bench.mjs $(if $(ONLY),--only $(ONLY))

load: setup build ## take the times of a first visit on slow networks and a slow CPU
	@tools/sample-feed.sh www/dist/feed.json
	@node tools/build-site.mjs
	@node tools/load.mjs www/dist --json www/docs/bench-load.json

fmt: setup ## format the Rust
	@tools/with lint cargo fmt

clean: ## remove what was built
	@rm -rf target pkg pkg-page www/dist release test-results screenshots

distclean: clean ## remove the tools too, from here and from the user's cache folder
	@. tools/env.sh && rm -rf node_modules "$$cache"
