/** Keeping an answer of the server as a file. */
import { Problem, Unreachable } from '../shared/api.js';

/**
 * Fetches with the agent's token and offers the answer as a download. Throws {@link Problem} or {@link Unreachable}.
 *
 * @param {import('./agent-session.js').Session} session
 * @param {string} path under `/api/v1/agent`
 * @param {string} name of the file
 */
export async function saveFile(session, path, name) {
    const response = await fetch(`/api/v1/agent${path}`, { headers: session.headers, cache: 'no-store' }).catch(() => {
        throw new Unreachable();
    });
    if (!response.ok) throw new Problem(response.status, await response.json().catch(() => ({})), null);
    const address = URL.createObjectURL(await response.blob());
    const link = document.createElement('a');
    link.href = address;
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(address));
}
