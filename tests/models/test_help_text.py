"""What ``help`` shows of a model's class."""

from __future__ import annotations

import inspect
import pydoc

import payloadkit as pk
from payloadkit import caas, fields


def test_each_field_with_its_type_and_its_doc() -> None:
    """``help`` lists the fields of a class below its own docstring."""
    text = pydoc.plain(pydoc.render_doc(caas.Address))
    documented = inspect.getdoc(caas.Address) or ""

    assert documented.startswith("The present or the permanent address of the person.")
    assert "    city (str | None): City\n" in documented
    assert "country (str): ISO 3166-1 alpha-2" in text


def test_fields_of_an_extended_model() -> None:
    """The fields of the model that a class extends are listed before its own."""

    @pk.model()
    class Above:
        """What is above."""

        first: str = fields.text(9, doc="First")

    @pk.model()
    class Below(Above):
        second: str | None = fields.text(9, default=None, doc="")

    Below.__annotations__["second"] = str

    assert Above.__doc__ == "What is above.\n\nAttributes:\n    first (str): First\n"
    assert Below.__doc__ == "\n\nAttributes:\n    first (str): First\n    second (str | None):\n"
