"""What each operation of the contract needs to succeed, and which of those who are known may not do it.

A row is the whole of what the matrix knows of an operation; the operations themselves come from the served document.
"""

from dataclasses import dataclass, field

CUSTOMER = "/api/v1/customer"
AGENT = "/api/v1/agent"
ONE = CUSTOMER + "/conversations/{id}"
DESK = AGENT + "/conversations/{id}"
FAQ = AGENT + "/faq"

NEVER = "0198f3c2-7a10-7cc3-98c4-dc0c0c07398f"
"""The id of a conversation that never was."""

ONLY_EDITORS = {"agent": 403, "supervisor": 403}
ONLY_SUPERVISORS = {"agent": 403, "editor": 403}
NOT_EDITORS = {"editor": 403}
NOBODY_ELSES = {"agent": 409, "editor": 403}
"""Of a claimed conversation: a colleague is told whose it is, and a supervisor may."""


@dataclass(frozen=True)
class Row:
    """One way to call an operation: `by` whom it succeeds, in which `stage` of a conversation, and who is `refused`."""

    operation: str
    by: str
    status: int = 200
    body: object = None
    query: str = ""
    stage: str = "talking"
    refused: dict = field(default_factory=dict)
    of_conversation: bool = True

    @property
    def method(self):
        return self.operation.split(" ")[0]

    @property
    def path(self):
        return self.operation.split(" ")[1]

    @property
    def is_public(self):
        return self.by == "everybody"

    @property
    def side(self):
        return self.by if self.by in ("customer", "everybody") else "agent"

    @property
    def names_conversation(self):
        return self.of_conversation and "{id}" in f"{self.path}{self.query}{self.body}"

    def target(self, names):
        return filled(self.path + self.query, names)

    def contents(self, names):
        return filled(self.body, names)


def filled(value, names):
    """The value with `{id}` and the like replaced, wherever they stand in it."""
    if isinstance(value, str):
        for name, text in names.items():
            value = value.replace("{" + name + "}", text)
        return value
    if isinstance(value, dict):
        return {key: filled(item, names) for key, item in value.items()}
    if isinstance(value, list):
        return [filled(item, names) for item in value]
    return value


ENTRY = "---\nquestion: What about {fresh}?\nasks:\n  - may I bring {fresh}\n---\nIt is welcome.\n"
SAYS = {"content": "are you open on monday", "client_message_id": "matrix-1"}
DRAFT = {"files": [{"path": "shop/cat.md", "text": ENTRY}]}

