"""The whole error tree on one page.

    PosthouseError
      Refusal              a request ends here, in the caller's own dialect; nothing was forwarded
        BadRequest         400  invalid_json duplicate_key too_deep bad_shape bad_head
        Unauthorized       401  key_missing key_malformed key_unknown key_expired …
        BudgetSpent        402
        Forbidden          403  model_not_allowed content_refused key_switched_off
        NotFound           404  endpoint_unknown model_unknown receipt_unknown
        MethodNotAllowed   405
        SlowBody           408
        Conflict           409  not as the record stands now
        TooLarge           413
        BadEncoding        415
        Unreadable         422  a body that cannot be examined is never forwarded
        Throttled          429
        HeadTooLarge       431
        InternalError      500  a defect of the station; logged without content
        UpstreamFailed     502
        Unavailable        503  record_unavailable ledger_stopped draining stopped overloaded
        UpstreamTimedOut   504
      UpstreamFault        what went wrong with one upstream (becomes a failover or a 502/504)
      EgressDenied         an address that the egress rules do not allow
      ConfigError          posthouse.toml or an unsafe setting
      StoreError           the data folder or the database
        LedgerStopped      the ledger does not fit what was signed: nothing is signed any more
          ClockSetBack     the clock is behind the last signed head; passes when it is right again
        SealBroken         a sealed value that does not open in its place
        MasterKeyRefused   the master key is not to be had, or is not the one
      VerificationFailed   a receipt or signature that does not hold
      PackRefused          a pack of rules that cannot be taken
      CommandError         the command line was used in a way that cannot work

A message names what was expected and what was found, never content; the hint says what to do next.
"""

from __future__ import annotations

from enum import Enum


class PosthouseError(Exception):
    """Anything that Posthouse itself says no to."""

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class Refusal(PosthouseError):
    """A request that ends here; rendered by the dialect it came in."""

    status = 400
    code = "bad_request"

    def __init__(
        self, message: str, *, hint: str = "", code: str = "", retry_after_s: int = 0
    ) -> None:
        super().__init__(message, hint=hint)
        self.code = code or type(self).code
        self.retry_after_s = retry_after_s


class BadRequest(Refusal):
    """The request is not what the protocol asks for."""


class Unauthorized(Refusal):
    """No usable virtual key."""

    status = 401
    code = "key_unknown"


class BudgetSpent(Refusal):
    """The key's budget does not cover this request."""

    status = 402
    code = "budget_spent"


class Forbidden(Refusal):
    """A valid key that may not do this, or content that policy refuses."""

    status = 403
    code = "content_refused"


class NotFound(Refusal):
    """No such endpoint, model or receipt."""

    status = 404
    code = "endpoint_unknown"


class MethodNotAllowed(Refusal):
    """A known path, another method."""

    status = 405
    code = "method_not_allowed"


class SlowBody(Refusal):
    """The body did not arrive in time."""

    status = 408
    code = "body_timeout"


class Conflict(Refusal):
    """What was asked does not fit the state that the record has now."""

    status = 409
    code = "conflict"


class TooLarge(Refusal):
    """Larger than the limits, packed or unpacked."""

    status = 413
    code = "body_too_large"


class BadEncoding(Refusal):
    """A content encoding or type that is not supported."""

    status = 415
    code = "encoding_unsupported"


class Unreadable(Refusal):
    """Content that cannot be examined."""

    status = 422
    code = "content_unreadable"


class Throttled(Refusal):
    """Rate or concurrency limit."""

    status = 429
    code = "rate_limited"


class HeadTooLarge(Refusal):
    """A request head beyond the limit; raised before anyone is known."""

    status = 431
    code = "head_too_large"

    def __init__(self) -> None:
        super().__init__(
            "the request head is larger than 64 KiB", hint="send fewer or shorter header fields"
        )


class InternalError(Refusal):
    """A defect of the station itself."""

    status = 500
    code = "internal_error"


class UpstreamFailed(Refusal):
    """Every candidate failed before the first byte, or an answer broke off."""

    status = 502
    code = "upstream_failed"


class AnswerStopped(Refusal):
    """An answer held a text that was made to do harm, and the key's mode ends it there."""

    status = 502
    code = "answer_stopped"


class Unavailable(Refusal):
    """The station cannot serve now."""

    status = 503
    code = "record_unavailable"


class UpstreamTimedOut(Refusal):
    """No answer in time."""

    status = 504
    code = "upstream_timeout"


class Fault(Enum):
    """What kind of thing went wrong on the way to or from an upstream."""

    CONNECT = "connect"
    TLS = "tls"
    EGRESS = "egress"
    RESET = "reset"
    TIMEOUT = "timeout"
    MALFORMED = "malformed"
    TRUNCATED = "truncated"
    STATUS = "status"


class UpstreamFault(PosthouseError):
    """One upstream failed; `kind` decides whether the next candidate is tried."""

    def __init__(self, kind: Fault, message: str) -> None:
        super().__init__(message)
        self.kind = kind


class EgressDenied(UpstreamFault):
    """The connected address is not one that the egress rules allow."""

    def __init__(self, message: str) -> None:
        super().__init__(Fault.EGRESS, message)


class ConfigError(PosthouseError):
    """A setting that is wrong or unsafe: start refuses rather than guesses."""


class StoreError(PosthouseError):
    """The data folder or the database cannot be used as it is; `code` is that of a refusal."""

    code = "record_unavailable"


class LedgerStopped(StoreError):
    """The ledger does not fit what was signed: nothing is signed until an operator resolves it."""

    code = "ledger_stopped"
    passing = False


class ClockSetBack(LedgerStopped):
    """The clock is behind the last signed head."""

    passing = True


class SealBroken(StoreError):
    """A sealed value does not open: changed, moved to another place, or its key destroyed."""


class MasterKeyRefused(StoreError):
    """The master key cannot be had from where it is kept, or is not this station's."""


class VerificationFailed(PosthouseError):
    """A receipt or signature that does not hold."""


class PackRefused(PosthouseError):
    """A pack of rules that cannot be taken: unsigned, changed, older, or failing its examples."""


class CommandError(PosthouseError):
    """A command that cannot be carried out as given."""
