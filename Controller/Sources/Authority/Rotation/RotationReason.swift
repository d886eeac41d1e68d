/// Why something is done to the certificates, for logs, events and the metric's label.
public enum RotationReason: String, Hashable, Sendable, CaseIterable {
    /// There is no usable CA and nothing serves: first start, or everything is lost or expired. Until the API servers
    /// have the new bundle, admissions fail; they did before, too.
    case created = "no usable certificates: made all anew; admissions fail until the API servers have the new bundle"
    /// Two thirds of the CA's life are over.
    case authorityDue = "the CA is due: its successor joins the bundle"
    /// The CA's key or certificate cannot be used, the serving certificate still can.
    case authorityLost = "the CA cannot sign any more: a new one joins the bundle"
    /// Two thirds of the serving certificate's life are over.
    case leafDue = "the serving certificate is due"
    /// The serving certificate is missing, broken, expired, not trusted or lacks the name: admissions fail until it is
    /// replaced, so it is replaced at once.
    case leafUnusable = "the serving certificate cannot be used: replaced at once"
    /// The names to serve changed.
    case namesChanged = "the serving certificate lacks names"
    /// All API servers have had the new CA for the settling time.
    case successorSettled = "the new CA is known everywhere: it signs the serving certificate"
    /// All replicas have had the new serving certificate for the settling time, or a CA in the bundle has expired.
    case authorityRetired = "a CA that is no longer needed leaves the bundle"
    /// A CA that is needed was missing in the Secret's bundle.
    case bundleCompleted = "the CA of the serving certificate was missing in the bundle"
    /// A webhook configuration had another bundle than the Secret.
    case bundleRestored = "a webhook configuration had another bundle"
}