ROWS = [
    # Everybody's: what matters is that they give away nothing of anybody.
    *(Row("GET " + path, "everybody") for path in (
        "/health", "/ready", "/metrics", "/openapi.json", "/docs",
        CUSTOMER + "/quick-questions", CUSTOMER + "/availability",
    )),
    Row("GET /api/v1/realtime/ws", "everybody", 426),
    Row(f"POST {CUSTOMER}/conversations/start", "everybody", body={}),
    Row(f"POST {AGENT}/auth/login", "everybody", 401, {"username": "{owner}", "password": "not-the-password"}),

    Row(f"PUT {CUSTOMER}/profile", "customer", body={"name": "Somebody"}, of_conversation=False),
    Row("GET " + ONE, "customer"),
    Row(f"GET {ONE}/messages", "customer"),
    Row(f"GET {ONE}/events", "customer"),
    Row(f"GET {ONE}/transcript", "customer"),
    Row(f"GET {ONE}/transcript", "customer", query="?format=json"),
    Row(f"POST {ONE}/messages", "customer", body=SAYS),
    Row(f"POST {ONE}/quick-replies/{{slug}}", "customer"),
    Row(f"POST {ONE}/escalate", "customer", body={}),
    Row(f"POST {ONE}/read", "customer", 204, {"seq": 1}),
    Row(f"POST {ONE}/typing", "customer", 204, {"is_typing": True}),
    Row(f"POST {ONE}/page", "customer", 204, {"page": "https://shop.example/elsewhere"}),
    Row(f"POST {ONE}/feedback", "customer", 204, {"message_id": "{message}", "helpful": True}),
    Row(f"POST {ONE}/end", "customer"),
    Row(f"POST {ONE}/rating", "customer", 204, {"score": 1, "comment": "Not mine."}, stage="closed"),
    Row(f"POST {CUSTOMER}/realtime/ticket", "customer", body={"conversation_id": "{id}"}),
    Row("DELETE " + ONE, "customer", 204),

    Row(f"POST {AGENT}/auth/logout", "newcomer", 204),
    Row(f"GET {AGENT}/me", "agent"),
    Row(f"POST {AGENT}/me/password", "newcomer", 204,
        {"current_password": "{password}", "new_password": "four-loud-lanterns"}),
    Row(f"POST {AGENT}/register", "admin", 201, refused={"agent": 403, "supervisor": 403, "editor": 403}, body={
        "username": "{fresh}", "display_name": "New", "password": "nine-quiet-lamps", "role": "admin",
    }),
    Row(f"GET {AGENT}/agents", "agent"),
    Row(f"POST {AGENT}/presence", "agent", body={"presence": "online"}),
    Row(f"GET {AGENT}/conversations", "agent"),
    Row(f"GET {AGENT}/queue", "agent"),
    Row(f"POST {AGENT}/queue/claim-next", "agent", stage="queued", refused=NOT_EDITORS),
    Row("GET " + DESK, "agent"),
    Row(f"GET {DESK}/messages", "agent"),
    Row(f"GET {DESK}/events", "agent"),
    Row(f"GET {DESK}/suggestions", "agent"),
    Row(f"GET {DESK}/transcript", "agent", query="?format=html"),
    Row(f"GET {AGENT}/answers", "agent", query="?q=parcel"),
    Row(f"GET {AGENT}/search", "agent", query="?q=lantern"),
    Row(f"GET {AGENT}/stats", "agent", query="?by=day"),
    Row(f"POST {DESK}/claim", "agent", stage="queued", refused=NOT_EDITORS),
    Row(f"POST {DESK}/messages", "agent", stage="queued", body=SAYS, refused=NOT_EDITORS),
    Row(f"POST {DESK}/messages", "owner", stage="claimed", body=SAYS,
        refused={"agent": 409, "supervisor": 409, "editor": 403}),
    Row(f"POST {DESK}/notes", "agent", stage="queued", body={"content": "A note."}, refused=NOT_EDITORS),
    Row(f"POST {DESK}/release", "owner", stage="claimed", refused=NOBODY_ELSES),
    Row(f"POST {DESK}/hand-back", "owner", stage="claimed", refused=NOBODY_ELSES),
    Row(f"POST {DESK}/close", "owner", stage="claimed", body={}, refused=NOBODY_ELSES),
    Row(f"POST {DESK}/transfer", "owner", stage="claimed", body={"agent_id": "{supervisor}"}, refused=NOBODY_ELSES),
    Row(f"POST {DESK}/transfer", "supervisor", stage="queued", body={"agent_id": "{supervisor}"},
        refused=ONLY_SUPERVISORS),
    Row(f"POST {DESK}/read", "agent", 204, {"seq": 1}, stage="queued", refused=NOT_EDITORS),
    Row(f"POST {DESK}/typing", "agent", 204, {"is_typing": True}, stage="queued", refused=NOT_EDITORS),
    Row(f"GET {AGENT}/canned-replies", "agent"),
    Row(f"POST {AGENT}/canned-replies", "agent", 201, {"shortcut": "{fresh}", "text": "Mine."}),
    Row(f"POST {AGENT}/canned-replies", "supervisor", 201, {"shortcut": "{fresh}", "text": "Ours.", "shared": True},
        refused={"agent": 403}),
    Row(f"PUT {AGENT}/canned-replies/{{id}}", "owner", body={"shortcut": "{fresh}", "text": "Taken."},
        refused={"agent": 404, "supervisor": 404, "editor": 404, "admin": 404}, of_conversation=False),
    Row(f"DELETE {AGENT}/canned-replies/{{id}}", "owner", 204,
        refused={"agent": 404, "supervisor": 404, "editor": 404, "admin": 404}, of_conversation=False),
    Row(f"GET {AGENT}/export", "supervisor", refused=ONLY_SUPERVISORS),
    Row(f"POST {AGENT}/broadcasts", "supervisor", 204, {"content": "Not for you."}, refused=ONLY_SUPERVISORS),
    Row(f"POST {AGENT}/realtime/ticket", "agent"),

    *(Row(f"{method} {FAQ}/{path}", "editor", body=body, query=query, refused=ONLY_EDITORS)
      for method, path, query, body in (
          ("GET", "entries", "", None),
          ("GET", "files", "", None),
          ("GET", "file", "?path=shop/lost-key.md", None),
          ("POST", "check", "", DRAFT),
          ("POST", "try", "", {"text": "how much is a parcel"}),
          ("POST", "diff", "", DRAFT),
          ("GET", "unanswered", "", None),
          ("GET", "report", "", None),
          ("GET", "why", "?conversation_id={id}&seq={answer}", None),
          ("GET", "history", "", None),
          ("PUT", "file", "?path=shop/{fresh}.md", {"text": ENTRY, "version": None}),
          ("POST", "publish", "", {"files": [{"path": "shop/{fresh}.md", "text": ENTRY, "version": None}]}),
      )),
]


def operations(document):
    """`METHOD path` of everything the document has."""
    return {
        f"{method.upper()} {path}" for path, item in document["paths"].items() for method in item
        if method in ("get", "put", "post", "delete", "patch", "options", "head", "trace")
    }


def assert_each_has_a_row(document):
    rows = {row.operation for row in ROWS}
    promised = operations(document)
    assert not promised - rows, f"of these nobody knows what false identities may do: {sorted(promised - rows)}"
    assert not rows - promised, f"these are not in the contract: {sorted(rows - promised)}"
