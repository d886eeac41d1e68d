extension Duration {
    /// As a number, for figures.
    package var seconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
