import Testing

@testable import Probing

/// The whole exchange with an API server. Recorded from kube-apiserver 1.36.2 unless a test says otherwise.
struct KubeConversationTests: KubeExchanges {
    @Test func `one watch is asked for, with the token and without a resource version`() throws {
        var conversation = KubeConversation(
            question: try question("job/migrate"), host: "10.0.0.1", port: 6443,
            token: [UInt8]("ey.J-_9\n".utf8), watchSeconds: 60)
        let request = """
            GET /apis/batch/v1/namespaces/shop/jobs?fieldSelector=metadata.name%3Dmigrate&watch=true\
            &allowWatchBookmarks=true&timeoutSeconds=60 HTTP/1.1\r
            Host: 10.0.0.1:6443\r
            User-Agent: holdfast-waiter\r
            Accept: application/json\r
            Authorization: Bearer ey.J-_9\r
            Connection: close\r
            \r

            """
        #expect(String(decoding: conversation.opening(), as: UTF8.self) == request)
    }

    @Test func `nothing in the token's file becomes a header`() throws {
        var conversation = KubeConversation(
            question: try question("job/migrate"), host: "fd00::1", port: 443, token: [UInt8]("a\r\nX: y\r\n".utf8))
        let request = String(decoding: conversation.opening(), as: UTF8.self)
        #expect(request.contains("Host: [fd00::1]\r\n"))
        #expect(request.contains("Authorization: Bearer aX:y\r\n"))
        conversation = KubeConversation(question: try question("job/migrate"), host: "h", port: 443, token: [0x0A])
        #expect(!String(decoding: conversation.opening(), as: UTF8.self).contains("Authorization"))
    }

    @Test func `a host that cannot be asked is no trap`() throws {
        var conversation = KubeConversation(question: try question("job/x"), host: "a b", port: 443, token: [])
        #expect(conversation.opening() == [])
        let verdict = Verdict.notReady(
            "the API server cannot be asked: the host is not a valid host name or address")
        #expect(conversation.closed() == verdict)
        #expect(conversation.receive([0x48]) == .finish(verdict))
    }

