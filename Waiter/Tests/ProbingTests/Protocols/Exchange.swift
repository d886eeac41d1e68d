import Testing

@testable import Probing

/// Plays a server against a conversation: what it does must not depend on how the bytes are split.
struct Exchange {
    /// What came of it: every step but `read` in order, then the verdict if the stream ended before one.
    struct Outcome: Equatable {
        var steps: [ConversationStep] = []
        var verdict: Verdict?
    }

    /// Feeds the bytes in pieces of `size`, then ends the stream if nothing is decided.
    ///
    /// After `startTLS` and `reconnect` the opening is asked for again, as a driver does.
    static func play<C: Conversation>(_ start: C, _ bytes: [UInt8], pieces size: Int) -> Outcome {
        var conversation = start
        var outcome = Outcome()
        _ = conversation.opening()
        var index = 0
        while index < bytes.count {
            let end = min(bytes.count, index + size)
            let step = conversation.receive(bytes[index..<end])
            index = end
            switch step {
            case .read: break
            case .finish(let verdict):
                outcome.steps.append(step)
                outcome.verdict = verdict
                return outcome
            case .startTLS, .reconnect:
                outcome.steps.append(step)
                _ = conversation.opening()
            case .send, .note: outcome.steps.append(step)
            }
        }
        outcome.verdict = conversation.closed()
        return outcome
    }

    /// The verdict about an answer that comes whole, which is the same byte by byte and in threes.
    static func verdict<C: Conversation>(
        _ start: C, _ bytes: [UInt8], sourceLocation: SourceLocation = #_sourceLocation
    ) -> Verdict? {
        let whole = play(start, bytes, pieces: max(1, bytes.count)).verdict
        #expect(play(start, bytes, pieces: 1).verdict == whole, sourceLocation: sourceLocation)
        #expect(play(start, bytes, pieces: 3).verdict == whole, sourceLocation: sourceLocation)
        return whole
    }

    /// An answer that is cut off anywhere is never ready, unless `from` bytes of it are enough.
    static func neverReadyWhenCutOff<C: Conversation>(
        _ start: C, _ bytes: [UInt8], before from: Int? = nil, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        for length in 0..<(from ?? bytes.count) {
            #expect(
                verdict(start, Array(bytes[..<length]), sourceLocation: sourceLocation) != .ready, "cut at \(length)",
                sourceLocation: sourceLocation)
        }
    }

    /// Damaged and random answers trap nowhere and end in a verdict that does not depend on the split.
    static func survivesDamage<C: Conversation>(
        _ start: C, _ bytes: [UInt8], rounds: Int = 300, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        var generator = SplitMix64(state: 0xDA_4A6E)
        for round in 0..<rounds {
            var damaged = bytes
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                guard let index = damaged.indices.randomElement(using: &generator) else { break }
                switch Int.random(in: 0..<4, using: &generator) {
                case 0: damaged[index] = UInt8.random(in: 0...255, using: &generator)
                case 1: damaged.remove(at: index)
                case 2: damaged.insert(damaged[index], at: index)
                default: damaged[index] ^= 1 << UInt8(round % 8)
                }
            }
            _ = verdict(start, damaged, sourceLocation: sourceLocation)
        }
    }
}
