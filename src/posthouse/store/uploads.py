"""Files that come in parts, sealed under a key of each upload's own until they are whole.

A step reads an upload, decides, and writes in one transaction, so that two workers never add to the
same place. What has ended is destroyed with its key; that it has ended is known for its hour.
"""

from __future__ import annotations

import json
from collections.abc import Callable

from sqlalchemy import Connection, Engine, delete, func, insert, select, update

from posthouse.model.errors import SealBroken, Throttled
from posthouse.model.event import Event
from posthouse.model.upload import LASTS_US, Stage, Upload
from posthouse.store.database import answering, writer
from posthouse.store.datakeys import RecordKeys
from posthouse.store.upload_tables import UPLOAD_PARTS, UPLOADS
from posthouse.vault.envelope import Place

PURPOSE = "upload"
MOST_PENDING = 64
"""Uploads of one project that go on at a time."""

_HEAD = ""
_ENDED = frozenset({Stage.COMPLETED, Stage.CANCELLED})

Step = Callable[[Upload | None], Upload]


class SqlUploads:
    """Uploads at rest. Calls block for a moment; they raise StoreError."""

    def __init__(self, engine: Engine, keys: RecordKeys) -> None:
        self._engine = engine
        self._keys = keys

    def begin(self, tenant: str, upload: Upload) -> None:
        """Keep what is said of a file. Raises Throttled where too many go on."""
        with answering(), writer(self._engine).begin() as connection:
            self._expire(connection, upload.begun_us)
            mine = (UPLOADS.c.tenant == tenant) & (UPLOADS.c.sealed != b"")
            if connection.execute(select(func.count()).where(mine)).scalar_one() >= MOST_PENDING:
                raise Throttled(
                    f"expected fewer than {MOST_PENDING} uploads of the project under way",
                    code="uploads_pending",
                    hint="complete or cancel some; they end by themselves after an hour",
                    retry_after_s=60,
                )
            made = {"tenant": tenant, "record": upload.id, "stage": upload.stage.value}
            sealed = self._sealed(connection, tenant, upload, upload.begun_us)
            values = {**made, "begun_at": upload.begun_us, "sealed": sealed}
            connection.execute(insert(UPLOADS), values)

    def change(
        self,
        tenant: str,
        ident: str,
        step: Step,
        now_us: int,
        part: tuple[str, bytes] | None = None,
    ) -> Upload:
        """Take a step, and keep the part that it adds; what the step raises changes nothing."""
        with answering(), writer(self._engine).begin() as connection:
            self._expire(connection, now_us)
            changed = step(self._find(connection, tenant, ident))
            if changed.stage in _ENDED:
                self._end(connection, tenant, changed, now_us)
                return changed
            if part is not None:
                name, data = part
                sealed = self._keys.seal(connection, _place(tenant, ident, name), data, now_us)
                made = {"tenant": tenant, "record": ident, "part": name, "sealed": sealed}
                connection.execute(insert(UPLOAD_PARTS), made)
            self._write(
                connection, tenant, changed, self._sealed(connection, tenant, changed, now_us)
            )
            return changed

    def find(self, tenant: str, ident: str, now_us: int) -> Upload | None:
        """Return an upload, None for none."""
        with answering(), self._engine.connect() as connection:
            found = self._find(connection, tenant, ident)
        return None if found is None or found.begun_us + LASTS_US < now_us else found

    def data(self, tenant: str, upload: Upload) -> bytes:
        """Return the bytes of an upload's parts, in their order."""
        mine = (UPLOAD_PARTS.c.tenant == tenant) & (UPLOAD_PARTS.c.record == upload.id)
        with answering(), self._engine.connect() as connection:
            query = select(UPLOAD_PARTS.c.part, UPLOAD_PARTS.c.sealed).where(mine)
            held = {row.part: row.sealed for row in connection.execute(query)}
            sealed = [(_place(tenant, upload.id, name), held[name]) for name, _ in upload.parts]
            return b"".join(self._keys.open_all(connection, sealed))

    def _find(self, connection: Connection, tenant: str, ident: str) -> Upload | None:
        mine = (UPLOADS.c.tenant == tenant) & (UPLOADS.c.record == ident)
        row = connection.execute(select(UPLOADS).where(mine)).mappings().one_or_none()
        if row is None:
            return None
        stage = Stage(row["stage"])
        if not row["sealed"]:
            return Upload(ident, b"", 0, row["begun_at"], stage)
        try:
            told = json.loads(
                self._keys.open(connection, _place(tenant, ident, _HEAD), row["sealed"])
            )
        except SealBroken:  # its key was destroyed
            return None
        parts = tuple((name, size) for name, size in told["parts"])
        said = told["told"].encode()
        return Upload(ident, said, told["size"], row["begun_at"], stage, parts, told["since"])

    def _sealed(self, connection: Connection, tenant: str, upload: Upload, now_us: int) -> bytes:
        told = {"told": upload.told.decode(), "size": upload.size, "parts": upload.parts,
                "since": upload.since_us}  # fmt: skip
        place = _place(tenant, upload.id, _HEAD)
        return self._keys.seal(connection, place, json.dumps(told).encode(), now_us)

    def _write(self, connection: Connection, tenant: str, upload: Upload, sealed: bytes) -> None:
        mine = (UPLOADS.c.tenant == tenant) & (UPLOADS.c.record == upload.id)
        values = {"stage": upload.stage.value, "sealed": sealed}
        connection.execute(update(UPLOADS).where(mine).values(values))

    def _end(self, connection: Connection, tenant: str, upload: Upload, now_us: int) -> None:
        """Destroy what came of a file; that it has ended stays known."""
        self._keys.shred(
            connection, [upload.id], Event("data.deleted", now_us, PURPOSE, project=tenant)
        )
        mine = (UPLOAD_PARTS.c.tenant == tenant) & (UPLOAD_PARTS.c.record == upload.id)
        connection.execute(delete(UPLOAD_PARTS).where(mine))
        self._write(connection, tenant, upload, b"")

    def _expire(self, connection: Connection, now_us: int) -> None:
        """Destroy what is older than an upload lasts, whosever it is."""
        old = select(UPLOADS.c.tenant, UPLOADS.c.record, UPLOADS.c.sealed)
        old = old.where(UPLOADS.c.begun_at + LASTS_US < now_us)
        for tenant, ident, sealed in connection.execute(old).all():
            if sealed:
                self._end(connection, tenant, Upload(ident, b"", 0, 0, Stage.CANCELLED), now_us)
            mine = (UPLOADS.c.tenant == tenant) & (UPLOADS.c.record == ident)
            connection.execute(delete(UPLOADS).where(mine))


def _place(tenant: str, ident: str, part: str) -> Place:
    return Place(tenant, PURPOSE, ident, part)
