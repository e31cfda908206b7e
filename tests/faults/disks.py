"""Disks that break on purpose, for the journal."""

import os

from posthouse.store.disk import Disk


class BreakingDisk(Disk):
    """Lets the n-th call and `lasting - 1` after it fail with an errno; None: a short write."""

    def __init__(self, at, code, lasting=1):
        self.calls = 0
        self.failed = 0
        self._at, self._code, self._lasting = at, code, lasting

    def _strikes(self):
        self.calls += 1
        if self._at <= self.calls < self._at + self._lasting:
            self.failed += 1
            return True
        return False

    def _break(self):
        if self._strikes() and self._code is not None:
            raise OSError(self._code, os.strerror(self._code))

    def create(self, path):
        self._break()
        return super().create(path)

    def write(self, file, data):
        if not self._strikes():
            return super().write(file, data)
        written = super().write(file, data[: len(data) // 2])
        if self._code is not None:
            raise OSError(self._code, os.strerror(self._code))
        return written

    def sync(self, file):
        self._break()
        super().sync(file)

    def sync_folder(self, folder):
        self._break()
        super().sync_folder(folder)

    def rename(self, draft, path):
        self._break()
        super().rename(draft, path)

    def make_folder(self, folder):
        self._break()
        super().make_folder(folder)


class PowerCutDisk(Disk):
    """Remembers what was synced; `cut` leaves only that. With `lying` no sync does anything."""

    def __init__(self, *, lying=False):
        self._lying = lying
        self._open = {}
        self._synced = {}
        self._named = set()
        self._renamed = []

    def create(self, path):
        file = super().create(path)
        self._open[file] = path
        self._synced[path] = 0
        return file

    def sync(self, file):
        if not self._lying:
            self._synced[self._open[file]] = os.fstat(file).st_size

    def sync_folder(self, folder):
        if not self._lying:
            self._named.update(self._synced)
            self._renamed = [one for one in self._renamed if one[0].parent != folder]

    def rename(self, draft, path):
        before = path.read_bytes() if path.is_file() else None
        super().rename(draft, path)
        if draft in self._synced:
            self._synced[path] = self._synced.pop(draft)
            self._named.discard(path)
            self._renamed.append((path, before))

    def cut(self, extra=0):
        """Cut every file to what was synced and `extra` bytes; unnamed files are gone.

        What was renamed in a folder that was not synced since is as it was before.
        """
        for path, size in self._synced.items():
            if path.exists():
                if path in self._named:
                    os.truncate(path, min(size + extra, path.stat().st_size))
                elif not any(path == one for one, _ in self._renamed):
                    path.unlink()
        for path, before in reversed(self._renamed):
            if before is None:
                path.unlink(missing_ok=True)
            else:
                path.write_bytes(before)
