"""Questions on a terminal: each answer is checked as it is given, and what is wrong with it is told."""

import getpass
from collections.abc import Callable
from typing import NamedTuple, TypeVar

from sync.errors import KeepInTouchError, SetUpError
from sync.terminal.console import lay_out

T = TypeVar("T")


class Question(NamedTuple):
    """What is asked, the option that answers it as well, and the answer that Enter gives (None: none)."""

    text: str
    option: str
    usual: str | None = None


class Asker:
    """Asks on the terminal; where there `is_terminal` is False, only options and usual answers count."""

    def __init__(self, *, is_terminal: bool, tell: Callable[[str], object]) -> None:
        self.is_terminal, self.tell = is_terminal, tell

    def ask(self, question: Question, given: str | None, check: Callable[[str], T]) -> T:
        """Return what `check` makes of the answer that was `given`, else of what is typed.

        `check` raises an error of `sync.errors` for a wrong answer, which is then asked for again; without a
        terminal the error is raised, and so is a `SetUpError` where there is no answer at all.
        """
        while True:
            answer = given if given is not None else self._find_answer(question)
            try:
                return check(answer)
            except KeepInTouchError as error:
                if not self.is_terminal:
                    raise
                self.complain(error)
                given = None

    def _find_answer(self, question: Question) -> str:
        if self.is_terminal:
            usual = f" [{question.usual}]" if question.usual else ""
            return self.read(f"{question.text}{usual}:") or question.usual or ""
        if question.usual is None:
            raise SetUpError("init", "there is no terminal to ask on", f"give {question.option}")
        return question.usual

    def agree(self, text: str, given: bool | None, *, usual: bool) -> bool:
        """Return whether the owner agrees; without a terminal only an option can."""
        if given is not None or not self.is_terminal:
            return bool(given)
        while True:
            answer = self.read(f"{text} [{'Y/n' if usual else 'y/N'}]:").lower() or ("n", "y")[usual]
            if answer in {"y", "yes", "n", "no"}:
                return answer.startswith("y")
            self.tell("  Please type y or n.")

    def read(self, prompt: str) -> str:
        """Return a line that is typed, without the spaces and quotes around it."""
        *above, last = lay_out(prompt).split("\n")
        for line in above:
            print(line)  # noqa: T201 - the prompt itself must be one line
        try:
            return unquote(input(f"{last} "))
        except EOFError:
            raise _ended() from None
        except KeyboardInterrupt:
            self.tell("")
            raise

    def read_hidden(self, prompt: str) -> str:
        """Return a line that is typed, and not shown."""
        try:
            return getpass.getpass(f"{prompt} ")
        except EOFError:
            raise _ended() from None
        except KeyboardInterrupt:
            self.tell("")
            raise

    def complain(self, error: KeepInTouchError) -> None:
        """Tell what is wrong."""
        for line in error.lines:
            self.tell(f"  ✗ {line}")


def unquote(answer: str) -> str:
    """Return the answer without the spaces around it, and the quotes of a file dropped on the terminal."""
    answer = answer.strip()
    is_quoted = len(answer) > 1 and answer[0] == answer[-1] and answer[0] in {"'", '"'}
    return answer[1:-1] if is_quoted else answer


def _ended() -> SetUpError:
    return SetUpError("init", "the answers ended too early", "run it again; nothing was written")
