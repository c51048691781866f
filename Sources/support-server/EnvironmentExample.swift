/// The text of `.env.example`: every option's variable with its default and its sentence.
package enum EnvironmentExample {
    package static var text: String {
        var seen = Set<String>()
        let parts = Subcommand.all.flatMap(\.options).filter { seen.insert($0.name).inserted }.map { option in
            let flag = ["--\(option.name)", option.placeholder].compactMap(\.self).joined(separator: " ")
            let sentence = Help.wrapped(option.help, indent: 0).split(separator: "\n").map { "# \($0)\n" }.joined()
            return "# \(flag)\n\(sentence)#\(option.variable)=\(option.placeholder == nil ? "0" : option.fallback)\n"
        }
        return """
            # Every option of support-server as an environment variable, with its default. A flag on the command line
            # beats the variable, which beats the default. Names and values are those of `support-server serve --help`
            # and of the other commands.

            \(parts.joined(separator: "\n"))
            """
    }
}
