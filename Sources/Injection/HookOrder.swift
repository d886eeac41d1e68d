/// The order of regular containers when some are to start before others.
enum HookOrder {
    /// Moves dependencies before the first that needs them, and nothing else: everyone keeps the manifest's order as far
    /// as it can, and a list that is right already stays as it is. The needs must be free of cycles.
    static func sorted(_ names: [String], needs: [String: Set<String>]) -> [String] {
        var order: [String] = []
        var placed: Set<String> = []
        // Depth first, with a list of one's own: a long chain must not end the stack.
        for name in names where !placed.contains(name) {
            var path = [name]
            var entered: Set<String> = [name]
            while let next = path.last {
                let missing = names.first {
                    needs[next]?.contains($0) == true && !placed.contains($0) && !entered.contains($0)
                }
                if let missing {
                    entered.insert(missing)
                    path.append(missing)
                } else {
                    path.removeLast()
                    if placed.insert(next).inserted { order.append(next) }
                }
            }
        }
        return order
    }
}
