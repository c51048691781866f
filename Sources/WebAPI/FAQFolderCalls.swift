import AgentDesk
package import BotFlow
import FAQ
import JSON
package import Switchboard
import WebServer

/// Looking at the FAQ folder and changing it.
extension API {
    // MARK: Looking

    func faqEntries(_ call: Call) async throws -> Response {
        let query = try call.query("since")
        var counts: [String: FAQTally.Counts]?
        if let since = query["since"] {
            let from = try Since.read(since, now: call.now)
            let (now, workspace) = (call.now, settings.workspace)
            _ = try await read(call, as: .editAnswers) { _, _ in }
            counts = try await switchboard.study { try FAQTally(from: from, to: now, in: workspace, of: $0).counts }
        }
        return try await edit(call) { [counts, faq] bench in
            let files = try bench.files()
            let loading = bench.check(files)
            let rows = EntryRow.rows(of: files, loading, live: faq.edition)
            return .json(
                JSONWriter.object { answer in
                    answer.member("version", loading.version)
                    answer.member("live_version", faq.edition.version)
                    answer.member("problem", faq.problem?.summary)
                    answer.member(
                        "entries",
                        array: { list in
                            for row in rows { list.object { $0.members(of: row, counts) } }
                        })
                    // Of files that are no entries.
                    answer.member("diagnostics", loading.diagnostics.filter { !$0.place.file.hasSuffix(".md") })
                })
        }
    }

    func faqFiles(_ call: Call) async throws -> Response {
        _ = try call.query()
        return try await edit(call) { [faq] bench in
            let (files, live) = (try bench.files(), faq.edition)
            return .json(
                JSONWriter.object { answer in
                    answer.member("version", Loading.version(of: files))
                    answer.member("live_version", live.version)
                    answer.member(
                        "files",
                        array: { list in
                            for file in files {
                                list.object {
                                    $0.member("path", file.path)
                                    $0.member("version", file.version)
                                    $0.member("live_version", live.fileVersions[file.path])
                                }
                            }
                        })
                })
        }
    }

    func faqFile(_ call: Call) async throws -> Response {
        let path = try Self.path(call)
        return try await edit(call) { [faq] bench in
            let files = try bench.files()
            guard let file = files.first(where: { $0.path == path }) else { throw Problem.notFound }
            let diagnostics = bench.check(files).diagnostics.filter { $0.place.file == path }
            return .json(
                JSONWriter.object { answer in
                    answer.member("path", path)
                    answer.member("version", file.version)
                    answer.member("live_version", faq.edition.fileVersions[path])
                    answer.member("text", String(decoding: file.bytes, as: UTF8.self))
                    answer.member("diagnostics", diagnostics)
                })
        }
    }

    private static func path(_ call: Call) throws(Problem) -> String {
        guard let path = try call.query("path")["path"] else {
            throw Problem(400, .malformed, "“path” names the file, like delivery/delivery-times.md.")
        }
        return path
    }

    // MARK: Drafts

    private struct DraftBody: Decodable {
        var files: [FileBody]
    }

    func checkFAQ(_ call: Call) async throws -> Response {
        _ = try call.query()
        return try await edit(call) { bench in
            let draft = try FileBody.texts(of: Body.read(DraftBody.self, from: call.request).files)
            let loading = bench.check(try bench.files(with: draft))
            return .json(
                JSONWriter.object { answer in
                    answer.member("version", loading.version)
                    answer.member("publishable", loading.edition != nil)
                    answer.member("diagnostics", loading.diagnostics)
                })
        }
    }

    private struct QuestionBody: Decodable {
        var text: Words
        var locale: String?
        var files: [FileBody]?
    }

