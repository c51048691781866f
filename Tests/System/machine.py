"""A machine with systemd of its own: this one's files, in a container whose changes are gone when it ends."""

import os
import shutil
import subprocess
from pathlib import Path

from .client import wait_until

NEEDS = ("systemd-nspawn", "nsenter", "mount")


def why_not():
    """What is missing here for such a machine; nothing when it can be had."""
    if os.geteuid() != 0:
        return "only root can boot a container"
    missing = [name for name in NEEDS if not shutil.which(name)]
    return f"there is no {', '.join(missing)}" if missing else None


class Machine:
    """Boots when entered; `run` does a command in it."""

    BOOT_DEADLINE = 60.0

    def __init__(self, folder):
        self.folder = Path(folder)
        self.root = self.folder / "root"
        self.container = None
        self.leader = None

    def __enter__(self):
        # Changes are kept in memory: an overlay wants a file system of another kind than the one it lies over.
        self.root.mkdir(parents=True)
        subprocess.run(["mount", "-t", "tmpfs", "tmpfs", self.folder], check=True)
        for name in ("root", "changes", "work"):
            (self.folder / name).mkdir()
        layers = f"lowerdir=/,upperdir={self.folder}/changes,workdir={self.folder}/work"
        subprocess.run(["mount", "-t", "overlay", "overlay", "-o", layers, self.root], check=True)
        # The one is this machine's own, the other forbids packages to start services.
        for file in ("etc/machine-id", "usr/sbin/policy-rc.d"):
            (self.root / file).unlink(missing_ok=True)
        with (self.folder / "console").open("wb") as console:
            self.container = subprocess.Popen(
                ["systemd-nspawn", "--quiet", "--directory", self.root, "--boot", "--private-network", "--register=no",
                 # Only what every machine starts, and no network to wait for.
                 "--keep-unit", "systemd.unit=basic.target", "systemd.mask=systemd-networkd-wait-online.service"],
                stdin=subprocess.DEVNULL, stdout=console, stderr=console)
        try:
            wait_until(self._is_up, "the container has booted", self.BOOT_DEADLINE)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        if self.container.poll() is None:
            # Halts it as its power button would.
            self.container.terminate()
            try:
                self.container.wait(30)
            except subprocess.TimeoutExpired:
                self.container.kill()
                self.container.wait()
        subprocess.run(["umount", "--lazy", self.root], check=False)
        subprocess.run(["umount", "--lazy", self.folder], check=False)

    @property
    def console(self):
        return (self.folder / "console").read_text(errors="replace")

    def _is_up(self):
        assert self.container.poll() is None, f"the container ended:\n{self.console[-2000:]}"
        children = Path(f"/proc/{self.container.pid}/task/{self.container.pid}/children").read_text(encoding="ascii")
        if not children.split():
            return False
        self.leader = children.split()[0]
        state = self.run("systemctl is-system-running", check=False).stdout.strip()
        # Degraded: a service of this machine cannot run in a container, which is not ours.
        return state in ("running", "degraded")

    def run(self, command, check=True, stdin=""):
        """A line of shell in the machine, as root."""
        done = subprocess.run(
            ["nsenter", "--target", self.leader, "--all", "--wdns=/", "env", "-i",
             "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C.UTF-8", "bash", "-c", command],
            input=stdin, capture_output=True, text=True, timeout=120, check=False)
        assert not check or done.returncode == 0, f"{command}: {done.returncode}\n{done.stdout}\n{done.stderr}"
        return done
