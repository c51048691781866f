import BotFlow

/// What the running server says of itself.
extension Installation {
    private var address: String { choices.listen.url }
    private var noServer: Diagnosis { .unseen("no server answers", at: address) }

    var serverAnswers: Diagnosis {
        guard let running else { return .unseen("no server answers; what needs one was not looked at", at: address) }
        guard running.isWritable else {
            return .trouble(
                "The server cannot write: customers and agents read, and whatever they send is refused with 503.",
                at: "\(address)/ready", remedy: "look at disk-space above and for store.failed in the server’s log")
        }
        guard running.isReady else {
            return .trouble("The server is not ready.", at: "\(address)/ready", remedy: "curl \(address)/ready")
        }
        return .ok("the server is alive and takes writes", at: "\(address)/ready")
    }

    var serverVersion: Diagnosis {
        guard let running else { return noServer }
        let version = running.figures.label("version", of: "support_build_info") ?? "unknown"
        guard version == Version.number else {
            return .warning(
                "The server runs version \(version), and this program is \(Version.number).", at: address,
                remedy: "systemctl restart support-server")
        }
        return .ok("version \(version), as this program", at: address)
    }

    var serverStore: Diagnosis {
        guard let running else { return noServer }
        let place = "\(address)/metrics"
        let waiting = Int(running.figures.sum("support_store_waiting_commands") ?? 0)
        if waiting >= 1000 {
            return .trouble(
                "\(waiting) commands wait for the disk, and at 4096 new ones are refused.", at: place,
                remedy: "iostat -x 1 5: the disk is too slow, or something else keeps it busy")
        }
        let failures = Int(running.figures.sum("support_store_failures_total") ?? 0)
        guard failures == 0 else {
            return .warning(
                "\(failures.counting("commit")) failed since the start; what was in them was refused with 503.",
                at: place,
                remedy: "journalctl -u support-server | grep store.failed")
        }
        return .ok("no commit failed, \(waiting.counting("command")) wait", at: place)
    }

    var serverErrors: Diagnosis {
        guard let running else { return noServer }
        let errors = Int(running.figures.sum("support_http_requests_total", "status=\"500\"") ?? 0)
        guard errors == 0 else {
            return .warning(
                "\(errors.counting("request")) ended with 500 since the start: a mistake of this program.",
                at: "\(address)/metrics", remedy: "journalctl -u support-server | grep request.failed, and report it")
        }
        return .ok("no request ended with 500", at: "\(address)/metrics")
    }

    var serverConnections: Diagnosis {
        guard let running else { return noServer }
        let place = "\(address)/metrics"
        let open = Int(running.figures.sum("support_connections") ?? 0)
        if open > choices.connections * 9 / 10 {
            return .warning(
                "\(open) of \(choices.connections) connections are taken.", at: place,
                remedy: "raise --max-connections, and LimitNOFILE with it")
        }
        let refused = Int(running.figures.sum("support_connections_refused_total") ?? 0)
        guard refused == 0 else {
            return .warning(
                "\(refused.counting("connection")) were turned away since the start, at the limit for all or for one address.",
                at: place,
                remedy: choices.trustsProxy
                    ? "--max-connections-per-address \(choices.connections)"
                    : "ss -tn state established | sort | uniq -c")
        }
        return .ok("\(open.counting("connection")), none was turned away", at: place)
    }

    /// What a person at a keyboard begins to notice.
    private static let longTurn = 0.25

    var serverLoop: Diagnosis {
        guard let running else { return noServer }
        let place = "\(address)/metrics"
        guard let lag = running.figures.sum("support_loop_lag_seconds") else {
            return .unseen("the server does not tell", at: place)
        }
        let milliseconds = "\(Int(lag * 1000)) ms"
        guard lag <= Self.longTurn else {
            return .warning(
                "In the last minute everybody once waited \(milliseconds) for the event loop.", at: place,
                remedy: "top -H -p \(holder.map { "\($0)" } ?? "PID"): is another program taking the processor?")
        }
        return .ok("at most \(milliseconds) in the last minute", at: place)
    }
}
