/// Work on many things at once, on as many cores as there are.
package enum SideBySide {
    /// How many things wait or are worked on at a time: more than most machines have cores, few enough for what comes
    /// out not to pile up before it is taken.
    private static let window = 32

    /// Hands over what comes of each, in the order in which they are given and as soon as that is possible.
    package static func forEach<Input: Sendable, Output: Sendable>(
        _ inputs: [Input], _ work: @escaping @Sendable (Input) -> Output, take: (Output) -> Void
    ) async {
        guard inputs.count > 1 else { return inputs.forEach { take(work($0)) } }
        await withTaskGroup(of: (Int, Output).self) { group in
            var rest = inputs.enumerated().makeIterator()
            func addNext() {
                guard let (index, input) = rest.next() else { return }
                group.addTask { (index, work(input)) }
            }
            for _ in 0..<window { addNext() }
            var early: [Int: Output] = [:]
            var next = 0
            for await (index, output) in group {
                addNext()
                early[index] = output
                while let output = early.removeValue(forKey: next) {
                    take(output)
                    next += 1
                }
            }
        }
    }

    /// What comes of each, in the order in which they are given.
    package static func map<Input: Sendable, Output: Sendable>(
        _ inputs: [Input], _ work: @escaping @Sendable (Input) -> Output
    ) async -> [Output] {
        var outputs: [Output] = []
        outputs.reserveCapacity(inputs.count)
        await forEach(inputs, work) { outputs.append($0) }
        return outputs
    }
}
