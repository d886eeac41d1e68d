import TestSupport

@testable import Manifests

/// Pairs of values that are the same for the same seed.
struct RandomPairs: RandomNumberGenerator {
    private var random: SplitMix64

    init(seed: Int) { random = SplitMix64(seed: UInt64(truncatingIfNeeded: seed)) }

    mutating func next() -> UInt64 { random.next() }

    mutating func number(below bound: Int) -> Int { random.number(below: bound) }

    mutating func chance(_ percent: Int) -> Bool { random.chance(percent) }

    mutating func scalar() -> Value {
        let texts = ["", "a", "b", "1", "é", "~/", "null"]
        return switch number(below: 5) {
        case 0: .null
        case 1: .bool(chance(50))
        case 2: .int(number(below: 3))
        case 3: .scalar(.float(Double(number(below: 3)) + 0.5))
        default: .string(texts[number(below: texts.count)])
        }
    }

    mutating func value(_ depth: Int) -> Value {
        guard depth > 0 else { return scalar() }
        switch number(below: 5) {
        case 0: return scalar()
        case 1: return .sequence((0..<number(below: 5)).map { _ in value(depth - 1) })
        case 2: return items(depth - 1)
        default:
            let keys = ["a", "b", "c/d", "e~f", "", "0", "-"].shuffled(using: &self)
            return .mapping(keys.prefix(number(below: 6)).map { Value.Field($0, value(depth - 1)) })
        }
    }

    /// A list as of containers: mappings that all have another name.
    mutating func items(_ depth: Int) -> Value {
        let key = ["name", "name", "mountPath", "containerPort"][number(below: 4)]
        let names = (0..<7).shuffled(using: &self).prefix(number(below: 7))
        return .sequence(
            names.map { name in
                let identity: Value = key == "containerPort" ? .int(name) : .string("n\(name)")
                var fields = [Value.Field(key, identity)]
                if chance(70) { fields.append(Value.Field("value", value(depth))) }
                if chance(30) { fields.append(Value.Field("more", value(depth))) }
                return .mapping(fields.shuffled(using: &self))
            })
    }

    /// The same with some changes.
    mutating func changed(_ value: Value, _ depth: Int) -> Value {
        if chance(10) { return self.value(depth) }
        switch value {
        case .scalar: return chance(30) ? scalar() : value
        case .sequence(let items):
            var items = items.filter { _ in chance(85) }.map { changed($0, depth - 1) }
            if chance(20) { items.insert(self.value(1), at: number(below: items.count + 1)) }
            return .sequence(chance(30) ? items.shuffled(using: &self) : items)
        case .mapping(let fields):
            var kept = fields.filter { $0.key.hasSuffix("name") || chance(90) }.map { field in
                field.key == "name" ? field : Value.Field(field.key, changed(field.value, depth - 1))
            }
            if chance(15) { kept.append(Value.Field("new", self.value(1))) }
            return .mapping(kept)
        }
    }
}
