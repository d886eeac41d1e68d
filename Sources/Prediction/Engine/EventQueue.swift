/// What happens next: a heap by time, and in the order of arrival at the same time, so that every run is the same.
struct EventQueue {
    struct Item {
        var time: Duration
        var order: UInt64
        var event: Event
    }

    private var heap: [Item] = []
    private var count: UInt64 = 0

    var isEmpty: Bool { heap.isEmpty }
    var nextTime: Duration? { heap.first?.time }
    var events: some Sequence<Event> { heap.lazy.map(\.event) }

    mutating func push(_ event: Event, at time: Duration) {
        heap.append(Item(time: time, order: count, event: event))
        count += 1
        var child = heap.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard isBefore(child, parent) else { break }
            heap.swapAt(child, parent)
            child = parent
        }
    }

    mutating func pop() -> Item? {
        guard let first = heap.first else { return nil }
        let last = heap.removeLast()
        guard !heap.isEmpty else { return first }
        heap[0] = last
        var parent = 0
        while true {
            var least = parent
            for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count && isBefore(child, least) {
                least = child
            }
            if least == parent { return first }
            heap.swapAt(parent, least)
            parent = least
        }
    }

    private func isBefore(_ left: Int, _ right: Int) -> Bool {
        if heap[left].time != heap[right].time { return heap[left].time < heap[right].time }
        return heap[left].order < heap[right].order
    }
}
