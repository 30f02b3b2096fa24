"""Print constraints by which pip installs the lowest releases of payloadkit's own dependencies that pyproject.toml allows."""

import sys
import tomllib
from pathlib import Path

project = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
for needed in (*project["dependencies"], *project["optional-dependencies"]["heic"]):
    sys.stdout.write(needed.replace(">=", "==") + "\n")
