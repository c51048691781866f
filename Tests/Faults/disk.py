"""The test's side of disk.c: a disk that fails when told to, and one that writes down what it was given."""

import contextlib
import errno
import mmap
import struct
from dataclasses import dataclass

ALWAYS = 2**63
SHORT = 0
"""The error of a write of which only half finds room."""

DATABASE, LOG, JOURNAL, INDEX, FOLDER, SOCKET = range(1, 7)
FILES = {DATABASE: "support.db", LOG: "support.db-wal", JOURNAL: "support.db-journal"}
"""What is on disk of a database. The index of its log is made anew whenever the file is opened."""

WRITE, TRUNCATE, SYNC, CREATE, REMOVE, ANSWER, SYNC_FAILED = range(1, 8)
KINDS = ["", "write", "truncate", "sync", "create", "remove", "answer", "failed sync"]


@dataclass(slots=True)
class Record:
    """One thing that happened; `offset` of a sync is how many records stood before it began."""

    kind: int
    file: int
    offset: int
    bytes: bytes


class Disk:
    """Under the data folder of a server that is started with its `variables`."""

    def __init__(self, folder, library):
        folder.mkdir(parents=True, exist_ok=True)
        self.data = folder / "data"
        self.record_files = []
        control = folder / "disk.control"
        control.write_bytes(bytes(4096))
        with control.open("r+b") as file:
            self.memory = mmap.mmap(file.fileno(), 4096)
        self.variables = {"LD_PRELOAD": str(library), "DISK_FOLDER": str(self.data), "DISK_CONTROL": str(control)}

    def recording(self):
        """Writes down what the next server does, behind what servers before it did."""
        self.record_files.append(self.data.parent / f"disk.record-{len(self.record_files)}")
        self.variables["DISK_RECORD"] = str(self.record_files[-1])
        return self

    def _get(self, index):
        return struct.unpack_from("<Q", self.memory, 8 * index)[0]

    def _set(self, index, value):
        struct.pack_into("<Q", self.memory, 8 * index, value)

    @property
    def operations(self):
        """How many there were so far."""
        return self._get(0)

    @property
    def failed(self):
        """How many of them failed."""
        return min(self._get(4), self._get(2))

    @property
    def what_failed(self):
        """The first operation that did, in words."""
        name = FILES.get(self._get(6), "support.db-shm")
        return f"{KINDS[self._get(5)]} of {name}" if self.failed else "nothing"

    def fail(self, error, at=None, times=ALWAYS, kind=0):
        """Lets operations, or those of one kind, fail: from number `at` or the next one on, as often as said or until
        it is mended."""
        self.mend()
        self._set(2, 2 if error == SHORT and times == 1 else times)
        self._set(3, error)
        self._set(4, 0)
        self._set(7, kind)
        self._set(1, at or self.operations + 1)

    def fill(self):
        self.fail(errno.ENOSPC)

    def mend(self):
        self._set(1, 0)

    @contextlib.contextmanager
    def full(self):
        self.fill()
        yield
        self.mend()

    def records(self):
        """What was written down, in order."""
        records = []
        for file in self.record_files:
            begin, contents, place = len(records), file.read_bytes(), 0
            while place < len(contents):
                kind, file, offset, length = struct.unpack_from("<IIQQ", contents, place)
                place += 24
                offset += begin if kind in (SYNC, SYNC_FAILED) else 0
                records.append(Record(kind, file, offset, contents[place : place + length]))
                place += length
        return records
