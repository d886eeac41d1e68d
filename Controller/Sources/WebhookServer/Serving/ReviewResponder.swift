struct ReviewResponder: Sendable {}
