extension DNSLookup {
    func openQuery(_ channel: DNSChannel) -> Int? {
        guard !isFinished, configuration.nameServers.indices.contains(channel.server),
            let index = queries.firstIndex(where: { $0.number == channel.query }), queries[index].result == nil,
            channel.transport == .udp || channel == queries[index].channel
        else { return nil }
        return index
    }

    /// Begins the queries for the present name of the search list.
    mutating func ask(now: Int64, _ actions: inout [Action]) {
        queries = []
        delayEnd = nil
        for (index, type) in types.enumerated() {
            let number = candidate * types.count + index
            let question = DNSQuestion(name: candidates[candidate], type: type)
            queries.append(
                DNSQuery(question: question, number: number, id: ids[number], configuration: configuration))
            send(index, now: now, &actions)
        }
    }

    mutating func send(_ index: Int, now: Int64, _ actions: inout [Action]) {
        // An attempt is shorter than resolv.conf's usual 5 s: a lost datagram must not cost all of it.
        let share = max(DNSLookup.shortestPatience, (deadline - now) / 3)
        queries[index].expires = min(now &+ min(Int64(configuration.timeout) * 1000, share), deadline)
        queries[index].stream = []
        let query = queries[index]
        let message = query.question.query(id: query.id, edns: query.usesEDNS)
        switch query.transport {
        case .udp: actions.append(.sendUDP(query.channel, message))
        case .tcp:
            let length = [UInt8(message.count >> 8), UInt8(message.count & 0xFF)]
            actions.append(.openTCP(query.channel, length + message))
        }
    }

    /// Takes one whole message.
    mutating func take(
        _ message: [UInt8], _ index: Int, _ channel: DNSChannel, now: Int64, _ actions: inout [Action]
    ) {
        let query = queries[index]
        let response: DNSResponse
        do throws(DNSResponseError) {
            response = try DNSResponse(message, id: query.id, question: query.question)
        } catch {
            if error == .unrelated && channel.transport == .udp { return }
            return leave(channel.server, index, .malformed, now: now, &actions)
        }
        let isCurrent = channel == query.channel
        switch response.code {
        case _ where response.isTruncated && channel.transport == .udp:
            guard isCurrent else { return }
            queries[index].transport = .tcp
            send(index, now: now, &actions)
        case _ where response.isTruncated: leave(channel.server, index, .malformed, now: now, &actions)
        case .noError: queries[index].result = response.answers.isEmpty ? .noData : .records(response.answers)
        case .nameError: queries[index].result = .noName
        case .formatError, .notImplemented, .other(16):
            // A server from before EDNS, or of another version: ask it without (RFC 6891 6.1.3, 7).
            guard isCurrent, query.usesEDNS else { fallthrough }
            queries[index].usesEDNS = false
            send(index, now: now, &actions)
        case .serverFailure, .refused, .other:
            leave(channel.server, index, DNSFailure(response.code), now: now, &actions)
        }
    }

    /// Gives up on a server for a query and asks the next one. Only silence is worth another round.
    mutating func leave(
        _ server: Int, _ index: Int, _ failure: DNSFailure, now: Int64, _ actions: inout [Action]
    ) {
        if failure != .silent { queries[index].isOut[server] = true }
        guard server == queries[index].server else { return }
        if queries[index].advance(rounds: configuration.attempts) {
            send(index, now: now, &actions)
        } else {
            queries[index].server = server
            queries[index].result = .failed(failure)
        }
    }

    /// Ends the name at hand or the lookup when it is time to, and sets the timer otherwise.
    mutating func proceed(_ actions: [Action], now: Int64) -> [Action] {
        var actions = actions
        while queries.allSatisfy({ $0.result != nil }) || isTimeUp(now: now) {
            if let outcome = conclude(now: now, &actions) { return finish(outcome) }
        }
        var next = min(deadline, delayEnd ?? deadline)
        for query in queries where query.result == nil { next = min(next, query.expires) }
        if timer != next {
            timer = next
            actions.append(.setTimer(at: next))
        }
        return actions
    }

    /// Whether the deadline or the resolution delay (RFC 8305 3) is over; the latter begins with the first address.
    mutating func isTimeUp(now: Int64) -> Bool {
        if delayEnd == nil, types.allSatisfy({ $0.isAddress }), queries.contains(where: { !$0.records.isEmpty }) {
            delayEnd = now &+ DNSLookup.resolutionDelay
        }
        return now >= min(deadline, delayEnd ?? deadline)
    }

    /// The outcome, or nil after the queries for the next name of the search list have begun.
    ///
    /// As in glibc, SERVFAIL for one name of the search list does not end the search, other failures do.
    mutating func conclude(now: Int64, _ actions: inout [Action]) -> Outcome? {
        let records = queries.flatMap { $0.records }
        guard records.isEmpty else { return .records(records) }
        for query in queries {
            let server = configuration.nameServers[query.server]
            switch query.result {
            case nil: return .failed(DNSFailure.silent.reason(server))
            case .failed(.serverFailure)?: serverFailure = serverFailure ?? DNSFailure.serverFailure.reason(server)
            case .failed(let failure)?: return .failed(failure.reason(server))
            case .noData?: nameWithoutData = nameWithoutData ?? query.question.name
            case .noName?, .records?: break
            }
        }
        candidate += 1
        if candidate < candidates.count, now < deadline {
            ask(now: now, &actions)
            return nil
        }
        if let serverFailure { return .failed(serverFailure) }
        if candidate < candidates.count { return .failed("there was no time left to look up " + name) }
        guard let nameWithoutData else { return .notFound("the name " + name + " does not exist") }
        var names = ""
        for type in types { names += (names.utf8.isEmpty ? "" : " or ") + type.name }
        return .notFound("the name " + nameWithoutData.description + " has no " + names + " record")
    }

    mutating func finish(_ outcome: Outcome) -> [Action] {
        isFinished = true
        return [.finish(outcome)]
    }
}
