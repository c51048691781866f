/// Which program this is.
package enum Version {
    package static let number = "1.0.0"
    package static let text = "support-server \(number)"
}
