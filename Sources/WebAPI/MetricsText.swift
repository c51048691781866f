import AgentDesk
import BotFlow
import Switchboard
import WebServer

/// The figures of `/metrics`: how much is asked, how long it takes, what fails, what is near its limit, and how those are
/// who wait for a person.
struct MetricsText {
    private var figures = FigureText()

    var text: String { figures.text }

    init(version: String) {
        figures.gauge("support_build_info", "The version that runs.", [(["version": version], 1)])
    }

    /// What was asked, what came of it, and how long it took.
    mutating func add(_ tallies: Tallies) {
        let operations = tallies.operations.sorted { $0.key < $1.key }
        figures.counter(
            "support_http_requests_total", "Requests answered, by operation and status.",
            operations.flatMap { name, tally in
                tally.byStatus.sorted { $0.key < $1.key }.map {
                    (["operation": name, "status": String($0.key)], Double($0.value))
                }
            })
        figures.histogram(
            "support_http_request_seconds", "Time from a request's last byte to its answer.",
            operations.map { (["operation": $0.key], $0.value.times) })
        figures.counter(
            "support_shed_total", "Requests and frames refused with 503, by code.",
            FigureText.labelled("code", tallies.shed))
        figures.counter(
            "support_rate_limited_total", "Requests and frames refused because they came too often, by kind.",
            FigureText.labelled("kind", tallies.rateLimited))
        figures.counter("support_frames_sent_total", "Frames sent to sockets.", tallies.framesSent)
        figures.gauge(
            "support_loop_lag_seconds", "The longest that the event loop kept everybody waiting, in the last minute.",
            ifKnown: tallies.lags.max() ?? 0)
    }

    /// What people and the bot do.
    mutating func add(conversations tallies: Tallies) {
        figures.counter(
            "support_messages_total", "Messages recorded, by sender.", FigureText.labelled("sender", tallies.messages))
        figures.counter(
            "support_bot_turns_total", "What the bot made of customers' words.",
            FigureText.labelled("outcome", tallies.botTurns))
        figures.counter("support_conversations_started_total", "Conversations begun.", tallies.started)
        figures.counter(
            "support_conversations_closed_total", "Conversations that ended, by who ended them.",
            FigureText.labelled("by", tallies.closed))
        figures.counter(
            "support_escalations_total", "Times a person was asked for, by why.",
            FigureText.labelled("reason", tallies.escalations))
        figures.histogram(
            "support_claim_wait_seconds", "Time from an escalation to its claim.", [([:], tallies.claimWaits)])
        figures.counter(
            "support_claims_stale_total", "Claims taken back because the agent did not answer.", tallies.staleClaims)
    }

    /// The writer, the readers, and what is on disk.
    mutating func add(_ store: Switchboard.Figures, isWritable: Bool) {
        figures.counter("support_store_commits_total", "Transactions on disk.", store.commits)
        figures.counter("support_store_commands_total", "Commands in them.", store.commands)
        figures.counter("support_store_failures_total", "Transactions that failed.", store.failures)
        figures.gauge("support_store_waiting_commands", "Commands that wait for the writer.", store.waiting)
        figures.histogram(
            "support_store_wait_seconds", "Time a command waits for the writer.", [([:], store.waits)])
        figures.histogram(
            "support_store_commit_seconds", "Time of a transaction, from its first command to the disk's word.",
            [([:], store.commitTimes)])
        figures.gauge("support_store_writable", "1 while the disk takes writes.", isWritable ? 1 : 0)
        figures.gauge(
            "support_waiting_jobs", "Work that waits for a thread, by kind of thread.",
            FigureText.labelled("crew", store.waitingJobs))
    }

    mutating func add(_ inspection: Inspection) {
        figures.gauge("support_store_events", "Events stored.", inspection.counts.events)
        figures.gauge("support_store_bytes", "Size of the database file.", inspection.counts.bytes)
        figures.gauge(
            "support_conversations", "Conversations by status, counted once a minute.",
            FigureText.labelled("status", inspection.counts.conversations))
        figures.gauge(
            "support_orphans", "Escalated conversations that stand in no list, or in two; looked for once a minute.",
            inspection.orphans.count)
    }

