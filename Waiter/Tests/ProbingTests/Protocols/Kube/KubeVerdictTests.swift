import Testing

@testable import Probing

/// The rules for single objects, written after the API reference; the states of real ones are in ``KubeRecordings``.
struct KubeVerdictTests: KubeExchanges {
    func verdict(
        _ kind: String, _ object: String, minimum: Int? = nil, condition: String? = nil,
        json: HTTPExpectation.JSON? = nil
    ) throws -> Verdict? {
        let start = try conversation("\(kind)/x", condition: condition, minimum: minimum, json: json)
        return Exchange.verdict(start, watch(object: object))
    }

    func object(_ metadata: String = #""generation":2"#, spec: String = "", status: String = "") -> String {
        #"{"metadata":{"name":"x",\#(metadata)},"spec":{\#(spec)},"status":{\#(status)}}"#
    }

    @Test func `a Job`() throws {
        #expect(
            try verdict("job", object(status: #""conditions":[{"type":"Suspended","status":"True"}]"#))
                == .notReady("the Job is suspended"))
        #expect(
            try verdict("job", object(status: #""active":2,"succeeded":3,"failed":1"#))
                == .notReady("the Job is not complete: 2 pods active, 3 succeeded, 1 failed"))
        #expect(
            try verdict("job", object(status: #""conditions":[{"type":"Failed","status":"False"}]"#))
                == .notReady("the Job is not complete: 0 pods active, 0 succeeded, 0 failed"))
        let failed = object(status: #""conditions":[{"type":"Failed","status":"True","reason":"DeadlineExceeded"}]"#)
        #expect(try verdict("job", failed) == .never("the Job failed: DeadlineExceeded"))
        #expect(try verdict("job", failed, condition: "complete=true") == .never("the Job failed: DeadlineExceeded"))
        #expect(try verdict("job", failed, condition: "Failed") == .ready)
    }

    @Test func `a Pod`() throws {
        let evicted = #""phase":"Failed","reason":"Evicted","message":"The node was low on resource: memory.""#
        let lost = "the Pod failed: Evicted: The node was low on resource: memory."
        #expect(try verdict("pod", object(status: evicted)) == .never(lost))
        let owned = #""ownerReferences":[{"kind":"StatefulSet","name":"db"}]"#
        #expect(try verdict("pod", object(owned, status: evicted)) == .notReady(lost))
        #expect(
            try verdict("pod", object(status: #""phase":"Succeeded","conditions":[{"type":"Ready","status":"True"}]"#))
                == .never("the Pod has ended: it will not be Ready again"))
        let ready = #""phase":"Running","conditions":[{"type":"Ready","status":"True"}]"#
        #expect(try verdict("pod", object(status: ready)) == .ready)
        #expect(
            try verdict("pod", object(#""deletionTimestamp":"2026-11-25T13:00:00Z""#, status: ready))
                == .notReady("it is being deleted"))
        #expect(try verdict("pod", object(status: ready.replacing("True", with: "Unknown"))) != .ready)
        let unschedulable = #"""
            "phase":"Pending","conditions":[{"type":"PodScheduled","status":"False","reason":"Unschedulable",
            "message":"0/1 nodes are available"}]
            """#
        #expect(
            try verdict("pod", object(status: unschedulable))
                == .notReady("the Pod is Pending, not Ready: Unschedulable: 0/1 nodes are available"))
        #expect(try verdict("pod", object()) == .notReady("the Pod is not Ready"))
    }

    @Test func `a Deployment`() throws {
        func status(_ observed: Int, _ counts: String, more: String = "") -> String {
            let parts = counts.split(separator: "/")
            return #""observedGeneration":\#(observed),"replicas":\#(parts[0]),"updatedReplicas":\#(parts[1]),"#
                + #""availableReplicas":\#(parts[2])\#(more)"#
        }
        func verdict(_ wanted: Int?, _ status: String, minimum: Int? = nil) throws -> Verdict? {
            let spec = wanted.map { #""replicas":\#($0)"# } ?? ""
            return try self.verdict("deployment", object(spec: spec, status: status), minimum: minimum)
        }
        #expect(try verdict(3, status(2, "3/3/3")) == .ready)
        #expect(try verdict(3, status(1, "3/3/3")) == .notReady("its controller has not yet seen the last change"))
        #expect(try verdict(3, status(2, "3/2/3")) == .notReady("2 of 3 replicas are updated"))
        #expect(try verdict(3, status(2, "4/3/3")) == .notReady("1 old replicas are still there"))
        #expect(try verdict(3, status(2, "3/3/2")) == .notReady("2 of 3 replicas are available"))
        #expect(try verdict(nil, status(2, "0/0/0")) == .notReady("0 of 1 replicas are updated"))
        #expect(try verdict(0, status(2, "0/0/0")) == .ready)
        #expect(try verdict(0, status(2, "0/0/0"), minimum: 1) == .notReady("0 of 1 replicas are available"))
        #expect(try verdict(3, status(2, "3/3/3"), minimum: 3) == .ready)
        let stuck = #","conditions":[{"type":"Progressing","status":"False","reason":"ProgressDeadlineExceeded"}]"#
        #expect(
            try verdict(3, status(2, "3/3/2", more: stuck))
                == .notReady("the rollout makes no progress: ProgressDeadlineExceeded"))
        // Numbers that no cluster sends.
        let huge = "99999999999999999999999999"
        #expect(try verdict(1, status(2, "\(huge)/-1/1e3")) == .notReady("0 of 1 replicas are updated"))
        #expect(
            try verdict(Int.max, status(2, "\(Int.max)/\(Int.max)/0"))
                == .notReady("0 of \(Int.max) replicas are available"))
    }

    @Test func `a StatefulSet`() throws {
        func verdict(_ strategy: String, _ status: String) throws -> Verdict? {
            let spec = #""replicas":3,"updateStrategy":{\#(strategy)}"#
            return try self.verdict(
                "statefulset", object(spec: spec, status: #""observedGeneration":2,\#(status)"#))
        }
        let rolling = #""type":"RollingUpdate","rollingUpdate":{"partition":1}"#
        #expect(try verdict(rolling, #""readyReplicas":3,"updatedReplicas":2"#) == .ready)
        #expect(
            try verdict(rolling, #""readyReplicas":3,"updatedReplicas":1"#) == .notReady("1 of 2 replicas are updated"))
        #expect(
            try verdict(rolling, #""readyReplicas":2,"updatedReplicas":3"#) == .notReady("2 of 3 replicas are ready"))
        let beyond = #""type":"RollingUpdate","rollingUpdate":{"partition":9}"#
        #expect(try verdict(beyond, #""readyReplicas":3"#) == .ready)
        let mixed = #""readyReplicas":3,"updatedReplicas":1,"currentRevision":"a","updateRevision":"b""#
        #expect(try verdict(#""type":"RollingUpdate""#, mixed) == .notReady("1 of 3 replicas are updated"))
        #expect(try verdict(#""type":"OnDelete""#, mixed) == .ready)
        #expect(
            try verdict(#""type":"OnDelete""#, #""readyReplicas":2"#) == .notReady("2 of 3 replicas are ready"))
        #expect(
            try self.verdict("statefulset", object(spec: #""replicas":0"#))
                == .notReady("its controller has not yet seen the last change"))
    }

    @Test func `a DaemonSet`() throws {
        func verdict(_ strategy: String, _ status: String) throws -> Verdict? {
            let spec = #""updateStrategy":{"type":"\#(strategy)"}"#
            return try self.verdict(
                "daemonset",
                object(spec: spec, status: #""observedGeneration":2,"desiredNumberScheduled":3,\#(status)"#))
        }
        #expect(try verdict("RollingUpdate", #""updatedNumberScheduled":3,"numberAvailable":3"#) == .ready)
        #expect(
            try verdict("RollingUpdate", #""updatedNumberScheduled":2,"numberAvailable":3"#)
                == .notReady("2 of 3 pods are updated"))
        #expect(
            try verdict("RollingUpdate", #""updatedNumberScheduled":3,"numberAvailable":2"#)
                == .notReady("2 of 3 pods are available"))
        #expect(try verdict("OnDelete", #""numberReady":3"#) == .ready)
        #expect(try verdict("OnDelete", #""numberReady":1"#) == .notReady("1 of 3 pods are ready"))
    }

    @Test func `a Service`() throws {
        func verdict(_ subsets: String, minimum: Int? = nil) throws -> Verdict? {
            try self.verdict("service", #"{"metadata":{"name":"x"},"subsets":\#(subsets)}"#, minimum: minimum)
        }
        let two = #"[{"addresses":[{"ip":"10.0.0.1"}]},{"addresses":[{"ip":"10.0.0.2"}]}]"#
        #expect(try verdict(two) == .ready)
        #expect(try verdict(two, minimum: 2) == .ready)
        #expect(try verdict(two, minimum: 3) == .notReady("the service has 2 of 3 ready addresses"))
        #expect(
            try verdict(#"[{"notReadyAddresses":[{"ip":"10.0.0.1"}]}]"#)
                == .notReady("the service has 0 of 1 ready addresses, and 1 that are not ready"))
        #expect(try verdict("null") == .notReady("the service has 0 of 1 ready addresses"))
    }

    @Test func `any condition, of the last generation`() throws {
        func verdict(_ conditions: String, _ asked: String = "Ready", more: String = "") throws -> Verdict? {
            try self.verdict(
                "certificates.v1.cert-manager.io", object(status: #""conditions":[\#(conditions)]\#(more)"#),
                condition: asked)
        }
        let isTrue = #"{"type":"Ready","status":"True"}"#
        #expect(try verdict(isTrue) == .ready)
        #expect(try verdict(isTrue, "ready=false") == .notReady("its condition ready is True"))
        #expect(try verdict(isTrue.replacing("True", with: "False"), "Ready=False") == .ready)
        #expect(try verdict("") == .notReady("it has no condition Ready yet"))
        #expect(
            try verdict(#"{"type":"Ready","status":"False","reason":"Pending","message":"no\nway"}"#)
                == .notReady(#"its condition Ready is False: Pending: no\nway"#))
        let late = Verdict.notReady("its condition Ready is from before the last change")
        #expect(try verdict(isTrue, more: #","observedGeneration":1"#) == late)
        #expect(try verdict(isTrue, more: #","observedGeneration":2"#) == .ready)
        #expect(try verdict(#"{"type":"Ready","status":"True","observedGeneration":1}"#) == late)
        // The condition's own generation counts more than the object's, as for kubectl wait.
        #expect(
            try verdict(
                #"{"observedGeneration":2,"type":"Ready","status":"True"}"#, more: #","observedGeneration":1"#)
                == .ready)
    }

    @Test func `a value, and mere existence`() throws {
        let path = try #require(JSONPath("status.phase"))
        let bound = HTTPExpectation.JSON(path: path, value: "Bound")
        let claim = "persistentvolumeclaims.v1"
        #expect(try verdict(claim, object(status: #""phase":"Bound""#), json: bound) == .ready)
        #expect(
            try verdict(claim, object(status: #""phase":"Pending""#), json: bound)
                == .notReady(#"status.phase is "Pending", not "Bound""#))
        #expect(try verdict("configmaps.v1", object()) == .ready)
        #expect(
            try verdict("configmaps.v1", object(#""deletionTimestamp":"2026-11-25T13:00:00Z""#))
                == .notReady("it is being deleted"))
    }
}
