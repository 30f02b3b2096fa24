"""Start: what importing the library, its models and its command line cost in a fresh process."""

from __future__ import annotations

import json
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks.job import Contest, Job
from tests.benchmarks.processes import ROOT, seconds

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.benchmarks.job import Meter

PACKAGE, MODELS, HELP = (
    "`import payloadkit`",
    "`from payloadkit import caas`",
    "`payloadkit --help`",
)
WITHOUT, WITH = "`payloadkit check` without pictures", "`payloadkit check` with pictures"
IMPORTS = "import of pydantic, extra-types, phonenumbers and Pillow"
_IMPORTS = (
    "import pydantic, pydantic_extra_types.country, pydantic_extra_types.currency_code, "
    "pydantic_extra_types.phone_numbers, phonenumbers, PIL.Image"
)
_CHECK = ("-m", "payloadkit", "check", "--kind", "caas.onboarding")
_FIXTURES = ROOT / "fixtures" / "caas"
PEER = "import of the same models in pydantic + extra-types"
ATTRS, NUMPY = "import of attrs and click", "import of simplejpeg and its numpy"


def _without_pictures() -> Path:
    """Write a document without pictures, and return its path."""
    document = json.loads((_FIXTURES / "onboarding-minimal.json").read_bytes())
    for part in document["id_details"]:
        part["id_type"] = 2
        del part["id_front"], part["id_back"]
    path = Path(tempfile.mkdtemp()) / "without-pictures.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def _sides() -> Mapping[str, Meter]:
    return {
        PACKAGE: partial(seconds, "-c", "import payloadkit"),
        MODELS: partial(seconds, "-c", "from payloadkit import caas; caas.OnboardingRequest"),
        HELP: partial(seconds, "-m", "payloadkit", "--help"),
        PEER: partial(seconds, "-c", "import tests.benchmarks.peers.pydantic_extra"),
        WITHOUT: partial(seconds, *_CHECK, str(_without_pictures())),
        WITH: partial(seconds, *_CHECK, str(_FIXTURES / "onboarding-sample.json")),
        IMPORTS: partial(seconds, "-c", _IMPORTS),
        ATTRS: partial(seconds, "-c", "import attrs, click"),
        NUMPY: partial(seconds, "-c", "import simplejpeg"),
    }


JOBS = (
    Job(
        name="start",
        doc=(
            "Fresh processes with compiled bytecode; the time of a Python that does nothing, "
            "measured beside each, is taken off."
        ),
        sides=_sides,
        contests=(
            Contest(PACKAGE, PEER, 0.10),
            Contest(MODELS, PEER, 0.50),
            Contest(HELP, PEER, 0.60),
            Contest(WITHOUT, IMPORTS, 0.6),
            Contest(WITH, IMPORTS, 1.0),
            Contest(ATTRS, IMPORTS),
            Contest(NUMPY, IMPORTS),
        ),
        needed=(
            "attrs and click are loaded before anything of payloadkit runs, and numpy for the "
            "first JPEG: the last two rows of the job say what they take. The rest is the classes "
            "of the kind's models and its plan, which are made in each process. A strict decoder "
            "of JPEG without numpy would save the most."
        ),
    ),
)
