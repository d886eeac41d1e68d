import ArgumentParser

/// In which form a plan comes out.
enum PlanFormat: String, ExpressibleByArgument, CaseIterable {
    case text, json, dot, mermaid, svg, html
}
