import Admission
import Manifests
import Probing

/// What a Secret holds.
public enum SecretData {
    /// `data`, decoded; what is no base64 is left out.
    public static func decoded(_ secret: Value) -> [String: [UInt8]] {
        guard case .mapping(let fields)? = secret["data"] else { return [:] }
        var data: [String: [UInt8]] = [:]
        for field in fields { data[field.key] = field.value.text.flatMap { Base64.decode($0) } }
        return data
    }
}
