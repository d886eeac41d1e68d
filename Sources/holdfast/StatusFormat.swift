import ArgumentParser

/// How a report on a cluster is shown.
enum StatusFormat: String, ExpressibleByArgument, CaseIterable {
    case text, json
}
