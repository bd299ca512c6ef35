"""What can go wrong for the owner: one line that says what, why and what to do, and an exit status.

The statuses are those of design.md, section 7 (they follow sysexits.h). Anything that is not one of
these errors is a bug and keeps its traceback.
"""


class KeepInTouchError(Exception):
    """One line for the owner: ``what: why; cure``."""

    status = 1

    def __init__(self, what: str, why: str, cure: str) -> None:
        super().__init__(what, why, cure)
        self.what, self.why, self.cure = what, why, cure

    def __str__(self) -> str:
        """Return the line, whatever the parts contain: a control character would break it in two."""
        line = f"{self.what}: {self.why}; {self.cure}"
        return " ".join("".join(c if c.isprintable() else " " for c in line).split())

    @property
    def lines(self) -> list[str]:
        """The lines to print: one, unless several things are wrong at once."""
        return [str(self)]


class TryAgainError(KeepInTouchError):
    """Passing trouble: network, quota, a busy server, a workbook open elsewhere, another run."""

    status = 75


class PermissionDeniedError(KeepInTouchError):
    """Somebody has to grant something: key revoked, sheet not shared, column protected, login refused."""

    status = 77


class SetUpError(KeepInTouchError):
    """The set-up has to be put right: settings, key file, address, headers, clock."""

    status = 78


class MissingTabError(SetUpError):
    """A tab that was asked for is not there; `told` is what Google says."""

    def __init__(self, told: str) -> None:
        cure = "correct tab, or the #gid of location, in the settings"
        super().__init__("sheet", f"the tab is not there ({told})", cure)
        self.told = told


class MaybeWrittenError(TryAgainError):
    """A write whose answer was lost: it may have been applied, and only a look at the sheet can tell."""


class RefusedWriteError(SetUpError):
    """A write that was found invalid, and of which nothing was applied: perhaps the sheet has changed."""


class ProtectedWriteError(RefusedWriteError, PermissionDeniedError):
    """A refused write into what is protected, though perhaps no longer where it was tried."""

    status = 77
