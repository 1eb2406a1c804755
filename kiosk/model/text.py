"""What does it say in the reader's language?"""

from collections.abc import Mapping

Language = str
"""A BCP 47 tag as the hall's settings spell it: "zh", "en"."""


class Text(dict[Language, str]):
    """The same words in several languages."""

    def in_(self, language: Language) -> str:
        """The words in `language`, else in the first language there is, else blank."""
        return self.get(language) or next(iter(self.values()), "")


def text(**words: str) -> Text:
    return Text(words)


def from_mapping(words: Mapping[Language, str]) -> Text:
    return Text(words)
