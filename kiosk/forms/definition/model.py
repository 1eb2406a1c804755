"""What is a form? Immutable, shared by all sessions; holds nothing of a citizen."""


class FormDef:
    """One form, ready to be filled in."""

    form_id: str
    version: str
    title: str
    languages: tuple[str, ...]
