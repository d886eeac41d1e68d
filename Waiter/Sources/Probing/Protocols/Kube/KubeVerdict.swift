/// Judges an object as a watch shows it. Sources: `kubectl rollout status` (`polymorphichelpers/rollout_status.go`)
/// and `kubectl wait` (`cmd/wait/condition.go`) of k8s.io/kubectl.
enum KubeVerdict {
    /// The verdict; `text` is the event that the object was read from.
    static func of(_ object: KubeObject, in text: [UInt8], for question: KubeQuestion) -> Verdict {
        switch question.wanted {
        case .condition(let type, let status): return condition(type, status, of: object)
        case .json(let json): return value(json, of: object, in: text)
        case .ready(let minimum):
            switch question.kind {
            case .job: return job(object)
            case .pod: return pod(object)
            case .deployment: return gone(object) ?? deployment(object, minimum)
            case .statefulSet: return gone(object) ?? statefulSet(object, minimum)
            case .daemonSet: return gone(object) ?? daemonSet(object, minimum)
            case .service: return gone(object) ?? service(object, minimum)
            case .other: return gone(object) ?? .ready
            }
        }
    }

    /// What is being deleted may look ready to its end.
    static func gone(_ object: KubeObject) -> Verdict? {
        object[.deletionTimestamp].isEmpty ? nil : .notReady("it is being deleted")
    }

    static func job(_ job: KubeObject) -> Verdict {
        if job.condition("Complete")?.isTrue == true { return .ready }
        if let failed = job.condition("Failed"), failed.isTrue {
            return .never(Probing.text("the Job failed\(failed.because)"))
        }
        // Set while the pods of a Job that is lost still end (from 1.31): Failed follows.
        if let failing = job.condition("FailureTarget"), failing.isTrue {
            return .unready("the Job is failing\(failing.because)")
        }
        if job.condition("Suspended")?.isTrue == true { return .notReady("the Job is suspended") }
        return .unready(
            "the Job is not complete: \(job[.active]) pods active, \(job[.succeeded]) succeeded, \(job[.failed]) failed"
        )
    }

    static func pod(_ pod: KubeObject) -> Verdict {
        let hasFailed = KubeText.isSame(pod[.phase], "Failed")
        if hasFailed || KubeText.isSame(pod[.phase], "Succeeded") {
            let because = KubeObject.because(pod[.statusReason], pod[.statusMessage])
            let reason =
                hasFailed ? Probing.text("the Pod failed\(because)") : "the Pod has ended: it will not be Ready again"
            // A StatefulSet makes its Pod anew under the same name, and the kubelet a static one.
            return pod.isOwned ? .notReady(reason) : .never(reason)
        }
        if let gone = gone(pod) { return gone }
        let ready = pod.condition("Ready")
        if let ready, ready.isTrue { return .ready }
        var reason = "the Pod is not Ready"
        if !pod[.phase].isEmpty { reason = Probing.text("the Pod is \(KubeText.safe(pod[.phase])), not Ready") }
        if !pod[.waiting].isEmpty { return .notReady(reason + Probing.text(": \(KubeText.safe(pod[.waiting]))")) }
        let scheduled = pod.condition("PodScheduled")
        let cause = scheduled.map { KubeText.isSame($0.status, "False") } == true ? scheduled : ready
        return .notReady(reason + (cause?.because ?? ""))
    }

    static func deployment(_ deployment: KubeObject, _ minimum: Int64) -> Verdict {
        if let late = unobserved(deployment) { return late }
        if let progress = deployment.condition("Progressing"),
            KubeText.isSame(progress.reason, "ProgressDeadlineExceeded")
        {
            return .unready("the rollout makes no progress\(progress.because)")
        }
        let wanted = deployment.wantedReplicas
        let updated = deployment[.updatedReplicas]
        if let shortage = shortage(updated, of: wanted, "replicas are updated") { return shortage }
        if deployment[.replicas] > updated {
            return .unready("\(deployment[.replicas] - updated) old replicas are still there")
        }
        return shortage(deployment[.availableReplicas], of: max(updated, minimum), "replicas are available") ?? .ready
    }

    static func statefulSet(_ set: KubeObject, _ minimum: Int64) -> Verdict {
        if let late = unobserved(set) { return late }
        let wanted = set.wantedReplicas
        if let shortage = shortage(set[.readyReplicas], of: max(wanted, minimum), "replicas are ready") {
            return shortage
        }
        if KubeText.isSame(set[.strategy], "OnDelete") { return .ready }
        let updated = set[.updatedReplicas]
        // The API server fills in a partition of 0 where none is given.
        if let partition = set.numbers[KubeObject.Number.partition.rawValue] {
            let share = max(0, wanted - partition)
            return shortage(updated, of: share, "replicas are updated") ?? .ready
        }
        return set[.updateRevision] == set[.currentRevision]
            ? .ready
            : .unready("\(updated) of \(wanted) replicas are updated")
    }

    static func daemonSet(_ set: KubeObject, _ minimum: Int64) -> Verdict {
        if let late = unobserved(set) { return late }
        let wanted = set[.desiredScheduled]
        if KubeText.isSame(set[.strategy], "OnDelete") {
            return shortage(set[.numberReady], of: max(wanted, minimum), "pods are ready") ?? .ready
        }
        let updated = set[.updatedScheduled]
        if let shortage = shortage(updated, of: wanted, "pods are updated") { return shortage }
        return shortage(set[.numberAvailable], of: max(wanted, minimum), "pods are available") ?? .ready
    }

    static func service(_ endpoints: KubeObject, _ minimum: Int64) -> Verdict {
        if endpoints.readyAddresses >= minimum { return .ready }
        let unready = endpoints.unreadyAddresses
        let others = unready > 0 ? Probing.text(", and \(unready) that are not ready") : ""
        return .unready("the service has \(endpoints.readyAddresses) of \(minimum) ready addresses\(others)")
    }

    static func condition(_ type: [UInt8], _ status: [UInt8], of object: KubeObject) -> Verdict {
        let name = ASCII.string(type)
        guard let condition = object.condition(type) else {
            return .unready("it has no condition \(name) yet")
        }
        let observed = condition.observedGeneration ?? object.numbers[KubeObject.Number.observedGeneration.rawValue]
        if let observed, observed < object[.generation] {
            return .unready("its condition \(name) is from before the last change")
        }
        if HTTPBytes.equalIgnoringCase(condition.status[...], status[...]) { return .ready }
        return .unready("its condition \(name) is \(KubeText.safe(condition.status))\(condition.because)")
    }

    static func value(_ json: HTTPExpectation.JSON, of object: KubeObject, in text: [UInt8]) -> Verdict {
        do throws(JSONPathReader.Failure) {
            let value = try JSONPathReader.value(at: json.path, in: [UInt8](text[object.range]))
            return json.objection(to: value).map { .notReady($0) } ?? .ready
        } catch {
            return .notReady("the object is not JSON")
        }
    }

    /// A controller that has not seen the last change still shows the status of what was before.
    static func unobserved(_ object: KubeObject) -> Verdict? {
        object[.observedGeneration] < max(1, object[.generation])
            ? .notReady("its controller has not yet seen the last change") : nil
    }

    @inline(never)
    static func shortage(_ count: Int64, of wanted: Int64, _ what: String) -> Verdict? {
        count >= wanted
            ? nil : .unready("\(count) of \(wanted) \(what)")
    }
}

extension KubeObject {
    /// The API server fills in 1 where `spec.replicas` is not given.
    var wantedReplicas: Int64 { numbers[Number.specReplicas.rawValue] ?? 1 }
}