    func tryFAQ(_ call: Call) async throws -> Response {
        _ = try call.query()
        let (trial, edition) = try await edit(call) { [faq] bench in
            let body = try Body.read(QuestionBody.self, from: call.request)
            let text = try body.text.checked("/text")
            let edition = try body.files.map { try bench.edition(with: FileBody.texts(of: $0)) } ?? faq.edition
            let trial = FAQTrial(
                of: text, by: Bot(edition), locale: body.locale.map { String($0.prefix(35)) }, at: call.now)
            return (trial, edition)
        }
        // What gave up on an editor's words counts like what gives up on a customer's.
        if edition === faq.edition { report(trial.finding) }
        return .json(
            JSONWriter.object { answer in
                answer.member("version", edition.version)
                answer.members(of: trial)
                answer.member(
                    "ranker",
                    object: { ranker in
                        ranker.member("answers", edition.bot.ranker.answers)
                        ranker.member("answer_above", edition.bot.ranker.answerAbove)
                        ranker.member("suggest_above", edition.suggestionThreshold)
                    })
            })
    }

    // MARK: Publishing

    private struct FileDraftBody: Decodable {
        var text: String
        var version: String?
        var message: Words?
    }

    func putFAQFile(_ call: Call) async throws -> Response {
        let path = try Self.path(call)
        return try await publish(call) {
            let body = try Body.read(FileDraftBody.self, from: call.request)
            try FileBody.check(path: path, at: "/path")
            try FileBody.check(text: body.text, at: "/text")
            return ([FileEdit(path: path, text: body.text, readAt: body.version)], body.message)
        }
    }

    private struct PublicationBody: Decodable {
        var files: [FileBody]
        var message: Words?
    }

    func publishFAQ(_ call: Call) async throws -> Response {
        _ = try call.query()
        return try await publish(call) {
            let body = try Body.read(PublicationBody.self, from: call.request)
            try FileBody.check(body.files)
            guard !body.files.isEmpty else { throw Problem(invalid: "/files", "Name at least one file.") }
            return (body.files.map { FileEdit(path: $0.path, text: $0.text, readAt: $0.version) }, body.message)
        }
    }

    private func publish(
        _ call: Call, _ read: @escaping @Sendable () throws -> (edits: [FileEdit], message: Words?)
    ) async throws -> Response {
        let editor = try await self.read(call, as: .editAnswers) { _, account in account }
        let (published, message) = try await workshop.work { bench in
            let (edits, words) = try read()
            let message = try words?.checked("/message", limit: 500)
            return (try bench.publish(edits), message)
        }
        let edition = published.edition
        if edition.version != published.previous {
            log(
                LogLine(
                    .info, "faq.published",
                    [
                        ("request_id", call.id), ("version", edition.version), ("previous", published.previous),
                        ("by", editor.username), ("files", "\(published.changes.count)"),
                    ]))
            await record(edition.version, published.changes, by: editor.agent, message: message)
        }
        return .json(
            JSONWriter.object { answer in
                answer.member("version", edition.version)
                answer.member("previous_version", published.previous)
                answer.member(
                    "files",
                    array: { list in
                        for change in published.changes {
                            list.object {
                                $0.members(of: change)
                                $0.member("version", edition.fileVersions[change.path])
                            }
                        }
                    })
                answer.member("diagnostics", published.diagnostics)
            })
    }

    /// Puts down what the server begins with.
    package func recordStart() async {
        let version = faq.edition.version
        do {
            try await switchboard.recordStart(with: version, in: settings.workspace)
        } catch {
            log(LogLine(.warning, "faq.not_recorded", [("version", version), ("error", "\(error)")]))
        }
    }

    /// Puts down that a version is live. It is so even if the store does not take it: the files are the truth.
    package func record(
        _ version: String, _ changes: [FileChange], by editor: Agent? = nil, message: String? = nil
    ) async {
        do {
            try await switchboard.record(version, changes, by: editor, message: message, in: settings.workspace)
        } catch {
            log(LogLine(.warning, "faq.not_recorded", [("version", version), ("error", "\(error)")]))
        }
    }
}
