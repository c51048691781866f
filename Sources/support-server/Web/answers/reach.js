/** Whether the server answers. While it does not, it is asked again and again. */
import { Unreachable } from '../shared/api.js';

/** Milliseconds. */
const retryDelay = 4_000;

export class Reach {
    isOpen = true;

    /**
     * @param {import('../desk/agent-session.js').Session} session
     * @param {() => void} onBack it answers again
     * @param {() => void} onChange
     */
    constructor(session, onBack, onChange) {
        this.onBack = onBack;
        this.onChange = onChange;
        /** @type {import('../shared/api.js').Request} */
        this.request = async (method, path, body) => {
            try {
                const answer = await session.request(method, path, body);
                this.#turn(true);
                return answer;
            } catch (error) {
                this.#turn(!(error instanceof Unreachable));
                throw error;
            }
        };
    }

    async pause() {
        await new Promise((resolve) => setTimeout(resolve, retryDelay));
    }

    /** @param {boolean} isOpen */
    #turn(isOpen) {
        if (this.isOpen === isOpen) return;
        this.isOpen = isOpen;
        this.onChange();
        if (isOpen) this.onBack();
        else this.#tryAgain();
    }

    async #tryAgain() {
        while (!this.isOpen) {
            await this.pause();
            // What it answers is of no interest, only that it does.
            await this.request('GET', '/me').catch(() => {});
        }
    }
}
