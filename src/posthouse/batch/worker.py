"""What one process does with one part of a file: read, mask or restore, write a draft."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from posthouse.batch.files import NotDone, Seen, Source, write
from posthouse.batch.job import CONTEXT, Done, Job
from posthouse.batch.media import ENDING, mask_document, mask_image
from posthouse.batch.parquet import mask_parquet
from posthouse.batch.reader import Reader
from posthouse.batch.sealing import Seals
from posthouse.config.names import wanted
from posthouse.dataset.kind import HEAD, Kind, kind_of
from posthouse.dataset.masking import Masked, Part, Policy, Refused, mask
from posthouse.dataset.patch import packed
from posthouse.media.outcome import Job as Read
from posthouse.media.outcome import document_work
from posthouse.model.finding import Label, Treatment
from posthouse.model.terms import Allowance
from posthouse.privacy.allow import Allowed
from posthouse.privacy.detect import Detector
from posthouse.privacy.detectors.catalogue import RULES
from posthouse.privacy.examine import Examiner
from posthouse.privacy.token import Minter
from posthouse.wire.decoding import Undecodable, marked

FRAME = ".frame"
EPOCH = "B"
"""The letter of tokens in files."""

NOT_OPENED = {
    Kind.ARCHIVE: "an archive or packed file: not opened",
    Kind.IMAGE: "an image: not read (--images redact)",
    Kind.DOCUMENT: "a document of pages or sheets: not read (--documents text)",
    Kind.BINARY: "not text: not opened",
}


@dataclass(frozen=True, slots=True, repr=False)
class Masking:
    """All that a process needs to mask: it travels there once.

    `images` are read and covered, `documents` become their text; else neither is opened.
    """

    packed: bytes
    words: tuple[str, ...]
    allowed: tuple[Allowance, ...]
    treatments: Mapping[str, str]
    key: bytes
    names: str
    seals: Seals | None
    images: bool = False
    documents: bool = False

    def opens(self, kind: Kind) -> bool:
        """Tell whether files of a kind are masked."""
        read = {Kind.IMAGE: self.images, Kind.DOCUMENT: self.documents}
        return read.get(kind, kind.opened)

    def work(self) -> MaskPart:
        """Load the detectors."""
        detector = Detector(RULES, self.words, self.packed)
        treatments = {Label(la): Treatment(t) for la, t in self.treatments.items()}
        named = wanted(self.names)
        names = None if named is None else named.find_all
        examiner = Examiner(detector.find_all, names, Allowed(self.allowed))
        policy = Policy(examiner.find_all, treatments, Minter(self.key, EPOCH))
        return MaskPart(policy, self.seals, self.opens)


class MaskPart:
    """Masks the parts of files, one after the other."""

    def __init__(self, policy: Policy, seals: Seals | None, opens: Callable[[Kind], bool]) -> None:
        self._policy = policy
        self._opens = opens
        self._reader = Reader()
        kept = {la: t for la, t in policy.treatments.items() if t is not Treatment.REFUSE}
        self._names = replace(policy, treatments=kept)
        self._seals = seals

    def __call__(self, job: Job) -> Done:
        """Do one job; whatever is wrong with a file is told in the result, without content."""
        try:
            return self._done(job)
        except (NotDone, Undecodable, Refused) as error:
            return Done(job.file, job.part, str(error))
        except OSError as error:
            return Done(job.file, job.part, f"cannot be read or written ({type(error).__name__})")
        except Exception as error:  # noqa: BLE001  one file's defect: the others go on
            return Done(job.file, job.part, f"a defect of the masking ({type(error).__name__})")

    def named(self, path: str) -> str:
        """Return a path in which every value gave way to its token."""
        return "/".join(self._name(one) for one in path.split("/"))

    def _name(self, name: str) -> str:
        """Mask one name; what is not text stays as it is."""
        try:
            data = name.encode()
        except UnicodeEncodeError:
            return name
        return mask(Part(data), self._names).data.decode()

    def _done(self, job: Job) -> Done:
        with Source(job.source, Seen(job.size, job.changed_ns)) as source:
            data = source.read(job.start, job.end)
            before = source.read(job.start - CONTEXT, job.start)
            after = source.read(job.end, job.end + CONTEXT)
        digest = hashlib.sha256(data).hexdigest()
        if self._kept(job, digest):
            return Done(job.file, job.part, kept=True, before=digest)
        kind = kind_of(job.source, data[:HEAD]) if job.whole else job.kind
        codec = marked(data[:HEAD]) if job.whole else job.codec
        if not self._opens(kind):
            return Done(job.file, job.part, NOT_OPENED[kind])
        if kind is Kind.IMAGE:
            made = self._written(job, kind, digest, mask_image(data, self._policy, self._reader))
            return replace(made, anew=True)
        if kind is Kind.DOCUMENT:
            return self._document(job, data, digest)
        if kind is Kind.PARQUET:
            return self._written(job, kind, digest, mask_parquet(data, self._policy))
        head = job.head if job.start else b""
        part = Part(data, kind, codec, head, before, after, job.line)
        masked = mask(part, self._policy)
        return self._written(job, kind, digest, masked)

    def _document(self, job: Job, data: bytes, digest: str) -> Done:
        """Write a document's text under a name that says so."""
        if not job.out.endswith(ENDING):
            raise NotDone("not read: a document whose name does not say that it is one")
        read = Read(document_work(images=self._opens(Kind.IMAGE)), data)
        masked, text = mask_document(read, self._policy, self._reader)
        made = self._written(job, Kind.DOCUMENT, digest, masked)
        return replace(made, text=hashlib.sha256(text).hexdigest())

    def _kept(self, job: Job, digest: str) -> bool:
        if job.known is None or self._seals is None or not job.whole:
            return False
        if self._seals.digest(digest) != job.known.before:
            return False
        return sha256_of(Path(job.out)) == job.known.after

    def _written(self, job: Job, kind: Kind, before: str, masked: Masked) -> Done:
        write(job.draft, masked.data)
        frame = self._seals is not None and bool(masked.edits)
        if self._seals is not None and frame:
            sealed = self._seals.sealed(job.place, job.part + 1, packed(masked.edits, masked.known))
            write(job.draft + FRAME, sealed)
        return Done(
            job.file,
            job.part,
            before=before,
            after=hashlib.sha256(masked.data).hexdigest(),
            size=job.end - job.start,
            written=len(masked.data),
            kind=kind,
            codec=masked.codec,
            frame=frame,
            counts=dict(masked.counts),
            lost=masked.lost,
        )


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file, "" where there is none."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
