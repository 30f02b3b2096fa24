"""Generates the tables of codes, and the schemas and pages of docs/.

`python -m docs.generate` writes them, `--check` compares them. `--tell` compares only the tables of
codes, with whatever releases of their sources are installed.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docs.generate.api import FOLDER as API
from docs.generate.files import COMMAND, HEAD, renew
from payloadkit.models.registry import SYSTEMS, kinds, model_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

CHECKOUT = Path(__file__).parents[2]
OWNED = (API, "docs/fields", "docs/schemas")
WRITTEN = ("docs/schemas/report-1.json",)  # by hand, since a published version never changes

_REFERENCE = f"""\
{HEAD}

# Kinds and their fields

All kinds of documents. These pages are made from the declarations by
which the checks run.

* [Rules](rules.md): what each demands, what it may report, and how much of that a JSON Schema
  refuses.
* [Codes](codes.md): what each means, an example, the mend, and the gateway's answer.
* [Conversions](conversion.md): from which source each field of a payload comes.
* [Severities](severities.md): what the conversions report of many invented people.
* [Limits](limits.md): what the marks A to D say, and how a tenant sets limits of its own.
* [OpenAPI](schemas/openapi.json): the schemas of all kinds as components of one OpenAPI 3.1
  document.

A strict kind is a request, a tolerant one an answer or a profile.

| kind | class | what it is | read | |
|---|---|---|---|---|"""

_TOCTREE = """
```{toctree}
:hidden:
:glob:

fields/*
```
"""

_FIELDS = """\
`payloadkit fields` shows the same.

M is a mandatory field, O an optional one. The marks say how sure the [limit](../limits.md) is and,
behind a slash, how sure it is that the field is mandatory. What the rules demand is told [rule by
rule](../rules.md)."""


def tables() -> dict[str, str]:
    """Return the source of every table of codes by its name in the checkout."""
    from docs.generate.tables import files  # it needs what only developing installs

    return {f"payloadkit/codes/{name}": text for name, text in files().items()}


def pages() -> dict[str, str]:
    """Return the text of all that is made from the models, by its name in the checkout."""
    from docs.generate import api, code_examples, command_line, root_keys
    from docs.generate import codes as codes_page
    from docs.generate import configuration as configuration_page
    from docs.generate import conversions as conversion_page
    from docs.generate import rules as rules_page
    from docs.generate import severities as severities_page
    from payloadkit.models.schema import json_schema
    from payloadkit.reference import openapi

    ours = [kind for kind in kinds() if kind.partition(".")[0] in SYSTEMS]
    texts = {
        "reference.md": "\n".join([_REFERENCE, *map(_row, ours), _TOCTREE]),
        "rules.md": rules_page.page(ours),
        "codes.md": codes_page.page(),
        "command-line.md": command_line.page(CHECKOUT),
        "configuration.md": configuration_page.page(),
        "conversion.md": conversion_page.page(),
        "severities.md": severities_page.page(CHECKOUT),
        "schemas/openapi.json": _json(openapi.components(ours)),
        **{f"schemas/{kind}.json": _json(json_schema(kind)) for kind in ours},
        **{f"fields/{kind}.md": _fields(kind) for kind in ours},
    }
    written = {f"docs/{name}": text for name, text in texts.items()}
    return {
        root_keys.FILE: root_keys.source(ours),
        code_examples.FILE: _json(code_examples.changes()),
        **written,
        **api.pages(),
    }


def main(arguments: Sequence[str] | None = None, root: Path = CHECKOUT) -> int:
    """Write all that is generated, or compare it, and return the exit status.

    Outside a checkout the status is 2: installed files are not changed.

    Args:
        arguments: The words of the command line after the program's name; None is those of the
            process.
        root: The checkout.
    """
    parser = argparse.ArgumentParser(
        prog=COMMAND, description="Write the generated tables, schemas and pages anew."
    )
    parser.add_argument(
        "--check",
        action="store_true",
        help="write nothing; exit with 1 if a file is not what would be written",
    )
    parser.add_argument(
        "--tell",
        action="store_true",
        help="write nothing; name the tables that the installed sources would change; exit with 0",
    )
    chosen = parser.parse_args(arguments)
    check = chosen.check
    if not (root / "pyproject.toml").is_file():
        sys.stderr.write(f"{COMMAND} makes files of a checkout of payloadkit, and this is none\n")
        return 2
    if chosen.tell:
        for name in renew(root, tables(), check=True):
            sys.stdout.write(f"{name} differs from what the installed sources make\n")
        return 0
    stale = renew(root, tables(), check=check)
    if stale and not check:
        return subprocess.call([sys.executable, *COMMAND.split()[1:]], cwd=root)
    stale += renew(root, pages(), OWNED, WRITTEN, check=check)
    if not check:
        return 0
    sys.stderr.writelines(f"{name} is out of date: run {COMMAND}\n" for name in stale)
    return 1 if stale else 0


def _json(value: Mapping[str, Any]) -> str:
    return json.dumps(value, indent=2) + "\n"


def _fields(kind: str) -> str:
    from payloadkit.reference.field_table import markdown

    title, summary = f"# Fields of `{kind}`", model_of(kind).summary
    return "\n\n".join([HEAD, title, summary, _FIELDS, markdown(kind)])


def _row(kind: str) -> str:
    model = model_of(kind)
    read = "tolerant" if model.tolerant else "strict"
    links = f"[fields](fields/{kind}.md), [schema](schemas/{kind}.json)"
    name = f"{kind.partition('.')[0]}.{model.cls.__name__}"
    return f"| `{kind}` | `{name}` | {model.summary} | {read} | {links} |"


if __name__ == "__main__":
    sys.exit(main())
