"""The test's side of clock.c."""

import mmap
import struct


class Clock:
    """A wall clock for servers that are started with its `variables`."""

    def __init__(self, control, library):
        control.write_bytes(bytes(8))
        with control.open("r+b") as file:
            self.memory = mmap.mmap(file.fileno(), 8)
        self.variables = {"LD_PRELOAD": str(library), "CLOCK_CONTROL": str(control)}

    def set(self, ahead):
        """Lets the clock be so many seconds ahead of the true time; behind it when negative."""
        self.memory[:] = struct.pack("<q", round(ahead * 1e9))
