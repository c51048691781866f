// What `make bench` measures inside one process, beside what it asks of a running server.

let words = Array(CommandLine.arguments.dropFirst())
switch words.first {
case "check": try CheckBench(words).run()
default: print(CheckBench.usage)
}
