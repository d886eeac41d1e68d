import Probing

/// Who is due when: a list of pods for each of the next milliseconds, in the order in which they were put there.
struct TimingWheel {
    private var first: [Int32]
    private var last: [Int32]
    private var next: [Int32]
    private let mask: Int
    /// How many are in it.
    private(set) var count = 0

    /// - Parameter reach: nobody is put further ahead than this.
    init(pods: Int, reach: Milliseconds) {
        var size = 1
        while size <= reach { size *= 2 }
        mask = size - 1
        first = Array(repeating: -1, count: size)
        last = first
        next = Array(repeating: -1, count: pods)
    }

    /// Puts a pod at the end of a time's list. A pod is in one list only.
    mutating func insert(_ pod: Int32, at time: Milliseconds) {
        let slot = Int(time) & mask
        next[Int(pod)] = -1
        if first[slot] < 0 {
            first[slot] = pod
        } else {
            next[Int(last[slot])] = pod
        }
        last[slot] = pod
        count += 1
    }

    /// Takes the first of those that are due at a time.
    mutating func take(at time: Milliseconds) -> Int32? {
        let slot = Int(time) & mask
        let pod = first[slot]
        guard pod >= 0 else { return nil }
        first[slot] = next[Int(pod)]
        count -= 1
        return pod
    }
}
