import Admission
import KubernetesAPI
import Reconciling
import Startup
import WebhookServer

/// Answers reviews with the settings of the moment.
struct AdmissionDesk: Sendable {
    private let settings: SettingsKeeper
    /// The pods of a namespace, or of all (`""`); none when they are not known.
    private let pods: @Sendable (String) async -> [PodSummary]

    init(settings: SettingsKeeper, pods: @escaping @Sendable (String) async -> [PodSummary]) {
        self.settings = settings
        self.pods = pods
    }

    /// A pod that is to be made.
    func mutate(_ body: [UInt8]) -> WebhookAnswer {
        do throws(AdmissionError) {
            let request = try AdmissionRequest(body)
            return answer(request, PodAdmission.answer(request, settings.settings))
        } catch {
            return unreadable(error)
        }
    }

    /// A policy that is to be made or changed.
    func validate(_ body: [UInt8]) async -> WebhookAnswer {
        do throws(AdmissionError) {
            let request = try AdmissionRequest(body)
            let pods = await pods(request.namespace)
            return answer(request, PolicyAdmission.answer(request, settings.settings, pods: pods))
        } catch {
            return unreadable(error)
        }
    }

    private func answer(_ request: AdmissionRequest, _ response: AdmissionResponse) -> WebhookAnswer {
        // The kind comes from outside: only those that are known become a label.
        let kind = (["Pod"] + PolicyReader.kinds).contains(request.kind) ? request.kind : "other"
        return WebhookAnswer(
            body: Array(response.text.utf8),
            outcome: .init(
                kind: kind, isAllowed: response.refusal == nil, isPatched: !response.patch.operations.isEmpty))
    }

    private func unreadable(_ error: AdmissionError) -> WebhookAnswer {
        WebhookAnswer(status: 400, body: Array((error.message + "\n").utf8), outcome: nil)
    }
}
