# Everything a person or a machine does with this project. `make` alone explains itself.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help demo test torture build bench lint format install uninstall clean dependencies tools archives swift

# The tests and the demo use the pinned DuckDB, wherever they run.
export NIGHTSHIFT_DUCKDB ?= $(CURDIR)/.tools/bin/duckdb

PREFIX ?= /usr/local
DESTDIR ?=
DEMO ?= demo
DUCKDB_VERSION := 1.5.5
PACKAGES := zlib1g-dev libpq-dev libssl-dev libsqlite3-dev libyaml-dev postgresql python3-venv tzdata util-linux
# The release holds its C libraries: half of a short command's time would go into finding and binding them. Their names stay its own, because
# libpq, which is loaded when a job asks for it, brings another libcrypto. Types are made without asking the runtime what conforms to what.
ARCHIVES := .build/archives
RELEASE := swift build -c release --static-swift-stdlib --pkg-config-path $(CURDIR)/$(ARCHIVES) -Xswiftc -L$(CURDIR)/$(ARCHIVES) \
  -Xswiftc -use-ld=lld -Xlinker --exclude-libs=ALL -Xlinker -s \
  -Xswiftc -Xfrontend -Xswiftc -disable-concrete-type-metadata-mangled-name-accessors
BIN = $$($(RELEASE) --show-bin-path)

help: ## Show this list
	@awk -F':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: build ## Make a realistic lake and shop, run the nightly graph for 14 nights, say where the report is
	@"$(BIN)/nightshift-demo" run --home "$(DEMO)" --nightshift "$(BIN)/nightshift" --pipeline jobs/nightly.yaml

test: dependencies tools swift ## Run every test
	@swift build --build-tests --quiet
	@swift test --skip-build

torture: build ## Kill a night a thousand times, and the run after it two hundred times
	@swift build --build-tests --quiet
	@NIGHTSHIFT_TORTURE=1000 NIGHTSHIFT_PRODUCTS="$(BIN)" swift test --skip-build --filter 'KillTests|SignalTests|FailpointTests'

build: dependencies tools swift archives ## Build the release binaries
	@$(RELEASE) --product nightshift
	@$(RELEASE) --product nightshift-demo

bench: build ## Measure against named peers, in ratios (Benchmarks/README.md)
	@Benchmarks/run "$(BIN)"

lint: swift ## Check the formatting
	@swift format lint --strict --parallel --recursive Package.swift Sources Tests

format: swift ## Format all sources in place
	@swift format format --in-place --parallel --recursive Package.swift Sources Tests

install: build ## Install the binary, its completions and its manual below PREFIX (/usr/local)
	@install -Dm755 "$(BIN)/nightshift" "$(DESTDIR)$(PREFIX)/bin/nightshift"
	@for shell in bash:share/bash-completion/completions/nightshift zsh:share/zsh/site-functions/_nightshift fish:share/fish/vendor_completions.d/nightshift.fish; do \
	  file="$(DESTDIR)$(PREFIX)/$${shell#*:}"; mkdir -p "$$(dirname "$$file")"; \
	  "$(BIN)/nightshift" --generate-completion-script "$${shell%%:*}" > "$$file"; done
	@mkdir -p "$(DESTDIR)$(PREFIX)/share/man/man1"
	@"$(BIN)/nightshift" manual > "$(DESTDIR)$(PREFIX)/share/man/man1/nightshift.1"
	@echo "installed below $(DESTDIR)$(PREFIX)"

uninstall: ## Take the installed files away
	@rm -f "$(DESTDIR)$(PREFIX)/bin/nightshift" "$(DESTDIR)$(PREFIX)/share/man/man1/nightshift.1" \
	  "$(DESTDIR)$(PREFIX)/share/bash-completion/completions/nightshift" "$(DESTDIR)$(PREFIX)/share/zsh/site-functions/_nightshift" \
	  "$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/nightshift.fish"

clean: ## Remove what was built and the demo's data
	@rm -rf .build .tools "$(DEMO)"

swift:
	@version=$$(swift --version 2>&1 || true); \
	case "$$version" in *"Swift version 6."[3-9]*|*"Swift version 6."[1-9][0-9]*) ;; *) \
	  echo "Swift 6.3 is needed; \`swift --version\` says: $${version%%$$'\n'*}" >&2; \
	  echo "If that is another program (Debian's python3-swiftclient has the same name), put the Swift toolchain's bin first in PATH." >&2; exit 1;; esac

dependencies:
	@missing=(); for package in $(PACKAGES); do \
	  dpkg-query -W -f='$${db:Status-Status}' "$$package" 2>/dev/null | grep -qx installed || missing+=("$$package"); done; \
	if (( $${#missing[@]} )); then \
	  command -v apt-get >/dev/null || { echo "These are needed, and this is no Debian to install them on: $${missing[*]}" >&2; exit 1; }; \
	  echo "Installing Debian packages: $${missing[*]}" >&2; \
	  sudo=(); (( EUID == 0 )) || sudo=(sudo); \
	  "$${sudo[@]}" apt-get update -qq; \
	  "$${sudo[@]}" env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get install -y -qq --no-install-recommends "$${missing[@]}" >/dev/null; fi

# A folder in which the linker finds archives and no shared libraries, and says so to pkg-config.
archives:
	@mkdir -p $(ARCHIVES)
	@for library in stdc++ sqlite3 yaml-0.1:yaml libcrypto:crypto zlib:z; do \
	  name="$${library#*:}"; ln -sf "$$($$(command -v clang || command -v cc) -print-file-name=lib$$name.a)" "$(ARCHIVES)/lib$$name.a"; \
	  printf 'Name: %s\nDescription: the archive\nVersion: 0\nLibs: -L%s -l%s\n' "$$name" "$(CURDIR)/$(ARCHIVES)" "$$name" >"$(ARCHIVES)/$${library%:*}.pc"; done

# The package's own launcher is a Python script; the link goes to the binary itself.
tools:
	@if [[ "$$(.tools/bin/duckdb --version 2>/dev/null)" != "v$(DUCKDB_VERSION) "* || ! -L .tools/bin/duckdb ]]; then \
	  echo "Installing duckdb-cli $(DUCKDB_VERSION) into .tools" >&2; \
	  python3 -m venv .tools; .tools/bin/pip install --quiet --disable-pip-version-check --force-reinstall "duckdb-cli==$(DUCKDB_VERSION)"; \
	  binary=$$(find .tools/lib -type f -name duckdb -perm -u+x -size +10M | head -n 1); \
	  ln -sf "../$${binary#.tools/}" .tools/bin/duckdb; .tools/bin/duckdb --version >/dev/null; fi
