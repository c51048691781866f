extension Schema {
    /// What version 2 has and version 1 had not.
    ///
    /// `editions` is which versions of the FAQ went live, kept for itself. The agent's name stands in it as it was that
    /// day. `changes` is a JSON object of `added`, `changed` and `removed` by path.
    static let secondVersion = """
        CREATE TABLE editions (
            id INTEGER PRIMARY KEY,
            workspace TEXT NOT NULL,
            at INTEGER NOT NULL,
            version TEXT NOT NULL,
            agent BLOB,
            agent_name TEXT,
            message TEXT,
            changes TEXT NOT NULL
        ) STRICT;
        CREATE INDEX editions_by_workspace ON editions (workspace, id);
        """
}
