"""``python -m sync`` is the command ``keep-in-touch``."""

from sync.cli import main

if __name__ == "__main__":
    main()
