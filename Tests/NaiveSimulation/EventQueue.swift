/// Events in the order of their time; those of the same time by rank, then in the order in which they came in.
struct EventQueue<Event> {
    private struct Entry {
        let time: Int64
        let rank: Int
        let number: Int
        let event: Event

        func precedes(_ other: Entry) -> Bool {
            (time, rank, number) < (other.time, other.rank, other.number)
        }
    }

    private var heap: [Entry] = []
    private var added = 0

    init() {}

    mutating func add(_ event: Event, at time: Int64, rank: Int = 0) {
        heap.append(Entry(time: time, rank: rank, number: added, event: event))
        added += 1
        var place = heap.count - 1
        while place > 0, heap[place].precedes(heap[(place - 1) / 2]) {
            heap.swapAt(place, (place - 1) / 2)
            place = (place - 1) / 2
        }
    }

    mutating func next() -> (time: Int64, event: Event)? {
        guard let earliest = heap.first, let end = heap.popLast() else { return nil }
        guard !heap.isEmpty else { return (earliest.time, earliest.event) }
        heap[0] = end
        var place = 0
        while true {
            var least = place
            for child in [2 * place + 1, 2 * place + 2] where child < heap.count && heap[child].precedes(heap[least]) {
                least = child
            }
            if least == place { break }
            heap.swapAt(place, least)
            place = least
        }
        return (earliest.time, earliest.event)
    }
}
