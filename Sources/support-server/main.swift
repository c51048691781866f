import Foundation

let environment = ProcessInfo.processInfo.environment
let exitCode = await Program.run(Array(CommandLine.arguments.dropFirst()), environment: environment)
exit(exitCode.rawValue)
