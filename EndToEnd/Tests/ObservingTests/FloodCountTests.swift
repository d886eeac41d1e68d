import Foundation
import Observing
import Testing

struct FloodCountTests {
    @Test func everyPodIsOneThing() throws {
        let status = #"{"did": ["app after tcp://a:1 ready: init"]}"#
        let records = ["p1": status, "p2": nil, "p3": "tcp://a:1 and tcp://b:1", "p4": "tcp://c:1", "p5": "tcp://b:1"]
        let pods = try records.map { name, record in
            var object: [String: Any] = ["name": name]
            if let record { object["annotations"] = ["holdfast.dev/status": record] }
            let data = try JSONSerialization.data(withJSONObject: ["metadata": object])
            return try JSONDecoder().decode(Pod.self, from: data)
        }
        var log = CreationLog()
        log.seconds = [0.1, 7.5, 5]
        let count = FloodCount(
            disturbance: "x", failurePolicy: "Fail", asked: Set(records.keys).union(["p6"]), log: log, retried: 3,
            pods: pods, targets: ["tcp://a:1", "tcp://b:1"], limit: 7)
        #expect(count.asked == 6 && count.there == 5)
        #expect(count.held == 2 && count.without == 1 && count.wrong == 2)
        #expect(count.lost == 1 && count.blocked == 1 && count.slowest == 7.5)
    }
}
