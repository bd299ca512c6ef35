"""Facebook writes the bytes of UTF-8 as if each were a letter: ``é`` arrives as ``Ã©``."""


def mend(text: str) -> str:
    """Return the text with its letters put together again; a text that was right stays as it is."""
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text
