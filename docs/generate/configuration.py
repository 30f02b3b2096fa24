"""Writes `docs/configuration.md` from the declarations of the keys."""

from __future__ import annotations

from docs.generate.files import HEAD
from payloadkit.cli.configuration import declared
from payloadkit.cli.configuration_readers import SECRETS

EXAMPLE = """\
strict = true
format = "github"
jobs = "auto"
masters = "fixtures/caas/masters.json"

[kinds]
"fixtures/profiles/**/*.json" = "uaekyc.customer-data"
"fixtures/caas/onboarding-*.json" = "caas.onboarding"

[limits."caas.onboarding"]
"/customer_classification/employer_name" = 60

[[ignore]]
code = "date.expired"
path = "/id_details/*/date_of_expiry"
reason = "the branches renew these cards by March"
until = 2027-03-31

[caas]
base_url = "https://cdp.example.com"
"""

_VARIABLES = ", ".join(
    f"`PAYLOADKIT_{system}_{name}`".upper() for system, names in SECRETS.items() for name in names
)

_PAGE = f"""\
# Configuration

{HEAD}

Every command that has `--config` reads `payloadkit.toml`, if there is one: `payloadkit check`,
`build`, `onboard`, `migrate run` and others. Every key is optional. [Run this
example](install.md#run-the-examples) beside `fixtures/` of the repository:

```sh
cat > payloadkit.toml <<'END'
{EXAMPLE}END
```

The kind of the file comes from its name. Two expired cards are left out, and the expired visa is an
error, in the format of GitHub:

```console
$ payloadkit check --today 2026-06-01 fixtures/caas/onboarding-sample.json || echo "status $?"
::error title=date.expired,file=…::… error date.expired /id_details/1/visa_expiry_date: …
status 1
```

A project may have the same keys in its `pyproject.toml`, below `[tool.payloadkit]`:

```toml
[tool.payloadkit]
strict = true

[tool.payloadkit.kinds]
"profiles/**/*.json" = "uaekyc.customer-data"
```

## Which file is read

* It is the nearest one from the working folder upwards. In one folder, `payloadkit.toml` goes
  before `pyproject.toml`. Files are not merged.
* The search ends below a folder that everybody may write to, such as `/tmp`.
* `--config FILE` names a file, and `--no-config` uses none.
* Paths in the file are relative to its folder, and so are the patterns of `kinds`.
* An option of the command line goes before the file. `--ignore` adds to it.

The Python API reads only the base URLs, and only where you ask for it: `caas.Client.from_env()`
([Clients](clients.md)).

A wrong key, type, code, kind or format ends the command with status 2. The message names the file,
the key and the nearest valid word, and shows no value.

## Keys

| key | value | meaning |
|---|---|---|
ROWS

There is no key for the date of a check: a fixed date would hide that documents expire. Give it with
`--today` where a run has to be repeated.

An entry of `ignore` must have `code` and `reason`. `path` is a JSON Pointer in which `*` is one
part and a final `/*` everything below; without it the code is left out everywhere. `until` is the
last day, a date without quotes. [Check only for what is new](known-violations.md) shows their use.

## Secrets

The file never holds a secret. A key that looks like one is refused, and the message names the
variable of the environment to set: {_VARIABLES}. A base URL with a user or a password is refused
too.
"""


def page() -> str:
    """Return the page."""
    rows = (
        f"| `{key.name}` | {key.metadata['value']} | {key.metadata['about']} |"
        for key in declared()
    )
    return _PAGE.replace("ROWS", "\n".join(rows))
