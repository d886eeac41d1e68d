import Manifests

extension Diagnostic {
    /// What is wrong and what to do, on one line and without the place: the object was sent, and has no file.
    var sentence: String { cure.isEmpty ? message : message + "; " + cure }
}
