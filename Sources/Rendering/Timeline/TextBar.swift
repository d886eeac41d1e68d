/// The bar of a row in character cells.
enum TextBar {
    /// What a cell shows.
    enum Cell: Equatable {
        case blank
        case activity(Timeline.Activity)
        case ready
        case hazard

        /// The character, which tells cells apart without colour.
        var character: Character {
            switch self {
            case .blank: " "
            case .ready: "◆"
            case .hazard: "!"
            case .activity(let activity):
                switch activity {
                case .queued: "·"
                case .held: "░"
                case .starting: "▒"
                case .hook: "h"
                case .running: "█"
                case .backoff: "x"
                case .terminating: "-"
                case .completed: "="
                case .failed: "F"
                }
            }
        }

        /// The parameters of the escape sequence that colours it.
        var colour: String {
            switch self {
            case .blank: ""
            case .ready: "1;32"
            case .hazard: "1;31"
            case .activity(let activity):
                switch activity {
                case .queued, .terminating: "2"
                case .held: "33"
                case .starting: "36"
                case .hook: "35"
                case .running: "32"
                case .backoff: "31"
                case .completed: "34"
                case .failed: "1;31"
                }
            }
        }
    }

    /// The cells of a row: in each what took most of it, and every span somewhere as long as there is room.
    static func cells(_ row: Timeline.Row, axis: TimelineAxis, width: Int) -> [Cell] {
        guard width > 0 else { return [] }
        var owners = mainOwners(row, axis, width)
        var counts = [Int](repeating: 0, count: row.spans.count)
        for case .some(let owner) in owners { counts[owner] += 1 }
        for (index, span) in row.spans.enumerated() where counts[index] == 0 && isWorthACell(span) {
            let cell = column((axis.fraction(span.start) + axis.fraction(span.end)) / 2, width)
            let aside = (owners[cell] ?? index) < index ? cell + 1 : cell - 1
            for place in [cell, aside] where owners.indices.contains(place) {
                if let owner = owners[place] {
                    guard counts[owner] > 1 else { continue }
                    counts[owner] -= 1
                }
                owners[place] = index
                counts[index] = 1
                break
            }
        }
        var cells = owners.map { owner in owner.map { Cell.activity(row.spans[$0].activity) } ?? .blank }
        for (kind, symbol) in [(Timeline.Mark.Kind.ready, Cell.ready), (.hazard, .hazard)] {
            for mark in row.marks where mark.kind == kind {
                let cell = column(axis.fraction(mark.time), width)
                let free = [cell, cell + 1, cell - 1].first { place in
                    guard owners.indices.contains(place) else { return false }
                    guard let owner = owners[place] else { return true }
                    return counts[owner] > 1
                }
                let place = free ?? cell
                if let owner = owners[place] { counts[owner] -= 1 }
                owners[place] = nil
                cells[place] = symbol
            }
        }
        return cells
    }

    /// The cells as text, neighbours of the same colour in one escape sequence.
    static func text(_ cells: [Cell], colour: Bool) -> String {
        guard colour else { return String(cells.map(\.character)) }
        var text = ""
        var index = 0
        while index < cells.count {
            let end = cells[index...].firstIndex { $0.colour != cells[index].colour } ?? cells.count
            text += TextPaint.paint(String(cells[index..<end].map(\.character)), cells[index].colour, true)
            index = end
        }
        return text
    }

    /// The column that a part of the axis falls in.
    static func column(_ fraction: Double, _ width: Int) -> Int { min(width - 1, Int(fraction * Double(width))) }

    /// Nothing that took no time is shown, unless it is the end.
    private static func isWorthACell(_ span: Timeline.Span) -> Bool {
        span.end > span.start || span.activity == .completed || span.activity == .failed
    }

    /// For each cell the span that covers most of it.
    private static func mainOwners(_ row: Timeline.Row, _ axis: TimelineAxis, _ width: Int) -> [Int?] {
        var owners = [Int?](repeating: nil, count: width)
        guard axis.end > .zero else {
            if !row.spans.isEmpty { owners[0] = row.spans.count - 1 }
            return owners
        }
        var best = [Double](repeating: 0, count: width)
        for (index, span) in row.spans.enumerated() where span.end > span.start {
            let start = axis.fraction(span.start)
            let end = axis.fraction(span.end)
            for cell in column(start, width)...column(end, width) {
                let overlap = min(end * Double(width), Double(cell + 1)) - max(start * Double(width), Double(cell))
                if overlap > best[cell] + 1e-9 {
                    best[cell] = overlap
                    owners[cell] = index
                }
            }
        }
        return owners
    }
}

/// Colour on a terminal.
enum TextPaint {
    /// The text in a colour, or as it is.
    static func paint(_ text: String, _ code: String, _ colour: Bool) -> String {
        colour && !code.isEmpty && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }
}
