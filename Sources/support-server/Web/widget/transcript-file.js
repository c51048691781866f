/** The customer's copy of the conversation. */

/** @param {import('./conversation.js').CustomerConversation} talk */
export function saveTranscript(talk) {
    return talk.attempt(async () => {
        const text = await talk.request('GET', `${talk.path}/transcript?format=text`);
        const link = document.createElement('a');
        link.href = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
        link.download = `chat-${talk.conversation?.created_at.slice(0, 10)}.txt`;
        link.click();
        setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    });
}
