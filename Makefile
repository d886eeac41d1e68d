# `make help` lists the targets.
.DEFAULT_GOAL := help
.PHONY: help test-controller cluster cluster-down cluster-smoke e2e kubelet-scenarios build demo compare sidecar test scenarios validate bench bench-waiter bench-manifests bench-admission browser-check fuzz images controller-image waiter check-waiter format lint clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 17

build: ## build holdfast and the waiter into .build/bin
	@bash Scripts/need.sh python3=python3
	@bash Scripts/build.sh

waiter: ## build the static waiter for both architectures into .build/waiter
	@bash Scripts/build-waiter.sh

check-waiter: ## build it and check its size, that it is static and reproducible, and that both run
	@bash Scripts/check-waiter.sh

images: ## build the waiter's OCI image for both architectures into .build/images, without a daemon
	@bash Scripts/build-images.sh

controller-image: ## build the controller and its OCI image into .build/images
	@bash Scripts/build-controller-image.sh

demo: build ## run the main example: a shop that starts when its configuration is ready
	@bash Scripts/demo.sh

compare: build ## run the four old ways beside the new one
	@bash Scripts/compare.sh

sidecar: build ## run the example with a real Envoy as the sidecar
	@PATH="$$(bash Scripts/install-envoy.sh):$$PATH" .build/bin/holdfast up --exit-when ready --timeout 60s Examples/sidecar-first/sidecar-first.yaml

test: arch = $(subst x86_64,amd64,$(subst aarch64,arm64,$(shell uname -m)))
test: build ## run all tests
	@bash Scripts/build-waiter.sh $(arch)
	@bash Scripts/install-servers.sh
	@bash Scripts/need.sh dot=graphviz
	swift test
	@$(MAKE) --no-print-directory validate
	WAITER_UNDER_TEST=$(CURDIR)/.build/waiter/waiter-linux-$(arch) swift test --package-path Waiter

scenarios: build ## run every scenario with up and in virtual time, and print both beside each other
	@bash Scripts/scenarios.sh

validate: build ## check what inject writes against Kubernetes' schemas, 1.29 to the newest, and lint's SARIF
	@bash Scripts/validate.sh --strict --inject .build/bin/holdfast ../shared/corpus Tests/InjectionTests/Golden/*.yaml
	@bash Scripts/validate-sarif.sh .build/bin/holdfast ../shared/corpus Tests/LintOutputTests/Golden/*.sarif

bench-manifests: ## measure inject, lint and plan beside kubectl create --dry-run=client on 10,000 Deployments
	@bash Scripts/build.sh release
	@python3 Benchmarks/Manifests/benchmark.py --holdfast .build/bin/holdfast

bench: ## measure, side by side with peers
	swift run -c release --scratch-path .build/bench benchmark-startup-graph
	swift run -c release --scratch-path .build/bench benchmark-simulation
	swift run -c release --scratch-path .build/bench benchmark-review

bench-waiter: ## measure the waiter beside loops and wait-for-it (MARKDOWN=1: tables for Docs/benchmarks.md)
	@bash Scripts/install-bench-peers.sh
	@bash Scripts/build-waiter.sh >&2
	@swift build -c release --package-path Waiter --scratch-path .build/bench-waiter --product schedule-curve >&2
	@python3 Benchmarks/Waiter/benchmark.py $(if $(MARKDOWN),--markdown)

test-controller: ## run the controller's tests
	@bash Scripts/need.sh openssl=openssl
	swift test --package-path Controller

cluster: ## bring up a real Kubernetes of one node on this machine, built from Debian's packages and cached
	@bash Scripts/cluster/up.sh

cluster-down: ## take it down again
	@bash Scripts/cluster/down.sh

cluster-smoke: cluster ## look whether the cluster serves
	@python3 Scripts/cluster/test-dns.py
	@bash Scripts/cluster/smoke.sh

e2e: build ## run the end-to-end tests on the cluster of `make cluster`, or on KUBECONFIG's (E2E="ControllerTests …": only those; RECORD=1 writes Docs/end-to-end.md)
	@bash Scripts/e2e.sh $(if $(RECORD),--record) $(E2E)

kubelet-scenarios: ## run the scenarios on the kubelet of KUBECONFIG's cluster and compare each with the model
	@bash Scripts/kubelet-scenarios.sh

bench-admission: ## load the controller's server with 500 reviews a second and print its latencies and memory
	bash Scripts/forget-own-objects.sh
	swift build -c release --static-swift-stdlib --package-path Controller --product benchmark-admission
	@python3 Benchmarks/Admission/load.py --server Controller/.build/release/benchmark-admission

browser-check: build ## look at the page of the example's plan in a real browser
	@.build/bin/holdfast plan -o html Examples/apollo/apollo.yaml > .build/plan.html
	@python3 Scripts/browser-check.py .build/plan.html

fuzz: ## fuzz every parser for FUZZ_SECONDS each (30)
	@bash Scripts/fuzz.sh $(or $(FUZZ_SECONDS),30)

SWIFT_SOURCES = Package.swift Sources Tests Benchmarks Fuzz $(foreach package,Waiter Controller EndToEnd,$(wildcard $(addprefix $(package)/,Package.swift Sources Tests)))

lint: ## check the format of the sources
	swift format lint --strict --recursive $(SWIFT_SOURCES)

format: ## put the sources into their format
	swift format --in-place --recursive $(SWIFT_SOURCES)

clean: ## remove what was built
	rm -rf .build Waiter/.build Controller/.build EndToEnd/.build