    @Test func `every event tells why, until the Job is complete`() throws {
        var notes: [String] = []
        var end: Verdict?
        var playing = try conversation("job/migrate")
        _ = playing.opening()
        for part in [[UInt8](head.utf8)] + KubeRecordings.jobCompletes.map({ chunk($0) }) {
            switch playing.receive(part[...]) {
            case .note(let text): notes.append(text)
            case .finish(let verdict): end = verdict
            default: notes.append("-")
            }
        }
        #expect(
            notes == [
                "the API server has not shown job/migrate yet",
                "job/migrate does not exist yet",
                "the Job is not complete: 0 pods active, 0 succeeded, 0 failed",
                "the Job is not complete: 1 pods active, 0 succeeded, 0 failed",
                "-",
                "the Job is not complete: 0 pods active, 0 succeeded, 0 failed",
            ])
        #expect(end == .ready)
        #expect(playing.receive([0x41]) == .finish(.ready))
        #expect(playing.closed() == .ready)
    }

    @Test func `a failed Job can never complete`() throws {
        let verdict = Exchange.verdict(try conversation("job/lost"), watch(KubeRecordings.jobFails))
        #expect(
            verdict == .never("the Job failed: BackoffLimitExceeded: Job has reached the specified backoff limit"))
        let before = Exchange.verdict(try conversation("job/lost"), watch([String](KubeRecordings.jobFails.dropLast())))
        #expect(
            before
                == .notReady(
                    "the Job is failing: BackoffLimitExceeded: Job has reached the specified backoff limit"))
    }

    @Test func `all recorded objects become ready with their last event and not before`() throws {
        let recordings = [
            (try conversation("job/migrate"), KubeRecordings.jobCompletes),
            (try conversation("pod/one"), KubeRecordings.podBecomesReady),
            (try conversation("deployment/web"), KubeRecordings.deploymentRollsOut),
            (try conversation("statefulset/db"), KubeRecordings.statefulSetRollsOut),
            (try conversation("daemonset/agent"), KubeRecordings.daemonSetRollsOut),
            (try conversation("service/web", minimum: 2), KubeRecordings.serviceGetsAddresses),
            (try conversation("certificates.v1.cert-manager.io/web", condition: "Ready"), KubeRecordings.certificate),
        ]
        for (start, events) in recordings {
            #expect(Exchange.verdict(start, watch(events)) == .ready)
            #expect(Exchange.verdict(start, watch([String](events.dropLast()))) != .ready)
        }
    }

    @Test func `the end of a watch gives the last reason`() throws {
        let bookmark = KubeRecordings.jobCompletes[0]
        let start = try conversation("job/migrate")
        #expect(
            Exchange.verdict(start, watch([bookmark], ends: true)) == .notReady("job/migrate does not exist yet"))
        #expect(Exchange.verdict(start, watch([bookmark])) == .notReady("job/migrate does not exist yet"))
        #expect(
            Exchange.verdict(start, watch([])) == .notReady("the API server has not shown job/migrate yet"))
    }

    @Test func `a deleted object does not exist, and a later bookmark says no less`() throws {
        let made = KubeRecordings.jobCompletes[1]
        let deleted = made.replacing("ADDED", with: "DELETED")
        let events = [made, deleted, KubeRecordings.jobCompletes[0]]
        #expect(
            Exchange.verdict(try conversation("job/migrate"), watch(events))
                == .notReady("job/migrate was deleted and does not exist"))
    }

    @Test func `the deletion of a complete Job is not its completion`() throws {
        let deleted = try #require(KubeRecordings.jobCompletes.last).replacing("MODIFIED", with: "DELETED")
        #expect(
            Exchange.verdict(try conversation("job/migrate"), watch([deleted]))
                == .notReady("job/migrate was deleted and does not exist"))
    }

    /// Not recorded: what an API server that ignores the field selector would send.
    @Test func `other objects and unknown events are ignored`() throws {
        let other = try #require(KubeRecordings.jobCompletes.last).replacing(#""migrate""#, with: #""migrate2""#)
        let unknown = try #require(KubeRecordings.jobCompletes.last).replacing("MODIFIED", with: "PAUSED")
        #expect(
            Exchange.verdict(try conversation("job/migrate"), watch([other, unknown]))
                == .notReady("the API server has not shown job/migrate yet"))
    }

    /// The form of an ERROR event and its codes are from the API concepts; the message about a too large version came
    /// from a real server whose etcd (3.4.23) knows no progress notifications.
    @Test func `a lost place in the history starts one new watch, other errors end the attempt`() throws {
        func error(_ code: Int, _ message: String) -> String {
            #"{"type":"ERROR","object":{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","#
                + #""message":"\#(message)","reason":"Expired","code":\#(code)}}"#
        }
        let gone = error(410, "too old resource version: 1 (439)")
        var conversation = try conversation("job/migrate")
        _ = conversation.opening()
        #expect(conversation.receive(watch([gone])[...]) == .reconnect(port: nil, tls: nil))
        #expect(!conversation.opening().isEmpty)
        #expect(
            conversation.receive(watch([gone])[...])
                == .finish(.notReady("the API server ended the watch: too old resource version: 1 (439)")))
        let late = watch([error(504, "Timeout: Too large resource version: 248, current: 1")])
        #expect(
            Exchange.verdict(try self.conversation("job/migrate"), late)
                == .notReady(
                    "the API server ended the watch: Timeout: Too large resource version: 248, current: 1"))
        var again = try self.conversation("job/migrate")
        _ = again.opening()
        #expect(again.receive(watch([gone])[...]) == .reconnect(port: nil, tls: nil))
        _ = again.opening()
        #expect(again.receive(watch(KubeRecordings.jobCompletes)[...]) == .finish(.ready))
    }

    @Test func `damage and cuts never make it ready`() throws {
        let start = try conversation("certificates.v1.cert-manager.io/web", condition: "Ready")
        let events = [KubeRecordings.certificate[0], KubeRecordings.certificate[5]]
        // The line end behind the JSON completes an event; the chunk's own line end does not count.
        Exchange.neverReadyWhenCutOff(start, watch(events), before: watch(events).count - 2)
        Exchange.survivesDamage(start, watch(events), rounds: 200)
        Exchange.survivesDamage(
            try conversation("deployment/web"), watch(KubeRecordings.deploymentRollsOut), rounds: 60)
    }
}
