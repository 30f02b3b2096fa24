"""How Sphinx builds the site. `docs/development.md` has the command."""

from __future__ import annotations

import payloadkit

project = "payloadkit"
author = "the authors of payloadkit"
version = release = payloadkit.__version__

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["generate"]
highlight_language = "text"

html_theme = "furo"
html_title = "payloadkit"
html_copy_source = False
html_show_copyright = False
html_show_sphinx = False

myst_heading_anchors = 4  # links to headings, as GitHub makes them

autodoc_default_options = {"members": True, "member-order": "groupwise"}
maximum_signature_line_length = 88
napoleon_use_ivar = True
python_use_unqualified_type_names = True

nitpick_ignore_regex = [
    # Python's own documentation is elsewhere, and the build asks no network.
    ("py:class", r"((datetime|collections\.abc|os)\.)?(date|datetime|Mapping|PathLike)"),
    ("py:class", "Decimal|StrEnum"),
    # So is that of other libraries.
    ("py:class", r"Converter|Image\.Image|MockTransport|SearchStrategy"),
    # Type variables have no page.
    ("py:(class|obj)", r"(payloadkit\.[\w.]+\.)?(H|T|T_co|Answer_co|State_co)"),
    # Nor have names that a signature gives to a type, for its readers alone.
    ("py:class", "AnyOutcome|Body|Document|File|Headers|Limits|Onboarded|Pages|Probe|Raw|Schema"),
    ("py:class", r"(payloadkit\.models\.codec\.)?(Parsed|ReportFault|Unreadable)"),
    # Options, and what a rule is given to draw with, are told in the docstrings that take them.
    ("py:class", r"(payloadkit\.rules\.draws\.)?(CallOptions|Draws|Options|Role|Runner)"),
]
# The systems have classes of one name, and a bare name in a signature may be any of them.
suppress_warnings = ["ref.python"]
