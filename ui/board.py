"""What does a board say around its numbers? In each of the hall's languages in turn, whatever language the program speaks."""

from PySide6.QtCore import QT_TRANSLATE_NOOP, QTranslator

from kiosk.model.board import Estimate
from resources import prepared

SOURCE_LANGUAGE = "en"
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ug", "ur"})

CONTEXT = "BoardWords"
_SOURCES = {
    "called": QT_TRANSLATE_NOOP("BoardWords", "Now calling"),
    "counter": QT_TRANSLATE_NOOP("BoardWords", "Counter"),
    "serving": QT_TRANSLATE_NOOP("BoardWords", "At the counters"),
    "waiting": QT_TRANSLATE_NOOP("BoardWords", "People waiting"),
    "nobody_called": QT_TRANSLATE_NOOP("BoardWords", "Nobody has been called yet"),
    "nobody_waits": QT_TRANSLATE_NOOP("BoardWords", "Nobody is waiting now"),
    "go_to": QT_TRANSLATE_NOOP("BoardWords", "Please go to counter {counter}"),
    "stale": QT_TRANSLATE_NOOP("BoardWords", "Not up to date since {time}: listen for your number"),
    "down": QT_TRANSLATE_NOOP("BoardWords", "Offline"),
    "people": QT_TRANSLATE_NOOP("BoardWords", "{count} people"),
    "person": QT_TRANSLATE_NOOP("BoardWords", "{count} person"),
    "wait": QT_TRANSLATE_NOOP("BoardWords", "{low}–{high} min"),
    "about": QT_TRANSLATE_NOOP("BoardWords", "about {low}–{high} min"),
    "paused": QT_TRANSLATE_NOOP("BoardWords", "paused"),
}
WORDS: dict[str, str] = {key: str(source) for key, source in _SOURCES.items()}


class BoardWords:
    """The words of one language; those of a language without a file are English."""

    def __init__(self, language: str) -> None:
        self.mirrored = language in RIGHT_TO_LEFT
        self._words = dict(WORDS)
        translator = QTranslator()
        if language != SOURCE_LANGUAGE and translator.load(str(prepared() / "i18n" / f"hall_{language}.qm")):
            self._words = {key: translator.translate(CONTEXT, source) or source for key, source in WORDS.items()}

    def say(self, key: str, **values: str | int) -> str:
        return self._words[key].format(**values)

    def people(self, count: int) -> str:
        return self.say("person" if count == 1 else "people", count=count)

    def wait(self, estimate: Estimate | None) -> str:
        """Blank where only people are counted."""
        if estimate is None or estimate.wait_min is None:
            return ""
        low, high = estimate.wait_min
        return self.say("about" if estimate.about else "wait", low=low, high=high)