    /// Who waits for a person.
    mutating func add(_ queue: [Queue.Place], now: Moment) {
        func wait(_ places: some Sequence<Queue.Place>) -> Int {
            Int(max(0, places.map { now.since($0.waiting.since).milliseconds / 1000 }.max() ?? 0))
        }
        figures.gauge("support_queue_waiting", "Conversations that wait for an agent.", queue.count)
        figures.gauge("support_queue_longest_wait_seconds", "The longest wait now.", wait(queue))
        let lines = Dictionary(grouping: queue, by: \.waiting.priority).sorted { $0.key > $1.key }
        figures.gauge(
            "support_queue_oldest_wait_seconds", "The longest wait now, by priority; of the ten highest.",
            lines.prefix(10).map { (["priority": "\($0.key)"], Double(wait($0.value))) })
    }

    /// Who is there for them.
    mutating func add(_ agents: Staff) {
        figures.gauge("support_agents_online", "Agents who are there and take conversations.", agents.online)
        figures.gauge("support_agents_with_room", "Those of them with room for another.", agents.withRoom)
    }

    mutating func add(faqEntries: Int, isStale: Bool, patternsOff: Int, gaveUp: Int) {
        figures.gauge("support_faq_entries", "Entries of the version that answers.", faqEntries)
        figures.gauge(
            "support_faq_stale", "1 while the folder has errors and an older version answers.", isStale ? 1 : 0)
        figures.counter(
            "support_faq_patterns_gave_up_total", "Messages on which a pattern gave up, by each that did.", gaveUp)
        figures.gauge("support_faq_patterns_off", "Patterns that gave up too often to be tried.", patternsOff)
    }

    mutating func add(sockets: [Side], _ server: WebServer.Counters?) {
        figures.gauge(
            "support_sockets", "WebSockets by role.",
            FigureText.labelled(
                "role", ["customer": sockets.count { $0 == .customer }, "agent": sockets.count { $0 == .agents }]))
        guard let server else { return }
        figures.gauge("support_connections", "Open connections.", server.connections)
        figures.gauge("support_connections_limit", "The most open connections there may be.", server.limit)
        figures.counter("support_connections_total", "Connections accepted.", Int(server.accepted))
        figures.counter(
            "support_connections_refused_total", "Connections turned away at a limit.", Int(server.turnedAway))
        figures.counter(
            "support_connections_too_slow_total", "Connections closed because their reader was too slow.",
            Int(server.tooSlow))
        figures.counter("support_bytes_received_total", "Bytes from clients.", Int(server.bytesIn))
        figures.counter("support_bytes_sent_total", "Bytes to clients.", Int(server.bytesOut))
    }

    /// Under the names that all of Prometheus' clients use; see
    /// <https://prometheus.io/docs/instrumenting/writing_clientlibs/#process-metrics>.
    mutating func add(_ surroundings: Surroundings) {
        func number(_ value: Int?) -> Double? { value.map(Double.init) }
        func seconds(_ moment: Moment?) -> Double? { moment.map { Double($0.milliseconds) / 1000 } }
        figures.gauge(
            "support_store_log_bytes", "Size of the write-ahead log.", ifKnown: number(surroundings.logBytes))
        figures.gauge("support_disk_bytes", "Size of the disk of the data.", ifKnown: number(surroundings.diskBytes))
        figures.gauge("support_disk_free_bytes", "Room on it.", ifKnown: number(surroundings.diskFreeBytes))
        figures.gauge(
            "support_last_backup_timestamp_seconds", "When the newest sound backup was made.",
            ifKnown: seconds(surroundings.lastBackup))
        if let processor = surroundings.processorSeconds {
            figures.counter("process_cpu_seconds_total", "Time of the processors.", [([:], processor)])
        }
        figures.gauge("process_start_time_seconds", "When it started.", ifKnown: seconds(surroundings.startedAt))
        figures.gauge("process_resident_memory_bytes", "Memory in use.", ifKnown: number(surroundings.residentBytes))
        figures.gauge("process_virtual_memory_bytes", "Memory asked for.", ifKnown: number(surroundings.virtualBytes))
        figures.gauge("process_open_fds", "Open files.", ifKnown: number(surroundings.openFiles))
        figures.gauge("process_max_fds", "The most open files.", ifKnown: number(surroundings.openFilesLimit))
    }
}
