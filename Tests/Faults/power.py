"""What a disk may hold after a power loss, made from what it was given: see disk.c.

A sync that returned keeps what was written to the file before it began. Of everything since, any sector may have
arrived or not, in any order; a name that was made or removed since its folder was synced may be there or not. After a
failed sync the system counts as written what it may have dropped, so no later sync brings it back: only writing it
again does
(<https://wiki.postgresql.org/wiki/Fsync_Errors>).
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from uuid import UUID

from . import disk
from .disk import ANSWER, CREATE, FILES, FOLDER, REMOVE, SYNC

SECTOR = 512
WAYS = ["nothing", "everything", "some writes", "torn pages", "torn sectors", "only the newest", "all but the first"]
"""How much of what was not synced is there after the loss."""


@dataclass(eq=False, slots=True)
class Unsynced:
    """A write or a truncation on its way to the disk; `number` is its place in the record."""

    number: int
    offset: int
    bytes: bytes | None
    is_given_up: bool = False


@dataclass(eq=False)
class Inode:
    """A file: what is on disk for certain, and what may be."""

    kept: bytearray = field(default_factory=bytearray)
    unsynced: list = field(default_factory=list)


class Platter:
    """The disk under one record, moved along it step by step.

    It begins with `contents` by file; `ignored` names the files whose syncs are lies.
    """

    def __init__(self, contents=None, ignored=()):
        self.ignored = ignored
        self.names = {file: Inode(bytearray(kept)) for file, kept in (contents or {}).items()}
        self.names_kept = dict(self.names)
        self.heard = {}
        """What the outside was told, by conversation: the highest number it has seen."""
        self.messages = {}
        """And the client's name of each message it was told of, by conversation and number."""
        self.next = 0

    def follow(self, record):
        number, self.next = self.next, self.next + 1
        if record.kind == ANSWER:
            self.hear(record.bytes)
        elif record.file == FOLDER:
            if record.kind == SYNC and FOLDER not in self.ignored:
                self.names_kept = dict(self.names)
        elif record.file not in FILES:
            pass
        elif record.kind == CREATE:
            self.names[record.file] = Inode()
        elif record.kind == REMOVE:
            self.names.pop(record.file, None)
        else:
            self.change(self.names[record.file], number, record)

    def change(self, inode, number, record):
        match record.kind:
            case disk.WRITE: inode.unsynced.append(Unsynced(number, record.offset, record.bytes))
            case disk.TRUNCATE: inode.unsynced.append(Unsynced(number, record.offset, None))
            case disk.SYNC if record.file not in self.ignored: settle(inode, record.offset)
            case disk.SYNC_FAILED: give_up(inode, record.offset)

    def hear(self, answer):
        """Notes the numbers of events in an answer or a frame."""
        for id, seq in re.findall(rb'"conversation":\{"id":"([0-9a-f-]{36})".*?"last_seq":(\d+)', answer):
            self.hear_number(id, seq)
        for seq, id, rest in re.findall(rb'"seq":(\d+),"conversation_id":"([0-9a-f-]{36})"(.*?"created_at")', answer):
            self.hear_number(id, seq)
            if name := re.search(rb'"client_message_id":"([^"]+)"', rest):
                self.messages[UUID(id.decode()).bytes, int(seq)] = name[1].decode()

    def hear_number(self, id, seq):
        id = UUID(id.decode()).bytes
        self.heard[id] = max(self.heard.get(id, 0), int(seq))

    def after_loss(self, dice, way):
        """The files there are when the power goes now: their contents by name."""
        changed = [file for file in FILES if self.names.get(file) is not self.names_kept.get(file)]
        lost = [file for file in changed if way == "nothing" or way != "everything" and dice.random() < 0.5]
        there = {**self.names, **{file: self.names_kept.get(file) for file in lost}}
        return {FILES[file]: contents(inode, dice, way) for file, inode in there.items() if inode is not None}


def settle(inode, before):
    """A sync: what was written before it began is there to stay."""
    waiting = []
    for write in inode.unsynced:
        if write.is_given_up or write.number >= before:
            waiting.append(write)
            continue
        apply(inode.kept, write.offset, write.bytes)
        end = write.offset + len(write.bytes or b"")
        waiting = [old for old in waiting if not (old.is_given_up and covers(write.offset, end, old))]
    inode.unsynced = waiting


def covers(begin, end, old):
    return old.bytes is not None and begin <= old.offset and old.offset + len(old.bytes) <= end


def give_up(inode, before):
    """A failed sync: each sector that waited may have been dropped for good."""
    remaining = []
    for write in inode.unsynced:
        if write.number >= before or write.bytes is None:
            remaining.append(write)
        else:
            remaining += [Unsynced(write.number, *piece, is_given_up=True) for piece in pieces(write, SECTOR)]
    inode.unsynced = remaining


def apply(image, offset, written):
    if written is None:
        del image[offset:]
        image.extend(bytes(offset - len(image)))
        return
    if offset > len(image):
        image.extend(bytes(offset - len(image)))
    image[offset : offset + len(written)] = written


def pieces(write, size):
    """A write cut at the multiples of `size` on the disk."""
    place, end = write.offset, write.offset + len(write.bytes)
    while place < end:
        stop = min(end, place - place % size + size)
        yield place, write.bytes[place - write.offset : stop - write.offset]
        place = stop


def contents(inode, dice, way):
    image = bytearray(inode.kept)
    newest = len(inode.unsynced) - 1
    for place, write in enumerate(inode.unsynced):
        size = {"torn pages": 4096, "torn sectors": SECTOR}.get(way, 1 << 30)
        for offset, piece in [(write.offset, None)] if write.bytes is None else pieces(write, size):
            match way:
                case "nothing": arrives = False
                case "everything": arrives = True
                case "only the newest": arrives = place == newest
                case "all but the first": arrives = place > 0
                case _: arrives = dice.random() < 0.5
            if arrives:
                apply(image, offset, piece)
    return image


def missing(database, platter):
    """Sentences on what `database`, opened after the loss, lacks of what the outside was told."""
    found = {}
    names = Counter()
    for conversation, seq, name in database.execute("SELECT conversation, seq, client_id FROM events"):
        found.setdefault(conversation, {})[seq] = name
        if name:
            names[conversation, name] += 1
    faults = [f"{UUID(bytes=id)}: numbers {sorted(there)} have a gap"
              for id, there in found.items() if sorted(there) != list(range(1, len(there) + 1))]
    faults += [f"{key[1]} is there {count} times" for key, count in names.items() if count > 1]
    faults += [f"{UUID(bytes=id)}: {heard} was told, {len(found.get(id, {}))} are there"
               for id, heard in platter.heard.items() if len(found.get(id, {})) < heard]
    faults += [f"{name}: {seq} of {UUID(bytes=id)} is another message"
               for (id, seq), name in platter.messages.items()
               if seq in found.get(id, {}) and found[id][seq] != name]
    return faults
