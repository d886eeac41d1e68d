import Admission
import Reconciling
import WebhookServer

/// Answers reviews with the settings of the moment.
struct AdmissionDesk: Sendable {
    let settings: SettingsKeeper
    let excluded: Set<String>

    init(settings: SettingsKeeper, excluded: [String]) {
        self.settings = settings
        self.excluded = Set(excluded)
    }

    /// A pod that is to be made.
    func mutate(_ body: [UInt8]) -> WebhookAnswer {
        answer(body) { request in
            // Also where the webhook configuration says so: it is edited by people.
            if excluded.contains(request.namespace) { return AdmissionResponse(uid: request.uid) }
            return PodAdmission.answer(request, settings.settings)
        }
    }

    /// A policy that is to be made or changed.
    func validate(_ body: [UInt8]) -> WebhookAnswer {
        answer(body) { request in AdmissionResponse(uid: request.uid) }
    }

    /// When the webhook for pods has to be asked; `nil` while that is not known.
    var matchConditions: [WebhookConfigurationPlan.MatchCondition]? { nil }

    private func answer(
        _ body: [UInt8], _ decide: (AdmissionRequest) -> AdmissionResponse
    ) -> WebhookAnswer {
        do throws(AdmissionError) {
            let request = try AdmissionRequest(body)
            let response = decide(request)
            // The kind comes from outside: only those that are known become a label.
            let kinds = ["Pod", "StartupPolicy", "ClusterStartupPolicy"]
            let kind = kinds.contains(request.kind) ? request.kind : "other"
            return WebhookAnswer(
                body: Array(response.text.utf8),
                outcome: .init(
                    kind: kind, isAllowed: response.refusal == nil, isPatched: !response.patch.operations.isEmpty))
        } catch {
            return WebhookAnswer(status: 400, body: Array((error.message + "\n").utf8), outcome: nil)
        }
    }
}
