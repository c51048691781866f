// What `make bench` measures inside one process, beside what it asks of a running server.

let names = CommandLine.arguments.dropFirst()
print("measure: nothing is measured yet (\(names.joined(separator: " ")))")
