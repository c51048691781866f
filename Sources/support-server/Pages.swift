import Foundation
package import WebAPI

/// The pages for browsers: the shop with the chat, the agents' desk, and what they are made of.
package enum Pages {
    /// Those of the folder `Web`, part of the program so that it can stand anywhere alone.
    package static let builtIn: [Page] = Site(files: files).pages

    /// By path within the folder; the compiler names each by its last component, so no two may share one.
    private static let files: [(path: String, bytes: [UInt8])] = [
        ("answers/answers-words.js", PackageResources.answers_words_js),
        ("answers/answers.css", PackageResources.answers_css),
        ("answers/answers.html", PackageResources.answers_html),
        ("answers/answers.js", PackageResources.answers_js),
        ("answers/aside.css", PackageResources.aside_css),
        ("answers/conflict-dialog.js", PackageResources.conflict_dialog_js),
        ("answers/drafts.js", PackageResources.drafts_js),
        ("answers/entry-list.js", PackageResources.entry_list_js),
        ("answers/entry-text.js", PackageResources.entry_text_js),
        ("answers/highlight.js", PackageResources.highlight_js),
        ("answers/history.js", PackageResources.history_js),
        ("answers/line-diff.js", PackageResources.line_diff_js),
        ("answers/new-entry.js", PackageResources.new_entry_js),
        ("answers/publish-dialog.js", PackageResources.publish_dialog_js),
        ("answers/remedies.js", PackageResources.remedies_js),
        ("answers/source-field.js", PackageResources.source_field_js),
        ("answers/source-region.js", PackageResources.source_region_js),
        ("answers/source.css", PackageResources.source_css),
        ("answers/text-places.js", PackageResources.text_places_js),
        ("answers/try-region.js", PackageResources.try_region_js),
        ("answers/unanswered.js", PackageResources.unanswered_js),
        ("answers/workshop.js", PackageResources.workshop_js),
        ("desk/about-customer.js", PackageResources.about_customer_js),
        ("desk/agent-session.js", PackageResources.agent_session_js),
        ("desk/agent.html", PackageResources.agent_html),
        ("desk/before-card.js", PackageResources.before_card_js),
        ("desk/charts.js", PackageResources.charts_js),
        ("desk/claim-bar.js", PackageResources.claim_bar_js),
        ("desk/customer-face.js", PackageResources.customer_face_js),
        ("desk/deeds.js", PackageResources.deeds_js),
        ("desk/desk-alerts.js", PackageResources.desk_alerts_js),
        ("desk/desk-closings.js", PackageResources.desk_closings_js),
        ("desk/desk-composer.js", PackageResources.desk_composer_js),
        ("desk/desk-dialog.js", PackageResources.desk_dialog_js),
        ("desk/desk-emoji.js", PackageResources.desk_emoji_js),
        ("desk/desk-extras.js", PackageResources.desk_extras_js),
        ("desk/desk-icons.js", PackageResources.desk_icons_js),
        ("desk/desk-keys.js", PackageResources.desk_keys_js),
        ("desk/desk-list.js", PackageResources.desk_list_js),
        ("desk/desk-lists.js", PackageResources.desk_lists_js),
        ("desk/desk-menu.js", PackageResources.desk_menu_js),
        ("desk/desk-routes.js", PackageResources.desk_routes_js),
        ("desk/desk-settings.js", PackageResources.desk_settings_js),
        ("desk/desk-state.js", PackageResources.desk_state_js),
        ("desk/desk-talk.css", PackageResources.desk_talk_css),
        ("desk/desk-talk.js", PackageResources.desk_talk_js),
        ("desk/desk-toasts.js", PackageResources.desk_toasts_js),
        ("desk/desk-transcript.js", PackageResources.desk_transcript_js),
        ("desk/desk-words.js", PackageResources.desk_words_js),
        ("desk/desk.css", PackageResources.desk_css),
        ("desk/desk.js", PackageResources.desk_js),
        ("desk/dialog-words.js", PackageResources.dialog_words_js),
        ("desk/dialogs.css", PackageResources.dialogs_css),
        ("desk/figures.js", PackageResources.figures_js),
        ("desk/frame.css", PackageResources.frame_css),
        ("desk/list-rows.js", PackageResources.list_rows_js),
        ("desk/message-rows.js", PackageResources.message_rows_js),
        ("desk/open-talk.js", PackageResources.open_talk_js),
        ("desk/overview-words.js", PackageResources.overview_words_js),
        ("desk/overview.css", PackageResources.overview_css),
        ("desk/overview.js", PackageResources.overview_js),
        ("desk/rail.js", PackageResources.rail_js),
        ("desk/replies-dialog.js", PackageResources.replies_dialog_js),
        ("desk/reply-drafts.js", PackageResources.reply_drafts_js),
        ("desk/reply-picker.js", PackageResources.reply_picker_js),
        ("desk/save-file.js", PackageResources.save_file_js),
        ("desk/search-filters.js", PackageResources.search_filters_js),
        ("desk/search-finder.js", PackageResources.search_finder_js),
        ("desk/search-words.js", PackageResources.search_words_js),
        ("desk/search.js", PackageResources.search_js),
        ("desk/settings-dialog.js", PackageResources.settings_dialog_js),
        ("desk/shortcuts-dialog.js", PackageResources.shortcuts_dialog_js),
        ("desk/sign-in.js", PackageResources.sign_in_js),
        ("desk/suggestions.js", PackageResources.suggestions_js),
        ("desk/talk-head.js", PackageResources.talk_head_js),
        ("desk/team-dialogs.js", PackageResources.team_dialogs_js),
        ("desk/team-table.js", PackageResources.team_table_js),
        ("desk/team.js", PackageResources.team_js),
        ("desk/transfer-dialog.js", PackageResources.transfer_dialog_js),
        ("desk/virtual-list.js", PackageResources.virtual_list_js),
        ("docs.css", PackageResources.docs_css),
        ("favicon.svg", PackageResources.favicon_svg),
        ("shared/api.js", PackageResources.api_js),
        ("shared/base.css", PackageResources.base_css),
        ("shared/dom.js", PackageResources.dom_js),
        ("shared/feed.js", PackageResources.feed_js),
        ("shared/format.js", PackageResources.format_js),
        ("shared/icons.svg", PackageResources.icons_svg),
        ("shared/outbox.js", PackageResources.outbox_js),
        ("shared/realtime.js", PackageResources.realtime_js),
        ("shared/rich.js", PackageResources.rich_js),
        ("shared/tokens.css", PackageResources.tokens_css),
        ("shop/index.html", PackageResources.index_html),
        ("shop/shop.css", PackageResources.shop_css),
        ("widget/chat-log.js", PackageResources.chat_log_js),
        ("widget/chat-words.js", PackageResources.chat_words_js),
        ("widget/chat.css", PackageResources.chat_css),
        ("widget/chat.js", PackageResources.chat_js),
        ("widget/conversation.js", PackageResources.conversation_js),
    ]

    /// Those of a folder, in the place of the built-in ones. Hidden files in it, and those of no known kind, are left out.
    package static func read(from folder: String) throws -> [Page] {
        do {
            let paths = try FileManager.default.subpathsOfDirectory(atPath: folder).sorted()
            return Site(
                files: try paths.filter { Site.contentType(of: $0) != nil && !$0.contains("/.") && !$0.hasPrefix(".") }
                    .map { ($0, [UInt8](try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\($0)")))) }
            ).pages
        } catch {
            throw Failure("The pages in \(folder) cannot be read. Name another folder with --web-dir, or leave it out.")
        }
    }
}
