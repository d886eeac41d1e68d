# `make help` lists the targets.
.PHONY: help build test
help: ## list the targets
	@grep -hE "^[a-z]+:.*##" $(MAKEFILE_LIST)
build: ## build holdfast and the waiter
	swift build --product holdfast && swift build --product waiter
test: ## run the tests of both packages
	swift test
	swift test --package-path Waiter
