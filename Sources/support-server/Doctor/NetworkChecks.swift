import WebServer

/// The address, and the limits and rights around it.
extension Installation {
    var listenAddress: Diagnosis {
        let place = "\(choices.listen)"
        if running != nil, holder != nil { return .ok("the server answers there", at: place) }
        switch trial {
        case .free: return .ok("is free", at: place)
        case .taken where running != nil:
            return .trouble(
                "A support-server of another data folder answers there\(listener.map { ": \($0)" } ?? "").", at: place,
                remedy: "name that one’s folder with --data, or another --listen")
        case .taken:
            return .trouble(
                "The port is taken by \(listener ?? "another program").", at: place,
                remedy: "stop it, or choose another --listen; ss -ltnp 'sport = :\(choices.listen.port)' shows it")
        case .notHere:
            return .trouble(
                "The address is none of this machine’s.", at: place,
                remedy: "ip -brief address shows those it has; behind a proxy: --listen 127.0.0.1:8080")
        case .forbidden:
            return .trouble(
                "Ports below 1024 need a right that \(user) has not.", at: place,
                remedy:
                    "--listen 127.0.0.1:8080 behind a proxy, or AmbientCapabilities=CAP_NET_BIND_SERVICE in the unit")
        case .failed(let why):
            return .trouble("It cannot be listened on: \(why).", at: place, remedy: "choose another --listen")
        }
    }

    /// Files beside connections: the database, the log, the FAQ while it is read.
    private static let otherFiles = 200

    var openFiles: Diagnosis {
        let place = holder.map { "process \($0)" } ?? "the limit of open files"
        guard let limit = openFilesLimit else { return .unseen("the limit cannot be read", at: place) }
        let needed = choices.connections + Self.otherFiles
        guard limit >= needed else {
            return .warning(
                "\(limit) files may be open, and --max-connections \(choices.connections) needs \(needed). At the limit "
                    + "connections are not accepted, without a word to the client.",
                at: place, remedy: "LimitNOFILE=\(max(65_536, needed)) in the unit, or ulimit -n \(needed) before serve"
            )
        }
        return .ok("\(limit) files may be open, enough for \(choices.connections) connections", at: place)
    }

    var origins: Diagnosis {
        if choices.isDemo { return .ok("the demo’s shop is the server’s own page", at: "--allow-origin") }
        guard !choices.allowedOrigins.isEmpty else {
            return .warning(
                "No shop is named: the chat works on the server’s own pages only.", at: "--allow-origin",
                remedy: "--allow-origin https://shop.example, or SUPPORT_ALLOW_ORIGIN")
        }
        let plain = choices.allowedOrigins.filter { origin in
            origin.hasPrefix("http://")
                && !["localhost", "127.0.0.1", "[::1]"].contains { origin.dropFirst(7).hasPrefix($0) }
        }
        guard let first = plain.first else {
            return .ok(choices.allowedOrigins.joined(separator: ", "), at: "--allow-origin")
        }
        return .warning(
            "\(first) is not encrypted: whoever is on the way reads the chat, and can write in the customer’s name.",
            at: "--allow-origin",
            remedy: "serve the shop over TLS, and name it \(first.replacing("http://", with: "https://"))"
        )
    }

    var proxy: Diagnosis {
        guard choices.trustsProxy else {
            return .ok("addresses are those of the connections", at: "--trust-proxy")
        }
        guard choices.listen.isLoopback else {
            return .warning(
                "X-Forwarded-For is believed, and \(choices.listen) can be reached without the proxy: anybody can give "
                    + "themselves any address, and with it new rates.",
                at: "--trust-proxy",
                remedy: "--listen 127.0.0.1:\(choices.listen.port), or let only the proxy through the firewall")
        }
        guard choices.connectionsPerAddress >= min(choices.connections, 1000) else {
            return .warning(
                "All connections come from the proxy’s one address, and \(choices.connectionsPerAddress) are allowed to one.",
                at: "--max-connections-per-address",
                remedy: "--max-connections-per-address \(choices.connections), as --max-connections")
        }
        return .ok("the proxy alone reaches \(choices.listen)", at: "--trust-proxy")
    }

    var identitySecret: Diagnosis {
        let place = "--identity-secret"
        guard let secret = choices.identitySecret else {
            return .ok("none is set: nobody’s email is verified", at: place)
        }
        guard secret.utf8.count >= 32 else {
            return .warning(
                "It has \(secret.utf8.count) bytes: a short one can be guessed, and then anybody can pass for any customer.",
                at: place, remedy: "openssl rand -hex 32, here and in the shop")
        }
        return .ok("is long enough", at: place)
    }
}
