// What `make bench` measures inside one process, beside what it asks of a running server.

import Foundation

let arguments = Array(CommandLine.arguments.dropFirst())
switch arguments.first {
case "rank":
    RankMeasurement(arguments: Array(arguments.dropFirst())).run()
case "check":
    try CheckBench(arguments).run()
default:
    print("usage: measure rank [--sets DIR] [--json] | \(CheckBench.usage)")
    exit(2)
}
