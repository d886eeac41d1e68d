/// Names, or paths, for what is put into a pod.
enum FreeName {
    /// The name itself if it is free, otherwise with the first number from 2 on with which it is.
    static func like(_ name: String, isTaken: (String) -> Bool) -> String {
        var candidate = name
        var number = 2
        while isTaken(candidate) {
            candidate = "\(name)-\(number)"
            number += 1
        }
        return candidate
    }
}
