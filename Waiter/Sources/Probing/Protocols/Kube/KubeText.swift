/// The forms of Kubernetes names ("Object Names and IDs" of its documentation), in ASCII, and texts about objects.
///
/// What is used at many places is not inlined: each interpolation would cost some hundred bytes.
enum KubeText {
    /// A DNS label: what namespaces and plurals of resources are.
    static func isLabel(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard let first = bytes.first, let last = bytes.last, bytes.count <= 63 else { return false }
        return isLower(first) && isLower(last) && bytes.allSatisfy { isLower($0) || $0 == 0x2D }
    }

    /// A DNS subdomain, which nearly all names are. The few kinds with freer names (RBAC) are not waited for.
    static func isName(_ bytes: [UInt8]) -> Bool {
        guard let first = bytes.first, let last = bytes.last, bytes.count <= 253 else { return false }
        return isLower(first) && isLower(last) && bytes.allSatisfy { isLower($0) || $0 == 0x2D || $0 == 0x2E }
    }

    /// `v1`, `v2beta1`: a version is what tells `PLURAL.VERSION.GROUP` from `PLURAL.GROUP`.
    static func isVersion(_ bytes: [UInt8]) -> Bool {
        guard bytes.count >= 2, bytes.count <= 63, bytes[0] == 0x76, HTTPBytes.isDigit(bytes[1]) else { return false }
        return bytes.allSatisfy { isLower($0) }
    }

    /// A condition's type: `Ready`, `example.com/Ready` (the pattern of `metav1.Condition`).
    static func isConditionType(_ bytes: [UInt8]) -> Bool {
        !bytes.isEmpty && bytes.count <= 316
            && bytes.allSatisfy { HTTPBytes.isAlphanumeric($0) || "-_./".utf8.contains($0) }
    }

    @inline(never)
    static func digits(_ number: Int64) -> String { String(number) }

    /// What a server wrote, as it may be shown.
    @inline(never)
    static func safe(_ bytes: [UInt8]) -> String { ShownText.plain(bytes[...], limit: 200) }

    /// Without regard to case, as `kubectl wait` compares conditions.
    @inline(never)
    static func isSame(_ bytes: [UInt8], _ text: String) -> Bool {
        HTTPBytes.equalIgnoringCase(bytes[...], [UInt8](text.utf8)[...])
    }

    private static func isLower(_ byte: UInt8) -> Bool {
        HTTPBytes.isDigit(byte) || (byte >= 0x61 && byte <= 0x7A)
    }
}
