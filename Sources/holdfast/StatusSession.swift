import ArgumentParser
import CommandSupport
import Foundation
import Installation
import Manifests

/// One call of `holdfast status`: asks, judges, shows.
struct StatusSession {
    private let command: StatusCommand
    private let kubectl: Kubectl

    init(_ command: StatusCommand) {
        self.command = command
        var options: [String] = []
        if let file = command.kubeconfig { options.append("--kubeconfig=\(file)") }
        if let context = command.context { options.append("--context=\(context)") }
        kubectl = Kubectl(options: options)
    }

    /// - Returns: the exit code.
    func run() throws -> Int32 {
        guard (1...5000).contains(command.chunkSize) else {
            throw ValidationError("--chunk-size \(command.chunkSize) is not between 1 and 5000")
        }
        if command.allNamespaces, command.namespace != nil {
            throw ValidationError("--namespace and --all-namespaces exclude each other")
        }
        var report = DiagnosticReport()
        do throws(KubectlError) {
            let found = try look()
            let text = command.format == .json ? ClusterReportJSON.render(found) : ClusterReportText.render(found)
            do { try StandardOutput.write(Array(text.utf8)) } catch { return 2 }
            return found.isHealthy ? 0 : 1
        } catch {
            report.add([error.diagnostic])
            report.print()
            return 2
        }
    }

    private func look() throws(KubectlError) -> ClusterReport {
        // Whoever cannot be reached should be told so once.
        _ = try kubectl.run(["get", "--raw", "/version"])
        var answers: [ClusterPart: Answer] = [:]
        for part in ClusterPart.allCases { answers[part] = try answer(path(of: part)) }
        var builder = ClusterReportBuilder(
            controllerNamespace: command.controllerNamespace, answers, certificate: try certificate(),
            now: Int64(Date().timeIntervalSince1970))
        let pods = command.namespace.map { "/api/v1/namespaces/\($0)/pods" } ?? "/api/v1/pods"
        var next = ""
        repeat {
            let text = try kubectl.run(["get", "--raw", "\(pods)?limit=\(command.chunkSize)\(next)"])
            let page = try kubectl.read(text)
            builder.add(pods: page)
            let token = page.root["metadata"]?["continue"]?.text ?? ""
            next = token.isEmpty ? "" : "&continue=" + Kubectl.escaped(token)
        } while !next.isEmpty
        return builder.report()
    }

    private func path(of part: ClusterPart) -> String {
        if part == .policies, let namespace = command.namespace {
            return "/apis/holdfast.dev/v1alpha1/namespaces/\(namespace)/startuppolicies"
        }
        return part.path(controllerNamespace: command.controllerNamespace)
    }

    private func answer(_ path: String) throws(KubectlError) -> Answer {
        do throws(KubectlError) {
            return .found(try kubectl.read(try kubectl.run(["get", "--raw", path])))
        } catch {
            guard case .failed(let message) = error else { throw error }
            // kubectl tells a 404 by this word, with and without the object's name.
            return message.contains("NotFound") || message.contains("could not find the requested resource")
                ? .missing : .refused(message)
        }
    }

    /// Asked for by its fields: the CA's key, which stands beside them, is none of a report's business.
    private func certificate() throws(KubectlError) -> WebhookCertificate? {
        let fields = "jsonpath={.data.tls\\.crt} {.data.ca\\.crt}"
        let arguments = ["get", "secret", ClusterPart.secret, "-n", command.controllerNamespace, "-o", fields]
        do throws(KubectlError) {
            let text = try kubectl.run(arguments)
            let parts = text.split(separator: " ", omittingEmptySubsequences: false)
            return WebhookCertificate(
                certificate: String(parts.first ?? ""), authority: parts.count > 1 ? String(parts[1]) : "")
        } catch {
            guard case .failed(let message) = error else { throw error }
            return message.contains("NotFound") ? WebhookCertificate(certificate: "", authority: "") : nil
        }
    }
}
