import CUV

/// What the operating system refused to the event loop, said for an operator.
package struct LoopFailure: Error, CustomStringConvertible {
    /// What was asked for: a listening address, a folder, a signal.
    package let place: String
    /// libuv's name of the error, such as `EADDRINUSE`.
    package let name: String
    private let sentence: String

    init(_ place: String, code: Int32) {
        self.place = place
        name = String(cString: uv_err_name(code))
        sentence = String(cString: uv_strerror(code))
    }

    package var description: String {
        "\(place): \(sentence) (\(name)). \(remedy)"
    }

    private var remedy: String {
        switch name {
        case "EADDRINUSE": "Stop the program that has this address, or choose another port."
        case "EACCES": "Choose a port above 1023, or allow the program to use it."
        case "EADDRNOTAVAIL", "ENOTFOUND": "Choose an address this machine has, such as 127.0.0.1 or ::1."
        case "ENOENT", "ENOTDIR": "Create the folder, or name one that exists."
        case "ENOSPC": "Raise fs.inotify.max_user_watches."
        case "EMFILE", "ENFILE": "Raise the limit of open files."
        default: "Look at the limits of the operating system."
        }
    }
}
