extension Survey {
    /// What a host name means to a pod of this namespace (the cluster's DNS: `service`, `service.namespace`,
    /// `service.namespace.svc`, the same with the cluster's domain, and a pod's own name before that of a headless
    /// Service; kubernetes/dns specification 1.1.0).
    ///
    /// A name of two labels may be one of the world outside as well: it is a Service's only if there is one.
    public func meaning(ofHost host: String, from namespace: String) -> HostMeaning {
        var labels = host.lowercased().split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        if labels.last == "", labels.count > 1 { labels.removeLast() }
        guard let first = labels.first, !first.isEmpty, !host.contains(":"), !host.contains("$") else {
            return host == "::1" || host == "[::1]" ? .loopback : .elsewhere
        }
        if labels == ["localhost"] || first == "127" && labels.count == 4 { return .loopback }
        if labels.allSatisfy({ Int($0) != nil }) { return .elsewhere }
        if labels.count >= 5, labels.suffix(2) == ["cluster", "local"] { labels.removeLast(2) }
        if let marker = labels.lastIndex(of: "svc"), marker >= 2, marker == labels.count - 1 || marker <= 3 {
            return named(Array(labels[..<(marker - 1)]), labels[marker - 1], isCertain: true)
        }
        switch labels.count {
        case 1: return named(labels, namespace, isCertain: true)
        case 2:
            let other = named([labels[0]], labels[1], isCertain: false)
            if other != .elsewhere { return other }
            let own = named(labels, namespace, isCertain: false)
            if own != .elsewhere { return own }
            // The namespace is one of ours, and such names are not found in the world.
            return knows(namespace: labels[1]) ? .missing(service: labels[0], namespace: labels[1]) : .elsewhere
        case 3: return named([labels[0], labels[1]], labels[2], isCertain: false)
        default: return .elsewhere
        }
    }

    private func named(_ labels: [String], _ namespace: String, isCertain: Bool) -> HostMeaning {
        guard let name = labels.last else { return .elsewhere }
        guard let service = service(name, in: namespace) else {
            return isCertain ? .missing(service: name, namespace: namespace) : .elsewhere
        }
        if labels.count == 1 { return .service(service) }
        guard labels.count == 2, let pod = statefulSet(ofPod: labels[0], governedBy: services[service]) else {
            return .service(service)
        }
        return .statefulPod(service: service, pod: pod)
    }

    /// The container of a pod that is behind a port of a Service: the one that declares where the port leads to. `nil`
    /// when none does, which is no mistake: ports need not be declared.
    public func container(behind service: ServiceObject, port: Int?, in pod: Int) -> String? {
        let entry = port.map { number in service.ports.first { $0.number == number } } ?? service.ports.first
        // A headless Service translates nothing: the port that is asked is the pod's own.
        let destination: ServicePort.Destination?
        if service.isHeadless, entry == nil {
            destination = port.map { .number($0) }
        } else {
            destination = entry?.destination
        }
        guard let destination else { return nil }
        return pods[pod].pod.all.first { container in
            (container.node["ports"]?.items ?? []).contains { item in
                switch destination {
                case .number(let number): item["containerPort"].flatMap { Int($0.text) } == number
                case .name(let name): item["name"]?.text == name
                }
            }
        }?.name
    }
}
