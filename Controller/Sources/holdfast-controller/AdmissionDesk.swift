import Admission
import KubernetesAPI
import Reconciling
import Startup
import WebhookServer

/// Answers reviews with the settings of the moment.
struct AdmissionDesk: Sendable {
    private let settings: SettingsKeeper

    init(settings: SettingsKeeper) {
        self.settings = settings
    }

    /// A pod that is to be made.
    func mutate(_ body: [UInt8]) -> WebhookAnswer {
        answer(body) { PodAdmission.answer($0, settings.settings) }
    }

    /// A policy that is to be made or changed.
    func validate(_ body: [UInt8]) -> WebhookAnswer {
        answer(body) { PolicyAdmission.answer($0, settings.settings) }
    }

    private func answer(
        _ body: [UInt8], _ decide: (AdmissionRequest) -> AdmissionResponse
    ) -> WebhookAnswer {
        do throws(AdmissionError) {
            let request = try AdmissionRequest(body)
            let response = decide(request)
            // The kind comes from outside: only those that are known become a label.
            let kind = (["Pod"] + PolicyReader.kinds).contains(request.kind) ? request.kind : "other"
            return WebhookAnswer(
                body: Array(response.text.utf8),
                outcome: .init(
                    kind: kind, isAllowed: response.refusal == nil, isPatched: !response.patch.operations.isEmpty))
        } catch {
            return WebhookAnswer(status: 400, body: Array((error.message + "\n").utf8), outcome: nil)
        }
    }
}
