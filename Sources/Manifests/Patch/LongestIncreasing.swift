/// The most items that can stay where they are when others move.
enum LongestIncreasing {
    /// The places of a longest strictly increasing choice from the numbers, in order; O(n log n).
    static func places(_ numbers: [Int]) -> [Int] {
        // tails[k]: the place of the smallest number that ends a choice of k + 1.
        var tails: [Int] = []
        var previous = [Int](repeating: -1, count: numbers.count)
        for (place, number) in numbers.enumerated() {
            var low = 0
            var high = tails.count
            while low < high {
                let middle = (low + high) / 2
                if numbers[tails[middle]] < number { low = middle + 1 } else { high = middle }
            }
            if low > 0 { previous[place] = tails[low - 1] }
            if low == tails.count { tails.append(place) } else { tails[low] = place }
        }
        var places: [Int] = []
        var place = tails.last ?? -1
        while place >= 0 {
            places.append(place)
            place = previous[place]
        }
        return places.reversed()
    }
}
