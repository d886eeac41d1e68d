import ArgumentParser

/// How objects are printed.
enum InstallFormat: String, ExpressibleByArgument, CaseIterable {
    case yaml, json
}
