// What `make bench` measures inside one process, beside what it asks of a running server.

import Foundation

let arguments = Array(CommandLine.arguments.dropFirst())
switch arguments.first {
case "match":
    MatchMeasurement(arguments: Array(arguments.dropFirst())).run()
case "rank":
    RankMeasurement(arguments: Array(arguments.dropFirst())).run()
case "check":
    try CheckBench(arguments).run()
case "folder":
    try MadeFolder.run(arguments)
case "store":
    try StoreMaker(Array(arguments.dropFirst())).run()
default:
    print("usage: measure match [--sets DIR] [--counts 100,1000] [--hyperscan-all] [--json]")
    print("       measure rank [--sets DIR] [--json]")
    print("       \(CheckBench.usage)")
    print("       \(MadeFolder.usage)")
    print("       \(StoreMaker.usage)")
    exit(2)
}
