"""The settings of what a run leaves behind: a ping for a monitor, a line in a log."""

from sync.settings.base import Section
from sync.settings.values import Text, WebAddress


class MonitorSection(Section):
    """Whom to tell that the job still runs."""

    ping_url: WebAddress | None = None


class LogSection(Section):
    """Where each run leaves a line."""

    file: Text | None = None
