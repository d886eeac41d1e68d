/// Work on many things at once, on as many cores as there are.
enum SideBySide {
    /// What comes of each, in the order in which they are given.
    static func map<Input: Sendable, Output: Sendable>(
        _ inputs: [Input], _ work: @escaping @Sendable (Input) -> Output
    ) async -> [Output] {
        guard inputs.count > 1 else { return inputs.map(work) }
        return await withTaskGroup(of: (Int, Output).self) { group in
            for (index, input) in inputs.enumerated() { group.addTask { (index, work(input)) } }
            var outputs = [Output?](repeating: nil, count: inputs.count)
            for await (index, output) in group { outputs[index] = output }
            return outputs.compactMap { $0 }
        }
    }
}
