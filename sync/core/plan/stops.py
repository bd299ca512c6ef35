"""What stops a run before anything is written: the sheet, or what it remembers, cannot be believed."""


class StopError(ValueError):
    """Why the rules cannot go on; `what` is None where it is the tab itself, `cure` says what to do."""

    def __init__(self, why: str, cure: str, what: str | None = None) -> None:
        super().__init__(why)
        self.what, self.cure = what, cure
