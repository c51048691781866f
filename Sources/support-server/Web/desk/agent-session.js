/**
 * Who is signed in, in every tab of this browser: the token, and requests with it.
 */
import { makeRequest, Problem } from '../shared/api.js';

const tokenKey = 'support.agent.token';

export class Session {
    /** @type {Wire.Agent | null} */
    me = null;
    /** Called while the token still is good. */
    onSigningOut = () => {};

    /**
     * @param {() => void} onBegun
     * @param {(isExpired: boolean) => void} onEnded signed out here or in another tab, or the token has expired
     */
    constructor(onBegun, onEnded) {
        this.onBegun = onBegun;
        this.onEnded = onEnded;
        const request = makeRequest('/api/v1/agent', () => this.headers);
        /** @type {import('../shared/api.js').Request} */
        this.request = async (method, path, body) => {
            try {
                return await request(method, path, body);
            } catch (error) {
                if (error instanceof Problem && error.status === 401 && this.me) this.end(true);
                throw error;
            }
        };
        addEventListener('storage', (event) => {
            if (event.key !== tokenKey || !this.me) return;
            // Another account in another tab is another desk.
            if (event.newValue) location.reload();
            else this.end(false);
        });
    }

    get token() {
        return localStorage.getItem(tokenKey);
    }

    /** @returns {Record<string, string>} */
    get headers() {
        return this.token ? { Authorization: `Bearer ${this.token}` } : {};
    }

    /** Whether this account may change the answers. */
    get isEditor() {
        return this.me?.role === 'editor' || this.me?.role === 'admin';
    }

    /** Whether this account leads the others. */
    get isLead() {
        return this.me?.role === 'supervisor' || this.me?.role === 'admin';
    }

    /**
     * @param {string} username
     * @param {string} password
     */
    async signIn(username, password) {
        localStorage.removeItem(tokenKey);
        const answer = await this.request('POST', '/auth/login', { username, password });
        localStorage.setItem(tokenKey, answer.access_token);
        this.#begin(await this.request('POST', '/presence', { presence: 'online' }));
    }

    /** Goes on with the token of this browser; without one that is good, the session ends. */
    async resume() {
        if (!this.token) return this.end(false);
        try {
            const me = await this.request('GET', '/me');
            this.#begin(me.presence === 'offline' ? await this.request('POST', '/presence', { presence: 'online' }) : me);
        } catch (error) {
            if (error instanceof Problem && error.status === 401) this.end(true);
            else throw error;
        }
    }

    async signOut() {
        this.onSigningOut();
        // Nobody is left to tell when it fails; the token here is forgotten all the same.
        await this.request('POST', '/auth/logout').catch(() => {});
        this.end(false);
    }

    /** @param {'online' | 'away'} presence */
    async setPresence(presence) {
        this.me = await this.request('POST', '/presence', { presence });
    }

    /** @param {boolean} isExpired */
    end(isExpired) {
        localStorage.removeItem(tokenKey);
        this.me = null;
        this.onEnded(isExpired);
    }

    /** @param {Wire.Agent} me */
    #begin(me) {
        this.me = me;
        this.onBegun();
    }
}
