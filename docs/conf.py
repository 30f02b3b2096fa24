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
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_copy_source = False
html_show_copyright = False
html_show_sphinx = False

myst_heading_anchors = 4  # links to headings, as GitHub makes them

autodoc_default_options = {"members": True, "member-order": "groupwise"}
maximum_signature_line_length = 88
napoleon_use_ivar = True
python_use_unqualified_type_names = True

nitpick_ignore_regex = [
    # The documentation of Python and of other libraries is elsewhere; the build asks no network.
    ("py:.*", r"(Image|collections|datetime|ds|os|pa|pyarrow)\..+"),
    # A bare name that has no page is one of those, a type variable, or a name for readers of the
    # source. tests/docs/generate/test_api.py holds that every public name has its page.
    ("py:(class|obj)", r"\w+"),
    # The same, where a signature was evaluated.
    (
        "py:(class|obj)",
        r"payloadkit\.[\w.]+\.(T|[A-Za-z]+_co|CallOptions|Draws|Parsed|ReportFault|Unreadable)",
    ),
]
# The systems have classes of one name, and a bare name in a signature may be any of them.
suppress_warnings = ["ref.python"]
